"""The application: routes, and what all pages share."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from urllib.parse import quote

from jinja2 import Environment, PackageLoader, select_autoescape
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles

from scraper import __version__
from scraper.archive import Archive
from scraper.errors import ChengxiError
from scraper.web.headers import KnownHosts, SecurityHeaders
from scraper.web.words import Language, choose, say

STATIC = Path(__file__).parent / "static"
_OF_PROGRAMS = ("/api/", "/export", "/feed", "/changes.atom", "/concordance.csv")
# What a portal wrote must not turn the page around it: marks of direction that reach beyond their own word go (text
# from right to left reads well without them), control characters are shown as what they are.
_HARMLESS = {
    **dict.fromkeys((*range(0x20), *range(0x7F, 0xA0)), "\ufffd"),
    **{ord(char): char for char in "\t\n\r"},
    **dict.fromkeys((*range(0x202A, 0x202F), *range(0x2066, 0x206A))),
}
LOOPBACK = ("localhost", "127.0.0.1", "[::1]", "testserver")


def create_app(output: Path, hosts: tuple[str, ...] = LOOPBACK) -> Starlette:
    """Make the application of one archive; raises UsageError where there is none.

    `hosts`: names under which it answers (a page of another site cannot reach it by a name of its own); ("*",): all.
    """
    app = Starlette(
        routes=_routes(),
        middleware=[
            Middleware(SecurityHeaders),
            Middleware(KnownHosts, names=hosts),
        ],
        exception_handlers={HTTPException: _refused, ChengxiError: _unreadable},
    )
    app.state.archive = Archive(output)
    app.state.templates = Environment(
        loader=PackageLoader("scraper.web"),
        autoescape=select_autoescape(default=True, default_for_string=True),
        finalize=_harmless,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return app


def _harmless(value: object) -> object:
    """Give what a template shows without characters that act on the reader's screen."""
    return value.translate(_HARMLESS) if isinstance(value, str) else value  # markup stays markup


def _routes() -> list[BaseRoute]:
    from scraper.web import altering, api, pages, reading  # noqa: PLC0415 - they need this module

    return [
        Route("/", pages.search),
        Route("/timeline", pages.timeline),
        Route("/concordance", pages.concordance_page),
        Route("/concordance.csv", pages.concordance_file),
        Route("/changes", altering.changes_page),
        Route("/changes.atom", altering.changes_feed),
        Route("/coverage", pages.coverage_page),
        Route("/coverage/set-aside", pages.set_aside_page),
        Route("/feed.atom", pages.feed),
        Route("/export", pages.export),
        Route("/article/{id}", reading.read),
        Route("/article/{id}/repairs", reading.repairs),
        Route("/article/{id}/revisions", reading.revisions),
        Route("/article/{id}/original", reading.original),
        Route("/article/{id}/original.html", reading.original_page),
        Route("/article/{id}/cite", reading.cite_page),
        Route("/article/{id}/cite.{suffix}", reading.cite_file),
        Route("/api/search", api.search),
        Route("/api/timeline", api.timeline),
        Route("/api/changes", altering.changes_json),
        Route("/api/coverage", api.coverage_json),
        Route("/api/articles/{id}", api.article),
        Route("/api/articles/{id}/revisions", api.revisions),
        Route("/openapi.json", api.openapi),
        Route("/opensearch.xml", pages.opensearch),
        Mount("/static", StaticFiles(directory=STATIC), name="static"),
    ]


def archive_of(request: Request) -> Archive:
    """Give the archive that is served."""
    archive: Archive = request.app.state.archive
    return archive


def language_of(request: Request) -> Language:
    """Give the reader's language."""
    return choose(request.query_params.get("lang"), request.cookies.get("lang"), request.headers.get("accept-language"))


def render(request: Request, template: str, status: int = 200, **values: Any) -> Response:
    """Give a page; a language that was asked for is kept in a cookie."""
    language = language_of(request)

    def told(text: str, **parts: object) -> str:
        return say(language, text, **parts)

    page = request.app.state.templates.get_template(template).render(
        t=told,
        language=language,
        other_language=_other(request, language),
        path=request.url.path,
        version=__version__,
        quoted=quote,
        **values,
    )
    response = HTMLResponse(page, status)
    response.headers["vary"] = "accept-language, cookie"
    if request.query_params.get("lang") in {"en", "zh"}:
        response.set_cookie("lang", language, max_age=31_536_000, samesite="lax", httponly=True)
    return response


def article_or_404(request: Request) -> list[dict[str, Any]]:
    """Give the lines of the article in the path, oldest first; a page that says so where there is none."""
    archive = archive_of(request)
    lines = archive.revisions(request.path_params["id"])
    if request.path_params["id"] in archive.searcher.withheld:
        raise HTTPException(451, "This article is withheld.")  # RFC 7725
    if not lines:
        raise HTTPException(404, "There is no article with this id.")
    return lines


def _other(request: Request, language: Language) -> str:
    """Give the address of this page in the other language: its query alone, which no path can lead elsewhere."""
    url = request.url.include_query_params(lang="en" if language == "zh" else "zh")
    return f"?{url.query}"


def _refused(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    if request.url.path.startswith(_OF_PROGRAMS):
        return JSONResponse({"error": error.detail}, error.status_code)
    message = error.detail if error.detail.endswith(".") else "There is no such page."
    heading = "Withheld" if error.status_code == 451 else "Not found"
    return render(request, "refused.html", error.status_code, heading=heading, message=message)


def _unreadable(request: Request, error: Exception) -> Response:
    """Tell what is wrong with the archive (half a copy, a state that cannot be read), with the cure."""
    if request.url.path.startswith(_OF_PROGRAMS):
        return JSONResponse({"error": str(error)}, 503)
    return render(request, "refused.html", 503, heading="The archive cannot be read", message=str(error))
