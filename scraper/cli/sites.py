"""`chengxi sites`: list, add and check known portals."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar
from urllib.parse import urlsplit

import click

from scraper.cli.common import (
    NamedGroup,
    Settings,
    asking_options,
    common_options,
    counted,
    require_contact,
    sites_option,
)
from scraper.errors import PageError, UsageError, printable
from scraper.model import PageRequest, RawPage
from scraper.sites import FOLDER, Section, Site, find_site, read_site, read_sites, site_of
from scraper.urls import canonical, host_of

if TYPE_CHECKING:
    from scraper.cli.surveying import Survey

Result = TypeVar("Result")
_NAME = re.compile(r"[^\W_][\w.-]*")  # a folder of its own, never one above


@click.group(
    name="sites",
    cls=NamedGroup,
    epilog="Example: chengxi sites add https://www.example.gov.cn/ --contact you@example.org",
)
def command() -> None:
    """List, add and check known portals: those of the package and those in the folder sites/ beside the output."""


@command.command("list")
@common_options
@sites_option
def list_sites(settings: Settings) -> int:
    """Show the known portals."""
    known, broken = read_sites(settings.sites_folder)
    if not known and not broken:
        click.echo(f"No portals are known yet. `chengxi sites add URL` writes one to {settings.sites_folder}.")
        return 0
    for site in known:
        place = "package" if site.path is not None and site.path.parent == FOLDER else str(site.path)
        told = counted(len(site.sections), "section")
        click.echo(f"{site.name}  {site.portal_name or ''}  {site.cms or '?'}  {told}  {place}")
        for section in site.sections:
            click.echo(f"    {section.name}  {section.url}")
    for file in broken:
        click.echo(f"chengxi: {file.error}", err=True)
    return int(bool(broken))


@command.command("add")
@click.argument("url")
@click.option("--name", help="Name of the portal's folder in the output (default: its host).")
@common_options
@sites_option
@asking_options
def add(settings: Settings, url: str, name: str | None) -> int:
    """Look at a portal, show its sections, and write its site file; or add a section to the file that there is."""
    from scraper.cli.surveying import to_toml

    if not url.startswith(("http://", "https://")) or not host_of(url):
        raise UsageError(f"{url}: no address of a portal; write it like https://www.example.gov.cn/")
    if name is not None and not _NAME.fullmatch(name):
        raise UsageError(f"--name {name!r}: is no name of a folder; use letters, digits, dots, - and _")
    _refuse_known(
        settings, name or _read(lambda: site_of(url, ())).name, url
    )  # before the portal is asked for anything
    seen = _seen(settings, url)
    site = replace(seen.site, name=name or seen.site.name)
    if not site.sections:
        raise UsageError(f"{url}: no section with a list was found; name the address of a page that lists articles")
    path = _refuse_known(settings, site.name, url)
    if path.exists():
        return _add_section(path, site.sections[0], is_section=site.sections[0].url == url)
    path.parent.mkdir(parents=True, exist_ok=True)
    _write(path, to_toml(site))
    told = counted(len(site.sections), "section")
    click.echo(f"Wrote {path}: {told}, CMS {site.cms or 'not told'}. `chengxi crawl {site.name}`")
    return 0


def _seen(settings: Settings, url: str) -> Survey:
    """Look at a portal, and print its sections."""
    from scraper.cli.surveying import ITS_DELAY_S, survey

    delay_s = ITS_DELAY_S if settings.delay is None else settings.delay
    seen = _read(lambda: survey(url, _fetch(settings), (), delay_s))
    for item in seen.sections:
        told = f"{item.rows} rows" if item.rows else f"left out: {item.problem}"
        stated = (
            f" of {item.total_rows}" if item.total_rows else f", {item.total_pages} pages" if item.total_pages else ""
        )
        click.echo(printable(f"  {item.section.name}  {told}{stated if item.rows else ''}  {item.section.url}"))
    return seen


def _add_section(path: Path, section: Section, *, is_section: bool) -> int:
    """Put a section behind what a person may have written into the file of a portal."""
    from scraper.cli.surveying import section_toml

    if not is_section:
        raise UsageError(f"{path} is already there; edit it, or name the address of one more section")
    _write(path, f"{path.read_text(encoding='utf-8-sig').rstrip()}\n\n{section_toml(section)}")
    click.echo(f"Added to {path}: {section.name}. `chengxi crawl {read_site(path).name} --section '{section.name}'`")
    return 0


def _write(path: Path, text: str) -> None:
    """Write a site file whole: half a definition would stop every later command."""
    from scraper.store.log import write_whole

    write_whole(path, text.encode(), path.parent)
    read_site(path)


@command.command("check")
@click.argument("name")
@common_options
@sites_option
@asking_options
def check(settings: Settings, name: str) -> int:
    """Tell whether a portal's definition still fits; 1 where it does not."""
    from time import sleep

    from scraper.cli.surveying import ITS_DELAY_S, look

    site: Site = find_site(name, _sound(settings, name))
    ill = 0
    for number, section in enumerate(site.sections):
        sleep((ITS_DELAY_S if settings.delay is None else settings.delay) if number else 0)
        item = look(section, _fetch(settings), site)
        ill += item.problem is not None
        told = f"fits: {item.rows} rows, newest {item.newest or 'undated'}, goes on by {item.mechanism or 'nothing'}"
        click.echo(
            f"  {section.name}  {told if item.problem is None else f'DOES NOT FIT: {item.problem}'}  {section.url}"
        )
    if not site.sections:
        click.echo(f"{site.path}: no sections; add [[sections]] with name and url")
    click.echo(f"{site.name}: {len(site.sections) - ill} of {len(site.sections)} sections fit")
    return 1 if ill or not site.sections else 0


def _sound(settings: Settings, name: str) -> tuple[Site, ...]:
    """Give the known portals; raises SiteError where the file of the one that is meant is broken."""
    known, broken = read_sites(settings.sites_folder)
    for file in broken:
        if file.means(name):
            raise file.error
    return known


def _refuse_known(settings: Settings, name: str, url: str) -> Path:
    """Give the place of a site file; raises UsageError where one stands there that this address adds nothing to."""
    path = settings.sites_folder / f"{name}.toml"
    if not path.exists():
        return path
    known = read_site(path)
    if urlsplit(url).path in ("", "/") or canonical(url) in {canonical(section.url) for section in known.sections}:
        raise UsageError(f"{path} is already there; edit it, or name the address of one more section")
    if not known.owns(url):
        raise UsageError(f"{path} is of another portal ({', '.join(known.hosts)}); choose another name with --name")
    return path


def _fetch(settings: Settings) -> Callable[[str, PageRequest], RawPage]:
    from spiders.one_page import fetch_page

    def fetch(url: str, request: PageRequest) -> RawPage:
        require_contact(url, settings.contact, settings.allow_network)
        page = fetch_page(url, settings, request)
        if page.status != 200:
            raise PageError(f"{url} answered with status {page.status}", "http_error")
        return page

    return fetch


def _read(read: Callable[[], Result]) -> Result:
    """Read a portal; a page that fails is told as what the user asked for that cannot be started."""
    try:
        return read()
    except PageError as error:
        raise UsageError(f"{error.reason}; check the address in a browser, then try again") from error
