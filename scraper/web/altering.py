"""What portals edited, removed and brought back: as a page, as a feed, for programs."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import get_args

import orjson
from starlette.datastructures import QueryParams
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from scraper.fields import ChangeKind
from scraper.index.changes import BY_PORTAL, KINDS, Altered, Seen, altered, changes
from scraper.web.app import archive_of, language_of, render
from scraper.web.marks import Row, changed_rows, excerpts
from scraper.web.pages import found_or_400, plain_xml, rfc3339
from scraper.web.view import PAGE, View
from scraper.web.words import say

_SHOWN_ROWS = 3  # changed paragraphs of an edit; the comparison has all
_FEED = 30
_MOST = 100  # changes a request of a program


@dataclass(frozen=True, slots=True)
class ChangesView:
    """The search in the address, its days being those of seeing; `kinds`: what is shown, empty for what portals do."""

    view: View
    kinds: tuple[ChangeKind, ...] = ()

    @classmethod
    def of(cls, view: View, params: QueryParams) -> ChangesView:
        """Read the address; kinds that are none are passed over."""
        return cls(view, tuple(kind for kind in KINDS if kind in params.getlist("kind")))

    def seen(self) -> Seen:
        """Give the question."""
        wanted = self.view.wanted(repetitions=True)
        of = replace(wanted, since=None, until=None)
        return Seen(of, wanted.since, wanted.until, self.kinds or BY_PORTAL)

    def url(self, path: str = "/changes", **changed: object) -> str:
        """Give the address with this search, changed."""
        return self._with(self.kinds, self.view.url(path, **changed))

    def toggled(self, kind: ChangeKind) -> str:
        """Give the address with one kind put in or taken out."""
        shown = self.kinds or BY_PORTAL
        kinds = tuple(one for one in KINDS if (one in shown) != (one == kind))
        return self._with(() if set(kinds) == set(BY_PORTAL) else kinds, self.view.url("/changes"))

    def pairs(self) -> list[tuple[str, str]]:
        """Give the kinds as they stand in an address."""
        return [("kind", kind) for kind in self.kinds]

    @staticmethod
    def _with(kinds: tuple[ChangeKind, ...], url: str) -> str:
        told = "&".join(f"kind={kind}" for kind in kinds)
        return f"{url}{'&' if '?' in url else '?'}{told}" if told else url


@dataclass(frozen=True, slots=True)
class Shown:
    """A change as the page shows it: with the paragraphs that an edit changed."""

    event: Altered
    rows: tuple[Row, ...] = ()
    more: int = 0

    @classmethod
    def of(cls, event: Altered) -> Shown:
        """Compare an edit with the text before it."""
        if event.kind != "edited" or event.before is None:
            return cls(event)
        rows = changed_rows(event.before, event.line)
        return cls(event, tuple(excerpts(rows, _SHOWN_ROWS)), max(0, len(rows) - _SHOWN_ROWS))


def changes_page(request: Request) -> Response:
    """Show what changed, the last seen first."""
    searcher = archive_of(request).searcher
    asked = ChangesView.of(View.of(request.query_params), request.query_params)
    start = asked.view.start
    docs = changes(searcher, asked.seen())
    days: dict[str, list[Shown]] = {}
    for event in altered(searcher, docs[start : start + PAGE]):
        days.setdefault(event.seen[:10], []).append(Shown.of(event))
    return render(
        request,
        "changes.html",
        asked=asked,
        view=asked.view,
        found=searcher.search(asked.seen().of),
        kinds=KINDS,
        shown_kinds=asked.kinds or BY_PORTAL,
        days=days,
        number=len(docs),
        next_start=start + PAGE if start + PAGE < len(docs) else None,
        page_size=PAGE,
    )


def changes_feed(request: Request) -> Response:
    """Give the changes of a search as an Atom feed (RFC 4287)."""
    events = _events(request, 0, _FEED)[1]
    asked = _asked(request)
    page = request.app.state.templates.get_template("changes.xml").render(
        asked=asked,
        base=str(request.base_url).rstrip("/"),
        events=events,
        updated=rfc3339(events[0].seen if events else None),
        stamp=rfc3339,
        plain=plain_xml,
        t=lambda text: say(language_of(request), text),
    )
    return Response(page, media_type="application/atom+xml; charset=utf-8")


def changes_json(request: Request) -> Response:
    """Give changes with the archived copies before and after each."""
    view = View.asked(request.query_params)
    limit = min(int((request.query_params.get("limit") or "20")[:9]), _MOST)
    total, events = _events(request, view.start, limit)
    told = {"total": total, "start": view.start, "changes": [event.told() for event in events]}
    return Response(orjson.dumps(told), media_type="application/json")


def _events(request: Request, start: int, limit: int) -> tuple[int, list[Altered]]:
    searcher = archive_of(request).searcher
    seen = _asked(request).seen()
    found_or_400(request, seen.of)
    docs = changes(searcher, seen)
    return len(docs), list(altered(searcher, docs[start : start + limit]))


def _asked(request: Request) -> ChangesView:
    """Read the address of a program; raises HTTPException 400 for what cannot be read."""
    unknown = [kind for kind in request.query_params.getlist("kind") if kind not in get_args(ChangeKind)]
    if unknown:
        raise HTTPException(400, f"kind: {unknown[0]!r} is none of {', '.join(KINDS)}.")
    return ChangesView.of(View.asked(request.query_params), request.query_params)
