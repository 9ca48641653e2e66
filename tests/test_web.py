"""The web page over HTTP: what each address gives, and what no article can make it do."""

from __future__ import annotations

import http.client
import json
import re
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote
from xml.etree import ElementTree as ET

import pytest
import uvicorn

from scraper.store.state import STATE_FILE
from scraper.web.app import STATIC, create_app
from scraper.web.charts import buckets, chart
from scraper.web.marks import annotated, body_html, diff_rows
from scraper.web.words import CHINESE
from tests.archive_maker import append, make_line
from tests.web_archive import EDITED, GONE, REPAIRED, SITE, by_title, make_web_archive


@dataclass(frozen=True)
class Answer:
    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode()


class Server:
    """The application on a free port of the loopback address, in a thread of this process."""

    def __init__(self, output: Path) -> None:
        config = uvicorn.Config(create_app(output), port=0, log_level="warning", lifespan="off")
        self.server = uvicorn.Server(config)
        self.thread = threading.Thread(target=self.server.run, daemon=True)
        self.thread.start()
        while not self.server.started:
            self.thread.join(0.01)
        self.port = self.server.servers[0].sockets[0].getsockname()[1]
        self.archive = config.app.state.archive

    def get(self, path: str, method: str = "GET", **headers: str) -> Answer:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        sent = {name.replace("_", "-"): value for name, value in headers.items()}
        connection.request(method, quote(path, safe="/?&=%:"), headers=sent)
        response = connection.getresponse()
        answer = Answer(response.status, {k.lower(): v for k, v in response.getheaders()}, response.read())
        connection.close()
        return answer

    def stop(self) -> None:
        self.server.should_exit = True
        self.thread.join()
        self.archive.close()


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    server = Server(make_web_archive(tmp_path_factory.mktemp("web") / "output"))
    yield server
    server.stop()


def serve_lines(tmp_path: Path, *lines: dict) -> Server:
    append(tmp_path, list(lines))
    return Server(tmp_path)


PATHS = (
    "/",
    "/?q=水利",
    "/?q=foo:bar",
    "/timeline",
    "/timeline?by=day&q=水利",
    "/timeline?by=year",
    "/coverage",
    f"/coverage/set-aside?site={SITE}",
    "/feed.atom",
    "/opensearch.xml",
    "/openapi.json",
    *(f"/article/{by_title(REPAIRED)}{suffix}" for suffix in ("", "/repairs", "/revisions", "/original", "/cite")),
)


@pytest.mark.parametrize("path", PATHS)
def test_every_page_answers_with_the_strict_policy(page, path):
    answer = page.get(path)
    assert answer.status == 200
    assert "default-src 'none'" in answer.headers["content-security-policy"]
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["referrer-policy"] == "no-referrer"


@pytest.mark.parametrize("path", PATHS)
def test_no_page_loads_anything_from_elsewhere(page, path):
    told = page.get(path).text
    loaded = re.findall(r"<(?:script|img|iframe|link|source)\b[^>]*?(?:src|href)=\"([^\"]+)\"", told)
    allowed = ("/", f"http://127.0.0.1:{page.port}/")
    via = [address for address in loaded if not address.startswith(allowed)]
    assert [address for address in via if "via" not in told or f'rel="via" href="{address}"' not in told] == []


@pytest.mark.parametrize("path", PATHS[:11])
def test_no_page_holds_inline_script_or_style(page, path):
    told = page.get(path).text
    assert not re.search(r"\son\w+=|\sstyle=|<style|<script(?![^>]*\ssrc=)", told)


def test_the_script_is_small():
    assert sum(path.stat().st_size for path in STATIC.glob("*.js")) <= 40_000


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


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE"])
def test_nothing_can_be_written(page, method):
    assert page.get("/", method).status == 405


def test_a_foreign_host_name_is_refused(page):
    assert page.get("/", host="evil.example").status == 400


def test_an_unknown_host_name_is_told_how_it_becomes_known(page):
    told = page.get("/", host="archive.example.org:8080")
    assert "chengxi serve --name archive.example.org\n" in told.text
    assert told.headers["content-type"].startswith("text/plain")


@pytest.mark.parametrize("host", ["<script>alert(1)</script>", "a b; rm -rf x", ""])
def test_a_host_that_is_no_name_is_not_repeated(page, host):
    told = page.get("/", host=host)
    assert told.status == 400
    assert "serve --name HOST\n" in told.text


