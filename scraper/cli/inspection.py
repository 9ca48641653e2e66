"""What `chengxi inspect` tells of one page: each step's result, and the page with the removed parts struck out."""

from __future__ import annotations

from dataclasses import dataclass, field
from html import escape
from http import HTTPStatus
from typing import Any

from rich.text import Text

from scraper.cli.listing import list_html, list_told, show_list
from scraper.cli.screen import Screen, folding_table
from scraper.fields import Record, to_json
from scraper.flow import flatten, mended_text
from scraper.model import Block, Change, Flow, Mended, PurgedPage, RawPage
from scraper.profile import Profile
from scraper.results import ListPage
from scraper.steps.decode import decode
from scraper.steps.extract.body import find_body
from scraper.steps.extract.containers import find_container
from scraper.steps.extract.tags import read_tags
from scraper.steps.purge import purge
from scraper.steps.restore import restore

_SHOWN_REPAIRS = 20
_SHOWN_CHARS = 400
_FIELD_NAMES = (
    "title subtitle published source author breadcrumbs section document_number index_number issuer subject validity "
    "region_code portal_name language attachments images text"
)
_SHOWN_FIELDS = _FIELD_NAMES.split()
_STYLE = (
    "body{font:16px/1.6 sans-serif;max-width:50em;margin:2em auto}del{color:#b00020;background:#fde7ea}"
    "ins{text-decoration:none;background:#e2f3df}.body{border-left:4px solid #2e7d32;padding-left:.8em}"
    ".hidden{opacity:.5}table{border-collapse:collapse}td{border-bottom:1px solid #ddd;padding:.2em .6em}"
)


@dataclass(frozen=True, slots=True)
class Examined:
    """One page after each step; `before` is its text before purge."""

    page: RawPage
    purged: PurgedPage
    record: Record
    cms: str | None
    body: tuple[int, ...]
    before: Flow = field(repr=False)
    listed: ListPage | None = None  # of a page that is no article
    neighbours: int = 0  # pages of the host that taught what is template

    def told(self) -> dict[str, Any]:
        """Give all of it as JSON values."""
        encoding = self.purged.decoded.encoding
        return {
            "url": self.page.url,
            "status": self.page.status,
            "encoding": {"header": encoding.header, "meta": encoding.meta, "bom": encoding.bom, "used": encoding.used},
            "cms": self.cms,
            "neighbours": self.neighbours,
            "removed": [
                {"rule": removal.rule, "text": removal.text, "confidence": removal.confidence, "reason": removal.reason}
                for removal in self.purged.removed
            ],
            "spam_share": round(self.purged.spam_share, 4),
            "flags": list(self.purged.flags),
            "record": to_json(self.record),
            **({"list": list_told(self.listed)} if self.listed is not None else {}),
        }


def examine(page: RawPage, record: Record, listed: ListPage | None, profile: Profile) -> Examined:
    """Take a page whose record was made, and which was read as a list if it is no article, through the steps."""
    decoded = decode(page)
    before = restore(decoded, profile)
    flow_before = flatten(before.tree, before.nodes)
    purged = purge(restore(decoded, profile), profile)
    found = find_container(purged.flow)
    body = find_body(purged.flow, purged.tree, read_tags(purged).window_title.text, profile)
    cms = found[1].family if found else None
    return Examined(page, purged, record, cms, body.blocks, flow_before, listed, profile.pages)


def show(examined: Examined) -> None:
    """Print what was found, in colour on a terminal."""
    console = Screen()
    told = examined.told()
    record = told["record"]
    console.rule(Text(examined.page.url))
    if examined.page.status != HTTPStatus.OK:
        console.print(Text(f"answered with status {examined.page.status}", style="bold red"))
    encoding = told["encoding"]
    console.print(
        f"[bold]encoding[/] used {encoding['used']}; "
        f"header {encoding['header'] or 'none'}, meta {encoding['meta'] or 'none'}, BOM {encoding['bom'] or 'none'}"
    )
    console.print(f"[bold]CMS[/] {examined.cms or 'not known'}")
    _show_repairs(console, record)
    _show_removed(console, examined)
    _show_fields(console, record)
    if examined.listed is not None:
        show_list(console, examined.listed)
    outcome = record.get("outcome")
    if outcome:
        console.print(Text(f"verdict: {outcome}", style="bold red"))
        for reason in record["reasons"]:
            console.print(Text(f"  {reason}"))
    else:
        method = record["extraction"]
        console.print(
            Text(
                f"verdict: article (body by {method['method']}, confidence {method['confidence']})", style="bold green"
            )
        )
    known = f"{told['neighbours']} pages of the host, as the archive knows them" if told["neighbours"] else "none known"
    console.print(f"[bold]neighbours[/] {known}")
    if record.get("flags") or told["flags"]:
        console.print(f"[bold]flags[/] {', '.join(record.get('flags') or told['flags'])}")


