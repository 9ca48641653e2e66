"""What stands around the lists of the fifth lot: four kinds of page, each with the links that a real one carries."""

from __future__ import annotations

_MODERN = """<!DOCTYPE html><html lang="zh-CN"><head><meta charset="CHARSET"><title>{title}-云溪市人民政府门户网站</title>
<meta name="SiteName" content="云溪市人民政府"><meta name="ColumnName" content="{title}">{head}</head><body>
<div id="barrierfree"><a href="javascript:void(0)" id="toolbar">长者模式</a><a href="/bm/" >无障碍阅读</a><a href="https://weibo.example.com/yunxi">政务微博</a></div>
<header><div class="nav-wrap"><ul class="nav"><li><a href="/">首页</a></li><li class="drop"><a href="/zjyx/">走进云溪</a><div class="sub"><a href="/zjyx/lsyg/">历史沿革</a><a href="/zjyx/xzqh/">行政区划</a><a href="/zjyx/zrdl/">自然地理</a></div></li>
<li class="drop"><a href="/zwgk/">政务公开</a><div class="sub"><a href="/zwgk/ldzc/">领导之窗</a><a href="/zwgk/fdzd/">法定主动公开内容</a><a href="/zwgk/zfgb/">政府公报</a><a href="/zwgk/ndbg/">政府信息公开年度报告</a></div></li>
<li><a href="/zmhd/">政民互动</a></li><li><a href="https://www.zwfw.example.cn/yunxi/">政务服务</a></li></ul>
<form action="/search" method="get"><input name="q" placeholder="请输入关键字"><button>搜索</button></form></div></header>
<div class="crumb">您所在的位置：<a href="/">首页</a>&nbsp;&gt;&nbsp;<a href="/zwgk/">政务公开</a>&nbsp;&gt;&nbsp;<span>{title}</span></div>
<div class="wrapper clearfix"><div class="left-tree"><h2>栏目导航</h2><ul><li class="cur"><a href="#">{title}</a></li><li><a href="/zwgk/rsxx/">人事信息</a></li><li><a href="/zwgk/czyjs/">财政预决算</a></li><li><a href="/zwgk/zfcg/">政府采购</a></li></ul></div>
<div class="right-main">"""
_MODERN_END = """</div></div>{tail}<footer><select onchange="window.open(this.value)"><option>县（市、区）政府网站</option><option value="http://www.shuangqiao.example.cn/">双桥区</option><option value="http://www.majiang.example.cn/">马江县</option></select>
<div class="foot-link"><a href="/wzdt.html">网站地图</a><a href="/gywm.html">关于我们</a><a href="/ysbh.html">隐私保护</a></div>
<p>主办单位：云溪市人民政府办公室 承办单位：云溪市大数据局 网站标识码：0000000000 <a href="https://beian.miit.example.cn/">某ICP备00000000号</a></p></footer></body></html>"""

_OLD = """<html><head><meta http-equiv="Content-Type" content="text/html; charset=CHARSET"><title>{title}</title>{head}</head><body bgcolor=#ffffff topmargin=0>
<table width=980 align=center cellspacing=0><tr><td><img src=/images/banner.jpg></td></tr><tr><td bgcolor=#0066cc><a href=/index.htm class=w>首 页</a> | <a href=/zzjg.htm class=w>组织机构</a> | <a href=/zcfg.htm class=w>政策法规</a> | <a href=/bszn.htm class=w>办事指南</a> | <a href=/gbook.asp class=w>网上咨询</a></td></tr></table>
<table width=980 align=center><tr><td width=210 valign=top><table><tr><td class=tt>栏目列表</td></tr><tr><td><a href=/zzjg.htm>组织机构</a></td></tr><tr><td><a href=/zcfg.htm>政策法规</a></td></tr><tr><td><a href=/xzzx.htm>下载中心</a></td></tr></table></td><td valign=top>
<table width=100%><tr><td class=pos>当前位置：<a href=/index.htm>首页</a> → {title}</td></tr></table>"""
_OLD_END = """</td></tr></table>{tail}<table width=980 align=center><tr><td align=center>版权所有：云溪市水务局 地址：云溪市河滨路12号 邮编：000000 <a href=mailto:x@example.cn>联系我们</a></td></tr></table></body></html>"""

