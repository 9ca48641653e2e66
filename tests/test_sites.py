"""Site files: what they say, and how a wrong one is told."""

from __future__ import annotations

import tomllib
from datetime import date
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from scraper.cli.surveying import to_toml
from scraper.errors import SiteError, UsageError
from scraper.sites import FAMILIES, FOLDER, Section, Site, find_site, load_sites, read_site, site_of
from scraper.zones import zones

GOOD = """
name = "qinghe"
portal_name = "青禾县人民政府"
hosts = ["www.qinghe.example.cn", "qinghe.example.cn:8080"]
cms = "trs"
interval = "6h"

[[sections]]
name = "通知公告"
url = "https://www.qinghe.example.cn/gk/"
interval = "30m"

[[layouts]]
until = 2023-05-01
body = "//div[@id='old']"

[[layouts]]
body = "//div[@id='zoom']"
"""


def write(folder: Path, text: str, name: str = "a.toml") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_file_is_read(tmp_path: Path) -> None:
    site = read_site(write(tmp_path, GOOD))
    assert (site.name, site.cms, site.interval_s, site.time_zone) == ("qinghe", "trs", 21600, "Asia/Shanghai")
    assert (site.sections[0].name, site.sections[0].interval_s) == ("通知公告", 1800)


def test_layout_of_a_day_is_the_first_that_is_not_past(tmp_path: Path) -> None:
    site = read_site(write(tmp_path, GOOD))
    bodies = [site.layout(day).body for day in (date(2022, 1, 1), date(2023, 5, 1), date(2023, 5, 2), None)]
    assert bodies == ["//div[@id='old']", "//div[@id='old']", "//div[@id='zoom']", "//div[@id='zoom']"]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('nam = "x"', "unknown key 'nam'"),
        ("name = 5", "name = 5 is of the wrong kind"),
        ('name = "../x"\nhosts = ["a.cn"]', "cannot name a folder"),
        ('hosts = ["https://a.cn/"]', "is no host"),
        ('name = "a"', "hosts is missing"),
        ('hosts = ["a.cn"]\ncms = "wordstar"', "no known family"),
        ('hosts = ["a.cn"]\ninterval = "often"', "no time between two looks"),
        ('hosts = ["a.cn"]\ntime_zone = "Asia/Atlantis"', "time_zone"),
        ('hosts = ["a.cn"]\n[[sections]]\nname = "x"', "sections[1]: url is missing"),
        ('hosts = ["a.cn"]\n[[sections]]\nname = "x"\nurl = "ftp://a.cn/"', "sections[1]: url"),
        ('hosts = ["a.cn"]\n[[sections]]\nname = "x"\nurl = "http://a.cn/"\ncolour = "red"', "unknown key 'colour'"),
        ('hosts = ["a.cn"]\n[[layouts]]\nbody = "//div["', "is no XPath"),
        ('hosts = ["a.cn"]\n[[layouts]]\nuntil = "2023"', "until"),
        ("hosts = [", "cannot be read as TOML"),
    ],
)
def test_wrong_file_is_told_with_file_key_and_cure(tmp_path: Path, text: str, told: str) -> None:
    path = write(tmp_path, text)
    with pytest.raises(SiteError) as error:
        read_site(path)
    assert str(path) in str(error.value)
    assert told in str(error.value)


def test_two_files_of_one_name_are_told(tmp_path: Path) -> None:
    write(tmp_path, GOOD, "a.toml")
    write(tmp_path, GOOD, "b.toml")
    with pytest.raises(SiteError, match="already used"):
        load_sites(tmp_path)


def test_later_folder_replaces_a_site_of_the_same_name(tmp_path: Path) -> None:
    for folder, host in (("one", "one.cn"), ("two", "two.cn")):
        (tmp_path / folder).mkdir()
        write(tmp_path / folder, f'name = "x"\nhosts = ["{host}"]')
    site = find_site("x", load_sites(tmp_path / "one", tmp_path / "two"))
    assert site.hosts == ("two.cn",)


