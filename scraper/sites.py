"""Known portals: TOML files read into `Site`; a URL without a file gets a site made from its host.

A file says only what differs from what the pages themselves tell. Every key stands in `KEYS`; a wrong one is a
SiteError that names file, key and cure.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from scraper.errors import SiteError, UsageError
from scraper.zones import zone_of

FOLDER = Path(__file__).parent / "data" / "sites"
# CMS families of which a commented template is shipped (`scraper/data/sites/_<family>.toml`).
FAMILIES = ("trs", "jcms", "vsb", "epoint", "empirecms", "dedecms", "phpcms", "asp", "platform", "other")
_SECONDS = {"m": 60, "h": 3600, "d": 86400, "w": 604800}
# key -> (kinds, how it is written). Nested tables have keys of their own.
KEYS: dict[str, tuple[tuple[type, ...], str]] = {
    "name": ((str,), 'name = "example"  (letters, digits, ".", "-", "_": it names the folder of the output)'),
    "portal_name": ((str,), 'portal_name = "某县人民政府"'),
    "home": ((str,), 'home = "https://www.example.gov.cn/"'),
    "hosts": ((list,), 'hosts = ["www.example.gov.cn"]  (a port only where it is not standard)'),
    "cms": ((str,), 'cms = "trs"'),
    "time_zone": ((str,), 'time_zone = "Asia/Shanghai"'),
    "interval": ((str,), 'interval = "1d"  (a number and m, h, d or w)'),
    "fetch_other_hosts": ((bool,), "fetch_other_hosts = false"),
    "browser": ((bool,), "browser = false"),
    "sections": ((list,), '[[sections]] with name = "通知公告" and url = "https://…"'),
    "layouts": ((list,), "[[layouts]] with, for example, body = \"//div[@id='zoom']\""),
}
_SECTION_KEYS = {"name": KEYS["portal_name"], "url": KEYS["home"], "interval": KEYS["interval"]}
_XPATH: tuple[tuple[type, ...], str] = ((str,), "an XPath such as \"//ul[@class='list']/li\"")
_LAYOUT_KEYS: dict[str, tuple[tuple[type, ...], str]] = {
    "until": ((date,), "until = 2023-05-01  (the last day on which pages looked like this)"),
    **dict.fromkeys(("rows", "next", "title", "body", "published", "source", "remove"), _XPATH),
}


@dataclass(frozen=True, slots=True)
class Section:
    """A section of a portal: its name, the address of its first list page, how often to look (None: the site's)."""

    name: str
    url: str
    interval_s: int | None = None


@dataclass(frozen=True, slots=True)
class Layout:
    """XPaths that hold for pages fetched up to and on `until` (None: still); None where the page tells by itself."""

    until: date | None = None
    rows: str | None = None  # the elements that are the rows of a list page
    next: str | None = None  # the link to the next list page
    title: str | None = None
    body: str | None = None
    published: str | None = None
    source: str | None = None
    remove: str | None = None  # elements that are no part of the body


@dataclass(frozen=True, slots=True)
class Site:
    """A portal: `name` is the folder of its output; `hosts` are those whose pages belong to it."""

    name: str
    hosts: tuple[str, ...]
    time_zone: str = "UTC"
    sections: tuple[Section, ...] = ()
    portal_name: str | None = None
    home: str | None = None
    cms: str | None = None
    interval_s: int | None = None  # between two looks; None: what the configuration says
    fetch_other_hosts: bool = False  # rows that lead to other hosts are fetched too, not only told
    browser: bool = False  # pages are rendered by the optional browser
    layouts: tuple[Layout, ...] = ()
    path: Path | None = None  # the file it was read from

    @property
    def zone(self) -> ZoneInfo:
        """Give the time zone in which this portal writes its dates."""
        return ZoneInfo(self.time_zone)

    def owns(self, url: str) -> bool:
        """Tell whether `url` is of this portal; `www.` makes no difference."""
        mine = {host.removeprefix("www.") for host in self.hosts}
        return _host(url).removeprefix("www.") in mine

    def layout(self, day: date | None) -> Layout:
        """Give the layout of pages fetched on `day`: the first whose `until` is not past, or an empty one."""
        dated = sorted((item for item in self.layouts if item.until), key=lambda item: item.until or date.max)
        for item in dated:
            if day is not None and item.until is not None and day <= item.until:
                return item
        return next((item for item in self.layouts if item.until is None), Layout())


def site_of(url: str, known: tuple[Site, ...] = ()) -> Site:
    """Give the known site that `url` belongs to, else one made from its host (`_port` where not standard)."""
    for site in known:
        if site.owns(url):
            return site
    host = _host(url) or "unknown"
    # The name becomes a folder: "." and ".." would be other folders, and file systems end names at 255 bytes.
    name = re.sub(r"[^\w.-]", "_", host).encode()[:200].decode(errors="ignore").strip(".") or "unknown"
    return Site(name=name, hosts=(host,), time_zone=zone_of(host))


def find_site(name: str, known: tuple[Site, ...]) -> Site:
    """Give the known site of this name; raises UsageError that names those that are near."""
    for site in known:
        if name in (site.name, site.portal_name):
            return site
    near = [site.name for site in known if name.lower() in site.name.lower() or name in (site.portal_name or "")]
    hint = f"known and near: {', '.join(near)}" if near else "`chengxi sites list` shows the known ones"
    raise UsageError(f"{name!r} is neither an address nor a known portal; {hint}; an address begins with https://")


@dataclass(frozen=True, slots=True)
class BrokenSite:
    """A site file that cannot be used, and why."""

    path: Path
    error: SiteError

    def means(self, target: str) -> bool:
        """Tell whether a target, a name or an address, is of this portal: by the file's name, or by what it quotes."""
        text = self.path.read_bytes().decode("utf-8", "replace") if self.path.is_file() else ""
        quoted = {match.group(2) for match in re.finditer(r"([\"'])(.*?)\1", text)}
        if "//" not in target:
            return target == self.path.stem or target in quoted
        hosts = {(_host(text) if "//" in text else text).removeprefix("www.") for text in quoted}
        return site_of(target).name == self.path.stem or _host(target).removeprefix("www.") in hosts


def load_sites(*folders: Path) -> tuple[Site, ...]:
    """Read the site files of the package and of `folders` (later ones replace a site of the same name).

    Raises SiteError for the first that is broken.
    """
    sites, broken = read_sites(*folders)
    if broken:
        raise broken[0].error
    return sites


def read_sites(*folders: Path) -> tuple[tuple[Site, ...], tuple[BrokenSite, ...]]:
    """Do the same, and give the broken files beside the sound ones."""
    sites: dict[str, Site] = {}
    broken = []
    for folder in (FOLDER, *folders):
        for path in sorted(folder.glob("[!_]*.toml")):
            try:
                site = read_site(path)
                _check_name(site, sites)
                sites[site.name] = site
            except SiteError as error:
                broken.append(BrokenSite(path, error))
    return tuple(sites.values()), tuple(broken)


def _check_name(site: Site, sites: Mapping[str, Site]) -> None:
    other = sites.get(site.name)
    if other is not None and other.path and site.path and other.path.parent == site.path.parent:
        raise SiteError(f"{site.path}: name = {site.name!r} is already used by {other.path}; choose another name")


def read_site(path: Path) -> Site:
    """Read one site file; raises SiteError with file, key and cure."""
    try:
        values = tomllib.loads(path.read_text(encoding="utf-8-sig"))  # Notepad begins a file with a mark
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, OSError) as error:
        raise SiteError(f"{path}: cannot be read as TOML ({error}); mend that line") from error
    _check_keys(values, KEYS, str(path))
    hosts = tuple(_host_entry(host, path) for host in values.get("hosts", ()))
    name = values.get("name", path.stem)
    if not re.fullmatch(r"[\w.-]+", name) or name.startswith("."):
        raise SiteError(f"{path}: name = {name!r} cannot name a folder; write {KEYS['name'][1]}")
    sections = tuple(_section(item, f"{path}: sections[{at}]") for at, item in enumerate(values.get("sections", ()), 1))
    home = _url(values["home"], f"{path}: home") if "home" in values else None
    hosts = hosts or tuple(dict.fromkeys(_host(url) for url in (*([home] if home else []), *(s.url for s in sections))))
    if not hosts:
        raise SiteError(f"{path}: hosts is missing, and no home or section tells them; write {KEYS['hosts'][1]}")
    made = site_of(f"https://{hosts[0]}/")
    cms = values.get("cms")
    if cms is not None and cms not in FAMILIES:
        raise SiteError(f"{path}: cms = {cms!r} is no known family; write one of {', '.join(FAMILIES)}")
    return replace(
        made,
        name=name,
        hosts=hosts,
        time_zone=_zone(values.get("time_zone", made.time_zone), path),
        sections=sections,
        portal_name=values.get("portal_name"),
        home=home,
        cms=cms,
        interval_s=parse_interval(values["interval"], f"{path}: interval") if "interval" in values else None,
        fetch_other_hosts=values.get("fetch_other_hosts", False),
        browser=values.get("browser", False),
        layouts=tuple(_layout(item, f"{path}: layouts[{at}]") for at, item in enumerate(values.get("layouts", ()), 1)),
        path=path,
    )


