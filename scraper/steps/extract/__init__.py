"""extract: read the article's fields from the page."""

from __future__ import annotations

from scraper.flow import flatten, lines
from scraper.model import Article, Flow, Listing, Mended, PurgedPage
from scraper.profile import Profile
from scraper.sites import Site
from scraper.steps.extract.body import below_head, find_body
from scraper.steps.extract.crumbs import read_crumbs, without_leaf
from scraper.steps.extract.found_dates import Clues, read_dates
from scraper.steps.extract.info import Info, read_info
from scraper.steps.extract.language import language_of
from scraper.steps.extract.removals import place_removals
from scraper.steps.extract.tags import read_tags
from scraper.steps.extract.titles import Head, read_title


def extract(
    page: PurgedPage, parts: tuple[PurgedPage, ...], listing: Listing | None, site: Site, profile: Profile
) -> Article:
    """Read the article's fields."""
    del parts
    flow = page.flow if page.flow.blocks else flatten(page.tree, page.nodes)
    tags = read_tags(page)
    body = find_body(flow, tags.window_title.text, profile)
    start = body.blocks[0] if body.blocks else len(flow.blocks)
    infos = _infos(flow, start)
    info_block = next((info.block for info in infos if info.kind in ("published", "source")), -1)
    crumbs = read_crumbs(flow)
    title = read_title(flow, tags, Head(start, info_block, crumbs.block), profile.title_suffix)
    marks = {crumbs.block, *(info.block for info in infos)} | ({title.block} if body.is_guessed else set())
    chosen = below_head(flow, body, marks)
    clues = Clues(tags, tuple(infos), flow.blocks[max(0, start - 8) : start + 2], listing)
    dates, published = read_dates(page, clues, site.zone)
    text = lines(tuple(flow.blocks[index] for index in chosen))
    return Article(
        title=title.text,
        text=text,
        breadcrumbs=without_leaf(crumbs.names, title.text.text),
        published=published,
        dates=dates,
        source=_first(infos, "source"),
        author=_first(infos, "author", "editor"),
        language=language_of(text.text or title.text.text),
        removed=place_removals(page.removed, flow, chosen, text.text),
        method=body.method,
        confidence=body.confidence,
    )


def _infos(flow: Flow, start: int) -> list[Info]:
    """Read the labels in the lines around the head of the body, then those at its foot."""
    found: list[Info] = []
    for index in range(max(0, start - 25), min(len(flow.blocks), start + 8)):
        if not flow.blocks[index].is_hidden:
            found.extend(read_info(index, flow.blocks[index]))
    return found


def _first(infos: list[Info], *kinds: str) -> Mended:
    for kind in kinds:
        for info in infos:
            if info.kind == kind and info.value.text:
                return info.value
    return Mended("")
