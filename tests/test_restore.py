"""Damage is mended, and what only looks like damage stays."""

from __future__ import annotations

import pytest

from scraper.evidence import pool
from scraper.mended import collapse, undo
from scraper.model import DecodedPage, Encoding, Mended, RawPage, RestoredPage, TextEvidence
from scraper.profile import EMPTY, Profile
from scraper.steps.decode import decode
from scraper.steps.restore import restore, restore_text
from scraper.steps.restore.mend import mend
from tests.damaged_text import KIT, NOTHING, PLAIN, text_of

TEACHING = (
    "第三课，请同学们给下列汉字注音：行(háng)业、行(xíng)走、重(zhòng)要、重(chóng)复、长(cháng)短、长(zhǎng)大。"
    "读一读，再写一写，注意多音字在不同词语里的读音，课后完成练习。"
)
GENUINE = (
    "本府為推動社區營造，將於下月起受理各里辦公處申請補助，申請單位應檢附計畫書及經費概算表，"
    "後續並由工作小組進行審查。相關資訊請參閱本府網站，或聯繫承辦人員，電話號碼詳如說明。"
)
GLOSS = "调研组一行先后来到亳(bó)州、蔚(yù)县和番(pān)禺，听取县(市)、区负责人的汇报，并走访了当地的企业。"
REPORT = "信息中心提醒：若网页出现“锟斤拷”或“鐨勫彂灞”等字样，多为编码设置错误所致，请联系网站管理员处理。"


def polluted(pages: int = 5) -> TextEvidence:
    """Evidence of a host whose pages went through a kit."""
    evidence = mend(KIT, NOTHING).evidence
    total = evidence
    for _ in range(pages - 1):
        total = pool(total, evidence)
    return total


# --- damage ----------------------------------------------------------------------------------------------------------


def test_a_kit_page_comes_back_in_simplified_without_codes() -> None:
    assert text_of(KIT) == PLAIN


def test_toneless_codes_given_twice_are_taken_out() -> None:
    codes = {"政": "(zheng)(zheng)", "发": "(fa)(fa)", "济": "(ji)(ji)", "护": "(hu)(hu)"}
    assert text_of("".join(character + codes.get(character, "") for character in PLAIN)) == PLAIN


def test_narrowed_marks_of_a_kit_page_are_widened() -> None:
    narrow = KIT.translate(str.maketrans("，；", ",;"))
    assert text_of(narrow) == PLAIN


@pytest.mark.parametrize("codec", ["latin-1", "cp1252"])
def test_gbk_read_as_western_is_undone(codec: str) -> None:
    data = "根据会议安排，全镇开展卫生整治，请各村抓好落实。".encode("gbk")
    wrong = "".join(bytes([byte]).decode(codec, "ignore") or chr(byte) for byte in data)
    assert text_of(wrong) == data.decode("gbk")


def test_utf8_read_as_western_twice_is_undone() -> None:
    wrong = PLAIN.encode().decode("latin-1").encode().decode("latin-1")
    assert text_of(wrong) == PLAIN


def test_utf8_read_as_gbk_is_undone_where_no_byte_was_lost() -> None:
    line = "各村要加强巡查力度，发现隐患立即上报。"
    wrong = line.encode().decode("gb18030", "replace")
    assert text_of(wrong) == line


@pytest.mark.parametrize(
    ("written", "read"),
    [("gbk", "cp949"), ("gbk", "cp1251"), ("utf-8", "cp1251"), ("utf-8", "cp932")],
)
def test_chinese_read_by_a_neighbours_table_is_undone(written: str, read: str) -> None:
    line = "各村要加强巡查力度，发现隐患立即报告，确保安全。"
    assert text_of(line.encode(written).decode(read, "replace")) == line


def test_text_misread_twice_is_undone_with_its_lost_bytes() -> None:
    line = "各村要加强巡查力度，发现隐患立即上报，人民政府应当组织开展检查。"
    once = line.encode().decode("gb18030", "replace")
    assert text_of(once.encode().decode("gb18030", "replace")) == line


def test_references_escaped_twice_become_characters() -> None:
    assert text_of("".join(f"&amp;#{ord(character)};" for character in PLAIN)) == PLAIN


def test_question_marks_before_paragraphs_are_deleted() -> None:
    mended = restore_text("????? 第一条 为了规范管理，制定本办法。\n????? 第二条 本办法适用于本镇。", NOTHING)
    assert collapse(mended).text == "第一条 为了规范管理，制定本办法。\n第二条 本办法适用于本镇。"
    assert {change.after for change in mended.changes} == {""}


