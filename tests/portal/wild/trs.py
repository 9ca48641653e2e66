"""Chinese systems whose pages are files: TRS and its kin, Founder, EasySite, PowerEasy, framesets."""

from __future__ import annotations

from tests.portal.others.base import Form, Found, Item, Other
from tests.portal.wild.chrome import modern, old

LANG = "zh5"


def _script(text: str) -> Found:
    return "application/javascript", text.encode()


def _trs(item: Item) -> str:
    return f"/zwgk/tzgg/{item.day:%Y%m}/t{item.day:%Y%m%d}_{8800 + item.number}.html"


def _index(path: str, folder: str, ext: str = "html") -> int:
    """Page number of `index.ext`, `index_1.ext` …; 0 where the path is none of them."""
    name = path.removeprefix(folder)
    if name in {"", f"index.{ext}"}:
        return 1
    number = name.removeprefix("index_").removesuffix("." + ext)
    return int(number) + 1 if number.isdigit() and name.startswith("index_") else 0


def _cut(title: str) -> str:
    return title if len(title) < 22 else title[:20] + "..."


# --- the capital's pager: Pager({size, current, prefix, suffix}) ---
def _pager_call(p: Other, path: str, _: Form) -> str | None:
    no = _index(path, "/zhengce/zfwj/")
    rows = "".join(
        f'<li><a href=".{_trs(i).removeprefix("/zwgk/tzgg")}" target="_blank">{i.title}</a><span>{i.day}</span></li>'
        for i in p.page(no)
    )
    return (
        modern(
            "政府文件",
            f'<ul class="default_news">{rows}</ul><div class="changepage" align="center"><script language="JavaScript">Pager({{size:{p.total_pages}, current:{no - 1}, prefix:\'index\',suffix:\'html\'}});</script></div>',
            head='<script src="/images/pager.js"></script>',
        )
        if rows
        else None
    )


# --- the TRS template that writes its pager in the page itself ---
def _count_page(p: Other, path: str, _: Form) -> str | None:
    no = _index(path, "/zwgk/tzgg/", "htm")
    rows = "".join(
        f'<dd><em>[{i.day}]</em><a href="./{i.day:%Y%m}/t{i.day:%Y%m%d}_{8800 + i.number}.html" title="{i.title}">{_cut(i.title)}</a></dd>'
        for i in p.page(no)
    )
    script = f"""<script>
	var currentPage = {no - 1};//所在页从0开始
	var prevPage = currentPage-1//上一页
	var nextPage = currentPage+1//下一页
	var countPage = {p.total_pages}//共多少页
	document.write("共 "+countPage+" 页&nbsp;");
	if(countPage>1&&currentPage!=0&&currentPage!=1)
		document.write("<a href=\\"index"+"_" + prevPage + "."+"htm\\">上一页</a>&nbsp;");
	var num = 5;
	for(var i=0+(currentPage-1-(currentPage-1)%num) ; i<=(num+currentPage) && (i<countPage) ; i++){{
		if(i==currentPage) document.write("<span>"+(i+1)+"</span>&nbsp;"); else document.write("<a href=\\"index"+"_" + i + "."+"htm\\">"+(i+1)+"</a>&nbsp;");
	}}
	if(countPage>1&&currentPage!=(countPage-1)) document.write("<a href=\\"index"+"_" + nextPage + "."+"htm\\">下一页</a>");
	</script>"""
    return modern("通知公告", f'<dl class="gg">{rows}</dl><div class="fy">{script}</div>') if rows else None


