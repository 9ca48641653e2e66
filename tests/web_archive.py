"""An archive with one of everything that the page shows: repairs, spam, revisions, a removal, an original, sections."""

from __future__ import annotations

import random
import sqlite3
from pathlib import Path
from typing import Any

from scraper.store.schema import migrate
from scraper.store.warc import http_head, member
from tests.archive_maker import SITES, append, article, finished, make_line

SITE = SITES[0][0]
REPAIRED = "关于印发清溪县2025年汛期水库安全度汛工作方案的通知"
EDITED = "清溪县人民政府关于调整城乡居民饮用水价格的公告"
GONE = "清溪县财政局2024年度部门预算公开说明"
_PAGE = """<!doctype html><html><head><meta charset="gb18030"><title>{title}</title>
<style>body{{font-family:serif}}</style><script>document.title = "run"</script></head>
<body><h1>{title}</h1><p>各乡镇人民政府：</p><p>现将方案印发给你们。</p><img src="http://elsewhere.example/x.png">
</body></html>"""


def make_web_archive(output: Path, articles: int = 240) -> Path:
    """Make the archive."""
    output.mkdir(parents=True, exist_ok=True)
    chance = random.Random(11)
    lines = [finished(article(chance, number, 500)) for number in range(articles)]
    repaired = _repaired(output)
    lines += [repaired, *_edited(), *_gone(), _copy(repaired)]
    append(output, lines)
    append(output, [_set_aside(number) for number in range(6)], "set-aside")
    _state(output, lines)
    return output


def by_title(title: str) -> str:
    """Give the id of one of the named articles."""
    return str(make_line(title, "")["id"])


def _repaired(output: Path) -> dict[str, Any]:
    text = (
        "各乡镇人民政府，县直各单位：\n现将《清溪县2025年汛期水库安全度汛工作方案》印发给你们，请认真组织实施。\n"
        "一、总体要求。坚持以防为主、防抢结合，落实行政、技术、巡查三个责任人，确保水库安全度汛。\n"
        "二、工作任务。五月底以前完成隐患排查，六月起每日巡查两次，并做好记录。\n"
        "三、加强值守。发生险情时，须在半小时内报告县防汛抗旱指挥部，不得迟报、漏报。\n"
        "附件：水库安全责任人名单"
    )
    told = text.index("三个责任人")
    read = text.index("半小时")
    reason = "the code stands where the same word is whole elsewhere on this site"
    place = _warc(output, REPAIRED)
    return make_line(
        REPAIRED,
        text,
        html="".join(f"<p>{part}</p>" for part in text.split("\n"))
        + "<table><tr><th>水库</th><th>责任人</th></tr><tr><td>白塔水库</td><td>赵伟</td></tr></table>",
        language="zh-Hans",
        source="清溪县水利局",
        issuer="清溪县人民政府办公室",
        document_number="清政办发〔2025〕18号",
        index_number="QX01-0203-2025-0018",
        subject="水利、防汛",
        breadcrumbs=["首页", "政务公开", "政策文件"],
        published="2025-05-08T09:30:00+08:00",
        attachments=[{"url": f"https://{SITE}/files/list.docx", "name": "水库安全责任人名单.docx", "bytes": 18432}],
        images=[f"https://{SITE}/img/map.png"],
        repairs=[
            _repair("restore/codes", text, told, "三个责任人", "三箇責任人", reason),
            _repair("restore/seams", text, read, "半小时", "半小 时", "a space within a word"),
        ],
        unresolved=[
            {"rule": "restore/lost", "field": "text", "span": [text.index("两次"), text.index("两次") + 2]}
            | {"reason": "a character was lost; two readings are as likely", "alternatives": ["两次", "三次"]}
        ],
        removed=[
            {"rule": "purge/rental", "part": "text", "offset": len(text), "text": "澳门在线娱乐网址大全 "}
            | {"confidence": 0.98, "reason": "the same hidden block stands on 41 pages of this host"},
            {"rule": "purge/head", "part": "head", "offset": 0, "text": "开户送彩金"}
            | {"confidence": 0.99, "reason": "the title names what the page does not speak of"},
        ],
        flags=["site_hacked"],
        encoding={"used": "gb18030", "header": "utf-8"},
        warc=place,
        sections=[
            {"name": "通知公告", "url": f"https://{SITE}/tzgg/"},
            {"name": "政策文件", "url": f"https://{SITE}/zcwj/"},
        ],
        fetched_at="2026-01-05T02:00:00+00:00",
    )


def _repair(rule: str, text: str, start: int, after: str, before: str, reason: str) -> dict[str, Any]:  # noqa: PLR0913
    assert text[start : start + len(after)] == after
    span = [start, start + len(after)]
    return {"rule": rule, "field": "text", "span": span, "before": before, "after": after} | {
        "confidence": 0.97,
        "reason": reason,
    }


