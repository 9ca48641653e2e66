"""Claims about lists of words that are looked for all at once."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from scraper.wordlist import Wordlist


def test_words_within_others_and_words_that_overlap_are_found():
    assert sorted(Wordlist(["代开", "代开发票", "发票"]).find("可代开发票")) == [(0, 1, 3), (1, 1, 5), (2, 3, 5)]


def test_places_are_counted_in_characters():
    assert Wordlist(["b"]).find("字𠀀éb") == [(0, 3, 4)]


def test_a_lone_surrogate_moves_no_place():
    assert Wordlist(["博彩"]).find("\ud800博彩") == [(0, 1, 3)]


@given(st.lists(st.text("ab字", min_size=1, max_size=3), min_size=1, unique=True), st.text("ab字 \n"))
def test_every_place_is_found_as_a_plain_search_finds_it(words: list[str], text: str) -> None:
    plain = {
        (number, at, at + len(word))
        for number, word in enumerate(words)
        for at in range(len(text))
        if text.startswith(word, at)
    }
    assert set(Wordlist(words).find(text)) == plain
