"""The difference between two revisions on a terminal: changed paragraphs, what was put in and taken out marked."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from scraper.cli.common import counted
from scraper.errors import printable

if TYPE_CHECKING:
    from rich.text import Text

    from scraper.web.marks import Piece, Row

_SHOWN = 3  # changed paragraphs of an excerpt
_STYLES = {"insert": "bold black on green", "delete": "bold black on red"}


def difference(before: dict[str, Any], line: dict[str, Any], whole: str) -> Iterator[Text]:
    """Give the first changed paragraphs, each cut down to its changes; `whole` tells where all of it is shown."""
    from rich.text import Text

    from scraper.web.marks import changed_rows, excerpts

    rows = changed_rows(before, line)
    yield from drawn(excerpts(rows, _SHOWN))
    if len(rows) > _SHOWN:
        yield Text(f"and {counted(len(rows) - _SHOWN, 'more paragraph')} ({whole})", style="dim")
    if not rows:
        yield Text("title and text are the same; another field changed", style="dim")


def drawn(rows: Sequence[Row]) -> Iterator[Text]:
    """Give each paragraph as it was, and as it is."""
    for row in rows:
        yield from (_line(sign, pieces) for sign, pieces in (("-", row.left), ("+", row.right)) if pieces)


def _line(sign: str, pieces: tuple[Piece, ...]) -> Text:
    from rich.text import Text

    text = Text(sign)  # no blank: Chinese would be set on a line of its own behind it
    for piece in pieces:
        text.append(printable(piece.text, keep="\n"), style=_STYLES.get(piece.kind, ""))
    return text
