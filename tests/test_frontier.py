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
