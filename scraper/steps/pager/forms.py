"""Pagers that send a form: ASP.NET's `__doPostBack`, and functions that write a page number into a form."""

from __future__ import annotations

import re
from itertools import islice
from typing import Literal
from urllib.parse import urlencode

from lxml.html import HtmlElement

from scraper.dom import squeezed_text
from scraper.lists.addresses import arguments, function_body
from scraper.lists.wording import NEXT
from scraper.model import PageRequest
from scraper.steps.pager.asking import FORM, PAGE_NAMES
from scraper.steps.pager.sheet import Reading, Sheet
from scraper.steps.pager.sums import worth
from scraper.steps.pager.texts import pager_texts
from scraper.steps.pager.totals import read_totals
from scraper.urls import resolve

_MOST_PARTS = 40  # elements in what may be a link of a pager
_POSTBACK = re.compile(r"__doPostBack\(\s*['\"]([^'\"]*)['\"]\s*,\s*['\"]([^'\"]*)['\"]\s*\)")
_CALL = re.compile(r"([A-Za-z_$][\w$]*)\s*\(([^()]*)\)")
_ACTION = re.compile(r"\.action\s*=\s*['\"]([^'\"\n]+)['\"]")
_COUNTS_UP = re.compile(r"\+\s*1\b|\+\+|\+=\s*1\b")
_SETS = re.compile(
    r"(?:\.|getElementById\(\s*['\"]|\$\(\s*['\"]#|\[\s*['\"]|name=['\"]?)([A-Za-z_][\w.:-]*)['\"\])]*\s*"
    r"(?:\.value\s*=([^;\n}]{0,60})|\.val\()"
)


def read_postback(sheet: Sheet) -> Reading | None:
    """Read `__doPostBack('pager','2')` on the next link, or on the number after the current one."""
    numbers: dict[int, HtmlElement] = {}
    chosen: HtmlElement | None = None
    for element in sheet.tree.iter("a", "input", "button"):
        if not _POSTBACK.search(_code(element)) or element.get("disabled") is not None:
            continue
        text = _said(element)
        if NEXT.match(text):
            chosen = element
        elif text.isdigit():
            numbers[int(text)] = element
    position = sheet.request.position
    chosen = chosen if chosen is not None else numbers.get(position + 1)
    match = _POSTBACK.search(_code(chosen)) if chosen is not None else None
    form = form_around(chosen) if chosen is not None else None
    if match is None or form is None:
        return None
    fields = {**form_fields(form), "__EVENTTARGET": match.group(1), "__EVENTARGUMENT": match.group(2)}
    return Reading((_send(sheet, form, fields, position + 1),))


def read_form(sheet: Sheet) -> Reading | None:
    """Read a next link, or the next number, that calls a function which writes the page into a form and sends it."""
    following: list[HtmlElement] = []
    numbered: list[HtmlElement] = []
    for element in sheet.tree.iter("a", "input", "button", "span", "li"):
        if "(" not in _code(element):
            continue
        said = _said(element)
        if NEXT.match(said or "-"):
            following.append(element)
        elif said == str(sheet.request.position + 1):
            numbered.append(element)
    sent = (_sent(sheet, element) for element in (*following, *numbered))
    return next((Reading((request,)) for request in sent if request is not None), None)


def read_submit(sheet: Sheet) -> Reading | None:
    """Read a button that sends its form and says 下一页, or the next number: what it names is sent along."""
    following = str(sheet.request.position + 1)
    found: list[HtmlElement] = []
    for element in sheet.tree.iter("input", "button"):
        kind = (element.get("type") or ("submit" if element.tag == "button" else "text")).lower()
        is_sent = kind in ("submit", "image") and element.get("disabled") is None
        if not is_sent or next(element.iterancestors("form"), None) is None:
            continue
        said = _said(element)
        if NEXT.match(said):
            found.insert(0, element)
        elif said == following and element.get("value") == following and PAGE_NAMES.match(element.get("name") or ""):
            found.append(element)
    for element in found[:1]:
        form = next(element.iterancestors("form"))
        name, value = element.get("name"), element.get("value") or ""
        pressed = {f"{name}.x": "1", f"{name}.y": "1"} if element.get("type") == "image" else {name or "": value}
        fields = form_fields(form) | (pressed if name else {})
        return Reading((_send(sheet, form, fields, sheet.request.position + 1),))
    return None


