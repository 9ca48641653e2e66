"""Markup of twelve families of content management systems, written for the blind trial, with places for injection."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from html import escape

from bench.blind.articles import Piece


@dataclass(frozen=True)
class Slots:
    title: str | None = None  # the window title instead of its own
    title_before: str = ""
    title_after: str = ""
    keywords: str | None = None
    description: str | None = None
    head_first: str = ""
    head_last: str = ""
    body_first: str = ""
    before_crumb: str = ""
    in_crumb: str = ""
    before_title: str = ""
    after_title: str = ""
    body_last: str = ""  # last in the container of the body
    before_foot: str = ""
    in_foot: str = ""
    after_foot: str = ""
    heading: str | None = None  # heading instead of its own
    body_attribute: str = ""


NAV = {
    "zh": ("首页", "走进本地", "新闻中心", "政务公开", "政务服务", "互动交流", "专题专栏", "数据开放"),
    "zh-Hant": ("首頁", "關於我們", "新聞", "服務", "法例", "聯絡我們"),
    "en": ("Home", "Council", "News", "Services", "Planning", "Contact us"),
    "ja": ("ホーム", "くらし", "子育て", "健康・福祉", "市政情報"),
    "vi": ("Trang chủ", "Giới thiệu", "Tin tức", "Văn bản", "Liên hệ"),
    "th": ("หน้าแรก", "เกี่ยวกับเรา", "ข่าวประกาศ", "ติดต่อเรา"),
}
RELATED = {
    "zh": (
        "关于开展农村公路桥梁检查的通知",
        "县领导调研春耕备耕工作",
        "关于春节期间烟花爆竹燃放的通告",
        "全县人口监测报告发布",
        "城乡居民医保缴费提醒",
    ),
    "zh-Hant": ("市政署公佈街市維修日期", "圖書館新書推介", "海濱步道加裝照明"),
    "en": ("Recycling dates over Easter", "New bus shelters for Mill Lane", "Minutes of the March meeting"),
    "ja": ("防災訓練を実施しました", "図書館の休館日について", "市民税の納期限"),
    "vi": ("Kế hoạch phòng chống lụt bão", "Kết quả kỳ họp thứ chín", "Lịch cắt điện tháng 8"),
    "th": ("ประกาศรับสมัครพนักงานจ้าง", "กำหนดการประชุมสภา", "แผนพัฒนาท้องถิ่น"),
}
SITE = {
    "zh": "清源县人民政府",
    "zh-Hant": "海灣市政府",
    "en": "Aldbrook District Council",
    "ja": "みなと市",
    "vi": "Cổng thông tin huyện Phú Sơn",
    "th": "เทศบาลตำบลบ้านสวน",
}
DATE = {
    "zh": "发布时间：",
    "zh-Hant": "發佈日期：",
    "en": "Published: ",
    "ja": "更新日：",
    "vi": "Ngày đăng: ",
    "th": "วันที่ประกาศ: ",
}
SRC = {"zh": "来源：", "zh-Hant": "來源：", "en": "Source: ", "ja": "担当：", "vi": "Nguồn: ", "th": "ที่มา: "}
FOOT = {
    "zh": (
        "主办：清源县人民政府办公室",
        "备案号：黔ICP备05003721号",
        "网站标识码：5226260011",
        "建议使用1024×768分辨率浏览",
    ),
    "zh-Hant": ("版權所有 海灣市政府", "私隱政策"),
    "en": ("© Aldbrook District Council", "Accessibility statement", "Privacy notice"),
    "ja": ("みなと市役所 〒231-0000", "個人情報保護方針"),
    "vi": ("Bản quyền thuộc UBND huyện Phú Sơn", "Điện thoại: 0235 3851 204"),
    "th": ("สงวนลิขสิทธิ์ เทศบาลตำบลบ้านสวน", "โทร 044-519-222"),
}


def _meta(p: Piece, s: Slots, sep: str = "-") -> str:
    title = s.title if s.title is not None else f"{s.title_before}{escape(p.title)}{sep}{SITE[p.lang]}{s.title_after}"
    kw = s.keywords if s.keywords is not None else ",".join((p.crumbs[-1], SITE[p.lang]))
    ds = s.description if s.description is not None else escape(re.sub("<[^>]+>", " ", p.lines[0]))[:60]
    return (
        f'{s.head_first}<meta charset="utf-8"><title>{title}</title>'
        f'<meta name="keywords" content="{kw}"><meta name="description" content="{ds}">'
    )


def _nav(p: Piece, tag: str = "li") -> str:
    return "".join(f'<{tag}><a href="/n{i}/">{n}</a></{tag}>' for i, n in enumerate(NAV[p.lang]))


def _rel(p: Piece, tag: str = "li") -> str:
    return "".join(f'<{tag}><a href="/info/20{i}/{i}.html">{n}</a></{tag}>' for i, n in enumerate(RELATED[p.lang], 3))


def _crumb(p: Piece, s: Slots, sep: str = " &gt; ") -> str:
    return sep.join(f'<a href="/c{i}/">{n}</a>' for i, n in enumerate(p.crumbs)) + s.in_crumb


def _ps(p: Piece, tag: str = "p", attrs: str = ' style="text-indent:2em"') -> str:
    return "\n".join(x if x.startswith("<") else f"<{tag}{attrs}>{x}</{tag}>" for x in p.lines)


def _foot(p: Piece, sep: str = "<br>") -> str:
    return sep.join(FOOT[p.lang])


def _h(p: Piece, s: Slots) -> str:
    return s.heading if s.heading is not None else escape(p.title)


def trs_old(p: Piece, s: Slots) -> str:
    return f"""<html><head>{_meta(p, s)}<meta name="SiteName" content="{SITE[p.lang]}"><meta name="ArticleTitle" content="{escape(p.title)}"><meta name="PubDate" content="{p.date} 09:20">{s.head_last}</head>
