"""Pagers written by a script call that states the total: TRS createPageHTML, jQuery pagination and its kin."""

from __future__ import annotations

import re

from scraper.lists.addresses import arguments
from scraper.lists.declared import variables
from scraper.model import PageRequest
from scraper.steps.pager.options import Options, read_options
from scraper.steps.pager.sheet import MAX_PAGES, Reading, Sheet, scripts
from scraper.urls import canonical, is_same_site, resolve

_ARGUMENTS = r"\s*\(((?:[^()'\"]|'[^']*'|\"[^\"]*\")*)\)"
_CREATE = re.compile(rf"\bcreate(?:Page|Pager|Paging)\w*{_ARGUMENTS}")
_OWN_NAME = re.compile(rf"\b(?:\w*[Pp]ag(?:e|er|ing|ination)\w*|\w*[Ff][ae]nye\w*){_ARGUMENTS}")
_WEB_PAGE = re.compile(r"\.?(?:s?html?|jhtml|aspx?|jspx?|php)")
_TOTAL_PAGES = re.compile(
    r"\b(?:totalPages?|pageCount|pages|countPage|allPage|nPageCount|pageNum(?:s|Total)|totalPageNum)\b['\"]?\s*[:=]\s*['\"]?(\d{1,6})\b",
    re.IGNORECASE,
)
_CURRENT = re.compile(
    r"\b(?:cur(?:rent)?(?:Page|Index)?|currPage|pageIndex|pageNo|nCurrIndex|setPage['\"]\s*,)['\"]?\s*[:=]?\s*['\"]?(\d{1,6})\b",
    re.IGNORECASE,
)
# 'index_' + i + '.html', "list_" + (n) + ".shtml", `/news/${page}.html`, "<a href=\\"index_" + i + ".htm\\">"
_TEMPLATE = re.compile(
    r"""(['"])([^'"\n]{0,200})\1\s*\+\s*\(?\s*(?:parseInt\()?([A-Za-z_$][\w$.]*)(?:\(\))?(?:\s*([-+])\s*1\b)?\s*\)*\s*(?:\+\s*(['"])([^'"\n]{0,100})\5)?"""
)
_SCROLLED = re.compile(r"""\bpath\s*:\s*['"]([^'"\n{}]{1,200})\{\{#\}\}([^'"\n{}]{0,100})['"]""")  # of Infinite Scroll
_SUM_OF_TEXTS = re.compile(r"""(?<!\\)(['"])\s*\+\s*\1""")  # "index" + "_"
_HREF = re.compile(r"href\s*=\s*\x02?([^\x02\s<>]*)$", re.IGNORECASE)
_QUOTE = "\x02"  # stands for an escaped quote while templates are looked for
_PAGER_CALL = re.compile(
    r"\.(?:pagination|createPage|twbsPagination|jqPaginator|page|Paging|whjPaging|zPager|pager|laypage|bootstrapPaginator)\s*\(\s*['\"]?[^)]{0,40}\{|laypage\.render|new\s+Pag\w+\(|\blaypage\s*\(",
    re.IGNORECASE,
)


def read_createpage(sheet: Sheet) -> Reading | None:
    """Read `createPageHTML(total, current, "index", "html"[, records])`, or with the container's id first.

    The first form counts from 0 (page 2 is `index_1.html`), the second from 1 (page 2 is `common_list_2.shtml`). A
    function of another name with such arguments is one too: `showPage(allPage, 0, 'list', 'html')`.
    """
    code = scripts(sheet)
    calls = list(_CREATE.finditer(code)) or [
        match for match in _OWN_NAME.finditer(code) if match[1].count(",") > 2 and _WEB_PAGE.search(match[1])
    ]
    known = variables(code) if calls else {}
    for match in reversed(calls):
        values = [known.get(value, value) for value in arguments(match.group(1))]
        starts = 0
        if values and not values[0].isdigit():
            starts, values = 1, values[1:]
        if len(values) < 4 or not (values[0].isdigit() and values[1].isdigit()) or values[2].isdigit():
            continue
        if not _WEB_PAGE.fullmatch(values[3]):
            continue
        total, current, name, suffix = int(values[0]), int(values[1]), values[2], values[3].lstrip(".")
        records = int(values[4]) if len(values) > 4 and values[4].isdigit() else None
        position = current - starts + 1
        urls = {number: f"{name}_{number - 1 + starts}.{suffix}" for number in range(2, min(total, MAX_PAGES) + 1)}
        return numbered(sheet, urls, position, total, records)
    return None


