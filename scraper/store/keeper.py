"""Keep what became of a page: its exchanges in the WARC, its line in a log, its state, all in one batch."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Literal, TypeAlias

import orjson

from scraper.errors import PageError
from scraper.fields import (
    ArticleLine,
    AttachmentLine,
    HttpLine,
    PreviousLine,
    Record,
    SectionSeen,
    SetAsideLine,
    WarcLine,
)
from scraper.steps.attachment import FileText
from scraper.store.compacted import read_place
from scraper.store.exchange import Exchange, Failure
from scraper.store.facts import facts_of
from scraper.store.files import KeptFile, keep_file
from scraper.store.frontier import Errand, Frontier
from scraper.store.lines import LinePlace, append_line
from scraper.store.pages import Pages, PageState
from scraper.store.rhythm import Rhythm
from scraper.store.state import Store
from scraper.store.warc import Original, Place, WarcShelf
from scraper.urls import canonical

Kept: TypeAlias = Literal["new", "edited", "back", "removed", "unchanged", "set_aside", "missed"]
# Outcomes that say of a known article that it is gone; any other failure says nothing about it.
_GONE = frozenset({"soft_404", "spam_takeover", "not_article"})
_GONE_STATUS = frozenset({404, 410})
_LEAST_DUPLICATE_CHARS = 30  # "见附件" alone is no duplicate of another "见附件"


@dataclass(frozen=True, slots=True)
class FileFinding:
    """An attachment as fetched: its body and what was read from it, or the problem."""

    url: str
    trail: tuple[Exchange, ...]
    body: bytes | None = field(default=None, repr=False)
    read: FileText | None = field(default=None, repr=False)
    problem: PageError | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """What a visit found: its exchanges in order (the one that counts is `main`), and the record that the line made."""

    errand: Errand
    main: Exchange
    record: Record
    trail: tuple[Exchange, ...]
    parts: tuple[tuple[Exchange, ...], ...] = ()
    files: tuple[FileFinding, ...] = ()


@dataclass(frozen=True, slots=True)
class Revision:
    """The last revision of an article."""

    revision: int
    change: str
    content_sha256: str | None
    place: LinePlace


class Keeper:
    """Writes findings; one for a run."""

    def __init__(self, store: Store, frontier: Frontier, shelf: WarcShelf, run_id: str, *, is_full: bool) -> None:
        self._store = store
        self._frontier = frontier
        self._shelf = shelf
        self._run_id = run_id
        self._is_full = is_full
        self._rhythm = Rhythm(store)
        self.pages = Pages(store)

    def keep(self, finding: Finding) -> Kept:
        """Write a finding within the batch, mark its errand as done, and tell what it meant."""
        errand = finding.errand
        url = canonical(errand.request.url)
        before = self.pages.get(url)
        place = self._archive(finding, before)
        record = self._completed(finding, place)
        if isinstance(record, ArticleLine):
            kept = self._keep_article(url, before, record, finding, place)
        else:
            kept = self._keep_set_aside(url, before, record, finding, place)
        self._frontier.finish(errand)
        self._store.noted()
        return kept

    def keep_unchanged(self, errand: Errand, trail: tuple[Exchange, ...], at: datetime) -> None:
        """Note that a known page answered as before: a `revisit` record and the time."""
        url = canonical(errand.request.url)
        before = self.pages.get(url)
        assert before is not None
        for exchange in trail[:-1]:
            self._shelf.add(errand.site, exchange)
        self._shelf.add(errand.site, trail[-1], _original(before))
        checked = replace(before, last_checked=_iso(at), checks=before.checks + 1)
        checked = replace(checked, gone_since=None, gone_reason=None, gone_run=None)
        self.pages.put(replace(checked, next_check=self._rhythm.next_check(checked, at)))
        self._frontier.finish(errand)
        self._store.noted()

    def keep_untold(self, errand: Errand, record: SetAsideLine, at: datetime) -> None:
        """Set aside a row that is not to be asked for; it is not asked for later either."""
        missing = Exchange(errand.request, at, failure=Failure(record.outcome, record.reasons[0]))
        finding = Finding(errand, missing, record, ())
        self._keep_line(finding, None)
        url = canonical(errand.request.url)
        self._put(url, None, finding, None, "set_aside", (None, None, 0, None))
        state = self.pages.get(url)
        assert state is not None
        self.pages.put(replace(state, next_check=None))

    def keep_list_failure(self, errand: Errand, trail: tuple[Exchange, ...], record: Record) -> None:
        """Set a list page aside."""
        place = None
        for exchange in trail:
            place = self._shelf.add(errand.site, exchange)
        self._keep_line(Finding(errand, trail[-1], record, trail), place)
        self._frontier.finish(errand)
        self._store.noted()

    def _archive(self, finding: Finding, before: PageState | None) -> Place | None:
        """Append every exchange; give the place of the one that counts."""
        place = None
        for exchange in finding.trail:
            original = None
            if exchange is finding.main and before and before.warc and before.body_sha1 == exchange.body_sha1:
                original = _original(before)
            found = self._shelf.add(finding.errand.site, exchange, original)
            if exchange is finding.main:
                place = found
        for trail in finding.parts:
            for exchange in trail:
                self._shelf.add(finding.errand.site, exchange)
        return place

    def _keep_files(self, line: ArticleLine, finding: Finding) -> ArticleLine:
        """Store the attachments and name them in the line; those that could not be had are set aside."""
        kept: dict[str, KeptFile] = {}
        for file in finding.files:
            place = None
            for exchange in file.trail:
                place = self._shelf.add(finding.errand.site, exchange)
            if file.body is not None and file.read is not None:
                read = file.read
                kept[file.url] = keep_file(self._store, file.body, read.extension, read.media_type, read.text)
            elif file.problem is not None:
                self._set_file_aside(line, finding, file, place)
        if not kept:
            return line
        return replace(line, attachments=tuple(_named(item, kept.get(item.url)) for item in line.attachments))

    def _set_file_aside(self, line: ArticleLine, finding: Finding, file: FileFinding, place: Place | None) -> None:
        assert file.problem is not None
        name = next((item.name for item in line.attachments if item.url == file.url), None)
        aside = SetAsideLine(
            url=file.url,
            site=line.site,
            section=line.section,
            outcome=file.problem.outcome,  # type: ignore[arg-type]  # PageError carries outcomes of the table
            reasons=(f"attachment of {line.url}: {file.problem.reason}",),
            title=name,
        )
        self._keep_line(Finding(finding.errand, file.trail[-1], aside, file.trail), place)

    def _completed(self, finding: Finding, place: Place | None) -> Record:
        record, main = finding.record, finding.main
        warc = WarcLine(place.file, place.offset, place.length, place.digest) if place else None
        http = record.http
        if http is None and main.status:
            http = HttpLine(main.status, main.header("etag"), main.header("last-modified"))
        return replace(record, warc=warc, http=http, fetched_at=_iso(main.started_at), run_id=self._run_id)

    def _keep_article(
        self, url: str, before: PageState | None, line: ArticleLine, finding: Finding, place: Place | None
    ) -> Kept:
        last = self._last_revision(line.id)
        kept: Literal["new", "edited", "back", "unchanged"] = "new"
        if last is not None:
            if last.change == "removed":
                kept = "back"
            else:
                kept = "edited" if last.content_sha256 != line.content_sha256 else "unchanged"
        revision = last.revision if last else 0
        if kept != "unchanged":
            revision += 1
            line = replace(
                line,
                revision=revision,
                change=kept,
                sections=self._sections(url) or line.sections,
                duplicate_of=self._duplicate_of(line),
                previous=PreviousLine(last.revision, last.content_sha256) if last else None,
            )
            line = self._keep_files(line, finding)
            append_line(self._store, line)
            self._keep_facts(finding, line, place)
        self._put(url, before, finding, place, kept, (line.id, line.canonical_url, revision, line.content_sha256))
        return kept

    def _keep_set_aside(
        self, url: str, before: PageState | None, line: SetAsideLine, finding: Finding, place: Place | None
    ) -> Kept:
        if before is not None and before.status == "removed":
            at = finding.main.started_at
            still = replace(before, last_checked=_iso(at), checks=before.checks + 1)
            self.pages.put(replace(still, next_check=self._rhythm.next_check(still, at)))
            return "unchanged"
        is_article = before is not None and before.revision > 0 and before.status == "ok"
        if is_article and before is not None and (reason := _gone_reason(line, finding)):
            return self._keep_gone(before, line, finding, place, reason)
        if before is None or before.outcome != line.outcome:
            append_line(self._store, line)
            self._keep_facts(finding, line, place)
        if is_article and before is not None:
            # The server did not answer for it: the article stands as it is, and is asked for again soon.
            at = finding.main.started_at
            self.pages.put(
                replace(before, last_checked=_iso(at), next_check=self._rhythm.next_check(before, at, is_failed=True))
            )
            return "missed"
        self._put(url, before, finding, place, "set_aside", (None, None, 0, None))
        return "set_aside"

    def _keep_gone(
        self, before: PageState, line: SetAsideLine, finding: Finding, place: Place | None, reason: str
    ) -> Kept:
        """Note a first sight of a removal; write the tombstone at the second, a day later or in the same full run."""
        at = finding.main.started_at
        is_second = before.gone_since is not None and (
            (self._is_full and before.gone_run == self._run_id)
            or (at - datetime.fromisoformat(before.gone_since)).total_seconds() >= 86_400
        )
        checked = replace(before, last_checked=_iso(at), checks=before.checks + 1, gone_reason=reason)
        if not is_second:
            seen = replace(checked, gone_since=before.gone_since or _iso(at), gone_run=self._run_id)
            self.pages.put(replace(seen, next_check=self._rhythm.next_check(seen, at, is_failed=True)))
            return "missed"
        self._bury(before, line, finding, place, reason)
        gone = replace(
            checked,
            status="removed",
            revision=before.revision + 1,
            changes=before.changes + 1,
            last_changed=_iso(at),
            body_sha1=finding.main.body_sha1,
            gone_run=self._run_id,
        )
        self.pages.put(replace(gone, next_check=self._rhythm.next_check(gone, at)))
        return "removed"

    def _bury(self, before: PageState, line: SetAsideLine, finding: Finding, place: Place | None, reason: str) -> None:
        assert before.id is not None
        revision = self._last_revision(before.id)
        assert revision is not None
        last = orjson.loads(read_place(self._store.output, revision.place))
        tombstone = ArticleLine(
            id=before.id,
            revision=revision.revision + 1,
            change="removed",
            status="removed",
            url=last["url"],
            canonical_url=last["canonical_url"],
            site=last["site"],
            section=last.get("section"),
            sections=self._sections(before.url),
            title=last.get("title"),
            published=last.get("published"),
            flags=(f"removed_{reason}",),
            http=line.http,
            fetched_at=_iso(finding.main.started_at),
            warc=line.warc,
            run_id=self._run_id,
            previous=PreviousLine(revision.revision, revision.content_sha256),
        )
        append_line(self._store, tombstone)
        self._keep_facts(finding, tombstone, place)

    def _put(  # noqa: PLR0913 - what a page's state is made of
        self,
        url: str,
        before: PageState | None,
        finding: Finding,
        place: Place | None,
        kept: Kept,
        article: tuple[str | None, str | None, int, str | None],
    ) -> None:
        at, main = finding.main.started_at, finding.main
        article_id, article_url, revision, content = article
        is_changed = kept in ("edited", "back")
        warc = orjson.dumps([main.url, place.date, place.digest]).decode() if place else None
        state = PageState(
            url=url,
            site=finding.errand.site,
            section_url=before.section_url if before and before.section_url else finding.errand.section_url,
            outcome="article" if article_id else str(getattr(finding.record, "outcome", "")),
            id=article_id,
            article_url=article_url,
            revision=revision,
            status="ok" if article_id else "",
            content_sha256=content,
            body_sha1=main.body_sha1 if place else None,
            etag=main.header("etag"),
            last_modified=main.header("last-modified"),
            first_seen=before.first_seen if before else _iso(at),
            last_checked=_iso(at),
            last_changed=_iso(at) if is_changed or before is None else before.last_changed,
            checks=(before.checks + 1) if before else 0,
            changes=(before.changes if before else 0) + is_changed,
            warc=warc,
            asked=finding.errand.request.url if finding.errand.request.url != url else None,
        )
        self.pages.put(replace(state, next_check=self._rhythm.next_check(state, at, is_failed=not article_id)))

    def _keep_facts(self, finding: Finding, line: Record, place: Place | None) -> None:
        """Write beside the WARC record what the line needs besides the bytes."""
        parts = tuple(part[-1].url for part in finding.parts if part)
        facts = facts_of(line, finding.errand.site, finding.errand.request.url, finding.errand.listing, parts)
        refers_to = place.record_id if place else None
        at = finding.main.started_at
        self._shelf.add_metadata(finding.errand.site, finding.main.url, facts.to_json(), refers_to, at)

    def _keep_line(self, finding: Finding, place: Place | None) -> None:
        line = self._completed(finding, place)
        append_line(self._store, line)
        self._keep_facts(finding, line, place)

    def _last_revision(self, article_id: str) -> Revision | None:
        rows = self._store.rows(
            "SELECT revision, change, content_sha256, path, offset, length FROM revisions WHERE id = ? "
            "ORDER BY revision DESC LIMIT 1",
            (article_id,),
        )
        if not rows:
            return None
        revision, change, content, path, offset, length = rows[0]
        return Revision(revision, change, content, LinePlace(path, offset, length))

    def _sections(self, url: str) -> tuple[SectionSeen, ...]:
        rows = self._store.rows(
            "SELECT s.name, s.url, l.first_seen FROM listings l JOIN sections s ON s.url = l.section_url "
            "WHERE l.url = ? ORDER BY l.first_seen, s.url",
            (url,),
        )
        return tuple(SectionSeen(name, section_url, first_seen) for name, section_url, first_seen in rows)

    def _duplicate_of(self, line: ArticleLine) -> str | None:
        if len(line.text or "") < _LEAST_DUPLICATE_CHARS:
            return None
        rows = self._store.rows(
            "SELECT id FROM revisions WHERE content_sha256 = ? AND id <> ? ORDER BY fetched_at, id LIMIT 1",
            (line.content_sha256, line.id),
        )
        return rows[0][0] if rows else None


def _named(item: AttachmentLine, kept: KeptFile | None) -> AttachmentLine:
    if kept is None:
        return item
    return replace(
        item,
        path=kept.path,
        sha256=kept.sha256,
        bytes=kept.bytes,
        media_type=kept.media_type,
        text_path=kept.text_path,
    )


def _gone_reason(line: SetAsideLine, finding: Finding) -> str | None:
    """Tell in one word how an article is gone, or None where the answer says nothing about it."""
    status = line.http.status if line.http else None
    if line.outcome == "http_error" and status in _GONE_STATUS:
        return str(status)
    if line.outcome in _GONE and finding.main.url != finding.errand.request.url:
        return "redirected"
    if finding.main.failure is not None and finding.main.failure.outcome == "not_article":
        return "redirected"
    return line.outcome if line.outcome in _GONE else None


def _original(before: PageState) -> Original | None:
    return Original(*orjson.loads(before.warc)) if before.warc else None


def _iso(at: datetime) -> str:
    return at.isoformat(timespec="seconds")
