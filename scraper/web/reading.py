"""One article: read, what was repaired, revisions, original, citation."""

from __future__ import annotations

from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from scraper.errors import PageError
from scraper.index.cite import STYLES
from scraper.index.nodes import needles
from scraper.index.query import parse
from scraper.index.snippets import marked
from scraper.index.texts import has_text, newest_text
from scraper.store.lines import whole_text
from scraper.web.app import archive_of, article_or_404, render
from scraper.web.groups import repair_groups, rule_sums
from scraper.web.headers import SANDBOX
from scraper.web.marks import annotated, body_html, diff_rows
from scraper.web.original import Original, read_original

_MOST_ROWS = 500  # of a table of repairs


def read(request: Request) -> Response:
    """Show the article as cleaned."""
    lines = article_or_404(request)
    line = _shown(request, lines)
    query = request.query_params.get("q", "")[:1000]
    sought = needles(parse(query).node)
    return _page(
        request,
        "article.html",
        lines,
        line,
        title=marked(line.get("title") or line.get("list_title") or line["url"], sought).pieces(),
        body=body_html(line, sought),
        copies=_copies(request, line),
    )


def repairs(request: Request) -> Response:
    """Show the article with repairs marked and removed parts struck out."""
    lines = article_or_404(request)
    line = _shown(request, lines)
    return _page(
        request,
        "repairs.html",
        lines,
        line,
        title_pieces=annotated(line, "title"),
        pieces=annotated(line, "text"),
        groups=repair_groups(line),
        sums=rule_sums(line),
        most=_MOST_ROWS,
    )


def revisions(request: Request) -> Response:
    """List the revisions and compare two of them side by side."""
    lines = article_or_404(request)
    texts = list(filter(has_text, lines))
    older, newer = _pair(request, texts)
    rows = diff_rows(whole_text(older), whole_text(newer)) if older and newer else []
    return _page(
        request, "revisions.html", lines, _shown(request, lines), older=older, newer=newer, rows=rows, texts=texts
    )


def original(request: Request) -> Response:
    """Show the archived response: in a sandbox, and as source."""
    lines = article_or_404(request)
    line = _shown(request, lines)
    found, reason = _original(request, line)
    return _page(request, "original.html", lines, line, original=found, reason=reason)


def original_page(request: Request) -> Response:
    """Give the archived page itself, in a sandbox: without scripts, without any request to anywhere."""
    found, reason = _original(request, _shown(request, article_or_404(request)))
    if found is None:
        raise HTTPException(404, reason)
    # As text of our own encoding: what the page says of its encoding no longer holds.
    headers = {"content-security-policy": SANDBOX, "x-frame-options": "SAMEORIGIN"}
    return Response(found.page.encode("utf-8", "replace"), media_type="text/html; charset=utf-8", headers=headers)


def cite_page(request: Request) -> Response:
    """Show the citations to copy."""
    lines = article_or_404(request)
    line = _shown(request, lines)
    entries = [(form.name, form.suffix, form.entry(line).strip()) for form in STYLES.values()]
    return _page(request, "cite.html", lines, line, entries=entries)


def cite_file(request: Request) -> Response:
    """Give one citation as a file."""
    form = next((form for form in STYLES.values() if form.suffix == request.path_params["suffix"]), None)
    if form is None:
        raise HTTPException(404, "There is no such page.")
    return PlainTextResponse(form.entry(_shown(request, article_or_404(request))), media_type=form.media_type)


def _page(
    request: Request, template: str, lines: list[dict[str, Any]], line: dict[str, Any], **values: Any
) -> Response:
    return render(
        request,
        template,
        line=line,
        lines=lines,
        state="removed" if lines[-1].get("status") == "removed" else "ok",
        q=request.query_params.get("q", "")[:1000],
        is_latest=line is newest_text(lines),
        **values,
    )


def _shown(request: Request, lines: list[dict[str, Any]]) -> dict[str, Any]:
    """Give the revision that the address names, else the newest that has text."""
    told = request.query_params.get("revision")
    if told is None:
        return newest_text(lines)
    for line in lines:
        if str(line.get("revision")) == told:
            return line
    raise HTTPException(404, "There is no such page.")


def _pair(request: Request, texts: list[dict[str, Any]]) -> tuple[dict[str, Any] | None, dict[str, Any] | None]:
    """Give the two revisions to compare: those of the address, else the last two."""
    if len(texts) < 2:
        return None, None
    by_number = {str(line["revision"]): line for line in texts}
    newer = by_number.get(request.query_params.get("to", ""), texts[-1])
    before = [line for line in texts if line["revision"] < newer["revision"]]
    older = by_number.get(request.query_params.get("from", ""), before[-1] if before else texts[0])
    return older, newer


def _copies(request: Request, line: dict[str, Any]) -> list[dict[str, Any]]:
    """Give the articles that this one repeats."""
    archive = archive_of(request)
    ids = dict.fromkeys(filter(None, (line.get("duplicate_of"), line.get("near_duplicate_of"))))
    return [lines[-1] for other in ids if (lines := archive.searcher.revisions(other))]


def _original(request: Request, line: dict[str, Any]) -> tuple[Original | None, str]:
    try:
        return read_original(archive_of(request).output, line), ""
    except PageError as error:
        return None, error.reason
