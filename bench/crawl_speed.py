"""Measure a whole crawl (fetch, line, WARC, JSON lines) against bare Scrapy whose `parse` does nothing: one run, one server.

    python -m bench.crawl_speed [--pages 2000] [--rounds 1] [--small] [--json FILE]

The server is a process of its own on loopback: pages of 30 KB, half of them GBK, a list of 50 rows a page.

ratio           pages a second of the crawl over those of Scrapy, wall time: true on an otherwise idle machine of two cores
ratio_cpu       CPU a page of Scrapy over what a page of the crawl takes two cores that do nothing else (its first
                process keeps to one, its workers share the rest); holds on a busy machine too
main_ms, workers_ms, scrapy_ms  CPU a page, start-up left out
growth          CPU a page of the last tenth of the crawl over that of its second twentieth (all processes), less one; from 1,000
                pages on
memory_mb       the most that all processes of the crawl held at once (resident, shared pages counted in each)
second_run      requests of a second crawl over those of the first
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import random
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, field
from multiprocessing import Process, Value
from multiprocessing.connection import Connection, Pipe
from multiprocessing.sharedctypes import Synchronized
from pathlib import Path
from statistics import median

from tests.archive_maker import sentence

ROWS = 50
GROWTH_PAGES = 1000
TICK_S = 1 / os.sysconf("SC_CLK_TCK")
_NAV = "".join(
    f'<li class="nav{n % 7}"><a href="/col/col{n}/index.html" title="栏目{n}">政务公开栏目{n}</a></li>'
    for n in range(130)
)
_STYLE = "".join(
    f".box{n}{{margin:0 auto;padding:{n}px;color:#33{n % 10}3{n % 10};font-size:14px}}" for n in range(110)
)
_SCRAPY = """
import sys
from scrapy import Request, Spider
from scrapy.crawler import CrawlerProcess

class Bare(Spider):
    name = "bare"
    async def start(self):
        for number in range(int(sys.argv[2])):
            yield Request(f"{sys.argv[1]}/tz/202405/t20240501_{number}.html")
    def parse(self, response):
        pass

process = CrawlerProcess({"LOG_LEVEL": "WARNING", "TELNETCONSOLE_ENABLED": False, "ROBOTSTXT_OBEY": False})
process.crawl(Bare)
process.start()
"""


def page(number: int, *, is_small: bool = False) -> tuple[bytes, str]:
    """An article of about 25 KB (2 KB) as a portal sends it, and its encoding."""
    chance = random.Random(number)
    paragraphs = "".join(
        f"<p style='text-indent:2em'>{''.join(sentence(chance) for _ in range(4))}</p>"
        for _ in range(2 if is_small else 14)
    )
    title = f"关于做好第{number}号防汛值班安排工作的通知"
    encoding = "gbk" if number % 2 else "utf-8"
    style, nav = ("", "") if is_small else (_STYLE, _NAV)
    html = (
        f"<!DOCTYPE html><html><head><meta charset={encoding}><title>{title}</title><style>{style}</style></head><body>"
        f"<div class=head><ul>{nav}</ul></div><div class=path><a href=/>首页</a> &gt; <a href=/list_0.html>通知公告</a></div>"
        f"<h1>{title}</h1><div class=info>发布日期：2024-{number % 12 + 1:02d}-{number % 28 + 1:02d} 来源：清溪县人民政府办公室</div>"
        f"<div class=TRS_Editor>{paragraphs}</div><div class=foot>主办：清溪县人民政府 网站标识码：3301220001</div></body></html>"
    )
    return html.encode(encoding, "xmlcharrefreplace"), encoding


def list_page(number: int, pages: int) -> bytes:
    rows = "".join(
        f"<li><a href=/tz/202405/t20240501_{n}.html>关于做好第{n}号防汛值班安排工作的通知</a>"
        f"<span>2024-{n % 12 + 1:02d}-{n % 28 + 1:02d}</span></li>"
        for n in range(number * ROWS, min(pages, (number + 1) * ROWS))
    )
    following = f"<a href=/list_{number + 1}.html>下一页</a>" if (number + 1) * ROWS < pages else ""
    html = f"<html><head><meta charset=utf-8><title>通知公告</title></head><body><ul class=list>{rows}</ul>{following}</body></html>"
    return html.encode()


def serve(pipe: Connection, pages: int, served: Synchronized[int], *, is_small: bool = False) -> None:
    """Answer as fast as Python can; what is sent is made once, of 200 kinds of pages."""
    kinds = [page(number, is_small=is_small) for number in range(200)]

    def answer(path: str) -> bytes:
        if path.startswith("/tz/"):
            number = int(path.rpartition("_")[2].removesuffix(".html"))
            body, encoding = kinds[number % 200]
            mark, own = (f"第{n}号".encode(encoding) for n in (number % 200, number))
            return head(body := body.replace(mark, own), encoding) + body
        if path.startswith("/list_"):
            body = list_page(int(path.removeprefix("/list_").removesuffix(".html")), pages)
            return head(body, "utf-8") + body
        return b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n"

    def head(body: bytes, encoding: str) -> bytes:
        return f"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset={encoding}\r\nContent-Length: {len(body)}\r\n\r\n".encode()

    class Http(asyncio.Protocol):
        def connection_made(self, transport: asyncio.BaseTransport) -> None:
            self.transport, self.data = transport, b""

        def data_received(self, data: bytes) -> None:
            self.data += data
            while b"\r\n\r\n" in self.data:
                request, _, self.data = self.data.partition(b"\r\n\r\n")
                self.transport.write(answer(request.split(b" ", 2)[1].decode()))  # type: ignore[attr-defined]
                served.value += 1

    async def run() -> None:
        server = await asyncio.get_running_loop().create_server(Http, "127.0.0.1", 0)
        pipe.send(server.sockets[0].getsockname()[1])
        await server.serve_forever()

    asyncio.run(run())


@dataclass
class Crawl:
    """What a crawl cost: samples of (pages served, CPU seconds of the first process, of all others, bytes held)."""

    wall_s: float = 0.0
    requests: int = 0
    samples: list[tuple[int, float, float, int]] = field(default_factory=list)

    def cpu_ms(self, low: float, high: float, which: int | None = None) -> float:
        """Milliseconds of CPU a request between two shares of the crawl; `which` process, or all."""
        at = [min(self.samples, key=lambda sample: abs(sample[0] - share * self.requests)) for share in (low, high)]
        spent = [(sample[1], sample[2], sample[1] + sample[2])[2 if which is None else which] for sample in at]
        return (spent[1] - spent[0]) / max(1, at[1][0] - at[0][0]) * 1000

    @property
    def pages_s(self) -> float:
        """Pages a second from the first page on, as far as was seen: start-up is left out."""
        seen = list(zip(self.times, (sample[0] for sample in self.samples), strict=True))
        began, first = next((at, pages) for at, pages in seen if pages > self.requests * 0.05)
        most = max(pages for _, pages in seen)
        ended = next(at for at, pages in seen if pages == most)
        return (most - first) / max(1e-9, ended - began)

    times: list[float] = field(default_factory=list)


def watched(command: list[str], served: Synchronized[int]) -> Crawl:
    """Run a command and look at its processes twenty times a second."""
    served.value = 0
    crawl, began = Crawl(), time.monotonic()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, cwd=Path(__file__).resolve().parent.parent)
    known: dict[int, float] = {}
    while process.poll() is None:
        family = descendants(process.pid)
        held = 0
        for pid in family:
            cpu_s, resident = used(pid)
            known[pid] = max(known.get(pid, 0.0), cpu_s)
            held += resident
        others = sum(cpu_s for pid, cpu_s in known.items() if pid != process.pid)
        crawl.samples.append((served.value, known.get(process.pid, 0.0), others, held))
        crawl.times.append(time.monotonic())
        time.sleep(0.05)
    if process.returncode:
        raise SystemExit(f"{command[:3]} ended with {process.returncode}")
    crawl.wall_s, crawl.requests = time.monotonic() - began, served.value
    return crawl


def descendants(pid: int) -> list[int]:
    found = [pid]
    for parent in found:
        for task in Path(f"/proc/{parent}/task").glob("*/children"):
            try:
                found += [int(text) for text in task.read_text().split()]
            except OSError:
                continue
    return found


def used(pid: int) -> tuple[float, int]:
    """CPU seconds so far and resident bytes of a process; nothing of one that has ended."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0.0, 0
    return (int(fields[11]) + int(fields[12])) * TICK_S, int(fields[21]) * os.sysconf("SC_PAGE_SIZE")


