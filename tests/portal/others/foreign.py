"""A fifth lot, of other countries: eras and calendars, letters for pages, days for pages, pictures for words."""

from __future__ import annotations

from datetime import date, timedelta

from tests.portal.others.base import Form, Found, Item, Other

_PERSIAN = str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹")
_ARABIC = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")
_THAI_MONTHS = ["ม.ค.", "ก.พ.", "มี.ค.", "เม.ย.", "พ.ค.", "มิ.ย.", "ก.ค.", "ส.ค.", "ก.ย.", "ต.ค.", "พ.ย.", "ธ.ค."]
_THAI_TITLES = (
    "ประกาศรายชื่อผู้มีสิทธิสอบ ครั้งที่ {n}",
    "ประกวดราคาซื้อวัสดุสำนักงาน งวดที่ {n}",
    "ขอเชิญร่วมกิจกรรมวันสิ่งแวดล้อม ครั้งที่ {n}",
)
_PERSIAN_TITLES = (
    "جلسه شورای اداری شهرستان شماره {n} برگزار شد",
    "آگهی مناقصه عمومی شماره {n}",
    "اطلاعیه قطع آب منطقه {n}",
)
_ARABIC_TITLES = (
    "إعلان مناقصة عامة رقم {n} لصيانة الطرق",
    "اجتماع المجلس البلدي رقم {n}",
    "تنبيه بشأن انقطاع المياه في الحي {n}",
)
_INDIAN_TITLES = (
    "Recruitment of data entry operators under NHM, list {n}",
    "Tender notice {n} for repair of the collectorate roof",
    "Draft seniority list of clerks, part {n}",
)
_HONGKONG_TITLES = (
    "漁護署公布第{n}宗野豬檢測結果",
    "運輸署就第{n}號道路臨時封閉作出安排",
    "公務員事務局舉行第{n}場簡介會",
    "天文台發出第{n}號戶外活動提示",
)