<body {s.body_attribute}>{s.body_first}<table width="980" align="center"><tr><td><img src="/images/banner.jpg"></td></tr><tr>{_nav(p, "td")}</tr></table>
{s.before_crumb}<table width="980"><tr><td class="dqwz">您的位置：{_crumb(p, s)}</td></tr></table>
<table width="900" class="bt"><tr><td>{s.before_title}</td></tr><tr><td class="bt_content" align="center"><b>{_h(p, s)}</b></td></tr><tr><td align="center">{s.after_title}</td></tr><tr><td align="center" class="bt_time">{DATE[p.lang]}{p.date}　{SRC[p.lang]}{p.source}　浏览次数：<script>document.write(hits)</script></td></tr>
<tr><td><div class="TRS_Editor">{_ps(p)}{s.body_last}</div></td></tr></table>
<table><tr><td>相关链接</td></tr><tr><td><ul>{_rel(p)}</ul></td></tr></table>{s.before_foot}
<table width="980"><tr><td align="center">{_foot(p)}{s.in_foot}</td></tr></table>{s.after_foot}</body></html>"""


def jcms(p: Piece, s: Slots) -> str:
    return f"""<!DOCTYPE html><html><head>{_meta(p, s, "_")}{s.head_last}</head><body {s.body_attribute}>{s.body_first}
