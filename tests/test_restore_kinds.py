"""Damage of other kinds: tables of one byte, escapes that stand in the text, other brackets and marks."""

from __future__ import annotations

import unicodedata

import pytest

from scraper.mended import undo
from scraper.model import DecodedPage, Encoding, RawPage, TextEvidence
from scraper.profile import EMPTY
from scraper.steps.restore import restore, restore_text

NOTHING = TextEvidence()
LINE = "各村要加强巡查力度，发现隐患立即上报；人民政府应当组织开展检查，确保群众安全。"
OLD = (
    "清溪鎮召開安全生產工作會議，鎮黨委書記強調，各村要嚴格落實責任，加強經濟發展與環境保護的統籌，"
    "確保群眾生命財產安全。會議要求，各單位要認真總結經驗，對發現的問題及時整改。"
)
NEW = (
    "清溪镇召开安全生产工作会议，镇党委书记强调，各村要严格落实责任，加强经济发展与环境保护的统筹，"
    "确保群众生命财产安全。会议要求，各单位要认真总结经验，对发现的问题及时整改。"
)
CODES = {"鎮": "zhèn", "產": "chǎn", "實": "shí", "經": "jīng", "濟": "jì", "發": "fā", "護": "hù"}


def text_of(text: str) -> str:
    mended = restore_text(text, NOTHING)
    assert undo(mended) == text
    return mended.text


@pytest.mark.parametrize("written", ["utf-8", "gbk"])
@pytest.mark.parametrize("read", ["cp437", "cp850", "cp866", "mac-roman", "koi8-r", "cp1250", "cp1254", "iso8859-15"])
def test_chinese_read_by_a_table_of_one_byte_is_undone(written: str, read: str) -> None:
    assert text_of(LINE.encode(written).decode(read, "replace")) == LINE


@pytest.mark.parametrize(
    "spell",
    [
        lambda c: "".join(f"%{byte:02X}" for byte in c.encode()),
        lambda c: "".join(f"%{byte:02x}" for byte in c.encode("gbk")),
        lambda c: "".join(f"={byte:02X}" for byte in c.encode()),
        lambda c: "".join(f"\\x{byte:02x}" for byte in c.encode()),
        lambda c: "".join(f"\\{byte:03o}" for byte in c.encode()),
        lambda c: "".join(f"&#{byte};" for byte in c.encode()),
        lambda c: "".join(chr(0xF700 + byte) for byte in c.encode()),
        lambda c: c.encode().decode("ascii", "surrogateescape"),
        lambda c: f"\\u{ord(c):04x}",
        lambda c: f"%u{ord(c):04X}",
        lambda c: f"&#x{ord(c):x}",
    ],
)
def test_a_line_of_escapes_becomes_its_characters(spell) -> None:
    wrong = "".join(spell(character) for character in LINE)
    assert text_of(f"{NEW}\n{wrong}\n{NEW}") == f"{NEW}\n{LINE}\n{NEW}"


@pytest.mark.parametrize(
    "form",
    [
        "{0}({1})",
        "{0}（{1}）",
        "{0}〔{1}〕",
        "{0}[{1}]",
        "{0}( {1} )",
        "{0}<{1}>",
        "{0}{{{1}}}",
    ],
)
def test_codes_are_taken_out_whatever_their_brackets(form: str) -> None:
    wrong = "".join(form.format(character, CODES[character]) if character in CODES else character for character in OLD)
    assert text_of(wrong) == NEW


@pytest.mark.parametrize("spell", [str.upper, str.capitalize])
def test_codes_are_taken_out_in_capitals_too(spell) -> None:
    wrong = "".join(f"{one}({spell(CODES[one])})" if one in CODES else one for one in OLD)
    assert text_of(wrong) == NEW


