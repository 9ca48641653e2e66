"""The whole title of a row: tooltip where the text is cut, heading where the link says only "read more"."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable

from lxml.html import HtmlElement

from scraper.dates.written import find_dates, only_date
from scraper.steps.links.rowdate import FILE_NOTE
from scraper.steps.links.rows import Anchor, Band, alt_of, chunks, is_read_on, squeeze, text_of

_HAN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff]")
_CUT = re.compile(r"[\s.…·]*(?:\.{2,}|…+)\s*$")
_BULLET = re.compile(r"^[\s·•●○■□◆◇▪▶►→※★☆*>»\-–—|]+(?=\S)")
_PINNED = re.compile(
    r"^(?:[\[【(（]\s*(?:置顶|置頂|顶|頂|TOP|热|HOT|新|NEW|最新)\s*[\]】)）]|(?:置顶|置頂)[\s:：]+)\s*", re.IGNORECASE
)
_TITLE_LABEL = re.compile(r"^(?:(?:文章|信息|新闻|资讯|公告)?(?:标题|標題|主题|名称)|title)\s*[:：]\s*", re.IGNORECASE)
_TOOLTIPS = ("title", "data-title", "data-original-title", "data-tooltip", "aria-label")
_QUOTES = " «»„“”\"'‘’:：…"
_MARK = re.compile(r"^[\[【(（][^\]】)）]{1,12}[\]】)）]\s*")
_WORDS = re.compile(r"[^\W\d_]{3}|[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3]{2}")
_NUMBERED = re.compile(r"\S{1,16}?\s*[〔\[(（【﹝]\s*(?:19|20)\d\d\s*[〕\])）】﹞]\s*第?\d+号")  # 青市监罚〔2026〕43号
LEAST_WORN = 3  # rows that say the same
_EDGE_DATE = re.compile(r"[\s\[(（【|/·:：,，-]*$")


def title_weight(title: str) -> float:
    """Give 0 to 1: how much a title looks like one; four Han or eight Latin letters are a menu's word."""
    han = len(_HAN.findall(title))
    other = len(title) - han
    return max(0.0, min(1.0, (han + other / 3 - 4) / 8))


def worn_texts(rows: Iterable[tuple[Band, list[Anchor]]]) -> frozenset[str]:
    """Give what links say in most rows, which names none: `查看详情 +`, `English version (PDF, 120 KB)`.

    Where a row's links say nothing else (公告, a hundred times over), it is worn only if titles stand beside them.
    """
    said = [(band, {anchor.text for anchor in anchors if anchor.text}) for band, anchors in rows]
    counts = Counter(text for _, texts in said for text in texts)
    often = {text for text, count in counts.items() if count >= LEAST_WORN and count * 2 > len(said)}
    return frozenset(text for text in often if _is_worn(text, [row for row in said if text in row[1]], often))


def _is_worn(text: str, rows: list[tuple[Band, set[str]]], often: set[str]) -> bool:
    """Tell whether other words name the rows that a text stands in: of their links, or beside these."""
    if all(texts - often for _, texts in rows):
        return True
    beside = [_heading(band, often) for band, _ in rows]
    weight = sum(title_weight(told) for told in beside) / len(rows)
    return len({*beside}) * 3 > len(rows) and title_weight(FILE_NOTE.sub("", text)) < weight


def whole_title(
    band: Band,
    anchors: list[Anchor],
    title_date: str | None,
    cell: HtmlElement | None = None,
    worn: frozenset[str] = frozenset(),
) -> str:
    """Give the whole title: `title=` where the text is cut short, the heading where the link says only "read more".

    `cell`: what stands under 标题 in the row of a table; `worn`: what the links of all rows say.
    """
    if cell is not None and any(anchor.element in cell.iterancestors() for anchor in anchors):
        return text_of(cell)  # the whole row is the link
    written = [anchor for anchor in anchors if len(anchors) == 1 or text_of(anchor.element)]  # not a picture's words
    told = [anchor.text for anchor in written or anchors if anchor.text not in worn]
    said = [text for text in told if text and not is_read_on(text)]
    heading = _heading(band, worn) if len(said) == 1 and len(told) < len(anchors) else ""
    said = [text for text in said if not any(_goes_on_to(text, other) for other in (*said, heading) if other)]
    best = max((_inner_title(anchor, title_date) for anchor in anchors if anchor.text in said), key=len, default="")
    for anchor in anchors:
        for element in (anchor.element, *_titled(anchor.element), band.head):
            for name in _TOOLTIPS if best else ("title",):
                if tooltip := element.get(name):
                    best = _whole(best, _first_line(tooltip))
    if best and best == title_date:  # a picture with its day: its words are the title
        best = next((alt for anchor in anchors if (alt := squeeze(alt_of(anchor.element)))), best)
    is_number = not _WORDS.search(best) or (cell is not None and _NUMBERED.fullmatch(best))  # D-41/2026
    if not best or is_read_on(best) or best in worn or is_number:
        best = (text_of(cell) if cell is not None else "") or _heading(band, worn) or best
    if not best:
        best = next((anchor.text for anchor in anchors if anchor.text), "")
    best = _BULLET.sub("", best)
    return _PINNED.sub("", best) or best


