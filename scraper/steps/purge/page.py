"""A page as purge judges its lines: folded, with what the neighbours and the page's own text say against them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from scraper.flow import folded, window_title
from scraper.model import Flow
from scraper.profile import Profile
from scraper.steps.purge.lexicon import lines_with_words, weight_of_folded
from scraper.steps.purge.subject import Subject, subject_of

SURE = 0.9  # under this nothing is taken out
MIN_STRENGTH = 1.0  # of a page's words of the lexicon, from which on its lines are looked at


@dataclass(frozen=True, slots=True)
class Judgement:
    """How sure it is that something was injected, and why."""

    confidence: float
    reason: str


CLEAN = Judgement(0.0, "")


@dataclass(frozen=True)
class Page:
    """By what lines are judged: the window title, the neighbours, the page's folded lines, and what it speaks of.

    `lines`: the blocks' folded texts; `worded`: the numbers of those with words of the lexicon, of that `strength`.
    """

    host: str
    window: str
    profile: Profile
    flow: Flow
    lines: list[str]
    worded: frozenset[int]
    strength: float

    @cached_property
    def subject(self) -> Subject:
        """Read what the page speaks of; few pages are ever asked."""
        return subject_of(self.flow, self.lines, self.worded, self.window)

    @cached_property
    def own_text(self) -> str:
        """Give the page's folded lines without a word of the lexicon."""
        return "\n".join(line for at, line in enumerate(self.lines) if at not in self.worded)

    def of(self, flow: Flow) -> dict[int, str]:
        """Give the lines with words that readers see in what is left of the page: index of the block, folded text."""
        if not self.worded:
            return {}
        lines = self.lines if flow is self.flow else folded(flow).split("\n")
        worded = self.worded if flow is self.flow else lines_with_words("\n".join(lines))
        return {at: lines[at] for at in sorted(worded) if not flow.blocks[at].is_hidden}


def read_page(flow: Flow, profile: Profile, host: str) -> Page:
    """Read a page's lines; those of most pages hold no word of the lexicon, or a single weak one, and none is asked."""
    text = folded(flow)
    strength = weight_of_folded(text.replace("\n", " "))
    lines = text.split("\n") if flow.blocks else []
    worded = lines_with_words(text) if strength >= MIN_STRENGTH else frozenset[int]()
    return Page(host, window_title(flow), profile, flow, lines, worded, strength)
