"""Keep what became of a page: its exchanges in the WARC, its line in a log, its state, all in one batch."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Literal

import orjson

from scraper.fields import ArticleLine, PreviousLine, Record, SetAsideLine
from scraper.store.exchange import Exchange, Failure
from scraper.store.findings import Finding, Kept, iso, original_of
from scraper.store.frontier import Errand, Frontier
from scraper.store.near_duplicates import NearDuplicates
from scraper.store.pages import Pages, PageState
from scraper.store.removals import Removals, gone_reason
from scraper.store.rhythm import Rhythm
from scraper.store.scribe import Scribe
from scraper.store.state import Store
from scraper.store.warc import Place, WarcShelf
from scraper.urls import canonical

_LEAST_DUPLICATE_CHARS = 30  # "见附件" alone is no duplicate of another "见附件"


class Keeper:
    """Writes findings; one for a run."""

    def __init__(self, store: Store, frontier: Frontier, shelf: WarcShelf, run_id: str, *, is_full: bool) -> None:
        self._store = store
        self._frontier = frontier
        self._shelf = shelf
        self._scribe = Scribe(store, shelf, run_id)
        self._rhythm = Rhythm(store)
        self.removals = Removals(store, self._scribe, self._rhythm, is_full=is_full)
        self._near = NearDuplicates(store)
        self.pages = Pages(store)

    def keep(self, finding: Finding) -> Kept:
        """Write a finding within the batch, mark its errand as done, and tell what it meant."""
        errand = finding.errand
        url = canonical(errand.request.url)
        before = self.pages.get(url)
        place = self._scribe.archive(finding)
        record = self._scribe.completed(finding, place)
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
        self._shelf.add(errand.site, trail[-1], original_of(before))
        checked = replace(before, last_checked=iso(at), checks=before.checks + 1)
        checked = replace(checked, gone_since=None, gone_reason=None, gone_run=None)
        self.pages.put(replace(checked, next_check=self._rhythm.next_check(checked, at)))
        self._frontier.finish(errand)
        self._store.noted()

    def keep_untold(self, errand: Errand, record: SetAsideLine, at: datetime) -> None:
        """Set aside a row that is not to be asked for; it is not asked for later either."""
        missing = Exchange(errand.request, at, failure=Failure(record.outcome, record.reasons[0]))
        finding = Finding(errand, missing, record, ())
        self._scribe.set_aside(finding, None)
        url = canonical(errand.request.url)
        self._put(url, None, finding, None, "set_aside", (None, None, 0, None))
        state = self.pages.get(url)
        assert state is not None
        self.pages.put(replace(state, next_check=None))

    def keep_mishap(self, errand: Errand, record: SetAsideLine, at: datetime) -> None:
        """Set aside what met an unforeseen error: the line alone, since what came may be what cannot be written.

        A page that is known stays as it stands; any other is not asked for again before its section is walked anew.
        """
        self._frontier.finish(errand)
        missing = Exchange(errand.request, at, failure=Failure(record.outcome, record.reasons[0]))
        finding = Finding(errand, missing, record, ())
        self._scribe.set_aside(finding, None)
        url = canonical(errand.request.url)
        if errand.kind in ("article", "revisit") and self.pages.get(url) is None:
            self._put(url, None, finding, None, "set_aside", (None, None, 0, None))
        self._store.noted()

    def keep_list_failure(self, errand: Errand, trail: tuple[Exchange, ...], record: Record) -> None:
        """Set a list page aside."""
        place = None
        for exchange in trail:
            place = self._shelf.add(errand.site, exchange)
        self._scribe.set_aside(Finding(errand, trail[-1], record, trail), place)
        self._frontier.finish(errand)
        self._store.noted()

    def _keep_article(
        self, url: str, before: PageState | None, line: ArticleLine, finding: Finding, place: Place | None
    ) -> Kept:
        if before is not None and self.removals.is_still_delisted(before):
            return self._still_gone(before, finding)
        last = self._scribe.last_revision(line.id)
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
                sections=self._scribe.sections(url) or line.sections,
                duplicate_of=(twin := self._duplicate_of(line)),
                near_duplicate_of=None if twin else self._near.link(line, finding.signature),
                previous=PreviousLine(last.revision, last.content_sha256) if last else None,
            )
            self._scribe.write(self._scribe.keep_files(line, finding), finding, place)
        self._put(url, before, finding, place, kept, (line.id, line.canonical_url, revision, line.content_sha256))
        return kept

    def _keep_set_aside(
        self, url: str, before: PageState | None, line: SetAsideLine, finding: Finding, place: Place | None
    ) -> Kept:
        if before is not None and before.status == "removed":
            return self._still_gone(before, finding)
        is_article = before is not None and before.revision > 0 and before.status == "ok"
        if is_article and before is not None and (reason := gone_reason(line, finding)):
            return self.removals.keep(before, line, finding, place, reason)
        if before is None or before.outcome != line.outcome:
            self._scribe.write(line, finding, place)
        if is_article and before is not None:
            # The server did not answer for it: the article stands as it is, and is asked for again soon.
            at = finding.main.started_at
            self.pages.put(
                replace(before, last_checked=iso(at), next_check=self._rhythm.next_check(before, at, is_failed=True))
            )
            return "missed"
        self._put(url, before, finding, place, "set_aside", (None, None, 0, None))
        return "set_aside"

    def _still_gone(self, before: PageState, finding: Finding) -> Kept:
        at = finding.main.started_at
        still = replace(before, last_checked=iso(at), checks=before.checks + 1)
        self.pages.put(replace(still, next_check=self._rhythm.next_check(still, at)))
        return "unchanged"

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
            first_seen=before.first_seen if before else iso(at),
            last_checked=iso(at),
            last_changed=iso(at) if is_changed or before is None else before.last_changed,
            checks=(before.checks + 1) if before else 0,
            changes=(before.changes if before else 0) + is_changed,
            warc=warc,
            asked=finding.errand.request.url if finding.errand.request.url != url else None,
        )
        self.pages.put(replace(state, next_check=self._rhythm.next_check(state, at, is_failed=not article_id)))

    def _duplicate_of(self, line: ArticleLine) -> str | None:
        if len(line.text or "") < _LEAST_DUPLICATE_CHARS:
            return None
        rows = self._store.rows(
            "SELECT id FROM revisions WHERE content_sha256 = ? AND id <> ? ORDER BY fetched_at, id LIMIT 1",
            (line.content_sha256, line.id),
        )
        return rows[0][0] if rows else None
