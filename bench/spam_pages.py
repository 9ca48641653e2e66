"""Make pages with and without injected text: seeded, text of our own writing, markup of six CMS families.

Each page knows what was injected and what is its own, so that `bench/spam.py` can count what purge takes of both.
"""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from html import escape

PLACES = ("青石", "柳湾", "东桥", "白渡", "云岭", "长河", "南塘", "三汊")
BODIES = ("镇人民政府", "县水务局", "县农业农村局", "区住房和城乡建设局", "县文化和旅游局", "市自然资源局")
WORKS = ("沟渠清淤", "村道修补", "山林防火", "老旧管网更换", "图书借阅点建设", "苗木补植", "公厕改造", "便民窗口搬迁")
SENTENCES = (
    "{place}{body}本月组织人员对{work}情况逐户走访，登记问题{n}件，当场答复{m}件。",
    "截至目前，{work}已完成总量的{n}%，其余部分安排在雨季之前做完。",
    "各村按照分工把材料送到便民窗口，由专人核对后录入台账。",
    "负责人说，{work}关系到每家每户，账目要张贴在村口，大家都看得见。",
    "经费由财政安排{n}万元，不足部分从上年结余中列支。",
    "下一步，{body}将把走访中听到的意见分类整理，能办的马上办，不能办的说明理由。",
    "群众可在工作日到服务大厅咨询，也可以写信反映。",
    "受持续降雨影响，{place}部分路段临时封闭，恢复时间另行告知。",
)
PORN = (
    *("久久精品视频", "国产精品一区二区", "无码不卡在线", "人妻少妇专区", "欧美日韩三级片"),
    *("毛片免费看", "亚洲欧美在线", "成人午夜福利", "色综合网站", "av在线播放"),
)
BETS = (
    *("葡京娱乐场官网", "百家乐注册送", "真人娱乐平台", "北京赛车pk10", "老虎机送彩金"),
    *("时时彩投注平台", "bet365体育投注", "六合彩开奖网", "亚博体育app", "德州扑克下载"),
)
NOVEL = ("银鹭云端馆", "蓝鲸大厅入口", "九环直营站", "速达极光版", "海贝全站通", "飞鸢新手礼", "玉衡联盟线")
FARM_HEADING = "感谢您访问我们的网站，您可能还对以下资源感兴趣："


@dataclass(frozen=True)
class Made:
    """A page: `spam` are the injected texts, `own` the paragraphs that must stay; `kind` names what was done to it."""

    id: str
    url: str
    html: str
    kind: str
    title: str
    own: tuple[str, ...]
    spam: tuple[str, ...] = ()
    is_takeover: bool = False


@dataclass
class Draft:
    title: str
    date: str
    source: str
    paragraphs: list[str]
    window: str = ""
    head: str = ""
    above: str = ""
    middle: str = ""
    foot: str = ""
    spam: list[str] = field(default_factory=list)


# The frame of a family around the body, and what parts its paragraphs: tags around each, or a mark between them.
FAMILIES = (
    (
        '<div class="dqwz">您当前所在位置：<a href="/" class="CurrChnlCls">首页</a> » <a href="../" class="CurrChnlCls">工作动态</a></div><div class="body_content"><h1>{title}</h1><div class="toolbar">发布时间：{date} 来源：{source} 字体： 小 中 大</div><div class="TRS_Editor">{body}</div></div>',
        None,
    ),
    (
        '<table id="c" width="980"><tr><td class="title">{title}</td></tr><tr><td>发布日期：{date} 信息来源：{source} 浏览次数：17</td></tr><tr><td class="bt_content"><div id="zoom">{body}</div></td></tr></table>',
        None,
    ),
    (
        '<form name="_newscontent_fromname"><h2 align="center">{title}</h2><div align="center">文章来源：{source} 发布时间：{date} 点击数：3</div><div id="vsb_content"><div class="v_news_content">{body}</div></div></form>',
        None,
    ),
    (
        '<div class="ewb-location">当前位置：首页 > 政务公开 > 通知公告</div><div class="article-info"><h1>{title}</h1><p class="infos">【信息发布时间：{date} 信息来源：{source}】</p><div class="con">{body}</div></div>',
        None,
    ),
    (
        '<div class="path">您的位置：<a href="/">首页</a> > <a href="/xw/">新闻</a> > 正文</div><div class="main"><h1 class="tit">{title}</h1><div class="info">{date} 来源：{source}</div><div class="text">{body}</div></div>',
        "<br>",
    ),
    (
        '<table width="760" align="center"><tr><td width="160"><a href="a.asp">机构设置</a><br><a href="b.asp">办事指南</a><br><a href="c.asp">下载中心</a></td><td><table><tr><td align="center"><b>{title}</b></td></tr><tr><td align="center">发布时间：{date}</td></tr><tr><td>{body}</td></tr></table></td></tr></table>',
        "<br>　　",
    ),
)


