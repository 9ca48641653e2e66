"""Lists kept by year, month, letter or issue: links to the other parts, side by side."""

from __future__ import annotations

import re

from lxml.html import HtmlElement

from scraper.steps.pager.links import holder_of, next_by, words_of
from scraper.steps.pager.sheet import Reading, Sheet
from scraper.urls import canonical, is_same_site, shape
from scraper.wording import ISSUE_BEFORE

_YEAR = re.compile(
    r"^\s*(?:(?:19|20)\d\d|(?:令和|平成|民國)\s*(?:元|\d{1,3}))\s*(?:年(?:度)?)?(?:\s*(?:0?[1-9]|1[0-2])\s*月)?"
    r"\s*(?:\(\d+\)|（\d+）)?\s*$"
)
_LETTER = re.compile(r"^[A-ZА-ЯΑ-Ω](?:\s*[-–—]\s*[A-ZА-ЯΑ-Ω])?$")
_LEAST_LETTERS = 4
_MOST_ARCHIVES = 600  # fifty years by month


def read_archives(sheet: Sheet) -> Reading | None:
    """Read links to the list's other years or months (`2025年`, `2024`, `2026年5月`), or letters, side by side.

    Three or more, or fewer beside the one that is shown and leads nowhere.
    """
    groups: dict[HtmlElement, dict[str, str]] = {}
    shown: set[HtmlElement] = set()
    for element in sheet.tree.iter("a", "span", "strong", "b", "li"):
        said = words_of(element) or "-"
        if not (_YEAR.match(said) or _LETTER.match(said)) or next(element.iterchildren("a"), None) is not None:
            continue
        url = sheet.addresses.of_element(element) if element.tag == "a" else None
        holder = holder_of(element)
        if url is None or canonical(url) == canonical(sheet.url):
            shown.add(holder)
        elif is_same_site(url, sheet.url):
            groups.setdefault(holder, {})[said] = url
    for holder, links in groups.items():
        urls = tuple(dict.fromkeys(links.values()))
        letters = sum(bool(_LETTER.match(said)) for said in links)
        is_alphabet = letters == len(links) >= _LEAST_LETTERS and len({shape(url) for url in urls}) == 1
        if is_alphabet or (not letters and len(urls) >= (1 if holder in shown else 2)):
            return Reading(tuple(sheet.ask(url, 1) for url in urls[:_MOST_ARCHIVES]))
    return None


def read_issue_before(sheet: Sheet) -> Reading | None:
    """Read the link from the issue or the day that is shown to the one before it: 上一期, 昨日."""
    elements = (element for element in sheet.tree.iter("a") if ISSUE_BEFORE.match(words_of(element) or "-"))
    return next((reading for element in elements if sheet.rows and (reading := next_by(sheet, element))), None)
