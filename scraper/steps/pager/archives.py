"""Lists kept by year, month, letter or issue: links to the other parts, side by side."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from lxml.html import HtmlElement

from scraper.lists.wording import ISSUE_BEFORE
from scraper.steps.pager.forms import send_choice
from scraper.steps.pager.links import holder_of, next_by, words_of
from scraper.steps.pager.sheet import Reading, Sheet
from scraper.urls import canonical, is_same_site, shape

_YEAR = re.compile(
    r"^\s*(?:(?:19|20)\d\d|(?:令和|平成|民國)\s*(?:元|\d{1,3}))\s*(?:年(?:度)?)?(?:\s*(?:0?[1-9]|1[0-2])\s*月)?"
    r"\s*(?:\(\d+\)|（\d+）)?\s*$"
)
_MONTH = re.compile(r"^\s*(?:0?[1-9]|1[0-2]|[一二三四五六七八九十]{1,2})\s*月(?:份)?\s*(?:\(\d+\)|（\d+）)?\s*$")
_OF_A_YEAR = re.compile(r"(?:^|[/_-])(?:19|20)\d\d(?:[/_.-]|$)")
_LETTER = re.compile(r"^[A-ZА-ЯΑ-Ω](?:\s*[-–—]\s*[A-ZА-ЯΑ-Ω])?$")
_LEAST_LETTERS = 4
_MOST_ARCHIVES = 600  # fifty years by month


def read_archives(sheet: Sheet) -> Reading | None:
    """Read links to the list's other years or months (`2025年`, `2024`, `2026年5月`), or letters, side by side.

    Three or more, or fewer beside the one that is shown and leads nowhere.
    """
    groups: dict[HtmlElement, dict[str, str]] = {}
    shown: set[HtmlElement] = set()
    is_of_year = not sheet.rows and bool(_OF_A_YEAR.search(urlsplit(sheet.url).path))  # 2026, with its months
    for element in sheet.tree.iter("a", "span", "strong", "b", "li"):
        said = words_of(element) or "-"
        is_part = _YEAR.match(said) or _LETTER.match(said) or (is_of_year and _MONTH.match(said))
        if not is_part or next(element.iterchildren("a"), None) is not None:
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


def read_year_choice(sheet: Sheet) -> Reading | None:
    """Read a list of years to choose from whose form is sent: the other years' lists."""
    for select in sheet.tree.iter("select"):
        options = [
            option for option in select.iter("option") if option.get("value", "-") and _YEAR.match(words_of(option))
        ]
        if len(options) < 2 or "submit" not in f"{select.get('onchange')}{_submits(select)}":
            continue
        shown = next((option for option in options if option.get("selected") is not None), options[0])
        others = [option.get("value") or words_of(option) for option in options if option is not shown]
        asked = [request for value in others[:_MOST_ARCHIVES] if (request := send_choice(sheet, select, value))]
        if asked and sheet.request.position == 1 and not _is_chosen(sheet, select):
            return Reading(tuple(asked))
    return None


def _submits(select: HtmlElement) -> str:
    form = next(select.iterancestors("form"), None)
    buttons = () if form is None else (*form.iter("input"), *form.iter("button"))
    return "submit" if any((button.get("type") or "submit") == "submit" for button in buttons) else ""


def _is_chosen(sheet: Sheet, select: HtmlElement) -> bool:
    """Tell whether this page was itself asked for by such a choice: it need not ask for all the others again."""
    name = select.get("name") or ""
    return f"{name}=" in sheet.request.url.partition("?")[2] or f"{name}=".encode() in sheet.request.body


def read_issue_before(sheet: Sheet) -> Reading | None:
    """Read the link from the issue or the day that is shown to the one before it: 上一期, 昨日."""
    elements = (
        element
        for element in sheet.tree.iter("a")
        if any(ISSUE_BEFORE.match(said or "-") for said in (words_of(element), (element.get("title") or "").strip()))
    )
    is_issue = bool(sheet.rows) or sheet.request.position > 1  # a month without any stands between two
    return next((reading for element in elements if is_issue and (reading := next_by(sheet, element))), None)