def made_by(family: tuple[str, str | None], d: Draft) -> str:
    """Give the page as a family's system makes it; what stands in the middle comes after the first paragraph."""
    frame, mark = family
    first, *rest = d.paragraphs
    if mark is None:
        body = f"<p>{first}</p>{d.middle}" + "".join(f"<p>{line}</p>" for line in rest)
    else:
        middle = f"<br>{d.middle[3:-4]}<br>" if d.middle.startswith("<p>") else d.middle
        body = f"{first}{middle}{mark}" + mark.join(rest)
    return page(d, frame.format(title=d.title, date=d.date, source=d.source, body=body))


def page(d: Draft, body: str) -> str:
    menu = "".join(
        f'<li><a href="/{name}/">{name}</a></li>'
        for name in ("网站首页", "政务公开", "办事服务", "互动交流", "走进本地")
    )
    return (
        f"<html><head><meta charset='utf-8'><title>{d.window or d.title}</title>{d.head}</head><body>{d.above}"
        f"<div class='nav'><ul>{menu}</ul></div>{body}{d.foot}"
        "<div class='footer'><p>主办：本级人民政府办公室 网站标识码：5001120033</p><p>版权所有 未经许可不得转载</p></div></body></html>"
    )


def draft(chance: random.Random, count: int | None = None) -> Draft:
    slots = {"place": chance.choice(PLACES), "body": chance.choice(BODIES)}
    lines = [
        s.format(**slots, work=chance.choice(WORKS), n=chance.randint(11, 97), m=chance.randint(2, 10))
        for s in chance.sample(SENTENCES, count or chance.randint(4, 7))
    ]
    paragraphs = ["".join(lines[at : at + 2]) for at in range(0, len(lines), 2)]
    title = f"{slots['place']}{chance.choice(('召开', '部署', '推进'))}{chance.choice(WORKS)}{chance.choice(('工作会', '现场会', '专项工作'))}"
    return Draft(
        title,
        f"20{chance.randint(10, 24)}-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}",
        slots["body"],
        paragraphs,
    )


def links(words: list[str], chance: random.Random) -> str:
    return " ".join(
        f'<a href="http://www.{chance.choice("abcdefgh")}{chance.randint(100, 999)}.{chance.choice(("com", "top", "vip"))}/">{word}</a>'
        for word in words
    )


def headline(d: Draft, chance: random.Random) -> str:
    line = chance.choice((",", "_", "-", "，", "|")).join(
        chance.sample(chance.choice((PORN, BETS)), chance.randint(4, 8))
    )
    d.above, d.window = f"<div>{line}</div>", line
    d.spam = [line]
    return "headline"


def headline_own_title(d: Draft, chance: random.Random) -> str:
    line = chance.choice((",", "_", "-")).join(chance.sample(PORN, 6))
    d.above = f"<h1>{line}</h1>"
    d.spam = [line]
    return "headline over a real title"


def window_stuffed(d: Draft, chance: random.Random) -> str:
    line = chance.choice(("_", "-", ",")).join(chance.sample(BETS, 3))
    d.window = f"{d.title}_{line}" if chance.random() < 0.5 else f"{line}-{d.title}"
    return "stuffed window title"


def empty_seats(d: Draft, chance: random.Random) -> str:
    name = "".join(chance.sample("abcxyz", 3)) + str(chance.randint(10, 99))
    d.above = (
        "?"
        + f'<table><tr id="{name}"></tr></table><sup id="{name}"></sup><ins id="{name}"></ins><font id="{name}"></font><sup id="{name}"></sup>'
        * 3
    )
    d.spam = ["?"]
    return "lone mark and empty seats"


HIDINGS = (
    '<div style="display:none">{}</div>',
    '<div style="position:absolute;left:-2000px">{}</div>',
    '<div style="height:1px;overflow:hidden">{}</div>',
    '<span style="font-size:0">{}</span>',
    '<marquee width="1" height="1">{}</marquee>',
    '<div style="visibility:hidden">{}</div>',
)


def hidden_farm(d: Draft, chance: random.Random) -> str:
    words = chance.sample(PORN + BETS, 5)
    markup = chance.choice(HIDINGS).format(links(words, chance))
    d.spam = [" ".join(words)]
    place = chance.choice(("above", "middle", "foot"))
    setattr(d, place, markup)
    return f"hidden farm, {place}"


def hidden_novel(d: Draft, chance: random.Random) -> str:
    words = chance.sample(NOVEL, 5)
    markup = chance.choice(HIDINGS[1:5]).format(links(words, chance))
    d.spam = [" ".join(words)]
    d.foot = markup
    return "hidden farm, unknown words"


