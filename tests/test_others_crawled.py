"""Portals of another make from the command line: what a pager learnt on the way reaches the list's later pages."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import parse_qsl

import pytest

from tests.crawling import articles, crawl
from tests.portal.others import OTHERS, Other
from tests.portal.server import Answer, Portal


class _Answers(dict[str, Answer]):
    """A portal's lists as it answers for them, and an article for each of its rows."""

    def __init__(self, portal: Other) -> None:
        super().__init__()
        self.portal = portal

    def get(self, path: str, default: object = None) -> Answer | None:  # type: ignore[override]
        del default
        found = self.portal.answer("GET", path.partition("?")[0], dict(parse_qsl(path.partition("?")[2])), b"")
        if found is not None:
            return Answer(found[1], found[0])
        item = next((item for item in self.portal.items if self.portal.article(item) == path), None)
        if item is None:
            return None
        body = "会议听取了有关情况汇报，研究部署了下一步工作，要求各单位按时完成各项任务，确保工作落到实处。"
        page = (
            f"<html><head><meta charset=utf-8><title>{item.title}</title></head><body><h1>{item.title}</h1>"
            f"<p>发布日期：{item.day}</p><div class=text><p>{body}第{item.number}项。</p></div></body></html>"
        )
        return Answer(page.encode(), "text/html; charset=utf-8")


@pytest.mark.parametrize("name", ["offset", "array", "sticky", "cursor"])
def test_section_of_another_make_is_stored_whole(tmp_path: Path, name: str) -> None:
    made = next(portal for portal in OTHERS if portal.name == name)
    with Portal(_Answers(made)) as portal:
        run = crawl(tmp_path, portal.url + made.section)
        stored = {
            line["url"].removeprefix(portal.url): (line["title"], line["published"]) for line in articles(tmp_path)
        }
    assert stored == made.expected()
    assert run.code == 0, run.err
