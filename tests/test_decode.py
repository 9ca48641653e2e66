"""Bytes become text: labels, marks, guesses, pages of two encodings, lost bytes."""

from __future__ import annotations

import json
from importlib import import_module
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scraper.model import DecodedPage, RawPage
from scraper.steps.decode import decode, filled
from scraper.steps.decode.codecs import decode_as, name_of
from scraper.steps.decode.declared import header_of, meta_of

NOTICE = "关于做好本镇农村饮用水安全巡查工作的通知，各村要高度重视，明确专人负责，按时上报检查情况。"
TAIWAN = "本所辦理社區環境清潔活動，歡迎鄉親踴躍參加，並請自備工具。"


def decoded(body: bytes, content_type: str | None = None) -> DecodedPage:
    headers = (("Content-Type", content_type),) if content_type else ()
    return decode(RawPage("https://town.example/", body, headers=headers))


def page(text: str, label: str = "") -> str:
    meta = f'<meta charset="{label}">' if label else ""
    return f"<html><head>{meta}<title>通知</title></head>\n<body><p>{text}</p></body></html>"


def test_valid_utf8_is_utf8_whatever_the_labels_say() -> None:
    text = page(NOTICE, "gb2312")
    assert decoded(text.encode(), "text/html; charset=gbk").text == text


def test_utf8_with_an_escape_sequence_in_it_is_no_iso_2022_jp() -> None:
    found = decoded(page(NOTICE + "\x1b$B").encode(), "text/html; charset=iso-2022-jp")
    assert found.encoding.used == "utf-8"
    assert NOTICE in found.text


def test_gbk_bytes_are_read_as_gbk_under_a_wrong_label() -> None:
    text = page(NOTICE, "utf-8")
    found = decoded(text.encode("gbk"), "text/html; charset=utf-8")
    assert found.text == text
    assert found.encoding.header == found.encoding.meta == "utf-8"


@pytest.mark.parametrize("codec", ["gbk", "utf-16-le", "utf-16-be", "gb18030"])
def test_a_page_without_a_label_is_told_by_its_text(codec: str) -> None:
    assert decoded(page(NOTICE).encode(codec)).text == page(NOTICE)


SENTENCES = {
    "gbk": NOTICE * 2,
    "big5": TAIWAN * 4,
    "euc-jp": "窓口では住民票の写しや各種の証明書を発行しています。受付は平日の午前九時から午後五時までです。" * 3,
    "euc-kr": "주민센터에서는 각종 증명서를 발급하고 있으며 접수시간은 평일 오전 아홉시부터 오후 여섯시까지입니다." * 3,
    "shift_jis": "窓口では住民票の写しや各種の証明書を発行しています。受付は平日の午前九時から午後五時までです。" * 3,
}


@pytest.mark.parametrize("label", [*SENTENCES, "iso-8859-1", "windows-1251", "utf-8", "koi8-r"])
@pytest.mark.parametrize("codec", SENTENCES)
def test_a_label_saves_the_search_only_where_it_is_right(codec: str, label: str) -> None:
    assert SENTENCES[codec] in decoded(page(SENTENCES[codec], label).encode(codec), f"text/html; charset={label}").text


