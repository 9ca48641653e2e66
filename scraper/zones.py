"""The time zone in which a portal writes its dates, told by its host: rows of data/time-zones.tsv."""

from __future__ import annotations

from functools import lru_cache

from scraper.rules import rows

# Domains of countries that search engines treat as of no country, since most of their sites are elsewhere.
_SOLD_DOMAINS = "ad ag ai as bz cc cd co dj fm gg gl im io je la ly me ms nu sc sh sr st su tk to tv vc vg ws"
_SOLD = frozenset(_SOLD_DOMAINS.split())
_OF_GOVERNMENTS = frozenset({"gov", "gob", "gouv", "government", "govt", "edu", "mil"})


def zone_of(host: str) -> str:
    """Give the time zone of a host by its top-level domain; of one sold all over the world only for a government."""
    bare = host.split(":", 1)[0] if not host.startswith("[") else host
    *_, second, top = ("", *bare.rsplit(".", 2))
    is_sold = top in _SOLD and second not in _OF_GOVERNMENTS
    return "UTC" if is_sold else zones().get(top, "UTC")


@lru_cache(maxsize=1)
def zones() -> dict[str, str]:
    """Give the time zone of each top-level domain that has one."""
    return {domain: zone for zone, domains in rows("time-zones.tsv") for domain in domains.split()}
