"""A crawl of a server that misbehaves in 126 ways: no hang, no crash, nothing internal asked, no junk stored."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.request import urlopen

import orjson
import pytest

from tests.crawling import ROOT, articles, set_aside

CONTROL = "http://127.0.0.1:18800"
# Known: a body of nothing but dates is taken for a text.
NO_LIST: dict[str, int] = {}
JUNK_KEPT = ["http://portal.test:18810/c/regex_bomb/x"]
# These stop the whole host, or change its robots.txt: each in a crawl of its own.
ALONE = ["status_412", "challenge_200", "retry_after_long", "robots_huge", "robots_html", "robots_deny"]


def control(path: str) -> Any:
    with urlopen(CONTROL + path, timeout=10) as answer:
        return json.load(answer)


@pytest.fixture(scope="module")
def server(shared: Path) -> Iterator[None]:
    """The hostile server."""
    process = subprocess.Popen([sys.executable, shared / "hostile/hostile.py"], stdout=subprocess.DEVNULL)
    try:
        for _ in range(100):
            try:
                control("/cases")
                break
            except OSError:
                time.sleep(0.1)
        yield
    finally:
        process.kill()
        process.wait()


def crawl_cases(output: Path, cases: list[str]) -> dict[str, Any]:
    control(f"/start?case={cases[0]}")
    done = subprocess.run(
        [sys.executable, "-m", "tests.hostile_crawl", str(output), *cases],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=170,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    report = orjson.loads(done.stdout.splitlines()[-1])
    log = control("/log")
    return report | {"canary": log["canary"], "off": log["off"]}


@pytest.fixture(scope="module")
def hostile(server: None, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, Any]]:
    """All cases that need no crawl of their own, crawled at once."""
    output = tmp_path_factory.mktemp("hostile") / "output"
    cases = [case for case in control("/cases") if case not in ALONE]
    return output, crawl_cases(output, cases)


@pytest.mark.shared
def test_no_internal_address_is_asked(hostile) -> None:
    assert hostile[1]["canary"] == []


@pytest.mark.shared
def test_no_article_is_followed_to_another_site(hostile) -> None:
    assert hostile[1]["off"] == []


@pytest.mark.shared
def test_no_junk_is_stored_as_an_article(hostile) -> None:
    junk = [
        line["url"]
        for line in articles(hostile[0])
        if "JUNKMARK" in json.dumps(line.get("text", "") + line.get("title", ""))
    ]
    assert junk == JUNK_KEPT


@pytest.mark.shared
def test_good_neighbours_of_each_hostile_page_are_stored(hostile, capsys: pytest.CaptureFixture[str]) -> None:
    output, report = hostile
    stored = {line["url"] for line in articles(output)}
    cases = {section["url"].rstrip("/").rsplit("/", 1)[1]: section for section in report["sections"]}
    lost = {
        case: missing
        for case in cases
        if (missing := sum(f"http://portal.test:18810/c/{case}/good/{i}.html" not in stored for i in range(5)))
        and case != "reorder"  # its addresses change with every request
    }
    with capsys.disabled():
        print(
            f"\n{len(cases)} cases, {len(stored)} articles, {len(set_aside(output))} set aside, RSS {report['rss_mb']} MB"
        )
    assert lost == NO_LIST


@pytest.mark.shared
def test_memory_stays_bounded(hostile) -> None:
    assert max(hostile[1]["rss_mb"]) < 900


@pytest.mark.shared
def test_every_hostile_page_has_a_line(hostile) -> None:
    output, report = hostile
    told = {line["url"] for line in articles(output)} | {line["url"] for line in set_aside(output)}
    asked = {section["url"] for section in report["sections"]}
    silent = [url for url in asked if not any(line.startswith(url) and "/good/" not in line for line in told)]
    expected = control("/cases")
    silent = [
        url for url in silent if any("://" not in link for link in expected[url.rstrip("/").rsplit("/", 1)[1]]["links"])
    ]
    assert silent == []


OUTCOMES = {
    "never_answers": "unreachable",
    "slow_headers": "unreachable",
    "reset_at_once": "unreachable",
    "bomb_gzip": "too_large",
    "bomb_br": "too_large",
    "bomb_deflate": "too_large",
    "endless_body": "too_large",
    "line_100mb": "too_large",
    "bad_gzip": "bad_content",
    "trunc_gzip": "bad_content",
    "cl_too_long": "bad_content",
    "status_999": "http_error",
    "ssrf_redir_loopback": "refused_address",
    "ssrf_redir_file": "refused_address",
    "soft404": "soft_404",
    "malware_dl": "bad_content",
}


@pytest.mark.shared
def test_outcomes_are_told_in_the_right_word(hostile) -> None:
    found = {
        line["url"].split("/c/")[1].split("/")[0]: line["outcome"]
        for line in set_aside(hostile[0])
        if "/c/" in line["url"]
    }
    wrong = {case: (outcome, found.get(case)) for case, outcome in OUTCOMES.items() if found.get(case) != outcome}
    assert wrong == {}


@pytest.mark.shared
@pytest.mark.parametrize("case", ["status_412", "challenge_200"])
def test_challenge_is_told_and_not_repeated(server: None, tmp_path: Path, case: str) -> None:
    crawl_cases(tmp_path, [case])
    assert [line["outcome"] for line in set_aside(tmp_path)] == ["challenge"]


@pytest.mark.shared
def test_long_retry_after_is_respected(server: None, tmp_path: Path) -> None:
    crawl_cases(tmp_path, ["retry_after_long"])
    assert control("/log")["n"] <= 8
    assert [line["outcome"] for line in set_aside(tmp_path)] == ["http_error"]


@pytest.mark.shared
@pytest.mark.parametrize("case", ["robots_huge", "robots_html"])
def test_odd_robots_do_not_stop_the_crawl(server: None, tmp_path: Path, case: str) -> None:
    crawl_cases(tmp_path, [case])
    assert control("/log")["last"][-1] != "/robots.txt"


@pytest.mark.shared
def test_robots_rule_is_obeyed(server: None, tmp_path: Path) -> None:
    crawl_cases(tmp_path, ["robots_deny"])
    assert [line["outcome"] for line in set_aside(tmp_path)] == ["robots"]
