"""Pagers whose script stands in a file: `javascript:goPage(2)` with `goPage` in `/js/list.js`.

The file is asked for once, with the pager beside it, and read as if it stood in the page; what it says of the pager's
functions goes along with the requests for further pages.
"""

from __future__ import annotations

import re
from dataclasses import replace
from urllib.parse import urlsplit

from lxml import etree
from lxml.html import HtmlElement

from scraper.dom import squeezed_text
from scraper.lists.addresses import function_body
from scraper.lists.wording import LOAD_MORE, NEXT
from scraper.model import PageRequest, RawPage
from scraper.steps.pager.buttons import is_dead_button
from scraper.steps.pager.forms import form_fields
from scraper.steps.pager.sheet import Reading, Sheet
from scraper.urls import is_same_site, resolve

_CALL = re.compile(r"^(?:javascript:)?\s*(?:return\s+)?([A-Za-z_$][\w$]*)\s*\(")
_DEFINED = re.compile(r"\bfunction\s++([A-Za-z_$][\w$]*+)")
_LIBRARY = re.compile(
    r"jquery|bootstrap|swiper|slick|vue|react|angular|layui|layer|echarts|modernizr|html5|respond|polyfill|jweixin|share"
    r"|stat(?!ic)|analytics|baidu|hm\.js|slide|banner|player|video|calendar|wza|\.min\.",
    re.IGNORECASE,
)
_LIKELY = re.compile(r"pag(?:e|ing|ination)|list|load|more|fenye", re.IGNORECASE)
_MOST_FILES = 3
_MOST_CHARS = 4000  # of a pager that goes along
_MOST_ROW_CHARS = 100_000  # of rows that go along
_LEAST_ROWS = 3
_ROW = re.compile(r"[\u3400-\u9fff]{6}|\w{3}.*\s.*\w{3}.{4}")  # longer than a menu's word
_STRING = re.compile(r"'(?:[^'\\\n]|\\.)*+'|\"(?:[^\"\\\n]|\\.)*+\"")
# A list that a script goes through: `news[i].title`, `news.length`; and what names it in the page.
_INDEXED = re.compile(
    r"(?<![\w$.])([A-Za-z_$][\w$]*+)(?:\[\w{1,20}\]\s*+[.\[]|\.length\b)|(?<=\bin )([A-Za-z_$][\w$]*+)\s*\)"
)
_DECLARES = r"\b(?:var|let|const|function)\s+%s\b|(?<![=!<>.\w$])%s\s*=(?!=)|[(,]\s*%s\s*[,)](?!\s*;)|\b%s\s*=>"
_MOST_CODE = 4000  # of a script's functions that go along


def read_script_files(sheet: Sheet) -> Reading | None:
    """Ask for the scripts of this site where a pager of the first page calls what the page itself does not define."""
    pager = _undefined(sheet) if _may_ask(sheet) else ""
    return _asked(sheet, pager) if pager else None


def read_row_scripts(sheet: Sheet) -> Reading | None:
    """Ask for the scripts of this site where rows call, or are made of, what the page does not define."""
    rows = (_undefined_rows(sheet) or _undefined_list(sheet)) if _may_ask(sheet) else ""
    pager = _undefined(sheet) if rows else ""
    return _asked(sheet, rows if pager in rows else rows + pager) if rows else None


def _may_ask(sheet: Sheet) -> bool:
    return sheet.request.position == 1 and not sheet.request.beside


def _asked(sheet: Sheet, html: str) -> Reading:
    """Make the requests for the likeliest scripts, with HTML of the page and the constants of its own scripts."""
    html += f"<script>{constants(sheet)}</script>"
    found = []
    for script in sheet.tree.iter("script"):
        url = resolve(sheet.addresses.base, script.get("src") or "") if script.get("src") else None
        if url and is_same_site(url, sheet.url) and not _LIBRARY.search(urlsplit(url).path):
            found.append(url)
    found.sort(key=lambda url: not _LIKELY.search(urlsplit(url).path.rsplit("/", 1)[-1]))
    return Reading(tuple(PageRequest(url, base=sheet.url, beside=html) for url in dict.fromkeys(found[:_MOST_FILES])))


def constants(sheet: Sheet) -> str:
    """Give the inline scripts that only name values: `var ctx = '/gov';`, `var params = {"page": "1"};`."""
    codes = (element.text or "" for element in sheet.tree.iter("script"))
    plain = (code for code in codes if "=" in code and len(code) <= _MOST_CHARS and "(" not in _STRING.sub("", code))
    return ";\n".join(plain)[:_MOST_CODE].replace("</", "<\\/")


