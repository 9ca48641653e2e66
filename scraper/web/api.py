"""The JSON interface, and its description as OpenAPI 3.1."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

import orjson
from starlette.requests import Request
from starlette.responses import Response

from scraper import __version__
from scraper.fields import ARTICLE_SCHEMA
from scraper.index.coverage import coverage
from scraper.index.flat import flat_row
from scraper.index.texts import newest_text
from scraper.schema import json_schema
from scraper.web.app import archive_of, article_or_404
from scraper.web.pages import FACETS, days_before_today, found_or_400
from scraper.web.view import View

_MOST = 100  # hits a page


def search(request: Request) -> Response:
    """Give hits, facets and problems."""
    searcher = archive_of(request).searcher
    view = View.asked(request.query_params)
    limit = min(int((request.query_params.get("limit") or "20")[:9]), _MOST)
    found = searcher.search(view.wanted())
    hits = [
        {
            **{name: value for name, value in flat_row(hit.line, hit).items() if value is not None and name != "text"},
            "snippet": hit.snippet.text,
            "marks": hit.snippet.marks,
            "similar": hit.similar,
        }
        for hit in searcher.hits(found, view.start, limit)
    ]
    problems = [{"start": problem.start, "end": problem.end, "message": problem.message} for problem in found.problems]
    facets = {facet: [asdict(count) for count in searcher.facet(found, facet, 50)] for facet, _ in FACETS}
    values = {"total": len(found), "start": view.start, "hits": hits, "facets": facets, "problems": problems}
    return _json(values, 400 if problems else 200)


def timeline(request: Request) -> Response:
    """Count by day of publication."""
    searcher = archive_of(request).searcher
    found = found_or_400(request, View.asked(request.query_params).wanted())
    days = days_before_today(searcher, found)
    return _json({"days": {day.isoformat(): number for day, number in sorted(days.items())}})


def coverage_json(request: Request) -> Response:
    """Give the coverage by site and section."""
    return _json({"sites": [asdict(site) for site in coverage(archive_of(request).searcher)]})


def article(request: Request) -> Response:
    """Give the newest line of an article that has text."""
    return _json(newest_text(article_or_404(request)))


def revisions(request: Request) -> Response:
    """Give all lines of an article."""
    return _json({"revisions": article_or_404(request)})


def openapi(request: Request) -> Response:
    """Describe this interface."""
    del request
    return _json(DESCRIPTION)


def _json(value: Any, status: int = 200) -> Response:
    return Response(orjson.dumps(value), status, media_type="application/json")


def _parameter(name: str, text: str, kind: str = "string", *, is_many: bool = False) -> dict[str, Any]:
    schema: dict[str, Any] = {"type": "array", "items": {"type": kind}} if is_many else {"type": kind}
    return {"name": name, "in": "query", "required": False, "description": text, "schema": schema}


_ID = {"name": "id", "in": "path", "required": True, "schema": {"type": "string"}, "description": "id of the article"}
_FILTERS = [
    _parameter("q", "query; the language is told in docs/search.md"),
    _parameter("site", "site by name, end of host, or part of its title", is_many=True),
    _parameter("section", "section by name or part of it", is_many=True),
    _parameter("issuer", "issuing body by name or part of it", is_many=True),
    _parameter("source", "named source (来源) by name or part of it", is_many=True),
    _parameter("since", "published on or after: 2024, 2024-05 or 2024-05-31"),
    _parameter("until", "published on or before"),
]
_PAGING = [
    _parameter("sort", "relevance or newest"),
    _parameter("start", "first hit, from 0", "integer"),
    _parameter("limit", f"hits, at most {_MOST}", "integer"),
]


def _path(summary: str, parameters: list[dict[str, Any]], answer: dict[str, Any], error: str) -> dict[str, Any]:
    code = "404" if "article" in error else "400"
    responses = {
        "200": {"description": summary, "content": {"application/json": {"schema": answer}}},
        code: {"description": error},
    }
    return {"get": {"summary": summary, "parameters": parameters, "responses": responses}}


_OBJECT = {"type": "object"}
_ARTICLE = {"$ref": "#/components/schemas/Article"}
DESCRIPTION: dict[str, Any] = {
    "openapi": "3.1.0",
    "info": {"title": "chengxi archive", "version": __version__, "description": "Search and read one archive."},
    "paths": {
        "/api/search": _path("Hits, facets and problems", [*_FILTERS, *_PAGING], _OBJECT, "the query cannot be read"),
        "/api/timeline": _path("Articles by day of publication", _FILTERS, _OBJECT, "the query cannot be read"),
        "/api/changes": _path(
            "What portals edited, removed and brought back; since and until are days of seeing",
            [*_FILTERS, *_PAGING[1:], _parameter("kind", "removed, edited, back, new or reprocessed", is_many=True)],
            _OBJECT,
            "the query cannot be read",
        ),
        "/api/coverage": _path("Coverage by site and section", [], _OBJECT, "never"),
        "/api/articles/{id}": _path("The newest text of an article", [_ID], _ARTICLE, "there is no such article"),
        "/api/articles/{id}/revisions": _path(
            "All revisions",
            [_ID],
            {"type": "object", "properties": {"revisions": {"type": "array", "items": _ARTICLE}}},
            "there is no such article",
        ),
    },
    "components": {"schemas": {"Article": json_schema(ARTICLE_SCHEMA)}},
}
