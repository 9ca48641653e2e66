"""Portals of the old kind: nested tables, bare lines, forms, dates in the manner of their country."""

from __future__ import annotations

from tests.portal.others.base import Form, Found, Item, Other

_HEAD = "<html><head><meta http-equiv=Content-Type content='text/html; charset=CHARSET'><title>{title}</title></head>"


def _tables(portal: Other, path: str, form: Form) -> Found | str | None:
    """ASP of 2004: everything in tables of tables, a column of 点击排行 beside the list, dots and dotted lines."""
    if path == "/":
        boxes = "".join(
            f"<td valign=top><table width=100%><tr><td class=bt>{name}</td><td align=right>"
            f"<a href='News_List.asp?ClassID={number}'>更多&gt;&gt;</a></td></tr>"
            + "".join(
                f"<tr><td colspan=2>·<a href='{portal.article(i)}' target=_blank>{i.title[:16]}...</a></td></tr>"
                for i in portal.items[:6]
            )
            + "</table></td>"
            for number, name in ((31, "通知公告"), (32, "部门动态"))
        )
        return _HEAD.format(title="白石县人民政府") + f"<body><table width=980><tr>{boxes}</tr></table></body></html>"
    if path != "/News_List.asp":
        return None
    page = int(form.get("page", "1"))
    rows = "".join(
        f"<tr><td width=16 align=center><img src=images/dot.gif></td><td height=26><a class=hei title='{i.title}' "
        f"href='ReadNews.asp?NewsID={i.number + 1000}' target=_blank>{i.title}</a></td>"
        f"<td width=90 align=right><font color=#999999>[{i.day.year}-{i.day.month}-{i.day.day}]</font></td></tr>"
        "<tr><td colspan=3 height=1 background=images/line.gif></td></tr>"
        for i in portal.page(page)
    )
    hot = "".join(
        f"<tr><td>·<a href='ReadNews.asp?NewsID={800 + n}'>{t}</a> <font color=red>{n * 37}</font></td></tr>"
        for n, t in enumerate(("县情概况图片展圆满落幕", "本县特色农产品展销会侧记", "老城区停车场改造完工"), 1)
    )
    last = (
        "下一页 尾页"
        if page == portal.total_pages
        else f"<a href=News_List.asp?ClassID=31&page={page + 1}>下一页</a> <a href=News_List.asp?ClassID=31&page={portal.total_pages}>尾页</a>"
    )
    return (
        _HEAD.format(title="通知公告")
        + "<body><table width=980 align=center><tr><td><a href=/>首页</a></td><td><a href=News_List.asp?ClassID=31>通知公告</a></td>"
        "<td><a href=News_List.asp?ClassID=32>部门动态</a></td></tr></table>"
        f"<table width=980 align=center><tr><td width=220 valign=top><table><tr><td>点击排行</td></tr>{hot}</table></td>"
        f"<td valign=top><table width=100%><tr><td>当前位置：<a href=/>首页</a> &gt; 通知公告</td></tr><tr><td>"
        f"<table width=98%>{rows}</table></td></tr><tr><td align=center>共 <b>{len(portal.items)}</b> 条信息 "
        f"第 {page}/{portal.total_pages} 页 首页 上一页 {last} 转到第<input size=2 name=page>页</td></tr></table></td></tr></table>"
        "<table width=980><tr><td align=center>版权所有：白石县人民政府　技术支持：县信息中心</td></tr></table></body></html>"
    )


def _lines(portal: Other, path: str, form: Form) -> Found | str | None:
    """No list at all: links and dates between line breaks in one cell."""
    page = int(form.get("pn", "1"))
    if path != "/xxlb.jsp":
        return None
    rows = "".join(
        f"&nbsp;◆ <a href='xx.jsp?bh={i.number}'>{i.title}</a>&nbsp;&nbsp;({i.day:%Y/%m/%d})<br>\n"
        for i in portal.page(page)
    )
    numbers = " ".join(
        f"<b>{n}</b>" if n == page else f"<a href='?lm=3&pn={n}'>[{n}]</a>" for n in range(1, portal.total_pages + 1)
    )
    return (
        _HEAD.format(title="信息列表")
        + f"<body><center><h3>政务信息</h3></center><div><a href=/>返回首页</a></div><div style='line-height:26px'>{rows}"
        f"<br>{numbers}</div><hr><center>白石县信息中心制作</center></body></html>"
    )