def test_codes_with_the_number_of_the_tone_are_taken_out() -> None:
    numbers = {"鎮": "zhen4", "產": "chan3", "實": "shi2", "經": "jing1", "濟": "ji4", "發": "fa1", "護": "hu4"}
    assert text_of("".join(f"{one}({numbers[one]})" if one in numbers else one for one in OLD)) == NEW


def test_codes_in_elements_of_their_own_are_taken_out() -> None:
    inner = "".join(f"{one}<b>({CODES[one]})</b>" if one in CODES else one for one in OLD)
    html = f"<html><body><p>{inner}</p></body></html>"
    page = restore(DecodedPage(RawPage("http://a.test/", b""), html, Encoding(used="utf-8")), EMPTY)
    assert "".join(page.tree.itertext()) == NEW


def test_marks_of_vertical_writing_lie_down_again() -> None:
    assert text_of(NEW.translate(str.maketrans("，。", "︐︒"))) == NEW


def test_marks_of_half_width_in_chinese_become_whole() -> None:
    text = "第一、加强领导。第二、落实责任。第三、强化监督。"
    assert text_of(text.translate(str.maketrans("、。", "､｡"))) == text


def test_marks_of_direction_within_chinese_go() -> None:
    assert text_of("发现隐\u200e患立即上\u202c报。") == "发现隐患立即上报。"


@pytest.mark.parametrize("read", ["cp1256", "iso8859_7", "iso8859_10", "iso8859_13", "cp852", "koi8_u", "mac_cyrillic"])
def test_utf8_read_by_a_table_of_another_country_is_undone(read: str) -> None:
    assert text_of(LINE.encode().decode(read, "replace")) == LINE


@pytest.mark.parametrize("written", ["utf-16-le", "utf-16-be"])
def test_utf16_read_byte_by_byte_is_undone(written: str) -> None:
    assert text_of(LINE.replace("上", "速").encode(written).decode("latin-1")) == LINE.replace("上", "速")


@pytest.mark.parametrize(("written", "read"), [("utf-16-le", "utf-16-be"), ("utf-8", "utf-16-le")])
def test_text_read_as_utf16_is_undone(written: str, read: str) -> None:
    text = LINE + "清溪镇各单位认真总结。" * 2
    data = text.encode(written)
    assert text_of((data + b" " * (len(data) % 2)).decode(read, "surrogatepass")).rstrip() == text


@pytest.mark.parametrize(
    "wrong",
    [
        "".join(f"&{'#' + str(b) if b < 0xA0 else 'amp;#' + str(b)};" for b in LINE.encode()),
        "".join(f"\\u00{b:02x}" for b in LINE.encode()),
        "".join(f"\\\\u{ord(c):04x}" for c in LINE),
        "".join(f"u{ord(c):04x}" for c in LINE),
        "".join(f"\\U{ord(c):08X}" for c in LINE),
        "".join(f"\\{ord(c):x} " for c in LINE),
        "".join(f"#{ord(c)};" for c in LINE),
        "".join(f"&#{ord(c)} " for c in LINE),
        "".join(f"%25{b:02X}" for b in LINE.encode()),
        LINE.encode("hz").decode("latin-1"),
        LINE.encode("utf-7").decode("latin-1"),
        LINE.encode("iso2022_jp_2").decode("latin-1"),
    ],
)
def test_characters_written_out_in_other_ways_are_read(wrong: str) -> None:
    assert text_of(f"{NEW}\n{wrong}\n{NEW}") == f"{NEW}\n{LINE}\n{NEW}"


def test_references_in_running_chinese_become_characters() -> None:
    wrong = LINE.replace("发现", "&#21457;&#29616;").replace("群众", "&#32676;&#20247;")
    assert text_of(wrong) == LINE


def test_named_blanks_before_paragraphs_become_blanks() -> None:
    assert text_of(f"&nbsp;&nbsp;{NEW}\n&nbsp&nbsp;{LINE}") == f"\xa0\xa0{NEW}\n\xa0\xa0{LINE}"


