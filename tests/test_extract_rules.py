"""Rows of the rules: each does on a page what it says, and stands in the documentation."""

from pathlib import Path

import pytest

from scraper.steps.extract.containers import containers
from tests.reading import record_of

BODY = "<p>今年入冬以来，全镇组织人员对三条主渠逐段清淤，做到早安排、早动手、早完成。</p>"
DOCUMENT = (Path(__file__).resolve().parent.parent / "docs" / "rules.md").read_text(encoding="utf-8")


def record(html):
    return record_of(html, "http://www.xi.example.gov.cn/a/1.html")


@pytest.mark.parametrize("row", containers(), ids=lambda row: row.id)
def test_a_container_row_finds_the_body(row):
    name = row.selector[1:].replace("*", "_12")
    attribute = "id" if row.selector.startswith("#") else "class"
    line = record(
        f"<title>清淤</title><div class='menu'><a href='/'>首页</a></div><div {attribute}='{name}'>{BODY}</div><p>主办：镇人民政府</p>"
    )
    assert line.extraction.method == row.id
    assert line.text.startswith("今年入冬以来")


@pytest.mark.parametrize("row", containers(), ids=lambda row: row.id)
def test_a_container_row_stands_in_the_documentation(row):
    assert f"`{row.id}` | `{row.selector}` | {row.family}" in DOCUMENT


def test_an_empty_container_beside_a_long_text_is_distrusted():
    line = record(f"<title>清淤</title><div id='zoom'><p>正文</p></div><div class='box'>{BODY * 8}</div>")
    assert line.extraction.method == "extract/classifier"