def inline_hidden(d: Draft, chance: random.Random) -> str:
    words = chance.sample(BETS, 2)
    first = d.paragraphs[0]
    at = first.index("，") + 1
    d.paragraphs[0] = first[:at] + f'<span style="display:none">{links(words, chance)}</span>' + first[at:]
    d.spam = [" ".join(words)]
    return "hidden link within a sentence"


def inline_link(d: Draft, chance: random.Random) -> str:
    word = chance.choice(BETS)
    first = d.paragraphs[0]
    at = first.index("，") + 1
    d.paragraphs[0] = first[:at] + links([word], chance) + first[at:]
    d.spam = [word]
    return "link within a sentence"


def foot_farm(d: Draft, chance: random.Random) -> str:
    words = chance.sample(PORN + BETS, 8)
    d.foot = f"<div><p>{FARM_HEADING}</p><p>{links(words, chance)}</p></div>"
    d.spam = [FARM_HEADING, " ".join(words)]
    return "link farm at the foot"


def foot_novel(d: Draft, chance: random.Random) -> str:
    words = chance.sample(NOVEL, 6)
    d.foot = f"<div><p>{FARM_HEADING}</p><p>{links(words, chance)}</p></div>"
    d.spam = [FARM_HEADING, " ".join(words)]
    return "link farm at the foot, unknown words"


def signature(d: Draft, chance: random.Random) -> str:
    line = f"Powered by {chance.choice(BETS)}"
    d.foot = f"<p>{line}</p>"
    d.spam = [line]
    return "signature"


def middle_line(d: Draft, chance: random.Random) -> str:
    line = " ".join(chance.sample(PORN, 6))
    d.middle = f"<p>{line}</p>"
    d.spam = [line]
    return "line of phrases within the body"


DAMAGES = (
    *(headline, headline_own_title, window_stuffed, empty_seats, hidden_farm, hidden_farm),
    *(hidden_novel, inline_hidden, inline_link, foot_farm, foot_novel, signature, middle_line),
)


def takeover(number: int, chance: random.Random) -> Made:
    words = chance.sample(chance.choice((PORN, BETS)), 8)
    rows = "".join(
        f'<li><a href="/v/{chance.randint(1000, 9999)}.html">{chance.choice(words)}{chance.randint(1, 99)}集</a></li>'
        for _ in range(30)
    )
    offer = f"<p>{words[0]}，{words[1]}，首存送彩金，{words[2]}，24小时客服在线。</p>" * 2
    line = ",".join(words)
    html = f"<html><head><title>{line}</title></head><body><h1>{line}</h1><ul>{rows}</ul>{offer}<p>{' '.join(words)}</p></body></html>"
    url = f"http://t{number}.example.gov.cn/a/{number}.html"
    return Made(f"takeover-{number}", url, html, "takeover", line, (), (line,), is_takeover=True)


