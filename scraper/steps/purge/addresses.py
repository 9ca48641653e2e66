"""Where the page's links and bare addresses lead: hosts that name a trade, addresses that no word leads up to."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from urllib.parse import urlsplit

from scraper.hanzi import HAN
from scraper.steps.purge.hidden import is_trusted
from scraper.steps.purge.lexicon import has_sentence
from scraper.tables import rows
from scraper.wordlist import Wordlist

# An address right before Han and behind one or a comma: nobody's own sentence goes on so without a word for it.
_BARE = re.compile(
    rf"(?<=[{HAN},])(?:https?://)?((?:[a-z0-9-]{{1,30}}\.){{1,3}}(?:com|net|cn|cc|vip|top|xyz|app|club|me|win|bet|info|live|tv|org))"
    rf"(?:/[a-z0-9/?=&._-]{{0,40}})?(?=[{HAN}])"
)
_DOTS = (".com", ".net", ".cn", ".cc", ".vip", ".top", ".xyz", ".app", ".club", ".me", ".win", ".bet", ".info", ".live")
_MIXED = re.compile(r"(?=[a-z0-9-]*[a-z])(?=[a-z0-9-]*\d[a-z-]*\d)[a-z0-9-]{4,}")
# Words of a line that lead up to an address, and letters behind which it stands in a sentence.
_LEADS = re.compile(
    r"网[站址店上]|域名|官网|登[录陆]|访问|邮箱|平台|下载|查询|链接|商城|浏览|公众号|小程序|[在到从由于为是即见用过向至和与及或的号名录入]$"
)


def trade_of_host(href: str) -> str | None:
    """Give the kind of trade that a link's host names (trade_hosts.tsv); None where it names none, or a public body."""
    host = urlsplit(href).hostname or ""
    found = (
        _rows()[number] for number, _, end in _names().find(host) if host[end:] == "" or _rows()[number][0][0] != "."
    )
    row = next(found, None)
    return None if row is None or is_trusted(href) else row[1]


def names_trades(hrefs: str) -> bool:
    """Tell whether one of these addresses may lead to a host that names a trade."""
    return bool(_names().find(hrefs))


@cache
def _rows() -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(row) for row in rows("rules/trade_hosts.tsv"))


@cache
def _names() -> Wordlist:
    return Wordlist(row[0] for row in _rows())


def may_hold_address(folded: str) -> bool:
    """Tell whether a folded text may hold a bare address."""
    return any(dot in folded for dot in _DOTS)


def strange_addresses(line: str) -> Iterator[tuple[int, int]]:
    """Give the spans of the addresses in a folded sentence that no word of it leads up to.

    They are of letters and digits, as those of betting sites are.
    """
    if not has_sentence(line) or "." not in line:
        return
    for hit in _BARE.finditer(line):
        labels = hit[1].split(".")
        is_strange = any(_MIXED.fullmatch(label) for label in labels[:-1]) and not is_trusted(f"http://{hit[1]}")
        if is_strange and not _LEADS.search(line[: hit.start()]):
            yield hit.span()


def leads_to_strange(href: str) -> bool:
    """Tell whether a link leads to a host of letters and digits, as those of betting sites are."""
    labels = (urlsplit(href).hostname or "").split(".")
    return any(_MIXED.fullmatch(label) for label in labels[:-1])
