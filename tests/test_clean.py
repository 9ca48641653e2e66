"""`chengxi clean`: files in, JSON lines out."""

import base64
import gzip
import hashlib
import json
import os
import threading
import time

import pytest
from click.testing import CliRunner

from pipelines.pools import LocalPool
from pipelines.workers import Worker
from scraper.cli import cleaning
from scraper.cli.clean import command
from scraper.cli.cleaning import clean_alone
from scraper.cli.inputs import Input, Inputs
from scraper.errors import UsageError
from scraper.model import RawPage

HTML = "<title>清淤</title><h1>冬季清淤启动</h1><div>发布日期：2020-01-02</div><div id='zoom'><p>今年入冬以来，全镇组织人员对三条主渠逐段清淤。</p></div>"


class Here:
    """A worker that is this process: starting one takes longer than all else in these tests."""

    def call(self, function, arguments, *neighbours):
        return function(*arguments, *neighbours)

    def stop(self):
        pass


@pytest.fixture
def processes():
    """Asked for by the tests that are about worker processes."""


@pytest.fixture(autouse=True)
def in_this_process(request, monkeypatch):
    if "processes" not in request.fixturenames:
        monkeypatch.setattr("pipelines.pools.Worker", Here)


def clean(*arguments, stdin=None):
    result = CliRunner().invoke(command, [str(argument) for argument in arguments], input=stdin, catch_exceptions=False)
    assert result.exit_code == 0
    return [json.loads(line) for line in result.stdout.splitlines()]


def test_an_html_file_gives_one_line(tmp_path):
    (tmp_path / "a.html").write_text(HTML, encoding="utf-8")
    (line,) = clean(tmp_path / "a.html")
    assert (line["title"], line["published"], line["input_id"]) == (
        "冬季清淤启动",
        "2020-01-02",
        str(tmp_path / "a.html"),
    )


