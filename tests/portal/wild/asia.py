"""Portals of East and South-East Asia: ROC and Japanese years, minority scripts."""

from __future__ import annotations

from itertools import groupby

from tests.portal.others.base import Form, Item, Other
from tests.portal.wild.chrome import western


def _digits(text: str, zero: str) -> str:
    return "".join(chr(ord(zero) + int(c)) if c.isdigit() else c for c in text)


# --- Hong Kong: a department's table, one page a year by a list to choose from, rows are PDFs ---
def _hk_year(p: Other, path: str, f: Form) -> str | None:
    years = sorted({i.day.year for i in p.items}, reverse=True)
    name = path.removeprefix("/tc/press/").removesuffix(".html")
    year = years[0] if name == "index" else int(name[5:]) if name.startswith("year_") and name[5:].isdigit() else 0
    items = [i for i in p.items if i.day.year == year]
    rows = "".join(
        f'<tr><td>{i.day.day}.{i.day.month}.{i.day.year}</td><td><a href="{p.article(i)}">{i.title}</a> <img src="/img/pdf.gif" alt="PDF"></td></tr>'
        for i in items
    )
    options = "".join(f'<option value="{"index" if y == years[0] else f"year_{y}"}.html">{y}</option>' for y in years)
    return (
        western(
            "zh-Hant",
            "新聞公報",
            f'<form><label>年份</label><select name="y" onchange="location.href=this.value">{options}</select></form><table class="tbl"><tr><th>日期</th><th>標題</th></tr>{rows}</table>',
        )
        if items
        else None
    )


# --- Macau: cards, date and time in one, numbered by folders ---
def _macau(p: Other, path: str, _: Form) -> str | None:
    name = path.removeprefix("/zh-hant/news/")
    no = 1 if not name else int(name[5:-1]) if name.startswith("page/") and name[5:-1].isdigit() else 0
    cards = "".join(
        f'<div class="col-md-4 news-card"><a href="{p.article(i)}"><div class="pic" style="background-image:url(/p/{i.number}.jpg)"></div><div class="dept">市政署</div><div class="txt">{i.title}</div><div class="at">{i.day.year}年{i.day.month}月{i.day.day}日 1{i.number % 10}:05</div></a></div>'
        for i in p.page(no)
    )
    ways = "".join(
        f'<li><a class="page-numbers" href="/zh-hant/news/page/{n}/">{n}</a></li>' for n in range(1, p.total_pages + 1)
    )
    return (
        western("zh-Hant", "新聞", f'<div class="row">{cards}</div><ul class="pagination">{ways}</ul>')
        if cards
        else None
    )


# --- Taiwan: lp- and cp- pages with ROC days ---
def _taiwan_lp(p: Other, path: str, _: Form) -> str | None:
    parts = path.removeprefix("/").removesuffix(".html").split("-")
    if parts[:2] != ["lp", "1205"]:
        return None
    no = int(parts[3]) if len(parts) == 5 else 1
    rows = "".join(
        f'<li><a href="{p.article(i).removeprefix("/")}" title="{i.title}">{i.title}<time>{i.day.year - 1911}-{i.day:%m-%d}</time></a></li>'
        for i in p.page(no)
    )
    ways = "".join(
        f'<li{" class=is-active" if n == no else ""}><a href="lp-1205-2-{n}-{p.size}.html" title="第{n}頁">{n}</a></li>'
        for n in range(1, p.total_pages + 1)
    )
    nxt = (
        f'<a href="lp-1205-2-{no + 1}-{p.size}.html" title="下一頁">下一頁</a><a href="lp-1205-2-{p.total_pages}-{p.size}.html">最後一頁</a>'
        if no < p.total_pages
        else ""
    )
    sizes = "".join(f'<option value="lp-1205-2-1-{n}.html">{n}</option>' for n in (15, 30, 60))
    return (
        western(
            "tw",
            "最新消息",
            f'<section class="list"><ul>{rows}</ul></section><section class="page"><ul>{ways}</ul>{nxt}<span>共{len(p.items)}筆</span><select onchange="location=this.value">{sizes}</select></section>',
        )
        if rows
        else None
    )