def read_typed(sheet: Sheet) -> Reading | None:
    """Read a form in which one types the number of a page (转到第_页), where the pager says how many there are."""
    forms = [form for form in sheet.tree.iter("form") if (form.get("action") or "").find("search") < 0]
    for form in forms if sheet.rows else ():
        typed = [field for field in form.iter("input") if (field.get("type") or "text").lower() in ("text", "number")]
        field = typed[0] if len(typed) == 1 else None
        name = (field.get("name") or "") if field is not None else ""
        if not PAGE_NAMES.match(name) or not any(_said(button) for button in form.iter("input", "button")):
            continue
        told = read_totals(pager_texts(sheet.tree), "")
        here = told.here or sheet.request.position
        if told.pages and here < told.pages:
            return Reading((_send(sheet, form, form_fields(form) | {name: str(here + 1)}, here + 1),))
    return None


def send_choice(sheet: Sheet, select: HtmlElement, value: str) -> PageRequest | None:
    """Give the request that choosing a value in a list sends by its form, or None where it stands in none."""
    form, name = next(select.iterancestors("form"), None), select.get("name")
    return None if form is None or not name else _send(sheet, form, form_fields(form) | {name: value}, 1)


def form_around(element: HtmlElement) -> HtmlElement | None:
    """Give the form that an element stands in, else the page's form with the state of its server, else the first."""
    forms = list(element.getroottree().getroot().iter("form"))
    stateful = [form for form in forms if "__VIEWSTATE" in form_fields(form)]
    return next(iter((*element.iterancestors("form"), *stateful, *forms)), None)


def _sent(sheet: Sheet, element: HtmlElement) -> PageRequest | None:
    """Give the request that a click on an element sends by a form, or None where it sends none."""
    call = _CALL.search(_code(element).removeprefix("javascript:"))
    if call is None:
        return None
    number = next((value for value in reversed(arguments(call.group(2))) if value.isdigit()), None)
    name = re.escape(call.group(1))
    definition = re.search(rf"(?:function\s+{name}|\b{name}\s*[:=]\s*function)\s*\(([^)]*)\)\s*\{{", sheet.text)
    body = function_body(sheet.text, definition.end()) if definition is not None else ""
    if number is None and not call.group(2).strip() and _COUNTS_UP.search(body):
        number = str(sheet.request.position + 1)
    if number is None or "submit" not in body:
        return None
    parameter = definition.group(1).split(",")[0].strip() if definition is not None else ""
    for name, written in _SETS.findall(body):
        for form in sheet.tree.iter("form"):
            field = _field(form, name) or _field(form, name.rsplit(".", 1)[-1])
            if field is not None:
                action = _ACTION.search(body)
                record = worth(written, {parameter: int(number)})  # value = (n - 1) * 15
                fields = {**form_fields(form), field: number if record is None else str(record)}
                return _send(sheet, form, fields, int(number), action.group(1) if action else None)
    return None


def _send(
    sheet: Sheet, form: HtmlElement, fields: dict[str, str], position: int, action: str | None = None
) -> PageRequest:
    url = resolve(sheet.addresses.base, action or form.get("action") or "") or sheet.url
    method: Literal["GET", "POST"] = "POST" if (form.get("method") or "get").lower() == "post" else "GET"
    codec = {"gbk": "gb18030", "big5": "big5hkscs"}.get(sheet.addresses.encoding, sheet.addresses.encoding)
    sent = urlencode(fields, encoding=codec, errors="xmlcharrefreplace")
    if method == "POST":
        return PageRequest(url, "POST", sent.encode(), (FORM,), None, position)
    return PageRequest(f"{url.split('?', 1)[0]}?{sent}", position=position)


def form_fields(form: HtmlElement) -> dict[str, str]:
    """Give what a form sends as it stands: hidden and text fields, and what is chosen."""
    found = {}
    for element in form.iter("input", "select"):
        name = element.get("name")
        if not name or element.get("disabled") is not None:
            continue
        if element.tag == "select":
            options = list(element.iter("option"))
            first = options[0] if options else None
            chosen = next((option for option in options if option.get("selected") is not None), first)
            found[name] = (chosen.get("value") or "") if chosen is not None else ""
        elif (element.get("type") or "text").lower() in ("hidden", "text"):
            found[name] = element.get("value") or ""
    return found


def _field(form: HtmlElement, name: str) -> str | None:
    for element in form.iter("input"):
        if name in (element.get("name"), element.get("id")):
            return element.get("name")
    return None


def _code(element: HtmlElement) -> str:
    return f"{element.get('href') or ''} {element.get('onclick') or ''}".strip()


def _said(element: HtmlElement) -> str:
    if element.tag == "input":
        return (element.get("value") or element.get("alt") or "").strip()
    if len(list(islice(element.iter(), _MOST_PARTS + 1))) > _MOST_PARTS:
        return ""  # a box
    return squeezed_text(element)