def test_json_lines_keep_their_ids(tmp_path):
    rows = [{"id": "x", "url": "http://a.example/1", "html": HTML}, {"id": 7, "url": "http://a.example/2", "html": ""}]
    (tmp_path / "a.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    lines = clean(tmp_path / "a.jsonl")
    assert [(line["id"], line["input_id"], line["schema"]) for line in lines] == [
        ("x", "x", "article/1"),
        (7, "7", "set-aside/1"),
    ]


def test_bodies_in_base64_are_decoded_as_declared(tmp_path):
    row = {
        "id": "g",
        "url": "http://a.example/",
        "body_b64": base64.b64encode(HTML.encode("gbk")).decode(),
        "content_type": "text/html; charset=gbk",
    }
    path = tmp_path / "a.jsonl.gz"
    path.write_bytes(gzip.compress(json.dumps(row).encode()))
    (line,) = clean(path)
    assert line["title"] == "冬季清淤启动"


def test_standard_input_is_read():
    (line,) = clean("-", stdin=HTML.encode())
    assert line["title"] == "冬季清淤启动"


def chengxi_clean(*arguments):
    """Give what the verb prints, as lines, what it complains of, and its exit code."""
    with CliRunner().isolation() as (out, err, _):
        code = command.main([str(argument) for argument in arguments], standalone_mode=False)
        return [json.loads(line) for line in out.getvalue().splitlines()], err.getvalue().decode(), code


@pytest.mark.parametrize(
    ("bad", "cure"), [("{no json", "line 2"), ('{"id": 1}', "html"), ('{"id": 1, "body_b64": "%"}', "line 2")]
)
def test_a_line_that_cannot_be_read_is_named_and_passed_over(tmp_path, bad, cure):
    good = json.dumps({"id": "x", "url": "http://a.example/1", "html": HTML})
    path = tmp_path / "a.jsonl"
    path.write_text(f"{good}\n{bad}\n{good}\n", encoding="utf-8")
    lines, told, code = chengxi_clean(path)
    assert [line["id"] for line in lines] == ["x", "x"]
    assert cure in told
    assert code == 1


def test_what_can_be_read_is_cleaned_beside_a_missing_and_an_empty_file(tmp_path):
    (tmp_path / "a.html").write_text(HTML, encoding="utf-8")
    (tmp_path / "empty").write_bytes(b"")
    lines, told, code = chengxi_clean(tmp_path / "empty", tmp_path / "a.html", tmp_path / "nosuch")
    assert [line["schema"] for line in lines] == ["set-aside/1", "article/1"]
    assert "nosuch: cannot be read" in told
    assert code == 1


def test_no_file_at_all_is_an_error_of_use(tmp_path):
    with pytest.raises(UsageError, match="nosuch"):
        chengxi_clean(tmp_path / "nosuch")


def test_neighbours_can_be_told_to_be_strangers(tmp_path):
    rows = [{"id": n, "url": f"http://a.example/{n}", "html": HTML} for n in range(6)]
    (tmp_path / "a.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    together, alone = clean(tmp_path / "a.jsonl"), clean(tmp_path / "a.jsonl", "--no-neighbours")
    assert together[0]["extraction"]["profile"] != alone[0]["extraction"]["profile"]


def many(path, count):
    rows = [
        {"id": n, "url": f"http://h{n % 3}.example/{n}", "html": HTML.replace("三条主渠", f"第{n}条主渠")}
        for n in range(count)
    ]
    path.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    return path


@pytest.mark.parametrize("options", [[], ["--no-neighbours"]])
def test_pages_cleaned_on_several_cores_come_back_in_their_order(tmp_path, options, processes):
    lines = clean(many(tmp_path / "a.jsonl", 70), *options)
    assert [line["id"] for line in lines] == list(range(70))
    assert all(f"第{line['id']}条主渠" in line["text"] for line in lines)


@pytest.mark.parametrize("options", [[], ["--no-neighbours"]])
def test_one_core_and_several_give_the_same_lines(tmp_path, options, monkeypatch, processes):
    path = many(tmp_path / "a.jsonl", 70)
    together = clean(path, *options)
    monkeypatch.setattr("pipelines.pools.cores", lambda: 1)
    assert clean(path, *options) == together


def dawdle(*arguments):
    time.sleep(60)


def test_a_page_that_takes_too_long_is_set_aside_and_the_next_is_cleaned(tmp_path, monkeypatch, processes):
    def call(worker, function, arguments, *neighbours):
        is_bad = "/bad" in arguments[0].page.url
        monkeypatch.setattr("pipelines.workers.PAGE_SECONDS", 0.2 if is_bad else 60.0)
        return Worker.call(worker, dawdle if is_bad else function, arguments, *neighbours)

    monkeypatch.setattr("pipelines.pools.Worker", type("Stumbling", (Worker,), {"call": call}))
    rows = [{"id": name, "url": f"http://a.example/{name}", "html": HTML} for name in ("good", "bad", "fine")]
    (tmp_path / "a.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    lines = clean(tmp_path / "a.jsonl", "--no-neighbours")
    assert [line["schema"] for line in lines] == ["article/1", "set-aside/1", "article/1"]
    assert "busy for more than" in lines[1]["reasons"][0]


def test_only_a_few_pages_are_held_while_others_are_cleaned():
    read = []

    def pages():
        for at in range(500):
            read.append(at)
            yield Input(str(at), RawPage("http://h.example/", HTML.encode()))

    with LocalPool(1) as pool:
        next(clean_alone(pages(), pool))
    assert len(read) < 100


def test_the_pages_that_teach_are_held_until_their_host_has_all(tmp_path, monkeypatch):
    monkeypatch.setattr(cleaning, "TEACHERS", 5)
    inputs = Inputs([str(many(tmp_path / "a.jsonl", 40))])
    groups = list(cleaning._lessons(inputs, cleaning.count_hosts(inputs), names := []))
    assert sorted(names) == ["h0.example", "h1.example", "h2.example"]
    assert [len(group) for group in groups] == [5, 5, 5]


def test_a_pipe_is_read_as_often_as_a_file(tmp_path):
    content = many(tmp_path / "a.jsonl", 3).read_bytes()
    os.mkfifo(tmp_path / "pipe")
    writer = threading.Thread(target=lambda: (tmp_path / "pipe").write_bytes(content))
    writer.start()
    lines = clean(tmp_path / "pipe")
    writer.join()
    assert [line["id"] for line in lines] == [0, 1, 2]


def test_json_lines_of_a_gzip_file_cut_short_are_cleaned_as_far_as_they_go(tmp_path):
    rows = [json.dumps({"id": n, "html": HTML + hashlib.sha512(bytes(n)).hexdigest()}) for n in range(30)]
    (tmp_path / "a.jsonl.gz").write_bytes(gzip.compress("\n".join(rows).encode())[:-400])
    lines, told, code = chengxi_clean(tmp_path / "a.jsonl.gz")
    assert [line["id"] for line in lines] == list(range(len(lines)))
    assert 10 < len(lines) < 30
    assert "is not whole as gzip" in told
    assert code == 1
