"""Pages that say of themselves that they are no article, in the words of many systems; and articles that look like them."""

import re

import pytest

from scraper.steps.judge.sayings import said_by_lines, said_by_title
from tests.reading import outcome_of

# The address carries a date, as those of many systems do: it says nothing of what answers there.
URL = "http://www.xi.example.gov.cn/zwgk/202401/t20240105_88213.html"
NAV = "".join(f"<li><a href='/c{at}/'>{name}</a></li>" for at, name in enumerate(("首页", "政务公开", "办事服务")))
FRAME = f"<div><ul>{NAV}</ul></div>{{}}<div>主办：某县人民政府办公室 网站标识码：5001120033</div>"


def outcome(html):
    return outcome_of(html, URL)


SAID = [
    ("soft_404", "您要找的网页不见了，看看别的吧。"),
    ("soft_404", "抱歉，该公告已撤下，请联系发布单位。"),
    ("soft_404", "對不起，您瀏覽的網頁已經刪除。"),
    ("soft_404", "We can’t find the page you asked for."),
    ("soft_404", "La página no existe o ha cambiado de dirección."),
    ("soft_404", "指定されたページは存在しません。"),
    ("soft_404", "Trang này không tồn tại trên hệ thống."),
    ("challenge", "请按住滑块，拖动至最右侧完成校验"),
    ("challenge", "您的请求疑似攻击行为，已被防护系统拦截"),
    ("challenge", "Our systems have detected unusual traffic from your network."),
    ("challenge", "请先开启 JavaScript 后刷新本页"),
    ("login", "登录状态已失效，会话已超时，请重新进入。"),
    ("needs_script", "数据加载中…"),
    ("soft_404", "该信息正在审核中，请稍后再来。"),
    ("soft_404", "الصفحة المطلوبة غير موجودة"),
    ("soft_404", "Strona nie została znaleziona."),
    ("challenge", "The requested URL was rejected. Your support ID is 8817."),
    ("challenge", "Проверка вашего браузера, подождите."),
    ("challenge", "您的请求带有不合法参数，已被应用防火墙拦截"),
    ("login", "Debe iniciar sesión para ver esta página."),
    ("login", "您没有权限浏览本页，请登录后再试。"),
    ("needs_script", "{{ article.title }}"),
    ("bad_content", "Fatal error: Uncaught Error in /srv/index.php on line 9"),
    ("bad_content", "该站点已到期，请联系空间商续费。"),
    ("not_article", "Index of /upload/2024"),
    ("not_article", "没有检索到相关结果"),
    ("spam_takeover", "This domain name is for sale. Make an offer today."),
    ("spam_takeover", "Hacked By Cyber_Owl"),
    ("bad_content", "本平台升级维护中，预计明日八时恢复。系统维护中"),
    ("bad_content", "Welcome to nginx!"),
]


BARE = "<title>提示</title><p>{}</p>"
# A frame of menus is read without scripts, so it does not wait for one.
FRAMED = [(FRAME.format(BARE), wanted, line) for wanted, line in SAID if wanted != "needs_script"]


@pytest.mark.parametrize(("page", "wanted", "line"), [*((BARE, wanted, line) for wanted, line in SAID), *FRAMED])
def test_a_page_that_says_what_it_is_is_named(page, wanted, line):
    assert outcome(page.format(line)) == wanted


@pytest.mark.parametrize(
    ("wanted", "html"),
    [
        ("soft_404", FRAME.format("<script>alert('该文章不存在');history.go(-1)</script>")),
        ("login", "<title>Member</title><form>ID <input name=a> <input type=password name=b></form>"),
        ("needs_script", "<title>某县</title><div id=root></div><script src=/a.js></script>"),
        ("challenge", "<iframe src='/_Incapsula_Resource?x=1'>Request</iframe>"),
        ("spam_takeover", "<title>百家乐注册送,德州扑克,老虎机送彩金,时时彩平台</title><script>var a=1</script>"),
    ],
)
def test_a_page_is_named_by_what_it_does(wanted, html):
    assert outcome(html) == wanted


INFO = "<h1>{}</h1><div>发布日期：2024-01-05</div><div id='zoom'><p>{}</p></div>"


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("关于门户网站系统升级维护的公告", "县政府网站将于一月六日零时起系统升级维护，暂停访问两小时，请相互转告。"),
        ("关于撤销部分规范性文件的通知", "下列文件已撤销，自本通知印发之日起不再执行，请各单位遵照办理。"),
        (
            "不动产登记信息查询页面无法打开怎么办",
            "如页面无法打开，请更换浏览器后重试，或到窗口现场查询，工作日均可办理。",
        ),
        ("统一身份认证账号注册指南", "居民请先登录服务网，完成实名认证后即可在线预约，预约成功后携带身份证到窗口。"),
        ("警惕冒充网站防火墙的诈骗短信", "短信称您的访问被拦截，需要点击链接验证身份，均为诈骗，请立即删除。"),
        ("网站被黑怎么办", "发现网站已被黑客篡改，应立即断网，保存日志，并向网安部门报告。"),
    ],
)
def test_an_article_that_speaks_of_such_things_is_kept(title, text):
    assert outcome(INFO.format(title, text)) == "article"


def test_a_long_page_says_such_things_in_passing():
    assert said_by_lines(["该页面不存在"], 40) is not None
    assert said_by_lines(["该页面不存在"], 4000) is None


def test_a_title_that_says_more_is_an_articles():
    assert said_by_title("页面不存在", 40) is not None
    assert said_by_title("我县开展门户网站“页面不存在”等错误链接集中整治工作", 40) is None


def test_the_reason_quotes_the_page_as_it_stands():
    said = said_by_lines(["對不起，您瀏覽的網頁已經刪除。"], 20)
    assert said is not None
    assert re.search("「|“(.*)”", said.reason)
    assert "網頁已經刪除" in said.reason
