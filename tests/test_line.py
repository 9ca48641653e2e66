"""The whole line: recorded pages (a folder is a case), and the example of a polluted page."""

import json
from dataclasses import replace
from html import escape
from pathlib import Path

import pytest

from scraper.fields import ArticleLine, to_json
from scraper.line import refine
from scraper.mended import undo
from scraper.model import Change, Document, Mended, RawPage
from scraper.profile import EMPTY
from scraper.sites import site_of

PAGES = Path(__file__).parent / "pages"
CASES = sorted(path.parent for path in PAGES.glob("*/*/page.bin"))
VOLATILE = ("content_sha256", "extraction")  # what changes with the software: its version, the digest of the profile


def refined(folder):
    meta = json.loads((folder / "meta.json").read_text(encoding="utf-8"))
    headers = tuple(tuple(pair) for pair in meta.get("headers", []))
    page = RawPage(meta["url"], (folder / "page.bin").read_bytes(), meta.get("status", 200), headers)
    return refine(Document(page), site_of(meta["url"]), EMPTY).record


@pytest.mark.parametrize("folder", CASES, ids=lambda folder: f"{folder.parent.name}/{folder.name}")
def test_a_recorded_page_gives_what_was_read_by_eye(folder, request):
    line = {key: value for key, value in to_json(refined(folder)).items() if key not in VOLATILE}
    line = json.loads(json.dumps(line))
    expected = folder / "expected.json"
    if request.config.getoption("--update-golden"):
        expected.write_text(json.dumps(line, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    assert expected.is_file(), "no expected.json: run pytest --update-golden, and read what it wrote"
    assert line == json.loads(expected.read_text(encoding="utf-8"))


def test_there_are_recorded_pages():
    assert len(CASES) >= 10


def example_pages(lines):
    head = f"<html><head><title>{escape(lines[0])}</title></head><body>"
    text = [escape(line) for line in lines]
    return {
        "p": head + "".join(f"<p>{line}</p>" for line in text),
        "div": head + "".join(f"<div>{line}</div>" for line in text),
        "br": head + "<br>\n".join(text),
        "pre": head + "<pre>" + "\n".join(text) + "</pre>",
        "plain": head + "\n".join(text),
    }


@pytest.mark.shared
@pytest.mark.parametrize("markup", ["p", "div", "br", "pre", "plain"])
def test_the_polluted_example_comes_out_exactly(shared, markup):
    folder = shared / "corpus" / "example"
    lines = (folder / "page.txt").read_text(encoding="utf-8").splitlines()
    html = example_pages(lines)[markup] + "</body></html>"
    page = RawPage(
        "http://www.xiang.example.gov.cn/a/1.html",
        html.encode(),
        headers=(("Content-Type", "text/html; charset=utf-8"),),
    )
    record = refine(Document(page), site_of(page.url), EMPTY).record
    assert isinstance(record, ArticleLine)
    line = json.loads(json.dumps(to_json(record)))
    wanted = json.loads((folder / "article.json").read_text(encoding="utf-8"))
    assert {key: line.get(key) for key in wanted} == wanted
    assert [removal["text"] for removal in line["removed"]] == [lines[0], lines[0]]
    repairs = {"title": [], "text": []}
    for repair in record.repairs:
        repairs[repair.field].append(
            Change(repair.rule, repair.span, repair.before, repair.after, repair.confidence, repair.reason)
        )
    came = [" ".join(line.split()) for line in lines if line.strip()]
    assert undo(Mended(record.text, tuple(repairs["text"]))).split("\n") == came[4:]
    assert undo(Mended(record.title, tuple(repairs["title"]))) == came[2]


def test_a_page_that_breaks_a_step_is_set_aside_with_the_reason(monkeypatch):
    def broken(*_):
        raise RuntimeError("out of order")

    monkeypatch.setattr("scraper.line.extract", broken)
    record = refine(Document(RawPage("http://a.example/", b"<p>x</p>")), site_of("http://a.example/"), EMPTY).record
    assert (record.outcome, "out of order" in record.reasons[0]) == ("bad_content", True)


def test_the_page_that_is_asked_again_gives_the_same_line():
    page = RawPage(
        "http://a.example/1.html", "<div id='zoom'><p>今年入冬以来，全镇组织人员逐段清淤。</p></div>".encode()
    )
    first = refine(Document(page), site_of(page.url), EMPTY).record
    assert refine(Document(replace(page)), site_of(page.url), EMPTY).record == first
