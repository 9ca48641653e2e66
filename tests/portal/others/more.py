"""A second lot of portals, as the first was: written apart from the reader."""

from __future__ import annotations

import json

from tests.portal.others.base import Form, Found, Item, Other

_HEAD = "<!DOCTYPE html><html><head><meta charset=CHARSET><title>{title}</title></head><body>"
_NAV = "<div class=nav><a href=/>网站首页</a><a href=/zfxxgk/>政府信息公开</a><a href=/hdjl/>互动交流</a><a href=/zwfw/>政务服务</a></div>"
_FOOT = "<div class=footer><p>主办：白石县人民政府</p><p>网站标识码：0000000000</p></div></body></html>"


def _json_rows(items: list[Item]) -> list[dict[str, object]]:
    return [
        {"infoId": f"a{i.number:04d}", "infoTitle": i.title, "releaseTime": f"{i.day} 09:30:00", "clicks": i.number}
        for i in items
    ]


def _layui(portal: Other, path: str, form: Form) -> Found | str | None:
    """flow.load of layui: JSON by page, rows as strings put together."""
    if path == "/flow/index.html":
        return (
            _HEAD.format(title="工作动态")
            + _NAV
            + "<ul id=LAY_list></ul><script>layui.use(['flow','jquery'],function(){var flow=layui.flow,$=layui.jquery;flow.load({elem:'#LAY_list',done:function(page,next){var lis=[];"
            "$.get('/cms/api/list?channelId=12&size=15&page='+page,function(res){layui.each(res.data.list,function(index,item){"
            "lis.push('<li><a href=\"/flow/'+item.infoId+'.html\" target=\"_blank\">'+item.infoTitle+'</a><span>'+item.releaseTime.substr(0,10)+'</span></li>');});next(lis.join(''),page<res.data.pages);});}});});</script>"
            + _FOOT
        )
    if path != "/cms/api/list":
        return None
    page = int(form.get("page", "1"))
    value = {"code": 0, "data": {"pages": portal.total_pages, "list": _json_rows(portal.page(page))}}
    return "application/json", json.dumps(value, ensure_ascii=False).encode()


def _vue(portal: Other, path: str, form: Form) -> Found | str | None:
    """Vue: POST of JSON whose numbers stand in `data()`; a click on a row calls a method."""
    if path == "/portal/list.html":
        return (
            _HEAD.format(title="公示公告")
            + _NAV
            + '<div id="app"><ul><li v-for="row in rows" @click="detail(row.infoId)">{{ row.infoTitle }} <i>{{ row.releaseTime }}</i></li></ul><el-pagination :total="total"></el-pagination></div>'
            "<script>new Vue({el:'#app',data(){return{rows:[],total:0,pageNum:1,pageSize:15,columnId:'gsgg'}},mounted(){this.load()},methods:{load(){"
            "axios.post('/gateway/content/page',{columnId:this.columnId,pageNum:this.pageNum,pageSize:this.pageSize}).then(r=>{this.rows=r.data.rows;this.total=r.data.total})},"
            "detail(id){window.open('/portal/detail.html?id='+id)}}})</script>" + _FOOT
        )
    if path != "/gateway/content/page" or form.get("columnId") != "gsgg":
        return None
    value = {"total": len(portal.items), "rows": _json_rows(portal.page(int(form.get("pageNum", "1"))))}
    return "application/json", json.dumps(value, ensure_ascii=False).encode()


def _whole_json(portal: Other, path: str, form: Form) -> Found | str | None:
    """All rows in one JSON file beside the page, pages cut in the browser."""
    if path == "/zcwj/index.html":
        return (
            _HEAD.format(title="政策文件")
            + _NAV
            + "<div id=box></div><script>$.getJSON('./list.json?v=3',function(d){for(var i=0;i<15;i++){var o=d[i];$('#box').append('<p><a href=\"'+o.link+'\">'+o.title+'</a><em>'+o.pubDate+'</em></p>')}});</script>"
            + _FOOT
        )
    if path != "/zcwj/list.json":
        return None
    rows = [{"title": i.title, "link": f"./{i.number}.html", "pubDate": i.day.isoformat()} for i in portal.items]
    return "application/json", json.dumps(rows, ensure_ascii=False).encode()


