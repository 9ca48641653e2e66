"""Input made to be slow, to hang or to break the reader: each is read like any other, in time that grows with its size.

No test here measures time: what is wrong takes minutes or hours on the very same input.
"""

from __future__ import annotations

import struct

import pytest

from scraper.addresses import Addresses, LeadingFunction, arguments
from scraper.steps.attachment.kinds import tell_kind
from scraper.steps.attachment.office import UnreadableError, _pieces
from scraper.web.original import Original

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
