"""extract: read the article's fields from the page."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from scraper.flow import lines, with_flow
from scraper.mended import join
from scraper.model import Block, Flow, Listing, Mended, PageRequest, PurgedPage
from scraper.profile import Profile
from scraper.results import Article
from scraper.sites import Site
from scraper.steps.extract.assets import base_url, read_assets
from scraper.steps.extract.beside import read_beside
from scraper.steps.extract.body import Body, find_body, region_of
from scraper.steps.extract.cleanhtml import body_html
from scraper.steps.extract.crumbs import Crumbs, read_crumbs, without_leaf
from scraper.steps.extract.facts import note_below, read_facts, subtitle_below
from scraper.steps.extract.filed import extract_file
from scraper.steps.extract.found_dates import Clues, is_dated_office, read_dates
from scraper.steps.extract.headed import CONFIDENCE as SURE_BELOW
from scraper.steps.extract.headed import METHOD as METHOD_BELOW
from scraper.steps.extract.headed import (
    Headed,
    Marks,
    above_rows,
    bare_row,
    below,
    below_head,
    element_of,
    is_paragraph,
    with_beginning,
    within,
)
from scraper.steps.extract.info import Info, LabelledLines, lone_rows, rows_of, told_title
from scraper.steps.extract.language import language_of
from scraper.steps.extract.layout import CONFIDENCE, METHOD, Told, read_layout
from scraper.steps.extract.looks import repeated_headings
from scraper.steps.extract.noscript import with_noscript
from scraper.steps.extract.numbers import is_number
from scraper.steps.extract.parts import find_parts
from scraper.steps.extract.removals import place_removals
from scraper.steps.extract.runs import held_at
from scraper.steps.extract.tags import PageTags, read_tags
from scraper.steps.extract.tail import without_tail
from scraper.steps.extract.titles import Head, Title, is_heading, read_title
from scraper.steps.extract.words_written import with_words

__all__ = ["extract", "extract_file", "wanted_parts"]
_NO_NAME = re.compile(r"\d|://")
BEFORE_BODY = 60  # blocks above the body in which labels are read
INTO_BODY = 8
_BELOW_TITLE, _ABOVE_TITLE = 4, 3  # lines
_FIRST_OF_BODY = 6
BELOW_BODY = 6
_FOOT_KINDS = frozenset({"source", "author", "editor"})
_WHEN = ("时", "時", "日期")
_WHERE = re.compile(r"(?:^|\s)\S{0,4}地[\s\u3000]*[点點址][:：]")
_HEAD_KINDS = frozenset({"published", "produced", "written", "updated", "source"})


@dataclass(frozen=True, slots=True)
class _Seen:
    """What is read of a page before its fields: where head and body stand, as indices of the flow's blocks."""

    flow: Flow
    tags: PageTags
    told: Told
    body: Body
    crumbs: Crumbs
    title: Title
    head: Headed
    chosen: tuple[int, ...]
    infos: tuple[Info, ...]
    dated: int = -1  # the head's line with the date, with a label or without


def extract(
    page: PurgedPage, parts: tuple[PurgedPage, ...], listing: Listing | None, site: Site, profile: Profile
) -> Article:
    """Read the article's fields; further pages and frames (`parts`) give their text to the body."""
    page = with_words(with_noscript(with_flow(page)))
    seen = _see(page, site, profile)
    flow, chosen, body, title = seen.flow, seen.chosen, seen.body, seen.title
    clues = Clues(seen.tags, seen.infos, _dated_lines(seen), listing, chosen)
    dates, published = read_dates(page, clues, site.zone)
    told = read_beside(flow, (seen.dated, title.block), chosen, seen.infos)
    facts = read_facts(flow, seen.tags, (*seen.infos, *told), _first_lines(flow, chosen, title))
    region = seen.told.region if seen.told.region is not None else region_of(flow, body, chosen)
    region = element_of(flow, seen.head) if region is None else region
    blocks = tuple(flow.blocks[index] for index in chosen)
    assets = read_assets(page, region, blocks)
    text = lines(blocks)
    subtitle = (
        facts.subtitle or subtitle_below(flow.blocks, title.block) or note_below(flow.blocks, title.block, chosen)
    )
    removed = place_removals(page.removed, flow, chosen, text.text)
    is_found = bool(body.blocks) or not chosen
    return Article(
        title=title.text,
        text=_with_parts(text, parts, site, profile),
        html=body_html(flow, chosen, region, base_url(page)),
        facts=replace(facts, subtitle=subtitle),
        breadcrumbs=without_leaf(seen.crumbs, title.text.text),
        published=published,
        dates=dates,
        language=language_of(text.text or title.text.text, page.tree.get("lang")),
        attachments=assets.attachments,
        images=assets.images,
        links=assets.links,
        removed=removed,
        method=body.method if is_found else METHOD_BELOW,
        confidence=body.confidence if is_found else SURE_BELOW,
    )


