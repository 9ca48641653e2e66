"""A later lot: data behind scripts of other makes, and tongues not met before."""

from __future__ import annotations

import json

from tests.portal.others.base import Form, Found, Item, Other
from tests.portal.wild.chrome import modern, western

LANG = "zh5"


def _json(value: object) -> Found:
    return "application/json", json.dumps(value, ensure_ascii=False).encode()


# --- fetch with URLSearchParams ---
def _search_params(p: Other, path: str, f: Form) -> Found | str | None:
    if path == "/gg/index.html":
        return modern(
            "公示公告",
            """<ul id="box"></ul><div id="more" class="more">查看更多</div><script>
let current = 1; async function query(){ const res = await fetch('/api/article/query', { method: 'POST', body: new URLSearchParams({ channel: '27', pageNo: current, pageSize: '15' }) }); const d = await res.json();
d.result.records.forEach(x => { document.getElementById('box').insertAdjacentHTML('beforeend', `<li><a href="/gg/${x.id}.html">${x.articleTitle}</a><span>${x.releaseDate}</span></li>`); }); current++; } query();</script>""",
        )
    if path == "/api/article/query" and f.get("channel") == "27":
        return _json(
            {
                "success": True,
                "result": {
                    "records": [
                        {"id": f"a{i.number}", "articleTitle": i.title, "releaseDate": f"{i.day:%Y/%m/%d}"}
                        for i in p.page(int(f.get("pageNo") or 1))
                    ],
                    "total": len(p.items),
                    "size": 15,
                },
            }
        )
    return None


# --- Angular: $http with params ---
def _angular(p: Other, path: str, f: Form) -> Found | str | None:
    if path == "/portal/list":
        return modern(
            "政策解读",
            """<div ng-app="app" ng-controller="c"><ul><li ng-repeat="x in rows"><a ng-href="/portal/read/{{x.code}}">{{x.subject}}</a><i>{{x.pubTime}}</i></li></ul></div><script>
angular.module('app',[]).controller('c', function($scope,$http){ $scope.p = 1; $scope.load = function(){ $http({ method:'GET', url:'/portal/data/articles', params:{ catalog:'zcjd', p:$scope.p, n:15 } }).then(function(r){ $scope.rows = r.data.rows; $scope.total = r.data.total; }); }; $scope.load(); });</script>""",
        )
    if path == "/portal/data/articles" and f.get("catalog") == "zcjd":
        return _json(
            {
                "total": len(p.items),
                "rows": [
                    {"code": f"zc{i.number}", "subject": i.title, "pubTime": f"{i.day} 09:00"}
                    for i in p.page(int(f.get("p") or 1))
                ],
            }
        )
    return None


# --- JSONP ---
def _jsonp(p: Other, path: str, f: Form) -> Found | str | None:
    if path == "/xwfb/":
        return modern(
            "新闻发布",
            """<div class="jsonlist"></div><script>var channelId = "c0091"; function getData(page){ $.ajax({ url: "/was/list.do?channelid=" + channelId + "&page=" + page + "&prepage=15", dataType: "jsonp", jsonp: "callback", success: function(d){ var h=''; for (var i=0;i<d.docs.length;i++){ h += '<p><a href="'+d.docs[i].docpuburl+'">'+d.docs[i].doctitle+'</a><em>'+d.docs[i].docreltime+'</em></p>'; } $('.jsonlist').html(h); } }); } getData(1);</script>""",
        )
    if path == "/was/list.do" and f.get("channelid") == "c0091":
        body = json.dumps(
            {
                "count": str(len(p.items)),
                "docs": [
                    {"docpuburl": p.article(i), "doctitle": i.title, "docreltime": f"{i.day:%Y.%m.%d}"}
                    for i in p.page(int(f.get("page") or 1))
                ],
            },
            ensure_ascii=False,
        )
        return "application/javascript", f"{f.get('callback', 'callback')}({body});".encode()
    return None