def _undefined_rows(sheet: Sheet) -> str:
    """Give the HTML of rows that call a function which the page does not have, where they outnumber what was read."""
    defined = {*_DEFINED.findall(sheet.text)}
    calling: dict[str, list[HtmlElement]] = {}
    for element in sheet.tree.iter("a", "li", "tr", "div", "p"):
        call = _CALL.match(_code(element))
        if call and call.group(1) not in defined and "(" in _code(element) and not sheet.addresses.of_element(element):
            said = "" if len(element) > 12 else squeezed_text(element)
            calling.setdefault(call.group(1), []).extend([element] if _ROW.search(said) else [])
    rows = max(calling.values(), key=len, default=[])
    if len(rows) < _LEAST_ROWS or len(rows) <= len(sheet.rows):
        return ""
    around = [{*row.iterancestors()} for row in rows]
    holder = next((above for above in rows[0].iterancestors() if all(above in one for one in around)), None)
    html = "" if holder is None else etree.tostring(holder, encoding="unicode", method="html", with_tail=False)
    return html if len(html) <= _MOST_ROW_CHARS else ""


def _undefined_list(sheet: Sheet) -> str:
    """Give the scripts of a page without rows that make them of a list that it does not have: `news[i].title`."""
    codes = [element.text or "" for element in sheet.tree.iter("script") if not sheet.rows]
    code = "\n".join(codes)
    names = {one or other for one, other in _INDEXED.findall(code)} if "length" in code else set()
    unknown = [name for name in sorted(names) if not re.search(_DECLARES.replace("%s", re.escape(name)), code)]
    using = [code for code in codes if any(name in code for name in unknown) and len(code) <= _MOST_CODE]
    return "".join(f"<script>{code}</script>" for code in using[:_MOST_FILES])


def beside(page: RawPage, request: PageRequest) -> RawPage:
    """Give the page to read for a request that carries HTML: a script beside its pager, a list beside functions."""
    if not request.beside:
        return page
    if request.base is None:
        return replace(page, body=page.body + request.beside.encode())
    code = page.body.decode("utf-8", "replace").replace("</script", "")
    body = f"<html><head><meta charset=utf-8></head><body>{request.beside}<script>{code}</script></body></html>"
    return replace(page, url=request.base, body=body.encode(), headers=(("Content-Type", "text/html; charset=utf-8"),))


def taken_along(reading: Reading, sheet: Sheet) -> Reading:
    """Let the requests of a reading carry the functions that its pager calls, as they do themselves from then on."""
    carried = sheet.request.beside
    if not carried:
        return reading
    if sheet.request.base is not None:
        names = {match.group(1) for element in sheet.tree.iter() if (match := _CALL.match(_code(element)))}
        bodies = (_definition(sheet.text, name) for name in sorted(names))
        carried = f"<script>{''.join(body for body in bodies if body)[:_MOST_CODE]}</script>"
    pages = (
        replace(request, beside=request.beside or ("" if request.base else carried)) for request in reading.next_pages
    )
    return replace(reading, next_pages=tuple(pages))


def _undefined(sheet: Sheet) -> str:
    """Give the pager as HTML where one of its elements calls a function that the page does not have, or is a button."""
    defined = {*_DEFINED.findall(sheet.text)}
    for element in sheet.tree.iter("a", "button", "span", "li", "div"):
        if len(element) > 3 or not (said := squeezed_text(element)) or len(said) > 20:
            continue
        call = _CALL.match(_code(element))
        is_page = bool(NEXT.match(said)) or said == str(sheet.request.position + 1)
        is_unknown = call is not None and call.group(1) not in defined
        is_button = bool(LOAD_MORE.match(said)) and sheet.addresses.of_element(element) is None
        is_button = is_button or (bool(LOAD_MORE.match(said)) and element.get("data-page") is not None)
        is_button = is_button or (is_page and call is None and is_dead_button(element, sheet.request.position + 1))
        if (is_page and is_unknown) or is_button:
            holder = _holder(element)
            html = etree.tostring(holder, encoding="unicode", method="html", with_tail=False)
            own = etree.tostring(element, encoding="unicode", method="html", with_tail=False)
            found = html if len(html) <= _MOST_CHARS else own if len(own) <= _MOST_CHARS else ""
            return _with_form(element, found) if found else ""
    return ""


def _with_form(element: HtmlElement, html: str) -> str:
    """Put a pager into what its form is: the fields that a function of the file may fill and send."""
    form = next(element.iterancestors("form"), None)
    if form is None:
        return html
    bare = etree.Element("form", {name: form.get(name, "") for name in ("name", "id", "method", "action")})
    for name, value in form_fields(form).items():
        etree.SubElement(bare, "input", {"type": "hidden", "name": name, "value": value})
    written = etree.tostring(bare, encoding="unicode", method="html")
    return written.removesuffix("</form>") + html + "</form>" if len(written) <= _MOST_CHARS else html


def _holder(element: HtmlElement) -> HtmlElement:
    parent = element.getparent()
    above = parent.getparent() if parent is not None and parent.tag == "li" else None
    return above if above is not None else parent if parent is not None and parent.tag != "body" else element


def _code(element: HtmlElement) -> str:
    href = element.get("href") or ""
    return element.get("onclick") or (href if href.lower().startswith("javascript:") else "")


def _definition(text: str, name: str) -> str:
    match = re.search(rf"\bfunction\s+{re.escape(name)}\s*\([^()]{{0,200}}\)\s*\{{", text)
    return f"{match.group()}{function_body(text, match.end())}}}\n" if match else ""
