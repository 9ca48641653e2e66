"""How spam is hidden from readers: by a style, a style sheet or a script; `{}` is the spam with its links."""

from __future__ import annotations

import base64

HIDING = {
    "off screen": '<div style="position:absolute;left:-9999px;top:-9999px">{}</div>',
    "opacity": '<div style="opacity:0;height:0">{}</div>',
    "font size": '<span style="font-size:0px;line-height:0">{}</span>',
    "one pixel": '<div style="width:1px;height:1px;overflow:hidden">{}</div>',
    "marquee": '<marquee height="1" width="4" scrollamount="3000">{}</marquee>',
    "white on white": '<div style="color:#ffffff;background-color:#FFF">{}</div>',
    "font colour": '<font color="#FFFFFF" size="1">{}</font>',
    "clip": '<div style="position:absolute;clip:rect(0 0 0 0)">{}</div>',
    "clip path": '<div style="clip-path:inset(100%)">{}</div>',
    "indent": '<div style="text-indent:-5000px;overflow:hidden;white-space:nowrap">{}</div>',
    "visibility": '<div style="VISIBILITY: hidden">{}</div>',
    "display important": '<div style="display : none !important">{}</div>',
    "max height": '<div style="max-height:0;overflow:hidden">{}</div>',
    "z index": '<div style="position:absolute;z-index:-99;top:0">{}</div>',
    "transform": '<div style="transform:scale(0)">{}</div>',
    "transform far": '<div style="transform:translateX(-8000px);position:absolute">{}</div>',
    "hidden attribute": "<div hidden>{}</div>",
    "noscript": "<noscript>{}</noscript>",
    "template": "<template>{}</template>",
    "textarea": '<textarea style="display:none">{}</textarea>',
    "iframe text": '<iframe src="http://x1.cc/" width=0 height=0>{}</iframe>',
    "fixed below": '<div style="position:fixed;bottom:-600px">{}</div>',
    "float margin": '<div style="margin-left:-3000px;float:left">{}</div>',
    "details": "<details>{}</details>",
    "filter": '<div style="filter:alpha(opacity=0);-moz-opacity:0;opacity:0">{}</div>',
    "comment": "<!-- {} -->",
}
CLASSED = {  # a rule in <style> hides it
    "class none": (".xq71{display:none}", '<div class="xq71">{}</div>'),
    "class far": (".lnk_a{position:absolute;left:-2500px}", '<div class="lnk_a">{}</div>'),
    "id none": ("#o9k {display:none;}", '<div id="o9k">{}</div>'),
    "class tiny": ("div.t0{font-size:0;height:0;overflow:hidden}", '<div class="t0">{}</div>'),
}
SCRIPTED = {
    "hidden by script": '<div id="bk8">{}</div><script>document.getElementById("bk8").style.display="none";</script>',
    "hidden by jquery": '<div class="bk9">{}</div><script>$(".bk9").hide();</script>',
}


def written(kind: str, inner: str) -> str:
    plain = inner.replace("'", "\\'").replace("</", "<\\/")
    codes = ",".join(str(ord(c)) for c in inner)
    based = base64.b64encode(inner.encode()).decode()
    escaped = "".join(f"%u{ord(c):04x}" for c in inner)
    return {
        "document.write": f"<script>document.write('<div style=\"display:none\">');</script>{inner}<script>document.write('</div>');</script>",
        "document.write whole": f"<script>document.write('{plain}');</script>",
        "fromCharCode": f"<script>document.write(String.fromCharCode({codes}))</script>",
        "base64": f"<script>document.write(decodeURIComponent(escape(atob('{based}'))))</script>",
        "unescape": f"<script>document.write(unescape('{escaped}'))</script>",
        "innerHTML": f"<div id='ad1'></div><script>document.getElementById('ad1').innerHTML='{plain}';</script>",
    }[kind]


WRITTEN = ("document.write", "document.write whole", "fromCharCode", "base64", "unescape", "innerHTML")
