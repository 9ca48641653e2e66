"""What `chengxi inspect` tells of a list page: rows with their dates, how it goes on, what its pager states."""

from __future__ import annotations

from html import escape
from typing import Any

from rich.text import Text

from scraper.cli.common import counted
from scraper.cli.screen import Screen, folding_table
from scraper.model import PageRequest
from scraper.results import ListPage

_SHOWN_ROWS = 100
_SHOWN_REQUESTS = 5
_SHOWN_SECTIONS = 40


def list_told(listed: ListPage) -> dict[str, Any]:
    """Give it as JSON values."""
    return {
        "section": listed.section,
        "cms": listed.cms,
        "rows": [{"title": row.title, "date": row.date, "url": row.url} for row in listed.rows],
        "total_rows": listed.total_rows,
        "total_pages": listed.total_pages,
        "mechanism": listed.mechanism,
        "next_pages": [_asked(request) for request in listed.next_pages],
        "sections": [{"name": section.name, "url": section.url} for section in listed.sections],
        "reasons": list(listed.reasons),
    }


def show_list(console: Screen, listed: ListPage) -> None:
    """Print it, in colour on a terminal; an undated row is yellow."""
    table = folding_table("date", "title", "address", title=_heading(listed))
    origin = "/".join(listed.url.split("/")[:3]) + "/"
    for row in listed.rows[:_SHOWN_ROWS]:
        date = Text(row.date or "undated", style="green" if row.date else "yellow")
        table.add_row(
            date, Text(row.title), Text(f"/{row.url.removeprefix(origin)}" if row.url.startswith(origin) else row.url)
        )
    console.print(table if listed.rows else Text(_heading(listed), style="yellow"))
    for line in _further(listed):
        console.print(Text(line, style="cyan"))


def list_html(listed: ListPage) -> str:
    """Give it as a part of a page."""
    rows = "".join(
        f"<tr><td>{escape(row.date or 'undated')}</td><td>{escape(row.title)}</td><td>{escape(row.url)}</td></tr>"
        for row in listed.rows
    )
    further = "".join(f"<p>{escape(line)}</p>" for line in _further(listed))
    return f"<section><h2>{escape(_heading(listed))}</h2><table>{rows}</table>{further}</section><hr>"


def _heading(listed: ListPage) -> str:
    stated = [f"{listed.total_rows} stated"] if listed.total_rows is not None else []
    stated += [f"{listed.total_pages} pages"] if listed.total_pages is not None else []
    name = f"list of {listed.section}" if listed.section else "list"
    return f"{name}: {', '.join([counted(len(listed.rows), 'row'), *stated])}"


def _further(listed: ListPage) -> list[str]:
    """Say how the list goes on, why rows are missing, and to which sections the page leads."""
    lines = [f"… and {len(listed.rows) - _SHOWN_ROWS} rows more"] if len(listed.rows) > _SHOWN_ROWS else []
    told = f"goes on by {listed.mechanism or 'a link'}" if listed.next_pages else "goes on by nothing: no further page"
    lines += [told] if listed.rows or listed.next_pages else []
    lines += [f"next: {_request_line(request)}" for request in listed.next_pages[:_SHOWN_REQUESTS]]
    if len(listed.next_pages) > _SHOWN_REQUESTS:
        lines.append(f"… and {len(listed.next_pages) - _SHOWN_REQUESTS} pages more")
    lines += [f"no rows: {reason}" for reason in listed.reasons]
    if not listed.rows and listed.url.startswith("file:"):
        lines.append("no rows: links of a file lead nowhere without its address; give it with --url")
    lines += [f"section: {section.name}  {section.url}" for section in listed.sections[:_SHOWN_SECTIONS]]
    return lines


def _request_line(request: PageRequest) -> str:
    body = f"  body {request.body.decode('utf-8', 'replace')}" if request.body else ""
    return f"{request.method} {request.url}{body}"


def _asked(request: PageRequest) -> dict[str, Any]:
    values: dict[str, Any] = {"method": request.method, "url": request.url}
    if request.body:
        values["body"] = request.body.decode("utf-8", "replace")
    if request.headers:
        values["headers"] = dict(request.headers)
    return values