def _show_repairs(console: Screen, record: dict[str, Any]) -> None:
    repairs = record.get("repairs", [])
    table = folding_table("rule", "field", "before", "after", "sure", title=f"{len(repairs)} repairs")
    for repair in repairs[:_SHOWN_REPAIRS]:
        table.add_row(
            repair["rule"],
            repair["field"],
            Text(repair["before"], style="red"),
            Text(repair["after"], style="green"),
            f"{repair['confidence']:.2f}",
        )
    if repairs:
        console.print(table)
        if len(repairs) > _SHOWN_REPAIRS:
            console.print(f"… and {len(repairs) - _SHOWN_REPAIRS} more (--json shows all)")
    else:
        console.print("[bold]repairs[/] none")
    for damage in record.get("unresolved", []):
        console.print(Text(f"  left: {damage['field']} {damage['span']}: {damage['reason']}", style="yellow"))


def _show_removed(console: Screen, examined: Examined) -> None:
    if not examined.purged.removed:
        console.print("[bold]spam[/] none found")
        return
    table = folding_table("rule", "text", "why", "sure", title="removed as spam")
    for removal in examined.purged.removed:
        table.add_row(
            removal.rule,
            Text(removal.text[:_SHOWN_CHARS], style="strike red"),
            removal.reason,
            f"{removal.confidence:.2f}",
        )
    console.print(table)


def _show_fields(console: Screen, record: dict[str, Any]) -> None:
    table = folding_table("field", "value", title="fields")
    for name in _SHOWN_FIELDS:
        if record.get(name):
            table.add_row(name, Text(_plain(record[name])[:_SHOWN_CHARS]))
    for date in record.get("dates", []):
        table.add_row(f"date ({date['origin']})", Text(f"{date['raw']} → {date.get('value')}"))
    console.print(table)


def _plain(value: Any) -> str:
    if isinstance(value, list):
        return " > ".join(item["name"] if isinstance(item, dict) else str(item) for item in value)
    return str(value)


def shown_html(examined: Examined) -> str:
    """Give the page block by block: removed parts struck out, repairs marked, a bar beside the body."""
    gone = [removal.text for removal in examined.purged.removed]
    body = {examined.purged.flow.blocks[index].text for index in examined.body}
    rows = [f"<p{_classes(block, body)}>{_marked(block, gone)}</p>" for block in examined.before.blocks]
    title = [
        f"<p>title: <del>{escape(removal.text)}</del></p>"
        for removal in examined.purged.removed
        if removal.part == "title"
    ]
    listed = list_html(examined.listed) if examined.listed is not None else ""
    return (
        f"<!DOCTYPE html><html><head><meta charset='utf-8'><title>{escape(examined.page.url)}</title>"
        f"<style>{_STYLE}</style>"
        f"</head><body>{listed}{''.join(title)}{''.join(rows)}</body></html>\n"
    )


def _classes(block: Block, body: set[str]) -> str:
    names = [name for name, holds in (("body", block.text in body), ("hidden", block.is_hidden)) if holds]
    return f' class="{" ".join(names)}"' if names else ""


def _marked(block: Block, gone: list[str]) -> str:
    if any(block.text == text or (len(block.text) > 1 and block.text in text) for text in gone):
        return f"<del>{escape(block.text)}</del>"
    mended: Mended = mended_text(block)
    inside = next((text for text in gone if len(text) > 1 and text in mended.text), None)
    if inside:
        before, _, after = mended.text.partition(inside)
        return f"{escape(before)}<del>{escape(inside)}</del>{escape(after)}"
    return _with_repairs(mended.text, mended.changes)


def _with_repairs(text: str, changes: tuple[Change, ...]) -> str:
    out, at = [], 0
    for change in changes:
        start, end = change.span
        out.append(escape(text[at:start]))
        out.append(
            f'<ins title="{escape(change.before)}: {escape(change.reason)}">{escape(text[start:end]) or "·"}</ins>'
        )
        at = end
    return "".join([*out, escape(text[at:])])
