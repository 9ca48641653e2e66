"""extract: read the article's fields from the page."""

from __future__ import annotations

import re
from dataclasses import replace

from scraper.flow import lines, with_flow
from scraper.mended import join
from scraper.model import Flow, Listing, Mended, PageRequest, PurgedPage
from scraper.profile import Profile
from scraper.results import Article
from scraper.sites import Site
from scraper.steps.extract.assets import base_url, read_assets
from scraper.steps.extract.body import Body, Marks, below_head, find_body, region_of
from scraper.steps.extract.cleanhtml import body_html
from scraper.steps.extract.crumbs import read_crumbs, without_leaf
from scraper.steps.extract.facts import read_facts, subtitle_below
from scraper.steps.extract.filed import extract_file
from scraper.steps.extract.found_dates import Clues, read_dates
from scraper.steps.extract.headed import CONFIDENCE as SURE_BELOW
from scraper.steps.extract.headed import METHOD as METHOD_BELOW
from scraper.steps.extract.headed import Headed, below, element_of, with_beginning
from scraper.steps.extract.info import Info, lone_rows, read_infos, rows_of, told_title
from scraper.steps.extract.language import language_of
from scraper.steps.extract.layout import CONFIDENCE, METHOD, Told, read_layout
from scraper.steps.extract.noscript import with_noscript
from scraper.steps.extract.parts import find_parts
from scraper.steps.extract.removals import place_removals
from scraper.steps.extract.tags import PageTags, read_tags
from scraper.steps.extract.tail import without_tail
from scraper.steps.extract.titles import Head, Title, read_title
from scraper.steps.extract.words_written import with_words

__all__ = ["extract", "extract_file", "wanted_parts"]
_NO_NAME = re.compile(r"\d|://")
BEFORE_BODY = 60  # blocks above the body in which labels are read
INTO_BODY = 8
_BELOW_TITLE = 4  # lines
_FIRST_OF_BODY = 6
BELOW_BODY = 6
_FOOT_KINDS = frozenset({"source", "author", "editor"})
_HEAD_KINDS = frozenset({"published", "produced", "written", "updated", "source"})


def extract(
    page: PurgedPage, parts: tuple[PurgedPage, ...], listing: Listing | None, site: Site, profile: Profile
) -> Article:
    """Read the article's fields; further pages and frames (`parts`) give their text to the body."""
    page = with_words(with_noscript(with_flow(page)))
    flow = page.flow
    tags = read_tags(page)
    told = read_layout(page, flow, site)
    body = _body(page, flow, tags, told, profile)
    start = body.blocks[0] if body.blocks else len(flow.blocks)
    infos = _infos_near(flow, start)
    if not any(info.kind in _HEAD_KINDS for info in infos):
        infos = read_infos(flow.blocks, 0, len(flow.blocks))
    crumbs = read_crumbs(flow)
    dated = next((info.block for info in infos if info.kind in _HEAD_KINDS and not info.is_within_prose), -1)
    rows = rows_of(infos)
    head = Head(start, dated, crumbs.block, crumbs.names, rows, told_title(infos, tags.window_title.text))
    title = told.title or read_title(flow, tags, head, profile.title_suffix)
    headed = Headed(title.block, dated, rows)
    chosen = told.body or _text_of(flow, body, _marks(crumbs.block, title.block, infos), headed)
    infos = [*told.infos, *_of_head(infos, chosen)]
    infos += _of_foot(flow, infos, chosen)
    # A bare date counts only beside a text: without one it is a row of a list.
    around = range(max(0, start - INTO_BODY), min(start + 2, len(flow.blocks))) if chosen else ()
    begin = chosen[0] if chosen else start
    above = {info.block for info in infos if info.kind in _HEAD_KINDS and 0 <= info.block < begin}
    near = sorted({*around, *above}, key=lambda at: (at < title.block - 1, at))  # one above the title comes last
    clues = Clues(tags, tuple(infos), {at: flow.blocks[at] for at in near}, listing)
    dates, published = read_dates(page, clues, site.zone)
    facts = read_facts(flow, tags, infos, _first_lines(flow, chosen, title))
    region = told.region if told.region is not None else region_of(flow, body, chosen)
    region = element_of(flow, headed) if region is None else region
    assets = read_assets(page, region, [flow.blocks[index] for index in chosen])
    text = lines(tuple(flow.blocks[index] for index in chosen))
    removed = place_removals(page.removed, flow, chosen, text.text)
    return Article(
        title=title.text,
        text=_with_parts(text, parts, site, profile),
        html=body_html(flow, chosen, region, base_url(page)),
        facts=facts if facts.subtitle else replace(facts, subtitle=subtitle_below(flow.blocks, title.block)),
        breadcrumbs=without_leaf(crumbs.names, title.text.text),
        published=published,
        dates=dates,
        language=language_of(text.text or title.text.text),
        attachments=assets.attachments,
        images=assets.images,
        links=assets.links,
        removed=removed,
        method=body.method if body.blocks or not chosen else METHOD_BELOW,
        confidence=body.confidence if body.blocks or not chosen else SURE_BELOW,
    )


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
    return with_beginning(flow, below_head(flow, body, marks), head) or without_tail(flow, below(flow, head))


