"""Pagers made of links: `rel=next`, 下一页, numbers, a list to choose from, load more, archives by year."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import islice
from urllib.parse import parse_qsl, urlsplit

from lxml.html import HtmlElement

from scraper.dom import squeezed_text
from scraper.lists.wording import LOAD_MORE, NEXT, PAGER, PREVIOUS
from scraper.model import PageRequest
from scraper.steps.pager.asking import BY_SCRIPT
from scraper.steps.pager.calls import find_template
from scraper.steps.pager.sheet import MAX_PAGES, Reading, Sheet, scripts
from scraper.urls import canonical, is_same_site, resolve, shape

_DISABLED = re.compile(r"(?:^|[\s_-])(?:disabled?|nolink|no-more|nomore|inactive)(?:$|[\s_-])", re.IGNORECASE)
_NEXT_NAME = re.compile(r"(?:^|[\s_-])(?:next|nextpage|pagenext|older|xia)(?:$|[\s_-])", re.IGNORECASE)
# A calendar's days are numbers side by side too.
_CALENDAR = re.compile(
    r"[?&](?:d|day|date|month|year|riqi|rq|y|m|ym|yearmonth|yymm|nianyue)=|/(?:19|20)\d\d[-/]\d{1,2}[-/]\d{1,2}/?$",
    re.IGNORECASE,
)
_CHOSEN = re.compile(r"\b(?:this|\w+)\.(?:value\b|options\[[^\]]{1,40}\]\.value\b)")  # of a select
_HAN_NUMBERS = tuple("一二三四五六七八九十")
_LAST_NUMBER = re.compile(r"\d+(?=\D*$)")
# Parameters that number pages or rows, as in `PAGEN_1`, `b_start:int`, `PageFirstRow`, `iPage`, `start`.
_NUMBERS_PAGES = re.compile(r"page(?!_?size|_?rows|_?unit)|start|offset|skip|^from$|^pn?$|^first", re.IGNORECASE)
_COMES_ALONG = re.compile(r"paged$|^p_", re.IGNORECASE)  # of SharePoint, beside the number
_STEP_CHARS = 40
_MOST_PARTS = 40  # elements in what may be a link of a pager
_MOST_IN_PAGER = 200  # elements of a pager
_MORE_ADDRESSES = ("data-next", "data-url", "data-href", "data-page-url", "hx-get", "data-next-url")
_LINK_HEADER = re.compile(r"<([^>]*)>\s*;[^,]*\brel\s*=\s*\"?[^\",;]*\bnext\b", re.IGNORECASE)


def read_rel_next(sheet: Sheet) -> Reading | None:
    """Read `<link rel=next>`, `<a rel=next>`, as HTML defines the link type."""
    for element in sheet.tree.iter("link", "a"):
        if "next" in (element.get("rel") or "").lower().split():
            return next_by(sheet, element)
    return None


def read_next_link(sheet: Sheet) -> Reading | None:
    """Read the link that says 下一页, Next, › in whatever way it leads there; the arrow alone counts last."""
    elements = [*_saying_next(sheet), *_named_next(sheet)]
    return next((reading for element in elements if (reading := next_by(sheet, element))), None)


def _saying_next(sheet: Sheet) -> list[HtmlElement]:
    words, arrows = [], []
    for element in sheet.tree.iter("a", "button", "input", "li", "span", "td", "div"):
        text = words_of(element)
        is_link = element.tag in ("a", "button", "input") or bool(element.get("onclick"))
        if not is_link or not text or len(text) > 20 or not NEXT.match(text):
            continue
        if re.search(r"\w", text):
            words.append(element)
        elif _is_in_pager(element) or _NEXT_NAME.search(element.get("class") or ""):
            arrows += [] if _CALENDAR.search(element.get("href") or "") else [element]
    return [*words, *arrows]


def _named_next(sheet: Sheet) -> list[HtmlElement]:
    """Find links that are marked as next by class or title; 博达 gives its 尾页 that class too, so words go first."""
    found = []
    for element in sheet.tree.iter("a"):
        title = (element.get("title") or "").strip()
        named = _NEXT_NAME.search(f"{element.get('class') or ''} {title}") or NEXT.match(title or "?")
        if named and not PAGER.match(words_of(element) or "?") and _is_in_pager(element):
            found.append(element)
    return found


def read_numbers(sheet: Sheet) -> Reading | None:
    """Read a row of page numbers without a word for "next": the number after the current one."""
    groups: dict[HtmlElement, dict[int, str]] = {}
    plain: dict[HtmlElement, int] = {}
    is_handled = "data-page" in sheet.text
    template = find_template(scripts(sheet)) if is_handled else None  # `'list-' + $(this).data('page') + '.html'`
    for element in sheet.tree.iter("a", "span", "strong", "b", "em", "li", "font"):
        text = words_of(element).strip("[]【】() 第页頁")
        text = str(_HAN_NUMBERS.index(text) + 1) if text and text in _HAN_NUMBERS else text
        if not re.fullmatch(r"\d{1,5}", text) or len(element) > 1:
            continue
        holder = holder_of(element)
        url = sheet.addresses.of_element(element) if element.tag == "a" or sheet.addresses.clicks else None
        if url is None and template and element.get("data-page", "").isdigit():
            prefix, suffix, shift = template
            url = resolve(sheet.addresses.base, f"{prefix}{int(element.get('data-page', '')) - shift}{suffix}")
        if url and canonical(url) != canonical(sheet.url):
            groups.setdefault(holder, {})[int(text)] = url
        elif element.tag != "li" or element.find(".//a") is None:
            plain.setdefault(holder, int(text))
    best: Reading | None = None
    here = sheet.url.partition("?")[0]
    for holder, numbers in groups.items():
        if not _is_numbering(numbers, sheet):
            continue
        current = plain.get(holder) or _missing(numbers) or sheet.request.position
        if current + 1 in numbers and (len(numbers) > 1 or holder in plain):
            target = numbers[current + 1]
            # The tabs of one section have a pager each, which differ in a parameter.
            others = best.next_pages if best and target.startswith(f"{here}?") else ()
            others = tuple(other for other in others if other.url.startswith(f"{here}?") and other.url != target)
            best = Reading((*others, sheet.ask(target, current + 1)), None, None, current)
    return best


def _is_numbering(numbers: dict[int, str], sheet: Sheet) -> bool:
    """Tell whether numbered links are the pages of one list: one pattern, one folder, this site, no calendar."""
    shapes = {shape(url) for number, url in numbers.items() if number > 1}
    folders = {_folder(url) for number, url in numbers.items() if number > 1}  # page 1 may be the list's own address
    stem = sheet.url.partition("?")[0].rpartition("/")[2].rpartition(".")[0]  # zcfg.html, zcfg_b.html, zcfg_c.html
    is_named = len(stem) > 2 and all(url.rpartition("/")[2].startswith(stem) for url in numbers.values())
    if not (len(shapes) == 1 or is_named) or len(folders) != 1:
        return False
    if 1 in numbers and not next(iter(folders)).startswith(_folder(numbers[1])):
        return False
    return all(is_same_site(url, sheet.url) and not _CALENDAR.search(url) for url in numbers.values())


def _folder(url: str) -> str:
    """Give the folder of a page's address: `/news/page/2/` and `/news/page/3/` are one list, `/2/1.html` is not."""
    parts = urlsplit(url)
    return f"{parts.netloc}{_LAST_NUMBER.sub('', parts.path).rsplit('/', 1)[0]}"  # hosts and ports have digits too