# --- Taiwan: News.aspx, cells named for a telephone, the year of the Republic in words ---
def _taiwan_aspx(p: Other, path: str, f: Form) -> str | None:
    no = int(f.get("page") or 1)
    rows = "".join(
        f'<tr><td class="CCMS_td" data-title="序號">{(no - 1) * p.size + k}</td><td data-title="標題"><span><a href="{p.article(i).removeprefix("/")}" title="{i.title}">{i.title}</a></span></td><td data-title="發布單位"><span>民政課</span></td><td data-title="發布日期"><span>民國{i.day.year - 1911}年{i.day.month}月{i.day.day}日</span></td><td data-title="截止日期"><span>民國{i.day.year - 1910}年1月31日</span></td></tr>'
        for k, i in enumerate(p.page(no), 1)
    )
    nxt = (
        f'<a href="News.aspx?n=871&sms=9006&page={no + 1}&PageSize={p.size}" title="下一頁">&gt;</a>'
        if no < p.total_pages
        else ""
    )
    return (
        western(
            "tw",
            "公告資訊",
            f'<table class="table_list"><thead><tr><th>序號</th><th>標題</th><th>發布單位</th><th>發布日期</th><th>截止日期</th></tr></thead><tbody>{rows}</tbody></table><div class="pagination"><span>{no}/{p.total_pages}</span>{nxt}</div>',
        )
        if path == "/News.aspx" and f.get("n") == "871" and rows
        else None
    )


# --- minority languages of China: TRS names with the words of the language ---
def _minority(p: Other, path: str, say: tuple[str, str, str], day: object) -> str | None:
    lang, title, onward = say
    name = path.removeprefix("/xw/").removesuffix(".shtml")
    no = 1 if name in {"", "index"} else int(name[6:]) + 1 if name.startswith("index_") and name[6:].isdigit() else 0
    rows = "".join(
        f'<li><a href=".{p.article(i).removeprefix("/xw")}" target="_blank">{i.title}</a><span>{day(i)}</span></li>'
        for i in p.page(no)
    )  # type: ignore[operator]
    nxt = f'<a href="index_{no}.shtml">{onward}</a>' if no < p.total_pages else f"<span>{onward}</span>"
    return western(lang, title, f'<ul class="list">{rows}</ul><div class="page">{nxt}</div>') if rows else None


def _uyghur(p: Other, path: str, _: Form) -> str | None:
    return _minority(
        p, path, ("ug", "خەۋەرلەر", "كېيىنكى بەت"), lambda i: f"{i.day.year}-يىلى {i.day.month}-ئاينىڭ {i.day.day}-كۈنى"
    )


def _tibetan(p: Other, path: str, _: Form) -> str | None:
    return _minority(p, path, ("bo", "གསར་འགྱུར", "ཤོག་ལྷེ་རྗེས་མ"), lambda i: _digits(f"{i.day}", "༠"))


def _mongolian(p: Other, path: str, _: Form) -> str | None:
    return _minority(
        p,
        path,
        ("mn", "ᠮᠡᠳᠡᠭᠡ", "ᠳᠠᠷᠠᠭᠠᠬᠢ ᠨᠢᠭᠤᠷ"),
        lambda i: f"{i.day.year} ᠣᠨ ᠤ {i.day.month} ᠰᠠᠷ᠎ᠠ ᠶᠢᠨ {i.day.day} ᠡᠳᠦᠷ",
    )


# --- Japan: one page a fiscal year, days under months of the era ---
def _japan(p: Other, path: str, _: Form) -> str | None:
    def fiscal(item: Item) -> int:
        return item.day.year - 2018 - (item.day.month < 4)

    years = sorted({fiscal(i) for i in p.items}, reverse=True)
    name = path.removeprefix("/oshirase/").removesuffix(".html")
    year = years[0] if name in {"", "index"} else int(name[1:]) if name.startswith("r") and name[1:].isdigit() else 0
    body = ""
    for (western_year, month), items in groupby(
        [i for i in p.items if fiscal(i) == year], lambda i: (i.day.year, i.day.month)
    ):
        rows = "".join(
            f'<dt>{i.day.month}月{i.day.day}日</dt><dd><a href="{p.article(i)}">{i.title}</a></dd>' for i in items
        )
        body += f"<h3>令和{western_year - 2018}年{month}月</h3><dl>{rows}</dl>"
    tabs = "".join(
        f'<li><a href="/oshirase/{"index" if y == years[0] else f"r{y}"}.html">令和{y}年度</a></li>' for y in years
    )
    return western("ja", "新着情報", f'<ul class="nendo">{tabs}</ul>{body}') if body else None


