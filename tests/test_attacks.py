"""Input made to be slow, to hang or to break the reader: each is read like any other, in time that grows with its size.

No test here measures time: what is wrong takes minutes or hours on the very same input.
"""

from __future__ import annotations

import json
import struct
from zoneinfo import ZoneInfo

import pytest

from scraper.lists.addresses import Addresses, LeadingFunction, arguments
from scraper.lists.answers import Item, plain_text, read_answer
from scraper.lists.embedded import read_embedded
from scraper.steps.attachment.kinds import tell_kind
from scraper.steps.attachment.office import UnreadableError, _pieces
from scraper.web.original import Original

ZONE = ZoneInfo("Asia/Shanghai")
BASE = "https://www.portal.test/tzgg/index.html"
VIEW = {"view": LeadingFunction(("id",), "'/info/'+id+'.html'")}


def test_blanks_in_the_script_of_a_link_are_read_once() -> None:
    assert Addresses(BASE, VIEW).of_code(f"view(1){' ' * 1_900}x") is None
    assert Addresses(BASE, VIEW).of_code(f"javascript: return  view( '7' ) ;{' ' * 1_000}") == (
        "https://www.portal.test/info/7.html"
    )


def test_quotes_after_backslashes_are_read_once() -> None:
    assert arguments("'a\\" * 30_000)[:2] == ("a\\", "a\\")
    assert Addresses(BASE).of_code("'" + "\\'" * 900) is None


def test_an_address_of_slashes_is_read_once() -> None:
    assert Addresses(BASE).of_code(f"'a{'/' * 1_900}'") is None
    assert Addresses(BASE).of_code("open('content/view/7')") == "https://www.portal.test/tzgg/content/view/7"


@pytest.mark.parametrize(("tail", "extension"), [(b"<html><body>x", "html"), (b"x", "txt")])
def test_a_file_that_begins_with_comments_is_told(tail: bytes, extension: str) -> None:
    assert tell_kind(b"<!-- a -->" * 60 + tail, "a.txt", "text/plain").extension == extension


def test_a_piece_table_that_points_to_itself_is_refused() -> None:
    with pytest.raises(UnreadableError):
        list(_pieces(b"", b"\x01" + struct.pack("<h", -3) + b"\x02"))


def test_a_page_of_less_than_signs_is_shown_as_it_is() -> None:
    source = ("<" + " " * 4_000) * 10
    assert Original("", source.encode(), "utf-8").page == source


def test_what_is_taken_out_of_an_original_closes_up_to_no_new_tag() -> None:
    page = Original("", b"<li<link>nk rel=preconnect href=//evil.test><p>x</p>", "utf-8").page
    assert "<link" not in page
    assert "<p>x</p>" in page


def items(text: str) -> list[tuple[str, str]]:
    answer = read_answer(text, ZONE)
    return [] if answer is None else [(item.address, item.title) for item in answer.items]


def test_a_page_that_begins_with_comments_is_no_feed() -> None:
    assert read_answer("<!-- a -->" * 60 + "<html><body>x</body></html>", ZONE) is None


def test_a_feed_after_comments_is_a_feed() -> None:
    feed = '<?xml version="1.0"?> <!-- a --> <rss><item><title><![CDATA[甲]]></title><link>/a</link></item></rss>'
    assert items(feed) == [("/a", "甲")]


@pytest.mark.parametrize(
    "text",
    [
        "<record>" * 100_000,
        "<record><![CDATA[" * 100_000,
        "<rss>" + "<item>" * 200_000,
        "<rss><item><title>" + " " * 200_000 + "</item></rss>",
        "<rss><item>" + "<link " * 100_000 + "</item></rss>",
        "<urlset>" + ("<loc>" + " " * 100_000) * 2,
        "/*" + " " * 200_000 + "*/" + " " * 200_000 + "x",
        "[" * 200_000,
    ],
    ids=["records", "cdata", "items", "title", "links", "loc", "comment", "brackets"],
)
def test_an_answer_that_never_ends_gives_nothing(text: str) -> None:
    answer = read_answer(text, ZONE)
    assert answer is None or (answer.items, answer.fragments) == ((), ())


def test_records_are_read_with_and_without_cdata() -> None:
    text = "<record><![CDATA[<a href='/1'>甲</record></a>]]></record> <RECORD> 乙 </RECORD>"
    answer = read_answer(text, ZONE)
    assert answer is not None
    assert answer.fragments == ("<a href='/1'>甲</record></a>", "乙")


@pytest.mark.parametrize(
    "code",
    ["=[{" * 300_000, '{"a":' * 100_000, "\n" * 300_000, '=[["' + "[[" * 300_000, ('={"a":[' + "1," * 400) * 2_000],
    ids=["opened", "nested", "lines", "quoted", "many"],
)
def test_a_script_of_brackets_holds_no_list(code: str) -> None:
    assert read_embedded(code, ZONE) is None


def test_a_list_after_many_other_brackets_is_read() -> None:
    code = (
        "if (a) [b];\n" * 5_000 + 'var list =\n [ {"title":"甲的通知","url":"/1.html"}, {"title":"乙","url":"/2.html"}]'
    )
    answer = read_embedded(code, ZONE)
    assert answer is not None
    assert len(answer.items) == 2


def test_what_cannot_be_written_is_replaced_in_titles_and_addresses() -> None:
    text = json.dumps([{"title": "甲\ud800乙\x01丙\t丁", "url": "/a\udfff.html", "date": "2024-01-01\x00"}] * 2)
    answer = read_answer(text, ZONE)
    assert answer is not None
    assert answer.items[0] == Item("/a\ufffd.html", "甲\ufffd乙\ufffd丙 丁", "2024-01-01\ufffd")


def test_what_cannot_be_written_is_replaced_in_fragments_and_lines_stay() -> None:
    answer = read_answer(json.dumps({"html": "<a href='/1'>甲\ud800\x0b</a>\r\n\t"}), ZONE)
    assert answer is not None
    assert answer.fragments == ("<a href='/1'>甲\ufffd\ufffd</a>\r\n\t",)


@pytest.mark.parametrize("number", ["9" * 400, "1e400", "-1e400", "NaN", "0"])
def test_a_number_that_is_no_date_is_none(number: str) -> None:
    answer = read_answer(f'[{{"title":"甲","url":"/1.html","date":{number}}}]', ZONE)
    assert answer is not None
    assert answer.items == (Item("/1.html", "甲"),)


def test_titles_of_less_than_signs_and_endless_references_are_read() -> None:
    assert plain_text("<" * 200_000) == "<" * 200_000
    assert plain_text("&#" + "9" * 5_000 + ";").startswith("&#999")


def test_objects_in_objects_are_searched_however_deep() -> None:
    deep = '{"a":' * 300 + '{"title":"甲","url":"/1.html"}' + "}" * 300
    assert items(f"[{deep}]") == [("/1.html", "甲")]


def test_an_endless_key_names_nothing() -> None:
    assert items(json.dumps([{"title" * 20_000 + "!": "甲", "title": "乙", "url": "/1.html"}])) == [("/1.html", "乙")]