def read_steps(sheet: Sheet) -> Reading | None:
    """Read links to this very address with only the number of its page or of its first row raised, in any language.

    The nearest one is the next page.
    """
    here, _, query = sheet.url.partition("?")
    mine = dict(parse_qsl(query, keep_blank_values=True))
    steps: dict[str, dict[int, str]] = {}
    for element in sheet.tree.iter("a", "button"):
        if "?" not in f"{element.get('href')}{element.get('onclick')}" or len(words_of(element)) > _STEP_CHARS:
            continue
        url = (sheet.addresses.of_element(element) or "").partition("#")[0]
        if url.partition("?")[0] != here:
            continue
        given = dict(parse_qsl(url.partition("?")[2], keep_blank_values=True))
        is_number = words_of(element).strip("[]").isdigit()  # `debut_articles=20` under 20
        moved = [
            name
            for name in given
            if given[name].isdigit()
            and (_NUMBERS_PAGES.search(name) or (is_number and not _CALENDAR.search(f"?{name}=")))
            and given[name] != mine.get(name)
        ]
        for name in moved[:1]:
            others = {key: value for key, value in given.items() if key != name and not _COMES_ALONG.match(key)}
            if others.items() <= {key: value for key, value in mine.items() if key != name}.items():
                steps.setdefault(name, {}).setdefault(int(given[name]), url)
    for name, urls in steps.items():
        first = min(1, *urls) if 0 not in urls else 0
        current = int(mine[name]) if mine.get(name, "").isdigit() else first
        if later := [number for number in urls if number > current]:
            return Reading((sheet.ask(urls[min(later)], sheet.request.position + 1),))
    return None


def read_select(sheet: Sheet) -> Reading | None:
    """Read a `<select>` whose options are the addresses of the pages, as 织梦 and old ASP portals have it."""
    for select in sheet.tree.iter("select"):
        options = [option for option in select.iter("option") if option.get("value")]
        if len(options) < 2 or not all(re.fullmatch(r"\D*\d{1,5}\D*", words_of(option) or "-") for option in options):
            continue
        values = [option.get("value", "") for option in options]
        if all(re.search(r"[./?]", value) for value in values):
            urls = [resolve(sheet.addresses.base, value) for value in values]
        elif code := select.get("onchange"):
            urls = [sheet.addresses.of_code(_CHOSEN.sub(f"'{value}'", code)) for value in values if value.isdigit()]
        else:
            continue
        is_complete = len(urls) == len(values) == len({*urls})
        if not is_complete or not all(url and is_same_site(url, sheet.url) for url in urls):
            continue
        chosen = next((number for number, option in enumerate(options) if option.get("selected") is not None), None)
        here = [number for number, url in enumerate(urls) if url and canonical(url) == canonical(sheet.url)]
        current = here[0] if here else (chosen or 0)
        later = [sheet.ask(url, current + 2 + number) for number, url in enumerate(urls[current + 1 :]) if url][
            :MAX_PAGES
        ]
        return Reading(tuple(later) if current == 0 else tuple(later[:1]), None, len(options), current + 1)
    return None