def _korean(portal: Other, path: str, form: Form) -> Found | str | None:
    """전자정부 표준프레임워크: a board whose rows and pages are sent by form."""
    page = int(form.get("pageIndex", "1") or 1)
    if path != "/board/list.do":
        return None
    rows = "".join(
        f"<tr><td>{i.number}</td><td class='subject'><a href='#' onclick=\"fn_view('{i.number + 5000}'); return false;\">{i.title}</a></td>"
        f"<td>총무과</td><td>{i.day:%Y-%m-%d}</td><td>{i.number * 7}</td></tr>"
        for i in portal.page(page)
    )
    numbers = "".join(
        f"<strong>{n}</strong>&#160;"
        if n == page
        else f"<a href='#' onclick='fn_link_page({n}); return false;'>{n}</a>&#160;"
        for n in range(1, portal.total_pages + 1)
    )
    return (
        _HEAD.format(title="공지사항 | 백석군청")
        + "<body><script>\nfunction fn_view(id){ document.frm.nttId.value = id; document.frm.action = '/board/view.do'; document.frm.submit(); }\n"
        "function fn_link_page(pageNo){ document.frm.pageIndex.value = pageNo; document.frm.action = '/board/list.do'; document.frm.submit(); }\n</script>"
        "<ul id=gnb><li><a href=/board/list.do?bbsId=B01>공지사항</a></li><li><a href=/board/list.do?bbsId=B02>고시공고</a></li></ul>"
        f"<form name=frm method=post action='/board/list.do'><input type=hidden name=bbsId value=B01><input type=hidden name=nttId value=''>"
        f"<input type=hidden name=pageIndex value='{page}'><p>총 <em>{len(portal.items)}</em>건</p>"
        f"<table class=bbs><thead><tr><th>번호</th><th>제목</th><th>담당부서</th><th>작성일</th><th>조회</th></tr></thead><tbody>{rows}</tbody></table>"
        f"<div class=paging>{numbers}</div></form><footer>백석군청 대표전화 041-000-0000</footer></body></html>"
    )


def _taiwan(portal: Other, path: str, form: Form) -> Found | str | None:
    """ASP.NET of Taiwan in Big5: years of the Republic, pages of a GridView by postback."""
    if path != "/News.aspx":
        return None
    argument = form.get("__EVENTARGUMENT", "")
    page = int(argument.partition("$")[2]) if argument.startswith("Page$") else 1
    rows = "".join(
        f"<tr class=row><td>{i.day.year - 1911}/{i.day:%m/%d}</td><td><a title='{i.title}' href='News_Content.aspx?n=26&amp;s={i.number + 700}'>{i.title}</a></td><td>民政課</td></tr>"
        for i in portal.page(page)
    )
    numbers = "".join(
        f"<td><span>{n}</span></td>"
        if n == page
        else f"<td><a href=\"javascript:__doPostBack('ctl00$GridView1','Page${n}')\">{n}</a></td>"
        for n in range(1, portal.total_pages + 1)
    )
    return (
        _HEAD.format(title="白石鄉公所-公告資訊")
        + f"<body><form method=post action='./News.aspx?n=26' id=form1><input type=hidden name=__VIEWSTATE value='dDw{page}'>"
        "<input type=hidden name=__EVENTTARGET value=''><input type=hidden name=__EVENTARGUMENT value=''>"
        "<ul class=menu><li><a href=News.aspx?n=26>公告資訊</a></li><li><a href=News.aspx?n=27>活動訊息</a></li></ul>"
        f"<table id=ctl00_GridView1><tr><th>日期</th><th>標題</th><th>發布單位</th></tr>{rows}<tr class=pager><td colspan=3><table><tr>{numbers}</tr></table></td></tr></table>"
        "</form><div class=footer>白石鄉公所版權所有</div></body></html>"
    )


def _japanese(portal: Other, path: str, form: Form) -> Found | str | None:
    """A town of Japan in Shift_JIS: 新着情報 as a list of definitions, years of the era."""
    page = int(form.get("p", "0")) + 1
    if path != "/shinchaku/index.php":
        return None
    rows = "".join(
        f"<dt>令和{i.day.year - 2018}年{i.day.month}月{i.day.day}日</dt><dd><a href='/soshiki/soumu/{i.number + 300}.html'>{i.title}</a><span class=ka>総務課</span></dd>"
        for i in portal.page(page)
    )
    following = f"<a href='?p={page}'>次の{portal.size}件</a>" if page < portal.total_pages else ""
    return (
        _HEAD.format(title="新着情報 - 白石町")
        + "<body><p id=skip><a href=#main>本文へ</a></p><ul id=gnavi><li><a href=/kurashi/>くらし</a></li><li><a href=/kosodate/>子育て</a></li>"
        "<li><a href=/sangyo/>産業・しごと</a></li><li><a href=/gyosei/>町政情報</a></li></ul>"
        f"<div id=main><h1>新着情報</h1><dl>{rows}</dl><p class=pager>{following}</p></div>"
        "<div id=footer><address>白石町役場 〒000-0000</address></div></body></html>"
    )


def _read(item: Item) -> str:
    return f"/ReadNews.asp?NewsID={item.number + 1000}"


OLD = (
    Other("tables", "/News_List.asp?ClassID=31", _read, _tables, encoding="gb18030"),
    Other("lines", "/xxlb.jsp?lm=3", lambda i: f"/xx.jsp?bh={i.number}", _lines, encoding="gb18030"),
    Other(
        "korean",
        "/board/list.do?bbsId=B01",
        lambda i: f"/board/view.do?bbsId=B01&nttId={i.number + 5000}",
        _korean,
        language="ko",
    ),
    Other(
        "taiwan",
        "/News.aspx?n=26",
        lambda i: f"/News_Content.aspx?n=26&s={i.number + 700}",
        _taiwan,
        language="tw",
        encoding="big5",
    ),
    Other(
        "japanese",
        "/shinchaku/index.php",
        lambda i: f"/soshiki/soumu/{i.number + 300}.html",
        _japanese,
        language="ja",
        encoding="shift_jis",
    ),
)