# --- names in variables, the loop in a file ---
def _page_vars(p: Other, path: str, _: Form) -> Found | str | None:
    if path == "/images/fanye.js":
        return _script(
            'function createPageHTML(c,i,n,e){ if(c==null||c<=1){return;} var nCurrIndex=i||0; for(var k=0;k<c;k++){ if(nCurrIndex==k) document.write("<b>"+(k+1)+"</b>"); else { if(k==0) document.write("<a href="+n+"."+e+">1</a>"); else document.write("<a href="+n+"_"+k+"."+e+">"+(k+1)+"</a>"); } } }\ncreatePageHTML(_PAGE_COUNT,_PAGE_INDEX,_PAGE_NAME,_PAGE_EXT);'
        )
    no = _index(path, "/zwgk/tzgg/", "shtml")
    rows = "".join(
        f'<tr><td class="dot"></td><td><a href="{_trs(i)}">{i.title}</a></td><td class="d">{i.day:%Y年%m月%d日}</td></tr>'
        for i in p.page(no)
    )
    return (
        modern(
            "通知公告",
            f'<table class="lst">{rows}</table><div class="fy"><script>var _PAGE_COUNT="{p.total_pages}";var _PAGE_INDEX="{no - 1}";var _PAGE_NAME="index";var _PAGE_EXT="shtml";</script><script src="/images/fanye.js"></script></div>',
        )
        if rows
        else None
    )


# --- easysite: the pager's address stands in tagname and in a click ---
def _easysite(p: Other, path: str, _: Form) -> str | None:
    base = "/goutong/113456/11040/"
    name = path.removeprefix(base)
    no = 1 if name == "index.html" else int(name[5:-5]) if name.startswith("index") and name[5:-5].isdigit() else 0
    rows = "".join(
        f'<table width="100%"><tbody><tr><td height="22" align="left"><font class="newslist_style"><a onclick="void(0)" href="{p.article(i)}" title="{i.title}" istitle="true" target="_blank">{_cut(i.title)}</a></font><span class="hui12">{i.day}</span></td></tr><tr><td height="1" background="/images/dot.gif"></td></tr></tbody></table>'
        for i in p.page(no)
    )

    def way(n: int, word: str) -> str:
        there = f"{base}index{n}.html"
        return f'<a class="pagingNormal" style="cursor:pointer" onclick="queryArticleByCondition(this,\'{there}\')" tagname="{there}" href="#">{word}</a>'

    ways = (way(no + 1, "下一页") if no < p.total_pages else '<span tagname="[NEXTPAGE]">下一页</span>') + way(
        p.total_pages, "尾页"
    )
    return (
        modern(
            "新闻发布",
            f'<div id="11040" class="portlet"><div class="list_content">{rows}</div><div class="list_page">总记录数:{len(p.items)},每页显示{p.size}条记录,当前页: {no}/{p.total_pages} {ways}</div></div>',
        )
        if rows
        else None
    )


# --- PowerEasy: the whole title and the date stand in the tooltip ---
def _powereasy(p: Other, path: str, f: Form) -> str | None:
    no = int(f.get("page", 1))
    rows = "".join(
        f'<tr><td><img src=/Images/article_common.gif> <a class=listA href="{p.article(i)}" title="文章标题：{i.title}&#13;&#10;作&nbsp;&nbsp;&nbsp;&nbsp;者：佚名&#13;&#10;更新时间：{i.day.year}-{i.day.month}-{i.day.day} 9:05:00&#13;&#10;点击次数：{i.number * 7}" target="_blank">{i.title[:14] + "…" if len(i.title) > 14 else i.title}</a></td></tr>'
        for i in p.page(no)
    )
    nxt = (
        f"<a href='ShowClass.asp?ClassID=6&page={no + 1}'>下一页</a>&nbsp;<a href='ShowClass.asp?ClassID=6&page={p.total_pages}'>尾页</a>"
        if no < p.total_pages
        else "下一页 尾页"
    )
    return (
        old(
            "工作动态",
            f'<table width=100%>{rows}</table><div class="showpage">共 <b>{len(p.items)}</b> 篇文章&nbsp;首页 上一页&nbsp;{nxt}&nbsp;页次：<strong><font color=red>{no}</font>/{p.total_pages}</strong>页 <b>{p.size}</b>篇文章/页</div>',
        )
        if path == "/ShowClass.asp" and rows
        else None
    )


