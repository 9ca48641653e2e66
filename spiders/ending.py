"""How a crawl ends: walks that are over are closed, what was learnt of sections and hosts is noted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scraper.store.clock import now
from scraper.store.delisted import Delisted

if TYPE_CHECKING:
    from spiders.desk import Desk


def end_run(desk: Desk, seconds: float) -> None:
    """Close the walks that are over and note the end of the run, which took so long."""
    assert desk.fetcher is not None
    desk.profiles.save()
    for url in sorted(desk.open_sections):
        _end_section(desk, url, seconds)
    _forget_mistyped(desk)
    for host, not_before in desk.fetcher.left_alone().items():
        desk.store.run(
            "INSERT OR REPLACE INTO hosts(host, not_before, reason) VALUES (?, ?, ?)",
            (host, not_before, desk.fetcher.stopped.get(host)),
        )
    desk.store.commit()
    desk.shelf.sort_indexes()
    desk.store.run(
        "UPDATE runs SET ended_at = ?, outcome = ? WHERE run_id = ?",
        (now().isoformat(), desk.report.stopped or "done", desk.plan.run_id),
    )
    desk.store.commit()


def _forget_mistyped(desk: Desk) -> None:
    """After a run that read something, forget targets of earlier runs that never once could be read.

    Those of site files stay: somebody meant them.
    """
    if all(desk.report.of(url).failure for url in desk.open_sections):
        return
    meant = {section.url for site in desk.plan.known_sites for section in site.sections}
    for url in desk.sections.never_read():
        if url not in meant and url not in desk.open_sections:
            desk.sections.forget(url)


def _end_section(desk: Desk, url: str, seconds: float) -> None:
    count = desk.report.of(url)
    if count.failure:
        desk.sections.fail(url, count.failure, now())
    elif not desk.frontier.has_pending(url):
        count.is_walked = not count.lists_failed
        if count.is_walked and not desk.plan.since:
            _note_delisted(desk, url)
        desk.sections.end_walk(url, now(), reached_end=count.is_walked)
    if count.new:
        desk.store.run("UPDATE sections SET last_new_at = ? WHERE url = ?", (now().isoformat(), url))
    count.seconds = round(seconds, 1)
    count.listed = max(count.listed, _listed(desk, url))
    count.stored = desk.store.rows(
        "SELECT count(*) FROM listings l JOIN pages p ON p.url = l.url WHERE l.section_url = ? AND p.status = 'ok'",
        (url,),
    )[0][0]
    if count.is_walked and not (count.listed or desk.plan.since or _is_article(desk, url)):
        count.failure = "it lists nothing; look at it in a browser"  # `status` calls it ill as well
    if count.expected:
        desk.store.run("UPDATE sections SET rows_stated = ? WHERE url = ?", (count.expected, url))
        if count.is_walked and count.listed < count.expected and not desk.plan.since:
            count.note(f"listed {count.listed} of {count.expected} stated: the list gave no more rows than these")


def _note_delisted(desk: Desk, url: str) -> None:
    """After a walk of the whole list: note the known articles that it does not give any more."""
    state, count = desk.sections.get(url), desk.report.of(url)
    rows = desk.store.rows("SELECT started_at FROM runs WHERE run_id = ?", (desk.plan.run_id,))
    if state is None or not state.is_sweep or not count.expected or not rows:
        return
    buried, sentence = Delisted(desk.store, desk.keeper.removals).note(url, rows[0][0], count.expected, now())
    count.removed += buried
    if sentence:
        count.note(sentence)


def _is_article(desk: Desk, url: str) -> bool:
    """Tell whether a target turned out to be an article itself."""
    return bool(desk.store.rows("SELECT 1 FROM pages WHERE (section_url = ?1 OR url = ?1) AND revision > 0", (url,)))


def _listed(desk: Desk, url: str) -> int:
    return int(desk.store.rows("SELECT count(*) FROM listings WHERE section_url = ?", (url,))[0][0])