def measure(pages: int, *, is_small: bool) -> dict[str, float]:
    served = Value("q", 0)
    mine, other = Pipe()
    server = Process(target=serve, args=(other, pages, served), kwargs={"is_small": is_small}, daemon=True)
    server.start()
    try:
        url = f"http://127.0.0.1:{mine.recv()}"
        bare = watched([sys.executable, "-c", _SCRAPY, url, str(min(pages, 2000))], served)
        with tempfile.TemporaryDirectory(prefix="chengxi-speed-") as folder:
            command = [
                sys.executable,
                "-c",
                "from scraper.cli import main; main()",
                "crawl",
                f"{url}/list_0.html",
                "--quiet",
            ]
            command += ["--allow-network", "127.0.0.0/8", "--delay", "0", "--output", f"{folder}/output"]
            crawl = watched(command, served)
            stored = sum(path.read_bytes().count(b"\n") for path in Path(folder).glob("output/articles/*/*.jsonl"))
            if stored != pages:
                raise SystemExit(f"{stored} of {pages} articles were stored")
            again = watched(command, served)
    finally:
        server.kill()
        server.join()
    main_ms, workers_ms, scrapy_ms = crawl.cpu_ms(0.1, 1, 0), crawl.cpu_ms(0.1, 1, 1), bare.cpu_ms(0.1, 1)
    # Of fewer pages a twentieth is over before the processes' clocks have moved.
    growth = {"growth": crawl.cpu_ms(0.9, 1) / crawl.cpu_ms(0.05, 0.1) - 1} if pages >= GROWTH_PAGES else {}
    return growth | {
        "pages": pages,
        "ratio": crawl.pages_s / bare.pages_s,
        "ratio_cpu": scrapy_ms / max(main_ms, (main_ms + workers_ms) / 2),
        "main_ms": main_ms,
        "workers_ms": workers_ms,
        "scrapy_ms": scrapy_ms,
        "pages_s": crawl.pages_s,
        "scrapy_pages_s": bare.pages_s,
        "memory_mb": max(sample[3] for sample in crawl.samples) / 1e6,
        "second_run": again.requests / crawl.requests,
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", type=int, default=2000)
    parser.add_argument("--rounds", type=int, default=1, help="the median of so many")
    parser.add_argument("--small", action="store_true", help="pages of 2 KB: what grows beside the line shows most")
    parser.add_argument("--json", type=Path)
    options = parser.parse_args()
    rounds = [measure(options.pages, is_small=options.small) for _ in range(options.rounds)]
    figures = {name: round(median(found[name] for found in rounds), 4) for name in rounds[0]}
    print(json.dumps(figures))
    if options.json:
        options.json.write_text(json.dumps(figures, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