def _see(page: PurgedPage, site: Site, profile: Profile) -> _Seen:
    flow = page.flow
    tags = read_tags(page)
    told = read_layout(page, flow, site)
    body = _body(page, flow, tags, told, profile)
    start = body.blocks[0] if body.blocks else len(flow.blocks)
    labelled = LabelledLines(flow.blocks)
    infos = _infos_near(labelled, start)
    if not any(info.kind in _HEAD_KINDS for info in infos):
        infos = labelled.infos(0, len(labelled))
    infos = [info for info in infos if not _is_of_event(flow, info)]
    crumbs = read_crumbs(flow, page.decoded.raw.url, base_url(page), start)
    paragraph = next((at for at in body.blocks if is_paragraph(flow.blocks[at])), -1)
    window = tags.window_title.text
    held = held_at(flow, window)
    dated = _dated_row(infos, body.blocks[-1] if paragraph >= 0 else -1, start)
    bare = bare_row(flow, max(start, held), rows_of(infos)) if dated < 0 else dated
    rows = rows_of(infos) | ({bare} if bare >= 0 else frozenset())
    told_by_row = told_title(infos, window)
    place = Head(start, bare, crumbs.block, crumbs.sections, rows, told_by_row, paragraph, crumbs.leaf, held)
    place = replace(place, repeated=repeated_headings(flow, profile))
    title = told.title or read_title(flow, tags, place, profile.title_suffix)
    head = Headed(title.block, dated, rows)
    whole = told.body or _text_of(flow, body, _marks(flow, window, crumbs, Headed(title.block, bare, rows)), head)
    chosen = whole if told.body else above_rows(whole, labelled)
    infos = [*told.infos, *_of_head(infos, chosen)]
    infos += _of_foot(labelled, infos, chosen, whole)
    return _Seen(flow, tags, told, body, crumbs, title, head, chosen, tuple(infos), bare)


def _is_of_event(flow: Flow, info: Info) -> bool:
    """Tell whether a label dates what the text announces: 时间 beside a line that names the place."""
    if info.kind != "published" or not flow.blocks[info.block].text.startswith(_WHEN):
        return False
    beside = (flow.blocks[at].text for at in range(max(0, info.block - 2), min(info.block + 3, len(flow.blocks))))
    return any(_WHERE.search(text) is not None for text in beside)


def _marks(flow: Flow, window: str, crumbs: Crumbs, head: Headed) -> Marks:
    """Give the lines of the head; the title is sure where its element or the window title says so."""
    at = head.title
    names = {crumbs.block, at, at + 1 if subtitle_below(flow.blocks, at) else at}
    is_sure = at >= 0 and (is_heading(flow, at) or flow.blocks[at].text in window)
    return Marks(frozenset(names), head.rows, at if is_sure else -1, head.dated, crumbs.sections)


def _dated_row(infos: list[Info], last: int, start: int) -> int:
    """Give the head's line with date or source, -1 for none: what stands below the body (to `last`) is the foot's.

    Without a paragraph (`last` -1) the body is not sure: then only the day of an update below it is the foot's.
    """
    for info in infos:
        if info.kind in _HEAD_KINDS and not info.is_within_prose:
            is_below = info.block > last if last >= 0 else info.block > start and info.kind == "updated"
            if not is_below:
                return info.block
    return -1


def _dated_lines(seen: _Seen) -> dict[int, Block]:
    """Give the lines in which a date of the article may stand, the likelier first.

    A bare date counts only beside a text, since without one it is a row of a list; one above the title comes last.
    """
    blocks = seen.flow.blocks
    start = seen.body.blocks[0] if seen.body.blocks else len(blocks)
    begin = seen.chosen[0] if seen.chosen else start
    around = range(max(0, start - INTO_BODY), min(begin + 2, len(blocks))) if seen.chosen else ()
    above = {info.block for info in seen.infos if info.kind in _HEAD_KINDS and 0 <= info.block < begin}
    near = sorted({*around, *above}, key=lambda at: (at < seen.title.block - 1, at))
    end = seen.chosen[-1] if seen.chosen else len(blocks)
    near += _date_below(seen.flow, end)
    foot = {info.block for info in seen.infos if info.kind in _FOOT_KINDS and info.block > end}
    return {at: blocks[at] for at in (*near, *sorted(foot))}


