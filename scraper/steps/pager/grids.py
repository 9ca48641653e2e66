"""Grids and tables that fetch their rows themselves: an address in their options, page and size by fixed names."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import islice
from typing import Literal
from urllib.parse import urlencode

from lxml.html import HtmlElement

from scraper.lists.declared import variables
from scraper.lists.row_addresses import read_row_addresses
from scraper.model import PageRequest
from scraper.steps.pager.asking import BY_SCRIPT, number_or, post
from scraper.steps.pager.objects import fields, literal_after, pairs
from scraper.steps.pager.sheet import Reading, Sheet, scripts
from scraper.urls import is_same_site, resolve


@dataclass(frozen=True, slots=True)
class Grid:
    """A plugin: how a script calls it, the names under which it sends number and size, and how it counts."""

    calls: re.Pattern[str]
    number: str
    size: str
    method: Literal["GET", "POST"] = "GET"
    first: int = 1
    default_size: int = 10


# Sources: the documentation of each plugin.
_GRIDS: tuple[Grid, ...] = (
    Grid(re.compile(r"\btable\.render\s*\(\s*(?=\{)"), "page", "limit"),  # layui
    Grid(re.compile(r"\.(?:data|tree)grid\s*\(\s*(?=\{)"), "page", "rows", "POST"),  # EasyUI
    Grid(re.compile(r"\.bootstrapTable\s*\(\s*(?=\{)"), "offset", "limit", first=0),
    Grid(re.compile(r"\.jqGrid\s*\(\s*(?=\{)"), "page", "rows", default_size=20),
    Grid(re.compile(r"\.(?:DataTable|dataTable)\s*\(\s*(?=\{)"), "start", "length", first=0),
    Grid(re.compile(r"\bnew\s+Tabulator\s*\(\s*['\"][^'\"\n]{1,80}['\"]\s*,\s*(?=\{)"), "page", "size"),
    Grid(re.compile(r"\.kendo(?:Grid|ListView)\s*\(\s*(?=\{)"), "page", "pageSize"),
    Grid(re.compile(r"\.(?:pagination|jsGrid|bsTable)\s*\(\s*(?=\{)"), "pageNumber", "pageSize"),  # pagination.js
)
_BOOTSTRAP = _GRIDS[2]
_MARKUP: tuple[tuple[re.Pattern[str], Grid], ...] = (  # grids that are elements: class, how they ask
    (re.compile(r"\bmini-(?:data|tree)grid\b"), Grid(re.compile(""), "pageIndex", "pageSize", "POST", first=0)),
    (re.compile(r"\beasyui-(?:data|tree)grid\b"), _GRIDS[1]),
)
_ADDRESS = re.compile(
    r"['\"]?\b(?:url|ajax|ajaxURL|ajaxUrl|sAjaxSource|dataSource|read|dataUrl)['\"]?\s*:\s*(?:['\"]([^'\"\n]+)['\"]|([A-Za-z_$][\w$]*))"
)
_ALONG = re.compile(r"\b(?:where|queryParams|postData|data|extraParams|ajaxParams|params)['\"]?\s*:\s*(?=\{)")
_MOST_CALLS = 20  # of one plugin in the scripts of a page
_SIZES = ("pageSize", "limit", "rowNum", "pageLength", "iDisplayLength", "paginationSize", "rows")
_WHOLE = re.compile(r"\.(?:json|js|txt)$|['\"]?serverSide['\"]?\s*:\s*false", re.IGNORECASE)


def read_grid(sheet: Sheet) -> Reading | None:
    """Read the first grid of a page without rows: the request for its first page; its answer tells the rest."""
    if sheet.rows:
        return None
    code = scripts(sheet)
    for grid in _GRIDS:
        for match in islice(grid.calls.finditer(code), _MOST_CALLS):
            if request := _asked(sheet, grid, literal_after(code, match.end()), code):
                return Reading((request,))
    for table in sheet.tree.xpath("//*[@data-toggle='table' and @data-url]"):
        size = number_or(table.get("data-page-size"), _BOOTSTRAP.default_size)
        if request := _request(sheet, _BOOTSTRAP, table.get("data-url", ""), {}, size):
            return Reading((request,))
    for element in sheet.tree.xpath("//*[contains(@class, '-datagrid') or contains(@class, '-treegrid')]"):
        made = next((grid for name, grid in _MARKUP if name.search(element.get("class") or "")), None)
        options = _in_attributes(element)
        size = number_or(options.get("pagesize"), made.default_size if made else 0)
        if made and options.get("url") and (request := _request(sheet, made, options["url"], {}, size)):
            return Reading((request,))
    return None


def _in_attributes(element: HtmlElement) -> dict[str, str]:
    """Give the options of a grid that is an element: attributes, and pairs in `data-options`, in small letters."""
    given = pairs("{" + (element.get("data-options") or "") + "}", {})
    return {name.lower(): value for name, value in (*given.items(), *element.attrib.items())}


def _asked(sheet: Sheet, grid: Grid, literal: str, code: str) -> PageRequest | None:
    known = variables(code)
    address = _ADDRESS.search(literal)
    url = (address[1] or known.get(address[2], "")) if address else ""
    along = _ALONG.search(literal)
    sent = pairs(literal_after(literal, along.end()), known) if along else {}
    flat = {item.name: item.value for item in fields(literal, known)}
    size = next((int(flat[name]) for name in _SIZES if flat.get(name, "").isdigit()), grid.default_size)
    if re.search(r"\b(?:m?type|method)['\"]?\s*:\s*['\"]post['\"]", literal, re.IGNORECASE):
        grid = Grid(grid.calls, grid.number, grid.size, "POST", grid.first)
    return _request(sheet, grid, url, sent, size) if url else None


def _request(sheet: Sheet, grid: Grid, address: str, sent: dict[str, str], size: int) -> PageRequest | None:
    url = resolve(sheet.addresses.base, address)
    if url is None or not is_same_site(url, sheet.url):
        return None
    templates = read_row_addresses(sheet.text)
    if _WHOLE.search(url.partition("?")[0]):
        return PageRequest(url, headers=(BY_SCRIPT,), base=sheet.addresses.base, row_addresses=templates)
    form = {**sent, grid.number: str(grid.first), grid.size: str(size)}
    if grid.method == "POST":
        asked = post(sheet, url, tuple(form.items()), 1)
    else:
        mark = "&" if "?" in url else "?"
        asked = PageRequest(f"{url}{mark}{urlencode(form)}", headers=(BY_SCRIPT,), base=sheet.addresses.base)
    return PageRequest(asked.url, asked.method, asked.body, asked.headers, asked.base, 1, templates)