def _with_parts(text: Mended, parts: tuple[PurgedPage, ...], site: Site, profile: Profile) -> Mended:
    """Join the bodies of the parts; a line that the page before it ends with is not said twice."""
    texts = [text]
    for part in map(with_flow, parts):
        flow = part.flow
        tags = read_tags(part)
        told = read_layout(part, flow, site)
        body = _body(part, flow, tags, told, profile)
        found = lines(tuple(flow.blocks[at] for at in told.body)) if told.body else _part_text(flow, body, tags)
        if found.text and found.text not in texts[-1].text:
            texts.append(found)
    return join([each for each in texts if each.text or each.changes], "\n") if parts else text


def _part_text(flow: Flow, body: Body, tags: PageTags) -> Mended:
    start = body.blocks[0] if body.blocks else len(flow.blocks)
    infos = _infos_near(flow, start)
    crumbs = read_crumbs(flow)
    title = read_title(flow, tags, Head(start, crumbs=crumbs.block))
    chosen = below_head(flow, body, _marks(crumbs.block, title.block, infos))
    return lines(tuple(flow.blocks[index] for index in chosen))


def _infos_near(flow: Flow, start: int) -> list[Info]:
    """Read the labels before the body and in its first lines; in further ones while they go on."""
    stop = start + INTO_BODY
    infos = read_infos(flow.blocks, max(0, start - BEFORE_BODY), stop)
    while infos and infos[-1].value_block >= stop - 2:
        infos += read_infos(flow.blocks, stop, stop + INTO_BODY)
        stop += INTO_BODY
    return infos


def _marks(crumbs: int, title: int, infos: list[Info]) -> Marks:
    return Marks(frozenset((crumbs, title)), rows_of(infos))


def _of_head(infos: list[Info], chosen: tuple[int, ...]) -> list[Info]:
    """Leave out labels that stand alone in a line amid the text: they name parts of what the text is about.

    A text may begin or end with the name of its source or its author.
    """
    amid = lone_rows(infos) & frozenset(chosen[1:-1])
    return [info for info in infos if info.block not in amid]


def _of_foot(flow: Flow, infos: list[Info], chosen: tuple[int, ...]) -> list[Info]:
    """Give who wrote, edited or sent in the article, as told below its text where nothing above it tells."""
    below = chosen[-1] + 1 if chosen else 0
    known = {info.kind for info in infos}
    found = read_infos(flow.blocks, below, below + BELOW_BODY) if chosen else []
    return [info for info in found if info.kind in _FOOT_KINDS - known and not _NO_NAME.search(info.value.text)]


def _first_lines(flow: Flow, chosen: tuple[int, ...], title: Title) -> list[str]:
    """Give the lines in which a number of the document itself may stand: the title, those below, the body's first."""
    start = chosen[0] if chosen else 0
    below = range(title.block + 1, min(start, title.block + 1 + _BELOW_TITLE)) if title.block >= 0 else ()
    heading = [flow.blocks[title.block].text] if title.block >= 0 else []
    return heading + [flow.blocks[index].text for index in (*below, *chosen[:_FIRST_OF_BODY])]