def test_two_question_marks_within_numbers_and_words_are_blanks() -> None:
    assert text_of("详见第??3??章。\n2.1.??安装步骤") == "详见第\xa03\xa0章。\n2.1.\xa0安装步骤"


@pytest.mark.parametrize(
    ("damaged", "whole"),
    [
        ("加强\u200b领导\ufeff，落实\u200b责任", "加强领导，落实责任"),
        ("⼯作⼈员要⾼度重视", "工作人员要高度重视"),
        ("\ue5e5\ue5e5为进一步做好工作", "\u3000\u3000为进一步做好工作"),
        ("全镇\x01人民\x08共同努力", "全镇人民共同努力"),
    ],
)
def test_single_characters_are_mended_within_han(damaged: str, whole: str) -> None:
    assert text_of(damaged) == whole


def test_what_was_lost_is_told_and_not_guessed() -> None:
    mended = restore_text("会议由镇长主持，\ufffd\ufffd同志出席。", NOTHING)
    assert mended.text == "会议由镇长主持，\ufffd\ufffd同志出席。"
    assert [damage.rule for damage in mended.unresolved] == ["restore/lost"]


def test_a_site_known_to_write_simplified_gets_its_script_back() -> None:
    old = "關於開展農村環境整治工作的實施意見"
    assert text_of(old, TextEvidence(script="zh-Hans")) == "关于开展农村环境整治工作的实施意见"


# --- what looks like damage ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text", [PLAIN, TEACHING, GENUINE, GLOSS, REPORT], ids=["plain", "teaching", "genuine", "gloss", "report"]
)
def test_clean_text_is_the_same_object(text: str) -> None:
    assert restore_text(text, NOTHING).text is text


@pytest.mark.parametrize(
    "text",
    [
        "系统提示：请输入 y/n? 默认为否(no)，如何处理？详见 https://town.example/a?b=1&c=2 的说明。",
        "在 HTML 里，&amp;nbsp; 表示不换行空格，&lt; 表示小于号。",
        "葉聖陶、錢鍾書、乾隆、瞭望、藉口、於是、著名。",
        "部首“⼀”和“⼁”属于康熙部首区。",
        "ภาษา\u200bไทย และ Übermaß, naïve café, ÀÉÎÕÜ",
        "日本の地方自治体と中国の友好都市が交流を深めた。",
        "대한민국의 주권은 국민에게 있고, 모든 권력은 국민으로부터 나온다. 韓國語 漢字混用文章 도 있다.",
        "Россия и Сербия: Његош, Ђурђевић, Љубљана, Џон — «цитата» № 5, § 3; Київ, Ґанок, Їжак.",
        "ﾃｽﾄ用の半角ｶﾀｶﾅと全角カタカナの文章です。",
        "这是什么????他也不知道????",
        "到底是2019??还是2020年？",
        "他问：真有15??是的，确实如此? 那么2020??没有。",
        "┌────────────────┐\n│ 目录 │\n└────────────────┘\n★★★★★★★★★★★★★★★★",
        "𠮷野家、龑、䶮、㐂",
    ],
)
def test_odd_but_lawful_text_stays(text: str) -> None:
    assert restore_text(text, NOTHING).text is text


def test_a_teaching_page_on_a_polluted_host_keeps_its_readings() -> None:
    assert text_of(TEACHING, polluted()) == TEACHING


def test_glosses_on_a_polluted_host_stay() -> None:
    assert text_of(GLOSS, polluted()) == GLOSS


def test_a_gloss_within_a_kit_page_stays() -> None:
    assert text_of(KIT + "\n調研組來到亳(bó)州。").endswith("调研组来到亳(bó)州。")


def test_a_genuine_traditional_page_on_a_polluted_host_stays() -> None:
    assert text_of(GENUINE, polluted()) == GENUINE


def test_an_author_of_narrow_commas_on_a_polluted_host_keeps_them() -> None:
    narrow = PLAIN.translate(str.maketrans("，；", ",;"))
    assert text_of(narrow, polluted()) == narrow


def test_where_the_converted_pages_keep_wide_marks_narrow_ones_are_the_authors() -> None:
    narrow = KIT.translate(str.maketrans("，；", ",;"))
    assert text_of(narrow, polluted()) == PLAIN.translate(str.maketrans("，；", ",;"))


def test_a_report_that_quotes_damage_keeps_its_quotation_on_a_polluted_host() -> None:
    assert text_of(REPORT, polluted()) == REPORT


def test_a_spam_headline_stays_as_it_is_and_proves_nothing() -> None:
    headline = "免费在线观看电影,成人视频网站大全,最新博彩娱乐平台,注册送彩金网址"
    assert text_of(f"{headline}\n{KIT}") == f"{headline}\n{PLAIN}"


