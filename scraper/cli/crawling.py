"""From options to a plan, and through the crawl to its report."""

from __future__ import annotations

import secrets
from ipaddress import ip_address
from urllib.parse import urlsplit

import click

from scraper.cli.common import Settings, require_contact
from scraper.cli.crawl import Options
from scraper.cli.notifying import notify, what_is_ill
from scraper.cli.progress import Progress, tell_pages
from scraper.cli.reports import tell, write_run
from scraper.errors import BusyError, ChengxiError, PageError, UsageError
from scraper.model import PageRequest
from scraper.sites import Site, find_site, read_sites, site_of
from scraper.store.clock import now
from scraper.store.due import looks
from scraper.store.state import has_state
from scraper.urls import host_of
from spiders.plan import DEFAULT_DELAY_S, Plan, Report, Target

LEAST_PUBLIC_DELAY_S = 1.0
INTERRUPTED = 130  # by someone who knows of it


def crawl(settings: Settings, options: Options) -> int:
    """Plan, crawl, and tell; give the exit code."""
    try:
        return _crawl(settings, options)
    except ChengxiError as error:
        if settings.notify:
            notify(settings.notify, [f"chengxi: the crawl did not start: {error}"])
        raise


def _crawl(settings: Settings, options: Options) -> int:
    plan = make_plan(settings, options)
    if not plan.targets:  # --due, and nothing is: a timer asks every half hour, and need leave no trace of it
        tell(Report(plan.run_id), settings, as_json=options.as_json)
        return 0
    from spiders.run import run_crawl

    try:
        if settings.verbose:
            tell_pages()
        with Progress(is_quiet=settings.quiet or settings.verbose or options.as_json) as progress:
            report = run_crawl(plan, progress.watch)
    except BusyError as error:
        if options.targets:
            raise
        # A timer's look that falls into a crawl of some hours: what is due is still due at the next one.
        if not settings.quiet:
            click.echo(f"chengxi: {error}; what is due waits for the next look", err=True)
        return 0
    write_run(plan.output, report)
    tell(report, settings, as_json=options.as_json)
    if settings.notify and report.exit_code not in (0, INTERRUPTED):
        notify(settings.notify, what_is_ill(report, plan.output))
    return report.exit_code


def make_plan(settings: Settings, options: Options) -> Plan:
    """Check what was asked for; raises UsageError with the cure."""
    known, broken = read_sites(settings.sites_folder)
    meant = [site for site in broken if options.due or any(site.means(text) for text in options.targets)]
    sound = [text for text in options.targets if not any(site.means(text) for site in broken)]
    targets = tuple(target for text in sound for target in _targets(text, known, options.sections))
    if options.due:
        due = [look for look in looks(settings.output, known, settings.interval_s) if look.is_due]
        targets += tuple(Target(look.section.url, look.site, look.section.name) for look in due)
    if meant and not targets:
        raise meant[0].error
    if not targets and not options.due:
        raise UsageError("crawl: name a TARGET: a section's URL, a portal's home page, or a known portal (sites list)")
    _check_browser(targets)
    for target in targets:
        require_contact(target.url, settings.contact, settings.allow_network)
    if options.sections and not has_state(settings.output):
        for text in sound:
            _check_sections(text, known, options.sections, settings)
    return Plan(
        targets=targets,
        output=settings.output,
        run_id=_run_id(),
        contact=settings.contact,
        networks=settings.allow_network,
        delay_s=_delay_s(
            options.delay if options.delay is not None else settings.delay, targets, settings.allow_network
        ),
        is_full=options.full,
        sections=options.sections,
        since=_since(options.since),
        max_articles=options.max_articles,
        max_minutes=options.max_minutes,
        known_sites=known,
        mistakes=tuple(f"not crawled: {site.error}" for site in meant),
    )


def _check_browser(targets: tuple[Target, ...]) -> None:
    """Refuse to begin where a site file asks for the browser and there is none; raises UsageError with the cure."""
    from spiders.browser import lacking

    site = next((target.site for target in targets if target.site.browser), None)
    if site is not None and (problem := lacking()):
        raise UsageError(f"{site.path or site.name}: browser = true: {problem}")


def _targets(text: str, known: tuple[Site, ...], sections: tuple[str, ...]) -> list[Target]:
    if text.startswith(("http://", "https://")):
        if not host_of(text):
            raise UsageError(f"{text}: no host in this address; write it like https://www.example.gov.cn/news/")
        return [Target(text, site_of(text, known))]
    site = find_site(text, known)
    chosen = [section for section in site.sections if not sections or section.name in sections]
    if not chosen:
        names = ", ".join(section.name for section in site.sections) or "none"
        raise UsageError(f"{text}: no section named {', '.join(sections)}; there are: {names}")
    return [Target(section.url, site, section.name) for section in chosen]


def _check_sections(target: str, known: tuple[Site, ...], wanted: tuple[str, ...], settings: Settings) -> None:
    """Look, before an archive is begun, whether an address leads to a section that was named; raises UsageError.

    A page that cannot be read is left to the crawl, which tells why.
    """
    if "//" not in target:
        return
    from pipelines.pools import LimitedLine
    from scraper.profile import EMPTY
    from spiders.one_page import fetch_page

    try:
        page = fetch_page(target, settings)
        with LimitedLine() as line:
            listed = line.read_list(page, PageRequest(target), site_of(target, known), EMPTY)
    except PageError:
        return
    is_section = bool(listed.rows or listed.next_pages)
    names = [listed.section or target] if is_section else [section.name for section in listed.sections]
    if names and not {*names} & {*wanted}:
        raise UsageError(f"{target}: no section named {', '.join(wanted)}; there are: {', '.join(names)}")


def _delay_s(wanted: float | None, targets: tuple[Target, ...], networks: tuple[str, ...]) -> float:
    if wanted is None:
        return DEFAULT_DELAY_S
    if wanted < LEAST_PUBLIC_DELAY_S and not networks:
        raise UsageError(
            f"--delay {wanted:g}: less than a second is allowed only for networks named by --allow-network"
        )
    if wanted < LEAST_PUBLIC_DELAY_S and any(not _is_named(target.url, networks) for target in targets):
        raise UsageError(f"--delay {wanted:g}: less than a second, yet a target is outside --allow-network")
    return wanted


def _is_named(url: str, networks: tuple[str, ...]) -> bool:
    from spiders.address_guard import is_named, parse_networks

    host = urlsplit(url).hostname or ""
    try:
        return is_named(ip_address(host), parse_networks(networks))
    except ValueError:
        import socket

        try:
            found = {str(item[4][0]) for item in socket.getaddrinfo(host, None)}
        except OSError:
            return True  # does not resolve: will be told as such
        return all(is_named(ip_address(text.partition("%")[0]), parse_networks(networks)) for text in found)


def _since(text: str | None) -> str | None:
    if text is None:
        return None
    from scraper.index.days import read_days

    days = read_days(text)
    if days is None:
        raise UsageError(f"--since {text}: no date; write 2024, 2024-05 or 2024-05-31")
    return days.first.isoformat()


def _run_id() -> str:
    return f"{now():%Y%m%dT%H%M%SZ}-{secrets.token_hex(3)}"