# --- Founder: node_12_2.htm, dates in the address only, abstracts with 详细 ---
def _founder(p: Other, path: str, _: Form) -> str | None:
    name = path.removeprefix("/xinwen/").removesuffix(".htm")
    no = 1 if name == "node_412" else int(name[9:]) if name.startswith("node_412_") and name[9:].isdigit() else 0
    rows = "".join(
        f'<div class="news"><a href="{p.article(i).removeprefix("/xinwen/")}"><img src="/pic/{i.number}.jpg"></a><div class="txt"><h3><a href="{p.article(i).removeprefix("/xinwen/")}" target="_blank">{i.title}</a></h3><p>本网讯：有关负责同志深入一线了解情况，听取意见建议……<a href="{p.article(i).removeprefix("/xinwen/")}">[详细]</a></p></div></div>'
        for i in p.page(no)
    )
    ways = "".join(
        f"<a href=node_412{'' if n == 1 else f'_{n}'}.htm>{n}</a>" for n in range(1, p.total_pages + 1) if n != no
    )
    return modern("图片新闻", f'<div class="newslist">{rows}</div><div class="fanye">{ways}</div>') if rows else None


# --- a frameset of 2003; the list is one of its frames ---
def _frameset(p: Other, path: str, f: Form) -> str | None:
    if path == "/bulletin/":
        return '<html><head><meta http-equiv="Content-Type" content="text/html; charset=CHARSET"><title>公告栏</title></head><frameset rows="90,*"><frame src="top.htm" noresize><frameset cols="180,*"><frame src="left.asp"><frame src="list.asp?lb=3" name="main"></frameset><noframes><body>您的浏览器不支持框架</body></noframes></frameset></html>'
    if path == "/bulletin/top.htm":
        return '<html><body><img src="/images/top.gif" alt="云溪市气象局"></body></html>'
    if path == "/bulletin/left.asp":
        return '<html><body><a href="list.asp?lb=1" target="main">机构概况</a><br><a href="list.asp?lb=2" target="main">公文</a><br><a href="list.asp?lb=3" target="main">公告</a></body></html>'
    no = int(f.get("page", 1))
    rows = "".join(
        f"<tr><td>・<a href=show.asp?id={i.number} target=_blank>{i.title}</a> <font color=gray>({i.day:%y-%m-%d})</font></td></tr>"
        for i in p.page(no)
    )
    nxt = f"[<a href=list.asp?lb=3&page={no + 1}>下一页</a>]" if no < p.total_pages else "[下一页]"
    return (
        f'<html><head><meta http-equiv="Content-Type" content="text/html; charset=CHARSET"></head><body><table>{rows}</table><p>[<a href=list.asp?lb=3>首页</a>] {nxt} 共{len(p.items)}条</p></body></html>'
        if path == "/bulletin/list.asp" and f.get("lb") == "3" and rows
        else None
    )


TRS = (
    Other(
        "w-pager-call",
        "/zhengce/zfwj/",
        lambda i: "/zhengce/zfwj" + _trs(i).removeprefix("/zwgk/tzgg"),
        _pager_call,
        language=LANG,
        size=20,
    ),
    Other("w-count-page", "/zwgk/tzgg/", _trs, _count_page, language=LANG),
    Other("w-page-vars", "/zwgk/tzgg/", _trs, _page_vars, language=LANG),
    Other(
        "w-easysite",
        "/goutong/113456/11040/index.html",
        lambda i: f"/goutong/113456/11040/{4000000 + i.number * 311}/index.html",
        _easysite,
        language=LANG,
    ),
    Other(
        "w-powereasy",
        "/ShowClass.asp?ClassID=6",
        lambda i: f"/Article/gzdt/{i.day:%Y%m}/{i.number}.html",
        _powereasy,
        language=LANG,
        encoding="gbk",
    ),
    Other(
        "w-founder",
        "/xinwen/node_412.htm",
        lambda i: f"/xinwen/{i.day:%Y-%m}/{i.day:%d}/content_{i.number + 33000}.htm",
        _founder,
        is_dated=False,  # the row shows no day; the article's own address tells it
        language=LANG,
    ),
    Other(
        "w-frameset",
        "/bulletin/",
        lambda i: f"/bulletin/show.asp?id={i.number}",
        _frameset,
        language=LANG,
        encoding="gbk",
    ),
)
