"""How a crawl ends before its end, and what it says of targets and lists that give nothing."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import orjson

from scraper.store.status import read_status
from tests.crawling import ROOT, articles, chengxi, crawl, set_aside
from tests.portal.server import Answer, Portal
from tests.test_crawl import portal_of

LOCAL = ("--allow-network", "127.0.0.0/8", "--json")


def free_port() -> int:
    with socket.socket() as bound:
        bound.bind(("127.0.0.1", 0))
        return int(bound.getsockname()[1])


def interrupted(output: Path, portal: Portal, after: int, delay: str = "0.2") -> subprocess.CompletedProcess[str]:
    """Crawl, and send SIGINT to the whole process group, as a terminal does, after so many requests."""
    command = [sys.executable, "-c", "from scraper.cli import main; main()", "crawl", f"{portal.url}/list.html", *LOCAL]
    started = subprocess.Popen(
        [*command, "--delay", delay, "--output", str(output)],
        cwd=ROOT,
        env={name: value for name, value in os.environ.items() if not name.startswith("CHENGXI_")},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    deadline = time.monotonic() + 60
    while len(portal.requests) < after and time.monotonic() < deadline:
        time.sleep(0.1)
    os.killpg(started.pid, signal.SIGINT)
    out, err = started.communicate(timeout=60)
    return subprocess.CompletedProcess(command, started.returncode, out, err)


def test_interrupted_crawl_says_so_and_the_next_one_goes_on(tmp_path: Path) -> None:
    with Portal(portal_of(30)) as portal:
        done = interrupted(tmp_path, portal, after=5)
        assert done.returncode == 130
        assert orjson.loads(done.stdout)["stopped"] == "interrupted"
        assert len(articles(tmp_path)) < 30
        assert [section.last_run is not None for section in read_status(tmp_path)] == [True]
        assert crawl(tmp_path, f"{portal.url}/list.html").code == 0
    assert len(articles(tmp_path)) == len({line["id"] for line in articles(tmp_path)}) == 30


def test_interrupted_crawl_waits_for_none_of_the_pages_whose_turn_has_not_come(tmp_path: Path) -> None:
    with Portal(portal_of(30)) as portal:
        assert interrupted(tmp_path, portal, after=4, delay="0.6").returncode == 130
        # Sixteen are leased ahead for a host. The list, robots.txt, two articles, and what was under way:
        assert len(portal.requests) <= 6


def test_interrupted_crawl_leaves_an_article_whose_files_did_not_come_to_the_next_run(tmp_path: Path) -> None:
    answers = dict(portal_of(2))
    for path in [path for path in answers if "list" not in path]:
        names = [f"{path.removesuffix('.html')}-{number}.csv" for number in range(6)]
        links = "".join(f'<p><a href="{name}">附件：{name[-5]}号表.csv</a></p>' for name in names)
        body = answers[path].body.replace(b"</body>", links.encode() + b"</body>")
        answers[path] = replace(answers[path], body=body)
        answers |= {name: Answer(f"村名,{name}\n河滩村,12\n".encode(), "text/csv") for name in names}
    with Portal(answers) as portal:
        interrupted(tmp_path, portal, after=6, delay="0.3")
        assert articles(tmp_path) == []
        assert crawl(tmp_path, f"{portal.url}/list.html").code == 0
    assert [sum("sha256" in file for file in line["attachments"]) for line in articles(tmp_path)] == [6, 6]


def test_dead_port_is_unreachable_not_a_matter_of_robots(tmp_path: Path) -> None:
    run = crawl(tmp_path, f"http://127.0.0.1:{free_port()}/list.html")
    assert run.code == 1
    assert [line["outcome"] for line in set_aside(tmp_path)] == ["unreachable"]
    assert "whether the server is up" in run.err
    assert "robots" not in run.err


def test_list_shorter_than_it_says_is_told(tmp_path: Path) -> None:
    answers = portal_of(5)
    page = answers["/list.html"].body.replace(b"</ul>", "</ul><div class=page>共 60 页 1183 条记录</div>".encode())
    with Portal(answers | {"/list.html": replace(answers["/list.html"], body=page)}) as portal:
        run = crawl(tmp_path, f"{portal.url}/list.html")
    (section,) = run.report["sections"]
    assert run.code == 0
    assert section["notes"] == ["listed 5 of 1183 stated: the list gave no more rows than these"]
    assert read_status(tmp_path)[0].stated == 1183


def test_list_page_that_fails_is_told_and_the_list_is_read_again(tmp_path: Path) -> None:
    answers = portal_of(25)
    with Portal(answers | {"/list_2.html": Answer(b"<h1>broken</h1>", status=500)}) as portal:
        first = crawl(tmp_path, f"{portal.url}/list.html")
        portal.answers = answers
        second = crawl(tmp_path, f"{portal.url}/list.html")
    assert (first.code, first.report["sections"][0]["listed"]) == (1, 10)
    assert "list page 2 could not be read" in first.report["sections"][0]["notes"][0]
    assert (second.code, len(articles(tmp_path))) == (0, 25)


def test_section_of_another_name_is_refused_and_nothing_is_walked(tmp_path: Path) -> None:
    with Portal(portal_of(2)) as known:
        crawl(tmp_path, f"{known.url}/list.html")
        with Portal(portal_of(5)) as portal:
            run = crawl(tmp_path, f"{portal.url}/list.html", "--section", "nope")
            assert run.code == 1
            assert "not nope" in run.err
            assert [path for path in portal.requests if path.startswith("/a/")] == []
        assert len(articles(tmp_path)) == 2
        assert [section.url for section in read_status(tmp_path)] == [f"{known.url}/list.html"]


def test_section_of_another_name_is_refused_before_an_archive_is_begun(tmp_path: Path) -> None:
    with Portal(portal_of(5)) as portal:
        run = crawl(tmp_path / "output", f"{portal.url}/list.html", "--section", "nope")
    assert run.code == 2
    assert "no section named nope; there are: 通知公告" in run.err
    assert not (tmp_path / "output").exists()


def test_section_that_is_named_rightly_is_crawled_into_a_new_archive(tmp_path: Path) -> None:
    with Portal(portal_of(2)) as portal:
        assert crawl(tmp_path / "output", f"{portal.url}/list.html", "--section", "通知公告").code == 0
    assert len(articles(tmp_path / "output")) == 2


def test_refused_address_is_told_with_its_cure_once(tmp_path: Path) -> None:
    run = chengxi("crawl", "http://10.1.2.3/", "--output", tmp_path)
    assert run.code == 1
    assert run.err.count("--allow-network") == 1


def test_limit_of_articles_holds_and_is_told(tmp_path: Path) -> None:
    with Portal(portal_of(25)) as portal:
        run = crawl(tmp_path, f"{portal.url}/list.html", "--max-articles", "3")
    assert len(articles(tmp_path)) == 3
    assert run.report["stopped"] == "--max-articles 3 is reached"


def test_mistyped_target_makes_status_ill_only_until_a_good_run(tmp_path: Path) -> None:
    crawl(tmp_path, f"http://127.0.0.1:{free_port()}/list.html")
    assert [section.is_ill for section in read_status(tmp_path)] == [True]
    with Portal(portal_of(3)) as portal:
        assert crawl(tmp_path, f"{portal.url}/list.html").code == 0
    assert [section.is_ill for section in read_status(tmp_path)] == [False]


def test_address_that_is_none_writes_nothing(tmp_path: Path) -> None:
    run = crawl(tmp_path / "output", "http://127.0.0.1:99999/")
    assert run.code == 2
    assert not (tmp_path / "output").exists()


def test_target_that_is_an_article_is_not_ill(tmp_path: Path) -> None:
    with Portal(portal_of(5)) as portal:
        assert crawl(tmp_path, f"{portal.url}/a/t20240504_3.html").code == 0
    assert [section.is_ill for section in read_status(tmp_path)] == [False]
