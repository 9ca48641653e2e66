"""Where spam is put into a page, and what of it is then injected."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TypeAlias

from bench.blind.articles import Piece
from bench.blind.families import Slots
from bench.blind.spam import TOPICS, Spam

# The lines and places of a page that was hacked, and what was put in.
Made: TypeAlias = tuple[tuple[str, ...], Slots, tuple[str, ...]]
Place: TypeAlias = Callable[[Piece, Spam], Made]


def anchors(s: Spam, sep: str = " ") -> str:
    return sep.join(f'<a href="{u}">{t}</a>' for u, t in s.links)


def anchor_texts(s: Spam) -> tuple[str, ...]:
    return tuple(t for _, t in s.links)


FOOT_WORDS = "感谢您访问我们的网站，您可能还对以下资源感兴趣："


def first_line(p: Piece, s: Spam) -> Made:
    return p.lines, Slots(body_first=s.line), (s.line,)


def first_h1(p: Piece, s: Spam) -> Made:
    return p.lines, Slots(body_first=f"<h1>{s.line}</h1>"), (s.line,)


def first_link(p: Piece, s: Spam) -> Made:
    return p.lines, Slots(body_first=f'<a href="/">{s.line}</a><div>{s.running}</div>'), (s.line, s.running)


def before_crumb(p: Piece, s: Spam) -> Made:
    return p.lines, Slots(before_crumb=f"<div>{s.line}</div>"), (s.line,)


def in_crumb(p: Piece, s: Spam) -> Made:
    return p.lines, Slots(in_crumb=f' &gt; <a href="{s.links[0][0]}">{s.splice}</a>'), (s.splice,)


def title_all(p: Piece, s: Spam) -> Made:
    return p.lines, Slots(title=s.line), (s.line,)


def title_front(p: Piece, s: Spam) -> Made:
    return p.lines, Slots(title_before=s.splice + "-"), (s.splice,)


def title_back(p: Piece, s: Spam) -> Made:
    return p.lines, Slots(title_after="_" + s.line), (s.line,)


def meta(p: Piece, s: Spam) -> Made:
    return p.lines, Slots(keywords=s.line, description=s.running, title=s.line), (s.line, s.running)


def heading_all(p: Piece, s: Spam) -> Made:
    return p.lines, Slots(heading=s.line, title=s.line), (s.line,)


def heading_front(p: Piece, s: Spam) -> Made:
    return p.lines, Slots(heading=f"{s.splice} {p.title}"), (s.splice,)


def before_title(p: Piece, s: Spam) -> Made:
    return p.lines, Slots(before_title=f"<p>{s.running}</p>"), (s.running,)


def after_title(p: Piece, s: Spam) -> Made:
    return p.lines, Slots(after_title=f"<div>{s.line}</div>"), (s.line,)


def lead(p: Piece, s: Spam) -> Made:
    return (s.line, *p.lines), Slots(), (s.line,)


def lead_run(p: Piece, s: Spam) -> Made:
    return (s.running, *p.lines), Slots(), (s.running,)


def between(p: Piece, s: Spam) -> Made:
    k = max(1, len(p.lines) // 2)
    return (*p.lines[:k], s.running, *p.lines[k:]), Slots(), (s.running,)


def between_links(p: Piece, s: Spam) -> Made:
    k = max(1, len(p.lines) // 2)
    return (*p.lines[:k], f"<p>{anchors(s, '、')}</p>", *p.lines[k:]), Slots(), anchor_texts(s)


def inside(p: Piece, s: Spam) -> Made:
    """After a sentence end inside the longest paragraph, linked."""
    k = max(range(len(p.lines)), key=lambda i: len(p.lines[i]) if not p.lines[i].startswith("<") else 0)
    t = p.lines[k]
    cut = max(t.find("，", len(t) // 3), t.find("。", len(t) // 4), t.find(". ", len(t) // 4) + 0, 0) or len(t) // 2
    cut += 1
    return (
        (*p.lines[:k], f'{t[:cut]}<a href="{s.links[0][0]}">{s.splice}</a>{t[cut:]}', *p.lines[k + 1 :]),
        Slots(),
        (s.splice,),
    )


def inside_plain(p: Piece, s: Spam) -> Made:
    lines, slots, spam = inside(p, s)
    return tuple(re.sub(r'<a href="http[^"]*">([^<]*)</a>', r"\1", x) for x in lines), slots, spam


def last_line(p: Piece, s: Spam) -> Made:
    return (*p.lines, s.running), Slots(), (s.running,)


def last_links(p: Piece, s: Spam) -> Made:
    return p.lines, Slots(body_last=f"<div>{anchors(s)}</div>"), anchor_texts(s)


def cell(p: Piece, s: Spam) -> Made:
    table = f"<table><tr><td>序号</td><td>事项</td><td>办理时限</td></tr><tr><td>1</td><td>取水许可</td><td>{s.splice}</td></tr><tr><td>2</td><td>河道采砂许可</td><td>二十个工作日</td></tr></table>"
    return (*p.lines, table), Slots(), (s.splice,)


def alt(p: Piece, s: Spam) -> Made:
    return (
        (p.lines[0], f'<p><img src="/u/1.jpg" alt="{s.line}" title="{s.splice}"></p>', *p.lines[1:]),
        Slots(),
        (s.line, s.splice),
    )


def after_foot(p: Piece, s: Spam) -> Made:
    return p.lines, Slots(after_foot=f"<p>{FOOT_WORDS}</p>{anchors(s, '|')}"), (FOOT_WORDS, *anchor_texts(s))


def after_foot_links(p: Piece, s: Spam) -> Made:
    return p.lines, Slots(after_foot="<div>" + anchors(s) + "</div>"), anchor_texts(s)


def after_foot_big(p: Piece, s: Spam) -> Made:
    del s  # of all kinds at once
    farm = "".join(
        f'<li><a href="http://www.{chr(97 + i)}x{i}k.com/">{t}</a></li>'
        for i, t in enumerate(x for q in TOPICS[:12] for x in anchor_texts(q))
    )
    return p.lines, Slots(after_foot=f"<ul>{farm}</ul>"), tuple(x for q in TOPICS[:12] for x in anchor_texts(q))


def in_foot(p: Piece, s: Spam) -> Made:
    return p.lines, Slots(in_foot=f'<p>Powered by <a href="{s.links[0][0]}">{s.splice}</a></p>'), (s.splice,)


def before_foot(p: Piece, s: Spam) -> Made:
    return p.lines, Slots(before_foot=f"<div>友情链接：{anchors(s)}</div>"), anchor_texts(s)


def head_first(p: Piece, s: Spam) -> Made:
    return p.lines, Slots(head_first=f"<title>{s.line}</title><meta name='keywords' content='{s.line}'>"), (s.line,)


PLACES = (
    first_line,
    first_h1,
    first_link,
    before_crumb,
    in_crumb,
    title_all,
    title_front,
    title_back,
    meta,
    heading_all,
    heading_front,
    before_title,
    after_title,
    lead,
    lead_run,
    between,
    between_links,
    inside,
    inside_plain,
    last_line,
    last_links,
    cell,
    alt,
    after_foot,
    after_foot_links,
    after_foot_big,
    in_foot,
    before_foot,
    head_first,
)
