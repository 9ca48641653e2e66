"""A broken file in sites/ stops the crawl of its portal, and of no other."""

from __future__ import annotations

from pathlib import Path

import pytest

from scraper.cli.common import Settings
from scraper.cli.crawl import Options
from scraper.cli.crawling import make_plan
from scraper.errors import SiteError
from scraper.sites import BrokenSite, read_sites
from tests.crawling import articles, chengxi, crawl
from tests.portal.server import Portal
from tests.test_crawl import portal_of

BROKEN = 'portal_name = "青禾县人民政府"\nhome = "https://www.qinghe.example.cn/"\nhosts = ["gk.qinghe.example.cn:8080"]\ncolour = 1\n'
SOUND = 'name = "qingxi"\nhosts = ["www.qingxi.example.cn"]\n[[sections]]\nname = "通知公告"\nurl = "https://www.qingxi.example.cn/gk/"\n'


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """Two portals, the file of one broken."""
    folder = tmp_path / "sites"
    folder.mkdir()
    (folder / "qinghe.toml").write_text(BROKEN, encoding="utf-8")
    (folder / "qingxi.toml").write_text(SOUND, encoding="utf-8")
    return Settings(output=tmp_path / "output", contact="you@example.org")


def options(*targets: str, due: bool = False) -> Options:
    return Options(targets=targets, due=due)


def test_portal_of_a_broken_file_is_refused_with_file_key_and_cure(settings: Settings) -> None:
    with pytest.raises(SiteError, match=r"qinghe\.toml: unknown key 'colour'"):
        make_plan(settings, options("qinghe"))


def test_other_portal_is_crawled_beside_a_broken_file(settings: Settings) -> None:
    plan = make_plan(settings, options("qingxi"))
    assert [target.site.name for target in plan.targets] == ["qingxi"]
    assert plan.mistakes == ()


def test_sound_targets_go_on_and_the_broken_one_is_told(settings: Settings) -> None:
    plan = make_plan(settings, options("qinghe", "qingxi"))
    assert [target.site.name for target in plan.targets] == ["qingxi"]
    assert ["qinghe.toml" in told for told in plan.mistakes] == [True]


def test_due_sections_go_on_and_the_broken_file_is_told(settings: Settings) -> None:
    plan = make_plan(settings, options(due=True))
    assert [target.site.name for target in plan.targets] == ["qingxi"]
    assert ["qinghe.toml" in told for told in plan.mistakes] == [True]


@pytest.mark.parametrize(
    ("target", "is_meant"),
    [
        ("qinghe", True),
        ("青禾县人民政府", True),
        ("https://www.qinghe.example.cn/gk/", True),
        ("http://qinghe.example.cn/", True),
        ("http://gk.qinghe.example.cn:8080/a.html", True),
        ("http://gk.qinghe.example.cn/a.html", False),
        ("qing", False),
        ("https://www.qingxi.example.cn/", False),
    ],
)
def test_broken_file_is_known_by_its_name_and_by_what_it_quotes(
    settings: Settings, target: str, is_meant: bool
) -> None:
    (broken,) = read_sites(settings.sites_folder)[1]
    assert broken.means(target) == is_meant


def test_file_that_cannot_be_read_is_known_by_its_name(tmp_path: Path) -> None:
    assert BrokenSite(tmp_path / "gone.toml", SiteError("gone")).means("gone")


def test_list_shows_the_sound_portals_and_ends_with_one(settings: Settings) -> None:
    run = chengxi("sites", "list", "--output", settings.output)
    assert (run.code, "qingxi" in run.out, "qinghe.toml" in run.err) == (1, True, True)


def test_run_with_a_broken_target_stores_the_others_and_ends_with_one(settings: Settings) -> None:
    with Portal(portal_of(3)) as portal:
        run = crawl(settings.output, "qinghe", f"{portal.url}/list.html")
    assert (run.code, len(articles(settings.output))) == (1, 3)
    assert "not crawled" in run.err
    assert "qinghe.toml" in run.err