@pytest.mark.parametrize("path", ["//evil.test/x", "//evil.test", "/\\evil.test"])
def test_the_other_language_stays_on_this_server(page, path):
    assert re.findall(r'class="language" href="([^"]*)"', page.get(path).text) == ["?lang=zh"]


@pytest.mark.parametrize("name", ["localhost:80", "127.0.0.1:8000", "[::1]:8000"])
def test_names_of_this_machine_are_answered(page, name):
    assert page.get("/opensearch.xml", host=name).status == 200


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


def test_the_original_is_served_in_a_sandbox_without_any_request(page):
    answer = page.get(f"/article/{by_title(REPAIRED)}/original.html")
    assert "各乡镇人民政府" in answer.text
    assert answer.headers["content-security-policy"].startswith("sandbox;")
    assert "<meta" not in answer.text


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


def test_the_feed_is_atom_and_holds_what_was_stored_last(page):
    feed = ET.fromstring(page.get("/feed.atom?q=水库").body)
    atom = "{http://www.w3.org/2005/Atom}"
    assert feed.tag == f"{atom}feed"
    for name in ("id", "title", "updated"):
        assert feed.findtext(f"{atom}{name}")
    entries = feed.findall(f"{atom}entry")
    assert entries
    for entry in entries:
        assert all(entry.findtext(f"{atom}{name}") for name in ("id", "title", "updated"))


@pytest.mark.parametrize(
    ("path", "named"),
    [
        ("/export?format=exe", "format"),
        ("/export?format=csv&q=(", "q"),
        ("/feed.atom?q=(", "q"),
        ("/feed.atom?since=20x", "since"),
        ("/api/timeline?q=(", "q"),
    ],
)
def test_what_a_program_asks_wrongly_is_told_with_its_name(page, path, named):
    answer = page.get(path)
    assert answer.status == 400
    assert json.loads(answer.body)["error"].startswith(f"{named}: ")


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


@pytest.mark.parametrize("path", ["/api/search?since=20x", "/export?format=csv&since=20x"])
def test_a_date_that_cannot_be_read_gives_no_articles_to_programs(page, path):
    answer = page.get(path)
    assert answer.status == 400
    assert "20x" in answer.text


def test_the_export_of_nothing_is_a_csv_with_its_heading(page):
    answer = page.get("/export?format=csv&q=%E7%84%A1%E4%BA%BA%E7%9F%A5%E6%9B%89%E7%9A%84%E8%A9%9E")
    assert answer.status == 200
    assert answer.text.lstrip("\ufeff").startswith("id,")


def test_the_export_of_a_search_is_a_csv_for_spreadsheets(page):
    answer = page.get("/export?format=csv&q=水库")
    assert answer.body.startswith(b"\xef\xbb\xbfid,")
    assert "attachment" in answer.headers["content-disposition"]


def test_the_interface_gives_hits_facets_and_problems(page):
    told = json.loads(page.get("/api/search?q=水库&limit=2").body)
    assert told["total"] >= 1
    assert {"id", "title", "url", "snippet", "marks"} <= set(told["hits"][0])
    bad = page.get("/api/search?q=foo:bar")
    assert (bad.status, json.loads(bad.body)["problems"][0]["start"]) == (400, 0)


def test_the_interface_is_described_for_every_path_it_has(page):
    described = set(json.loads(page.get("/openapi.json").body)["paths"])
    routes = {route.path for route in create_app(page.archive.output).routes if route.path.startswith("/api/")}
    assert described == routes


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


def test_no_article_can_run_script_or_break_out(tmp_path):
    bad = "</mark><script>alert(1)</script><img src=x onerror=alert(2)>\"'><svg/onload=alert(3)>"
    line = make_line(
        bad,
        f"水利{bad}",
        html=f'<p style="x" onclick="a()">水利</p>{bad}<a href="javascript:alert(4)">x</a><iframe src="//e"></iframe>',
        url="javascript:alert(5)",
        issuer=bad,
        section=bad,
        source=bad,
        document_number=bad,
        flags=[bad],
        attachments=[{"url": "javascript:alert(6)", "name": bad}],
        breadcrumbs=[bad],
        language='"><script>',
        repairs=[
            {
                "rule": bad,
                "field": "text",
                "span": [0, 2],
                "before": bad,
                "after": "水利",
                "confidence": 1,
                "reason": bad,
            }
        ],
        removed=[{"rule": bad, "part": "text", "offset": 1, "text": bad, "confidence": 1, "reason": bad}],
    )
    server = serve_lines(tmp_path, line, line | {"revision": 2, "change": bad, "text": "水利二" + bad})
    try:
        here = f"/article/{line['id']}"
        for path in (
            "/",
            "/?q=水利",
            "/coverage",
            "/timeline",
            here,
            *(f"{here}/{p}" for p in ("repairs", "revisions", "cite")),
        ):
            told = server.get(path).text
            assert "<script>" not in told, path
            assert not re.search(r"<(img|svg/|iframe src=.//)", told), path
            assert "javascript:" not in re.sub(r">[^<]*<", "><", told), path
        ET.fromstring(server.get("/feed.atom").body)
    finally:
        server.stop()


