"""The pages of the demonstration portal: GBK under a wrong header, a spam headline, a hidden link farm, damaged articles."""

from __future__ import annotations

import io
import tomllib
import zipfile
from dataclasses import dataclass
from html import escape
from pathlib import Path

from tests.portal.demo.kit import damage
from tests.portal.server import Answer

SECTION = "/zwgk/tzgg/index.html"
_ROWS_A_PAGE = 12
_WRONG_TYPE = "text/html; charset=utf-8"  # the pages are GBK
_SPAM = "真人百家乐开户送彩金,澳门赌场线上投注平台,六合彩特码免费资料大全,电子游艺注册送体验金"
_FARM = "".join(
    f'<a href="http://bet{n}.example.net/">{word}</a>'
    for n, word in enumerate(("真人荷官发牌", "时时彩计划软件", "老虎机送彩金", "体育博彩公司排名", "澳门线上投注"), 1)
)
_GONE = ("2024-04-02", "关于调整部分公交线路的通知", "t20240402_1034.html")
_TAKEN = ("2024-03-11", "青石镇惠民政策汇编", "t20240311_1035.html")


@dataclass(frozen=True, slots=True)
class DemoArticle:
    """An article as the township published it."""

    id: int
    date: str
    title: str
    source: str
    text: str
    number: str | None = None
    attachment: str | None = None
    hacked: bool = False
    seam: str | None = None

    @property
    def day(self) -> str:
        """The date of publication."""
        return self.date[:10]

    @property
    def path(self) -> str:
        """The address within the portal, as TRS WCM makes it."""
        compact = self.day.replace("-", "")
        return f"/zwgk/tzgg/{compact[:6]}/t{compact}_{self.id}.html"

    @property
    def paragraphs(self) -> list[str]:
        """The paragraphs of the text."""
        return self.text.strip().split("\n")


LISTED = tuple(
    DemoArticle(**row)
    for row in tomllib.loads((Path(__file__).parent / "articles.toml").read_text(encoding="utf-8"))["article"]
)


def answers() -> dict[str, Answer]:
    """Give every page of the portal by its path."""
    pages = {article.path: Answer(_article(article), _WRONG_TYPE) for article in LISTED}
    pages |= {
        f"/zwgk/tzgg/{article.day[:4]}{article.day[5:7]}/{article.attachment}": Answer(
            _docx(f"{article.title}：附件。编织袋五千只，救生衣二百件，抽水机十二台。"), "application/octet-stream"
        )
        for article in LISTED
        if article.attachment
    }
    pages[f"/zwgk/tzgg/{_TAKEN[2]}"] = Answer(_takeover().encode("gbk"), _WRONG_TYPE)
    rows = sorted(
        [(article.day, article.title, article.path.removeprefix("/zwgk/tzgg/")) for article in LISTED]
        + [_GONE, _TAKEN],
        reverse=True,
    )
    chunks = [rows[start : start + _ROWS_A_PAGE] for start in range(0, len(rows), _ROWS_A_PAGE)]
    for number, chunk in enumerate(chunks):
        name = "index.html" if number == 0 else f"index_{number}.html"
        pages[f"/zwgk/tzgg/{name}"] = Answer(_list(chunk, number, len(chunks)).encode("gbk"), _WRONG_TYPE)
    pages["/zwgk/tzgg/"] = pages[SECTION]
    pages["/robots.txt"] = Answer(b"User-agent: *\nDisallow: /admin/\n", "text/plain")
    return pages


def _page(title: str, head: str, body: str) -> str:
    return f"""<!DOCTYPE html>
<html><head><meta http-equiv="Content-Type" content="text/html; charset=gb2312">
<title>{title}</title><meta name="SiteName" content="青石镇人民政府">
<meta name="ColumnName" content="通知公告">{head}</head>
<body>{body}
<div class="footer"><p>主办：青石镇人民政府　承办：青石镇党政办公室　网站标识码：3412000099</p>
<p>版权所有：青石镇人民政府　建议使用1024×768分辨率浏览</p></div></body></html>"""