def _check_keys(values: Any, known: Mapping[str, tuple[tuple[type, ...], str]], place: str) -> None:
    if not isinstance(values, dict):
        raise SiteError(f"{place}: {values!r} is no table; begin it with double brackets, as in {KEYS['sections'][1]}")
    for key, value in values.items():
        if key not in known:
            raise SiteError(f"{place}: unknown key {key!r}; known are {', '.join(known)}")
        kinds, example = known[key]
        if not isinstance(value, kinds) or (isinstance(value, bool) and bool not in kinds):
            raise SiteError(f"{place}: {key} = {value!r} is of the wrong kind; write {example}")


def _section(values: Any, place: str) -> Section:
    _check_keys(values, _SECTION_KEYS, place)
    for key in ("name", "url"):
        if not values.get(key):
            raise SiteError(f"{place}: {key} is missing; write {KEYS['sections'][1]}")
    interval = parse_interval(values["interval"], f"{place}: interval") if "interval" in values else None
    return Section(values["name"], _url(values["url"], f"{place}: url"), interval)


def _layout(values: Any, place: str) -> Layout:
    from lxml import etree  # noqa: PLC0415 - only a file with layouts needs it

    _check_keys(values, _LAYOUT_KEYS, place)
    for key, value in values.items():
        if isinstance(value, str):
            try:
                etree.XPath(value)
            except etree.XPathSyntaxError as error:
                raise SiteError(f"{place}: {key} = {value!r} is no XPath ({error}); write {_XPATH[1]}") from error
    return Layout(**values)


