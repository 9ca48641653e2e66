"""Key word in context: every place where a query's words stand, with what stands around it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal, TypeAlias

from scraper.errors import UsageError
from scraper.index.catchup import attachment_text
from scraper.index.nodes import Exact, Words, needles
from scraper.index.search import Found, Searcher
from scraper.index.snippets import occurrences

Order: TypeAlias = Literal["found", "before", "after"]
WIDTH = 30  # characters on each side


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One place: `where` is `title`, `text` or the name of a file, `offset` counts its code points before the words."""

    line: dict[str, Any] = field(repr=False)
    where: str
    offset: int
    before: str
    match: str
    after: str

    def told(self) -> dict[str, Any]:
        """Give the place as plain values, with the article that it stands in."""
        names = ("id", "published", "site", "portal_name", "section", "title", "url")
        values = {name: self.line.get(name) for name in names}
        words = {"before": self.before, "match": self.match, "after": self.after}
        return words | {"where": self.where, "offset": self.offset} | values


COLUMNS = tuple(Occurrence({}, "", 0, "", "", "").told())


def concordance(searcher: Searcher, found: Found, width: int = WIDTH) -> Iterator[Occurrence]:
    """Give every place of the words of a query that was searched for, article by article in the order found.

    Line feeds in what stands around become spaces. Raises UsageError for a query without words.
    """
    sought = needles(found.query.node)
    if not sought:
        raise UsageError("a concordance is of words; write some that the articles hold")
    for doc in found.docs.tolist():
        line = searcher.line(doc)
        if line is None:
            continue
        texts = [("title", line.get("title") or ""), ("text", line.get("text") or "")]
        texts += [(file["name"], attachment_text(searcher.output, file)) for file in line.get("attachments", ())]
        for where, text in texts:
            for start, end in occurrences(text, in_field(sought, where)):
                before, after = text[max(0, start - width) : start], text[end : end + width]
                yield Occurrence(line, where, start, _flat(before), _flat(text[start:end]), _flat(after))


def in_field(sought: Sequence[Words | Exact], where: str) -> list[Words | Exact]:
    """Leave out what is sought in the title alone, elsewhere."""
    return [needle for needle in sought if where == "title" or not (isinstance(needle, Words) and needle.title)]


def ordered(places: Iterator[Occurrence], order: Order) -> Iterator[Occurrence]:
    """Sort by what follows the words, or by what precedes them, read from the words outwards."""
    if order == "found":
        return places
    if order == "after":
        return iter(sorted(places, key=lambda place: (place.after, place.before[::-1])))
    return iter(sorted(places, key=lambda place: (place.before[::-1], place.after)))


def _flat(text: str) -> str:
    return text.replace("\n", " ")
