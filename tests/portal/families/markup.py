# ruff: noqa: PLR0913, PERF401 - a page has that many parts; rows are written as they stand
"""Three ways to write the same list page: `list` (div and li), `table` (old nested tables), `cards` (HTML5, split dates)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from html import escape


@dataclass(frozen=True, slots=True)
class Line:
    """A row as it will be written: what stands in `href`, title, day, and a link nested in it (a reading of it)."""

    href: str
    title: str
    day: date
    is_pinned: bool = False
    reading: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a portal's pages, in its language."""

    portal: str = "青禾县人民政府"
    home: str = "首页"
    here: str = "当前位置："
    hot: str = "热点新闻"
    pinned: str = "[置顶]"
    read_on: str = "详细"
    language: str = "zh-CN"
    date_form: str = "iso"


ENGLISH = Words("Greenmeadow Council", "Home", "You are here: ", "Most read", "", "Read more", "en", "english")
TAIWAN = Words("青禾鄉公所", "首頁", "現在位置：", "熱門消息", "", "詳細內容", "zh-Hant-TW", "roc")
_MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]


def write_day(day: date, form: str) -> str:
    """Write a date in the way of a portal."""
    if form == "english":
        return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"
    if form == "roc":
        return f"{day.year - 1911}-{day.month:02d}-{day.day:02d}"
    if form == "slashes":
        return f"{day.year}/{day.month}/{day.day}"
    if form == "han":
        return f"{day.year}年{day.month}月{day.day}日"
    return day.isoformat()


def write_rows(markup: str, lines: list[Line], words: Words) -> str:
    """Write the rows of a list."""
    return {"list": _list_rows, "table": _table_rows, "cards": _card_rows}[markup](lines, words)


def write_page(
    markup: str, words: Words, section: str, rows: str, pager: str, links: dict[str, str], hot: list[Line]
) -> str:
    """Write a whole list page: `links` are the portal's navigation, `hot` a box with articles of other sections."""
    return {"list": _list_page, "table": _table_page, "cards": _card_page}[markup](
        words, section, rows, pager, links, hot
    )


def write_article(
    words: Words, section: str, title: str, day: date, body: tuple[str, ...], links: dict[str, str]
) -> str:
    """Write an article page."""
    menu = "".join(f'<li><a href="{href}">{name}</a></li>' for name, href in links.items())
    paragraphs = "".join(f"<p>{escape(part)}</p>" for part in body)
    label = {"english": "Published", "roc": "發布日期"}.get(words.date_form, "发布时间")
    return (
        f'<!DOCTYPE html><html lang="{words.language}"><head><meta charset="CHARSET"><title>{escape(title)}-{words.portal}</title></head>'
        f'<body><div class="nav"><ul>{menu}</ul></div><div class="path">{words.here}<a href="{links[words.home]}">{words.home}</a> &gt; {section}</div>'
        f'<div class="main"><h1>{escape(title)}</h1><div class="info">{label}：{write_day(day, words.date_form)}</div>'
        f'<div class="content">{paragraphs}</div></div><div class="footer"><p>{words.portal}</p></div></body></html>'
    )


def write_home(words: Words, links: dict[str, str], boxes: dict[str, tuple[str, list[Line]]]) -> str:
    """Write a home page: navigation, and a box with the newest rows of each section and a link that says 更多."""
    more = "More" if words.language == "en" else "更多&gt;&gt;"
    menu = "".join(f'<li><a href="{href}">{name}</a></li>' for name, href in links.items())
    parts = []
    for name, (href, lines) in boxes.items():
        parts.append(
            f'<div class="box"><div class="tit"><h2>{name}</h2><a class="more" href="{href}">{more}</a></div>{_list_rows(lines[:6], words)}</div>'
        )
    return (
        f'<!DOCTYPE html><html lang="{words.language}"><head><meta charset="CHARSET"><title>{words.portal}</title></head><body>'
        f'<div class="nav"><ul>{menu}</ul></div>{"".join(parts)}<div class="footer"><a href="http://www.gov.example/">上级政府</a></div></body></html>'
    )


def _cut(title: str) -> str:
    return title if len(title) <= 20 else title[:18] + "..."


def _reading(line: Line) -> str:
    if line.reading is None:
        return ""
    href, title = line.reading
    return f'<div class="pop"><h3>相关解读</h3><ul><li><a href="{href}" title="{escape(title)}">{escape(title)}</a></li></ul></div>'


def _list_rows(lines: list[Line], words: Words) -> str:
    rows = []
    for at, line in enumerate(lines):
        mark = f'<em class="top">{words.pinned}</em>' if line.is_pinned and words.pinned else ""
        rows.append(
            f'<li class="{"odd" if at % 2 else "even"}">{mark}<a href="{escape(line.href)}" title="{escape(line.title)}" target="_blank">'
            f"{escape(_cut(line.title))}</a>{_reading(line)}<span>{write_day(line.day, words.date_form)}</span></li>"
        )
        if at % 5 == 4:
            rows.append('<li class="line"></li>')
    return f"<ul>{''.join(rows)}</ul>"