def _edited() -> list[dict[str, Any]]:
    first = (
        "根据听证结果，自2025年7月1日起，居民生活用水每立方米由1.80元调整为2.10元。\n特困家庭用水价格不变。\n特此公告。"
    )
    second = "根据听证结果，自2025年9月1日起，居民生活用水每立方米由1.80元调整为2.05元。\n特困家庭、低保家庭用水价格不变。\n特此公告。"
    line = make_line(EDITED, first, published="2025-06-10", issuer="清溪县人民政府", language="zh-Hans")
    newer = {"revision": 2, "change": "edited", "text": second, "fetched_at": "2026-01-06T02:00:00+00:00"}
    return [line, finished(line | newer)]


def _gone() -> list[dict[str, Any]]:
    line = make_line(
        GONE, "一、部门主要职能。\n二、部门预算收支增减变化情况说明。", published="2024-03-01", language="zh-Hans"
    )
    stone = {key: line[key] for key in ("schema", "id", "url", "canonical_url", "site", "section")}
    told = {"revision": 2, "change": "removed", "status": "removed", "flags": ["http_404_twice"]}
    return [line, finished(stone | told, "2026-01-07T02:00:00+00:00")]


def _copy(root: dict[str, Any]) -> dict[str, Any]:
    url = "https://slj.longquan.example.cn/zz/18.html"
    site = {"site": SITES[3][0], "portal_name": SITES[3][1], "near_duplicate_of": root["id"]}
    return make_line(f"转发：{REPAIRED}", root["text"] + "（转自县政府网）", url=url, published="2025-05-09", **site)


def _set_aside(number: int) -> dict[str, Any]:
    outcome = ("spam_takeover", "soft_404", "not_article")[number % 3]
    reason = (
        "the page speaks of nothing but betting; 97 of 100 characters were taken out",
        "says 页面不存在",
        "a list",
    )
    return {
        "schema": "set-aside/1",
        "url": f"https://{SITE}/zwgk/lost{number}.html",
        "site": SITE,
        "section": "通知公告",
        "outcome": outcome,
        "reasons": [reason[number % 3]],
        "title": f"页面{number}",
        "fetched_at": "2026-01-05T02:00:00+00:00",
    }


def _warc(output: Path, title: str) -> dict[str, Any]:
    body = _PAGE.format(title=title).encode("gb18030")
    head = http_head(
        b"HTTP/1.1 200 OK", [(b"Content-Type", b"text/html"), (b"Content-Length", str(len(body)).encode())]
    )
    named = [
        ("WARC-Record-ID", "<urn:uuid:0>"),
        ("WARC-Target-URI", f"https://{SITE}/a"),
        ("WARC-Date", "2026-01-05T02:00:00Z"),
    ]
    data = member("response", named, "application/http; msgtype=response", head + body)
    file = output / "warc" / SITE / f"{SITE}-00001.warc.gz"
    file.parent.mkdir(parents=True)
    file.write_bytes(b"x" * 10 + data)
    return {"file": file.relative_to(output).as_posix(), "offset": 10, "length": len(data), "digest": "sha1:x"}


def _state(output: Path, lines: list[dict[str, Any]]) -> None:
    """Write the state as a crawl leaves it: committed lengths, sections, what they listed, what became of it."""
    state = sqlite3.connect(output / "state.sqlite3", isolation_level=None)
    try:
        migrate(state, output / "state.sqlite3")
        state.execute("BEGIN")
        for path in [*output.glob("articles/*/*.jsonl"), *output.glob("set-aside/*/*.jsonl")]:
            name = path.relative_to(output).as_posix()
            state.execute("INSERT OR REPLACE INTO logs VALUES(?, ?)", (name, path.stat().st_size))
        for place, name in enumerate(("通知公告", "政策文件", "财政信息")):
            url = f"https://{SITE}/s{place}/"
            failure = "its list could not be read twice: 503" if place == 2 else None
            state.execute(
                "INSERT INTO sections(url, site, name, last_run_at, last_new_at, failures, failure) VALUES(?,?,?,?,?,?,?)",
                (
                    url,
                    SITE,
                    name,
                    "2026-01-07T02:00:00+00:00",
                    "2026-01-06T02:00:00+00:00",
                    int(bool(failure)) * 2,
                    failure,
                ),
            )
            listed = [line for line in lines if line["site"] == SITE][place * 15 : place * 15 + 15]
            for line in listed:
                _page(state, line, url)
        state.execute("COMMIT")
    finally:
        state.close()


def _page(state: sqlite3.Connection, line: dict[str, Any], section_url: str) -> None:
    at = line["fetched_at"]
    state.execute(
        "INSERT OR IGNORE INTO listings(url, section_url, first_seen, last_seen) VALUES(?,?,?,?)",
        (line["url"], section_url, at, at),
    )
    state.execute(
        "INSERT OR IGNORE INTO pages(url, site, section_url, outcome, id, first_seen, last_checked) VALUES(?,?,?,?,?,?,?)",
        (line["url"], line["site"], section_url, "article", line["id"], at, at),
    )
