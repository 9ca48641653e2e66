"""Walk a section of 100,000 rows and tell what memory all processes of the crawl take; write it to bench/results.

    python -m bench.section [--rows 100000] [--page-rows 100] [--articles 10000] [--again] [--result FILE]

The newest `--articles` rows lead to small pages of the portal itself; the others lead to another host, which a crawl
tells and does not fetch, so that a long list is walked in little time. `--again` crawls a second time with `--full`,
which asks for every known article once more.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

RESULT = Path(__file__).parent / "results" / "section.json"
_EVERY_S = 1.0
_ELSEWHERE = "http://elsewhere.example.cn"


def main() -> int:
    """Serve, crawl, sample."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=int, default=100_000)
    parser.add_argument("--page-rows", type=int, default=100)
    parser.add_argument("--articles", type=int, default=10_000)
    parser.add_argument("--again", action="store_true")
    parser.add_argument("--result", type=Path, default=RESULT)
    options = parser.parse_args()
    server = _Server(("127.0.0.1", 0), _handler(options))
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
    output = Path(tempfile.mkdtemp(prefix="chengxi-section-")) / "output"
    url = f"http://127.0.0.1:{server.server_port}/list/index.html"
    figures = {"rows": options.rows, "page_rows": options.page_rows, "articles": options.articles}
    figures["first"] = _crawl(url, output)
    if options.again:
        figures["again"] = _crawl(url, output, "--full")
    server.shutdown()
    shutil.rmtree(output.parent, ignore_errors=True)
    print(json.dumps(figures, indent=2))
    options.result.parent.mkdir(exist_ok=True)
    options.result.write_text(json.dumps(figures, indent=2) + "\n", encoding="utf-8")
    return 0 if all(figures[name]["exit"] == 0 for name in ("first", "again") if name in figures) else 1


def _crawl(url: str, output: Path, *more: str) -> dict[str, object]:
    words = ["crawl", url, "--output", str(output), "--allow-network", "127.0.0.0/8", "--delay", "0", "--json", *more]
    command = [sys.executable, "-c", "from scraper.cli import main; main()", *words]
    started = time.monotonic()
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    samples: list[int] = []
    while process.poll() is None:
        samples.append(sum(_pss_bytes(pid) for pid in _family(process.pid)))
        time.sleep(_EVERY_S)
    assert process.stdout is not None
    section = json.loads(process.stdout.read().splitlines()[-1])["sections"][0]
    tenth = max(1, len(samples) // 10)
    return {
        "peak_mb": round(max(samples) / 1e6, 1),
        "second_tenth_mb": round(max(samples[tenth : 2 * tenth] or samples) / 1e6, 1),
        "last_tenth_mb": round(max(samples[-tenth:]) / 1e6, 1),
        "seconds": round(time.monotonic() - started),
        "exit": process.returncode,
        **{name: section[name] for name in ("listed", "stored", "new", "changed", "unchanged", "requests")},
    }


def _family(pid: int) -> list[int]:
    """Give a process and all below it."""
    found = [pid]
    for task in Path(f"/proc/{pid}/task").glob("*/children"):
        try:
            children = task.read_text().split()
        except OSError:
            continue
        for child in children:
            found += _family(int(child))
    return found


def _pss_bytes(pid: int) -> int:
    """Give the memory of a process; pages shared with others count in part, so that the sum is right."""
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) * 1024 for line in lines if line.startswith("Pss:")), 0)


class _Server(ThreadingHTTPServer):
    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing: a crawl may close its connections as it likes."""


def _handler(options: argparse.Namespace) -> type[BaseHTTPRequestHandler]:
    pages = -(-options.rows // options.page_rows)

    def list_page(page: int) -> str:
        first = options.rows - page * options.page_rows
        rows = "".join(_row(number, options) for number in range(first, max(0, first - options.page_rows), -1))
        following = f'<a href="index_{page + 1}.html">下一页</a>' if page + 1 < pages else ""
        return (
            f"<html><head><meta charset=utf-8><title>通知公告</title></head><body><ul>{rows}</ul>"
            f"<div class=page>共{options.rows}条 第{page + 1}/{pages}页 {following}</div></body></html>"
        )

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        disable_nagle_algorithm = True

        def do_GET(self) -> None:
            name = self.path.rsplit("/", 1)[-1].removesuffix(".html")
            if self.path.startswith("/list/"):
                text = list_page(int(name.partition("_")[2] or 0))
            elif self.path.startswith("/a/"):
                text = _article(int(name.rpartition("_")[2]))
            else:
                text = ""
            body = text.encode()
            self.send_response(200 if text else 404)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    return Handler


def _row(number: int, options: argparse.Namespace) -> str:
    host = "" if number > options.rows - options.articles else _ELSEWHERE
    day = f"{2001 + number * 24 // options.rows}-{number % 12 + 1:02d}-{number % 28 + 1:02d}"
    return f"<li><a href={host}/a/t{day.replace('-', '')}_{number}.html>关于第{number}号水位记录的通知</a><span>{day}</span></li>"


def _article(number: int) -> str:
    return (
        f"<html><head><meta charset=utf-8><title>关于第{number}号水位记录的通知</title></head><body>"
        f"<h1>关于第{number}号水位记录的通知</h1><p>发布日期：2024-05-{number % 28 + 1:02d}</p><div class=TRS_Editor>"
        f"<p>第{number}号通知要求各村认真做好汛期值班工作，每日十七时前报送水位记录，遇有险情立即报告，不得迟报漏报。</p>"
        "<p>特此通知。</p></div></body></html>"
    )


if __name__ == "__main__":
    os.environ.setdefault("PYTHONUNBUFFERED", "1")
    sys.exit(main())
