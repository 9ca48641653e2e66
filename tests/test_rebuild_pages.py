"""What a state database that was made again knows of files, pages and sections."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

import orjson
import pytest

from scraper.store.files import keep_file
from scraper.store.rebuild_pages import note_page, settle_pages
from scraper.store.state import Store
from scraper.store.verify import Verifier
from tests.crawling import chengxi, crawl
from tests.portal.server import Portal
from tests.test_crawl import portal_of

SECTION = "http://portal.example/list.html"
DIGEST = "sha1:GO7UPYKQ5EDOBMBJ4T3PBCRQVZVV6QCX"


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = Store.open(tmp_path / "output")
    yield opened
    opened.close()


def line(number: int, **values: object) -> dict[str, object]:
    return {
        "id": f"{number:016x}",
        "revision": 1,
        "change": "new",
        "status": "ok",
        "url": f"http://portal.example/{number}.html",
        "canonical_url": f"http://portal.example/{number}.html",
        "site": "portal.example",
        "section": "通知公告",
        "sections": [{"name": "通知公告", "url": SECTION, "first_seen": "2026-05-01T00:00:00+00:00"}],
        "http": {"status": 200, "etag": '"7"', "last_modified": "Fri, 01 May 2026 00:00:00 GMT"},
        "fetched_at": "2026-05-01T00:00:10+00:00",
        "warc": {"file": "warc/x", "offset": 0, "length": 9, "digest": DIGEST},
    } | values


def aside(number: int, **values: object) -> dict[str, object]:
    told = {"url": f"http://portal.example/{number}.html", "site": "portal.example", "section": "通知公告"}
    return (
        told | {"outcome": "not_article", "reasons": ["too short"], "fetched_at": "2026-05-01T00:00:20+00:00"} | values
    )


def page(store: Store, number: int) -> dict[str, object]:
    cursor = store.db.execute("SELECT * FROM pages WHERE url = ?", (f"http://portal.example/{number}.html",))
    row = cursor.fetchone()
    return {} if row is None else dict(zip([item[0] for item in cursor.description], row, strict=True))


def run_of(store: Store, run_id: str, *, is_walked: bool) -> None:
    folder = store.output / "runs"
    folder.mkdir(exist_ok=True)
    section = {"url": SECTION, "is_walked": is_walked, "new": 1, "seconds": 60.0, "expected": 40}
    (folder / f"{run_id}.json").write_bytes(
        orjson.dumps({"run_id": run_id, "ended_at": "2026-05-01T00:01:00+00:00", "sections": [section]})
    )


def walked_at(store: Store) -> object:
    return store.rows("SELECT walked_at FROM sections WHERE url = ?", (SECTION,))[0][0]


def test_text_beside_an_attachment_keeps_its_digest(store: Store) -> None:
    kept = keep_file(store, b"%PDF-1.4 x", "pdf", "application/pdf", "附件的文字")
    store.run("DELETE FROM files")
    item = {"path": kept.path, "sha256": kept.sha256, "bytes": 10, "text_path": kept.text_path}
    note_page(store, None, line(1, attachments=[item]))
    told = store.rows("SELECT text_path, text_sha256 FROM files")
    assert told == [(kept.text_path, hashlib.sha256("附件的文字".encode()).hexdigest())]
    store.commit()
    assert [found.kind for found in Verifier(store.output).verify().damages] == []


def test_article_is_due_a_while_after_it_was_fetched(store: Store) -> None:
    note_page(store, None, line(1))
    settle_pages(store)
    assert "2026-05-03" < str(page(store, 1)["next_check"]) < "2026-05-10"


def test_validators_and_response_come_back(store: Store) -> None:
    note_page(store, None, line(1))
    known = page(store, 1)
    assert (known["etag"], known["last_modified"]) == ('"7"', "Fri, 01 May 2026 00:00:00 GMT")
    assert len(str(known["body_sha1"])) == 40
    assert orjson.loads(str(known["warc"])) == ["http://portal.example/1.html", "2026-05-01T00:00:10Z", DIGEST]


def test_later_revision_brings_its_own_validators(store: Store) -> None:
    note_page(store, None, line(1))
    later = {"revision": 2, "change": "edited", "http": {"status": 200}, "fetched_at": "2026-05-09T00:00:00+00:00"}
    note_page(store, None, line(1, **later))
    known = page(store, 1)
    assert (known["etag"], known["changes"], known["last_checked"]) == (None, 1, "2026-05-09T00:00:00+00:00")


def test_page_set_aside_belongs_to_the_section_that_its_line_names(store: Store) -> None:
    note_page(store, None, line(1))
    note_page(store, None, aside(2, warc=line(1)["warc"]))
    settle_pages(store)
    assert page(store, 2)["section_url"] == SECTION
    assert str(page(store, 2)["next_check"]).startswith("2026-05-02")


def test_row_that_was_never_asked_for_is_not_asked_for_after_a_rebuild(store: Store) -> None:
    note_page(store, None, aside(2))
    settle_pages(store)
    assert page(store, 2)["next_check"] is None


def test_attachment_that_was_set_aside_is_no_page(store: Store) -> None:
    note_page(store, None, aside(2, reasons=["attachment of http://portal.example/1.html: empty"]))
    assert page(store, 2) == {}


def test_section_that_a_run_walked_to_its_end_counts_as_walked(store: Store) -> None:
    note_page(store, None, line(1))
    run_of(store, "20260501T000000Z-abc", is_walked=True)
    settle_pages(store)
    assert walked_at(store) == "2026-05-01T00:00:00+00:00"


def test_section_that_was_left_half_way_is_walked_again(store: Store) -> None:
    note_page(store, None, line(1))
    run_of(store, "20260501T000000Z-abc", is_walked=False)
    settle_pages(store)
    assert walked_at(store) is None


def test_pages_of_a_killed_run_make_the_list_be_read_whole_again(store: Store) -> None:
    note_page(store, None, line(1))
    note_page(store, None, line(2, fetched_at="2026-05-07T00:00:00+00:00"))
    run_of(store, "20260501T000000Z-abc", is_walked=True)
    settle_pages(store)
    assert walked_at(store) is None


@pytest.mark.parametrize("source", ["articles", "warc"])
def test_known_articles_are_not_fetched_again_after_a_rebuild(tmp_path: Path, source: str) -> None:
    with Portal(portal_of(12)) as portal:
        crawl(tmp_path, f"{portal.url}/list.html")
        for path in tmp_path.glob("state.sqlite3*"):
            path.unlink()
        chengxi("rebuild", "--from", source, "--output", tmp_path)
        portal.requests.clear()
        run = crawl(tmp_path, f"{portal.url}/list.html")
    assert run.report["sections"][0]["requests"] == 1
    assert portal.requests == ["/robots.txt", "/list.html"]
