"""show, status, compact, import, schedule: what an operator asks of the archive."""

from __future__ import annotations

import gzip
import shutil
import sqlite3
import subprocess
from contextlib import closing
from pathlib import Path

import orjson
import pytest

from pipelines import workers
from scraper.cli import import_warc, schedule
from scraper.cli import show as show_module
from scraper.store.schema import VERSION
from scraper.store.verify import Verifier
from tests.crawling import articles, chengxi, crawl, set_aside
from tests.portal.server import Portal
from tests.test_crawl import article, portal_of

EDITED = "更正：值班时间改为每日八时至二十时，请各村相互转告，并把更正后的值班表张贴在村务公开栏内。"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    output = tmp_path_factory.mktemp("made") / "output"
    with Portal(portal_of(8)) as portal:
        crawl(output, f"{portal.url}/list.html", env={"CHENGXI_NOW": "2024-06-01T00:00:00Z"})
        portal.answers = portal_of(8) | {"/a/t20240504_3.html": article(3, EDITED)}
        crawl(output, f"{portal.url}/list.html", "--full", env={"CHENGXI_NOW": "2024-07-02T00:00:00Z"})
    return output


@pytest.fixture
def archive(made: Path, tmp_path: Path) -> Path:
    return shutil.copytree(made, tmp_path / "output")


def edited_id(output: Path) -> str:
    return next(line["id"] for line in articles(output) if line["change"] == "edited")


def test_show_diff_tells_what_the_edit_changed(archive: Path) -> None:
    run = chengxi("show", edited_id(archive), "--diff", "--output", archive)
    assert f"+{EDITED}" in run.out
    assert any(line.startswith("-第3号通知") for line in run.out.splitlines())


def test_show_diff_of_a_revision_with_the_same_text_names_the_fields_that_changed(archive: Path) -> None:
    log = next(archive.glob("articles/*/2024-06.jsonl"))
    first = orjson.loads(log.read_bytes().splitlines()[0])
    newer = first | {"revision": 2, "change": "reprocessed", "published": "2024-05-09T08:00:00+08:00"}
    said = show_module.changes([first, newer], newer)
    assert said == [
        "Title and text are those of revision 1.",
        f"published: {first['published']} became 2024-05-09T08:00:00+08:00",
    ]


def test_show_original_gives_the_body_as_served(archive: Path) -> None:
    run = chengxi("show", edited_id(archive), "--revision", "1", "--original", "--output", archive)
    assert run.out.encode() == article(3).body


def test_show_takes_the_beginning_of_an_id_and_refuses_an_unknown_one(archive: Path) -> None:
    assert "revision 2: edited" in chengxi("show", edited_id(archive)[:8], "--output", archive).out
    assert "revision 2: edited" in chengxi("show", f"{edited_id(archive)}\r", "--output", archive).out  # from a CSV
    refused = chengxi("show", "ffffffffffffffff", "--output", archive)
    assert refused.code == 2
    assert "no article has this id" in refused.err


def test_show_takes_the_address_of_an_article(archive: Path) -> None:
    line = next(line for line in articles(archive) if line["change"] == "edited")
    run = chengxi("show", f"{line['url']}?utm_source=mail#top", "--output", archive)
    assert "revision 2: edited" in run.out


def test_show_of_an_address_that_is_not_there_says_so(archive: Path) -> None:
    run = chengxi("show", "http://other.example/1.html", "--output", archive)
    assert run.code == 2
    assert "no article of this address is in the archive" in run.err


def test_compacted_months_are_read_by_show_search_and_verify(archive: Path) -> None:
    lines = articles(archive)
    run = chengxi("compact", "--output", archive, env={"CHENGXI_NOW": "2024-08-01T00:00:00Z"})
    assert "2 logs of past months" in run.out
    assert list(archive.glob("articles/*/*.jsonl")) == []
    assert Verifier(archive).verify().damages == []
    assert f"+{EDITED}" in chengxi("show", edited_id_of(lines), "--diff", "--output", archive).out
    assert len(chengxi("search", "水位记录", "--format", "jsonl", "--output", archive).out.splitlines()) == 8


def edited_id_of(lines: list[dict]) -> str:
    return next(line["id"] for line in lines if line["change"] == "edited")


def test_rebuild_of_a_compacted_archive_changes_nothing(archive: Path) -> None:
    chengxi("compact", "--output", archive, env={"CHENGXI_NOW": "2024-08-01T00:00:00Z"})
    before = {path: path.read_bytes() for path in archive.glob("articles/*/*")}
    run = chengxi("rebuild", "--from", "warc", "--output", archive)
    assert "0 restored" in run.out
    assert {path: path.read_bytes() for path in archive.glob("articles/*/*")} == before


