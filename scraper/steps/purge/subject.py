"""What a page itself speaks of: there words of that kind are its own, and nothing is taken for injected by them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from scraper.hanzi import fold
from scraper.model import Flow
from scraper.steps.purge.lexicon import has_sentence, kinds, without_words
from scraper.steps.purge.offers import offers, warns
from scraper.tables import rows

_WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Subject:
    """The kinds of things that a page speaks of."""

    spoken: frozenset[str] = frozenset()

    def owns(self, folded: str) -> bool:
        """Tell whether the words of a folded text are such as the page itself speaks of."""
        return _WARNING in self.spoken or not self.spoken.isdisjoint(kinds(folded))


@cache
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((row[0], re.compile(row[1])) for row in rows("rules/subjects.tsv"))


def subject_of(flow: Flow, lines: list[str], worded: frozenset[int], window: str) -> Subject:
    """Read what the page speaks of, from its own lines: those without a word of the lexicon, and those that report.

    `lines`: the blocks' folded texts; `worded`: the numbers of those with words. Links are other pages' titles.
    """
    own = []
    for at, (block, line) in enumerate(zip(flow.blocks, lines, strict=True)):
        if block.link_chars >= len(line) / 2 or block.is_hidden:
            continue
        if at not in worded or warns(line):
            own.append(line)
        elif has_sentence(line) and not offers(line):
            own.append(without_words(line))
    title = fold(window)
    if not kinds(title) or warns(title):
        own.append(title)
    text = "\n".join(own)
    return Subject(frozenset(kind for kind, pattern in _patterns() if pattern.search(text)))
