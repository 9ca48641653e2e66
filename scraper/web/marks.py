"""The text of an article in pieces: repaired, damaged, taken out, sought."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from typing import Any, Literal, TypeAlias

import nh3
from lxml import html as lxml_html
from lxml.html import HtmlElement

from scraper.index.nodes import Exact, Words
from scraper.index.snippets import marked
from scraper.store.lines import whole_text

Kind: TypeAlias = Literal["plain", "repair", "unresolved", "taken_out", "hit", "insert", "delete"]

# Structure only: nothing that loads, styles, scripts or names anything.
_BLOCKS = (
    "p br hr h1 h2 h3 h4 h5 h6 ul ol li dl dt dd table",
    "caption thead tbody tfoot tr th td blockquote pre code strong b em i u s",
    "sub sup ruby rt rp a div section figure figcaption",
)
_TAGS = frozenset(tag for row in _BLOCKS for tag in row.split())
_ATTRIBUTES = {"a": {"href"}, "td": {"colspan", "rowspan"}, "th": {"colspan", "rowspan"}}
_AROUND = 14  # characters beside a change that an excerpt keeps
_LONGEST = 160  # of what was put in or taken out, in an excerpt
_ALIKE = 0.4  # of the characters in common; below, what two paragraphs share is chance, and marks would be confetti
_MAX_DIFF = 6000  # characters of a paragraph that are compared one by one; beyond, it is shown whole


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text; `before` is what stood there on the page, `note` says why."""

    kind: Kind
    text: str
    before: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """A paragraph of two revisions beside each other."""

    left: tuple[Piece, ...]
    right: tuple[Piece, ...]
    is_same: bool = False


def annotated(line: dict[str, Any], name: Literal["title", "text"]) -> list[Piece]:
    """Give a field with its repairs, the damage that is left and the parts taken out, in the order of the text.

    Of marks that overlap the first stays.
    """
    text: str = line.get(name) or ""
    places: list[tuple[int, int, Piece]] = []
    for repair in line.get("repairs", ()):
        if repair["field"] == name:
            start, end = repair["span"]
            note = f"{repair['reason']} ({repair['rule']}, {repair['confidence']:.2f})"
            places.append((start, end, Piece("repair", text[start:end], repair["before"], note)))
    for damage in line.get("unresolved", ()):
        if damage["field"] == name:
            start, end = damage["span"]
            told = " / ".join(damage.get("alternatives", ()))
            note = f"{damage['reason']}{f': {told}' if told else ''} ({damage['rule']})"
            places.append((start, end, Piece("unresolved", text[start:end], "", note)))
    for part in line.get("removed", ()):
        if part["part"] == name:
            note = f"{part['reason']} ({part['rule']}, {part['confidence']:.2f})"
            places.append((part["offset"], part["offset"], Piece("taken_out", "", part["text"], note)))
    return _in_order(text, places)


def body_html(line: dict[str, Any], needles: Sequence[Words | Exact]) -> str:
    """Give the body as safe HTML: sanitised once more, without pictures; what was sought stands in <mark>."""
    told = line.get("html")
    if not told:
        paragraphs = (line.get("text") or "").split("\n")
        told = "".join(f"<p>{nh3.clean_text(paragraph)}</p>" for paragraph in paragraphs if paragraph.strip())
    clean = nh3.clean(
        told,
        tags=set(_TAGS),
        attributes=_ATTRIBUTES,
        url_schemes={"http", "https", "mailto"},
        link_rel="noopener noreferrer",
    )
    if not clean.strip():
        return ""
    tree = lxml_html.fragment_fromstring(clean, create_parent="div")
    for paragraph in tree.iter("p"):
        # The style sheet indents; what the portal typed for it would indent twice.
        paragraph.text = (paragraph.text or "").lstrip()
    if needles:
        for element in list(tree.iter()):
            if isinstance(element.tag, str):
                _mark_text(element, needles)
    return lxml_html.tostring(tree, encoding="unicode")