def _date_below(flow: Flow, end: int) -> list[int]:
    """Give the line right below the text where it is a date alone or behind an office, in the box of the text."""
    if end + 1 >= len(flow.blocks):
        return []
    last, block = flow.blocks[end], flow.blocks[end + 1]
    home = flow.boxes[last.box].parent
    homes = (last.box, home, flow.boxes[home].parent)
    is_beside = flow.boxes[block.box].parent in homes and not block.link_chars
    return [end + 1] if is_beside and is_dated_office(block.text) else []


def wanted_parts(page: PurgedPage, article: Article) -> tuple[PageRequest, ...]:
    """Give the requests for what the article lacks: its further pages, or the frame that holds its body."""
    return find_parts(with_flow(page), len(article.text.text))


def _body(page: PurgedPage, flow: Flow, tags: PageTags, told: Told, profile: Profile) -> Body:
    """Give the body that the portal's file names, else the one that is found; without what the file removes."""
    if told.body:
        return Body(told.body, METHOD, CONFIDENCE)
    body = find_body(flow, page.tree, tags.window_title.text, profile)
    return replace(body, blocks=tuple(at for at in body.blocks if at not in told.removed)) if told.removed else body


def _text_of(flow: Flow, body: Body, marks: Marks, head: Headed) -> tuple[int, ...]:
    """Give the body's blocks without the head, and what the head tells beside."""
    if not body.is_guessed:
        return body.blocks
    seen = replace(head, dated=marks.dated)
    own = within(flow, below_head(flow, body.blocks, marks), seen)
    return with_beginning(flow, own, seen, is_sure=head.dated >= 0) or without_tail(flow, below(flow, head))


def _with_parts(text: Mended, parts: tuple[PurgedPage, ...], site: Site, profile: Profile) -> Mended:
    """Join the bodies of the parts; a line that the page before it ends with is not said twice."""
    texts = [text]
    for part in map(with_flow, parts):
        seen = _see(part, site, profile)
        found = lines(tuple(seen.flow.blocks[at] for at in seen.chosen))
        if found.text and found.text not in texts[-1].text:
            texts.append(found)
    return join([each for each in texts if each.text or each.changes], "\n") if parts else text


def _infos_near(labelled: LabelledLines, start: int) -> list[Info]:
    """Read the labels before the body and in its first lines; in further ones while they go on."""
    stop = start + INTO_BODY
    infos = labelled.infos(max(0, start - BEFORE_BODY), stop)
    while infos and infos[-1].value_block >= stop - 2:
        infos += labelled.infos(stop, stop + INTO_BODY)
        stop += INTO_BODY
    return infos


def _of_head(infos: list[Info], chosen: tuple[int, ...]) -> list[Info]:
    """Leave out labels that stand alone in a line amid the text: they name parts of what the text is about.

    A text may begin or end with the name of its source or its author.
    """
    amid = lone_rows(infos) & frozenset(chosen[1:-1])
    return [info for info in infos if info.block not in amid]


def _of_foot(labelled: LabelledLines, infos: list[Info], chosen: tuple[int, ...], whole: tuple[int, ...]) -> list[Info]:
    """Give what is told below the text where nothing above it tells: who wrote, edited or sent in the article.

    All kinds, where a table of labels stood in the body's last lines: those of `whole` that are not in `chosen`.
    """
    if not chosen:
        return []
    known = {info.kind for info in infos}
    found = labelled.infos(chosen[-1] + 1, max(whole[-1] + 1, chosen[-1] + 1 + BELOW_BODY))
    kinds = _FOOT_KINDS - known if len(chosen) == len(whole) else {info.kind for info in found} - known
    return [
        info
        for info in found
        if info.kind in kinds and not (info.kind in _FOOT_KINDS and _NO_NAME.search(info.value.text))
    ]


def _first_lines(flow: Flow, chosen: tuple[int, ...], title: Title) -> list[str]:
    """Give the lines in which a number of the document itself may stand: the title, those below, the body's first."""
    start = chosen[0] if chosen else 0
    below = range(title.block + 1, min(start, title.block + 1 + _BELOW_TITLE)) if title.block >= 0 else ()
    heading = [flow.blocks[title.block].text] if title.block >= 0 else []
    # Below a red head the number stands above the title (GB/T 9704-2012, 7.2.5).
    above = (flow.blocks[at].text for at in range(max(0, title.block - _ABOVE_TITLE), title.block))
    heading += [text for text in above if is_number(text)]
    return heading + [flow.blocks[index].text for index in (*below, *chosen[:_FIRST_OF_BODY])]