def test_a_feed_is_xml_whatever_the_article_holds(tmp_path):
    server = serve_lines(tmp_path, make_line("控\x0b制\x00符", "水利\x1b\ufffe"))
    try:
        ET.fromstring(server.get("/feed.atom?q=水利").body)
    finally:
        server.stop()


def test_the_language_follows_the_browser_and_a_choice_is_kept(page):
    assert "检索" in page.get("/", accept_language="zh-CN,zh;q=0.9").text
    chosen = page.get("/?lang=zh")
    assert "lang=zh" in chosen.headers["set-cookie"]
    assert "检索存档" in page.get("/", cookie="lang=zh").text


def test_every_word_of_the_page_has_its_chinese():
    templates = Path(STATIC).parent / "templates"
    used = {
        text
        for path in templates.glob("*.html")
        for text in re.findall(r'\bt\(["\'](.+?)["\'](?:\)|,)', path.read_text())
    }
    assert used - set(CHINESE) == set()


def test_every_problem_of_a_query_can_be_told_in_chinese():
    from scraper.index.query import parse

    bad = ("a:b", ")", "title:(x)", '"x', "a OR", "NOT", "(" * 30 + "x", "(", "()", "!", "after:x", "is:x")
    told = {problem.sentence for query in bad for problem in parse(query).problems}
    assert len(told) == 12
    assert told - set(CHINESE) == set()


def test_marks_that_overlap_keep_the_text_whole():
    repairs = [
        {"rule": "r", "field": "text", "span": span, "before": "x", "after": "", "confidence": 1, "reason": "why"}
        for span in ([0, 3], [2, 4], [4, 99])
    ]
    pieces = annotated({"text": "甲乙丙丁戊", "repairs": repairs}, "text")
    assert "".join(piece.text for piece in pieces) == "甲乙丙丁戊"


def test_both_sides_of_a_comparison_are_the_whole_texts():
    old, new = "一二三\n四五六\n七", "一二\n四五八六\n七\n九"
    rows = diff_rows(old, new)
    assert "\n".join(t for row in rows if (t := "".join(p.text for p in row.left))) == old
    assert "\n".join(t for row in rows if (t := "".join(p.text for p in row.right))) == new


def test_body_without_html_is_made_from_its_text():
    assert body_html({"text": "甲<b>\n乙"}, ()) == "<div><p>甲&lt;b&gt;</p><p>乙</p></div>"


def test_bars_stand_without_gaps_and_a_month_of_none_is_a_bar_of_none():
    from datetime import date

    bars = buckets({date(2024, 11, 3): 2, date(2025, 1, 9): 1}, "month")
    assert [(bar.label, bar.count) for bar in bars] == [("2024-11", 2), ("2024-12", 0), ("2025-01", 1)]
    drawn = chart(bars)
    assert drawn.bars[0].height == pytest.approx(2 * drawn.bars[2].height, abs=0.05)


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


HOSTILE = "标\u202e题\u2066甲\x1b[2J\x7f\x9b乙"


@pytest.mark.parametrize("suffix", ["", "/cite", "/repairs"])
def test_marks_of_direction_and_control_characters_do_not_act_on_a_page(tmp_path: Path, suffix: str) -> None:
    line = make_line(HOSTILE, f"正文{HOSTILE}", breadcrumbs=["首页", HOSTILE], html=f"<p>正文{HOSTILE}</p>")
    server = serve_lines(tmp_path, line)
    told = server.get(f"/article/{line['id']}{suffix}").text + server.get("/").text
    server.stop()
    assert re.findall("[\u202a-\u202e\u2066-\u2069\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]", told) == []
    assert "标题甲" in told


def test_feed_of_titles_with_control_characters_is_xml(tmp_path: Path) -> None:
    server = serve_lines(tmp_path, make_line(HOSTILE, "正文"))
    feed = server.get("/feed.atom").text
    server.stop()
    assert "标题甲" in "".join(ET.fromstring(feed).itertext())