def diff_rows(old: str, new: str) -> list[Row]:
    """Compare two texts paragraph by paragraph, and changed paragraphs character by character."""
    before, after = old.split("\n"), new.split("\n")
    rows: list[Row] = []
    for tag, a, b, c, d in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if tag == "equal":
            rows.extend(Row((Piece("plain", part),), (Piece("plain", part),), is_same=True) for part in before[a:b])
            continue
        for step in range(max(b - a, d - c)):
            left = before[a + step] if a + step < b else ""
            right = after[c + step] if c + step < d else ""
            rows.append(_changed(left, right))
    return rows


def changed_rows(before: dict[str, Any], line: dict[str, Any]) -> list[Row]:
    """Compare title and text of two revisions; give the paragraphs that are not the same."""
    return [row for row in diff_rows(whole_text(before), whole_text(line)) if not row.is_same]


def excerpts(rows: Sequence[Row], most: int) -> list[Row]:
    """Give the first changed paragraphs, at most so many, each cut down to what stands around its changes."""
    changed = [row for row in rows if not row.is_same][:most]
    return [Row(_around(row.left), _around(row.right)) for row in changed]


def _around(pieces: tuple[Piece, ...]) -> tuple[Piece, ...]:
    return tuple(
        replace(piece, text=_shortened(piece, is_first=place == 0, is_last=place == len(pieces) - 1))
        for place, piece in enumerate(pieces)
    )


def _shortened(piece: Piece, *, is_first: bool, is_last: bool) -> str:
    text = piece.text
    if piece.kind != "plain":
        return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"
    head = "" if is_first else text[:_AROUND]
    tail = "" if is_last else text[-_AROUND:]
    return text if len(text) <= len(head) + len(tail) + 1 else f"{head}…{tail}"


def _changed(left: str, right: str) -> Row:
    if not left or not right or len(left) + len(right) > _MAX_DIFF:
        lost = (Piece("delete", left),) if left else ()
        return Row(lost, (Piece("insert", right),) if right else ())
    matcher = SequenceMatcher(None, left, right, autojunk=False)
    if matcher.ratio() < _ALIKE:
        return Row((Piece("delete", left),), (Piece("insert", right),))
    lefts: list[Piece] = []
    rights: list[Piece] = []
    for tag, a, b, c, d in matcher.get_opcodes():
        if b > a:
            lefts.append(Piece("plain" if tag == "equal" else "delete", left[a:b]))
        if d > c:
            rights.append(Piece("plain" if tag == "equal" else "insert", right[c:d]))
    return Row(tuple(lefts), tuple(rights))


def _in_order(text: str, places: list[tuple[int, int, Piece]]) -> list[Piece]:
    pieces: list[Piece] = []
    at = 0
    for start, end, piece in sorted(places, key=lambda place: place[:2]):
        if start < at or end > len(text):
            continue
        if start > at:
            pieces.append(Piece("plain", text[at:start]))
        pieces.append(piece)
        at = end
    if at < len(text):
        pieces.append(Piece("plain", text[at:]))
    return pieces


def _mark_text(element: HtmlElement, needles: Sequence[Words | Exact]) -> None:
    """Put <mark> around what was sought in the text and the tail of an element."""
    parent = element.getparent()
    if parent is not None and element.tail:
        pieces = marked(element.tail, needles).pieces()
        if any(is_hit for _, is_hit in pieces):
            element.tail = None
            _insert(parent, parent.index(element) + 1, pieces, element)
    if element.text:
        pieces = marked(element.text, needles).pieces()
        if any(is_hit for _, is_hit in pieces):
            element.text = None
            _insert(element, 0, pieces, None)


def _insert(parent: HtmlElement, at: int, pieces: list[tuple[str, bool]], before: HtmlElement | None) -> None:
    last = before
    for piece, is_hit in pieces:
        if is_hit:
            last = lxml_html.Element("mark")
            last.text = piece
            parent.insert(at, last)
            at += 1
        elif last is None:
            parent.text = (parent.text or "") + piece
        else:
            last.tail = (last.tail or "") + piece