# --- evidence --------------------------------------------------------------------------------------------------------


def test_a_page_with_one_code_is_judged_by_its_neighbours() -> None:
    short = "清溪鎮(zhèn)通知公告"
    assert text_of(short) == short
    assert text_of(short, polluted()) == "清溪镇通知公告"


def test_a_teaching_page_teaches_no_codes() -> None:
    assert mend(TEACHING, NOTHING).evidence.codes == ()


def test_pooling_does_not_depend_on_the_order() -> None:
    one, two = mend(KIT, NOTHING).evidence, mend(GENUINE, NOTHING).evidence
    assert pool(one, two) == pool(two, one)


def test_pooling_is_bounded() -> None:
    many = tuple((chr(0x4E00 + number), "a", number) for number in range(2000))
    assert len(pool(TextEvidence(codes=many), TextEvidence()).codes) <= 600


# --- pages -----------------------------------------------------------------------------------------------------------


def restored(html: str, profile: Profile = EMPTY) -> RestoredPage:
    return restore(DecodedPage(RawPage("https://town.example/", html.encode()), html, Encoding()), profile)


def test_text_nodes_titles_and_read_attributes_are_mended() -> None:
    html = (
        "<html><head><title>安全生產(chǎn)會議</title><meta name='ArticleTitle' content='安全生產(chǎn)會議'></head>"
        f"<body><p>{KIT}</p><a href='a.html' title='鎮(zhèn)黨委通知'>鎮(zhèn)黨委…</a></body></html>"
    )
    page = restored(html)
    assert page.tree.findtext(".//title") == "安全生产会议"
    assert page.tree.find(".//meta").get("content") == "安全生产会议"  # type: ignore[union-attr]
    assert page.tree.find(".//a").get("title") == "镇党委通知"  # type: ignore[union-attr]
    assert page.tree.findtext(".//p") == PLAIN


def test_each_changed_node_undoes_to_what_the_page_had() -> None:
    page = restored(f"<html><body><p>{KIT}</p><p>镇</p><p>????? 第一條</p></body></html>")
    found = {undo(mended) for mended in page.nodes.values()}
    assert found == {KIT, "????? 第一條"}


def test_a_clean_page_has_no_mended_nodes() -> None:
    page = restored(f"<html><body><p>{PLAIN}</p><script>var a='?鸿';</script></body></html>")
    assert page.nodes == {}


def test_a_page_gives_its_codes_as_evidence() -> None:
    assert ("鎮", "zhèn", 3) in restored(f"<html><body><p>{KIT}</p></body></html>").evidence.codes


def test_control_characters_do_not_break_the_tree() -> None:
    page = restored(f"<html><body><p>a\x01b</p><p>{KIT}\x02</p></body></html>")
    assert page.tree.xpath("string(//p[2])") == PLAIN


def test_work_that_is_not_done_is_flagged() -> None:
    rubbish = "".join(chr(0x4E00 + (number * 7919) % 20_000) for number in range(60_000))
    flags = restored(f"<html><body><p>{rubbish}</p></body></html>").flags
    assert flags == ("restore_budget_spent", "unresolved_damage")


def test_a_long_page_in_another_language_is_not_told_as_damaged() -> None:
    russian = "<p>Администрация посёлка объявляет о ремонте дороги: движение закрыто до пятницы.</p>" * 4000
    assert "unresolved_damage" not in restored(f"<html><body>{russian}</body></html>").flags


def test_a_text_without_changes_is_mended_to_itself() -> None:
    assert restore_text(PLAIN, NOTHING) == Mended(PLAIN)


def test_a_character_with_a_lost_byte_is_put_in_as_a_repair() -> None:
    body = f"<html><body><p>{PLAIN}</p></body></html>".encode()
    at = body.index("严格".encode()) + 4
    page = restore(decode(RawPage("https://town.example/", body[:at] + body[at + 1 :])), EMPTY)
    (mended,) = page.nodes.values()
    assert mended.text == PLAIN
    assert [(change.rule, change.before, change.after) for change in mended.changes] == [
        ("restore/lost-byte", "\ufffd", "格")
    ]


def test_a_footer_in_simplified_does_not_hide_that_the_page_was_narrowed() -> None:
    body = "\n".join(["爲(wèi)了做好防汛工作,鎮政府開會討論,決定如下。", "各村要檢查水庫、堤壩,發現問題及時報告。"] * 3)
    footer = "版权所有，未经许可，请勿转载，联系电话见网站说明，欢迎访问。"
    mended = restore_text(f"{body}\n{footer}", TextEvidence(codes=(("爲", "wèi", 9),)))
    assert mended.text.count("，") == 9 + footer.count("，")
    assert mended.text.endswith(footer)
