"""More pages, answers and files made to be slow, to hang, to mislead or to break out: of our own making, by theme.

No test here measures time: what is wrong takes minutes or hours on the very same input.
"""

from __future__ import annotations

import pytest

from scraper.dom import parse
from scraper.fields import ArticleLine
from scraper.line import refine
from scraper.model import Document, Listing, RawPage
from scraper.profile import EMPTY
from scraper.sites import site_of

URL = "https://www.portal.test/tzgg/202401/t20240101_1.html"
TITLE = "关于印发防汛工作方案的通知"
SENTENCE = "各县人民政府，市政府各部门：现将防汛工作方案印发给你们，请认真组织实施。"


def page(body: str, head: str = "", title: str = TITLE) -> RawPage:
    html = (
        f"<html><head><meta charset=utf-8><title>{title}</title>{head}</head><body><h1>{title}</h1>"
        f"<p>发布时间：2024-01-01 来源：办公室</p><div id=content><p>{SENTENCE * 4}</p>{body}</div></body></html>"
    )
    return RawPage(URL, html.encode())


def read(raw: RawPage) -> ArticleLine:
    record = refine(Document(raw, (), Listing(title=TITLE)), site_of(URL), EMPTY).record
    assert isinstance(record, ArticleLine), record
    return record


ENDLESS = {
    "tables in one another": "<table>中文，" * 5_000,
    "lists in one another": "<ul>" * 200 + "<li>通知<a href=/a>甲</a>" * 20_000,
    "attributes without end": "<p " + " ".join(f"a{n}={n}" for n in range(100_000)) + ">甲</p>",
    "quoted attributes without end": "<p " + "".join(f"a{n}='{n}'" for n in range(100_000)) + ">甲</p>",
}


@pytest.mark.parametrize("name", ENDLESS)
def test_an_endless_article_is_read_to_its_end(name: str) -> None:
    assert read(page(ENDLESS[name])).title == TITLE


def test_a_tag_of_many_attributes_and_a_long_one_keep_them() -> None:
    held = " ".join(f"data-a{number}='{number}'" for number in range(200))
    tree = parse(f"<p {held} id=last>甲</p><p id=long style='{'color:red;' * 500}'>乙</p>")
    assert [(len(element.attrib), element.get("id")) for element in tree.iter("p")] == [(201, "last"), (2, "long")]
