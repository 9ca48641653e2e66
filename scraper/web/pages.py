"""Search, timeline, coverage, feed, export."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone
from io import BytesIO
from itertools import islice
from tempfile import TemporaryFile
from typing import Any, get_args

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from scraper.index.cite import STYLES
from scraper.index.concordance import COLUMNS as PLACE_COLUMNS
from scraper.index.concordance import Order, concordance, ordered
from scraper.index.coverage import coverage, set_aside
from scraper.index.days import read_days
from scraper.index.export import write_rows
from scraper.index.nodes import needles
from scraper.index.search import Count, Facet, Found, Hit, Searcher
from scraper.index.table import write_table
from scraper.index.wanted import Wanted
from scraper.web.app import archive_of, language_of, render
from scraper.web.charts import DAYS_SHOWN, Step, buckets, chart
from scraper.web.view import PAGE, View
from scraper.web.words import say

FACETS: tuple[tuple[Facet, str], ...] = (
    ("site", "Site"),
    ("section", "Section"),
    ("year", "Year"),
    ("issuer", "Issuer"),
    ("source", "Source"),
)
_FACET_ROWS = 8
_FEED = 30
_PORTION = 1 << 16  # bytes
_PLACES = 100  # of a concordance on a page
_NO_XML = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_MAX_UNITS: dict[Step, int] = {"day": DAYS_SHOWN, "month": 120, "year": 60}
_DAYS: dict[Step, int] = {"day": 1, "month": 31, "year": 366}
_TYPES: dict[str, str] = {
    "jsonl": "application/jsonl",
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    **{style: form.media_type for style, form in STYLES.items()},
}
_WHOLE = ("xlsx", "csl")  # formats with an end of their own: not written in portions
_SUFFIX: dict[str, str] = {style: form.suffix for style, form in STYLES.items()}  # the others are called as they are
_DOWNLOADS: dict[str, str] = {"xlsx": "Excel", "csv": "CSV", "jsonl": "JSON lines"}
_DOWNLOADS |= {style: form.name for style, form in STYLES.items()}
_CLOCK = timezone(timedelta(hours=8))  # "today" by China's clock, which most of these portals keep


def search(request: Request) -> Response:
    """Show what a search finds; without a query the newest articles."""
    searcher = archive_of(request).searcher
    view = View.of(request.query_params)
    found = searcher.search(view.wanted())
    hits = list(searcher.hits(found, view.start, PAGE))
    return render(
        request,
        "search.html",
        view=view,
        found=found,
        hits=hits,
        facets=_facets(searcher, found, view),
        total=int(found.columns.is_current.sum()),
        downloads=_DOWNLOADS,
        next_start=view.start + PAGE if view.start + PAGE < len(found) else None,
        page_size=PAGE,
    )


def timeline(request: Request) -> Response:
    """Show the articles found by day, month or year of publication; the running day is left out."""
    searcher = archive_of(request).searcher
    view = View.of(request.query_params)
    told = request.query_params.get("by")
    step: Step = "day" if told == "day" else "year" if told == "year" else "month"
    found = searcher.search(view.wanted())
    by_day = days_before_today(searcher, found)
    told_end = read_days(request.query_params.get("end", ""))
    end = told_end.last if told_end else max(by_day, default=date(1970, 1, 1))
    span = _DAYS[step] * _MAX_UNITS[step]
    shown = {day: number for day, number in by_day.items() if 0 <= (end - day).days < span}
    bars = buckets(shown, step)[-_MAX_UNITS[step] :]
    first = bars[0].first if bars else end
    # The archive grows and so do portals: how many there are, with or without the words, tells what a bar means.
    everything = searcher.search(replace(view.wanted(), query="")) if view.q else found
    there = {bar.first: bar.count for bar in buckets(days_before_today(searcher, everything), step)}
    undated = int(found.mask.sum()) - sum(searcher.days(found).values())
    return render(
        request,
        "timeline.html",
        view=view,
        found=found,
        step=step,
        chart=chart(bars) if bars else None,
        there=there if view.q else {},
        undated=undated,
        earlier=max((day for day in by_day if day < first), default=None),
        later=_later(by_day, end, span),
    )


def _later(by_day: dict[date, int], end: date, span: int) -> date | None:
    """Give the end of the stretch after the one that is shown; None where it holds the last article."""
    after = [day for day in by_day if day > end]
    return max((day for day in after if (day - end).days <= span), default=min(after)) if after else None


def concordance_page(request: Request) -> Response:
    """Show each place of the words sought with what stands around it."""
    searcher = archive_of(request).searcher
    view = View.of(request.query_params)
    found = searcher.search(view.wanted())
    places, is_more = [], False
    order = _order(request)
    if needles(found.query.node):
        asked = ordered(concordance(searcher, found), order)
        places = list(islice(asked, view.start, view.start + _PLACES))
        is_more = next(asked, None) is not None
    return render(
        request,
        "concordance.html",
        view=view,
        found=found,
        places=places,
        order=order,
        next_start=view.start + _PLACES if is_more else None,
        page_size=_PLACES,
    )


def concordance_file(request: Request) -> Response:
    """Give the whole concordance as CSV for spreadsheets."""
    found = found_or_400(request, View.asked(request.query_params).wanted())
    if request.query_params.get("order", "") not in ("", *get_args(Order)):
        raise HTTPException(400, f"order: {request.query_params['order']!r} is none of {', '.join(get_args(Order))}.")
    if not needles(found.query.node):
        raise HTTPException(400, "q: a concordance is of words; write some that the articles hold.")
    places = ordered(concordance(archive_of(request).searcher, found), _order(request))
    write_table(PLACE_COLUMNS, (place.told().values() for place in places), target := BytesIO())
    headers = {"content-disposition": 'attachment; filename="concordance.csv"'}
    return Response(target.getvalue(), media_type=_TYPES["csv"], headers=headers)


def _order(request: Request) -> Order:
    told = request.query_params.get("order")
    return "before" if told == "before" else "after" if told == "after" else "found"


def found_or_400(request: Request, wanted: Wanted) -> Found:
    """Search for a program, which is told what of its query cannot be read; raises HTTPException 400."""
    found = archive_of(request).searcher.search(wanted)
    if found.problems:
        raise HTTPException(400, f"q: {' '.join(problem.message for problem in found.problems)}")
    return found


def days_before_today(searcher: Searcher, found: Found) -> dict[date, int]:
    """Count by day of publication, without the running day (its count still grows) and what is dated later."""
    today = datetime.now(_CLOCK).date()
    counted = ((date.fromordinal(day), number) for day, number in searcher.days(found).items())
    return {day: number for day, number in counted if day < today}


def coverage_page(request: Request) -> Response:
    """Show what is covered."""
    sites = coverage(archive_of(request).searcher)
    return render(request, "coverage.html", sites=[(site, _strip(site.months)) for site in sites])


def set_aside_page(request: Request) -> Response:
    """List pages of a site that were set aside, with the reasons."""
    site, outcome = request.query_params.get("site", ""), request.query_params.get("outcome")
    rows = set_aside(archive_of(request).searcher, site, outcome, 200)
    return render(request, "set_aside.html", site=site, outcome=outcome, rows=rows)


def feed(request: Request) -> Response:
    """Give a saved search as an Atom feed (RFC 4287): what was stored last comes first."""
    searcher = archive_of(request).searcher
    view = View.asked(request.query_params)
    found = found_or_400(request, view.wanted())
    latest = sorted(found.docs.tolist(), reverse=True)[:_FEED]
    lines = [line for doc in latest if (line := searcher.line(doc))]
    base = str(request.base_url).rstrip("/")
    page = request.app.state.templates.get_template("feed.xml").render(
        view=view,
        base=base,
        lines=lines,
        updated=rfc3339(lines[0].get("fetched_at") if lines else None),
        stamp=rfc3339,
        plain=plain_xml,
        title=say(language_of(request), "Search"),
    )
    return Response(page, media_type="application/atom+xml; charset=utf-8")


def export(request: Request) -> Response:
    """Give all that a search finds as a file."""
    form = request.query_params.get("format", "")
    if form not in _TYPES:
        raise HTTPException(400, f"format: {form!r} is none of {', '.join(_TYPES)}.")
    searcher = archive_of(request).searcher
    found = found_or_400(request, View.asked(request.query_params).wanted())
    return StreamingResponse(
        _written(searcher.hits(found), form, found.wanted.told),
        media_type=_TYPES[form],
        headers={"content-disposition": f'attachment; filename="chengxi.{_SUFFIX.get(form, form)}"'},
    )


def opensearch(request: Request) -> Response:
    """Tell browsers how to search here (OpenSearch 1.1)."""
    base = str(request.base_url).rstrip("/")
    page = request.app.state.templates.get_template("opensearch.xml").render(base=base)
    return Response(page, media_type="application/opensearchdescription+xml")


def _written(hits: Iterator[Hit], form: str, asked: str) -> Iterator[bytes]:
    """Write hits in portions, so that the first byte leaves before the last article is read."""
    if form in _WHOLE:
        with TemporaryFile() as whole:
            write_rows((hit.line | {"status": hit.status} for hit in hits), form, whole, asked)
            whole.seek(0)
            yield from iter(lambda: whole.read(_PORTION), b"")
        return
    is_first = True
    while portion := [hit.line | {"status": hit.status} for _, hit in zip(range(200), hits, strict=False)]:
        target = BytesIO()
        write_rows(portion, form, target)
        data = target.getvalue()
        if form == "csv" and not is_first:
            data = data.split(b"\r\n", 1)[1]  # the heading stands once
        is_first = False
        yield data
    if is_first:  # nothing was found: the heading of a table all the same
        write_rows([], form, target := BytesIO())
        yield target.getvalue()


def _facets(searcher: Searcher, found: Found, view: View) -> list[dict[str, Any]]:
    shown = []
    for facet, label in FACETS:
        chosen = (view.year,) if facet == "year" else getattr(view, facet)
        counts = searcher.facet(found, facet, _FACET_ROWS + len(chosen))
        rows = [_facet_row(view, facet, count, chosen) for count in counts]
        if len(rows) > 1 or any(row["is_chosen"] for row in rows):
            shown.append({"label": label, "rows": rows})
    return shown


def _facet_row(view: View, facet: Facet, count: Count, chosen: tuple[str, ...]) -> dict[str, Any]:
    is_chosen = count.value in chosen
    if facet == "year":
        url = view.url(since="", until="") if is_chosen else view.with_year(count.value)
    else:
        others = tuple(value for value in chosen if value != count.value)
        changes: dict[str, object] = {facet: others if is_chosen else (*chosen, count.value)}
        url = view.changed(changes)
    return {"label": count.label, "articles": count.articles, "url": url, "is_chosen": is_chosen}


def _strip(months: dict[str, int]) -> list[tuple[str, int, int]]:
    """Give the months from first to last, at most ten years: (month, articles, shade 0 to 4)."""
    bars = buckets({date.fromisoformat(f"{month}-01"): number for month, number in months.items()}, "month")[-120:]
    most = max((bar.count for bar in bars), default=1)
    return [(bar.label, bar.count, -(-4 * bar.count // max(1, most))) for bar in bars]


def plain_xml(text: str) -> str:
    """Drop the characters that XML 1.0 cannot hold (§2.2)."""
    return _NO_XML.sub("", text)


def rfc3339(told: str | None) -> str:
    """Give a time as Atom wants it (RFC 3339); the beginning of time where none is told."""
    try:
        at = datetime.fromisoformat(told or "1970-01-01")
    except ValueError:
        at = datetime(1970, 1, 1, tzinfo=UTC)
    return (at if at.tzinfo else at.replace(tzinfo=UTC)).isoformat(timespec="seconds")
