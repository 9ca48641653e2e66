"""Kill a crawl again and again, let it finish, and count what was lost, doubled or torn."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

import orjson
from fastwarc.warc import ArchiveIterator, WarcRecordType

from scraper.store.crash import POINTS
from tests.crawling import ROOT, articles
from tests.portal.server import Answer, Portal

_TEXT = "各村民委员会要按照通知要求落实值班制度，遇有险情立即上报镇防汛办公室，不得迟报漏报瞒报。"
# Starting takes about this long; a kill before it proves nothing.
_START_SECONDS = 0.9


@dataclass
class Tally:
    """What a torture found; all but `kills` and `points` must be zero."""

    seed: int
    articles: int
    kills: int = 0
    points: Counter[str] = field(default_factory=Counter)
    lost: int = 0
    doubled: int = 0
    torn: int = 0
    warc_missing: int = 0
    warc_doubled: int = 0
    bad_digests: int = 0
    bad_places: int = 0
    index_differs: int = 0
    wrong_exits: int = 0
    complaints: list[str] = field(default_factory=list)

    @property
    def is_clean(self) -> bool:
        """Whether nothing was lost, doubled or torn."""
        return not (
            self.lost
            or self.doubled
            or self.torn
            or self.warc_missing
            or self.warc_doubled
            or self.bad_digests
            or self.bad_places
            or self.index_differs
            or self.wrong_exits
        )


def simulated(count: int, rows: int = 20) -> dict[str, Answer]:
    """A portal of one section with `count` articles."""
    numbers = list(range(count, 0, -1))
    pages = [numbers[at : at + rows] for at in range(0, count, rows)]
    answers = {_path(number): _article(number) for number in numbers}
    for at, page in enumerate(pages):
        items = "".join(
            f"<li><a href={_path(number)}>{_title(number)}</a><span>{_day(number)}</span></li>" for number in page
        )
        following = f"<a href=/list_{at + 1}.html>下一页</a>" if at + 1 < len(pages) else ""
        answers[f"/list_{at}.html"] = _page("通知公告", f"<ul class=list>{items}</ul>{following}")
    return answers


def _article(number: int) -> Answer:
    body = "".join(f"<p>{number}号第{part}条 {_TEXT}</p>" for part in range(1, 6))
    title = _title(number)
    return _page(title, f"<h1>{title}</h1><p>发布日期：{_day(number)}</p><div class=TRS_Editor>{body}</div>")


def _page(title: str, body: str) -> Answer:
    html = f"<html><head><meta charset=utf-8><title>{title}</title></head><body>{body}</body></html>"
    return Answer(html.encode(), "text/html; charset=utf-8")


def _title(number: int) -> str:
    return f"关于第{number}号防汛值班安排的通知"


def _day(number: int) -> str:
    return f"2024-{number % 12 + 1:02d}-{number % 28 + 1:02d}"


def _path(number: int) -> str:
    return f"/tz/{_day(number)[:7].replace('-', '')}/t{_day(number).replace('-', '')}_{number}.html"


def torture(output: Path, kills: int, seed: int, count: int = 150) -> Tally:
    """Crawl a simulated portal, killed up to `kills` times, then to its end; give what was found."""
    dice = random.Random(seed)
    tally = Tally(seed, count)
    with Portal(simulated(count)) as portal:
        section = f"{portal.url}/list_0.html"
        while tally.kills < kills:
            code = _killed_crawl(output, section, dice, tally)
            if code == 0:  # finished before the kill: begin anew beside it
                break
        _finish(output, section, tally)
        _count(output, {portal.url + path for path in portal.answers if path.startswith("/tz/")}, tally)
    return tally


def _command(output: Path, section: str) -> list[str]:
    start = [sys.executable, "-c", "from scraper.cli import main; main()", "crawl", section, "--output", str(output)]
    return [*start, "--allow-network", "127.0.0.0/8", "--delay", "0", "--quiet"]


def _killed_crawl(output: Path, section: str, dice: random.Random, tally: Tally) -> int:
    """Run a crawl that is killed at a named point or a random time; give its exit code (0: it was done before)."""
    env = dict(os.environ)
    point = None
    if dice.random() < 0.5:
        point = dice.choice(POINTS)
        env["CHENGXI_CRASH_AT"] = f"{point}:{dice.randint(1, 4)}"
    process = subprocess.Popen(_command(output, section), cwd=ROOT, env=env, stderr=subprocess.PIPE, text=True)
    limit_s = 60.0 if point else _START_SECONDS + dice.uniform(0, 0.9)
    try:
        _, told = process.communicate(timeout=limit_s)
        code = process.returncode
    except subprocess.TimeoutExpired:
        process.send_signal(signal.SIGKILL)
        _, told = process.communicate()
        code = -signal.SIGKILL
        point = "any time"
    if code == -signal.SIGKILL:
        tally.kills += 1
        tally.points[point or "any time"] += 1
    elif code != 0:
        tally.wrong_exits += 1
        tally.complaints.append(f"{point}: {code}: {told[-300:]}")
    return code


def _finish(output: Path, section: str, tally: Tally) -> None:
    done = subprocess.run(_command(output, section), cwd=ROOT, capture_output=True, timeout=300, check=False)
    if done.returncode != 0:
        tally.wrong_exits += 1
        tally.complaints.append(f"end: {done.returncode}: {done.stderr[-300:]!r}")


def _count(output: Path, wanted: set[str], tally: Tally) -> None:
    stored: Counter[str] = Counter()
    for path in sorted((output / "articles").glob("*/*.jsonl")):
        for line in path.read_bytes().split(b"\n")[:-1]:
            try:
                stored[orjson.loads(line)["url"]] += 1
            except (orjson.JSONDecodeError, KeyError):
                tally.torn += 1
    tally.lost = len(wanted - stored.keys())
    tally.doubled = sum(stored.values()) - len(stored)
    fetched: Counter[str] = Counter()
    for path in sorted((output / "warc").glob("*/*.warc.gz")):
        with path.open("rb") as stream:
            for record in ArchiveIterator(stream, record_types=WarcRecordType.response, parse_http=False):
                fetched[record.headers["WARC-Target-URI"]] += 1
                tally.bad_digests += not record.verify_block_digest()
    tally.warc_missing = len(wanted - fetched.keys())
    tally.warc_doubled = sum(count - 1 for url, count in fetched.items() if url in wanted)
    tally.bad_places = sum(not _is_in_place(output, line) for line in articles(output))
    tally.index_differs = _index_difference(output, len(wanted))


def _is_in_place(output: Path, line: dict) -> bool:
    with (output / line["warc"]["file"]).open("rb") as stream:
        stream.seek(line["warc"]["offset"])
        record = next(iter(ArchiveIterator(stream)))
        return record.headers["WARC-Target-URI"] == line["url"]


def _index_difference(output: Path, count: int) -> int:
    """How many articles the index lacks or has too many."""
    command = [sys.executable, "-c", "from scraper.cli import main; main()", "search", "防汛值班", "--limit", "100000"]
    done = subprocess.run(
        [*command, "--format", "jsonl", "--output", str(output)], cwd=ROOT, capture_output=True, check=False
    )
    return abs(len(done.stdout.splitlines()) - count)


@dataclass
class FullDisk:
    """What a crawl did on a disk that filled up."""

    limit_bytes: int
    code: int
    seconds: float
    told: str
    tally: Tally

    @property
    def is_clean(self) -> bool:
        """Whether it stopped at once with 75 and a sentence, and lost nothing after that."""
        is_told = self.code == 75 and self.seconds < 20 and len(self.told.splitlines()) == 1
        return is_told and self.tally.is_clean


def fill_disk(output: Path, limit_bytes: int, count: int = 150) -> FullDisk:
    """Crawl with a limit on the size of every file, as a disk that fills up gives; then go on without it."""
    import resource

    tally = Tally(limit_bytes, count)
    with Portal(simulated(count)) as portal:
        section = f"{portal.url}/list_0.html"
        began = time.monotonic()
        done = subprocess.run(
            _command(output, section),
            cwd=ROOT,
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
            preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (limit_bytes, limit_bytes)),
        )
        seconds = time.monotonic() - began
        _finish(output, section, tally)
        _count(output, {portal.url + path for path in portal.answers if path.startswith("/tz/")}, tally)
    return FullDisk(limit_bytes, done.returncode, round(seconds, 2), done.stderr.strip(), tally)
