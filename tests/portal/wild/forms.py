"""A later lot: forms that turn pages, pagers of other plugins."""

from __future__ import annotations

from itertools import groupby

from tests.portal.others.base import Form, Other
from tests.portal.wild.chrome import modern, old, western

LANG = "zh5"


def _rows(p: Other, no: int) -> str:
    return "".join(
        f'<li><a href="{p.article(i)}" title="{i.title}">{i.title}</a><span>{i.day}</span></li>' for i in p.page(no)
    )


# --- buttons of a GET form that carry the page ---
def _submit_numbers(p: Other, path: str, f: Form) -> str | None:
    no = int(f.get("page") or 1)
    buttons = "".join(
        f'<button type="submit" name="page" value="{n}"{" disabled" if n == no else ""}>{n}</button>'
        for n in range(1, p.total_pages + 1)
    )
    return (
        western(
            "en",
            "Decisions",
            f'<ul class="results">{_rows(p, no)}</ul><form action="/decisions" method="get"><input type="hidden" name="area" value="north"><nav>{buttons}</nav></form>',
        )
        if path == "/decisions" and f.get("area", "north") == "north" and p.page(no)
        else None
    )


# --- ASP.NET with plain submit buttons ---
def _submit_next(p: Other, path: str, f: Form) -> str | None:
    here = int((f.get("__VIEWSTATE") or "s1").removeprefix("s"))
    no = here + 1 if "ctl00$btnNext" in f else here
    if path != "/list.aspx" or not p.page(no):
        return None
    nxt = (
        '<input type="submit" name="ctl00$btnNext" value="下一页">'
        if no < p.total_pages
        else '<input type="submit" name="ctl00$btnNext" value="下一页" disabled="disabled">'
    )
    return old(
        "公告",
        f'<form method="post" action="./list.aspx?lm=4" id="form1"><input type="hidden" name="__VIEWSTATE" value="s{no}"><table>{"".join(f"<tr><td><a href=view.aspx?id={i.number}>{i.title}</a></td><td>{i.day}</td></tr>" for i in p.page(no))}</table><span>第{no}页/共{p.total_pages}页</span><input type="submit" name="ctl00$btnPrev" value="上一页">{nxt}</form>',
    )


# --- a form with years to choose from ---
def _year_form(p: Other, path: str, f: Form) -> str | None:
    years = sorted({i.day.year for i in p.items}, reverse=True)
    year = int(f.get("year") or years[0])
    options = "".join(f'<option value="{y}"{" selected" if y == year else ""}>{y}</option>' for y in years)
    rows = "".join(
        f'<tr><td>{i.day:%B} {i.day.day}, {i.day.year}</td><td><a href="{p.article(i)}">{i.title}</a></td></tr>'
        for i in p.items
        if i.day.year == year
    )
    return (
        western(
            "en",
            "Speeches",
            f'<form method="get" action="/speeches"><label>Year <select name="year" onchange="this.form.submit()">{options}</select></label></form><table><tr><th>Date</th><th>Title</th></tr>{rows}</table>',
        )
        if path == "/speeches" and rows
        else None
    )


# --- pagers of two more plugins ---
def _get_current(p: Other, path: str, _: Form) -> str | None:
    name = path.removeprefix("/gzdt/").removesuffix(".html")
    no = 1 if name == "list" else int(name[5:]) if name.startswith("list_") and name[5:].isdigit() else 0
    return (
        modern(
            "工作动态",
            f"""<ul>{_rows(p, no)}</ul><div class="M-box"></div><script>$('.M-box').pagination({{ pageCount: {p.total_pages}, current: {no}, jump: true, coping: true, callback: function(api){{ window.location.href = '/gzdt/list_' + api.getCurrent() + '.html'; }} }});</script>""",
        )
        if p.page(no)
        else None
    )


def _page_num(p: Other, path: str, f: Form) -> str | None:
    no = int(f.get("currentPage") or 1)
    return (
        modern(
            "通知公告",
            f"""<ul>{_rows(p, no)}</ul><ul class="page" maxshowpageitem="5" pagelistcount="{p.size}" id="page"></ul><script>
var GG = {{ "kk": function(mm){{ if (mm != {no}) {{ location.href = "list.action?cat=12&currentPage=" + mm; }} }} }}; $("#page").initPage({len(p.items)}, {no}, GG.kk);</script>""",
        )
        if path == "/list.action" and p.page(no)
        else None
    )


# --- a pager told by attributes without "data-" ---
def _attributes(p: Other, path: str, _: Form) -> str | None:
    name = path.removeprefix("/tzgg/").removesuffix(".html")
    no = 1 if name == "index" else int(name[6:]) if name.startswith("index_") and name[6:].isdigit() else 0
    return (
        modern(
            "通知公告",
            f'<ul>{_rows(p, no)}</ul><div class="pagination" pagecount="{p.total_pages}" pageindex="{no}" url="/tzgg/index_{{0}}.html"></div><script src="/js/page.min.js"></script>',
        )
        if p.page(no)
        else None
    )


# --- an array in the page, a template of art-template ---
def _array(p: Other, path: str, _: Form) -> str | None:
    entries = ",".join(f"{{id:{i.number}, bt:'{i.title}', fbrq:'{i.day}', lj:'{p.article(i)}'}}" for i in p.items)
    return (
        modern(
            "文件库",
            f"""<div id="content"></div><script id="tpl" type="text/html">{{{{each list as v i}}}}<li><a href="{{{{v.lj}}}}">{{{{v.bt}}}}</a><span>{{{{v.fbrq}}}}</span></li>{{{{/each}}}}</script><script>var dataList = [{entries}]; document.getElementById('content').innerHTML = template('tpl', {{list: dataList}});</script>""",
        )
        if path == "/wjk/"
        else None
    )