def _columns(portal: Other, path: str, form: Form) -> Found | str | None:
    """政府信息公开 as a table: index number, title, number of the document, day of writing, day of publication."""
    name = path.removeprefix("/zfxxgk/fdzdgknr/").removesuffix(".shtml")
    if not path.startswith("/zfxxgk/fdzdgknr/") or not (name == "index" or name.startswith("index_")):
        return None
    page = int(name.partition("_")[2] or 1)
    rows = "".join(
        f"<tr><td>{(page - 1) * portal.size + n}</td><td><a href='./{i.number}.shtml' title='{i.title}'>{i.title[:18]}{'...' if len(i.title) > 18 else ''}</a></td>"
        f"<td>白政发〔{i.day.year}〕{i.number}号</td><td>{i.day.year - 1}-12-2{n % 9}</td><td>{i.day}</td><td>有效</td></tr>"
        for n, i in enumerate(portal.page(page), 1)
    )
    numbers = "".join(
        f"<a href='javascript:void(0)' onclick=\"location='index{'' if n == 1 else f'_{n}'}.shtml'\">{n}</a>"
        if n != page
        else f"<span>{n}</span>"
        for n in range(1, portal.total_pages + 1)
    )
    return (
        _HEAD.format(title="法定主动公开内容")
        + _NAV
        + f"<table class=xxgk><thead><tr><th>序号</th><th>标题</th><th>文号</th><th>成文日期</th><th>发布日期</th><th>效力</th></tr></thead><tbody>{rows}</tbody></table><div id=pg>{numbers}</div>"
        + _FOOT
    )


def _anchors(portal: Other, path: str, form: Form) -> Found | str | None:
    """Each row is one link around heading, summary and day; numbers are read by a click handler."""
    name = path.removeprefix("/news/list").removesuffix(".html").lstrip("-")
    if not path.startswith("/news/list"):
        return None
    page = int(name or 1)
    rows = "".join(
        f'<a class="news-item" href="/news/show-{i.number}.html"><h3>{i.title}</h3><p>这里是第{i.number}条新闻的导语，介绍时间、地点和参加人员的有关情况……</p><span class="date">{i.day:%Y/%m/%d}</span></a>'
        for i in portal.page(page)
    )
    numbers = "".join(
        f'<a href="javascript:;" class="pg{" on" if n == page else ""}" data-page="{n}">{n}</a>'
        for n in range(1, portal.total_pages + 1)
    )
    return (
        _HEAD.format(title="新闻") + _NAV + f"<div class=list>{rows}</div><div class=pages>{numbers}</div>"
        "<script>$('.pages a').on('click',function(){var p=$(this).attr('data-page');location.href=p==1?'/news/list.html':'/news/list-'+p+'.html';});</script>"
        + _FOOT
    )


def _groups(portal: Other, path: str, form: Form) -> Found | str | None:
    """Rows in lists of five with a blank between, tags not closed, capitals, a mark for what is new."""
    page = int(form.get("PageNo", "1"))
    if path != "/Article/ShowClass.asp":
        return None
    shown = portal.page(page)
    lists = "".join(
        "<UL>"
        + "".join(
            f"<LI><A HREF=ShowArticle.asp?ArticleID={i.number} TARGET=_blank><FONT COLOR=red>{i.title[:4]}</FONT>{i.title[4:]}</A><IMG SRC=new.gif><SPAN>{i.day:%Y年%m月%d日}</SPAN>"
            for i in shown[at : at + 5]
        )
        + "</UL><DIV CLASS=blank>&nbsp;</DIV>"
        for at in range(0, len(shown), 5)
    )
    following = f"<A HREF='ShowClass.asp?ClassID=9&PageNo={page + 1}'>后一页</A>" if page < portal.total_pages else ""
    return (
        _HEAD.format(title="公告栏")
        + f"<DIV ID=main>{lists}<P ALIGN=center>页次：{page}/{portal.total_pages}页 {following}</P></DIV></BODY></HTML>"
    )


