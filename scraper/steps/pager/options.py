"""What a pager's script says of its list by the names that it uses: `count: 137, limit: 15`, `prefix: 'index'`.

Each maker of a pager names the same few things in its own way; the names are told apart by their words alone.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import islice
from typing import Literal

from scraper.lists.declared import variables
from scraper.steps.pager.objects import fields, literal_after

Meaning = Literal["pages", "rows", "size", "here", "prefix", "suffix", "pattern"]

_PAGER = re.compile(
    r"(?:pag(?:e|ing|inat)|fenye)[\w$]{0,30}+(?:\.render)?\s*+\(\s*+(?:['\"][^'\"\n]{0,80}+['\"]\s*+,\s*+)?(?=\{)",
    re.IGNORECASE,
)
_MOST_CALLS = 20  # of pagers in the scripts of a page
# Names without signs and letter case. Sources: the plugins' own documentation (layui laypage, simplePagination,
# twbsPagination, jqPaginator, bootstrap-paginator, pagination.js), TRS, Pager of the capital's portals.
_NAMES: dict[Meaning, str] = {
    "pages": "pages totalpage totalpages totalpagenum totalpagecount pagecount countpage allpage allpages npagecount"
    " pagetotal pagestotal maxpage lastpage numpages pagenums pagescount numberofpages",
    "rows": "count items total totalnum totalnumber totalrecord totalrecords totalcount totaldata datatotal rowcount"
    " recordcount totalrows totalsize totalitems dataCount itemscount recordtotal",
    "size": "limit limits itemsonpage pagesize perpage numperpage itemsperpage rows size pageitems showdata pagerows",
    "here": "curr cur current currentpage curpage pageindex pageno page currpage nowpage curindex pagenumber pagenum"
    " startpage currentindex ncurrindex",
    "prefix": "prefix pagename filename hreftextprefix urlprefix pageprefix",
    "suffix": "suffix pageext ext hreftextsuffix fileext urlsuffix pagesuffix extension",
    "pattern": "href url pageurl link linkto urltemplate hreftemplate urlpattern pagelink",
}
_MEANINGS = {name.lower(): meaning for meaning, names in _NAMES.items() for name in names.split()}
_PLACE = re.compile(
    r"\{+\s*(?:page|p|n|num|number|0|i|pageNo|pageNum|pageIndex)\s*\}+|__page__|__id__|:page\b|%d|#page#|\[page\]",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Options:
    """What a pager was given; `here` as the script counts, from 0 or from 1."""

    pages: int | None = None
    rows: int | None = None
    here: int | None = None
    before: str = ""  # what stands before and after the number in a page's address
    after: str = ""


def read_options(code: str, shown: int) -> Options | None:
    """Read the first pager call of a script that states a total, else its variables; `shown`: rows of this page."""
    known = variables(code)
    for match in islice(_PAGER.finditer(code), _MOST_CALLS):
        given = {item.name: item.value for item in fields(literal_after(code, match.end()), known)}
        if (options := meant_by(given, shown)) is not None:
            return options
    named = {name: value for name, value in known.items() if "page" in name.lower()}
    return meant_by(named, shown)


def meant_by(given: dict[str, str], shown: int) -> Options | None:
    """Give what names with their values say of a list; None where no total is among them."""
    meant: dict[Meaning, str] = {}
    for name, value in given.items():
        meaning = _MEANINGS.get(re.sub(r"[_$-]", "", name).lower())
        if meaning is not None and value:
            meant.setdefault(meaning, value)
    numbers = {meaning: int(value) for meaning, value in meant.items() if re.fullmatch(r"\d{1,8}", value)}
    before, after = _address(meant)
    rows, size, pages = numbers.get("rows"), numbers.get("size"), numbers.get("pages")
    if pages is None and rows is not None and (size or shown):
        pages = -(-rows // (size or shown))
    elif pages is None and before and after:
        pages = size  # Pager({size: 54, current: 0, prefix: 'index', suffix: 'html'})
    return None if pages is None else Options(pages, rows, numbers.get("here"), before, after)


def _address(meant: dict[Meaning, str]) -> tuple[str, str]:
    """Give what stands before and after the number: `index` and `html` are `index_` and `.html`."""
    if (pattern := meant.get("pattern", "")) and (place := _PLACE.search(pattern)):
        return pattern[: place.start()], pattern[place.end() :]
    prefix, suffix = meant.get("prefix", ""), meant.get("suffix", "")
    if not prefix or not suffix:
        return "", ""
    return prefix if prefix[-1] in "-_/=" else f"{prefix}_", suffix if suffix[0] in "./?&" else f".{suffix}"
