"""Further guises of damage: escapes of mails and scripts, two layers in one, Japanese and Korean read by Western tables."""

import base64
import quopri
from urllib.parse import quote

import pytest

from scraper.mended import undo
from scraper.model import RawPage, TextEvidence
from scraper.steps.decode import decode
from scraper.steps.restore import restore_text

LINE = "各村要加强巡查力度，发现隐患立即上报；人民政府应当组织开展检查，确保群众安全。"
JAPANESE = "市民プールは、設備の点検のため、七月一日から七日まで休場します。ご了承ください。"
KOREAN = "시립도서관은 다음 주부터 야간에도 열람실을 운영하며 도서 반납은 무인함을 이용하면 된다."


def text_of(text: str) -> str:
    mended = restore_text(text, TextEvidence())
    assert undo(mended) == text
    return mended.text


def western(data: bytes) -> str:
    return "".join(bytes([byte]).decode("cp1252", "ignore") or chr(byte) for byte in data)


@pytest.mark.parametrize(
    "wrong",
    [
        "".join(f"&#X{ord(one):X};" for one in LINE),
        "".join(f"&#{ord(one):08};" for one in LINE),
        "".join(f"\\u{{{ord(one):x}}}" for one in LINE),
        quopri.encodestring(LINE.encode()).decode(),
        quote(LINE.encode().decode("latin-1")),
        f"=?UTF-8?B?{base64.b64encode(LINE.encode()).decode()}?=",
        f"=?gb2312?B?{base64.b64encode(LINE.encode('gbk')).decode()}?=",
        LINE.encode("utf-7").decode(),
    ],
)
def test_a_line_of_other_escapes_is_read(wrong: str) -> None:
    assert text_of(wrong) == LINE


def test_text_of_seven_bits_whose_letters_hold_a_plus_is_read_whole() -> None:
    text = "县水利局组织召开农村饮水安全工程建设推进会。"
    wrong = text.encode("utf-7").decode()
    assert "+" in wrong[1:]
    assert text_of(wrong) == text


@pytest.mark.parametrize(
    ("text", "codec"), [(JAPANESE, "cp932"), (JAPANESE, "euc_jp"), (KOREAN, "cp949")], ids=["sjis", "euc-jp", "euc-kr"]
)
@pytest.mark.parametrize("reader", ["latin-1", "cp1252"])
def test_japanese_and_korean_read_by_a_western_table_are_undone(text: str, codec: str, reader: str) -> None:
    data = text.encode(codec)
    assert text_of(data.decode("latin-1") if reader == "latin-1" else western(data)) == text


@pytest.mark.parametrize("reader", ["koi8-r", "mac_roman"])
def test_russian_read_by_the_table_of_another_system_is_undone(reader: str) -> None:
    text = "Совет депутатов утвердил порядок выплаты пособий многодетным семьям района."
    assert text_of(text.encode("cp1251").decode(reader)) == text


@pytest.mark.parametrize(
    "text",
    [
        "ПОСТАНОВЛЕНИЕ ГЛАВЫ АДМИНИСТРАЦИИ О ПОРЯДКЕ ВЫПЛАТЫ ПОСОБИЙ",
        "Аудан әкімдігі тұрғындарды көктемгі тазалық айлығына қатысуға шақырады.",
        "Район администрацийӗ çулсене юсама тытӑннӑ.",
        "Þjóðskrá Íslands tilkynnir að skrifstofan verður lokuð á föstudaginn vegna viðgerða.",
        "ÉCOLE MATERNELLE : INSCRIPTIONS À L’HÔTEL DE VILLE, ÇA COMMENCE LE 3 MAI À 9 H.",
        "在 JavaScript 中，'\\u{516c}' 表示“公”，HTML 里写作 &#X516C;。",
        "文件校验 e5a4a9e6b0b4+UWxUSg/01，编号 +86-10-66012345。",
        "正则表达式 =?utf-8?q? 的含义见第四章。",
    ],
)
def test_text_that_only_looks_so_stays(text: str) -> None:
    assert text_of(text) == text


def test_characters_written_as_two_surrogates_are_read() -> None:
    name = "𬭎𫖯"
    units = [unit for one in name for unit in divmod(ord(one) - 0x10000, 0x400)]
    halves = [chr((0xDC00 if at % 2 else 0xD800) + unit) for at, unit in enumerate(units)]
    spelled = "".join(halves).encode("utf-8", "surrogatepass")
    body = "<p>拟任人选：".encode() + spelled + "等二人。</p>".encode()
    assert decode(RawPage("http://www.example.gov.cn/a.html", body)).text == f"<p>拟任人选：{name}等二人。</p>"