@pytest.mark.parametrize("mark", "\u200c\u2062\u3164\u180e\u034f\ufe0f\U000e0041\U000e0100\u0336\u0332\u20dd")
def test_marks_scattered_over_every_character_go(mark: str) -> None:
    assert text_of("".join(c + mark if c >= "\u4e00" and c < "\uff00" else c for c in NEW)) == NEW


def test_text_stored_backwards_is_turned() -> None:
    assert text_of(f"\u202e{LINE[::-1]}\u202c") == LINE


@pytest.mark.parametrize(
    "form", ["({}){}", "{1}{0}", "{1} ( {0} )", "{1}/{0}/", "{1}《{0}》", "{1}「{0}」", "{1}|{0}|", "{1}^{0}^"]
)
def test_codes_are_known_wherever_they_stand(form: str) -> None:
    assert text_of("".join(form.format(CODES[c], c) if c in CODES else c for c in OLD)) == NEW


def test_codes_whose_tones_stand_upon_the_letters_are_known() -> None:
    wrong = "".join(f"{c}({unicodedata.normalize('NFD', CODES[c])})" if c in CODES else c for c in OLD)
    assert text_of(wrong) == NEW


@pytest.mark.parametrize(
    ("written", "read"), [("utf-8", "hp_roman8"), ("utf-16-le", "gbk"), ("big5hkscs", "utf-16-le")]
)
def test_what_no_table_makes_sense_of_is_left_and_told(written: str, read: str) -> None:
    text = (OLD if written == "big5hkscs" else NEW).encode(written, "ignore")[:160].decode(read, "replace")
    mended = restore_text(text, NOTHING)
    assert mended.text == text
    assert mended.unresolved


@pytest.mark.parametrize("written", ["gbk", "utf-8"])
def test_a_part_of_a_line_that_went_another_way_is_undone(written: str) -> None:
    at = LINE.index("；") + 1
    assert text_of(LINE[:at] + LINE[at:].encode(written).decode("latin-1")) == LINE


def test_characters_written_out_between_han_are_read() -> None:
    wrong = LINE.replace("发现", "\\u53d1\\u73b0").replace("群众", "\\u7fa4\\u4f17")
    assert text_of(wrong) == LINE


def test_backslashes_that_a_filter_put_behind_second_bytes_go() -> None:
    assert text_of("會員許\\可證已經成功\\發放，歡迎來閱\\覽。") == "會員許可證已經成功發放，歡迎來閱覽。"


@pytest.mark.parametrize("read", ["koi8-r", "cp850", "cp1251"])
def test_halves_of_characters_are_not_taken_out_as_controls(read: str) -> None:
    wrong = NEW.encode("utf-16-be").replace(b"\n", b"").decode(read, "replace") + "\x002\x000\x002\x003"
    assert "\0" in text_of(wrong)


@pytest.mark.parametrize("unseen", "\u200d\u200c\u034f\u2063\u3164\U000e0041")
def test_what_is_scattered_goes_from_figures_too(unseen: str) -> None:
    text = "全镇共有12个行政村，3460户，14820人。"
    assert text_of("".join(f"{one}{unseen}" if at % 2 else one for at, one in enumerate(text))) == text


@pytest.mark.parametrize("control", "\x01\x02\x1f")
def test_a_control_character_before_a_mark_goes(control: str) -> None:
    assert text_of(LINE.replace("，", f"{control}，")) == LINE


PROSE = "联系人：韦小草　电话：0770-7654321　邮箱：xcwei@example.gov.cn，办公时间：9:00—12:00、15:00—18:00。"


