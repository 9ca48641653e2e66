"""How a request for more rows is written."""

from __future__ import annotations

import re
from dataclasses import replace
from urllib.parse import urlencode

from scraper.model import PageRequest
from scraper.steps.pager.sheet import Reading, Sheet

FORM = ("Content-Type", "application/x-www-form-urlencoded; charset=UTF-8")
JSON_BODY = ("Content-Type", "application/json;charset=UTF-8")
_HEADER_NAME = re.compile(r"X-[A-Za-z-]{1,40}", re.IGNORECASE)
_TOKENS = frozenset({"csrf-token", "_csrf", "csrf"})  # Laravel, Rails; Spring Security
BY_SCRIPT = ("X-Requested-With", "XMLHttpRequest")
# Parameters that number pages (from the first page), and those that number records.
PAGE_NAMES = re.compile(
    r"^(?:page|p|pn|pageno|page_?num|page_?number|page_?index|cur_?page|current_?page|current|curpageno|pageid|nowpage|toPage|pagina|página|seite|strana|stranka|halaman|sayfa|sida|iPage|intCurPage)$",
    re.IGNORECASE,
)
OFFSET_NAMES = re.compile(r"^\$?(?:start|offset|from|skip|startrow|startindex|first(?:result)?|begin)$", re.IGNORECASE)
SIZE_NAMES = re.compile(
    r"^\$?(?:size|top|page_?size|rows|limit|per_?page|pagerows|count|num|rn|length|numperpage|row|ps)$", re.IGNORECASE
)


def plain_name(name: str) -> str:
    """Give a parameter's name without its group: `pagination[page]` is `page`, `page[number]` `pagenumber`."""
    group, _, inner = name.rstrip("]").partition("[")
    return f"page{inner}" if inner in ("number", "no", "num", "index", "size") and group == "page" else inner or name


def post(sheet: Sheet, url: str, fields: tuple[tuple[str, str], ...], position: int) -> PageRequest:
    """Make a POST of form fields as a script sends it."""
    return PageRequest(url, "POST", urlencode(fields).encode(), (FORM, BY_SCRIPT), sheet.addresses.base, position)


def with_token(reading: Reading, sheet: Sheet) -> Reading:
    """Let POSTs of scripts carry the token that their page holds: `<meta name=csrf-token>` of Laravel and Rails.

    Spring Security names its header beside it: `<meta name=_csrf_header>`.
    """
    if not any(request.method == "POST" and BY_SCRIPT in request.headers for request in reading.next_pages):
        return reading
    told = {(meta.get("name") or "").lower(): meta.get("content") or "" for meta in sheet.tree.iter("meta")}
    token = next((value for name, value in told.items() if name in _TOKENS and value), None)
    if token is None or not token.isascii() or not token.isprintable():
        return reading
    named = told.get("_csrf_header", "")
    header = (named if _HEADER_NAME.fullmatch(named) else "X-CSRF-TOKEN", token)
    pages = (replace(request, headers=(*request.headers, header)) for request in reading.next_pages)
    return replace(reading, next_pages=tuple(pages))


def number_or(text: str | None, default: int) -> int:
    """Read a whole number, or give the default where it is none."""
    return int(text) if text is not None and re.fullmatch(r"\d{1,9}", text) else default
