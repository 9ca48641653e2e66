"""The frontier: what is still to be fetched, and what is out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scraper.model import PageRequest
from scraper.store.frontier import Errand, Frontier
from scraper.store.state import Store

if TYPE_CHECKING:
    from pathlib import Path

SECTION = "http://portal.example/list.html"


def errand(kind: str, url: str, page_number: int = 0) -> Errand:
    return Errand(kind, PageRequest(url), "portal.example", SECTION, page_number=page_number)  # type: ignore[arg-type]


def test_what_ends_a_list_page_that_was_dropped_while_it_was_out_ends_no_article(tmp_path: Path) -> None:
    store = Store.open(tmp_path)
    frontier = Frontier(store)
    frontier.add([errand("list", f"{SECTION}?page=2", 2)])
    out = frontier.lease()
    assert out is not None
    frontier.drop_lists(SECTION)
    frontier.add([errand("article", "http://portal.example/a.html")])
    frontier.finish(out)
    assert frontier.has_pending(SECTION)
    article = frontier.lease()
    assert article is not None
    assert article.request.url == "http://portal.example/a.html"
    store.close()


def order(tmp_path: Path, *errands: Errand) -> list[tuple[str, int]]:
    """Lease these of one host one after the other; give kind and page number of each."""
    store = Store.open(tmp_path)
    frontier = Frontier(store)
    frontier.add(errands)
    told = []
    while (out := frontier.lease()) is not None:
        told.append((out.kind, out.page_number))
        frontier.finish(out)
    store.close()
    return told


def test_first_page_of_every_section_comes_before_further_pages_of_one(tmp_path: Path) -> None:
    given = (errand("list", f"{SECTION}?page=2", 1), errand("target", "http://portal.example/other.html"))
    assert order(tmp_path, *given) == [("target", 0), ("list", 1)]


def test_known_pages_wait_for_the_lists_but_not_for_one_without_an_end(tmp_path: Path) -> None:
    given = (
        errand("revisit", "http://portal.example/gone.html", 1_000_000),
        errand("list", f"{SECTION}?page=400", 400),
        errand("revisit", "http://portal.example/a.html"),
        errand("list", f"{SECTION}?page=30", 30),
        errand("article", "http://portal.example/b.html", 400),
    )
    wanted = [("article", 400), ("list", 30), ("revisit", 0), ("list", 400), ("revisit", 1_000_000)]
    assert order(tmp_path, *given) == wanted
