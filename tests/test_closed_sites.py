"""A section that answers otherwise than it did: nothing is learnt of its articles from such a site, and it is told."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.crawling import articles, crawl
from tests.portal.server import Answer, Portal
from tests.test_crawl import portal_of

_CLOSED = "<title>系统维护</title><h1>系统升级维护公告</h1><p>尊敬的用户，本网站正在进行升级维护，给您带来不便，敬请谅解。</p>"
_SOLD = (
    "<title>真人娱乐_百家乐_时时彩</title>"
    + "<p><a href=http://bet.example/>百家乐真人娱乐开户送彩金 时时彩投注平台</a></p>" * 9
)


class Same(dict[str, Answer]):
    """A site that answers the same for every address."""

    def __init__(self, html: str, status: int = 200) -> None:
        super().__init__()
        self.answer = Answer(
            f"<html><head><meta charset=utf-8></head><body>{html}</body></html>".encode(), "text/html", status
        )

    def get(self, path: str, default: object = None) -> Answer | None:  # type: ignore[override]
        del default
        return None if path == "/robots.txt" else self.answer


SITES = {"closed": Same(_CLOSED), "squatted": Same(_SOLD), "broken": Same("oops", 500)}


@pytest.mark.parametrize("site", SITES)
def test_articles_stay_as_they_were_and_the_section_is_ill(tmp_path: Path, site: str) -> None:
    with Portal(portal_of(12)) as portal:
        url = f"{portal.url}/list.html"
        assert crawl(tmp_path, url, "--full").code == 0
        portal.answers = SITES[site]
        portal.requests.clear()
        assert crawl(tmp_path, url, "--full").code == 1
        assert not any(path.startswith("/a/") for path in portal.requests)
        portal.answers = portal_of(12)
        assert crawl(tmp_path, url, "--full").code == 0
    assert [line["change"] for line in articles(tmp_path)] == ["new"] * 12


def test_known_section_without_rows_is_no_home_page(tmp_path: Path) -> None:
    with Portal(portal_of(12)) as portal:
        url = f"{portal.url}/list.html"
        crawl(tmp_path, url)
        menu = "".join(f"<li><a href=/{name}/>{name}</a></li>" for name in ("通知公告", "政务动态", "人事信息"))
        page = f"<html><head><meta charset=utf-8><title>通知公告</title></head><body><ul>{menu}</ul><p>暂无信息</p></body></html>"
        portal.answers = portal_of(12) | {"/list.html": Answer(page.encode(), "text/html")}
        portal.requests.clear()
        run = crawl(tmp_path, url)
    assert run.code == 1
    assert not any("/通知公告/" in path or "%" in path for path in portal.requests)
