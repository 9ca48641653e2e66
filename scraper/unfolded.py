"""Rows that a page holds folded up: as text in a `<textarea>` until they come into sight, as attributes of an element.

`<textarea class="lazy"><ul>…</ul></textarea>`, `<script type="text/html">`; `<gov-card heading="…" href="…" date="…">`.
"""

from __future__ import annotations

import re

from lxml import etree
from lxml.html import HtmlElement

from scraper.dom import parse

_LINK = re.compile(r"<a\s[^<>]*href", re.IGNORECASE)
_LEAST_LINKS = 3
_PLACES = ("{{", "<%", "${")  # of a template, whose rows are still to come
_AS_TEXT = frozenset({"text/html", "text/template", "text/x-template", "text/plain"})
_ADDRESS = ("href", "link", "url", "to", "data-href", "data-url")
_TITLE = ("heading", "headline", "title", "label", "name", "text", "data-title")
_DATE = ("date", "datetime", "published", "pubdate", "time", "data-date")
_LINKS = frozenset({"router-link", "nuxt-link", "inertia-link", "n-link", "g-link"})


def unfold(tree: HtmlElement) -> None:
    """Put rows that are held as text, or in the attributes of an element of the page's own make, into the page."""
    for element in list(tree.iter()):
        tag = element.tag
        if not isinstance(tag, str):
            continue
        if tag == "textarea" or (tag == "script" and (element.get("type") or "").lower() in _AS_TEXT):
            _unfold_text(element)
        elif tag in _LINKS and element.get("to"):
            element.tag = "a"
            element.set("href", element.get("to", ""))
        elif "-" in tag and element.attrib:
            _unfold_attributes(element)


def _unfold_text(element: HtmlElement) -> None:
    text = element.text or ""
    if len(_LINK.findall(text)) < _LEAST_LINKS or any(place in text for place in _PLACES):
        return
    body = parse(f"<html><body><div>{text}</div></body></html>").find("body/div")
    if body is not None:
        element.addnext(body)
        element.text = None


def _unfold_attributes(element: HtmlElement) -> None:
    address, title, day = (_first(element, names) for names in (_ADDRESS, _TITLE, _DATE))
    if not (address and title) or next(element.iter("a"), None) is not None:
        return
    link = etree.SubElement(element, "a", {"href": address})
    link.text = title
    if day:
        etree.SubElement(element, "time", {"datetime": day}).text = day


def _first(element: HtmlElement, names: tuple[str, ...]) -> str:
    return next((value for name in names if (value := element.get(name))), "")