def test_the_right_label_on_a_page_of_sentences_asks_for_no_other_encoding(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(import_module("scraper.steps.decode.guess"), "best_of", None)
    assert decoded(page(NOTICE * 2, "gbk").encode("gbk"), "text/html; charset=gbk").encoding.used == "gbk"


def test_big5_without_a_label_is_told_by_its_text() -> None:
    assert decoded(page(TAIWAN).encode("big5")).text == page(TAIWAN)


def test_a_byte_order_mark_decides_and_is_no_text() -> None:
    found = decoded(b"\xef\xbb\xbf" + page(NOTICE, "gbk").encode(), "text/html; charset=big5")
    assert found.text == page(NOTICE, "gbk")
    assert found.encoding.bom == "utf-8"


def test_a_byte_order_mark_glued_to_a_gbk_page_does_not_decide() -> None:
    found = decoded(b"\xef\xbb\xbf" + page(NOTICE, "gbk").encode("gbk"), "text/html; charset=gbk")
    assert found.text == page(NOTICE, "gbk")
    assert found.encoding.bom == "utf-8"


# Written for this test; the labels of the header are the truth, none, or the false ones that servers add to all.
OF_OTHERS = {
    "windows-1251": "Приём граждан по личным вопросам проводится каждый вторник с девяти часов утра.",
    "koi8-r": "Отдел образования напоминает родителям о сроках записи детей в первый класс.",
    "ibm866": "Ремонт дороги на улице Лесной завершат до конца октября текущего года.",
    "iso-8859-5": "Комиссия рассмотрела заявления о выделении земельных участков под строительство.",
    "koi8-u": "Запрошуємо мешканців громади на збори щодо ремонту дороги та освітлення вулиць.",
    "windows-1253": "Τα γραφεία του Δήμου θα παραμείνουν κλειστά την Παρασκευή λόγω της τοπικής εορτής.",
    "iso-8859-7": "Οι πολίτες μπορούν να υποβάλλουν τις ενστάσεις τους μέχρι το τέλος του μήνα.",
    "windows-1255": "המועצה מזמינה את התושבים לישיבה הפתוחה בנושא תקציב השנה הקרובה.",
    "windows-1256": "تدعو البلدية السكان إلى حضور الجلسة المفتوحة حول ميزانية السنة القادمة.",
    "windows-874": "เทศบาลขอเชิญประชาชนเข้าร่วมประชุมเพื่อพิจารณางบประมาณประจำปี",
    "windows-1250": "Gmina przypomina mieszkańcom, że żółte worki można odbierać w urzędzie w każdą środę.",
    "iso-8859-2": "Tájékoztatjuk a szülőket, hogy a következő félévtől a gyűjtés előre egyeztetett időpontban lesz.",
    "windows-1254": "Köy yollarının onarımı için ihale açılmış, başvuruların süresi uzatılmıştır.",
    "windows-1257": "Savivaldybė kviečia gyventojus į susitikimą dėl naujų želdynų ir takų įrengimo.",
    "windows-1252": "Le conseil a décidé à l’unanimité de rénover la médiathèque dès l’été prochain.",
}


@pytest.mark.parametrize("content_type", [None, "text/html; charset=utf-8", "text/html; charset={}"])
@pytest.mark.parametrize("name", OF_OTHERS)
def test_other_alphabets_are_told_by_the_letters_of_one_language(name: str, content_type: str | None) -> None:
    text = page(OF_OTHERS[name]).replace("通知", "")
    found = decoded(text.encode(name.replace("windows-874", "cp874")), content_type and content_type.format(name))
    assert found.text == text


def test_iso_2022_jp_without_a_label_is_told_by_its_escape() -> None:
    text = page(SENTENCES["euc-jp"]).replace("通知", "")
    assert decoded(text.encode("iso2022_jp")).text == text


def test_french_in_windows_1252_is_not_taken_for_chinese() -> None:
    text = page("Le conseil a délibéré à l’unanimité sur les tarifs de l’école élémentaire.", "")
    assert decoded(text.replace("通知", "Avis").encode("cp1252")).text == text.replace("通知", "Avis")


def test_an_include_in_gbk_within_a_utf8_page_is_read_by_itself() -> None:
    head, foot = page(NOTICE), "<div>主办单位：清水镇人民政府办公室</div>"
    assert decoded(head.encode() + foot.encode("gbk")).text == head + foot


def test_an_include_in_utf8_within_a_gbk_page_is_read_by_itself() -> None:
    head, foot = page(NOTICE, "gbk"), "<div>主办单位：清水镇人民政府办公室</div>"
    assert decoded(head.encode("gbk") + b"\n" + foot.encode()).text == head + "\n" + foot


def test_a_lone_80_is_the_euro_sign_in_gbk() -> None:
    assert decode_as(b"\x80", "gbk") == "€"


def test_an_ascii_byte_after_a_broken_lead_byte_is_kept() -> None:
    assert decode_as(b"\x81<", "gbk").endswith("<")


@pytest.mark.parametrize("label", ["gb_2312", "x-gbk", "csgb2312", "cn-big5", "x-x-big5", " GB2312 "])
def test_labels_that_others_miss_are_known(label: str) -> None:
    assert name_of(label) in {"gbk", "big5"}


def test_an_unknown_label_is_no_encoding() -> None:
    assert name_of("klingon-8") is None
    assert header_of("text/html; charset=klingon-8") is None


def test_a_declaration_within_a_comment_does_not_count() -> None:
    assert meta_of(b'<!-- <meta charset="gbk"> --><meta charset="big5">') == "big5"


def test_a_character_with_a_lost_byte_is_told_but_not_put_in() -> None:
    body = page(NOTICE).encode()
    at = body.index("饮用水".encode()) + 4
    found = decoded(body[:at] + body[at + 1 :])
    assert "\ufffd" in found.text
    assert found.lost[0].likely == "用"
    assert filled(found.text, found.lost, 0.5) == page(NOTICE)


@settings(max_examples=150, deadline=None)
@given(
    st.binary(max_size=300),
    st.sampled_from([None, "text/html; charset=gbk", "text/html; charset=utf-16", "x; charset"]),
)
def test_any_bytes_give_text_that_json_can_hold(body: bytes, content_type: str | None) -> None:
    decoded(body, content_type).text.encode("utf-8")


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=80))
def test_utf8_comes_back_as_it_was(text: str) -> None:
    body = ("x" + text).encode("utf-8", "ignore")
    if b"\x00" not in body and b"\x1b$" not in body:
        assert decoded(body).text == body.decode()


