"""Articles that are gone: noted at first sight, buried at the second, a day later or in the same full run."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from scraper.fields import ArticleLine, PreviousLine, SetAsideLine
from scraper.store.compacted import read_line
from scraper.store.exchange import GONE, Exchange, Failure
from scraper.store.findings import Finding, Kept, iso
from scraper.store.frontier import Errand
from scraper.store.pages import Pages, PageState
from scraper.store.rhythm import Rhythm
from scraper.store.scribe import Scribe
from scraper.store.state import Store
from scraper.store.warc import Place

# Outcomes that say of a known article that it is gone; any other failure says nothing about it.
_GONE = frozenset({"soft_404", "spam_takeover", "not_article"})
# The reason of an article that still answers: it is back when it is listed again, not when it answers.
DELISTED = "delisted"


class Removals:
    """Writes tombstones; one for a run."""

    def __init__(self, store: Store, scribe: Scribe, rhythm: Rhythm, *, is_full: bool) -> None:
        self._store = store
        self._scribe = scribe
        self._rhythm = rhythm
        self._pages = Pages(store)
        self._is_full = is_full

    def keep(self, before: PageState, line: SetAsideLine, finding: Finding, place: Place | None, reason: str) -> Kept:
        """Note a first sight of a removal; write the tombstone at the second, a day later or in the same full run."""
        at = finding.main.started_at
        is_second = before.gone_since is not None and (
            (self._is_full and before.gone_run == self._scribe.run_id)
            or (at - datetime.fromisoformat(before.gone_since)).total_seconds() >= 86_400
        )
        checked = replace(before, last_checked=iso(at), checks=before.checks + 1, gone_reason=reason)
        if not is_second:
            seen = replace(checked, gone_since=before.gone_since or iso(at), gone_run=self._scribe.run_id)
            self._pages.put(replace(seen, next_check=self._rhythm.next_check(seen, at, is_failed=True)))
            return "missed"
        self._tombstone(before, line, finding, place, reason)
        self._gone(replace(checked, body_sha1=finding.main.body_sha1), at)
        return "removed"

    def bury(self, page: PageState, errand: Errand, reason: str, at: datetime) -> None:
        """Write the tombstone of an article whose own page tells nothing of it."""
        nothing = Exchange(errand.request, at, failure=Failure("not_article", reason))
        line = SetAsideLine(url=page.url, site=page.site, outcome="not_article", reasons=(reason,))
        self._tombstone(page, line, Finding(errand, nothing, line, ()), None, reason)
        self._gone(replace(page, gone_reason=reason, gone_since=iso(at)), at)
        self._store.noted()

    def is_still_delisted(self, page: PageState) -> bool:
        """Tell whether an article that answers was buried because it is not listed, and still is not."""
        if page.status != "removed" or page.gone_reason != DELISTED:
            return False
        return not self._store.rows("SELECT 1 FROM listings WHERE url = ? AND missed_at IS NULL", (page.url,))

    def _gone(self, page: PageState, at: datetime) -> None:
        gone = replace(
            page,
            status="removed",
            revision=page.revision + 1,
            changes=page.changes + 1,
            last_changed=iso(at),
            gone_run=self._scribe.run_id,
        )
        self._pages.put(replace(gone, next_check=self._rhythm.next_check(gone, at)))

    def _tombstone(
        self, before: PageState, line: SetAsideLine, finding: Finding, place: Place | None, reason: str
    ) -> None:
        assert before.id is not None
        revision = self._scribe.last_revision(before.id)
        assert revision is not None
        last = read_line(self._store.output, revision.place)
        tombstone = ArticleLine(
            id=before.id,
            revision=revision.revision + 1,
            change="removed",
            status="removed",
            url=last["url"],
            canonical_url=last["canonical_url"],
            site=last["site"],
            section=last.get("section"),
            sections=self._scribe.sections(before.url),
            title=last.get("title"),
            published=last.get("published"),
            flags=(f"removed_{reason}",),
            http=line.http,
            fetched_at=iso(finding.main.started_at),
            warc=line.warc,
            run_id=self._scribe.run_id,
            previous=PreviousLine(revision.revision, revision.content_sha256),
        )
        self._scribe.write(tombstone, finding, place)


def gone_reason(line: SetAsideLine, finding: Finding) -> str | None:
    """Tell in one word how an article is gone, or None where the answer says nothing about it."""
    status = line.http.status if line.http else None
    if line.outcome == "http_error" and status in GONE:
        return str(status)
    if line.outcome in _GONE and finding.main.url != finding.errand.request.url:
        return "redirected"
    if finding.main.failure is not None and finding.main.failure.outcome == "not_article":
        return "redirected"
    return line.outcome if line.outcome in _GONE else None
