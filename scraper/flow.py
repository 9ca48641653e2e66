"""The page's text as blocks in reading order: what purge, extract and the profile read."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import chain, islice

from lxml import etree
from lxml.html import HtmlElement

from scraper.elements import BLOCK, BOX, BREAK, CUT, KINDS, LINK, MAYBE, PREFORMATTED, SKIP, TAGGED
from scraper.hanzi import fold
from scraper.html_tables import is_data_row, layout_rows
from scraper.mended import collapse, cut, join, normalise, undo
from scraper.model import Block, Box, Cut, Flow, Mended, Piece, PurgedPage, Slot, TextNode

_STYLED = etree.XPath("descendant-or-self::*[@style]")
_HIDING = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_INDENTED_LINE = re.compile(r"\n[ \t\u00a0]*\u3000\u3000")
_UNFOLDS = "aria-expanded"
_MOSTLY = 0.9  # share of hidden text from which on the hiding is the page's way to show itself
# What is done for each line makes seconds of a hundred thousand, and no honest page has half of that: from here on
# several lines are read as one, so that no text is lost.
MANY_LINES = 50_000
_PIECES_OF_A_LINE = 200
_OUTERMOST = 2  # boxes open, the page itself counted, in the outermost
_named = tuple.__new__  # makes a named tuple of a tuple, in half the time of a call of its class
_BARE_ELEMENTS = 5  # html, head, title, body, and the one paragraph that the parser puts around bare text


def flatten(tree: HtmlElement, nodes: Mapping[TextNode, Mended]) -> Flow:
    """Give the blocks of the tree in reading order; `nodes` are its text nodes that carry repairs.

    A data row of a table is one block, its cells joined by a blank. Scripts, menus of forms and comments are left out.
    """
    # A text file served as a page: its own line feeds are the only breaks it has.
    is_bare = sum(1 for _ in islice(tree.iter(), _BARE_ELEMENTS + 1)) <= _BARE_ELEMENTS
    flow = _Reader(nodes, is_bare=is_bare).read(tree)
    hidden = sum([len(block.text) for block in flow.blocks if block.is_hidden])
    if hidden > _MOSTLY * sum([len(block.text) for block in flow.blocks]):
        # A page that its script shows once it is loaded: what is hidden is the page.
        blocks = tuple(block._replace(is_hidden=False) for block in flow.blocks)
        return replace(flow, blocks=blocks, boxes=tuple(box._replace(is_hidden=False) for box in flow.boxes))
    return flow


def with_flow(page: PurgedPage) -> PurgedPage:
    """Give the page with its flow, which one put together by hand lacks."""
    return page if page.flow.tagged else replace(page, flow=flatten(page.tree, page.nodes))


def window_title(flow: Flow) -> str:
    """Give the text of `<title>`, or an empty one."""
    return next((" ".join((title.text or "").split()) for title in flow.tagged["title"]), "")


def folded(flow: Flow) -> str:
    """Give the blocks' texts folded (`scraper.hanzi`), one a line: a block holds no line feed."""
    return fold("\n".join([block.text for block in flow.blocks]))


def squeeze(text: Mended) -> Mended:
    """Collapse every run of white space, line feeds too, to one blank, and strip the ends."""
    is_clean = not text.changes and not text.unresolved
    return Mended(" ".join(text.text.split())) if is_clean else normalise(text, _squeeze)


def mended_text(block: Block) -> Mended:
    """Give the block's text with its repairs; `undo` of it gives the same block of the page as it came."""
    is_clean = all(isinstance(piece.text, str) for piece in block.pieces)
    return Mended(block.text) if is_clean else squeeze(join(piece.text for piece in block.pieces))


def lines(blocks: Iterator[Block] | tuple[Block, ...]) -> Mended:
    """Join blocks, one a line; blocks that are empty after mending leave no line."""
    texts = [mended_text(block) for block in blocks]
    joined = join(texts, "\n")
    # Each is squeezed already: only one that is empty, mended or as it came, leaves anything to collapse.
    return joined if all(text.text and undo(text) for text in texts) else collapse(joined)