def _goes_on_to(text: str, other: str) -> bool:
    """Tell whether a link says "read more of" and then the title, as for those who hear the page."""
    if text == other or other not in text:
        return False
    words = text.replace(other, "").strip(_QUOTES)
    return is_read_on(words) or is_read_on(" ".join(words.split()[:-1]))  # "about", "de", "über"


def _first_line(text: str) -> str:
    """Squeeze the lines of a tooltip and give the one that is the title (old ASP pages put author and date below)."""
    lines = [_TITLE_LABEL.sub("", squeeze(line)) for line in re.split(r"[\r\n]+|&#1[03];", text)]
    return next((line for line in lines if line), "")


def _whole(text: str, title: str) -> str:
    """Choose between what the link says and its tooltip: the tooltip if the text is a cut beginning of it."""
    if not title or is_read_on(title):
        return text
    if not text:
        return title
    stem = _CUT.sub("", text)
    if stem != text and not title.startswith(stem[:1]):
        stem = _MARK.sub("", stem)  # 【青溪县】关于开展…
    plain, whole = re.sub(r"\W", "", stem), re.sub(r"\W", "", title)
    if stem != text and whole.startswith(plain[: max(4, len(plain) - 2)]) and len(title) >= len(stem):
        return title
    return title if plain and len(whole) > len(plain) and whole.startswith(plain) else text


def _titled(element: HtmlElement) -> list[HtmlElement]:
    return [child for child in element if isinstance(child.tag, str)]


def _inner_title(anchor: Anchor, title_date: str | None) -> str:
    """Give the title inside a link: a heading in it, else its longest block if it holds several, without its date."""
    element = anchor.element
    for tag in ("h1", "h2", "h3", "h4", "h5", "h6"):
        for heading in element.iter(tag):
            text = text_of(heading)
            if text:
                return text
    if title_date is None:
        blocks = list(element.iter("div", "p", "dt", "dd", "li"))
        if not blocks:
            return _without_split_date(element) or anchor.text
    parts: dict[HtmlElement, list[str]] = defaultdict(list)
    for owner, text in chunks(element):
        if squeeze(text) and only_date(squeeze(text)) is None:
            parts[_block(owner, element)].append(text)
    texts = [squeeze("".join(said)) for said in parts.values()]
    texts = [_without(text, title_date) for text in texts]
    return max((text for text in texts[:2] if text), key=len, default=anchor.text)


def _without_split_date(element: HtmlElement) -> str:
    """Give what a link says behind or before a date whose day, month and year stand in elements of their own."""
    texts = [text for _, said in chunks(element) if (text := squeeze(said))]
    for size in (2, 3):
        if len(texts) > size and only_date(" ".join(texts[:size])) is not None:
            return squeeze(" ".join(texts[size:]))
        if len(texts) > size and only_date(" ".join(texts[-size:])) is not None:
            return squeeze(" ".join(texts[:-size]))
    return ""


def _block(owner: HtmlElement, top: HtmlElement) -> HtmlElement:
    while owner is not top and owner.tag in ("b", "strong", "em", "i", "font", "u", "mark"):
        parent = owner.getparent()
        if parent is None:
            break
        owner = parent
    return owner


def _without(text: str, title_date: str | None) -> str:
    if title_date and title_date in text:
        at = text.find(title_date)
        before, after = text[:at], text[at + len(title_date) :]
        return squeeze(_EDGE_DATE.sub("", before) + " " + after.lstrip(" ])）】|:：,，-"))
    return text


def _heading(band: Band, but: Collection[str] = ()) -> str:
    """Give the row's heading, else the longest text in it that is no date and none of `but`."""
    for element in (band.head, *band.rest):
        for heading in element.iter("h1", "h2", "h3", "h4", "h5", "h6", "strong", "dt"):
            text = text_of(heading)
            if text:
                return text
    texts = [squeeze(text) for _, text in chunks(band.head)]
    texts = [text for text in texts if text not in but and only_date(text) is None and not is_read_on(text)]
    return max([text for text in texts if not find_dates(text)] or texts, key=len, default="")
