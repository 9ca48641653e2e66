"""Seams: a byte lost within GBK text is found again, with a mark in its place or without."""

from __future__ import annotations

import pytest

from tests.damaged_text import KIT, PLAIN, text_of


def test_a_seam_of_the_kits_kind_is_closed() -> None:
    line = "他指出学习是一个民族进步的阶梯。"
    old = "理論思維的水平決定工作的水平，必須長期堅持。"
    tail = "。".encode("gbk")[1:] + old.encode("gbk")
    seam = line[:-1] + "?" + tail.decode("gbk", "replace")
    assert text_of(seam + KIT) == line + "理论思维的水平决定工作的水平，必须长期坚持。" + PLAIN


@pytest.mark.parametrize("seam", ["?!崩碚撍季S", "?！崩碚撍季S"])
def test_a_seam_is_closed_on_a_page_of_a_line_its_mark_narrowed_or_not(seam: str) -> None:
    line = f"學(xué)習(xí)貫徹會(huì)議精神,堅(jiān)持“以人民為中心{seam}。鎮(zhèn)黨委書記主持會(huì)議。"
    assert text_of(line) == "学习贯彻会议精神,坚持“以人民为中心。”理论思维。镇党委书记主持会议。"


def test_a_mark_behind_a_lost_end_has_no_blank_before_it() -> None:
    line = "學(xué)習(xí)貫徹會(huì)議精神,堅(jiān)持“以人民為中心?！钡墓ぷ魉悸?,鎮(zhèn)黨委書記主持會(huì)議。"
    assert "”的工作思路,镇党委" in text_of(line)


def test_a_byte_lost_without_a_mark_is_found_again() -> None:
    head, tail = "县级人民政府应当加强对农村饮用水", "工程建设和管理工作的领导，并将所需经费列入本级财政预算。"
    shifted = tail.encode("gbk")[1:].decode("gb18030", "replace")
    assert text_of(head + shifted) == head + tail
