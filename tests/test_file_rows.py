"""Rows of a list that lead straight to a file: the file is the article."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from scraper.fields import ArticleLine, SetAsideLine
from scraper.line import refine
from scraper.model import Document, Listing, RawPage
from scraper.profile import EMPTY
from scraper.sites import site_of
from scraper.steps.attachment import file_name, published_file
from tests.crawling import articles, chengxi, crawl, set_aside
from tests.portal.server import Answer, Portal
from tests.test_attachments import doc, pdf
from tests.test_crawl import article

PAGE = RawPage("http://portal.example.cn/d/20240503/jh.pdf", pdf("Annual plan of the county"), 200)
ROW = Listing("规划计划", "http://portal.example.cn/gh/", "清河县2024年度水利建设计划", "2024-05-03")
SITE = site_of(PAGE.url)


@pytest.fixture(scope="module")
def crawled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, Portal]]:
    """A section with a page, a PDF, a Word file behind a script's address, a program and a picture."""
    output = tmp_path_factory.mktemp("files") / "output"
    rows = (
        ("/a/t20240506_1.html", "关于第1号水位记录的通知", "2024-05-06"),
        ("/d/20240503/jh.pdf", "清河县2024年度水利建设计划", "2024-05-03"),
        ("/download.jsp?id=77", "清河县防汛应急预案（文本）", "2024-05-02"),
        ("/d/setup.exe", "水位报送客户端安装程序下载", "2024-05-01"),
        ("/d/map.jpg", "清河县防汛重点区域分布示意图", "2024-04-30"),
    )
    items = "".join(f"<li><a href={url}>{title}</a><span>{day}</span></li>" for url, title, day in rows)
    answers = {
        "/list.html": Answer(
            f"<html><head><meta charset=utf-8><title>规划计划</title></head><body><ul>{items}</ul></body></html>".encode()
        ),
        "/a/t20240506_1.html": article(1),
        "/d/20240503/jh.pdf": Answer(PAGE.body, "application/pdf"),
        "/download.jsp?id=77": Answer(doc("一、总则。为做好防汛工作，制定本预案。"), "application/octet-stream"),
        "/d/setup.exe": Answer(b"MZ\x90\x00" + bytes(200), "application/octet-stream"),
        "/d/map.jpg": Answer(b"\xff\xd8\xff\xe0" + bytes(2000), "image/jpeg"),
    }
    with Portal(answers) as portal:
        crawl(output, f"{portal.url}/list.html")
        yield output, portal


def stored(output: Path) -> dict[str, dict[str, Any]]:
    """The article lines by the title of their row."""
    return {line["title"]: line for line in articles(output)}


def test_pdf_of_a_row_is_an_article_with_the_row_s_title_and_date(crawled: tuple[Path, Portal]) -> None:
    line = stored(crawled[0])["清河县2024年度水利建设计划"]
    assert (line["published"], line["text"]) == ("2024-05-03", "Annual plan of the county")


def test_file_of_a_row_is_kept_as_its_attachment(crawled: tuple[Path, Portal]) -> None:
    output, _ = crawled
    line = stored(output)["清河县2024年度水利建设计划"]
    (kept,) = line["attachments"]
    assert (kept["name"], kept["media_type"]) == ("jh.pdf", "application/pdf")
    assert (output / kept["path"]).read_bytes() == PAGE.body
    assert (output / kept["text_path"]).read_text(encoding="utf-8") == line["text"]


def test_file_of_a_row_is_asked_for_once(crawled: tuple[Path, Portal]) -> None:
    assert crawled[1].requests.count("/d/20240503/jh.pdf") == 1


def test_word_file_behind_a_script_s_address_is_known_by_its_content(crawled: tuple[Path, Portal]) -> None:
    line = stored(crawled[0])["清河县防汛应急预案（文本）"]
    assert (line["text"], line["language"]) == ("一、总则。为做好防汛工作，制定本预案。", "zh-Hans")
    assert line["attachments"][0]["name"] == "清河县防汛应急预案（文本）.doc"


def test_radicals_in_a_file_s_text_are_mended_and_told() -> None:
    page = RawPage("http://portal.example.cn/d/jh.doc", doc("⼀、⽔位每⽇报送⼀次。"), 200)
    record = refine(Document(page, (), ROW), SITE, EMPTY).record
    assert isinstance(record, ArticleLine)
    assert record.text == "一、水位每日报送一次。"
    assert [repair.before for repair in record.repairs] == ["⼀", "⽔", "⽇", "⼀"]


def test_picture_of_a_row_is_an_article_without_text(crawled: tuple[Path, Portal]) -> None:
    line = stored(crawled[0])["清河县防汛重点区域分布示意图"]
    assert (line.get("text", ""), line["attachments"][0]["media_type"]) == ("", "image/jpeg")


def test_program_of_a_row_is_set_aside(crawled: tuple[Path, Portal]) -> None:
    assert [line["outcome"] for line in set_aside(crawled[0])] == ["bad_content"]


def test_file_rows_come_out_of_the_warc_as_they_went_in(crawled: tuple[Path, Portal], tmp_path: Path) -> None:
    output, _ = crawled
    copy = tmp_path / "output"
    shutil.copytree(output, copy)
    shutil.rmtree(copy / "articles")
    assert chengxi("rebuild", "--from", "warc", "--output", copy).code == 0
    assert sorted(map(repr, articles(copy))) == sorted(map(repr, articles(output)))
    assert chengxi("verify", "--output", copy).code == 0


def test_second_run_finds_files_unchanged(crawled: tuple[Path, Portal], tmp_path: Path) -> None:
    output, portal = crawled
    copy = tmp_path / "output"
    shutil.copytree(output, copy)
    section = crawl(copy, f"{portal.url}/list.html", "--full").report["sections"][0]
    assert (section["new"], section["changed"], section["removed"]) == (0, 0, 0)
    assert len(articles(copy)) == len(articles(output))


def test_file_that_no_row_leads_to_is_no_article() -> None:
    assert isinstance(refine(Document(PAGE), SITE, EMPTY).record, SetAsideLine)


def test_picture_that_answers_for_a_page_s_address_is_no_article() -> None:
    page = RawPage("http://portal.example.cn/a/t20240503_7.html", b"\xff\xd8\xff\xe0" + bytes(900), 200)
    assert isinstance(refine(Document(page, (), ROW), SITE, EMPTY).record, SetAsideLine)


def test_page_that_answers_for_a_file_s_address_is_read_as_a_page() -> None:
    page = RawPage(PAGE.url, article(3).body, 200, (("Content-Type", "application/pdf"),), datetime.now(UTC))
    record = refine(Document(page, (), ROW), SITE, EMPTY).record
    assert isinstance(record, ArticleLine)
    assert record.title == "关于第3号水位记录的通知"


@pytest.mark.parametrize(
    ("header", "name"),
    [
        ("attachment; filename*=UTF-8''%E8%AE%A1%E5%88%92.pdf", "计划.pdf"),
        ('attachment; filename="计划.pdf"'.encode().decode("latin-1"), "计划.pdf"),
        ('attachment; filename="计划.pdf"'.encode("gbk").decode("latin-1"), "计划.pdf"),
        ("attachment; filename=../../etc/x.pdf", "x.pdf"),
        ("inline", "jh.pdf"),
    ],
)
def test_name_of_a_file_is_that_of_its_header(header: str, name: str) -> None:
    assert file_name(RawPage(PAGE.url, b"", 200, (("Content-Disposition", header),))) == name


def test_page_of_html_is_no_file() -> None:
    assert published_file(RawPage(PAGE.url, b"<html><body>%PDF-1.4</body></html>")) is None