# --- Korea: eGovFrame, rows and pages by functions ---
def _korea(p: Other, path: str, f: Form) -> str | None:
    no = int(f.get("pageIndex") or 1)
    if path != "/cop/bbs/selectBoardList.do" or f.get("bbsId") != "BBS_000021" or not p.page(no):
        return None
    rows = "".join(
        f'<tr><td>{i.number}</td><td class="left"><a href="#none" onclick="fn_view(\'{i.number + 9000}\'); return false;">{i.title}</a></td><td>총무과</td><td>{i.day:%Y.%m.%d}</td><td>{i.number * 31}</td></tr>'
        for i in p.page(no)
    )
    ways = "".join(
        f'<a href="?pageIndex={n}" onclick="fn_egov_link_page({n});return false;">{n}</a>'
        if n != no
        else f"<strong>{n}</strong>"
        for n in range(1, p.total_pages + 1)
    )
    return western(
        "ko",
        "공지사항",
        f"""<form name="frm" action="/cop/bbs/selectBoardList.do" method="post"><input type="hidden" name="bbsId" value="BBS_000021"><input type="hidden" name="pageIndex" value="{no}"></form><p>총 <b>{len(p.items)}</b>건</p><table><thead><tr><th>번호</th><th>제목</th><th>부서</th><th>등록일</th><th>조회</th></tr></thead><tbody>{rows}</tbody></table><div class="paging">{ways}</div>
<script>function fn_egov_link_page(pageNo){{ document.frm.pageIndex.value = pageNo; document.frm.action = "/cop/bbs/selectBoardList.do"; document.frm.submit(); }} function fn_view(id){{ location.href = "/cop/bbs/selectBoardArticle.do?bbsId=BBS_000021&nttId=" + id; }}</script>""",
    )


# --- Vietnam: Liferay's cursor in a portlet's own name ---
def _vietnam(p: Other, path: str, f: Form) -> str | None:
    key = "_101_INSTANCE_q7Rt_cur"
    no = int(f.get(key) or 1)
    rows = "".join(
        f'<div class="asset-abstract"><h3 class="asset-title"><a href="{p.article(i)}">{i.title}</a></h3><span class="metadata">({i.day:%d/%m/%Y} 14:3{i.number % 10})</span><p>Sáng nay, tại trụ sở…</p><a class="more" href="{p.article(i)}">Xem thêm</a></div>'
        for i in p.page(no)
    )
    base = (
        "/web/guest/thong-bao?p_p_id=101_INSTANCE_q7Rt&p_p_lifecycle=0&p_p_state=normal&_101_INSTANCE_q7Rt_delta=15&"
        + key
    )
    nxt = (
        f'<li><a href="{base}={no + 1}">Tiếp theo</a></li><li><a href="{base}={p.total_pages}">Cuối cùng</a></li>'
        if no < p.total_pages
        else ""
    )
    return (
        western(
            "vi",
            "Thông báo",
            f'<div class="portlet-body">{rows}</div><ul class="pager lfr-pagination-buttons">{nxt}</ul>',
        )
        if path == "/web/guest/thong-bao" and rows
        else None
    )


ASIA = (
    Other(
        "w-hk-year",
        "/tc/press/index.html",
        lambda i: f"/tc/press/pdf/pr{i.day:%Y%m%d}_{i.number}.pdf",
        _hk_year,
        language="zh-Hant",
    ),
    Other("w-macau", "/zh-hant/news/", lambda i: f"/zh-hant/news/{i.number + 620000}/", _macau, language="zh-Hant"),
    Other(
        "w-taiwan-lp",
        "/lp-1205-2.html",
        lambda i: f"/cp-1205-{i.number + 6000}-c1f3{i.number:02d}-2.html",
        _taiwan_lp,
        language="tw",
    ),
    Other(
        "w-taiwan-aspx",
        "/News.aspx?n=871&sms=9006",
        lambda i: f"/News_Content.aspx?n=871&s={i.number + 2000}",
        _taiwan_aspx,
        language="tw",
    ),
    Other("w-uyghur", "/xw/index.shtml", lambda i: f"/xw/{i.day:%Y%m}/{i.number:032x}.shtml", _uyghur, language="ug"),
    Other("w-tibetan", "/xw/index.shtml", lambda i: f"/xw/{i.day:%Y%m}/{i.number:032x}.shtml", _tibetan, language="bo"),
    Other("w-mongolian", "/xw/index.shtml", lambda i: f"/xw/{i.number:032x}.shtml", _mongolian, language="mn"),
    Other("w-japan", "/oshirase/index.html", lambda i: f"/oshirase/{i.number}/index.html", _japan, language="ja"),
    Other(
        "w-korea",
        "/cop/bbs/selectBoardList.do?bbsId=BBS_000021",
        lambda i: f"/cop/bbs/selectBoardArticle.do?bbsId=BBS_000021&nttId={i.number + 9000}",
        _korea,
        language="ko",
    ),
    Other(
        "w-vietnam",
        "/web/guest/thong-bao",
        lambda i: f"/web/guest/thong-bao/-/asset_publisher/q7Rt/content/tin-{i.number}",
        _vietnam,
        language="vi",
    ),
)
