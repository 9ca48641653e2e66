"""The demonstration portal, crawled end to end: what the township published comes out, and everything is told."""

from __future__ import annotations

import json
import subprocess
import sys
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.portal.demo import LISTED, SECTION, answers
from tests.portal.server import Portal

ARTICLES = {article.path: article for article in LISTED}


@dataclass(frozen=True)
class Crawled:
    """Two crawls of the portal: the lines of the first, the paths that each asked for."""

    lines: dict[str, dict[str, Any]]
    aside: list[dict[str, Any]]
    first: list[str]
    second: list[str]
    output: Path
    lines_after: int


def chengxi(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", "from scraper.cli import main; main()", *arguments]
    return subprocess.run(command, check=False, capture_output=True, text=True, timeout=180)


def read(folder: Path) -> list[dict[str, Any]]:
    return [
        json.loads(line) for path in sorted(folder.rglob("*.jsonl")) for line in path.read_text("utf-8").splitlines()
    ]


@pytest.fixture(scope="module")
def crawled(tmp_path_factory: pytest.TempPathFactory) -> Crawled:
    output = tmp_path_factory.mktemp("demo")
    with Portal(answers()) as portal:
        arguments = ("crawl", portal.url + SECTION, "--allow-network", "127.0.0.0/8", "--delay", "0", "-o", str(output))
        run = chengxi(*arguments)
        assert run.returncode == 0, run.stderr
        first = list(portal.requests)
        lines = read(output / "articles")
        aside = read(output / "set-aside")
        again = chengxi(*arguments)
        assert again.returncode == 0, again.stderr
        by_path = {line["url"].removeprefix(portal.url): line for line in lines}
        return Crawled(by_path, aside, first, portal.requests[len(first) :], output, len(read(output / "articles")))


def test_every_listed_article_is_stored(crawled: Crawled) -> None:
    assert sorted(crawled.lines) == sorted(ARTICLES)


@pytest.mark.parametrize("path", sorted(ARTICLES))
def test_article_comes_out_as_the_township_published_it(crawled: Crawled, path: str) -> None:
    line, article = crawled.lines[path], ARTICLES[path]
    paragraphs = [text for text in line["text"].split("\n") if not text.startswith("附件")]
    assert line["title"] == article.title
    assert line["published"][:10] == article.day
    assert line["source"] == article.source
    assert paragraphs == article.paragraphs
    assert line["language"] == "zh-Hans"
    assert line["breadcrumbs"] == ["首页", "政务公开", "通知公告"]


@pytest.mark.parametrize("path", sorted(ARTICLES))
def test_undoing_the_repairs_gives_the_text_that_was_served(crawled: Crawled, path: str) -> None:
    line, article = crawled.lines[path], ARTICLES[path]
    text = line["text"]
    for repair in reversed([repair for repair in line.get("repairs", []) if repair["field"] == "text"]):
        start, end = repair["span"]
        assert text[start:end] == repair["after"]
        text = text[:start] + repair["before"] + text[end:]
    served = answers()[path].body.decode("gb18030")
    for paragraph in text.split("\n")[: len(article.paragraphs)]:
        assert paragraph in served


def test_the_spam_headline_is_told_as_removed(crawled: Crawled) -> None:
    silent = [path for path, line in crawled.lines.items() if not any("百家乐" in r["text"] for r in line["removed"])]
    assert silent == []


def test_the_notice_about_gambling_keeps_its_words(crawled: Crawled) -> None:
    notice = next(line for line in crawled.lines.values() if "打击网络赌博" in line["title"])
    assert "真人荷官发牌" in notice["text"]


def test_what_is_no_article_is_set_aside_with_its_outcome(crawled: Crawled) -> None:
    assert sorted(line["outcome"] for line in crawled.aside) == ["http_error", "spam_takeover"]


def test_the_attachment_is_kept_with_its_text(crawled: Crawled) -> None:
    (file,) = next(line for line in crawled.lines.values() if line.get("attachments"))["attachments"]
    assert file["name"] == "防汛物资清单.docx"
    assert "抽水机十二台" in (crawled.output / file["text_path"]).read_text("utf-8")


def test_the_document_number_of_the_page_is_read(crawled: Crawled) -> None:
    numbers = {path: line["document_number"] for path, line in crawled.lines.items() if "document_number" in line}
    assert numbers == {path: article.number for path, article in ARTICLES.items() if article.number}


def test_a_second_crawl_fetches_no_known_article(crawled: Crawled) -> None:
    assert [path for path in crawled.second if path in ARTICLES] == []


def test_a_second_crawl_writes_no_line(crawled: Crawled) -> None:
    assert crawled.lines_after == len(crawled.lines)


def test_no_article_is_asked_for_twice_in_a_crawl(crawled: Crawled) -> None:
    articles = [path for path in crawled.first if "/index" not in path]
    assert len(set(articles)) == len(articles)


def test_list_pages_are_read_a_second_time_and_no_more_after_an_article_was_gone(crawled: Crawled) -> None:
    """This list states no total: a row that was taken down may have pulled others over the page's border."""
    assert max(Counter(crawled.first).values()) == 2
