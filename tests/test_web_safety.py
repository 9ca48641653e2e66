"""The web page over HTTP: what no article, no address and no other site can make it do."""

from __future__ import annotations

import re
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from scraper.web.app import STATIC
from tests.archive_maker import make_line
from tests.web_archive import REPAIRED, SITE, by_title
from tests.web_server import Server, serve_lines

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


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE"])
def test_nothing_can_be_written(page, method):
    assert page.get("/", method).status == 405


def test_a_foreign_host_name_is_refused(page):
    assert page.get("/", host="evil.example").status == 400


def test_an_unknown_host_name_is_told_how_it_becomes_known(page):
    told = page.get("/", host="archive.example.org:8080")
    assert "chengxi serve --name archive.example.org\n" in told.text
    assert told.headers["content-type"].startswith("text/plain")


def test_a_name_is_known_whatever_its_capitals(tmp_path):
    (tmp_path / "warc").mkdir()
    server = Server(tmp_path, ("Archive.example.org",))
    assert server.get("/opensearch.xml", host="archive.EXAMPLE.org").status == 200
    assert server.get("/opensearch.xml", host="other.example.org").status == 400
    server.stop()


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


def test_the_original_is_served_in_a_sandbox_without_any_request(page):
    answer = page.get(f"/article/{by_title(REPAIRED)}/original.html")
    assert "各乡镇人民政府" in answer.text
    assert answer.headers["content-security-policy"].startswith("sandbox;")
    assert "<meta" not in answer.text


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
