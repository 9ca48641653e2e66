"""The cuts made on one page: elements, blocks, spans of the window title; each is told as a Removal."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from lxml import etree
from lxml.html import HtmlElement

from scraper.dom import cut, set_text
from scraper.flow import mended_text
from scraper.mended import cut as part_of
from scraper.mended import drop, undo
from scraper.model import Block, Flow, Mended, Part, Removal, RestoredPage, Slot, TextNode
from scraper.steps.purge.page import Judgement


class Surgery:
    """Changes the tree of one page and keeps its mended nodes and removals in step."""

    def __init__(self, page: RestoredPage) -> None:
        self.page = page
        self.nodes: dict[TextNode, Mended] = dict(page.nodes)
        self.removed: list[Removal] = []
        self.cuts: dict[HtmlElement, int] = {}

    def cut_element(self, element: HtmlElement, rule: str, found: Judgement) -> None:
        """Take an element out; where it stood is known once the tree is read (see `placed`)."""
        text = " ".join(" ".join(self._own_texts(element)).split())
        self.cuts[element] = len(self.removed)
        self.removed.append(Removal(rule, "text", 0, text, found.confidence, found.reason))
        for inner in element.iter() if self.nodes else ():
            slots = ["text", *(f"@{name}" for name in inner.attrib), *(["tail"] if inner is not element else [])]
            for slot in slots:
                self.nodes.pop((inner, slot), None)
        cut(element)

    def placed(self, flow: Flow) -> Flow:
        """Write into the removals of elements where they stood; gives the flow back."""
        for mark in flow.cuts:
            at = self.cuts.get(mark.element)
            if at is not None:
                self.removed[at] = replace(self.removed[at], block=mark.block, offset=mark.offset)
        return flow

    def cut_blocks(self, flow: Flow, spam: dict[int, tuple[str, Judgement]]) -> Flow:
        """Take whole blocks out of the tree and the flow."""
        if not spam:
            return flow
        left: list[int] = []  # for each old block: its index in the new flow
        kept = 0
        for index, block in enumerate(flow.blocks):
            left.append(kept)
            if index in spam:
                rule, found = spam[index]
                part: Part = "head" if kept == 0 else "text"
                text = undo(mended_text(block))  # as the page has it: what is gone needs no repair
                self.removed.append(Removal(rule, part, 0, text, found.confidence, found.reason, kept))
                self._cut_block(block)
            else:
                kept += 1
        left.append(kept)
        for element, at in self.cuts.items():
            del element
            self.removed[at] = replace(self.removed[at], block=left[self.removed[at].block])
        return replace(flow, blocks=tuple(block for index, block in enumerate(flow.blocks) if index not in spam))

    def cut_words(self, block: Block, at: int, words: str, found: Judgement, rule: str = "purge/headline") -> bool:
        """Take words out of the block of index `at`; tells whether they were found in its text nodes."""
        cuts = self._spans(block, words)
        own = [self._cut_own(element, slot, span) for element, slot, span in cuts]
        if own:
            offset = max(block.text.find(words), 0)
            self.removed.append(Removal(rule, "text", offset, "".join(own), found.confidence, found.reason, at))
        return bool(own)

    def _spans(self, block: Block, words: str) -> list[tuple[HtmlElement, Slot, tuple[int, int]]]:
        """Give where words stand in the text nodes of a line, as they are now: in one, else over several."""
        for piece in block.pieces:
            element, slot = piece.node
            start = ((element.text if slot == "text" else element.tail) or "").find(words)
            if start >= 0:
                return [(element, slot, (start, start + len(words)))]
        found = []
        low = 0
        start = "".join([piece.plain for piece in block.pieces]).find(words)
        for piece in block.pieces if start >= 0 else ():
            (element, slot), text = piece.node, piece.plain
            at = ((element.text if slot == "text" else element.tail) or "").find(text)
            first, last = max(start - low, 0), min(start + len(words) - low, len(text))
            if at < 0:
                return []  # it was cut before
            if first < last:
                found.append((element, slot, (at + first, at + last)))
            low += len(text)
        return found

    def _cut_own(self, element: HtmlElement, slot: Slot, span: tuple[int, int]) -> str:
        """Take a span out of a text node; gives it as the page has it."""
        mended = self.nodes.get((element, slot))
        text = (element.text if slot == "text" else element.tail) or ""
        own = undo(part_of(mended, *span)) if mended else text[slice(*span)]
        self._cut_span(element, slot, *span)
        return own

    def cut_tag(self, element: HtmlElement, slot: Slot, found: Judgement) -> None:
        """Empty an attribute that is read (`@content`, `@alt`), or the text of a script."""
        whole = (element.get(slot[1:]) if slot.startswith("@") else element.text) or ""
        mended = self.nodes.pop((element, slot), None)
        text = " ".join((undo(mended) if mended else whole).split())
        self.removed.append(Removal("purge/tags", "head", 0, text, found.confidence, found.reason))
        set_text((element, slot), "")

    def cut_title(self, title: HtmlElement, spans: list[tuple[int, int]], found: Judgement) -> None:
        """Take spans out of the window title, last first."""
        text = title.text or ""
        for start, end in reversed(spans):
            mended = self.nodes.get((title, "text"))
            own = undo(part_of(mended, start, end)) if mended else text[start:end]
            gone = " ".join(own.split())
            self.removed.append(Removal("purge/headline", "title", start, gone, found.confidence, found.reason))
            self._cut_span(title, "text", start, end)

    def _own_texts(self, element: HtmlElement) -> Iterator[str]:
        """Give the texts within an element in their order, as the page has them."""
        for event, found in etree.iterwalk(element, events=("start", "end", "comment")):
            slot: Slot = "text" if event == "start" else "tail"
            if slot == "text" or found is not element:
                node = (found, slot)
                text = (found.text if slot == "text" else found.tail) or ""
                yield undo(self.nodes[node]) if node in self.nodes else text

    def _cut_block(self, block: Block) -> None:
        for piece in block.pieces:
            element, slot = piece.node
            text = piece.plain
            whole = (element.text if slot == "text" else element.tail) or ""
            at = whole.find(text)
            if at >= 0 and text.strip():
                self._cut_span(element, slot, at, at + len(text))

    def _cut_span(self, element: HtmlElement, slot: str, start: int, end: int) -> None:
        node = (element, slot)
        text = (element.text if slot == "text" else element.tail) or ""
        set_text(node, text[:start] + text[end:])
        if node in self.nodes:
            rest = drop(self.nodes[node], start, end)
            if rest.text or rest.changes:
                self.nodes[node] = rest
            else:
                del self.nodes[node]