class _Reader:
    """One walk over the tree; where it is in the tree stands in its fields.

    Most elements have no text but blanks and no attributes, and most of those that have are neither hidden nor breaks:
    `read` passes these by without a call.
    """

    def __init__(self, nodes: Mapping[TextNode, Mended], *, is_bare: bool) -> None:
        self.nodes = nodes
        self.blocks: list[Block] = []
        self.boxes: list[Box] = []
        self.stack: list[int] = [-1]
        self.pieces: list[Piece] = []
        self.cuts: list[Cut] = []
        self.tagged: dict[str, list[HtmlElement]] = {tag: [] for tag in TAGGED}
        self.styled: list[HtmlElement] = []
        self.styles: dict[str, bool] = {}  # of this page: does it hide? Most stand on many elements
        self.links = 0  # depth of <a>
        self.hiders: list[HtmlElement] = []
        self.begins_hidden = False  # the line that is being read
        self.preformatted = int(is_bare)
        self.row: HtmlElement | None = None
        self.layout_rows: set[HtmlElement] | None = None  # of the page, from its first row on

    def read(self, tree: HtmlElement) -> Flow:  # noqa: C901, PLR0912 - every node passes here: a call costs more than a branch
        nodes, kinds, tagged, pieces, hiders = self.nodes, KINDS, self.tagged, self.pieces, self.hiders
        opened: list[HtmlElement] = []  # the next one may be in: one ends where the parent of the next is not it
        opened_kinds: list[int] = []
        walk = tree.iter()
        for element in chain(walk, (None,)):
            parent = element.getparent() if element is not None else None
            while opened and opened[-1] is not parent:
                ended, kind = opened.pop(), opened_kinds.pop()
                if kind >= MAYBE:
                    self._leave(ended, kind)
                elif kind == LINK:
                    self.links -= 1
                if hiders and hiders[-1] is ended:
                    hiders.pop()
                # Most text nodes are the blanks between two elements: these are left before anything is made of them.
                text = ended.tail
                if text and (pieces or nodes or not text.isspace()):
                    self._add(ended, "tail", text)
                elif nodes and (ended, "tail") in nodes:
                    self._add(ended, "tail", "")
            if element is None:
                break
            tag = element.tag
            kind = kinds.get(tag, BOX)
            opened.append(element)
            opened_kinds.append(kind)
            if tag in tagged:
                tagged[tag].append(element)
            if kind == SKIP and tag == "button" and element.get(_UNFOLDS) is not None:
                kind = opened_kinds[-1] = BLOCK  # the question of an accordion; its answer stands folded below
            if kind <= SKIP:
                if kind == SKIP:
                    self._pass_over(element, walk)
                continue
            # Asking for each attribute by its name costs less than asking for all with their values.
            names = element.keys()
            if "style" in names or "hidden" in names or ("class" in names and "ng-hide" in element.get("class", "")):
                self._mind_hiding(element)
            if kind >= BOX or (kind == MAYBE and "id" in names):
                self._enter(element, kind, is_labelled="class" in names or "id" in names)
            elif kind == LINK:
                self.links += 1
            elif kind == BREAK:
                self._edge(element)
            text = element.text
            if text and (pieces or nodes or not text.isspace()):
                self._add(element, "text", text)
            elif nodes and (element, "text") in nodes:
                self._add(element, "text", "")
        self._break()
        scripts = [script.text or "" for script in tagged["script"]]
        return Flow(tuple(self.blocks), tuple(self.boxes), tuple(self.cuts), tagged, self.styled, scripts)

    def _enter(self, element: HtmlElement, kind: int, *, is_labelled: bool) -> None:
        """Open a box; a block ends the line before it."""
        tag = element.tag
        if kind == BLOCK:
            if self.pieces:
                self._edge(element)
            if tag == "tr":
                self._mind_row(element)
            elif tag in PREFORMATTED:
                self.preformatted += 1
        label = f"{element.get('class', '')} {element.get('id', '')}".lower() if is_labelled else " "
        box = (element, self.stack[-1], tag, label, bool(self.hiders))
        self.stack.append(len(self.boxes))
        self.boxes.append(_named(Box, box))

    def _leave(self, element: HtmlElement, kind: int) -> None:
        """Close a box; a block ends its last line."""
        if kind == BLOCK:
            if self.pieces:
                self._edge(element)
            if self.row is element:
                self._break()
                self.row = None
            elif self.preformatted and element.tag in PREFORMATTED:
                self.preformatted -= 1
        elif kind == MAYBE and element.get("id") is None:
            return
        self.stack.pop()

    def _mind_row(self, row: HtmlElement) -> None:
        """Begin a row of data: several short cells, neither tables nor lists nor headings in them."""
        if self.row is None:
            if self.layout_rows is None:
                self.layout_rows = layout_rows(row)
            if row not in self.layout_rows and is_data_row(row):
                self.row = row

    def _mind_hiding(self, element: HtmlElement) -> None:
        style = element.get("style")
        hides = False
        if style:
            self.styled.append(element)
            known = self.styles.get(style)
            hides = self.styles[style] = _HIDING.search(style) is not None if known is None else known
        hides = hides or element.get("hidden") is not None or "ng-hide" in element.get("class", "").split()
        if hides and not _is_folded(element):
            self.hiders.append(element)

    def _pass_over(self, element: HtmlElement, walk: Iterator[HtmlElement]) -> None:
        """Note of what is not read what others ask for, and lead the walk past it."""
        if element.tag == CUT:
            self.cuts.append(Cut(element, len(self.blocks), len(_plain(self.pieces))))
        elif len(element) or element.get("style"):
            self.styled += _STYLED(element)
            for inner in islice(walk, sum(1 for _ in element.iterdescendants())):
                if inner.tag in self.tagged:
                    self.tagged[inner.tag].append(inner)

    def _edge(self, element: HtmlElement) -> None:
        """Break the line at the edge of a block, or set a blank where that is within a data row."""
        if self.row is None:
            self._break()
        elif self.pieces:
            self.pieces.append(_named(Piece, (element, "text", " ", False)))

    def _add(self, element: HtmlElement, slot: Slot, text: str) -> None:
        mended = self.nodes.get((element, slot)) if self.nodes else None
        if not self.pieces:
            if mended is None and text.isspace():
                return  # blanks before a line begins
            self.begins_hidden = bool(self.hiders)
        is_link = self.links > 0
        if "\n" not in text or self.row is not None or not (self.preformatted or _INDENTED_LINE.search(text)):
            self.pieces.append(_named(Piece, (element, slot, mended or text, is_link)))
            return
        start = 0
        for end in [at for at, mark in enumerate(text) if mark == "\n"] + [len(text)]:
            self.pieces.append(Piece(element, slot, cut(mended, start, end) if mended else text[start:end], is_link))
            if end < len(text):
                self._break()
            start = end + 1

    def _break(self) -> None:
        """End the line; on a page of very many only one that is long."""
        pieces = self.pieces
        if not pieces:
            return
        # What is left where the outermost box ends is a line in any case.
        if len(self.blocks) >= MANY_LINES and len(pieces) < _PIECES_OF_A_LINE and len(self.stack) > _OUTERMOST:
            pieces.append(_named(Piece, (*pieces[-1][:2], " ", False)))
            return
        text = _plain(pieces)
        if text or (self.nodes and any(isinstance(piece.text, Mended) for piece in pieces)):
            links = sum([_length(text) for _, _, text, is_link in pieces if is_link])
            # A line that only ends, or only begins, in a hidden part is seen.
            is_hidden = self.begins_hidden and bool(self.hiders)
            block = (text, tuple(pieces), self.stack[-1], links, is_hidden, self.row is not None)
            self.blocks.append(_named(Block, block))
        pieces.clear()


def _plain(pieces: list[Piece]) -> str:
    if len(pieces) == 1:
        text = pieces[0].text
        return " ".join((text if isinstance(text, str) else text.text).split())
    return " ".join("".join([text if isinstance(text, str) else text.text for _, _, text, _ in pieces]).split())


def _length(text: str | Mended) -> int:
    return len((text if isinstance(text, str) else text.text).strip())


def _is_folded(element: HtmlElement) -> bool:
    """Tell whether a hidden part is what the button above it unfolds (WAI-ARIA, accordion): text without a link."""
    above = element.getprevious()
    if above is None or next(element.iter("a"), None) is not None:
        return False
    return any(button.get(_UNFOLDS) is not None for button in above.iter("button"))


def _squeeze(text: str) -> tuple[str, list[int]]:
    out: list[str] = []
    sources: list[int] = []
    for at, character in enumerate(text):
        if not character.isspace():
            out.append(character)
            sources.append(at)
        elif out and out[-1] != " ":
            out.append(" ")
            sources.append(at)
    if out and out[-1] == " ":
        out.pop()
        sources.pop()
    return "".join(out), sources
