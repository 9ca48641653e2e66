"""Rows with several days, several links, pictures alone; pagers of the portal's own: the makes of the seventh lot."""

from __future__ import annotations

from datetime import timedelta

from tests.portal.others.base import Form, Item, Other
from tests.portal.wild.chrome import modern, old, western


def _number(path: str, before: str, after: str) -> int:
    inner = path.removeprefix(before).removesuffix(after).strip("_")
    fits = path.startswith(before) and path.endswith(after)
    return 1 if fits and not inner else int(inner) if fits and inner.isdigit() else 0


# --- hearings: the day of the hearing lies ahead, beside the day of the notice ---
def _hearings(p: Other, path: str, f: Form) -> str | None:
    if path != "/ktgg/list.aspx":
        return None
    number = int(f.get("p", "1"))
    rows = "".join(
        f"<tr><td>（{i.day.year}）云01民初{i.number}号</td><td><a href='info.aspx?id={i.number}'>{i.title}</a></td><td>{i.day + timedelta(30)} 09:30</td><td>第3法庭</td><td>{i.day}</td></tr>"
        for i in p.page(number)
    )
    links = "".join(f"<a href='list.aspx?p={n}'>{n}</a>" for n in range(1, p.total_pages + 1))
    head = "<tr><th>案号</th><th>公告标题</th><th>开庭时间</th><th>法庭</th><th>公告日期</th></tr>"
    return old("开庭公告", f"<table>{head}{rows}</table><div>{links}</div></td></tr></table>")


# --- penalties: the link says the number of the decision, the name of the case stands beside it ---
def _penalties(p: Other, path: str, _: Form) -> str | None:
    if not (number := 1 if path == "/sgs/" else _number(path, "/sgs/", ".html")):
        return None
    rows = "".join(
        f"<tr><td><a href='detail_{i.number}.html'>云市监罚〔{i.day.year}〕{i.number}号</a></td><td>{i.title}</td><td>{i.day - timedelta(7)}</td><td>{i.day}</td></tr>"
        for i in p.page(number)
    )
    links = "".join(f"<a href='{n}.html'>{n}</a>" for n in range(1, p.total_pages + 1))
    head = "<tr><td>决定书文号</td><td>案件名称</td><td>处罚决定日期</td><td>公示日期</td></tr>"
    return modern("行政处罚公示", f"<table>{head}{rows}</table><div class='page'>{links}</div>")


# --- letters: those that are not answered yet have no link but the one that all rows have ---
def _letters(p: Other, path: str, f: Form) -> str | None:
    if path != "/hd/mailList.do":
        return None
    number = int(f.get("page", "1"))
    shown = [(i, f"<a href=\"javascript:showMail('{i.number}')\">{i.title}</a>") for i in p.page(number)]
    waiting = "<tr><td>{0}</td><td>{1}</td><td>处理中</td><td><a href='/hd/rate.do?id=9{0}'>评价</a></td></tr>"
    rows = "".join(
        f"<tr class='{'odd' if i.number % 2 else ''}'><td>{link}</td><td>{i.day}</td><td>已办结</td><td><a href='/hd/rate.do?id={i.number}'>评价</a></td></tr>"
        + (waiting.format(i.title, i.day) if i.number % 5 == 0 else "")
        for i, link in shown
    )
    more = f"<a href='mailList.do?page={number + 1}'>下一页</a>" if number < p.total_pages else ""
    code = "<script>function showMail(id){ window.open('mailDetail.do?mailId='+id); }</script>"
    return modern("领导信箱", f"<table>{rows}</table><p>{more}</p>{code}")


# --- pictures whose titles only their words for the blind tell; a click opens each by its number ---
def _pictures(p: Other, path: str, _: Form) -> str | None:
    if not (number := _number(path, "/tpxw/index", ".html")):
        return None
    rows = "".join(
        f"<div class='item' onclick=\"show('{i.number}')\"><img src='/u/{i.number}.jpg' alt='{i.title}'><i>{i.day}</i></div>"
        for i in p.page(number)
    )
    links = "".join(f"<a href='index{'' if n == 1 else f'_{n}'}.html'>{n}</a>" for n in range(1, p.total_pages + 1))
    code = "<script>function show(id){ window.open('/tpxw/detail.html?pid=' + id); }</script>"
    return modern("图片新闻", f"<div class='grid'>{rows}</div><div class='page'>{links}</div>{code}")


# --- a pager's function of the portal's own, with the arguments of TRS ---
def _own_function(p: Other, path: str, _: Form) -> str | None:
    number = 1 if path == "/gggs/" else _number(path, "/gggs/list", ".html") + 1
    if not 1 <= number <= p.total_pages:
        return None
    rows = "".join(f"<dl><dt><a href='{p.article(i)}'>{i.title}</a></dt><dd>{i.day}</dd></dl>" for i in p.page(number))
    code = "function showPage(all, cur, name, ext){ for(var i=0;i<all;i++){ var u = i==0 ? name+'.'+ext : name+'_'+i+'.'+ext; document.write('<a href=\"'+u+'\">'+(i+1)+'</a>'); } }"
    call = f"var allPage = '{p.total_pages}'; showPage(allPage, {number - 1}, 'list', 'html');"
    return modern("公示", f"{rows}<script>{code}</script><script>{call}</script>")


# --- the number of a page is typed by hand ---
def _typed(p: Other, path: str, f: Form) -> str | None:
    if path != "/xx/more.jsp" or f.get("lm") != "tzgg":
        return None
    number = int(f.get("toPage") or 1)
    rows = "".join(f"<tr><td><a href='{p.article(i)}'>{i.title}</a></td><td>{i.day}</td></tr>" for i in p.page(number))
    form = f"<form action='more.jsp'><input type=hidden name=lm value=tzgg>第{number}页/共{p.total_pages}页 转到第<input name=toPage size=3>页 <input type=submit value=GO></form>"
    return old("通知", f"<table>{rows}</table>{form}</td></tr></table>")


# --- older news in a language without a pager's words known before, by a path ---
def _older(p: Other, path: str, _: Form) -> str | None:
    if not (number := 1 if path == "/vesti/" else _number(path, "/vesti/strana/", "/")):
        return None
    rows = "".join(f"<h3><a href='{p.article(i)}'>{i.title}</a></h3><p>{i.day}</p>" for i in p.page(number))
    more = f"<a href='/vesti/strana/{number + 1}/'>Старије вести »</a>" if number < p.total_pages else ""
    return western("en", "Вести", f"<div>{rows}</div>{more}")


def _answered(i: Item) -> str:
    return f"/hd/mailDetail.do?mailId={i.number}"


DAYS = (
    Other("hearings", "/ktgg/list.aspx", lambda i: f"/ktgg/info.aspx?id={i.number}", _hearings),
    Other("penalties", "/sgs/", lambda i: f"/sgs/detail_{i.number}.html", _penalties),
    Other("answered", "/hd/mailList.do", _answered, _letters),
    Other("picture-clicks", "/tpxw/index.html", lambda i: f"/tpxw/detail.html?pid={i.number}", _pictures),
    Other("own-function", "/gggs/", lambda i: f"/gggs/{i.number}.html", _own_function),
    Other("typed", "/xx/more.jsp?lm=tzgg", lambda i: f"/xx/read.jsp?aid={i.number}", _typed),
    Other("older", "/vesti/", lambda i: f"/vesti/{i.number}/", _older, language="ru"),
)
