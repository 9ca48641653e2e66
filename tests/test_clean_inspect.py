"""`chengxi inspect`: one page, step by step."""

import json

import pytest
from click.testing import CliRunner

from scraper.cli.inspect import command
from scraper.cli.inspection import examine, show
from scraper.errors import PageError, UsageError
from scraper.line import refine
from scraper.model import Document, RawPage
from scraper.profile import EMPTY
from scraper.sites import site_of
from tests.crawling import articles, chengxi
from tests.test_crawl import article
from tests.test_store_commands import foreign_warc

SPAM = "久久精品视频_无码不卡在线_人妻少妇专区_欧美日韩三级片"
HTML = f"<meta charset='utf-8'><title>{SPAM}</title><div>{SPAM}</div><h1>冬季清淤启动</h1><div>发布日期：2020-01-02</div><div id='zoom'><p>今年入冬以来，全镇组织人员逐段清淤。</p></div>"


@pytest.fixture
def page(tmp_path):
    path = tmp_path / "a.html"
    path.write_text(HTML, encoding="utf-8")
    return path


def inspect(*arguments):
    result = CliRunner().invoke(command, [str(argument) for argument in arguments], catch_exceptions=False)
    assert result.exit_code == 0
    return result.stdout


def test_each_step_is_shown(page):
    out = inspect(page)
    for told in ("utf-8", "JCMS", "purge/headline", "冬季清淤启动", "2020-01-02", "verdict: article", "site_hacked"):
        assert told in out


def test_a_page_that_takes_too_long_is_told_and_not_waited_for(page, monkeypatch):
    monkeypatch.setattr("pipelines.workers.PAGE_SECONDS", 0.0)
    with pytest.raises(PageError, match="set aside as bad_content: the page kept its worker busy"):
        inspect(page)


def test_an_answer_that_is_not_well_is_told_by_its_status(page, capsys):
    text = page.read_bytes()
    for status in (200, 404):
        raw = RawPage("http://a.example.gov.cn/1.html", text, status)
        show(examine(raw, refine(Document(raw), site_of(raw.url), EMPTY).record, None, EMPTY))
        assert ("answered with status 404" in capsys.readouterr().out) is (status == 404)


def test_the_json_holds_the_record(page):
    told = json.loads(inspect(page, "--json", "--url", "http://a.example.gov.cn/1.html"))
    assert told["record"]["title"] == "冬季清淤启动"
    assert told["url"] == "http://a.example.gov.cn/1.html"
    assert [removal["rule"] for removal in told["removed"]] == ["purge/headline", "purge/headline"]


def test_removed_parts_are_struck_out(page, tmp_path):
    inspect(page, "--html", tmp_path / "seen.html")
    seen = (tmp_path / "seen.html").read_text(encoding="utf-8")
    assert seen.count(f"<del>{SPAM}</del>") == 2
    assert '<p class="body">今年入冬以来，全镇组织人员逐段清淤。</p>' in seen


@pytest.fixture
def a_list(tmp_path):
    path = tmp_path / "list.html"
    rows = "".join(
        f"<li><a href=/a/t2024050{n}_{n}.html>关于第{n}号水位记录的通知</a><span>2024-05-0{n}</span></li>"
        for n in range(1, 9)
    )
    html = f"<meta charset=utf-8><title>通知公告</title><ul>{rows}</ul><a href=/list_2.html>下一页</a>"
    path.write_text(html, encoding="utf-8")
    return path


def test_the_rows_of_a_list_are_shown_with_how_it_goes_on(a_list):
    out = inspect(a_list, "--url", "http://a.example.gov.cn/list.html")
    assert "8 rows" in out
    assert "2024-05-08" in out
    assert "next: GET http://a.example.gov.cn/list_2.html" in out


def test_the_json_of_a_list_holds_its_rows(a_list):
    told = json.loads(inspect(a_list, "--json", "--url", "http://a.example.gov.cn/list.html"))["list"]
    row = {
        "title": "关于第1号水位记录的通知",
        "date": "2024-05-01",
        "url": "http://a.example.gov.cn/a/t20240501_1.html",
    }
    assert told["rows"][0] == row
    assert told["next_pages"] == [{"method": "GET", "url": "http://a.example.gov.cn/list_2.html"}]


def test_the_page_of_a_list_holds_its_rows(a_list, tmp_path):
    inspect(a_list, "--html", tmp_path / "seen.html", "--url", "http://a.example.gov.cn/list.html")
    assert (tmp_path / "seen.html").read_text(encoding="utf-8").count("<tr>") == 8


def test_a_list_without_its_address_says_what_is_missing(a_list):
    assert "--url" in inspect(a_list)


def test_an_article_is_not_told_as_a_list(page):
    assert "list" not in json.loads(inspect(page, "--json"))
    assert "rows" not in inspect(page)


def test_a_file_of_many_pages_is_refused_with_the_cure(tmp_path):
    path = tmp_path / "a.jsonl"
    path.write_text('{"id":1,"html":""}\n{"id":2,"html":""}\n', encoding="utf-8")
    with pytest.raises(UsageError, match="clean"):
        CliRunner().invoke(command, [str(path)], catch_exceptions=False)


def test_a_page_is_read_with_what_the_archive_knows_of_its_host(tmp_path):
    foreign_warc(tmp_path / "old.warc.gz", 10)
    assert chengxi("import", tmp_path / "old.warc.gz", "--output", tmp_path / "o").code == 0
    (tmp_path / "3.html").write_bytes(article(3).body)
    place = ("--url", "http://old.example.gov.cn/a/3.html", "--json", "--output")
    told = json.loads(inspect(tmp_path / "3.html", *place, tmp_path / "o"))
    stored = next(line for line in articles(tmp_path / "o") if line["url"].endswith("/3.html"))
    assert told["neighbours"] >= 5
    assert told["record"]["extraction"] == stored["extraction"]
    assert json.loads(inspect(tmp_path / "3.html", *place, tmp_path / "nowhere"))["neighbours"] == 0


def test_a_page_is_read_by_the_site_file_of_its_portal(page, tmp_path):
    (tmp_path / "sites").mkdir()
    layout = "[[layouts]]\nbody = \"//div[contains(text(),'发布日期')]\"\n"
    (tmp_path / "sites" / "a.toml").write_text(
        f'name = "a"\nhosts = ["a.example.gov.cn"]\n\n{layout}', encoding="utf-8"
    )
    place = ("--json", "--url", "http://a.example.gov.cn/1.html", "--sites", tmp_path / "sites")
    assert json.loads(inspect(page, *place))["record"]["extraction"]["method"] == "extract/site-file"
