"""The web page for programs: feed, export, JSON interface."""

from __future__ import annotations

import json
from xml.etree import ElementTree as ET

import pytest

from scraper.web.app import create_app


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
        ("/concordance.csv?q=水&order=left", "order"),
    ],
)
def test_what_a_program_asks_wrongly_is_told_with_its_name(page, path, named):
    answer = page.get(path)
    assert answer.status == 400
    assert json.loads(answer.body)["error"].startswith(f"{named}: ")


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
