"""Where the page's links and bare addresses lead: hosts that name a trade, addresses that no word leads up to."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from urllib.parse import urlsplit

from scraper.hanzi import HAN
from scraper.rules import rows
from scraper.steps.purge.hidden import is_trusted
from scraper.wordlist import Wordlist

_DOMAINS = r"\.(?:com|net|cn|cc|vip|top|xyz|app|club|me|win|bet|info|live|tv|org)(?:/[a-z0-9/?=&._-]{0,40})?"
_AHEAD = re.compile(rf"{_DOMAINS}(?=[{HAN}\u2600-\u27bf\U0001f300-\U0001faff])")
# An address right before Han and behind one or a comma: nobody's own sentence goes on so without a word for it.
_BARE = re.compile(
    rf"(?<=[{HAN},])(?:https?://)?((?:[a-z0-9-]{{1,30}}\.){{0,2}}[a-z0-9-]{{1,30}}){_DOMAINS}(?=[{HAN}])"
)
_MIXED = re.compile(r"(?=[a-z0-9-]*[a-z])(?=[a-z0-9-]*\d[a-z-]*\d)[a-z0-9-]{4,}")
# Words of a line that lead up to an address, and letters behind which it stands in a sentence.
_LEADS = re.compile(
    r"网[站址店上]|域名|官网|登[录陆]|访问|邮箱|平台|下载|查询|链接|商城|浏览|公众号|小程序|[在到从由于为是即见用过向至和与及或的号名录入]$"
)


def trade_of_host(href: str) -> str | None:
    """Give the kind of trade that a link's host names (trade_hosts.tsv); None where it names none, or a public body."""
    if not _names().find(href):  # as of most
        return None
    host = urlsplit(href).hostname or ""
    found = (
        _rows()[number] for number, _, end in _names().find(host) if host[end:] == "" or _rows()[number][0][0] != "."
    )
    row = next(found, None)
    return None if row is None or is_trusted(href) else row[1]


@cache
def _rows() -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(row) for row in rows("rules/trade_hosts.tsv"))


@cache
def _names() -> Wordlist:
    return Wordlist(row[0] for row in _rows())


def lines_with_addresses(folded: str) -> list[int]:
    """Give the numbers of the lines of a folded text in which Han or a sign follow an address at once."""
    return [folded.count("\n", 0, hit.start()) for hit in _AHEAD.finditer(folded)]


def strange_addresses(line: str) -> Iterator[tuple[int, int]]:
    """Give the spans of the addresses in a folded sentence that no word of it leads up to.

    They are of letters and digits, as those of betting sites are.
    """
    for hit in _BARE.finditer(line):
        labels = hit[1].split(".")
        is_strange = any(map(_MIXED.fullmatch, labels)) and not is_trusted(f"http://{hit[0].removeprefix('http://')}")
        if is_strange and not _LEADS.search(line[: hit.start()]):
            yield hit.span()


def leads_to_strange(href: str) -> bool:
    """Tell whether a link leads to a host of letters and digits, as those of betting sites are."""
    labels = (urlsplit(href).hostname or "").split(".")
    return any(_MIXED.fullmatch(label) for label in labels[:-1])