def read_load_more(sheet: Sheet) -> Reading | None:
    """Read a "load more" link or button that names the address of what comes next."""
    for element in sheet.tree.iter("a", "button", "div", "span"):
        text = words_of(element)
        if text and len(text) <= 20 and LOAD_MORE.match(text) and not _is_completed_by_script(element):
            given = (element.get(name) or "" for name in _MORE_ADDRESSES)
            for address in (_with_number(address, element) for address in given if address and not address.isdigit()):
                if url := resolve(sheet.addresses.base, address):
                    by = (BY_SCRIPT,) if url.endswith(address) and address not in element.attrib.values() else ()
                    position = sheet.request.position + 1
                    return Reading(
                        (PageRequest(url, headers=by, base=sheet.addresses.base if by else None, position=position),)
                    )
            if reading := next_by(sheet, element):
                return reading
    return None


def _with_number(address: str, element: HtmlElement) -> str:
    """Give an address whose number stands in another attribute: `data-url="/more?p=" data-next="2"`."""
    numbers = [value for name, value in element.attrib.items() if name[:5] == "data-" and value.isdigit()]
    return address + numbers[0] if address[-1] in "=_" and len(numbers) == 1 else address


def _is_completed_by_script(element: HtmlElement) -> bool:
    """Tell whether a button names also the page or cursor that its script sends along: its address alone is none."""
    return any(element.get(name) for name in ("data-page", "data-cursor", "data-offset", "data-after", "data-token"))


def link_header_next(value: str | None, base: str) -> str | None:
    """Give the target of `Link: <…>; rel=next` (RFC 8288), or None."""
    match = _LINK_HEADER.search(value or "")
    return resolve(base, match.group(1)) if match else None


def read_previous(sheet: Sheet, position: int) -> Reading | None:
    """Read the link to the page before, which is page `position` of the list."""
    for element in sheet.tree.iter("a", "button", "input"):
        if PREVIOUS.match(words_of(element) or "-") and (reading := next_by(sheet, element)):
            return Reading((replace(reading.next_pages[0], position=position),))
    return None


def next_by(sheet: Sheet, element: HtmlElement) -> Reading | None:
    """Give the next page by a link that leads there, unless it is marked as dead."""
    parent = element.getparent()
    names = f"{element.get('class') or ''} {parent.get('class') or '' if parent is not None else ''}"
    if _DISABLED.search(names) or element.get("disabled") is not None:
        return None
    url = sheet.addresses.of_element(element)
    if url is None or canonical(url) == canonical(sheet.url) or not is_same_site(url, sheet.url):
        return None
    return Reading((sheet.ask(url, sheet.request.position + 1),))


def words_of(element: HtmlElement) -> str:
    """Give the words of what may be a link of a pager, or of its picture; nothing for a box."""
    if element.tag == "input":
        return (element.get("value") or "").strip()
    parts = list(islice(element.iter(), _MOST_PARTS + 1))
    if len(parts) > _MOST_PARTS:
        return ""  # a box
    text = squeezed_text(element) if len(element) < 8 else ""
    if not text:
        image = next((part for part in parts if part.tag == "img"), None)
        text = (image.get("alt") or image.get("title") or "").strip() if image is not None else ""
    return text


def holder_of(element: HtmlElement) -> HtmlElement:
    """Give the element that holds a pager's numbers: the parent, or the one above for `<li><a>1</a></li>`."""
    parent = element.getparent()
    if parent is None:
        return element
    above = parent.getparent()
    if parent.tag in ("li", "span", "td", "em", "b", "strong", "font") and above is not None:
        return above
    return parent


def _is_in_pager(element: HtmlElement) -> bool:
    """Tell whether numbers, totals or other words of a pager stand beside an element."""
    holder = holder_of(element)
    if len(list(islice(holder.iter(), _MOST_IN_PAGER + 1))) > _MOST_IN_PAGER:
        return False
    text = squeezed_text(holder)
    if len(text) > 400:
        return False
    return bool(re.search(r"(?<!\d)\d{1,5}(?!\d)|[页頁]|\bprev|\bpage|\blast", text, re.IGNORECASE))


def _missing(numbers: dict[int, str]) -> int | None:
    """Give the one number that is left out of a run of numbers: the page that one is on."""
    low, high = min(numbers), max(numbers)
    return next((number for number in range(1 if low == 2 else low, high) if number not in numbers), None)