# --- numbered JSON files by XMLHttpRequest ---
def _xhr(p: Other, path: str, _: Form) -> Found | str | None:
    if path == "/aktuelles":
        return western(
            "en",
            "Aktuelles",
            """<div id="out"></div><button id="next">Mehr laden</button><script>var page = 0; function load(){ var x = new XMLHttpRequest(); x.open("GET", "/aktuelles/data/" + page + ".json"); x.onload = function(){ JSON.parse(x.responseText).forEach(function(n){ document.getElementById("out").innerHTML += '<p><a href="/aktuelles/' + n.slug + '">' + n.headline + '</a> ' + n.date + '</p>'; }); page++; }; x.send(); } load(); document.getElementById("next").onclick = load;</script>""",
        )
    name = path.removeprefix("/aktuelles/data/").removesuffix(".json")
    items = p.page(int(name) + 1) if path.startswith("/aktuelles/data/") and name.isdigit() else []
    return (
        _json([{"slug": f"meldung-{i.number}", "headline": i.title, "date": f"{i.day:%d.%m.%Y}"} for i in items])
        if items
        else None
    )


_TH = (
    "มกราคม",
    "กุมภาพันธ์",
    "มีนาคม",
    "เมษายน",
    "พฤษภาคม",
    "มิถุนายน",
    "กรกฎาคม",
    "สิงหาคม",
    "กันยายน",
    "ตุลาคม",
    "พฤศจิกายน",
    "ธันวาคม",
)


_EL = (
    "Ιανουαρίου",
    "Φεβρουαρίου",
    "Μαρτίου",
    "Απριλίου",
    "Μαΐου",
    "Ιουνίου",
    "Ιουλίου",
    "Αυγούστου",
    "Σεπτεμβρίου",
    "Οκτωβρίου",
    "Νοεμβρίου",
    "Δεκεμβρίου",
)


_PL = (
    "stycznia",
    "lutego",
    "marca",
    "kwietnia",
    "maja",
    "czerwca",
    "lipca",
    "sierpnia",
    "września",
    "października",
    "listopada",
    "grudnia",
)


_KK = (
    "қаңтар",
    "ақпан",
    "наурыз",
    "сәуір",
    "мамыр",
    "маусым",
    "шілде",
    "тамыз",
    "қыркүйек",
    "қазан",
    "қараша",
    "желтоқсан",
)


def _tongue(p: Other, path: str, f: Form, day: str, onward: str) -> str | None:
    no = int(f.get("page") or 1)
    rows = "".join(
        f'<div class="item"><span class="when">{_say(day, i)}</span><a href="{p.article(i)}">{i.title}</a></div>'
        for i in p.page(no)
    )
    nxt = f'<li class="n"><a href="/n?page={no + 1}">{onward}</a></li>' if no < p.total_pages else ""
    return (
        western("en", "N", f'<div class="items">{rows}</div><ul class="p">{nxt}</ul>')
        if path == "/n" and rows
        else None
    )


def _say(pattern: str, i: Item) -> str:
    m = i.day.month - 1
    return pattern.format(d=i.day.day, y=i.day.year, be=i.day.year + 543, th=_TH[m], el=_EL[m], pl=_PL[m], kk=_KK[m])


def _thai(p: Other, path: str, f: Form) -> str | None:
    return _tongue(p, path, f, "{d} {th} {be}", "ถัดไป")


def _greek(p: Other, path: str, f: Form) -> str | None:
    return _tongue(p, path, f, "{d} {el} {y}", "Επόμενη σελίδα")


def _polish(p: Other, path: str, f: Form) -> str | None:
    return _tongue(p, path, f, "{d} {pl} {y} r.", "Następna strona")


def _kazakh(p: Other, path: str, f: Form) -> str | None:
    return _tongue(p, path, f, "{y} жылғы {d} {kk}", "Келесі бет")


TONGUES = (
    Other("w-search-params", "/gg/index.html", lambda i: f"/gg/a{i.number}.html", _search_params, language=LANG),
    Other("w-angular", "/portal/list", lambda i: f"/portal/read/zc{i.number}", _angular, language=LANG),
    Other("w-jsonp", "/xwfb/", lambda i: f"/xwfb/{i.day:%Y%m}/t{i.number}.html", _jsonp, language=LANG),
    Other("w-xhr", "/aktuelles", lambda i: f"/aktuelles/meldung-{i.number}", _xhr, language="de"),
    Other("w-thai", "/n", lambda i: f"/n/{i.number}", _thai, language="en"),
    Other("w-greek", "/n", lambda i: f"/n/{i.number}", _greek, language="en"),
    Other("w-polish", "/n", lambda i: f"/n/{i.number}", _polish, language="en"),
    Other("w-kazakh", "/n", lambda i: f"/n/{i.number}", _kazakh, language="ru"),
)
