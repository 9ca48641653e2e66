"""Look at a portal: its sections, its CMS family, how its lists go on; and whether a site file still fits it."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, replace
from time import sleep
from typing import TypeAlias

from scraper.errors import PageError
from scraper.line import read_list
from scraper.model import PageRequest, RawPage
from scraper.profile import EMPTY
from scraper.results import ListPage, SectionLink
from scraper.sites import Section, Site, site_of
from scraper.urls import canonical, resolve

Fetch: TypeAlias = Callable[[str, PageRequest], RawPage]
MOST_SECTIONS = 40  # sections that are looked at; a portal's navigation has about this many
MOST_SITEMAPS = 6
ITS_DELAY_S = 2.0


@dataclass(frozen=True, slots=True)
class SectionSurvey:
    """A section as seen: rows of its first page, what the pager states, how it goes on, or why it cannot be read."""

    section: Section
    rows: int = 0
    total_rows: int | None = None
    total_pages: int | None = None
    mechanism: str | None = None
    newest: str | None = None
    problem: str | None = None
    own_name: str | None = None  # as the section's own page has it


@dataclass(frozen=True, slots=True)
class Survey:
    """A portal as seen."""

    site: Site
    sections: tuple[SectionSurvey, ...]


def survey(url: str, fetch: Fetch, known: tuple[Site, ...], delay_s: float = ITS_DELAY_S) -> Survey:
    """Look at a portal from its home page or one of its sections; raises PageError where the page itself fails."""
    site = site_of(url, known)
    page = fetch(url, PageRequest(url))
    listed = read_list(page, PageRequest(url), site, EMPTY)
    if page.url != url and not site.owns(page.url):
        site = site_of(page.url, known)
    if listed.rows or listed.next_pages:
        section = Section(listed.section or site.name, url)
        seen = (_seen(section, listed, url, fetch, site),)
        return Survey(replace(site, sections=(section,), cms=listed.cms, home=resolve(page.url, "/")), seen)
    links = {canonical(link.url): link for link in listed.sections if site.owns(link.url)}
    if not links:
        links = {canonical(link.url): link for link in _from_sitemaps(page.url, fetch, site) if site.owns(link.url)}
    found = []
    for link in list(links.values())[:MOST_SECTIONS]:
        sleep(delay_s)
        found.append(look(Section(link.name, link.url), fetch, site))
    fitting = _told_apart([item for item in found if item.rows])
    made = replace(site, sections=fitting, cms=listed.cms, home=page.url, portal_name=listed.section)
    return Survey(made, tuple(found))


def _from_sitemaps(url: str, fetch: Fetch, site: Site) -> tuple[SectionLink, ...]:
    """Give the sections that the portal's sitemaps name, where its home page leads to none."""
    waiting = _named_sitemaps(url, fetch) or [str(resolve(url, "/sitemap.xml"))]
    found: list[SectionLink] = []
    for _ in range(MOST_SITEMAPS):
        if not waiting:
            break
        request = PageRequest(waiting.pop(0))
        try:
            listed = read_list(fetch(request.url, request), request, site, EMPTY)
        except PageError:
            continue
        waiting += [child.url for child in listed.next_pages]
        found += listed.sections
    return tuple(found)


def _named_sitemaps(url: str, fetch: Fetch) -> list[str]:
    address = str(resolve(url, "/robots.txt"))
    try:
        text = fetch(address, PageRequest(address)).body.decode("utf-8", "replace")
    except PageError:
        return []
    named = re.findall(r"(?im)^\s*sitemap\s*:\s*(\S+)", text)
    return [absolute for name in named if (absolute := resolve(url, name))][:MOST_SITEMAPS]


def _told_apart(found: list[SectionSurvey]) -> tuple[Section, ...]:
    """Give the sections; those that the home page calls by one name get the names that their own pages give."""
    names = Counter(item.section.name for item in found)
    return tuple(
        replace(item.section, name=item.own_name) if item.own_name and names[item.section.name] > 1 else item.section
        for item in found
    )


def look(section: Section, fetch: Fetch, site: Site) -> SectionSurvey:
    """Look at the first page of a section (and at the first answer of its script, where the page is a shell)."""
    request = PageRequest(section.url)
    try:
        listed = read_list(fetch(section.url, request), request, site, EMPTY)
    except PageError as error:
        return SectionSurvey(section, problem=error.reason)
    return _seen(section, listed, section.url, fetch, site)


def _seen(section: Section, listed: ListPage, url: str, fetch: Fetch, site: Site) -> SectionSurvey:
    rows, mechanism = listed.rows, listed.mechanism
    total = listed.total_rows
    if not rows and listed.next_pages:
        request = listed.next_pages[0]
        try:
            answer = read_list(fetch(request.url, request), request, site, EMPTY)
        except PageError as error:
            return SectionSurvey(section, problem=error.reason)
        rows, total = answer.rows, answer.total_rows
    problem = None if rows else "; ".join(listed.reasons) or f"{url} lists no articles"
    newest = max((row.date for row in rows if row.date), default=None)
    return SectionSurvey(section, len(rows), total, listed.total_pages, mechanism, newest, problem, listed.section)


def to_toml(site: Site) -> str:
    """Write a site file; the values that the pages tell by themselves stand as comments."""
    lines = [
        f"name = {_text(site.name)}",
        *([f"portal_name = {_text(site.portal_name)}"] if site.portal_name else []),
        *([f"home = {_text(site.home)}"] if site.home else []),
        f"hosts = [{', '.join(_text(host) for host in site.hosts)}]",
        *([f"cms = {_text(site.cms)}"] if site.cms else []),
        f"time_zone = {_text(site.time_zone)}",
        '# interval = "6h"              # how often due sections are looked at (m, h, d, w); left out: once a day',
        "# fetch_other_hosts = true     # rows that lead to other hosts are fetched too",
        "# browser = true               # pages are rendered by the optional browser",
    ]
    return "\n".join([*lines, *(f"\n{section_toml(section)}".rstrip() for section in site.sections)]) + "\n"


def section_toml(section: Section) -> str:
    """Write a section of a site file."""
    return f"[[sections]]\nname = {_text(section.name)}\nurl = {_text(section.url)}\n"


def _text(value: str) -> str:
    """Write a TOML basic string; JSON's escapes are a subset of TOML's. A lone surrogate of a script is `?`."""
    return json.dumps(value.encode("utf-8", "replace").decode(), ensure_ascii=False).replace("\x7f", "\\u007f")
