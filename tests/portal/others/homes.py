"""Home pages of different make: which sections they lead to and by what name, and which links are articles."""

from __future__ import annotations

from dataclasses import dataclass, field

HOME = "http://www.baihe.example.cn/"
SHORT = ("县委召开常委会", "县长调研春耕", "全县安全生产会召开", "领导慰问老党员", "县医院新楼启用", "学校开学啦")
LONG = (
    "关于做好2026年春季义务教育招生工作的通知",
    "白禾县2026年第二批次建设用地公示",
    "关于开展农机购置补贴核验的公告",
)


@dataclass(frozen=True, slots=True)
class HomePage:
    """A home page: its HTML, what each section's address (from the root) is called, the addresses of articles."""

    name: str
    html: str = field(repr=False)
    sections: dict[str, str] = field(repr=False)
    articles: frozenset[str] = field(repr=False)


def _county() -> HomePage:
    """Boxes with tabs that are links; rows with short titles; a menu with sub-menus; friends in a list to choose from."""
    boxes, sections, articles = "", {}, set()
    for place, names in enumerate((("要闻动态", "部门动态", "乡镇信息"), ("通知公告", "人事信息", "招标采购"))):
        tabs = contents = ""
        for at, name in enumerate(names):
            folder = f"xw/lm{place}{at}/"
            sections[folder] = name
            tabs += f'<li{" class=on" if not at else ""}><a href="/{folder}" target="_blank">{name}</a></li>'
            rows = ""
            for number, title in enumerate(SHORT, 1):
                articles.add(f"{folder}{number}.html")
                rows += f'<li><a href="/{folder}{number}.html" title="{title}">{title}</a><span>03-{10 + number}</span></li>'
            contents += f'<ul class="tabcon">{rows}</ul>'
        boxes += f'<div class="box"><ul class="tabhd">{tabs}</ul><div class="bd">{contents}</div></div>'
    friends = "".join(f'<option value="http://www.f{n}.example.org/">友邻县{n}</option>' for n in range(5))
    menu = '<ul id="nav"><li><a href="/">首页</a></li><li><a href="/zj/">走进白禾</a><ul><li><a href="/zj/gk/">县情概况</a></li></ul></li></ul>'
    html = f"<html><head><meta charset=utf-8><title>白禾县人民政府</title></head><body>{menu}{boxes}<select><option>友情链接</option>{friends}</select><div>版权所有 白禾县人民政府</div></body></html>"
    return HomePage("county", html, sections, frozenset(articles))


def _headings() -> HomePage:
    """The heading of each box is its link; pictures with captions slide above; no word for more."""
    boxes, sections, articles = "", {}, set()
    for folder, name in (("zwdt/", "政务动态"), ("zfgb/", "政府公报"), ("zcjd/", "政策解读"), ("sjfb/", "数据发布")):
        sections[f"gk/{folder}"] = name
        rows = ""
        for number, title in enumerate((*LONG, *SHORT), 1):
            address = f"gk/{folder}202603/t20260310_{number}{len(articles):03d}.html"
            articles.add(address)
            rows += f'<li><a href="./{address}">{title}</a></li>'
        boxes += f'<div class="mod"><h3><a href="./gk/{folder}">{name}</a></h3><ul>{rows}</ul></div>'
    slides = "".join(
        f'<li><a href="./tp/{n}.html"><img src="{n}.jpg"></a><p><a href="./tp/{n}.html">{t}</a></p></li>'
        for n, t in enumerate(SHORT)
    )
    articles |= {f"tp/{n}.html" for n in range(len(SHORT))}
    html = f'<html><head><meta charset=utf-8><title>白禾市人民政府门户网站</title></head><body><div class="slide"><ul>{slides}</ul></div>{boxes}</body></html>'
    return HomePage("headings", html, sections, frozenset(articles))