def _url(value: str, place: str) -> str:
    try:
        parts = urlsplit(value)
        sound = parts.scheme in ("http", "https") and bool(parts.hostname) and (parts.port or 1) > 0
    except ValueError:
        sound = False
    if not sound:
        raise SiteError(f"{place} = {value!r} is no address of a page; write it with http:// or https:// and a host")
    return value


def _host_entry(value: Any, path: Path) -> str:
    if not isinstance(value, str) or not value or "/" in value or "@" in value or value != value.strip().lower():
        raise SiteError(f"{path}: hosts: {value!r} is no host in lower case; write {KEYS['hosts'][1]}")
    return value


def _zone(value: str, path: Path) -> str:
    try:
        ZoneInfo(value)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise SiteError(f"{path}: time_zone = {value!r} is not known; write {KEYS['time_zone'][1]}") from error
    return value


def parse_interval(value: str, place: str) -> int:
    """Read a time between two looks (`6h`, `1d`) in seconds; raises SiteError naming `place` and the cure."""
    match = re.fullmatch(r"([1-9]\d{0,3})([mhdw])", value)
    if match is None:
        raise SiteError(f"{place} = {value!r} is no time between two looks; write {KEYS['interval'][1]}")
    return int(match.group(1)) * _SECONDS[match.group(2)]


def _host(url: str) -> str:
    """Give the host of a URL in lower case, with its port where that is not standard."""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        return ""
    host = parts.hostname or ""
    host = f"[{host}]" if ":" in host else host
    return host if port in (None, {"http": 80, "https": 443}.get(parts.scheme)) else f"{host}:{port}"