def _govuk(portal: Other, path: str, form: Form) -> Found | str | None:
    """The manner of GOV.UK: metadata as a list in the row, a pager with the number in its label."""
    if path != "/search/news":
        return None
    page = int(form.get("page", "1"))
    rows = "".join(
        f'<li class="gem-c-document-list__item"><div class="gem-c-document-list__item-title"><a class="govuk-link" href="/government/news/{i.number}-notice">{i.title}</a></div>'
        f'<p class="gem-c-document-list__item-description">Details of item {i.number} and how to respond.</p><ul class="gem-c-document-list__item-metadata"><li class="attribute">Document type: News story</li>'
        f'<li class="attribute">Organisation: <a href="/organisations/council">Council</a></li><li class="attribute">Updated: <time datetime="{i.day}">{i.day.day} {i.day:%B %Y}</time></li></ul></li>'
        for i in portal.page(page)
    )
    following = (
        f'<div class="govuk-pagination__next"><a class="govuk-link" href="/search/news?page={page + 1}" rel="next"><span class="govuk-pagination__link-title">Next page</span><span class="govuk-pagination__link-label">{page + 1} of {portal.total_pages}</span></a></div>'
        if page < portal.total_pages
        else ""
    )
    return (
        _HEAD.format(title="News - GOV")
        + '<header><nav><a href="/">Home</a><a href="/browse/benefits">Benefits</a></nav></header><main><h1>News</h1><form><input type=checkbox name=type value=news></form>'
        f'<p>{len(portal.items)} results</p><ul class="gem-c-document-list">{rows}</ul><nav class="govuk-pagination">{following}</nav></main><footer><ul><li><a href="/help/cookies">Cookies</a></li></ul></footer></body></html>'
    )


def _handlers(portal: Other, path: str, form: Form) -> Found | str | None:
    """Rows without links: a handler sends one to the address made of `data-id`."""
    if path != "/tz/index.html":
        return None
    page = int(form.get("page", "1"))
    rows = "".join(
        f'<div class="row-item" data-id="{i.number + 300}"><span class="name">{i.title}</span><span class="time">{i.day}</span></div>'
        for i in portal.page(page)
    )
    following = f'<a href="?page={page + 1}">下一页</a>' if page < portal.total_pages else ""
    return (
        _HEAD.format(title="通知")
        + _NAV
        + f"<div id=rows>{rows}</div><div>{following}</div><script>$('.row-item').click(function(){{ window.location.href = '/tz/detail/' + $(this).data('id') + '.html'; }});</script>"
        + _FOOT
    )


def _tabs(portal: Other, path: str, form: Form) -> Found | str | None:
    """A section with tabs: the first shows the list, the second the same articles' readings; a calendar beside it."""
    name = path.removeprefix("/gg/").removesuffix(".htm")
    if not path.startswith("/gg/") or not (name == "list" or name.startswith("list_")):
        return None
    page = int(name.partition("_")[2] or 0) + 1
    rows = "".join(
        f'<li><em>{i.day:%Y-%m-%d}</em><a href="../{i.day:%Y}/{i.number}.htm">{i.title}</a><a class="jd" href="../jd/{i.number}.htm">解读</a></li>'
        for i in portal.page(page)
    )
    days = "".join(f"<td><a href='?date=2024-05-{d:02d}'>{d}</a></td>" for d in range(1, 29))
    following = f'<a class="nextbtn" href="list_{page}.htm">下页</a>' if page < portal.total_pages else ""
    return (
        _HEAD.format(title="公告")
        + _NAV
        + f'<div class="tabhd"><span class="cur">公告</span><a href="/jd/">解读</a></div><div class="left"><ul>{rows}</ul><div class="p">{following}</div></div><div class="right"><table class="cal"><tr>{days}</tr></table></div>'
        + _FOOT
    )


