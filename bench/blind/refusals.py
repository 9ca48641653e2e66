"""Pages that are no articles, and the outcome under which each is to be set aside: rows of `refusals.tsv`, takeovers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from bench.blind.articles import Piece
from bench.blind.families import FAMILIES, FOOT, NAV, Slots
from bench.blind.places import anchors
from bench.blind.spam import BY, TOPICS

FRAMES = ("trs_old", "jcms", "vsb", "epoint", "dede", "phpcms", "siteserver", "wordpress")


def doc(title: str, body: str) -> str:
    return f'<!DOCTYPE html><html><head><meta charset="utf-8"><title>{title}</title></head><body>{body}</body></html>'


def framed(title: str, body: str) -> str:
    nav = "".join(f'<li><a href="/{i}/">{n}</a></li>' for i, n in enumerate(NAV["zh"]))
    return doc(
        title,
        f'<div class="top"><ul>{nav}</ul></div><div class="main">{body}</div><div class="foot">{"<br>".join(FOOT["zh"])}</div>',
    )


def takeovers() -> Iterator[tuple[str, str]]:
    for s in TOPICS:
        yield (
            f"whole page {s.topic}",
            doc(
                s.line,
                f"<h1>{s.splice}</h1><p>{s.running}</p><ul>"
                + "".join(f"<li>{a}</li>" for a in anchors(s, "|").split("|"))
                + "</ul>",
            ),
        )
    for i, s in enumerate(TOPICS[::2]):
        farm = "".join(
            f"<div><h3><a href='{u}'>{t}</a></h3><p>{q.running}</p></div>"
            for q in TOPICS[i : i + 6]
            for u, t in q.links[:1]
        )
        yield (
            f"homepage {s.topic}",
            doc(
                s.line,
                f"<div class=nav><a>首页</a><a>游戏</a><a>优惠活动</a><a>手机APP</a><a>在线客服</a></div>{farm}<footer>Copyright © {s.splice} 版权所有</footer>",
            ),
        )
    s = BY["casino"]
    yield "doorway tag page", doc(s.line, "<h1>" + s.splice + "</h1>" + "".join(f"<p>{q.line}</p>" for q in TOPICS[:8]))
    yield (
        "iframe over all",
        doc(
            s.line,
            '<iframe src="https://kaiyun-6.vip/" style="position:fixed;top:0;left:0;width:100%;height:100%;border:0;z-index:99999"></iframe>',
        ),
    )
    yield "redirect by script", doc(s.line, "<script>window.location.href='https://kaiyun-6.vip/?c=1'</script>")
    yield (
        "body of the portal replaced",
        FAMILIES["jcms"](Piece(s.line, (s.running, BY["casino2"].running, BY["qipai"].running)), Slots()),
    )
    yield (
        "generated news",
        FAMILIES["phpcms"](
            Piece(
                "乐鱼体育官网登录入口-2024最新版下载",
                (
                    "乐鱼体育官网登录入口是一款深受玩家喜爱的体育博彩软件，近日记者从乐鱼体育获悉，平台已上线真人百家乐和电竞投注。",
                    "据悉，乐鱼体育app下载后注册即送888元，提款秒到账，安全可靠，欢迎各位玩家前来体验开户。",
                    "标签：乐鱼体育app 乐鱼登录 leyu 开云体育",
                ),
            ),
            Slots(),
        ),
    )
    yield (
        "english pharma",
        doc("Buy Viagra Online - Cheap Generic Viagra", "<h1>Cheap Viagra</h1>" + f"<p>{BY['pharma'].running}</p>" * 4),
    )
    yield (
        "japanese shop",
        doc(
            "スーパーコピー時計 激安通販専門店",
            f"<h1>スーパーコピー</h1><p>{BY['replica'].running}</p><p>カートに入れる ¥12,800 在庫あり</p><ul><li>ルイヴィトン コピー バッグ</li><li>グッチ 財布 偽物</li><li>シャネル スーパーコピー</li></ul>",
        ),
    )
    yield (
        "video site",
        doc(
            "久久精品国产亚洲AV",
            "<ul>"
            + "".join(
                f"<li><a href='/v/{i}.html'>{t}</a> 播放：{i * 317}次</li>"
                for i, t in enumerate(
                    [
                        "国产自拍偷拍",
                        "日韩无码中出",
                        "人妻熟女系列",
                        "高清中文字幕",
                        "欧美巨乳",
                        "学生妹约炮",
                        "制服丝袜",
                        "制服诱惑",
                        "无码破解",
                    ]
                )
            )
            + "</ul>",
        ),
    )
    yield (
        "defaced",
        doc(
            "Hacked by 0xGhost",
            "<h1>Hacked By 0xGhost</h1><p>Your security is low! Greetz to all members of Dark Crew</p>",
        ),
    )


@dataclass(frozen=True)
class Refusal:
    """A page that is no article: the outcomes that are right, and its HTTP status."""

    name: str
    wanted: tuple[str, ...]
    html: str
    status: int = 200


def pages() -> list[Refusal]:
    """Give all of them; what a closed site is called is left open, for nothing is buried by it."""
    out = []
    table = (Path(__file__).parent / "refusals.tsv").read_text(encoding="utf-8")
    for at, row in enumerate(line for line in table.splitlines() if not line.startswith("#")):
        outcomes, status, title, body = row.split("\t")
        wanted = tuple(outcomes.split())
        out.append(Refusal(f"{at} {title}", wanted, doc(title, body) if title else body, int(status)))
        if title and outcomes in {"soft_404", "login"} and at % 2 == 0:
            out.append(Refusal(f"{at} {title}, framed", wanted, framed(title, body)))
    for at, piece in enumerate(bodies()):
        html = FAMILIES[FRAMES[at % len(FRAMES)]](piece, Slots())
        out.append(Refusal(f"takeover within the frame: {piece.title}", ("spam_takeover",), html))
    return out + [Refusal(f"takeover {name}", ("spam_takeover",), html) for name, html in takeovers()]


def bodies() -> Iterator[Piece]:
    """Give the titles and texts that stand where an article stood."""
    _, *blocks = (Path(__file__).parent / "takeovers.txt").read_text(encoding="utf-8").strip().split("\n\n")
    for block in blocks:
        title, *lines = block.removeprefix("# ").split("\n")
        yield Piece(title, tuple(lines))