def _pictures() -> HomePage:
    """ASP of 2005: headings and 更多 are pictures, some without words; the menu is a map; rows are table rows."""
    boxes, sections, articles = "", {}, set()
    for number, name in ((3, "通知公告"), (5, "农业信息"), (8, "招商引资"), (11, "下载中心")):
        sections[f"ShowClass.asp?ClassID={number}"] = name
        rows = ""
        for at, title in enumerate(SHORT):
            articles.add(f"Show.asp?id={number}{at:02d}")
            rows += (
                f"<tr><td>·<a href='Show.asp?id={number}{at:02d}' target=_blank>{title}</a></td><td>[3/1{at}]</td></tr>"
            )
        boxes += f"<table><tr><td><img src=t{number}.gif alt='{name}'></td><td align=right><a href='ShowClass.asp?ClassID={number}'><img src=more.gif alt='更多' border=0></a></td></tr><tr><td colspan=2><table>{rows}</table></td></tr></table>"
    html = f"<html><head><meta charset=utf-8><title>白禾区农业局</title></head><body><table><tr><td>{boxes}</td></tr></table></body></html>"
    return HomePage("pictures", html, sections, frozenset(articles))


def _council() -> HomePage:
    """English: topics as cards, news with a link to all of it, short headlines, events beside."""
    sections = {"news/": "News", "consultations/": "Consultations", "council/meetings/": "Meetings and agendas"}
    heads = ("Bins on Monday", "Road closed", "New library hours", "Flu jabs", "Budget set")
    articles = {f"news/{h.lower().replace(' ', '-')}/" for h in heads} | {
        f"consultations/{n}-parking/" for n in range(1, 4)
    }
    news = "".join(
        f'<article><h3><a href="/news/{h.lower().replace(" ", "-")}/">{h}</a></h3><time datetime="2026-03-1{n}">1{n} March</time></article>'
        for n, h in enumerate(heads)
    )
    asked = "".join(f'<li><a href="/consultations/{n}-parking/">Parking zone {n}</a></li>' for n in range(1, 4))
    html = (
        '<html lang="en"><head><meta charset=utf-8><title>Baihe Council</title></head><body><nav><a href="/news/">News</a><a href="/council/meetings/">Meetings and agendas</a><a href="/contact/">Contact us</a></nav>'
        f'<section><h2>Latest news</h2>{news}<a href="/news/">View all news</a></section><section><h2>Consultations</h2><ul>{asked}</ul><a href="/consultations/">See all</a></section></body></html>'
    )
    return HomePage("council", html, sections, frozenset(articles))


def _taiwan() -> HomePage:
    """Taiwan: tabs that are anchors of the page, a 更多 for each with the name in its tooltip, parameters as addresses."""
    sections, articles, boxes = {}, set(), ""
    names = {"最新消息": (9001, 1), "公告資訊": (9002, 2), "活動訊息": (9003, 3), "徵才公告": (9004, 4)}
    tabs = "".join(f'<li><a href="#tab{n}">{name}</a></li>' for name, (_, n) in names.items())
    for name, (node, n) in names.items():
        sections[f"News.aspx?n={node}&sms=12{n}"] = name
        rows = ""
        for at in range(1, 6):
            articles.add(f"News_Content.aspx?n={node}&s={node}{at}")
            rows += f'<li><a href="News_Content.aspx?n={node}&amp;s={node}{at}" title="{SHORT[at]}">{SHORT[at]}</a><i>115-03-1{at}</i></li>'
        boxes += f'<div id="tab{n}"><ul>{rows}</ul><p class="more"><a href="News.aspx?n={node}&amp;sms=12{n}" title="更多{name}">更多...</a></p></div>'
    html = f'<html lang="zh-Hant"><head><meta charset=utf-8><title>白禾鄉公所</title></head><body><ul class="tabs">{tabs}</ul>{boxes}</body></html>'
    return HomePage("taiwan", html, sections, frozenset(articles))


HOMES = (_county(), _headings(), _pictures(), _council(), _taiwan())