def _framed(portal: Other, path: str, form: Form) -> Found | str | None:
    """The section is a frame; the frame's list counts its pages by a path."""
    if path == "/zwxx/":
        return (
            _HEAD.format(title="政务信息")
            + _NAV
            + '<iframe src="/inc/list.aspx?cid=7" width=100% height=600 frameborder=0></iframe>'
            + _FOOT
        )
    if path != "/inc/list.aspx":
        return None
    page = int(form.get("p", "1"))
    rows = "".join(
        f"<tr><td>·<a target=_top href='/zwxx/{i.number}.aspx'>{i.title}</a></td><td>{i.day:%Y-%m-%d}</td></tr>"
        for i in portal.page(page)
    )
    following = f"<a href='list.aspx?cid=7&p={page + 1}'>&gt;&gt;</a>" if page < portal.total_pages else ""
    return _HEAD.format(title="列表") + f"<table>{rows}</table><div>第 {page} 页 {following}</div></body></html>"


def _weekly(portal: Other, path: str, form: Form) -> Found | str | None:
    """Headings by day with several articles under each; the rows themselves have no date."""
    if path != "/daily":
        return None
    page = int(form.get("page", "1"))
    blocks = "".join(
        f"<h4 class=day>{i.day:%Y年%m月%d日}</h4><div class=entry><a href='/daily/{i.number}'>{i.title}</a></div>"
        for i in portal.page(page)
    )
    following = f"<a href='/daily?page={page + 1}'>下一页</a>" if page < portal.total_pages else ""
    return _HEAD.format(title="每日要情") + _NAV + f"<div class=days>{blocks}</div><p>{following}</p>" + _FOOT


def _bracketed(portal: Other, path: str, form: Form) -> Found | str | None:
    """A row names its office in a link before the title, and counts its readers after the day."""
    if path != "/list.php":
        return None
    page = int(form.get("paged", "1"))
    rows = "".join(
        f"<div class='li'>[<a href='/list.php?dept={i.number % 5}'>农业农村局</a>] <a href='/view.php?aid={i.number}'>{i.title}</a> <small>{i.day:%m/%d/%Y} 阅读({i.number * 11}) 评论(0)</small></div>"
        for i in portal.page(page)
    )
    first = "".join(
        f"<a href='/list.php?cat=2&paged={n}'>{n}</a> " if n != page else f"<b>{n}</b> "
        for n in range(1, portal.total_pages + 1)
    )
    return _HEAD.format(title="基层动态") + _NAV + f"<div id=wrap>{rows}<div class=pg>{first}</div></div>" + _FOOT


MORE = (
    Other("layui", "/flow/index.html", lambda i: f"/flow/a{i.number:04d}.html", _layui),
    Other("vue", "/portal/list.html", lambda i: f"/portal/detail.html?id=a{i.number:04d}", _vue),
    Other("whole-json", "/zcwj/index.html", lambda i: f"/zcwj/{i.number}.html", _whole_json),
    Other("columns", "/zfxxgk/fdzdgknr/index.shtml", lambda i: f"/zfxxgk/fdzdgknr/{i.number}.shtml", _columns),
    Other("anchors", "/news/list.html", lambda i: f"/news/show-{i.number}.html", _anchors),
    Other(
        "groups",
        "/Article/ShowClass.asp?ClassID=9",
        lambda i: f"/Article/ShowArticle.asp?ArticleID={i.number}",
        _groups,
        encoding="gb18030",
    ),
    Other("govuk", "/search/news", lambda i: f"/government/news/{i.number}-notice", _govuk, language="en"),
    Other("handlers", "/tz/index.html", lambda i: f"/tz/detail/{i.number + 300}.html", _handlers),
    Other("tabs", "/gg/list.htm", lambda i: f"/{i.day:%Y}/{i.number}.htm", _tabs),
    Other("framed", "/zwxx/", lambda i: f"/zwxx/{i.number}.aspx", _framed),
    Other("by-day", "/daily", lambda i: f"/daily/{i.number}", _weekly),
    Other("bracketed", "/list.php?cat=2", lambda i: f"/view.php?aid={i.number}", _bracketed),
)