# --- rows with a line of facts: date, source, views; two links each ---
def _facts(p: Other, path: str, f: Form) -> str | None:
    no = int(f.get("PAGENUM") or 1)
    rows = "".join(
        f'<div class="box"><a class="pic" href="{p.article(i)}"><img src="/p/{i.number}.png" alt="{i.title}"></a><div class="r"><p class="bt"><a href="{p.article(i)}">{i.title}</a></p><p class="zy">为切实做好有关工作，现将有关事项说明如下，请遵照执行。</p><p class="sx">来源：云溪市应急局　发布时间：{i.day} 08:30　浏览：{i.number * 13}次</p></div></div>'
        for i in p.page(no)
    )
    nxt = (
        f'<a href="/list.jsp?totalpage={p.total_pages}&PAGENUM={no + 1}&urltype=tree.TreeTempUrl&wbtreeid=1012" class="Next">下页</a>'
        if no < p.total_pages
        else '<span class="NextDisabled">下页</span>'
    )
    return (
        modern("应急动态", f'<div class="boxes">{rows}</div><div class="p">{nxt}</div>')
        if path == "/list.jsp" and f.get("wbtreeid") == "1012" and rows
        else None
    )


# --- a hidden link for endless scrolling ---
def _infinite(p: Other, path: str, f: Form) -> str | None:
    no = int(f.get("p") or 1)
    cards = "".join(
        f'<div class="infinite-item"><a href="{p.article(i)}"><span class="t">{i.title}</span></a><div class="d">{i.day.day}.{i.day.month}.{i.day.year}</div></div>'
        for i in p.page(no)
    )
    more = f'<a class="infinite-more-link" href="/uutiset?p={no + 1}"></a>' if no < p.total_pages else ""
    return (
        western("en", "Uutiset", f'<div class="infinite-container">{cards}</div>{more}')
        if path == "/uutiset" and cards
        else None
    )


# --- Japan: weekday in brackets, 次の15件 by a form's button ---
def _japan_table(p: Other, path: str, f: Form) -> str | None:
    start = int(f.get("start") or 0)
    items = p.items[start : start + p.size]
    rows = "".join(
        f'<tr><td class="date">{i.day.year}年{i.day.month}月{i.day.day}日（{"月火水木金土日"[i.day.weekday()]}曜日）</td><td class="cat"><span>お知らせ</span></td><td><a href="{p.article(i)}">{i.title}</a></td></tr>'
        for i in items
    )
    nxt = (
        f'<form method="get" action="/news/list"><input type="hidden" name="start" value="{start + p.size}"><input type="submit" value="次の15件"></form>'
        if start + p.size < len(p.items)
        else ""
    )
    return (
        western("ja", "新着情報一覧", f'<table class="news">{rows}</table>{nxt}')
        if path == "/news/list" and items
        else None
    )


# --- years folded, months as headings, days in front ---
def _months(p: Other, path: str, _: Form) -> str | None:
    if path != "/communiques":
        return None
    body = ""
    for (year, month), items in groupby(p.items, lambda i: (i.day.year, i.day.month)):
        rows = "".join(
            f'<li><span class="jour">{i.day:%d}/{i.day:%m}</span> <a href="{p.article(i)}">{i.title}</a></li>'
            for i in items
        )
        name = (
            "janvier",
            "février",
            "mars",
            "avril",
            "mai",
            "juin",
            "juillet",
            "août",
            "septembre",
            "octobre",
            "novembre",
            "décembre",
        )[month - 1]
        body += f"<h3>{name.capitalize()} {year}</h3><ul>{rows}</ul>"
    return western("fr", "Communiqués", f'<div class="archive">{body}</div>')


FORMS = (
    Other("w-submit-numbers", "/decisions", lambda i: f"/decisions/{i.number}", _submit_numbers, language="en"),
    Other(
        "w-submit-next",
        "/list.aspx?lm=4",
        lambda i: f"/view.aspx?id={i.number}",
        _submit_next,
        language=LANG,
        encoding="gbk",
    ),
    Other("w-year-form", "/speeches", lambda i: f"/speeches/{i.number}", _year_form, language="en"),
    Other(
        "w-get-current", "/gzdt/list.html", lambda i: f"/gzdt/{i.day:%Y%m}/{i.number}.html", _get_current, language=LANG
    ),
    Other("w-page-num", "/list.action?cat=12", lambda i: f"/show.action?id={i.number}", _page_num, language=LANG),
    Other("w-attributes", "/tzgg/index.html", lambda i: f"/tzgg/{i.number}.html", _attributes, language=LANG),
    Other("w-array", "/wjk/", lambda i: f"/wjk/doc_{i.number}.html", _array, language=LANG),
    Other(
        "w-facts",
        "/list.jsp?urltype=tree.TreeTempUrl&wbtreeid=1012",
        lambda i: f"/info/1012/{i.number}.htm",
        _facts,
        language=LANG,
    ),
    Other("w-infinite", "/uutiset", lambda i: f"/uutiset/{i.number}", _infinite, language="en"),
    Other("w-japan-table", "/news/list", lambda i: f"/news/{i.number}.html", _japan_table, language="ja"),
    Other("w-months", "/communiques", lambda i: f"/communiques/{i.number}", _months, language="fr", size=43),
)