@pytest.mark.shared
def test_every_label_of_the_standard_is_known(shared: Path) -> None:
    groups = json.loads((shared / "conformance/encoding/encodings.json").read_text(encoding="utf-8"))
    labels = [(label, one["name"]) for group in groups for one in group["encodings"] for label in one["labels"]]
    assert len(labels) == 228
    assert [label for label, name in labels if name_of(label) != name.lower()] == []


def _index(shared: Path, name: str) -> dict[int, str]:
    lines = (shared / "conformance/encoding" / name).read_text(encoding="utf-8").splitlines()
    rows = (line.split("\t") for line in lines if line.strip() and not line.startswith("#"))
    return {int(row[0]): chr(int(row[1], 16)) for row in rows}


@pytest.mark.shared
def test_the_whole_index_of_gb18030_decodes(shared: Path) -> None:
    wrong = []
    for pointer, character in _index(shared, "index-gb18030.txt").items():
        lead, rest = divmod(pointer, 190)
        pair = bytes((lead + 0x81, rest + (0x40 if rest < 0x3F else 0x41)))
        if decode_as(pair, "gb18030") != character:
            wrong.append(pair)
    assert wrong == []


@pytest.mark.shared
def test_the_whole_index_of_big5_decodes(shared: Path) -> None:
    wrong = []
    for pointer, character in _index(shared, "index-big5.txt").items():
        lead, rest = divmod(pointer, 157)
        pair = bytes((lead + 0x81, rest + (0x40 if rest < 0x3F else 0x62)))
        if decode_as(pair, "big5") != character:
            wrong.append(pair)
    assert wrong == []


@pytest.mark.shared
@pytest.mark.parametrize("name", ["gb18030", "big5"])
def test_broken_and_whole_sequences_decode_as_in_browsers(shared: Path, name: str) -> None:
    folder = shared / "conformance/encoding"
    want = (folder / f"{name}_in_ref.txt").read_bytes().decode()
    assert decode_as((folder / f"{name}_in.txt").read_bytes(), name) == want


@pytest.mark.shared
def test_nine_declarations_of_ten_are_found_as_in_browsers(shared: Path) -> None:
    right = total = 0
    for file in ("tests1.dat", "test-yahoo-jp.dat"):
        for case in (shared / "conformance/encoding" / file).read_bytes().split(b"#data\n")[1:]:
            body, label = case.split(b"\n#encoding\n")
            total += 1
            right += (meta_of(body) or "windows-1252") == name_of(label.strip().decode())
    assert total == 60
    assert right >= 0.9 * total


@given(st.one_of(st.binary(max_size=60), st.text(max_size=40).map(str.encode)))
def test_a_body_that_is_said_to_be_the_text_is_that_text_in_utf_8(body: bytes) -> None:
    text = decoded(body)
    assert not text.is_body or text.text.encode() == body
    assert (
        text.is_body or body[:3] == b"\xef\xbb\xbf" or text.text.encode() != body or b"\x00" in body or body.isascii()
    )
