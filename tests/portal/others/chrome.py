"""What stands around the lists of the fourth lot: head, navigation, a box beside the list, foot."""

from __future__ import annotations

_TOP = (
    '<!DOCTYPE html><html lang="zh-CN"><head><meta charset="CHARSET"><title>{title}_青石市人民政府</title>{head}</head><body>'
    '<div class="topbar"><a href="/en/">English</a><a href="/wza/">无障碍</a><a href="/login">登录</a></div>'
    '<div class="menu"><a href="/">网站首页</a><a href="/zfxx/">走进青石</a><a href="/gk/">政府信息公开</a><a href="/fw/">政务服务</a>'
    '<a href="/hd/">互动交流</a></div><div class="pos">当前位置：<a href="/">首页</a> &gt; {title}</div>'
)
_END = (
    '<div class="side"><h3>热点推荐</h3><ul><li><a href="/zt/2023/jx/">教育系统作风整顿专题</a></li><li><a href="/zt/2024/fz/">防汛抗旱专栏</a></li>'
    '<li><a href="/zt/2024/sj/">青石市数据开放平台</a></li></ul></div>'
    '<div class="footer"><p><a href="/dt/">网站地图</a> | <a href="/lx/">联系我们</a> | <a href="/fl/">法律声明</a></p>'
    "<p>主办：青石市人民政府办公室　网站标识码：0000000000</p></div></body></html>"
)


def framed(title: str, body: str, head: str = "") -> str:
    """Put a list into its page."""
    return _TOP.format(title=title, head=head) + body + _END