<div class="top"><ul class="menu">{_nav(p)}</ul></div><div class="main">{s.before_crumb}<div class="weizhi">当前位置：{_crumb(p, s, "<span>></span>")}</div>
<div id="c"><div class="arc">{s.before_title}<!--<$[标题名称(html)]>begin--><h2 class="tit">{_h(p, s)}</h2><!--<$[标题名称(html)]>end-->{s.after_title}<div class="xx"><span>{DATE[p.lang]}{p.date}</span><span>{SRC[p.lang]}{p.source}</span><span>字号：[ <a>大</a> <a>中</a> <a>小</a> ]</span></div>
<div id="zoom"><!--ZJEG_RSS.content.begin-->{_ps(p)}{s.body_last}<!--ZJEG_RSS.content.end--></div>
<div class="bot"><a href="javascript:window.print()">打印</a><a href="javascript:window.close()">关闭</a></div></div></div>
<div class="xg"><h3>相关新闻</h3><ul>{_rel(p)}</ul></div></div>{s.before_foot}<div class="foot">{_foot(p)}{s.in_foot}</div>{s.after_foot}</body></html>"""


def vsb(p: Piece, s: Slots) -> str:
    return f"""<!DOCTYPE html><HTML><HEAD>{_meta(p, s)}{s.head_last}</HEAD><BODY {s.body_attribute}>{s.body_first}<div class="header"><div class="nav"><ul>{_nav(p)}</ul></div></div>
{s.before_crumb}<div class="position"><i></i>{_crumb(p, s, " / ")} / 正文</div><div class="content"><form name="_newscontent_fromname"><div>
{s.before_title}<h1 align="center">{_h(p, s)}</h1>{s.after_title}<div align="center" class="ly">{SRC[p.lang]}{p.source} &nbsp; 日期：{p.date} &nbsp; 点击：[<span id="dynclicks">118</span>]</div>
<div id="vsb_content_2" class="content"><div class="v_news_content">{_ps(p, "p", ' class="vsbcontent_start"')}{s.body_last}</div></div></div></form>
<p>上一条：<a href="1101.htm">{RELATED[p.lang][0]}</a></p><p>下一条：<a href="1103.htm">{RELATED[p.lang][1]}</a></p></div>
{s.before_foot}<div class="footer"><p>{_foot(p, "</p><p>")}</p>{s.in_foot}</div>{s.after_foot}</BODY></HTML>"""


def epoint(p: Piece, s: Slots) -> str:
    return f"""<!DOCTYPE html><html lang="zh-CN"><head>{_meta(p, s)}{s.head_last}</head><body {s.body_attribute}>{s.body_first}<div class="ewb-header"><ul class="ewb-nav">{_nav(p)}</ul></div>
<div class="ewb-container">{s.before_crumb}<div class="ewb-location"><span>您现在的位置：</span>{_crumb(p, s)}</div><div class="ewb-article">{s.before_title}<h3 class="article-title">{_h(p, s)}</h3>{s.after_title}
<div class="info-sources">【信息时间：{p.date}】【{SRC[p.lang]}{p.source}】【字体：<a>大</a><a>中</a><a>小</a>】</div><div class="con" id="infocontent">{_ps(p, "div", "")}{s.body_last}</div></div>
<div class="ewb-right"><div class="hd">热点信息</div><ul>{_rel(p)}</ul></div></div>{s.before_foot}<div class="ewb-footer">{_foot(p)}{s.in_foot}</div>{s.after_foot}</body></html>"""


def dede(p: Piece, s: Slots) -> str:
    return f"""<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN"><html><head>{_meta(p, s, "_")}<link rel="stylesheet" href="/templets/default/style.css">{s.head_last}</head><body class="articleview" {s.body_attribute}>{s.body_first}