def spam_pages(seed: int, count: int) -> list[Made]:
    chance = random.Random(seed)
    made = []
    for number in range(count):
        d = draft(chance)
        own = tuple(d.paragraphs)
        kind = DAMAGES[number % len(DAMAGES)](d, chance)
        html = made_by(FAMILIES[(number // len(DAMAGES)) % len(FAMILIES)], d)
        url = f"http://s{number}.example.gov.cn/art/{number}.html"
        made.append(Made(f"spam-{number}", url, html, kind, d.title, own, tuple(d.spam)))
    made.extend(takeover(number, chance) for number in range(count // 5))
    return made


LINKED = ("百家乐", "无码", "六合彩", "老虎机", "bet365", "成人视频", "娱乐城", "彩票")  # in what is quoted, as a link
CLEAN_TEXTS = (
    (
        "关于开展“扫黄打非”专项行动的通知",
        "各单位要集中清理“成人视频”“一区二区三区”等字样的网页，对传播淫秽色情信息的依法查处。",
        "清查中发现的无码、有码光盘一律收缴，线索移送公安机关。",
    ),
    (
        "关于严厉打击网络赌博违法犯罪的通告",
        "凡以百家乐、老虎机、时时彩、北京赛车、六合彩等形式招揽他人投注的，一律依法处理。",
        "群众发现葡京、bet365一类赌博网站推广信息的，请拨打举报电话。",
    ),
    (
        "全国体育彩票、福利彩票销售情况",
        "本月共销售彩票若干亿元，其中快三、排列三等数字型彩票占四成。",
        "开奖结果以彩票中心公布为准，禁止任何单位开设彩票网站。",
    ),
    (
        "关于代开发票有关事项的公告",
        "纳税人可到办税服务厅申请代开发票，也可在线办理。",
        "严禁为他人虚开、代开发票牟利，违者移送公安机关。",
    ),
    (
        "澳门社会文化考察简记",
        "考察组参观了大三巴一带，途经新葡京、金沙、威尼斯人等娱乐场所在的街区。",
        "当地介绍，娱乐场税收占财政收入的比重较大，非博彩业正在成长。",
    ),
    (
        "安徽省地名读音小记",
        "亳(bó)州、六(lù)安、歙(shè)县、黟(yī)县等地名读音与字面不同。",
        "各县(市)、区在制作路牌时应当标注读音。",
    ),
    (
        "我县破获一起利用成人网站实施诈骗案",
        "嫌疑人以免费观看成人视频为诱饵，诱导受害人下载软件后窃取通讯录。",
        "民警提醒：不点陌生链接，不裸聊，不轻信注册送彩金的广告。",
    ),
)
ENGLISH = (
    "Hacked council websites cleaned up",
    "Attackers had injected hidden links to casino and porn sites into the pages of four councils.",
    "Engineers removed the slot machine adverts within a day and reset all passwords.",
)
TRADITIONAL = (
    "本處辦理河川清淤工程說明",
    "本處自本月起分段辦理河川清淤，施工期間請民眾繞行，並注意現場號誌。",
    "相關資訊請洽承辦人員，或至服務檯索取說明書。",
)


def quoting(d: Draft, chance: random.Random) -> None:
    d.title, *lines = chance.choice(CLEAN_TEXTS)
    d.paragraphs = [*lines, *d.paragraphs[:1]]


def quoting_links(d: Draft, chance: random.Random) -> None:
    quoting(d, chance)
    word = next((word for word in LINKED for line in d.paragraphs if word in line), "")
    d.paragraphs = [line.replace(word, links([word], chance), 1) if word in line else line for line in d.paragraphs]


def english(d: Draft, _: random.Random) -> None:
    d.title, *d.paragraphs = ENGLISH


def traditional(d: Draft, _: random.Random) -> None:
    d.title, *d.paragraphs = TRADITIONAL


def read_aloud(d: Draft, _: random.Random) -> None:
    d.foot = f'<div id="aloud" style="display:none">{"".join(d.paragraphs)}</div>'


def hidden_menu(d: Draft, _: random.Random) -> None:
    d.foot = (
        '<div style="display:none"><ul>'
        + "".join(f'<li><a href="/m/{n}">{escape(name)}</a></li>' for n, name in enumerate(WORKS))
        + "</ul></div>"
    )


def hidden_portals(d: Draft, _: random.Random) -> None:
    d.foot = (
        '<div class="select" style="display:none">'
        + "".join(f'<a href="http://www.p{n}.gov.cn/">{place}人民政府</a>' for n, place in enumerate(PLACES))
        + "</div>"
    )


def sister_portals(d: Draft, chance: random.Random) -> None:
    d.foot = (
        "<div class='links'>"
        + "".join(
            f'<a href="http://www.q{n}.gov.cn/">{chance.choice(PLACES)}{chance.choice(BODIES)}</a> ' for n in range(70)
        )
        + "</div>"
    )


def short_notice(d: Draft, _: random.Random) -> None:
    d.paragraphs = ["因管网检修，明日九时至十二时停水，请提前储水。"]


def file_only(d: Draft, _: random.Random) -> None:
    d.paragraphs = ['<a href="/files/2020/notice.pdf">附件：申请表.pdf</a>']


def window_crumbs(d: Draft, chance: random.Random) -> None:
    d.window = f"{d.title}_部门文件_政务公开_{chance.choice(PLACES)}县人民政府"


def share_bar(d: Draft, _: random.Random) -> None:
    d.foot = '<div class="share" style="display:none"><a href="http://service.weibo.com/share/share.php">新浪微博</a><a href="http://connect.qq.com/widget/">QQ好友</a><a href="http://widget.renren.com/dialog/share">人人网</a><a href="http://www.douban.com/share/">豆瓣</a></div>'


def tag_line(d: Draft, _: random.Random) -> None:
    d.above = "<div>务实,为民,清廉,高效_全心全意为人民服务</div>"


CLEANLY = (
    *(quoting, english, traditional, read_aloud, hidden_menu, hidden_portals, sister_portals),
    *(short_notice, file_only, window_crumbs, share_bar, tag_line, quoting_links),
)


def clean_pages(seed: int, count: int) -> list[Made]:
    chance = random.Random(seed + 1)
    made = []
    for number in range(count):
        d = draft(chance)
        maker = CLEANLY[number % len(CLEANLY)]
        maker(d, chance)
        own = tuple(d.paragraphs)
        html = made_by(FAMILIES[(number // len(CLEANLY)) % len(FAMILIES)], d)
        url = f"http://c{number}.example.gov.cn/art/{number}.html"
        made.append(Made(f"clean-{number}", url, html, maker.__name__.replace("_", " "), d.title, own))
    return made
