"""Every family of portal in every markup: from the section's address alone, everything listed and nothing else."""

from __future__ import annotations

import pytest

from scraper.model import PageRequest
from tests.portal.families import FAMILIES, MARKUPS, Family, build
from tests.portal.families.walk import HOST, read, walk

CASES = [pytest.param(family, markup, id=f"{family.name}-{markup}") for family in FAMILIES for markup in MARKUPS]


@pytest.mark.parametrize(("family", "markup"), CASES)
def test_all_rows_of_a_section_are_read_with_title_and_date(family: Family, markup: str) -> None:
    portal = build(family, markup)
    rows, pages = walk(portal)
    assert {url.removeprefix(HOST): (row.title, row.date) for url, row in rows.items()} == portal.expected()
    assert len(pages) >= 3


@pytest.mark.parametrize("published", [1, 2], ids=["one", "one-after-each-of-two-pages"])
@pytest.mark.parametrize(("family", "markup"), CASES)
def test_a_list_that_grows_while_it_is_walked_loses_nothing(family: Family, markup: str, published: int) -> None:
    portal = build(family, markup, count=3 * family.size)  # full pages: one row more makes one page more
    before = set(portal.expected())

    def publish(page: int) -> None:
        if page <= published:
            portal.grow()

    rows, _ = walk(portal, publish)
    found = {url.removeprefix(HOST) for url in rows}
    assert before <= found
    assert found <= set(portal.expected())


@pytest.mark.parametrize(("family", "markup"), CASES)
def test_home_page_leads_to_the_section(family: Family, markup: str) -> None:
    portal = build(family, markup)
    home = read(portal, PageRequest(f"{HOST}{portal.prefix}/index.html"))
    assert home.rows == ()
    assert HOST + portal.section in [section.url for section in home.sections]
    assert family.section_name in [section.name for section in home.sections]


def test_hundred_thousand_rows_are_asked_for_page_by_page_in_bounded_memory() -> None:
    family = next(family for family in FAMILIES if family.name == "trs")
    portal = build(family, "list", count=60)
    page = portal.answer("GET", portal.section, {}, b"")
    assert page is not None
    text = page[1].replace(b"createPageHTML(4,", b"createPageHTML(6667,")
    big = _Big(text)
    listing = read(big, PageRequest(HOST + portal.section))  # type: ignore[arg-type]  # answers like a portal
    assert listing.total_pages == 6667
    assert len(listing.next_pages) == 6666
    later = read(big, PageRequest(f"{HOST}{portal.prefix}/gk/tzgg/index_3000.html", position=3001))  # type: ignore[arg-type]
    assert len(later.next_pages) <= 6666


class _Big:
    def __init__(self, body: bytes) -> None:
        self.body = body

    def answer(self, method: str, path: str, query: dict[str, str], body: bytes) -> tuple[str, bytes]:
        return "text/html", self.body
