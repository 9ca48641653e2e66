"""What a query says, as a tree of small values."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias, get_args

Name: TypeAlias = Literal["site", "section", "issuer", "source"]
NAMES: tuple[Name, ...] = get_args(Name)  # by which a search may be narrowed, each to several
Key: TypeAlias = Literal["year", "month", "day"] | Name  # by which articles are counted
KEYS: tuple[Key, ...] = ("year", "month", "day", *NAMES)
Origin: TypeAlias = Name | Literal["no", "id"]
State: TypeAlias = Literal["removed", "changed"]


@dataclass(frozen=True, slots=True)
class Words:
    """Text to find; in the title only where `title` is set."""

    needle: str
    title: bool = False


@dataclass(frozen=True, slots=True)
class Exact:
    """Text to find as it is written, without folding."""

    needle: str


@dataclass(frozen=True, slots=True)
class From:
    """Articles by origin: site, section, issuer, source or document number; or by their ids, with commas between."""

    kind: Origin
    value: str


@dataclass(frozen=True, slots=True)
class Published:
    """Articles published from day `first` on and before day `end` (proleptic ordinals); None: that side is open."""

    first: int | None
    end: int | None


@dataclass(frozen=True, slots=True)
class Is:
    """Articles in a state."""

    state: State


@dataclass(frozen=True, slots=True)
class Not:
    """All but these."""

    part: Node


@dataclass(frozen=True, slots=True)
class And:
    """All parts hold."""

    parts: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Or:
    """One of the parts holds."""

    parts: tuple[Node, ...]


Node: TypeAlias = Words | Exact | From | Published | Is | Not | And | Or


@dataclass(frozen=True, slots=True)
class Problem:
    """What cannot be read in a query: characters `start` to `end`, and a sentence with the cure.

    `sentence` has a place {about} where the query's own words go, so that it can be said in other languages.
    """

    start: int
    end: int
    sentence: str
    about: str = ""

    @property
    def message(self) -> str:
        """Give the sentence in English."""
        return self.sentence.format(about=self.about)

    def shown(self, query: str) -> str:
        """Give the sentence with the query and a mark under the place (wide characters take two columns)."""
        column = sum(2 if ord(char) > 0x2E7F else 1 for char in query[: self.start])
        marks = sum(2 if ord(char) > 0x2E7F else 1 for char in query[self.start : self.end]) or 1
        return f"{query}\n{' ' * column}{'^' * marks}\n{self.message}"


@dataclass(frozen=True, slots=True)
class Query:
    """A query as read: `node` is None for an empty one (everything) and where there are problems."""

    source: str
    node: Node | None = None
    problems: tuple[Problem, ...] = ()


def needles(node: Node | None) -> tuple[Words | Exact, ...]:
    """Give what is to be found in the text, without what is to be left out: for marking and ranking."""
    if isinstance(node, Words | Exact):
        return (node,)
    if isinstance(node, And | Or):
        return tuple(needle for part in node.parts for needle in needles(part))
    return ()
