"""Known portals: TOML files read into `Site`; a URL without a file gets a site made from its host."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

# Portals write the time of their own country; by top-level domain, else UTC.
_ZONES = {
    "cn": "Asia/Shanghai",
    "hk": "Asia/Hong_Kong",
    "mo": "Asia/Macau",
    "tw": "Asia/Taipei",
    "jp": "Asia/Tokyo",
    "kr": "Asia/Seoul",
    "uk": "Europe/London",
}


@dataclass(frozen=True, slots=True)
class Section:
    """A section of a portal: its name and the address of its first list page."""

    name: str
    url: str


@dataclass(frozen=True, slots=True)
class Site:
    """A portal: `name` is the folder of its output; `hosts` are those whose pages belong to it."""

    name: str
    hosts: tuple[str, ...]
    time_zone: str = "UTC"
    sections: tuple[Section, ...] = ()

    @property
    def zone(self) -> ZoneInfo:
        """Give the time zone in which this portal writes its dates."""
        return ZoneInfo(self.time_zone)


def site_of(url: str, known: tuple[Site, ...] = ()) -> Site:
    """Give the known site that `url` belongs to, else one made from its host (`_port` where not standard)."""
    parts = urlsplit(url)
    host = parts.hostname or "unknown"
    for site in known:
        if host in site.hosts:
            return site
    standard = {"http": 80, "https": 443}.get(parts.scheme)
    name = host if parts.port in (None, standard) else f"{host}_{parts.port}"
    return Site(name=name, hosts=(host,), time_zone=_ZONES.get(host.rsplit(".", 1)[-1], "UTC"))