<div class="header"><div class="navwrapper"><ul>{_nav(p)}</ul></div></div>{s.before_crumb}<div class="place"><strong>当前位置:</strong> {_crumb(p, s)} &gt; </div>
<div class="viewbox"><div class="title">{s.before_title}<h2>{_h(p, s)}</h2></div>{s.after_title}<div class="info"><small>时间:</small>{p.date} 10:22<small>来源:</small>{p.source}<small>作者:</small>admin <small>点击:</small>305次</div>
<div class="intro">{re.sub("<[^>]+>", "", p.lines[0])[:30]}...</div><div class="content"><table width="100%"><tr><td>{_ps(p, "div", "")}{s.body_last}</td></tr></table></div>
<div class="dede_pages"></div><div class="handle"><ul><li>上一篇：<a href="/a/201.html">{RELATED[p.lang][0]}</a></li><li>下一篇：<a href="/a/203.html">{RELATED[p.lang][1]}</a></li></ul></div></div>
<div class="pright"><dl><dt>推荐内容</dt><dd><ul>{_rel(p)}</ul></dd></dl></div>{s.before_foot}<div class="footer"><p>{_foot(p)}</p>{s.in_foot}</div>{s.after_foot}</body></html>"""


def empire(p: Piece, s: Slots) -> str:
    return f"""<html><head>{_meta(p, s)}{s.head_last}</head><body {s.body_attribute}>{s.body_first}<div id="nav">{_nav(p, "span")}</div>
{s.before_crumb}<table width="100%"><tr><td class="newsposition">您当前的位置：{_crumb(p, s)}</td></tr></table><table class="main"><tr><td><table><tr><td>{s.before_title}</td></tr><tr><td class="title_text"><font size="5">{_h(p, s)}</font></td></tr><tr><td class="info_text">{s.after_title}{DATE[p.lang]}{p.date} {SRC[p.lang]}{p.source} 编辑：办公室</td></tr></table>
<table><tr><td id="text">{"<br><br>".join("　　" + x if not x.startswith("<") else x for x in p.lines)}{s.body_last}</td></tr></table></td><td class="sider"><strong>栏目更新</strong><ul>{_rel(p)}</ul></td></tr></table>
{s.before_foot}<table width="100%"><tr><td align="center">{_foot(p)}{s.in_foot}</td></tr></table>{s.after_foot}</body></html>"""


def phpcms(p: Piece, s: Slots) -> str:
    return f"""<!DOCTYPE html><html><head>{_meta(p, s, " - ")}{s.head_last}</head><body {s.body_attribute}>{s.body_first}<div class="nav-bar"><ul>{_nav(p)}</ul></div><div class="main">{s.before_crumb}<div class="crumbs">{_crumb(p, s)}</div>
<div class="col-left"><div id="Article">{s.before_title}<h1>{_h(p, s)}<br><span>{p.date} 08:30:11　{SRC[p.lang]}{p.source}　点击: <span id="hits">0</span></span></h1>{s.after_title}<div class="content">{_ps(p)}{s.body_last}</div>
<p class="f14"><strong>上一篇：</strong><a href="55.html">{RELATED[p.lang][0]}</a><br><strong>下一篇：</strong><a href="57.html">{RELATED[p.lang][1]}</a></p></div></div><div class="col-auto"><h5>相关文章</h5><ul>{_rel(p)}</ul></div></div>
{s.before_foot}<div class="footer">{_foot(p, " | ")}{s.in_foot}</div>{s.after_foot}</body></html>"""


def asp(p: Piece, s: Slots) -> str:
    return f"""<HTML><HEAD>{_meta(p, s, "--")}{s.head_last}</HEAD><BODY topMargin=0 {s.body_attribute}>{s.body_first}<TABLE width=1000><TBODY><TR>{_nav(p, "TD")}</TR></TBODY></TABLE>{s.before_crumb}<TABLE width=1000><TBODY><TR><TD width=200 valign=top>最新文章<BR>{_rel(p, "div")}</TD>
<TD>{_crumb(p, s, "→")}<HR>{s.before_title}<DIV align=center><FONT color=#cc0000 size=4><STRONG>{_h(p, s)}</STRONG></FONT></DIV>{s.after_title}<DIV align=center>{p.source} {p.date}</DIV><DIV id=fontzoom>{_ps(p, "P", "")}{s.body_last}</DIV></TD></TR></TBODY></TABLE>
{s.before_foot}<TABLE width=1000><TBODY><TR><TD align=middle>{_foot(p)}{s.in_foot}</TD></TR></TBODY></TABLE>{s.after_foot}</BODY></HTML>"""


def drupal(p: Piece, s: Slots) -> str:
    return f"""<!DOCTYPE html><html lang="{p.lang}"><head>{_meta(p, s, " | ")}<meta property="og:title" content="{escape(p.title)}"><meta property="article:published_time" content="{p.date}T08:00:00+00:00">{s.head_last}</head><body {s.body_attribute}>{s.body_first}<header role="banner"><nav><ul>{_nav(p)}</ul></nav></header>
{s.before_crumb}<nav class="breadcrumb" aria-label="breadcrumb"><ol><li>{_crumb(p, s, "</li><li>")}</li></ol></nav><main><article class="node node--type-news">{s.before_title}<h1 class="page-title">{_h(p, s)}</h1>{s.after_title}<p class="submitted">{DATE[p.lang]}<time datetime="{p.date}">{p.date}</time> · {p.source}</p>
<div class="field field--name-body">{_ps(p, "p", "")}{s.body_last}</div></article><aside><h2>Related</h2><ul>{_rel(p)}</ul></aside></main>{s.before_foot}<footer>{_foot(p)}{s.in_foot}</footer>{s.after_foot}</body></html>"""


def wordpress(p: Piece, s: Slots) -> str:
    return f"""<!DOCTYPE html><html><head>{_meta(p, s, " – ")}{s.head_last}</head><body class="single single-post" {s.body_attribute}>{s.body_first}<header id="masthead"><ul id="primary-menu">{_nav(p)}</ul></header>{s.before_crumb}<p id="breadcrumbs">{_crumb(p, s, " » ")}</p>