def _jalali(day: date) -> str:
    """The day in the Persian solar calendar, by the 33-year cycle, which holds for these years."""
    year = day.year - 621
    new_year = date(day.year, 3, 20 if day.year % 4 == 0 else 21)
    if day < new_year:
        year -= 1
        new_year = date(day.year - 1, 3, 20 if (day.year - 1) % 4 == 0 else 21)
    gone = (day - new_year).days
    month, rest = (gone // 31, gone % 31) if gone < 186 else (6 + (gone - 186) // 30, (gone - 186) % 30)
    return f"{year:04d}/{month + 1:02d}/{rest + 1:02d}"


def _renamed(portal: Other, titles: tuple[str, ...], days: list[date] | None = None) -> Other:
    """The same portal with titles of its country, and its own days where they matter."""
    portal.items = [
        Item(i.number, titles[i.number % len(titles)].format(n=i.number), days[at] if days else i.day)
        for at, i in enumerate(portal.items)
    ]
    return portal


def _joomla(portal: Other, path: str, form: Form) -> Found | str | None:
    """Thailand, Joomla: a table of a category, days of the Buddhist era, pages by `start`, no word on the arrows."""
    if path != "/index.php/th/news":
        return None
    start = int(form.get("start", "0"))
    page = start // 15 + 1
    rows = "".join(
        f'<tr class="cat-list-row{n % 2}"><td headers="categorylist_header_title" class="list-title"><a href="/index.php/th/news/{i.number}-2567">{i.title}</a></td>'
        f'<td class="list-date small">{i.day.day} {_THAI_MONTHS[i.day.month - 1]} {i.day.year + 543}</td><td class="list-hits"><span class="badge">ฮิต: {i.number * 7}</span></td></tr>'
        for n, i in enumerate(portal.page(page))
    )
    numbers = "".join(
        f'<li class="active page-item"><span class="page-link">{n}</span></li>'
        if n == page
        else f'<li class="page-item"><a class="page-link" href="/index.php/th/news{f"?start={(n - 1) * 15}" if n > 1 else ""}">{n}</a></li>'
        for n in range(1, portal.total_pages + 1)
    )
    return (
        '<!DOCTYPE html><html lang="th-th"><head><meta charset="CHARSET"><title>ข่าวประชาสัมพันธ์</title></head><body><div class="mod-menu"><ul><li><a href="/index.php/th/">หน้าแรก</a></li><li><a href="/index.php/th/about">เกี่ยวกับเทศบาล</a></li><li><a href="/index.php/th/contact">ติดต่อเรา</a></li></ul></div>'
        f'<div class="com-content-category"><h1>ข่าวประชาสัมพันธ์</h1><table class="category table"><thead><tr><th>หัวข้อ</th><th>วันที่เผยแพร่</th><th>ฮิต</th></tr></thead><tbody>{rows}</tbody></table><nav class="pagination__wrapper"><ul class="pagination">{numbers}</ul></nav></div>'
        "<footer>เทศบาลตำบลหินขาว โทร 0-0000-0000</footer></body></html>"
    )


def _liferay(portal: Other, path: str, form: Form) -> Found | str | None:
    """Iran, Liferay: right to left, the solar calendar in its own digits, a portlet's parameter for the page."""
    if path != "/web/guest/news":
        return None
    key = "_com_liferay_asset_publisher_web_portlet_AssetPublisherPortlet_INSTANCE_Kz7q_cur"
    page = int(form.get(key, "1"))
    rows = "".join(
        f'<div class="asset-abstract"><h4 class="asset-title"><a href="/web/guest/w/khabar-{i.number}?redirect=%2Fweb%2Fguest%2Fnews">{i.title}</a></h4>'
        f'<div class="metadata"><span class="date">{_jalali(i.day).translate(_PERSIAN)}</span></div><div class="asset-summary">به گزارش روابط عمومی فرمانداری، این برنامه با حضور مسئولان انجام شد.</div></div>'
        for i in portal.page(page)
    )
    numbers = "".join(
        f'<li><a href="/web/guest/news?p_p_id=x&amp;p_p_lifecycle=0&amp;{key}={n}">{str(n).translate(_PERSIAN)}</a></li>'
        for n in range(1, portal.total_pages + 1)
        if n != page
    )
    return (
        '<!DOCTYPE html><html dir="rtl" lang="fa-IR"><head><meta charset="CHARSET"><title>اخبار - فرمانداری</title></head><body><nav><a href="/web/guest/home">صفحه اصلی</a><a href="/web/guest/about">درباره ما</a><a href="/web/guest/services">میز خدمت</a></nav>'
        f'<h2>اخبار</h2><div class="portlet-body">{rows}<ul class="pagination">{numbers}</ul></div><footer>کلیه حقوق محفوظ است</footer></body></html>'
    )


def _arabic(portal: Other, path: str, form: Form) -> Found | str | None:
    """Arabic: the Hijri day with the common one behind it, in Arabic digits; arrows are pictures without words."""
    if path != "/ar/MediaCenter/News/Pages/default.aspx":
        return None
    page = int(form.get("PageIndex", "1"))
    rows = "".join(
        f'<div class="news-item"><div class="dt">{f"{i.day.day:02d}/{(i.day.month + 5) % 12 + 1:02d}/{i.day.year - 579}".translate(_ARABIC)} هـ الموافق {f"{i.day:%d/%m/%Y}".translate(_ARABIC)} م</div>'
        f'<h3><a href="/ar/MediaCenter/News/Pages/News{i.number}.aspx">{i.title}</a></h3><a class="rm" href="/ar/MediaCenter/News/Pages/News{i.number}.aspx">اقرأ المزيد</a></div>'
        for i in portal.page(page)
    )
    arrows = "".join(
        f'<a href="?PageIndex={n}"><img src="/Style/{name}.png" alt=""></a>'
        for name, n in (("first", 1), ("prev", page - 1), ("next", page + 1), ("last", portal.total_pages))
        if 1 <= n <= portal.total_pages and n != page
    )
    return (
        '<!DOCTYPE html><html dir="rtl" lang="ar"><head><meta charset="CHARSET"><title>الأخبار</title></head><body><ul class="nav"><li><a href="/ar/">الرئيسية</a></li><li><a href="/ar/About/">عن البلدية</a></li><li><a href="/ar/Services/">الخدمات الإلكترونية</a></li></ul>'
        f'<h1>الأخبار</h1><div class="news-list">{rows}</div><div class="pager">{arrows}</div><footer>جميع الحقوق محفوظة</footer></body></html>'
    )


def _boxes(portal: Other, path: str, form: Form) -> Found | str | None:
    """England, cards: day, month in letters and year in three boxes; the next page is a picture."""
    if path != "/council/latest":
        return None
    start = int(form.get("from", "0"))
    rows = "".join(
        f'<li class="card"><a class="card__link" href="/council/latest/story-{i.number}"><div class="cal"><span class="cal__d">{i.day:%d}</span><span class="cal__m">{i.day:%b}</span><span class="cal__y">{i.day:%Y}</span></div>'
        f'<div class="card__body"><h3>{i.title}</h3><p>Residents are asked to note the arrangements and to reply before the closing date.</p></div></a></li>'
        for i in portal.items[start : start + 15]
    )
    following = (
        f'<a href="/council/latest?from={start + 15}"><img src="/assets/arrow-right.svg" alt=""></a>'
        if start + 15 < len(portal.items)
        else ""
    )
    return (
        '<!DOCTYPE html><html lang="en"><head><meta charset="CHARSET"><title>Latest - Whitestone Council</title></head><body><header><a href="/">Home</a><a href="/bins">Bins and recycling</a><a href="/council-tax">Council tax</a></header>'
        f'<main><h1>Latest</h1><ul class="cards">{rows}</ul><div class="nav-arrows">{following}</div></main><footer><a href="/privacy">Privacy notice</a><a href="/accessibility">Accessibility statement</a></footer></body></html>'
    )


def _nic(portal: Other, path: str, form: Form) -> Found | str | None:
    """India: a table whose link is the file, `View (1 MB)`; day before month; page by path."""
    page = int(path.removeprefix("/notices/").removeprefix("page/").strip("/") or 1)
    if not path.startswith("/notices/"):
        return None
    rows = "".join(
        f"<tr><td><p>{i.title}</p></td><td><p>{i.title}</p></td><td>{i.day:%d/%m/%Y}</td><td>{i.day + timedelta(days=30):%d/%m/%Y}</td>"
        f'<td><span class="pdf-downloads"><a href="https://cdn.example.in/s3/uploads/{i.day:%Y/%m}/{i.number:010d}.pdf" target="_blank" aria-label="PDF that opens in new window">View <span>(1 MB)</span></a></span></td></tr>'
        for i in portal.page(page)
    )
    numbers = "".join(
        f'<a class="page-numbers" href="http://portal.example.cn/notices/page/{n}/">{n}</a>'
        for n in range(1, portal.total_pages + 1)
        if n != page
    )
    return (
        '<!DOCTYPE html><html lang="en"><head><meta charset="CHARSET"><title>Notices | District Whitestone</title></head><body><ul id="menu"><li><a href="/">Home</a></li><li><a href="/about-district/">About District</a></li><li><a href="/departments/">Departments</a></li></ul>'
        f'<div id="SkipContent"><h2>Notices</h2><div class="distTableContent"><table><thead><tr><th>Title</th><th>Description</th><th>Start Date</th><th>End Date</th><th>File</th></tr></thead><tbody>{rows}</tbody></table></div><div class="pegination">{numbers}</div></div><footer>Content owned by District Administration</footer></body></html>'
    )


def _letters(portal: Other, path: str, form: Form) -> Found | str | None:
    """An A to Z of guidance: the section shows A, each letter is a page, nothing has a date."""
    if path != "/a-to-z":
        return None
    letter = form.get("letter", "A")
    rows = "".join(
        f'<li><a href="{portal.article(i)}">{i.title}</a></li>'
        for i in sorted(portal.items, key=lambda i: i.title)
        if i.title.startswith(letter)
    )
    letters = "".join(
        f"<li><strong>{c}</strong></li>" if c == letter else f'<li><a href="/a-to-z?letter={c}">{c}</a></li>'
        for c in sorted({i.title[0] for i in portal.items})
    )
    return (
        '<!DOCTYPE html><html lang="en"><head><meta charset="CHARSET"><title>A to Z of services</title></head><body><header><a href="/">Home</a><a href="/contact">Contact us</a></header>'
        f'<main><h1>A to Z of services</h1><ul class="az">{letters}</ul><h2>{letter}</h2><ul class="az-results">{rows}</ul></main><footer><a href="/cookies">Cookies</a></footer></body></html>'
    )


def _gazette(portal: Other, path: str, form: Form) -> Found | str | None:
    """Hong Kong: a page for each day, the day only in its heading; the day before is the next page."""
    days = sorted({i.day for i in portal.items}, reverse=True)
    day = next((d for d in days if path == f"/gia/general/{d:%Y%m}/{d:%d}c.htm"), None)
    if day is None:
        return None
    rows = "".join(
        f'<div class="leftBody"><ul><li><a href="{portal.article(i)}">{i.title}</a></li></ul></div>'
        for i in portal.items
        if i.day == day
    )
    before = next((d for d in days if d < day), None)
    link = f'<a href="/gia/general/{before:%Y%m}/{before:%d}c.htm">昨日新聞公報</a>' if before else ""
    return (
        '<!DOCTYPE html><html lang="zh-Hant"><head><meta charset="CHARSET"><title>新聞公報</title></head><body><div class="brand"><a href="/">主頁</a><a href="/gia/search.htm">搜尋</a><a href="/gia/help.htm">說明</a></div>'
        f'<h1>新聞公報</h1><p class="date">{day:%Y}年{day.month}月{day.day}日</p>{rows}<p class="more">{link}</p><div class="foot"><a href="/notice.htm">重要告示</a></div></body></html>'
    )


_GUIDES = tuple(
    f"{c}{rest}, form {{n}}"
    for c, rest in zip(
        "ABCDEFGH",
        (
            "llotment plots",
            "lue badge permits",
            "emetery records",
            "og licences",
            "lectoral roll",
            "ire safety visits",
            "rit bins",
            "ousing register",
        ),
        strict=True,
    )
)
_DAYS = [date(2026, 10, 30) - timedelta(days=n // 4) for n in range(43)]

FOREIGN = (
    _renamed(
        Other("joomla", "/index.php/th/news", lambda i: f"/index.php/th/news/{i.number}-2567", _joomla, language="en"),
        _THAI_TITLES,
    ),
    _renamed(
        Other(
            "liferay",
            "/web/guest/news",
            lambda i: f"/web/guest/w/khabar-{i.number}?redirect=%2Fweb%2Fguest%2Fnews",
            _liferay,
            language="en",
        ),
        _PERSIAN_TITLES,
    ),
    _renamed(
        Other(
            "arabic",
            "/ar/MediaCenter/News/Pages/default.aspx",
            lambda i: f"/ar/MediaCenter/News/Pages/News{i.number}.aspx",
            _arabic,
            language="en",
        ),
        _ARABIC_TITLES,
    ),
    Other("boxes", "/council/latest", lambda i: f"/council/latest/story-{i.number}", _boxes, language="en"),
    _renamed(
        Other(
            "nic",
            "/notices/",
            lambda i: f"https://cdn.example.in/s3/uploads/{i.day:%Y/%m}/{i.number:010d}.pdf",
            _nic,
            language="en",
        ),
        _INDIAN_TITLES,
    ),
    _renamed(
        Other("letters", "/a-to-z", lambda i: f"/a-to-z/service-{i.number}", _letters, language="en", is_dated=False),
        _GUIDES,
    ),
    _renamed(
        Other(
            "by-days",
            f"/gia/general/{_DAYS[0]:%Y%m}/{_DAYS[0]:%d}c.htm",
            lambda i: f"/gia/general/{i.day:%Y%m}/{i.day:%d}/P{i.number:06d}.htm",
            _gazette,
            language="tw",
        ),
        _HONGKONG_TITLES,
        _DAYS,
    ),
)
