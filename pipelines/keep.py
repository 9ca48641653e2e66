"""From a draft to the archive, and into the counts of the run."""

from __future__ import annotations

import logging
from dataclasses import replace
from typing import Any, Self

from pipelines.items import Draft
from pipelines.mishap import mishap
from scraper.errors import StorageError
from scraper.fields import ArticleLine, Record, SetAsideLine
from scraper.store import crash
from scraper.store.exchange import GONE
from scraper.store.findings import Finding

_LOG = logging.getLogger("chengxi.keep")


class KeepPipeline:
    """Writes each draft within the batch of the store."""

    def __init__(self, crawler: Any) -> None:
        self._crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Any) -> Self:
        """Build it as Scrapy asks."""
        return cls(crawler)

    async def process_item(self, item: Draft) -> Draft:
        """Keep a draft; after a failure of storage nothing is written any more."""
        desk = self._crawler.spider.desk
        if desk.report.failure is not None:
            return item
        if item.is_left:
            desk.frontier.release(item.visit.errand)
            return item
        try:
            crash.point("keep")
            self._keep(desk, item)
        except StorageError as error:
            desk.failed(error)
        except Exception as error:  # noqa: BLE001 - whatever it is, it is the reason of this page; the crawl goes on
            desk.give_up(item.visit.errand, mishap(error))
        return item

    def _keep(self, desk: Any, draft: Draft) -> None:
        visit = draft.visit
        errand, main = visit.errand, visit.trail[-1]
        count = desk.report.of(errand.section_url)
        if draft.record is None:
            desk.keeper.keep_unchanged(errand, visit.trail, main.started_at)
            count.unchanged += 1
            return
        draft = replace(draft, record=_flagged(draft))
        assert draft.record is not None
        kept = desk.keeper.keep(
            Finding(
                errand,
                main,
                draft.record,
                visit.trail,
                tuple(part.trail for part in draft.parts),
                draft.files,
                draft.signature,
            )
        )
        _LOG.info("page url=%s kept=%s outcome=%s", main.url, kept, getattr(draft.record, "outcome", "article"))
        if kept == "missed" and desk.plan.is_full and (again := desk.second_look(errand)):
            desk.frontier.add([again])
        if errand.kind == "target":
            _tell_target(count, draft.record)
            if isinstance(draft.record, SetAsideLine) and draft.record.outcome in _OF_THE_LIST:
                desk.revisit(errand.section_url, errand.site)
        count.new += kept == "new"
        count.changed += kept in ("edited", "back")
        count.removed += kept == "removed"
        count.unchanged += kept == "unchanged"
        if isinstance(draft.record, SetAsideLine) and kept != "removed":
            count.set_aside[draft.record.outcome] += 1
            if errand.kind == "article" and main.status in GONE:
                desk.walks[errand.section_url].miss_article(errand.page_number)
                desk.look_late(errand.section_url)
            if draft.record.outcome == "challenge":
                desk.fetcher.stop(main.url, draft.record.reasons[0])


# Of a section's first page: its articles may stand as they did. Any other outcome is that of the whole site.
_OF_THE_LIST = frozenset({"soft_404", "needs_script", "login"})


def _flagged(draft: Draft) -> Record | None:
    """Mark what came over a connection whose certificate could not be verified."""
    record = draft.record
    if isinstance(record, ArticleLine) and draft.visit.trail[-1].is_tls_unverified:
        return replace(record, flags=(*record.flags, "tls_unverified"))
    return record


def _tell_target(count: Any, record: Record) -> None:
    """A target that turned out to be no list: an article is stored and told, anything else is a failed section."""
    if isinstance(record, ArticleLine):
        count.notes.append("this address is an article, not a list of articles; it was stored")
        return
    why = "; ".join(record.reasons)
    count.failure = f"no list of articles was found there ({why}); name the section's list page"
