"""What the WARC tells of the lines of a site: from which page, with which profile each was made."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeAlias

from scraper.errors import PageError
from scraper.model import Document, RawPage
from scraper.profile import EMPTY, Profile
from scraper.sites import Site, site_of
from scraper.store.archive_reader import Member, exchange_of, members, read_member
from scraper.store.exchange import MAX_FILE_BYTES
from scraper.store.facts import PROFILE_URI, Facts, read_facts
from scraper.store.log import log_files
from scraper.store.profiles import note_archived
from scraper.store.state import Store

Task: TypeAlias = tuple[Document, Site, Profile]


@dataclass(frozen=True, slots=True)
class ToldLine:
    """A line as the WARC tells it; `refers_to`: the record that it is made from, `task`: what the line is to refine.

    Without a task its page is damaged, or it was made from none.
    """

    facts: Facts
    refers_to: str | None
    task: Task | None


class WarcReading:
    """One pass over each site's files in their order; what cannot be read is put into `unreadable`."""

    def __init__(self, store: Store, known: tuple[Site, ...], unreadable: list[str]) -> None:
        self._store = store
        self._known = {site.name: site for site in known}
        self._unreadable = unreadable
        self._records: dict[str, tuple[str, int, int]] = {}
        self._answers: dict[str, tuple[str, int, int]] = {}
        self._profiles: dict[str, Profile] = {}

    def lines(self, folder: Path) -> Iterator[ToldLine]:
        """Give the lines of the site whose WARC files stand in `folder`."""
        output = self._store.output
        self._records.clear()
        self._answers.clear()
        for path in (file for file in log_files(output, "warc", ".warc.gz") if file.parent == folder):
            name = path.relative_to(output).as_posix()
            for member in members(path):
                if member.problem or member.digest_problem():
                    self._unreadable.append(
                        f"{name} at byte {member.offset}: {member.problem or member.digest_problem()}"
                    )
                elif member.kind in ("response", "revisit"):
                    place = (name, member.offset, member.length)
                    self._records[member.header("WARC-Record-ID") or ""] = place
                    if member.kind == "response":
                        self._answers[member.header("WARC-Target-URI") or ""] = place
                elif member.kind == "resource":
                    self._learn(member)
                    note_archived(self._store, folder.name, member)
                elif member.kind == "metadata" and (facts := read_facts(member.block)):
                    task = self._task(facts, member) if facts.is_page else None
                    yield ToldLine(facts, member.header("WARC-Refers-To"), task)

    def _learn(self, member: Member) -> None:
        uri = member.header("WARC-Target-URI") or ""
        if uri.startswith(PROFILE_URI):
            self._profiles[uri.removeprefix(PROFILE_URI)] = Profile.from_json(member.block)

    def _task(self, facts: Facts, member: Member) -> Task | None:
        place = self._records.get(member.header("WARC-Refers-To") or "")
        if place is None:
            self._unreadable.append(f"{facts.asked}: its response is not in the archive")
            return None
        try:
            page = self._page(place, facts.asked)
            parts = tuple(self._page(self._answers[url], None) for url in facts.parts if url in self._answers)
        except PageError as error:
            self._unreadable.append(f"{facts.asked}: {error.reason}")
            return None
        site = self._known.get(facts.site) or replace(site_of(facts.asked), name=facts.site)
        profile = self._profiles.get(facts.line["extraction"]["profile"], EMPTY)
        return Document(page, parts, facts.listing), site, profile

    def _page(self, place: tuple[str, int, int], asked: str | None) -> RawPage:
        path, offset, length = place
        member = read_member(self._store.output / path, offset, length)
        if member.kind == "revisit":
            refers = self._answers.get(member.header("WARC-Refers-To-Target-URI") or "")
            if refers is None:
                raise PageError("the record that a revisit refers to is not in the archive")
            member = read_member(self._store.output / refers[0], refers[1], refers[2])
        exchange = exchange_of(member)
        return exchange.page(asked if asked and asked != exchange.url else None, MAX_FILE_BYTES)
