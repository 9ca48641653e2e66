"""Portals that show nothing without their scripts, read by the optional browser; it reaches nothing by itself."""

from __future__ import annotations

import base64
import json
import shutil
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest

from spiders.browser import PROGRAMS, lacking
from tests.crawling import Run, articles, chengxi, crawl, set_aside
from tests.portal.server import Answer, Portal

pytestmark = [
    pytest.mark.system,
    pytest.mark.skipif(lacking() is not None, reason="playwright or Chromium is missing (apt-get install chromium)"),
]
SHELL = (
    "<!DOCTYPE html><html><head><meta charset=utf-8><title>公告</title></head><body><div id=app></div>{}</body></html>"
)
ROWS = [
    {
        "k": f"n{n}",
        "t": f"关于第{n}号泵站检修期间供水安排的通知",
        "d": f"2024-06-{n + 10}",
        "b": "检修期间实行分时供水，请用户提前储水。" * 4,
    }
    for n in range(1, 6)
]


def portal_answers(elsewhere: str = "http://10.0.0.1/x") -> dict[str, Answer]:
    """A list and articles that only scripts make: the address of each row is reckoned, and the data is in pieces."""
    build = (
        "<script src=/lib.js></script><script src=/forbidden.js></script><script src='ELSEWHERE'></script><img src='ELSEWHERE'>"
        "<script>fetch('/data/' + 'all').then(r => r.text()).then(t => { const rows = JSON.parse(atob(t));"
        " document.getElementById('app').innerHTML = '<h2>公告</h2><ul>' + rows.map(r => '<li><a href=\"/read/' + name(r) + '\">'"
        " + r.t + '</a><span>' + r.d + '</span></li>').join('') + '</ul>'; });</script>"
    ).replace("ELSEWHERE", elsewhere)
    page = (
        "<script src=/lib.js></script><script>fetch('/data/' + 'all').then(r => r.text()).then(t => { const rows = JSON.parse(atob(t));"
        " const r = rows.find(r => location.pathname.endsWith(name(r))); document.title = r.t;"
        " document.getElementById('app').innerHTML = '<h1>' + r.t + '</h1><p>发布日期：' + r.d + '</p><div class=text><p>' + r.b + '</p></div>'; });</script>"
    )
    lib = (
        "function name(r) { return r.d.replaceAll('-', '') + '_' + r.k + '.html'; }"
        "const plain = window.atob.bind(window);"
        "window.atob = t => new TextDecoder().decode(Uint8Array.from(plain(t), c => c.charCodeAt(0)));"
    )
    data = base64.b64encode(json.dumps(ROWS, ensure_ascii=False).encode())
    answers = {
        "/app/": Answer(SHELL.format(build).encode(), "text/html; charset=utf-8"),
        "/lib.js": Answer(lib.encode(), "application/javascript"),
        "/forbidden.js": Answer(b"1", "application/javascript"),
        "/robots.txt": Answer(b"User-agent: *\nDisallow: /forbidden.js\n", "text/plain"),
        "/data/all": Answer(data, "text/plain"),
    }
    for row in ROWS:
        path = f"/read/{row['d'].replace('-', '')}_{row['k']}.html"
        answers[path] = Answer(SHELL.format(page).encode(), "text/html; charset=utf-8")
    wrong = SHELL.replace("utf-8", "gb2312").format(page.replace("r.b + '", "r.b + '值守电话全天有人接听。"))
    answers["/read/20240612_n2.html"] = Answer(wrong.encode("gbk"), "text/html; charset=utf-8")
    return answers


def site_file(folder: Path, url: str, *, browser: bool) -> Path:
    sites = folder / "sites"
    sites.mkdir(exist_ok=True)
    host = url.removeprefix("http://")
    (sites / "pump.toml").write_text(
        f'name = "pump"\nhosts = ["{host}"]\nbrowser = {str(browser).lower()}\n'
        f'[[sections]]\nname = "公告"\nurl = "{url}/app/"\n',
        encoding="utf-8",
    )
    return sites


@pytest.fixture(scope="module")
def crawled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, Portal, Run, list[str]]]:
    """The portal crawled with the browser; the last value holds what a second server, not to be reached, was asked."""
    folder = tmp_path_factory.mktemp("browser")
    asked: list[str] = []
    other = _listening(asked)
    with Portal(portal_answers(f"http://127.0.0.2:{other.server_port}/secret.js")) as portal:
        sites = site_file(folder, portal.url, browser=True)
        local = ("--delay", "0", "--json", "--sites", str(sites), "--output", str(folder / "output"))
        run = chengxi("crawl", "pump", "--allow-network", "127.0.0.1/32", *local)
        yield folder / "output", portal, run, asked
    other.shutdown()
    other.server_close()


def _listening(asked: list[str]) -> ThreadingHTTPServer:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_response(200)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.2", 0), Handler)
    Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
    return server


def test_list_and_articles_of_scripts_are_read_by_the_browser(crawled: tuple[Path, Portal, Run, list[str]]) -> None:
    output, _, run, _ = crawled
    found = {
        (line["title"], line["published"], line["text"].removesuffix("值守电话全天有人接听。"))
        for line in articles(output)
    }
    assert found == {(row["t"], row["d"], row["b"]) for row in ROWS}, run.err


def test_page_in_gbk_under_a_wrong_header_keeps_its_text_in_the_browser(
    crawled: tuple[Path, Portal, Run, list[str]],
) -> None:
    (line,) = [line for line in articles(crawled[0]) if line["url"].endswith("_n2.html")]
    assert "请用户提前储水。值守电话全天有人接听。" in line["text"]


def test_browser_reaches_no_address_that_the_guard_refuses(crawled: tuple[Path, Portal, Run, list[str]]) -> None:
    assert crawled[3] == []


def test_browser_obeys_robots_and_asks_for_shared_scripts_once(crawled: tuple[Path, Portal, Run, list[str]]) -> None:
    asked = crawled[1].requests
    assert "/forbidden.js" not in asked
    assert asked.count("/lib.js") == 1


def test_rendered_pages_come_out_of_the_warc_as_they_went_in(
    crawled: tuple[Path, Portal, Run, list[str]], tmp_path: Path
) -> None:
    copy = tmp_path / "output"
    shutil.copytree(crawled[0], copy)
    shutil.rmtree(copy / "articles")
    assert chengxi("rebuild", "--from", "warc", "--output", copy).code == 0
    assert sorted(map(repr, articles(copy))) == sorted(map(repr, articles(crawled[0])))
    assert chengxi("verify", "--output", copy).code == 0


def test_without_the_browser_such_pages_need_scripts(tmp_path: Path) -> None:
    with Portal(portal_answers()) as portal:
        sites = site_file(tmp_path, portal.url, browser=False)
        crawl(tmp_path / "output", f"{portal.url}/read/20240611_n1.html", "--sites", str(sites))
    assert [line["outcome"] for line in set_aside(tmp_path / "output")] == ["needs_script"]


def test_browser_that_is_missing_is_told_before_anything_starts(tmp_path: Path) -> None:
    sites = site_file(tmp_path, "http://127.0.0.1:9", browser=True)
    folders = [
        folder for folder in ("/usr/bin", "/bin") if not any((Path(folder) / name).exists() for name in PROGRAMS)
    ]
    run = crawl(tmp_path / "output", "pump", "--sites", str(sites), env={"PATH": ":".join(folders)})
    assert run.code == 2
    assert "no Chromium was found" in run.err