def test_status_tells_listed_against_stored(archive: Path) -> None:
    run = chengxi("status", "--json", "--output", archive)
    assert run.code == 0
    (section,) = run.report["sections"]
    assert (section["listed"], section["stored"], section["waiting"]) == (8, 8, 0)
    assert section["last_new"].startswith("2024-06-01")


def test_status_and_crawl_count_an_article_that_the_portal_removed_as_removed(tmp_path: Path) -> None:
    answers = portal_of(8)
    with Portal(answers) as portal:
        crawl(tmp_path, f"{portal.url}/list.html")
        portal.answers = {path: answer for path, answer in answers.items() if not path.endswith("_3.html")}
        told = crawl(tmp_path, f"{portal.url}/list.html", "--full").report["sections"][0]
    (section,) = chengxi("status", "--json", "--output", tmp_path).report["sections"]
    assert (told["stored"], told["removed"]) == (section["stored"], section["removed"]) == (7, 1)
    assert "removed" in chengxi("status", "--output", tmp_path).out.splitlines()[1]


@pytest.mark.parametrize("verb", ["status", "search", "sql", "show", "verify", "rebuild"])
def test_archive_of_a_newer_version_is_refused_with_two(archive: Path, verb: str) -> None:
    with closing(sqlite3.connect(archive / "state.sqlite3")) as state:
        state.execute(f"PRAGMA user_version = {VERSION + 1}")
    words = {"search": ["通知"], "sql": ["SELECT 1"], "show": ["0123"]}.get(verb, [])
    run = chengxi(verb, *words, "--output", archive)
    assert (run.code, "written by a newer chengxi" in run.err) == (2, True)


def test_show_of_a_removed_article_gives_its_last_text_and_says_so(tmp_path: Path) -> None:
    answers = portal_of(4)
    with Portal(answers) as portal:
        crawl(tmp_path, f"{portal.url}/list.html")
        portal.answers = {path: answer for path, answer in answers.items() if not path.endswith("_3.html")}
        crawl(tmp_path, f"{portal.url}/list.html", "--full")
    gone = next(line["id"] for line in articles(tmp_path) if line["change"] == "removed")
    said = chengxi("show", gone, "--output", tmp_path).out
    assert "removed from the portal, seen on " in said
    assert "(removed_404); this is revision 1" in said
    assert "第3号通知要求各村" in said
    assert chengxi("show", gone, "--original", "--output", tmp_path).out.encode() == article(3).body
    assert chengxi("show", gone, "--json", "--output", tmp_path).report["status"] == "removed"
    assert "(no text: removed)" in chengxi("show", gone, "--revision", "2", "--output", tmp_path).out