def read_total_call(sheet: Sheet) -> Reading | None:
    """Read a pager that states its total in a script, with the addresses made as `'index_' + i + '.html'`."""
    code = scripts(sheet)
    options = read_options(code, len(sheet.rows)) or Options()
    total_match = _TOTAL_PAGES.search(code)
    is_pager = bool(_PAGER_CALL.search(code)) or options.pages is not None
    total = int(total_match.group(1)) if total_match else options.pages
    if total is None or not (is_pager or (total_match and "page" in total_match.group().lower())):
        return None
    template = (options.before, options.after, 0) if options.before else find_template(code)
    if template is None:
        return Reading(total_pages=total) if is_pager else None
    prefix, suffix, shift = template
    current = _CURRENT.search(code)
    here = options.here if options.here is not None else int(current.group(1)) if current else None
    if here is not None and here + 1 == sheet.request.position:
        shift += 1  # the script counts from 0
    position = _position(sheet, here, prefix, suffix, shift)
    urls = {number: f"{prefix}{number - shift}{suffix}" for number in range(2, min(total, MAX_PAGES) + 1)}
    return numbered(sheet, urls, position, total, options.rows)


def read_template(sheet: Sheet) -> Reading | None:
    """Read how a script makes the addresses of pages where it states no total: the next one is asked for, if any."""
    code = scripts(sheet)
    template = find_template(code) if sheet.rows and re.search("page|fenye", code, re.IGNORECASE) else None
    if template is None:
        return None
    prefix, suffix, shift = template
    url = resolve(sheet.addresses.base, f"{prefix}{sheet.request.position + 1 - shift}{suffix}")
    is_new = url is not None and is_same_site(url, sheet.url) and canonical(url) != canonical(sheet.url)
    return Reading((sheet.ask(url, sheet.request.position + 1),)) if url and is_new else None


def numbered(sheet: Sheet, addresses: dict[int, str], position: int, total: int, records: int | None) -> Reading:
    """Make the reading of a pager whose addresses are all known.

    The first page asks for all of them, so that one that is missing does not cut off the rest; a later page asks for
    the one after it, so that a list that grew meanwhile is walked to its new end.
    """
    last = min(total, MAX_PAGES)
    wanted = range(2, last + 1) if position == 1 else range(position + 1, min(position + 2, last + 1))
    pages: list[PageRequest] = []
    for number in wanted:
        url = resolve(sheet.addresses.base, addresses[number]) if number in addresses else None
        if url:
            pages.append(sheet.ask(url, number))
    return Reading(tuple(pages), records, total, position)


def find_template(code: str) -> tuple[str, str, int] | None:
    """Find how a script makes a page's address from its number: what stands before, after, and what is subtracted."""
    code = _SUM_OF_TEXTS.sub("", code).replace('\\"', _QUOTE).replace("\\'", _QUOTE)
    if scrolled := _SCROLLED.search(code):
        return scrolled[1], scrolled[2], 0
    for match in _TEMPLATE.finditer(code):
        prefix, variable, sign, suffix = match.group(2), match.group(3), match.group(4), match.group(6) or ""
        if written := _HREF.search(prefix):
            prefix = written.group(1)
        suffix = re.split(rf"[{_QUOTE}<>\s]", suffix, maxsplit=1)[0] if written else suffix
        if re.search(rf"^&|#|javascript|/\w+\.js$|[<>{_QUOTE}]", prefix + suffix, re.IGNORECASE):
            continue
        by_path = bool(re.match(r"^(?:\.(?:s?html?|aspx?|jspx?|php|json)|/)", suffix)) and prefix != ""
        by_parameter = bool(re.search(r"[?&]\w*(?:page|p|pn|cur|index|no)\w*=$", prefix, re.IGNORECASE))
        if (by_path or by_parameter) and not re.search(r"id$", variable, re.IGNORECASE):
            return prefix, suffix, {"-": 1, "+": -1}.get(sign or "", 0)
    return None


def _position(sheet: Sheet, here: int | None, prefix: str, suffix: str, shift: int) -> int:
    """Tell which page this is: by its own address, else by what was asked for, else by what the script says."""
    stem = re.escape(prefix.rsplit("/", 1)[-1]) + r"(\d{1,6})" + re.escape(suffix) + "$"
    if match := re.search(stem, sheet.url):
        return int(match.group(1)) + shift
    if sheet.request.position > 1:
        return sheet.request.position
    return here if here is not None and here > 0 else 1
