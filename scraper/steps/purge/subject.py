"""What a page itself speaks of: there words of that kind are its own, and nothing is taken for injected by them."""

from __future__ import annotations

import re
from functools import cache

from scraper.hanzi import fold
from scraper.model import Flow
from scraper.rules import rows
from scraper.steps.purge.lexicon import has_sentence, kinds, without_words
from scraper.steps.purge.offers import offers, warns

_WARNING = "warning"


class Subject:
    """The kinds of things that a page speaks of, and those that it names in lines of its own.

    `text`: its own lines, folded. A kind is looked for when it is asked for: few ever are.
    """

    def __init__(self, text: str = "", named: frozenset[str] = frozenset()) -> None:
        self._text = text
        self._named = named
        self._spoken: dict[str, bool] = {}

    def owns(self, folded: str) -> bool:
        """Tell whether the words of a folded text are such as the page itself speaks of."""
        return self.warns or any(map(self._speaks, kinds(folded)))

    def speaks_of(self, folded: str) -> bool:
        """Tell the same of a link to another host, or an offer in a paragraph: whoever warns of such makes none."""
        return any(kind in self._named or self._speaks(kind) for kind in kinds(folded))

    @property
    def warns(self) -> bool:
        """Tell whether the page warns, reports or prosecutes."""
        return self._speaks(_WARNING)

    def _speaks(self, kind: str) -> bool:
        known = self._spoken.get(kind)
        if known is None:
            pattern = _patterns().get(kind)
            known = self._spoken[kind] = pattern is not None and pattern.search(self._text) is not None
        return known


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    return {row[0]: re.compile(row[1]) for row in rows("rules/subjects.tsv")}


def subject_of(flow: Flow, lines: list[str], worded: frozenset[int], window: str) -> Subject:
    """Read what the page speaks of, from its own lines: those without a word of the lexicon, and those that report.

    `lines`: the blocks' folded texts; `worded`: the numbers of those with words. Links are other pages' titles.
    """
    own = []
    named: set[str] = set()
    for at, (block, line) in enumerate(zip(flow.blocks, lines, strict=True)):
        if block.is_linked or block.is_hidden:
            continue
        text = fold("".join([piece.plain for piece in block.pieces if not piece.is_link])) if block.link_chars else line
        if at not in worded:
            own.append(text)
        elif warns(text) or (has_sentence(text) and not offers(text)):
            own.append(text if warns(text) else without_words(text))
            named |= kinds(text)
    title = fold(window)
    if not kinds(title) or warns(title):
        own.append(title)
    return Subject("\n".join(own), frozenset(named))
