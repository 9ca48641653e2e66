"""Where a pager stands on a page: it tells which list is the page's own."""

from __future__ import annotations

import re

from lxml.html import HtmlElement

from scraper.lists.wording import NEXT
from scraper.steps.links.outline import Outline

_SCRIPT = re.compile(
    r"createPage\w*\s*\(\s*['\"\d]|\.pagination\s*\(|\.jpage\s*\(|laypage|totalPage\s*:|pageCount\s*[:=]"
)
_TOTAL = re.compile(r"共\s*\d+\s*(?:条|條|页|頁|篇|项|項)|\d+\s*/\s*\d+\s*[页頁]|第\s*\d+\s*[页頁]|[Pp]age \d+ of \d+")
PAGER_CHARS = 600  # with a script in it; `page` may be the name of the whole page
_NAMES = re.compile(r"(?:^|[-_])(?:pager|paging|pagination|pages?|fanye|fenye)(?:$|[-_\d])", re.IGNORECASE)


def find_pagers(outline: Outline) -> tuple[HtmlElement, ...]:
    """Find the elements in which the page's pager is: links to the next page, totals, scripts that write one."""
    found = []
    for element in outline.measures:
        if not isinstance(element.tag, str):
            continue
        text = (element.text or "").strip()
        if element.tag == "script":
            if text and _SCRIPT.search(text):
                found.append(element)
        elif (
            (element.tag in ("a", "span", "li", "button") and text and len(text) <= 12 and NEXT.match(text))
            or (text and len(text) < 200 and _TOTAL.search(text))
            or (_is_named(element) and outline.measures[element].whole <= PAGER_CHARS)
        ):
            found.append(element)
    return tuple(found)


def _is_named(element: HtmlElement) -> bool:
    names = f"{element.get('class') or ''} {element.get('id') or ''}".split()
    return element.tag in ("div", "ul", "nav", "p", "td") and any(_NAMES.search(name) for name in names)