def _table_rows(lines: list[Line], words: Words) -> str:
    form = "slashes" if words.date_form == "iso" else words.date_form
    rows = []
    for line in lines:
        rows.append(
            '<tr><td width="20"><img src="dot.gif"></td>'
            f'<td><a href="{escape(line.href)}" target="_blank"><font color="#333333">{escape(line.title)}</font></a>'
            f'<img src="new.gif"></td><td width="90">[{write_day(line.day, form)}]</td></tr>'
            '<tr><td colspan="3" height="1" background="line.gif"></td></tr>'
        )
    return f'<table width="98%" cellspacing="0">{"".join(rows)}</table>'


def _card_rows(lines: list[Line], words: Words) -> str:
    rows = []
    for line in lines:
        href = escape(line.href)
        if words.date_form == "english":
            when = f'<time datetime="{line.day.isoformat()}T09:30:00Z">{write_day(line.day, "english")}</time>'
        elif words.date_form == "roc":
            when = f"<span>發布日期：{write_day(line.day, 'roc')}</span>"
        else:
            when = f"<div class='d'><b>{line.day.day:02d}</b><i>{line.day.year}-{line.day.month:02d}</i></div>"
        rows.append(
            f'<div class="item">{when}<div class="txt"><h3><a href="{href}">{escape(line.title)}</a></h3>'
            f'<p>{escape(line.title)}，自2021年5月1日起施行，有关事项……<a href="{href}">[{words.read_on}]</a></p></div></div>'
        )
    return f'<div class="items">{"".join(rows)}</div>'


def _list_page(words: Words, section: str, rows: str, pager: str, links: dict[str, str], hot: list[Line]) -> str:
    menu = "".join(f'<li><a href="{href}">{name}</a></li>' for name, href in links.items())
    aside = _list_rows(hot, words)
    return (
        f'<!DOCTYPE html><html lang="{words.language}"><head><meta charset="CHARSET"><title>{section}-{words.portal}</title>'
        f'<meta name="ColumnName" content="{section}"></head><body><div class="header"><div class="nav"><ul>{menu}</ul></div></div>'
        f'<div class="path">{words.here}<a href="{links[words.home]}">{words.home}</a>&nbsp;&gt;&nbsp;<a href="">{section}</a></div>'
        f'<div class="wrap"><div class="left"><h2>{section}</h2><div class="news">{rows}</div><div class="page">{pager}</div></div>'
        f'<div class="right"><div class="box"><h3>{words.hot}</h3>{aside}</div></div></div>'
        f'<div class="foot"><ul><li><a href="http://www.gov.example/">上级政府门户网站</a></li><li><a href="/map.html">网站地图</a></li></ul></div></body></html>'
    )


def _table_page(words: Words, section: str, rows: str, pager: str, links: dict[str, str], hot: list[Line]) -> str:
    menu = "".join(f'<td><a href="{href}"><b>{name}</b></a></td>' for name, href in links.items())
    days = "".join(f'<td><a href="?day={day}">{day}</a></td>' for day in range(1, 8))
    aside = "".join(f'<tr><td>·<a href="{escape(line.href)}">{escape(_cut(line.title))}</a></td></tr>' for line in hot)
    return (
        f'<html><head><meta http-equiv="Content-Type" content="text/html; charset=CHARSET"><title>{words.portal}</title></head>'
        f"<body bgcolor=#ffffff><table width=1000><tr>{menu}</tr></table>"
        f"<table width=1000><tr><td width=200 valign=top><table><tr><td>{words.hot}</td></tr>{aside}</table>"
        f'<table><tr>{days}</tr></table></td><td valign=top><table width=100%><tr><td>{words.here}<a href="{links[words.home]}">{words.home}</a> &gt; {section}</td></tr>'
        f"<tr><td>{rows}</td></tr><tr><td align=center>{pager}</td></tr></table></td></tr></table>"
        f"<table width=1000><tr><td align=center>{words.portal} 版权所有 2008</td></tr></table></body></html>"
    )


def _card_page(words: Words, section: str, rows: str, pager: str, links: dict[str, str], hot: list[Line]) -> str:
    menu = "".join(f'<a href="{href}">{name}</a>' for name, href in links.items())
    aside = "".join(f'<a href="{escape(line.href)}">{escape(line.title)}</a>' for line in hot)
    return (
        f'<!DOCTYPE html><html lang="{words.language}"><head><meta charset="CHARSET"><title>{section}_{words.portal}</title></head><body>'
        f"<header><nav>{menu}</nav></header><main><h1>{section}</h1>{rows}<div class='turn'>{pager}</div></main>"
        f"<aside><h2>{words.hot}</h2>{aside}</aside><footer><a href='/privacy.html'>网站声明</a></footer></body></html>"
    )


PageWriter = Callable[..., str]