def test_output_that_is_a_file_is_told_as_such(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("x")
    run = chengxi("status", "--output", tmp_path / "a")
    assert (run.code, "is a file, not the folder of an archive" in run.err) == (2, True)


def test_status_of_a_section_that_could_not_be_read_ends_with_one(tmp_path: Path) -> None:
    answers = portal_of(8)
    with Portal(answers) as portal:
        crawl(tmp_path, f"{portal.url}/list.html")
        portal.answers = {}
        crawl(tmp_path, f"{portal.url}/list.html")
    run = chengxi("status", "--output", tmp_path)
    assert run.code == 1
    assert "404" in run.err


def foreign_warc(path: Path, count: int) -> None:
    """A WARC/1.0 as others write it: no digests, one body chunked, with a picture behind the pages."""
    pages = [(f"http://old.example.gov.cn/a/{n}.html", article(n).body, "text/html") for n in range(1, count + 1)]
    out = b""
    for url, sent, kind in [*pages, ("http://old.example.gov.cn/x.png", b"\x89PNG", "image/png")]:
        head, body = f"HTTP/1.1 200 OK\r\nContent-Type: {kind}\r\n".encode(), sent
        if url.endswith("/1.html"):
            body = b"%x\r\n%s\r\n0\r\n\r\n" % (len(sent), sent)
            head += b"Transfer-Encoding: chunked\r\n"
        block = head + b"\r\n" + body
        named = f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: {url}\r\nWARC-Date: 2019-03-04T05:06:07Z\r\n"
        named += f"WARC-Record-ID: <urn:x:{len(out)}>\r\nContent-Type: application/http; msgtype=response\r\n"
        out += gzip.compress(named.encode() + b"Content-Length: %d\r\n\r\n" % len(block) + block + b"\r\n\r\n")
    path.write_bytes(out)


def test_import_stores_pages_of_a_foreign_warc_at_their_time(tmp_path: Path) -> None:
    foreign_warc(tmp_path / "foreign.warc.gz", 10)
    run = chengxi("import", tmp_path / "foreign.warc.gz", "--output", tmp_path / "o")
    lines = articles(tmp_path / "o")
    assert run.code == 0, run.err
    assert len(lines) == 10
    assert {line["fetched_at"] for line in lines} == {"2019-03-04T05:06:07+00:00"}
    assert Verifier(tmp_path / "o").verify().damages == []


def test_second_import_of_the_same_file_adds_nothing(tmp_path: Path) -> None:
    foreign_warc(tmp_path / "foreign.warc.gz", 10)
    for _ in range(2):
        chengxi("import", tmp_path / "foreign.warc.gz", "--output", tmp_path / "o")
    assert len(articles(tmp_path / "o")) == 10


def test_import_sets_pages_aside_that_take_too_long(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    foreign_warc(tmp_path / "foreign.warc.gz", 2)
    monkeypatch.setattr(workers, "PAGE_SECONDS", 0.0)
    import_warc.command.main([str(tmp_path / "foreign.warc.gz"), "-o", str(tmp_path / "o")], standalone_mode=False)
    assert articles(tmp_path / "o") == []
    assert ["kept its worker busy" in line["reasons"][0] for line in set_aside(tmp_path / "o")] == [True, True]


ODD = "100% it's"  # a folder that every shell and every timer reads otherwise


def test_cron_line_runs_as_it_is_printed(tmp_path: Path) -> None:
    (tmp_path / ODD).mkdir()
    options = ("--output", str(tmp_path / ODD / "o"), "--sites", str(tmp_path / ODD), "--contact", "me@example.org")
    line = chengxi("schedule", "--print", "cron", *options).out.strip()
    minute, *_, command = line.split(" ", 5)
    assert minute == "*/30"
    assert "\\%" in command
    script = command.replace("\\%", "%").replace("--quiet", "")  # as cron hands it to the shell
    done = subprocess.run(["sh", "-c", script], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert "No section of a known portal is due" in done.stdout


def test_timer_of_systemd_escapes_what_systemd_reads() -> None:
    words = ["chengxi", "--output", f"/srv/{ODD}/$HOME"]
    text = schedule.timer("systemd", words, f"/srv/{ODD}")
    assert f"WorkingDirectory=/srv/{ODD.replace('%', '%%')}\n" in text
    assert """ExecStart=chengxi --output "/srv/100%% it's/$$HOME"\n""" in text


def test_timer_keeps_what_the_command_was_given(tmp_path: Path) -> None:
    (tmp_path / "a.toml").write_text('contact = "me@example.org"\nsites = "mine"\n')
    run = chengxi("schedule", "--print", "systemd", "--config", tmp_path / "a.toml", "--output", tmp_path / "o")
    for given in (f"--output {tmp_path}/o", f"--config {tmp_path}/a.toml", "--sites ", "--contact me@example.org"):
        assert given in run.out
    assert run.err == ""


def test_timer_without_a_contact_is_told(tmp_path: Path) -> None:
    assert "--contact" in chengxi("schedule", "--print", "cron", "--output", tmp_path / "o").err


def test_section_is_due_only_after_its_interval(tmp_path: Path) -> None:
    with Portal(portal_of(5)) as portal:
        (tmp_path / "sites").mkdir()
        (tmp_path / "sites/river.toml").write_text(
            f'name = "river"\nhosts = ["{portal.url.removeprefix("http://")}"]\ninterval = "1d"\n'
            f'[[sections]]\nname = "通知公告"\nurl = "{portal.url}/list.html"\n'
        )
        counts = []
        for at in ("2024-06-01T00:00:00Z", "2024-06-01T12:00:00Z", "2024-06-02T01:00:00Z"):
            portal.requests.clear()
            run = crawl(tmp_path / "output", "--due", env={"CHENGXI_NOW": at})
            assert run.code == 0, run.err
            counts.append(portal.requests.count("/list.html"))
    assert counts == [1, 0, 1]


@pytest.mark.parametrize("verb", ["status", "crawl", "search"])
def test_a_state_that_is_no_database_ends_with_two_and_the_cure(tmp_path: Path, verb: str) -> None:
    (tmp_path / "state.sqlite3").write_bytes(bytes(range(256)) * 8)
    target = (
        ("http://127.0.0.1:9/list.html", "--allow-network", "127.0.0.0/8")
        if verb == "crawl"
        else ("通知",) * (verb == "search")
    )
    run = chengxi(verb, *target, "--output", tmp_path)
    assert run.code == 2
    assert "chengxi rebuild --from articles" in run.err