_WESTERN = """<!DOCTYPE html><html lang="{lang}" dir="{dir}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>{title} | {site}</title>{head}</head><body>
<a class="skip" href="#content">#</a><div id="cookie-banner" role="dialog"><p>Cookies</p><button>OK</button> <a href="/cookies">Cookies</a></div>
<header role="banner"><a class="logo" href="/"><img src="/logo.svg" alt="{site}"></a><nav aria-label="main"><ul><li><a href="/a/">{n0}</a></li><li><a href="/b/">{n1}</a></li><li><a href="/c/">{n2}</a></li><li><a href="/d/">{n3}</a></li></ul></nav></header>
<nav class="breadcrumb"><ol><li><a href="/">{n0}</a></li><li aria-current="page">{title}</li></ol></nav><main id="content"><h1>{title}</h1>"""
_WESTERN_END = """</main>{tail}<footer><div class="cols"><ul><li><a href="/a/">{n0}</a></li><li><a href="/b/">{n1}</a></li><li><a href="/privacy">{n2}</a></li></ul><ul><li><a href="https://social.example.com/gov">X</a></li><li><a href="https://video.example.com/gov">Video</a></li></ul></div></footer></body></html>"""


def modern(title: str, body: str, head: str = "", tail: str = "") -> str:
    """A Chinese portal of today."""
    return _MODERN.format(title=title, head=head) + body + _MODERN_END.format(tail=tail)


def old(title: str, body: str, head: str = "", tail: str = "") -> str:
    """A Chinese portal of 2005, laid out with tables."""
    return _OLD.format(title=title, head=head) + body + _OLD_END.format(tail=tail)


WORDS = {
    "en": ("Riverton Council", "Home", "Services", "About us", "Contact us"),
    "ja": ("白浜町", "くらし", "防災", "観光案内", "町政情報"),
    "ko": ("청산군청", "군민참여", "행정정보", "분야별정보", "청산소개"),
    "vi": ("Tỉnh An Hòa", "Trang chủ", "Giới thiệu", "Công dân", "Liên hệ"),
    "ru": ("Администрация Заречья", "Главная", "Документы", "Район", "Контакты"),
    "pt": ("Prefeitura de Ribeira", "Início", "Serviços", "Governo", "Contato"),
    "es": ("Gobierno de La Ribera", "Inicio", "Trámites", "Gobierno", "Contacto"),
    "ar": ("وزارة المياه", "الرئيسية", "الخدمات", "عن الوزارة", "اتصل بنا"),
    "id": ("Kabupaten Tirta", "Beranda", "Layanan", "Profil", "Kontak"),
    "tr": ("Dereköy Valiliği", "Ana Sayfa", "Hizmetler", "Kurumsal", "İletişim"),
    "fr": ("Mairie de Rivière", "Accueil", "Démarches", "La ville", "Contact"),
    "zh-Hant": ("水務及渠務署", "主頁", "服務", "關於我們", "聯絡我們"),
    "tw": ("清水鎮公所", "回首頁", "便民服務", "認識清水", "意見信箱"),
    "ug": ("يۇلتۇز ناھىيەلىك خەلق ھۆكۈمىتى", "باش بەت", "ھۆكۈمەت ئىشلىرى", "خەۋەرلەر", "ئالاقىلىشىڭ"),
    "bo": ("ཆུ་བཟང་རྫོང་མི་དམངས་སྲིད་གཞུང", "གཙོ་ངོས", "གསར་འགྱུར", "སྲིད་དོན", "འབྲེལ་གཏུག"),
    "mn": ("ᠰᠣᠮᠤ ᠶᠢᠨ ᠠᠷᠠᠳ ᠤᠨ ᠵᠠᠰᠠᠭ ᠤᠨ ᠣᠷᠳᠣᠨ", "ᠨᠢᠭᠤᠷ ᠨᠢᠭᠤᠷ", "ᠮᠡᠳᠡᠭᠡ", "ᠵᠠᠰᠠᠭ ᠵᠠᠬᠢᠷᠭ᠎ᠠ", "ᠬᠣᠯᠪᠣᠭ᠎ᠠ"),
}


def western(lang: str, title: str, body: str, head: str = "", tail: str = "") -> str:
    """A portal of elsewhere, in its language and its direction."""
    site, *words = WORDS[lang]
    nav = {f"n{i}": word for i, word in enumerate(words)}
    turned = "rtl" if lang in {"ar", "ug"} else "ltr"
    start = _WESTERN.format(lang=lang, dir=turned, title=title, site=site, head=head, **nav)
    return start + body + _WESTERN_END.format(tail=tail, **nav)
