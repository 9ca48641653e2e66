"""Dates of other scripts and calendars as rows write them: digits, names of months, the solar and the Buddhist year.

Years are told apart by their number alone: the Buddhist year is 543 ahead (2567 is 2024), the Persian solar year 621
behind (1403 began in 2024). Years of the Hijri calendar (1416 and on) are left unread: which day they name depends on
who saw the moon, and portals that use them write the common day beside them.
"""

from __future__ import annotations

import re
from datetime import date, timedelta

from scraper.dates import month_of

# Names of months whose scripts have no capitals, and the short names, from January on (CLDR 44).
_NAMES = (
    (
        "يناير|كانون الثاني|जनवरी|มกราคม|ม.ค.|січня|ocak|januari|tháng một"
        "|ιανουαρίου|stycznia|ledna|januára|január|ianuarie|tammikuuta|januar|қаңтар|yanvar|siječnja"
    ),
    (
        "فبراير|شباط|फ़रवरी|กุมภาพันธ์|ก.พ.|лютого|şubat|februari|tháng hai"
        "|φεβρουαρίου|lutego|února|februára|február|februarie|helmikuuta|februar|ақпан|fevral|veljače"
    ),
    (
        "مارس|آذار|मार्च|มีนาคม|มี.ค.|березня|mart|maret|tháng ba"
        "|μαρτίου|marca|března|március|martie|maaliskuuta|maart|mars|marts|наурыз|ožujka"
    ),
    (
        "أبريل|ابريل|نيسان|अप्रैल|เมษายน|เม.ย.|квітня|nisan|tháng tư"
        "|απριλίου|kwietnia|dubna|apríla|április|aprilie|huhtikuuta|april|сәуір|aprel|travnja"
    ),
    "مايو|أيار|मई|พฤษภาคม|พ.ค.|травня|mayıs|mei|tháng năm|μαΐου|μαίου|maja|května|mája|május|toukokuuta|мамыр|svibnja",
    (
        "يونيو|حزيران|जून|มิถุนายน|มิ.ย.|червня|haziran|juni|tháng sáu"
        "|ιουνίου|czerwca|června|júna|június|iunie|kesäkuuta|маусым|iyun|lipnja"
    ),
    (
        "يوليو|تموز|जुलाई|กรกฎาคม|ก.ค.|липня|temmuz|juli|tháng bảy"
        "|ιουλίου|lipca|července|júla|július|iulie|heinäkuuta|шілде|iyul|srpnja"
    ),
    (
        "أغسطس|اغسطس|आगस्त|अगस्त|สิงหาคม|ส.ค.|серпня|ağustos|agustus|tháng tám"
        "|αυγούστου|sierpnia|srpna|augusta|augusztus|elokuuta|augustus|augusti|тамыз|avqust|avgust|kolovoza"
    ),
    (
        "سبتمبر|أيلول|सितंबर|กันยายน|ก.ย.|вересня|eylül|september|tháng chín"
        "|σεπτεμβρίου|września|září|septembra|szeptember|septembrie|syyskuuta|қыркүйек|sentyabr|rujna"
    ),
    (
        "أكتوبر|اكتوبر|تشرين الأول|अक्टूबर|ตุลาคม|ต.ค.|жовтня|ekim|oktober|tháng mười"
        "|οκτωβρίου|października|října|októbra|október|octombrie|lokakuuta|қазан|oktyabr"
    ),
    (
        "نوفمبر|تشرين الثاني|नवंबर|พฤศจิกายน|พ.ย.|листопада|kasım|november|tháng mười một"
        "|νοεμβρίου|listopada|listopadu|novembra|noiembrie|marraskuuta|қараша|noyabr|studenoga"
    ),
    (
        "ديسمبر|كانون الأول|दिसंबर|ธันวาคม|ธ.ค.|грудня|aralık|desember|tháng mười hai"
        "|δεκεμβρίου|grudnia|prosince|decembra|decembrie|joulukuuta|желтоқсан|dekabr|prosinca"
    ),
)
_SOLAR_NAMES = ["فروردین", "اردیبهشت", "خرداد", "تیر", "مرداد", "شهریور", "مهر", "آبان", "آذر", "دی", "بهمن", "اسفند"]
_MONTHS = {name: number for number, names in enumerate(_NAMES, 1) for name in names.split("|")}
_SOLAR_MONTHS = {name: number for number, name in enumerate(_SOLAR_NAMES, 1)}
# A pattern for the names above, the longest first.
MONTH_NAMES = "|".join(re.escape(name) for name in sorted({**_MONTHS, **_SOLAR_MONTHS}, key=len, reverse=True))
_DIGIT = re.compile(r"(?![0-9])\d")
_HAN = {char: value for value, char in enumerate("〇一二三四五六七八九")} | {"○": 0, "零": 0, "Ｏ": 0}
_HAN_YEAR = re.compile(r"(?<![〇○零Ｏ一二三四五六七八九])[一二][〇○零Ｏ一二三四五六七八九]{3}(?=年)")
_HAN_NUMBER = re.compile(
    r"(?<![第一二三四五六七八九十廿卅\d])(?:[二三]?十[一二三四五六七八九]?|廿[一二三四五六七八九]?|卅一?|[一二三四五六七八九])(?=[月日号])"
)
_BUDDHIST = range(2500, 2600)
SOLAR = range(1370, 1416)  # 1991 to 2036
_HALF = 186  # days of the first six months, 31 each; the later ones have 30