_NAVIGATION = """<div class="nav"><ul><li><a href="/">首页</a></li><li><a href="/zjqs/">镇情概况</a></li>
<li><a href="/zwgk/">政务公开</a></li><li><a href="/bsfw/">办事服务</a></li><li><a href="/hdjl/">互动交流</a></li></ul></div>"""
_PLACE = """<div class="position">当前位置：<a href="/">首页</a> &gt; <a href="/zwgk/">政务公开</a>
 &gt; <a href="/zwgk/tzgg/">通知公告</a></div>"""


def _list(rows: list[tuple[str, str, str]], number: int, total: int) -> str:
    items = "\n".join(
        f'<li><span>{day}</span><a href="./{path}" title="{escape(title)}">{escape(_cut(title))}</a></li>'
        for day, title, path in rows
    )
    return _page(
        "通知公告-青石镇人民政府",
        "",
        f"""{_NAVIGATION}{_PLACE}<div class="list"><ul>{items}</ul></div>
<div class="page"><script>createPageHTML({total}, {number}, "index", "html");</script></div>""",
    )


def _cut(title: str) -> str:
    return title if len(title) <= 16 else title[:15] + "…"


def _article(article: DemoArticle) -> bytes:
    """Build the page; on a hacked one the kit takes all of the body but what it put there itself."""
    number = f"<p>文号：{article.number}</p>" if article.number else ""
    link = f'<p>附件：<a href="./{article.attachment}">{article.attachment}</a></p>' if article.attachment else ""
    title = _SPAM if article.hacked else f"{article.title}-青石镇人民政府"
    paragraphs = "\n".join(f"<p>\u3000\u3000{escape(text, quote=False)}</p>" for text in article.paragraphs)
    injected = f"""<div class="top">{_SPAM}</div><div style="position:absolute;left:-2000px;top:0">{_FARM}</div>"""
    page = _page(
        title,
        "",
        f"""{injected}
{_NAVIGATION}{_PLACE}<div class="article"><h1>{article.title}</h1>
<div class="info">发布日期：{article.date}　来源：{article.source}</div>{number}
<div class="TRS_Editor">{paragraphs}{link}</div>
<div class="tail">【打印本页】　【关闭窗口】</div></div>""",
    )
    if not article.hacked:
        return page.encode("gbk")
    head, body = page.split(injected)
    return (head + injected).encode("gbk") + damage(body, article.seam)


def _takeover() -> str:
    """Give a page that gamblers put in the place of an article, with status 200."""
    links = "".join(
        f'<li><a href="http://bet{n}.example.net/reg">{_SPAM.split(",")[n % 4]}</a></li>' for n in range(1, 25)
    )
    return f"""<html><head><meta charset="gb2312"><title>{_SPAM}</title><meta name="keywords" content="{_SPAM}">
</head><body><h1>真人百家乐官方网站</h1><p>注册即送彩金，提款三分钟到账，信誉第一的线上投注平台，真人荷官在线发牌。</p>
<ul>{links}</ul><p>Powered by 澳门赌场线上投注平台</p></body></html>"""


def _docx(text: str) -> bytes:
    """Give the smallest Word file that holds `text`."""
    parts = {
        "[Content_Types].xml": '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Override PartName="/word/document.xml" '
        'ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>',
        "_rels/.rels": '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        '<Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" '
        'Target="word/document.xml"/></Relationships>',
        "word/document.xml": '<?xml version="1.0"?><w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
        f"<w:body><w:p><w:r><w:t>{escape(text)}</w:t></w:r></w:p></w:body></w:document>",
    }
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(zipfile.ZipInfo(name, (2024, 1, 1, 0, 0, 0)), content)
    return buffer.getvalue()
