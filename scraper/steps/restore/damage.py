"""What stays broken: it is told, never guessed in silence; and lines that say nothing are left alone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from scraper.model import Change, Unresolved
from scraper.steps.restore.punctuation import lost_marks

_LOST = re.compile("\ufffd+|(?:锟斤拷|锟斤|斤拷){2,}|锟斤拷")
_LOST_SIGNS = ("\ufffd", "锟斤", "斤拷")
_EAST = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3\uff61-\uff9f]")
_LOST_SHARE = 0.5  # of a text in lines that say nothing: then its single characters prove nothing either


def outside(unread: set[str], edits: list[Change], text: str) -> list[Change]:
    """Leave out the edits in lines that say nothing; all of them where that is most of the text."""
    if not unread:
        return edits
    if sum(map(len, unread)) > _LOST_SHARE * len(text):
        return []
    places = (_line_around(text, edit.span[0]) for edit in edits)
    return [edit for edit, (start, end) in zip(edits, places, strict=True) if text[start:end] not in unread]


def is_han(line: str) -> bool:
    """Tell whether a line is of Han, kana and Hangul more than of letters: a Western table did not do that."""
    return 2 * len(_EAST.findall(line)) > len(line)


def _line_around(text: str, place: int) -> tuple[int, int]:
    """Give where the line begins and ends in which a place lies."""
    end = text.find("\n", place)
    return text.rfind("\n", 0, place) + 1, len(text) if end < 0 else end


def distinct(damage: tuple[Unresolved, ...]) -> tuple[Unresolved, ...]:
    """Sort by place; of several about one place the first stays."""
    by_span: dict[tuple[int, int], Unresolved] = {}
    for item in damage:
        by_span.setdefault(item.span, item)
    return tuple(sorted(by_span.values(), key=lambda item: item.span))


def _unread_lines(text: str, unread: set[str]) -> Iterator[Unresolved]:
    at = 0
    for line in text.split("\n"):
        if line in unread:
            reason = "this line was read by a wrong table, and no other makes sense of it"
            yield Unresolved("restore/mojibake", (at, at + len(line)), reason)
        at += len(line) + 1


def remaining_damage(text: str, unread: set[str], most: int) -> list[Unresolved]:
    """List what is still broken, of each kind the first `most`: lost characters are shown, never guessed in silence."""
    damage = [
        Unresolved("restore/lost", match.span(), "these characters were lost when the page was decoded or stored")
        for match in (islice(_LOST.finditer(text), most) if any(sign in text for sign in _LOST_SIGNS) else ())
    ]
    damage += [
        Unresolved("restore/lost", span, "question marks stand where characters were lost") for span in lost_marks(text)
    ]
    damage += islice(_unread_lines(text, unread), most) if unread else ()
    return sorted(damage, key=lambda item: item.span)
