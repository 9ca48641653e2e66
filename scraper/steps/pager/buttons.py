"""Pagers of buttons that lead nowhere by themselves: a script writes the page's number into the page's own address.

Livewire says so in its attributes, others by `searchParams.set("page", …)`; what no script says is not guessed.
"""

from __future__ import annotations

import re
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from lxml.html import HtmlElement

from scraper.lists.wording import NEXT
from scraper.steps.pager.asking import PAGE_NAMES
from scraper.steps.pager.links import words_of
from scraper.steps.pager.sheet import Reading, Sheet, scripts

_LIVEWIRE = re.compile(r"^(?:nextPage|gotoPage|setPage)\((?:\s*\d+\s*,?)?\s*(?:['\"](\w+)['\"])?\s*\)")
_SETS = re.compile(r"(?<=\.set\()\s*['\"](\w{1,20})['\"]\s*,")
_PARAMETERS = re.compile(r"\b(?:URLSearchParams|searchParams|useSearchParams)\b")
_GO_TO = re.compile(r"^go\s+to\s+", re.IGNORECASE)


def read_button(sheet: Sheet) -> Reading | None:
    """Read a button for the next page where its script, or this page's own address, says what numbers the pages."""
    following = sheet.request.position + 1
    if not sheet.rows and (sheet.request.position > 1 or not sheet.request.beside):
        return None
    for element in sheet.tree.iter("button", "li"):
        if not is_dead_button(element, following):
            continue
        given = dict(parse_qsl(urlsplit(sheet.url).query))
        own = (name for name, value in given.items() if PAGE_NAMES.match(name) and value == str(following - 1))
        name = next(own, None) or _by_livewire(element) or _by_script(sheet)
        if name is None:
            return None
        query = urlencode({**given, name: str(following)})
        return Reading((sheet.ask(urlunsplit(urlsplit(sheet.url)._replace(query=query, fragment="")), following),))
    return None


def is_dead_button(element: HtmlElement, following: int) -> bool:
    """Tell whether a button says 下一页 or the next number, and neither sends a form nor calls a function."""
    if element.get("onclick") or element.get("disabled") is not None or element.find(".//a") is not None:
        return False
    is_sent = element.tag == "button" and next(element.iterancestors("form"), None) is not None
    if is_sent or element.get("aria-disabled") == "true":
        return False
    told = (words_of(element), element.get("title") or "", _GO_TO.sub("", element.get("aria-label") or ""))
    return any(NEXT.match(said.strip() or "-") or said.strip() == str(following) for said in told)


def _by_livewire(element: HtmlElement) -> str | None:
    """Give the name under which Livewire keeps the page's number in the address, `page` where it names none."""
    called = _LIVEWIRE.match(element.get("wire:click") or "")
    return (called[1] or "page") if called else None


def _by_script(sheet: Sheet) -> str | None:
    code = scripts(sheet)
    names = _SETS.findall(code) if _PARAMETERS.search(code) else []
    return next((name for name in names if PAGE_NAMES.match(name)), None)