@pytest.mark.parametrize(
    "escaped",
    [
        "".join(f"\\u{ord(one):04x}" if one > "~" else one for one in PROSE),
        "".join(f"%u{ord(one):04X}" if one > "~" else one for one in PROSE),
        "".join(f"\\x{byte:02x}" if byte > 126 else chr(byte) for byte in PROSE.encode()),
        "".join(f"&#{byte};" if byte > 126 else chr(byte) for byte in PROSE.encode()),
        "".join(f"&#{ord(one)}" for one in PROSE),
    ],
)
def test_escaped_prose_is_read_with_its_addresses_dashes_and_figures(escaped: str) -> None:
    assert text_of(escaped) == PROSE


@pytest.mark.parametrize("read", ["cp1252", "gb18030", "cp932"])
def test_blanks_and_labels_of_a_template_stay_beside_what_was_misread(read: str) -> None:
    wrong = [one.encode().decode(read, "replace") for one in (LINE, "县水利局")]
    assert text_of(f"　　{wrong[0]}\n来源：{wrong[1]}") == f"　　{LINE}\n来源：县水利局"


def test_a_reading_that_still_says_nothing_somewhere_is_no_sure_one() -> None:
    data = bytearray((LINE * 2).encode("gbk"))
    del data[-14]
    mended = restore_text(data.decode("latin-1"), NOTHING)
    assert mended.text != data.decode("latin-1")
    assert mended.text == LINE * 2 or all(change.confidence < 0.9 for change in mended.changes)


OF_OTHERS = {
    ("cp1251", "cp1252"): "Совет депутатов утвердил порядок выплаты пособий многодетным семьям района.",
    ("koi8_r", "cp1251"): "Расписание движения автобусов по дачным маршрутам изменится с первого мая.",
    ("cp1253", "cp1252"): "Η κοινότητα προσκαλεί τους κατοίκους στη συζήτηση για την ανάπλαση της πλατείας.",
    ("cp1255", "cp1252"): "העירייה מזמינה את התושבים ליום פתוח בספרייה החדשה בשבוע הבא.",
    ("cp1256", "cp1252"): "تعلن البلدية عن تنظيم حملة نظافة في الأحياء القديمة يوم السبت المقبل.",
    ("cp874", "cp1252"): "องค์การบริหารส่วนตำบลแจ้งกำหนดการชำระภาษีที่ดินประจำปีนี้",
}


@pytest.mark.parametrize("tables", OF_OTHERS)
def test_another_alphabet_read_by_a_wrong_table_is_undone(tables: tuple[str, str]) -> None:
    text, (written, read) = OF_OTHERS[tables], tables
    codes = text.encode(written)
    assert text_of("".join(bytes([one]).decode(read, "ignore") or chr(one) for one in codes)) == text


@pytest.mark.parametrize(
    "text",
    [
        "ПОСТАНОВЛЕНИЕ АДМИНИСТРАЦИИ МУНИЦИПАЛЬНОГО РАЙОНА О ПРОВЕДЕНИИ КОНКУРСА",
        "ФГБУ «ЦНИИОИЗ», ГБУЗ ТО «ОКБ № 1», МКУ «УКС», ООО «Ъ-Групп», ЮФУ, ЩЭЗ",
        "Ýurduň Mejlisi täze kanuny tassyklady; raýatlar üçin hyzmatlar giňeldiler.",
        "Þórbergur Ægir Þórðarson og Ýmir Össurarson, Höfn í Hornafirði",
        "À Á Â Ã Ä Å Æ Ç È É Ê Ë Ì Í Î Ï Ð Ñ Ò Ó Ô Õ Ö Ø Ù Ú Û Ü Ý Þ",
        "ΠΕΡΙΦΕΡΕΙΑ ΚΡΗΤΗΣ – ΔΗΜΟΣ ΧΕΡΣΟΝΗΣΟΥ, ΑΔΑ: 6ΨΩΞ7ΛΚ-ΦΘΗ",
        "Оренбургша сөйләшү: «Сәлам!» — дип әйтә.",
    ],
)
def test_rare_letters_and_capitals_of_other_languages_stay(text: str) -> None:
    assert restore_text(text, NOTHING).text is text