def test_unknown_portal_is_told_with_those_that_are_near(tmp_path: Path) -> None:
    write(tmp_path, GOOD)
    with pytest.raises(UsageError, match="near: qinghe"):
        find_site("qing", load_sites(tmp_path))


def test_site_of_a_known_host_is_the_known_site_with_or_without_www(tmp_path: Path) -> None:
    known = load_sites(tmp_path) or (read_site(write(tmp_path, GOOD)),)
    assert site_of("https://qinghe.example.cn/a", known).name == "qinghe"
    assert site_of("https://qinghe.example.cn:9090/a", known).name == "qinghe.example.cn_9090"


def test_site_of_an_unknown_host_is_made_from_it() -> None:
    assert [site_of(url).name for url in ("http://a.gov.cn/", "http://127.0.0.1:81/", "https://a.gov.cn:443/")] == [
        "a.gov.cn",
        "127.0.0.1_81",
        "a.gov.cn",
    ]
    assert site_of("http://a.gov.tw/").time_zone == "Asia/Taipei"
    assert [site_of(f"http://{host}/").time_zone for host in ("news.tv", "a.gov.co")] == ["UTC", "America/Bogota"]


@pytest.mark.parametrize(
    ("url", "name"),
    [
        ("http://../a", "unknown"),
        ("http://./a", "unknown"),
        ("http:///a", "unknown"),
        ("http://.../a", "unknown"),
        ("http://..:80/a", "unknown"),
        ("http://..:8080/a", "_8080"),
        ("http://www.example.gov.cn./a", "www.example.gov.cn"),
        ("http://a..b/a", "a..b"),
        (f"http://{'a' * 400}/", "a" * 200),
        (f"http://{'县' * 100}/", "县" * 66),
    ],
)
def test_site_of_a_strange_host_has_a_name_that_is_one_folder(url: str, name: str) -> None:
    assert site_of(url).name == name


def test_shipped_templates_are_sound_once_their_comments_are_taken_off() -> None:
    templates = sorted(FOLDER.glob("_*.toml"))
    assert {path.stem.removeprefix("_") for path in templates} == set(FAMILIES) - {"other"}
    for path in templates:
        assert read_site(path).cms == path.stem.removeprefix("_")


def test_shipped_site_files_are_sound() -> None:
    assert isinstance(load_sites(), tuple)


@settings(max_examples=200)
@given(st.text(st.characters(codec=None), min_size=1), st.text(min_size=1))
@example('"""\n[[sections]]\nname = "x', "]]\n'")
@example("\ud83d公示\x7f\x1b]0;x\x07", "公告")
def test_a_site_file_holds_any_name_that_a_portal_gives_itself(portal: str, section: str) -> None:
    site = Site("a", ("a.example",), sections=(Section(section, "http://a.example/"),), portal_name=portal)
    values = tomllib.loads(to_toml(site))
    assert values["portal_name"] == portal.encode("utf-8", "replace").decode()
    assert [item["name"] for item in values["sections"]] == [section]
    assert set(values) <= {"name", "portal_name", "home", "hosts", "cms", "time_zone", "interval", "sections"}


def test_every_zone_of_a_top_level_domain_is_known_to_the_time_zone_database() -> None:
    known = zones()
    assert len(known) > 230
    assert [zone for zone in set(known.values()) if ZoneInfo(zone).key != zone] == []


@pytest.mark.parametrize(
    ("host", "zone"),
    [
        ("www.example.gov.cn", "Asia/Shanghai"),
        ("www.example.go.th", "Asia/Bangkok"),
        ("www.example.gov.uk:8443", "Europe/London"),
        ("example.xn--fiqs8s", "Asia/Shanghai"),
        ("www.example.gov", "UTC"),
        ("10.0.0.1", "UTC"),
    ],
)
def test_portal_without_a_file_keeps_the_time_of_its_country(host: str, zone: str) -> None:
    assert site_of(f"https://{host}/").time_zone == zone
