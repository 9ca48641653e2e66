"""`chengxi inspect`: one page, step by step."""

import json

import pytest
from click.testing import CliRunner

from scraper.cli.inspect import command
from scraper.errors import PageError, UsageError

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


def test_a_file_of_many_pages_is_refused_with_the_cure(tmp_path):
    path = tmp_path / "a.jsonl"
    path.write_text('{"id":1,"html":""}\n{"id":2,"html":""}\n', encoding="utf-8")
    with pytest.raises(UsageError, match="clean"):
        CliRunner().invoke(command, [str(path)], catch_exceptions=False)