<div id="primary"><article id="post-88"><header class="entry-header">{s.before_title}<h1 class="entry-title">{_h(p, s)}</h1>{s.after_title}<div class="entry-meta"><span class="posted-on"><time class="entry-date published" datetime="{p.date}T09:00:00+08:00">{p.date}</time></span> <span class="byline">{p.source}</span></div></header><div class="entry-content">{_ps(p, "p", "")}{s.body_last}</div></article></div>
<aside id="secondary"><section class="widget"><h2>{NAV[p.lang][2]}</h2><ul>{_rel(p)}</ul></section></aside>{s.before_foot}<footer id="colophon">{_foot(p)}{s.in_foot}</footer>{s.after_foot}</body></html>"""


def bare(p: Piece, s: Slots) -> str:
    return f"""<!doctype html><html><head>{_meta(p, s)}{s.head_last}</head><body {s.body_attribute}>{s.body_first}<div class="w1"><div class="a9f">{_nav(p, "span")}</div>{s.before_crumb}<div class="b2c">{_crumb(p, s, " | ")}</div><div class="k77">{s.before_title}<div class="q1">{_h(p, s)}</div>{s.after_title}<div class="q2">{p.date}　{p.source}</div><div class="q3">{_ps(p, "div", ' class="l"')}{s.body_last}</div></div><div class="z5">{_rel(p, "div")}</div></div>{s.before_foot}<div class="y6">{_foot(p)}{s.in_foot}</div>{s.after_foot}</body></html>"""


def siteserver(p: Piece, s: Slots) -> str:
    return f"""<!DOCTYPE html><html><head>{_meta(p, s, "-")}<script src="/sitefiles/assets/js/jquery.js"></script>{s.head_last}</head><body {s.body_attribute}>{s.body_first}<div class="wrap"><dl class="navlist">{_nav(p, "dd")}</dl>{s.before_crumb}<div class="path">当前位置：{_crumb(p, s, ">>")}>>正文</div>
<div class="gkinfo"><table><tr><td>索 引 号：</td><td>GZ000012/2024-{len(p.title):05d}</td><td>公开方式：</td><td>主动公开</td></tr><tr><td>发布机构：</td><td>{p.source}</td><td>生成日期：</td><td>{p.date}</td></tr></table></div>
<div class="detail">{s.before_title}<h1>{_h(p, s)}</h1>{s.after_title}<div class="msg"><em>{DATE[p.lang]}{p.date}</em><em>{SRC[p.lang]}{p.source}</em></div><div class="artcon">{_ps(p)}{s.body_last}</div><div class="share">分享到：<a>微信</a><a>微博</a></div></div><div class="right"><h4>最新发布</h4><ul>{_rel(p)}</ul></div></div>{s.before_foot}<div class="bottom">{_foot(p)}{s.in_foot}</div>{s.after_foot}</body></html>"""


FAMILIES: dict[str, Callable[[Piece, Slots], str]] = {
    f.__name__: f for f in (trs_old, jcms, vsb, epoint, dede, empire, phpcms, asp, drupal, wordpress, bare, siteserver)
}
FOREIGN = ["drupal", "wordpress", "bare", "asp"]