def plain_digits(text: str) -> str:
    """Write the digits of all scripts as 0 to 9, and Han numbers before 年月日; every character keeps its place.

    二〇二三年五月十三日 is `2023年 5月13日`, with a blank where the numeral has more characters than digits.
    """
    if text.isascii():
        return text
    text = _DIGIT.sub(lambda match: str(int(match.group())), text)
    if "年" in text or "月" in text or "日" in text:
        text = _HAN_YEAR.sub(lambda match: "".join(str(_HAN[char]) for char in match.group()), text)
        text = _HAN_NUMBER.sub(lambda match: str(_han_number(match.group())).rjust(len(match.group())), text)
    return text


def _han_number(text: str) -> int:
    tens, mark, ones = text.replace("廿", "二十").replace("卅", "三十").rpartition("十")
    if not mark:
        return _HAN[text]
    return (_HAN[tens] if tens else 1) * 10 + (_HAN[ones] if ones else 0)


def month_number(name: str) -> int | None:
    """Give the number of a month by its name in any language that is known here or in `scraper.dates`."""
    name = name.lower()
    return _MONTHS.get(name) or _SOLAR_MONTHS.get(name) or month_of(name)


def common_date(year: int, month: int, day: int) -> date | None:
    """Give the day in the common calendar, where `year` may be Buddhist or solar; None where no such day is."""
    if year in SOLAR:
        return _of_solar(year, month, day)
    try:
        return date(year - 543 if year in _BUDDHIST else year, month, day)
    except ValueError:
        return None


def _of_solar(year: int, month: int, day: int) -> date | None:
    """Count from the new year, which is the 20th of March in years before a common leap year's end, else the 21st.

    The rule (leap years 1 5 9 13 17 22 26 30 of 33) holds from 1244 to 1472 (Heydari 2004).
    """
    longest = 31 if month <= 6 else 30 if month < 12 or _is_leap(year) else 29
    if not (1 <= month <= 12 and 1 <= day <= longest):
        return None
    days = 31 * (month - 1) if month <= 7 else _HALF + 30 * (month - 7)
    leaps = sum(_is_leap(past) for past in range(SOLAR.start, year))
    return date(1991, 3, 21) + timedelta(days=365 * (year - SOLAR.start) + leaps + days + day - 1)


def _is_leap(year: int) -> bool:
    return year % 33 in (1, 5, 9, 13, 17, 22, 26, 30)
