"""Clean pages that look bad: an office speaks of what spam speaks of, or hides a part of its own."""

from __future__ import annotations

from collections.abc import Iterator

from bench.blind.articles import ALL, CLEAN, EN, ZH, Piece
from bench.blind.attacks import CHINESE, Hacked
from bench.blind.families import FAMILIES, Slots

C = [piece for piece in CLEAN if piece.lang == "zh"]


def _hidden_variants() -> Iterator[tuple[str, Piece, Slots]]:
    """Parts that are hidden and are the page's own."""
    base = ZH[0]
    text = "".join(base.lines)
    yield "read aloud copy", base, Slots(body_last=f'<div id="readtext" style="display:none">{text}</div>')
    yield "share box", ZH[1], Slots(before_foot='<div style="display:none" class="wx">微信扫一扫分享此页</div>')
    yield (
        "tabs",
        ZH[3],
        Slots(
            before_foot='<div class="tab" style="display:none"><ul><li><a href="http://www.gov.cn/">中国政府网</a></li><li><a href="http://www.qingyuan.gov.cn/">市政府</a></li></ul></div>'
        ),
    )
    yield (
        "print copy off screen",
        ZH[7],
        Slots(
            body_last='<div style="position:absolute;left:-9999px">本文由区市场监督管理局发布，供读屏软件使用。</div>'
        ),
    )
    yield (
        "counter",
        ZH[5],
        Slots(
            after_foot='<div style="display:none"><script src="https://hm.baidu.com/hm.js?x"></script><a href="https://www.cnzz.com/stat/website.php?web_id=1">站长统计</a></div>'
        ),
    )
    links = "".join(
        f'<option value="http://www.x{i}.gov.cn/">{n}</option>'
        for i, n in enumerate(
            [
                "北京",
                "天津",
                "河北",
                "山西",
                "内蒙古",
                "辽宁",
                "吉林",
                "黑龙江",
                "上海",
                "江苏",
                "浙江",
                "安徽",
                "福建",
                "江西",
                "山东",
            ]
        )
    )
    yield "sister portals", ZH[6], Slots(before_foot=f"<select><option>各省政府网站</option>{links}</select>")
    far = "".join(
        f'<a href="http://www.y{i}.gov.cn/">{n}</a>'
        for i, n in enumerate(
            [
                "省公安厅",
                "省司法厅",
                "省财政厅",
                "省民政厅",
                "省教育厅",
                "省科技厅",
                "省水利厅",
                "省农业农村厅",
                "福利彩票中心",
                "体育彩票中心",
                "省卫健委",
                "省药监局",
            ]
        )
    )
    yield "friend links", ZH[8], Slots(in_foot=f"<div>友情链接：{far}</div>")
    yield (
        "commercial friend links",
        ZH[9],
        Slots(
            in_foot='<div><a href="https://www.ccb.com/">建设银行</a> <a href="https://www.cwl.gov.cn/">福彩中心</a> <a href="https://www.sporttery.cn/">中国体彩网 竞彩</a></div>'
        ),
    )
    yield (
        "skip link",
        EN[0],
        Slots(body_first='<a href="#main" style="position:absolute;left:-10000px">Skip to main content</a>'),
    )
    yield (
        "headline block",
        ZH[4],
        Slots(body_first="<div>热点：全省经济工作会议 | 民生实事 | 防汛抗旱 | 高考成绩查询 | 社保缴费</div>"),
    )


def pages() -> list[Hacked]:
    """Each article on three families; the parts that are hidden and the page's own on two."""
    out = []
    for i, own in enumerate(C):
        out += [make(own.title[:16], CHINESE[(i * 2 + j * 4) % len(CHINESE)], own, Slots()) for j in range(3)]
    for own in (piece for piece in CLEAN if piece.lang != "zh"):
        out += [make(own.title[:16], family, own, Slots()) for family in ("drupal", "wordpress", "bare")]
    for i, (name, own, slots) in enumerate(_hidden_variants()):
        out += [make(name, CHINESE[(i * 3 + j * 5) % len(CHINESE)], own, slots) for j in range(2)]
    return out


def make(name: str, family: str, own: Piece, slots: Slots) -> Hacked:
    # neighbours: other clean-looking pages of the same portal, half of them of the same bad words
    pool = [a for a in ((*ZH[:4], *C[:40:11]) if own.lang == "zh" else ALL) if a is not own][:8]
    around = tuple(FAMILIES[family](a, slots) for a in pool)
    return Hacked(name, "clean", family, own, FAMILIES[family](own, slots), (), around=around)
