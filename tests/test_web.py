"""The web page over HTTP: what a reader finds at each address."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from scraper.index.cite import STYLES
from scraper.store.state import STATE_FILE
from tests.archive_maker import append, make_line
from tests.web_archive import EDITED, GONE, REPAIRED, SITE, by_title, make_web_archive
from tests.web_server import Server, serve_lines


def test_a_search_marks_its_words_in_title_and_snippet(page):
    assert "<mark>水利</mark>" in page.get("/?q=水利").text


def test_traditional_finds_and_marks_simplified(page):
    assert "<mark>水库</mark>" in page.get("/?q=水庫安全").text.replace("<mark>水库安全</mark>", "<mark>水库</mark>")


@pytest.mark.parametrize(
    ("path", "shown", "without"),
    [
        ("/?q=水利&site=gov.cn", "gov.cn", "/?q=%E6%B0%B4%E5%88%A9"),
        ("/?q=水利&since=2024-05-01&until=2024-05-31", "2024-05-01 – 2024-05-31", "/?q=%E6%B0%B4%E5%88%A9"),
        ("/?q=水利&since=2024&until=2024", "2024", "/?q=%E6%B0%B4%E5%88%A9"),
        ("/?q=無此詞&section=nowhere", "nowhere", "/?q=%E7%84%A1%E6%AD%A4%E8%A9%9E"),
        ("/timeline?issuer=办公室", "办公室", "/timeline"),
    ],
)
def test_every_filter_is_shown_and_comes_off_also_where_nothing_is_found(page, path, shown, without):
    assert f'<a href="{without}">{shown} <span aria-hidden="true">×</span>' in page.get(path).text


def test_a_search_without_filters_shows_none(page):
    assert "chosen-list" not in page.get("/?q=水利").text


def test_a_facet_narrows_the_search_and_comes_off_again(page):
    told = page.get(f"/?q=水利&site={SITE}").text
    assert 'aria-current="true"' in told
    assert "/?q=%E6%B0%B4%E5%88%A9" in told


def test_a_problem_is_explained_with_its_place(page):
    told = page.get("/?q=水利 colour:red").text
    assert "<mark>colour:</mark>" in told
    assert "is no field" in told


@pytest.mark.parametrize(
    "path",
    [
        "/?start=99999999999999",
        "/?start=-1",
        "/?since=x&until=y",
        "/timeline?end=0001-01-01",
        "/timeline?by=zzz",
        "/?q=%00",
    ],
)
def test_values_that_make_no_sense_are_passed_over(page, path):
    assert page.get(path).status == 200


@pytest.mark.parametrize("path", ["/?since=x", "/?q=水利&until=2024-13", "/timeline?since=去年"])
def test_a_date_that_is_none_is_told_to_the_reader(page, path):
    told = page.get(path).text
    assert 'role="alert"' in told
    assert "is no date; write 2024, 2024-05 or 2024-05-31." in told


def test_days_of_publication_can_be_typed_and_keep_the_other_filters(page):
    form = re.search(r'<form class="dates".*?</form>', page.get("/?q=水利&sort=newest").text, re.DOTALL)
    assert form
    assert re.findall(r'name="(\w+)" value="([^"]*)"', form.group()) == [
        ("q", "水利"),
        ("sort", "newest"),
        ("since", ""),
        ("until", ""),
    ]


def test_articles_are_narrowed_by_their_source(tmp_path):
    server = serve_lines(
        tmp_path,
        make_line("甲", "文", source="青禾县教育局"),
        make_line("乙", "文", url="http://a.example/2", source="青禾县水利局"),
    )
    told = server.get("/?q=文").text
    assert "/?q=%E6%96%87&amp;source=%E9%9D%92%E7%A6%BE%E5%8E%BF%E6%95%99%E8%82%B2%E5%B1%80" in told
    assert "1 article found" in server.get("/?q=文&source=教育局").text
    assert json.loads(server.get("/api/search?source=水利局").body)["total"] == 1
    server.stop()


@pytest.mark.parametrize("path", ["/nothing", "/article/ffff", "/article/../..", "/static/../app.py"])
def test_what_is_not_there_is_told_so(page, path):
    answer = page.get(path)
    assert answer.status == 404
    assert "default-src 'none'" in answer.headers["content-security-policy"]


def test_repairs_are_shown_with_what_stood_there(page):
    told = page.get(f"/article/{by_title(REPAIRED)}/repairs").text
    assert "<del>三箇責任人</del><ins>三个责任人</ins>" in told
    assert "澳门在线娱乐网址大全" in told
    assert "开户送彩金" in told


def test_spam_that_was_removed_stands_nowhere_in_the_reading_view(page):
    assert "澳门在线" not in page.get(f"/article/{by_title(REPAIRED)}").text


def test_revisions_are_compared_character_by_character(page):
    told = page.get(f"/article/{by_title(EDITED)}/revisions").text
    assert "<del>7</del>" in told
    assert "<ins>9</ins>" in told


def test_a_removed_article_can_still_be_read(page):
    told = page.get(f"/article/{by_title(GONE)}").text
    assert "部门主要职能" in told
    assert "removed from the portal" in told


@pytest.mark.parametrize(
    ("place", "told"),
    [
        (None, "tells no place"),
        ({"file": "../secret.warc.gz", "offset": 0, "length": 9}, "is not there"),
        ({"file": "warc/x.warc.gz", "offset": 0, "length": 9}, "is not there"),
        ({"file": "articles/torn.gz", "offset": 0, "length": 9}, "cannot be decompressed"),
    ],
)
def test_an_original_that_cannot_be_read_is_told_why(tmp_path, place, told):
    (tmp_path / "articles").mkdir()
    (tmp_path / "articles" / "torn.gz").write_bytes(b"no archive")
    (tmp_path.parent / "secret.warc.gz").write_bytes(b"secret")
    line = make_line("甲", "文", **({"warc": place} if place else {}))
    server = serve_lines(tmp_path, line)
    try:
        assert told in server.get(f"/article/{line['id']}/original").text
        assert server.get(f"/article/{line['id']}/original.html").status == 404
    finally:
        server.stop()


def test_the_citation_by_the_chinese_standard_is_whole(page):
    told = page.get(f"/article/{by_title(REPAIRED)}/cite.txt").text
    assert told.startswith(
        "清溪县人民政府办公室. 关于印发清溪县2025年汛期水库安全度汛工作方案的通知: 清政办发〔2025〕18号[EB/OL]. (2025-05-08)[2026-01-05]. https://"
    )


@pytest.mark.parametrize("form", STYLES.values(), ids=STYLES)
def test_each_style_of_citation_is_shown_and_downloaded(page, form):
    shown = page.get(f"/article/{by_title(REPAIRED)}/cite").text
    told = page.get(f"/article/{by_title(REPAIRED)}/cite.{form.suffix}")
    assert (form.name in shown, f"cite.{form.suffix}?" in shown) == (True, True)
    assert (told.status, told.headers["content-type"]) == (200, form.media_type)


def test_a_removed_article_says_when_and_why_above_its_last_text(tmp_path):
    line = make_line("一、预算说明", "部门预算。", language="zh-Hans")
    stone = {key: line[key] for key in ("schema", "id", "url", "canonical_url", "site", "fetched_at")}
    told = {"revision": 2, "change": "removed", "status": "removed", "flags": ["removed_404"]}
    server = serve_lines(tmp_path, line, stone | told | {"fetched_at": "2026-03-04T02:00:00+00:00"})
    try:
        address = f"/article/{line['id']}"
        assert "seen on 2026-03-04 (404). What stands here is its last text." in server.get(address).text
        assert "2026-03-04 发现：原网站返回 404" in server.get(f"{address}?lang=zh").text
        assert "nothing to compare" in server.get(f"{address}/revisions").text
    finally:
        server.stop()


def test_an_article_without_a_text_says_where_to_look(tmp_path):
    line = make_line("扫描件", "", attachments=[{"url": "https://a.example.cn/1.pdf", "name": "1.pdf"}])
    server = serve_lines(tmp_path, line)
    try:
        assert "No text is stored of this article" in server.get(f"/article/{line['id']}").text
    finally:
        server.stop()


def test_repairs_that_are_alike_are_one_row_with_their_number_and_what_is_left_out_is_told(tmp_path):
    made = {"rule": "restore/script", "field": "text", "confidence": 0.9, "reason": "as the page goes"}
    same = [made | {"span": [at, at + 1], "before": "鎮", "after": "镇"} for at in range(620)]
    others = [made | {"span": [620 + at, 621 + at], "before": chr(0x4E00 + at), "after": "镇"} for at in range(510)]
    line = make_line("修复", "镇" * 1130, repairs=same + others)
    server = serve_lines(tmp_path, line)
    try:
        told = server.get(f"/article/{line['id']}/repairs").text
    finally:
        server.stop()
    assert '<td class="number">620</td>' in told
    assert "<data>1130</data> <code>restore/script</code>" in told
    assert "and 11 more" in told


def test_coverage_tells_listed_stored_and_what_fails(page):
    told = page.get("/coverage").text
    assert "its list could not be read twice: 503" in told
    assert "spam takeover" in told


def test_a_page_set_aside_stands_with_its_reason(page):
    told = page.get(f"/coverage/set-aside?site={SITE}&outcome=soft_404").text
    assert "says 页面不存在" in told


def test_an_empty_archive_says_what_to_do(tmp_path):
    (tmp_path / "warc").mkdir()  # a crawl was begun
    server = Server(tmp_path)
    try:
        for path in ("/", "/timeline", "/coverage", "/feed.atom", "/?q=x"):
            assert server.get(path).status == 200
        assert "The archive is empty" in server.get("/").text
    finally:
        server.stop()


def test_readers_are_served_while_a_crawl_writes(tmp_path):
    from concurrent.futures import ThreadPoolExecutor

    server = serve_lines(tmp_path, make_line("第一", "水利"))
    paths = ("/?q=水利", "/coverage", "/timeline", "/api/search?q=水", "/feed.atom")
    try:
        with ThreadPoolExecutor(8) as readers:
            answers = []
            for number in range(20):
                append(tmp_path, [make_line(f"第{number}号", "水利", url=f"https://x.example.cn/{number}")])
                answers += [readers.submit(server.get, path) for path in paths]
            assert {answer.result().status for answer in answers} == {200}
        assert json.loads(server.get("/api/search?q=水利").body)["total"] == 21
    finally:
        server.stop()


def test_one_article_looks_right(tmp_path):
    server = serve_lines(tmp_path, make_line("唯一", "水利"))
    try:
        assert "1 article found" in server.get("/?q=水利").text
        assert server.get("/timeline?by=day").status == 200
        assert server.get("/coverage").status == 200
    finally:
        server.stop()


@pytest.mark.parametrize("path", ["/", "/coverage", "/api/search?q=a", "/export?format=jsonl"])
def test_archive_that_cannot_be_read_is_told_with_the_cure(tmp_path: Path, path: str) -> None:
    make_web_archive(tmp_path)
    (tmp_path / STATE_FILE).write_bytes(b"half a copy of a state " * 200)
    server = Server(tmp_path)
    try:
        answer = server.get(path)
    finally:
        server.stop()
    assert answer.status == 503
    assert "chengxi verify" in answer.text


def test_the_timeline_tells_the_share_of_what_was_found(tmp_path):
    append(tmp_path, [make_line(f"题{n}", "水库" if n else "道路", published="2024-05-08") for n in range(4)])
    server = Server(tmp_path)
    try:
        told = server.get("/timeline?by=year&q=水库").text
        assert re.findall(r'<td class="number">([^<]*)</td>', told) == ["3", "4", "75.0%"]
    finally:
        server.stop()
