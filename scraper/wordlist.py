"""Lists of words, all looked for at once in one pass over a text."""

from __future__ import annotations

from collections.abc import Iterable

from ahocorasick_rs import AhoCorasick


class Wordlist:
    """Words that are looked for together (Aho and Corasick, Efficient string matching, 1975)."""

    def __init__(self, words: Iterable[str]) -> None:
        self._automaton = AhoCorasick(words)

    def find(self, text: str) -> list[tuple[int, int, int]]:
        """Give each place of each word, those within others too: the word's number in the list, the place's span."""
        try:
            return self._automaton.find_matches_as_indexes(text, overlapping=True)
        except UnicodeEncodeError:  # a lone surrogate, which no word holds
            lawful = text.encode("utf-8", "replace").decode()
            return self._automaton.find_matches_as_indexes(lawful, overlapping=True)
