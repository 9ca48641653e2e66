"""What portals edited, removed and brought back: on the command line, on the web page, as a feed, for programs."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from scraper.archive import Archive
from scraper.index.changes import KINDS
from scraper.web.marks import diff_rows, excerpts
from tests.archive_maker import append, finished, make_line
from tests.test_cli import chengxi
from tests.web_archive import EDITED, GONE, by_title, make_web_archive


@pytest.fixture(scope="module")
def output(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_web_archive(tmp_path_factory.mktemp("changes") / "output", 8)


def seen(output: Path, query: str = "", **asked: Any) -> list[tuple[str, str]]:
    with Archive(output) as archive:
        return [(event.kind, event.value("title")) for event in archive.changes(query, **asked)]


def test_what_a_portal_did_is_told_last_seen_first(output):
    assert seen(output) == [("removed", GONE), ("edited", EDITED)]


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"since": "2026-01-07"}, [GONE]),
        ({"until": "2026-01-06"}, [EDITED]),
        ({"since": "2026-01-06", "until": "2026-01-06"}, [EDITED]),
        ({"since": "2026-02"}, []),
        ({"kinds": ("edited",)}, [EDITED]),
        ({"site": "longquan.example.cn"}, []),
        ({"query": "用水价格"}, [EDITED]),
        ({"query": "预算收支"}, [GONE]),
    ],
)
def test_days_of_seeing_kinds_sites_and_words_narrow_it(output, asked, found):
    assert [title for _, title in seen(output, **asked)] == found


def test_what_was_published_long_ago_is_found_by_the_day_on_which_it_went(output):
    assert seen(output, "after:2024-01 before:2024-12", since="2026") == [("removed", GONE)]


def test_new_articles_are_told_when_they_are_asked_for(output):
    assert len(seen(output, kinds=("new",))) == 12


def test_an_article_that_came_back_is_told_beside_the_text_before_it_went(tmp_path):
    line = make_line("水价", "一", flags=[])
    stone = {key: line[key] for key in ("schema", "id", "url", "canonical_url", "site")}
    gone = finished(
        {**stone, "revision": 2, "change": "removed", "status": "removed", "fetched_at": "2026-01-06T02:00:00Z"}
    )
    back = finished({**line, "revision": 3, "change": "back", "text": "二", "fetched_at": "2026-01-07T02:00:00Z"})
    append(tmp_path, [line, gone, back])
    with Archive(tmp_path) as archive:
        events = list(archive.changes())
    assert [event.kind for event in events] == ["back", "removed"]
    assert [event.before["revision"] for event in events] == [1, 1]


def test_a_removal_tells_why_and_which_copy_proves_the_text(output):
    run = chengxi("changes", "--kind", "removed", "--format", "jsonl", "-o", str(output))
    told = json.loads(run.stdout)
    assert (told["change"], told["title"], told["reasons"]) == ("removed", GONE, ["http_404_twice"])
    assert told["before"]["revision"] == 1
    assert len(told["before"]["content_sha256"]) == 64


def test_table_shows_an_edit_with_what_stood_before_and_after(output):
    told = chengxi("changes", "用水", "-o", str(output)).stdout
    assert "-特困家庭用水价格不变。\n" in told
    assert "+特困家庭、低保家庭用水价格不变。\n" in told
    assert told.endswith("1 change: 1 edited.\n")


def test_csv_has_its_heading_also_where_nothing_changed(output):
    tables = [
        chengxi("changes", *asked, "--format", "csv", "-o", str(output)).stdout for asked in ((), ("--since", "2027"))
    ]
    some, none = (list(csv.reader(io.StringIO(table.removeprefix("\ufeff")))) for table in tables)
    assert none == [some[0]]
    assert len(some) == 3
    assert {len(row) for row in some} == {len(some[0])}


@pytest.mark.parametrize("asked", [["(("], ["--since", "soon"], ["--kind", "lost"]])
def test_what_cannot_be_read_starts_nothing(output, asked):
    run = chengxi("changes", *asked, "-o", str(output))
    assert run.returncode == 2
    assert "Traceback" not in run.stderr


def test_page_shows_the_days_with_what_changed_in_each_edit(page):
    told = page.get("/changes").text
    assert told.index("2026-01-07") < told.index(GONE) < told.index("2026-01-06") < told.index(EDITED)
    assert "<ins>家庭、低保</ins>" in told
    assert f"/article/{by_title(EDITED)}/revisions?to=2" in told


def test_page_narrows_to_a_kind_and_keeps_it_in_its_forms(page):
    told = page.get("/changes?kind=removed").text
    assert GONE in told
    assert EDITED not in told
    assert told.count('name="kind" value="removed"') == 2


def test_a_kind_is_put_in_and_taken_out_by_its_link(page):
    assert 'href="/changes?kind=removed&amp;kind=back"' in page.get("/changes").text
    assert 'href="/changes"' in page.get("/changes?kind=removed&kind=back").text


def test_feed_has_an_entry_a_change_that_no_later_change_of_the_article_hides(page):
    tree = etree.fromstring(page.get("/changes.atom").body)
    space = {"a": "http://www.w3.org/2005/Atom"}
    ids = [node.text for node in tree.iterfind("a:entry/a:id", space)]
    assert ids == [f"urn:chengxi:{by_title(GONE)}:2", f"urn:chengxi:{by_title(EDITED)}:2"]
    assert [node.get("term") for node in tree.iterfind("a:entry/a:category", space)] == ["removed", "edited"]


def test_programs_get_changes_in_pages_and_are_told_what_cannot_be_read(page):
    told = json.loads(page.get("/api/changes?limit=1&start=1").text)
    assert (told["total"], [each["title"] for each in told["changes"]]) == (2, [EDITED])
    for bad in ("kind=lost", "since=soon", "q=((", "limit=x"):
        answer = page.get(f"/api/changes?{bad}")
        assert (answer.status, "error" in json.loads(answer.text)) == (400, True)


def test_all_kinds_of_an_article_line_can_be_asked_for():
    from typing import get_args

    from scraper.fields import ChangeKind

    assert set(KINDS) == set(get_args(ChangeKind))


def test_an_excerpt_keeps_what_stands_around_a_change():
    old = "甲" * 50 + "七月一日" + "乙" * 50 + "\n同"
    new = "甲" * 50 + "九月一日" + "乙" * 50 + "\n同\n新段"
    first, second = excerpts(diff_rows(old, new), 3)
    assert "".join(piece.text for piece in first.left) == "…" + "甲" * 14 + "七" + "月一日" + "乙" * 11 + "…"
    assert [piece.text for piece in second.right] == ["新段"]
    assert second.left == ()


def test_a_paragraph_that_was_written_anew_is_shown_whole():
    old, new = "各村认真做好汛期值班工作，每日报送水位记录。", "更正：请各村相互转告，把新的值班表张贴在公开栏内。"
    (row,) = diff_rows(old, new)
    assert ([piece.text for piece in row.left], [piece.text for piece in row.right]) == ([old], [new])
