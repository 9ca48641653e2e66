"""Further pages of an article and frames that hold its body."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from scraper.dom import squeezed_text
from scraper.model import Flow, PageRequest, PurgedPage
from scraper.steps.extract.assets import absolute, base_url, shown_file

_NEXT = re.compile(
    r"^[\[【(（<＜«‹]?\s?(?:下一页|下页|后一页|下一頁|Next(?: page)?)\s?[\]】)）>＞»›]{0,3}$", re.IGNORECASE
)
_NUMBER = re.compile(r"^[\[【(（]?\s?(\d{1,2})\s?[\]】)）]?$")
_FRAME = re.compile(r"content|article|news|body|main|detail|info|text|view", re.IGNORECASE)
_OTHER_FRAME = re.compile(
    r"calendar|weather|rili|tianqi|counter|stat|login|search|top|head|foot|nav|menu|banner|share|ad", re.IGNORECASE
)
MAX_PARTS = 30
MIN_BODY_CHARS = 200  # a page with so much text of its own has its body in no frame


def find_parts(page: PurgedPage, text_chars: int) -> tuple[PageRequest, ...]:
    """Give the requests for what is missing of the article: its further pages, or the frame that holds it.

    `text_chars`: length of the text that the page itself holds. Only addresses of the same host are asked for.
    """
    url, base = page.decoded.raw.url, base_url(page)
    wanted = _further(page.flow, url, base)
    if not wanted and text_chars < MIN_BODY_CHARS:
        wanted = _frames(page.flow, url, base)
    return tuple(PageRequest(address) for address in dict.fromkeys(wanted) if address != url)[:MAX_PARTS]


def _further(flow: Flow, url: str, base: str) -> list[str]:
    """Give the addresses of ID_2.html, ID_3.html … that numbered links or a "next page" link lead to."""
    stem, ending = _stem(url)
    name = stem.rpartition("/")[2]
    marks = (f"{name}_", f"{name}-")
    found: dict[int, str] = {}
    for link in flow.tagged["a"]:
        href = link.get("href") or ""
        if marks[0] not in href and marks[1] not in href:
            continue
        text = squeezed_text(link)
        if not (_NEXT.match(text) or _NUMBER.match(text)):
            continue
        address = absolute(href, base)
        number = _part_number(address, stem, ending) if address else None
        if address and number and number > 1:
            found[number] = address
    return [found[number] for number in sorted(found)]


def _stem(url: str) -> tuple[str, str]:
    """Split an address before the ending of its last segment; the number of a part is not of the stem."""
    parts = urlsplit(url)
    name, dot, ending = parts.path.rpartition(".")
    if not dot:
        name, ending = parts.path, ""
    return f"{parts.netloc}{re.sub(r'_([2-9]|[1-9][0-9])$', '', name)}", ending


def _part_number(address: str, stem: str, ending: str) -> int | None:
    """Give N of `stem_N.ending` (or `stem-N.ending`), None where the address is no part of the same article."""
    parts = urlsplit(address)
    name, dot, own_ending = parts.path.rpartition(".")
    if not dot:
        name, own_ending = parts.path, ""
    hit = re.fullmatch(re.escape(stem) + r"[_-](\d{1,2})", f"{parts.netloc}{name}")
    return int(hit[1]) if hit and own_ending == ending else None


def _frames(flow: Flow, url: str, base: str) -> list[str]:
    found = []
    for frame in (*flow.tagged["iframe"], *flow.tagged["frame"]):
        address = absolute(frame.get("src") or "", base)
        label = " ".join(
            filter(None, (frame.get("id"), frame.get("name"), frame.get("class"), urlsplit(address or "").path))
        )
        if (
            address
            and urlsplit(address).netloc == urlsplit(url).netloc
            and not _OTHER_FRAME.search(label)
            and _FRAME.search(label)
            and shown_file(frame, base) is None
        ):
            found.append(address)
    return found[:1]
