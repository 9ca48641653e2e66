"""The command line over portals of every family: each section from its address alone, and a portal from its home."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.crawling import Run, articles, chengxi, crawl, set_aside
from tests.portal.families import FAMILIES, MARKUPS, Simulated, build, serving

ROWS = 34  # three list pages and a few rows


@pytest.fixture(scope="module")
def crawled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[list[Simulated], str, Path, Run]]:
    """Every family in one of its markups, crawled in one run."""
    output = tmp_path_factory.mktemp("families")
    portals = [build(family, MARKUPS[at % len(MARKUPS)], count=ROWS) for at, family in enumerate(FAMILIES)]
    with serving(portals) as url:
        run = crawl(output, *(url + portal.section for portal in portals), timeout_s=300)
        yield portals, url, output, run


@pytest.mark.parametrize("at", range(len(FAMILIES)), ids=[family.name for family in FAMILIES])
def test_section_is_stored_whole_with_titles_and_dates(
    crawled: tuple[list[Simulated], str, Path, Run], at: int
) -> None:
    portals, url, output, _ = crawled
    portal = portals[at]
    stored = {article["url"].removeprefix(url): article for article in articles(output)}
    mine = {path: told(article) for path, article in stored.items() if path.startswith(portal.prefix + "/")}
    assert mine == portal.expected()


def test_no_article_loses_text_to_what_its_neighbours_taught(
    crawled: tuple[list[Simulated], str, Path, Run],
) -> None:
    """The pages of a section say nearly the same: what repeats is not always a template."""
    portals, url, output, _ = crawled
    stored = {article["url"].removeprefix(url): article.get("text", "") for article in articles(output)}
    lacking = [
        path
        for portal in portals
        for path, notice in portal.notices_by_path().items()
        if not all(part in stored[path] for part in notice.body)
    ]
    assert lacking == []


def test_nothing_is_set_aside_and_all_is_well(crawled: tuple[list[Simulated], str, Path, Run]) -> None:
    _, _, output, run = crawled
    assert (run.code, set_aside(output)) == (0, [])


def test_second_run_stores_only_what_is_new(crawled: tuple[list[Simulated], str, Path, Run]) -> None:
    portals, url, output, _ = crawled
    portal = next(portal for portal in portals if portal.family.name == "empire")
    before = len(articles(output))
    portal.grow()
    run = crawl(output, url + portal.section)
    assert run.report["sections"][0]["new"] == 1
    assert len(articles(output)) == before + 1


def test_home_address_alone_leads_to_the_sections(tmp_path: Path) -> None:
    portal = build(next(family for family in FAMILIES if family.name == "jquery"), "list", count=ROWS)
    with serving([portal]) as url:
        crawl(tmp_path, f"{url}{portal.prefix}/index.html")
        stored = {article["url"].removeprefix(url): told(article) for article in articles(tmp_path)}
    assert portal.expected().items() <= stored.items()


def test_sites_add_writes_a_file_that_check_and_crawl_understand(tmp_path: Path) -> None:
    portal = build(next(family for family in FAMILIES if family.name == "trs"), "list", count=ROWS)
    local = ("--allow-network", "127.0.0.0/8")
    folders = ("--sites", str(tmp_path / "sites"), "--output", str(tmp_path / "output"))
    config = tmp_path / "chengxi.toml"
    config.write_text("delay = 0\n", encoding="utf-8")
    with serving([portal]) as url:
        added = chengxi(
            "sites", "add", f"{url}{portal.prefix}/index.html", "--name", "qinghe", *local, *folders, "--config", config
        )
        assert added.code == 0, added.err
        assert "通知公告" in added.out
        checked = chengxi("sites", "check", "qinghe", *local, *folders, "--config", config)
        assert (checked.code, "1 of 1 sections fit" in checked.out) == (0, True), checked.out
        listed = chengxi("sites", "list", *folders)
        assert "trs" in listed.out
        assert crawl(tmp_path / "output", "qinghe", "--sites", str(tmp_path / "sites")).code == 0
    assert len(articles(tmp_path / "output")) == ROWS
    assert chengxi("sites", "check", "qinghe", *local, *folders, "--config", config).code != 0


def told(article: dict[str, Any]) -> tuple[str, str]:
    """Title and day of an article line."""
    return article.get("title", ""), article.get("published", "")[:10]
