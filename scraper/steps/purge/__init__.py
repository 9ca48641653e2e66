"""purge: take injected parts out of the page."""

from __future__ import annotations

from urllib.parse import urlsplit

from lxml.html import HtmlElement

from scraper.dom import cut, set_text
from scraper.flow import flatten
from scraper.mended import drop
from scraper.model import Block, Flow, Mended, Part, PurgedPage, Removal, RestoredPage, TextNode
from scraper.profile import Profile
from scraper.steps.purge.headline import FIRST_BLOCKS, judge_line
from scraper.steps.purge.hidden import find_hidden


def purge(page: RestoredPage, profile: Profile) -> PurgedPage:
    """Take injected parts out; what is taken stands in `removed`.

    The tree is changed in place; text nodes that stay keep their identity and their repairs.
    """
    surgery = _Surgery(page, profile)
    surgery.cut_hidden()
    flow = flatten(page.tree, page.nodes)
    flow = surgery.cut_headlines(flow)
    gone = sum(len(removal.text) for removal in surgery.removed if removal.part != "title")
    kept = sum(len(block.text) for block in flow.blocks if not block.is_hidden)
    share = gone / (gone + kept) if gone else 0.0
    flags = (*page.flags, "site_hacked") if surgery.removed else page.flags
    return PurgedPage(page.decoded, page.tree, surgery.nodes, page.evidence, tuple(surgery.removed), flags, share, flow)


class _Surgery:
    """The cuts made on one page."""

    def __init__(self, page: RestoredPage, profile: Profile) -> None:
        self.page = page
        self.profile = profile
        self.nodes: dict[TextNode, Mended] = dict(page.nodes)
        self.removed: list[Removal] = []
        self.host = urlsplit(page.decoded.raw.url).hostname or ""

    def cut_hidden(self) -> None:
        for hidden in list(find_hidden(self.page.tree, self.host)):
            text = " ".join(" ".join(hidden.element.itertext()).split())
            part: Part = "text"
            self.removed.append(Removal("purge/hidden-links", part, 0, text, hidden.confidence, hidden.reason))
            cut(hidden.element)

    def cut_headlines(self, flow: Flow) -> Flow:
        title = next((element for element in self.page.tree.iter("title")), None)
        window = " ".join((title.text or "").split()) if title is not None else ""
        spam = set()
        for index, block in enumerate(flow.blocks[:FIRST_BLOCKS]):
            pages = self.profile.line_pages(block.text)
            found = judge_line(block.text, is_first=index == 0, is_window_title=block.text == window, pages=pages)
            if found.confidence >= 0.9:
                spam.add(index)
                self.removed.append(Removal("purge/headline", "head", 0, block.text, found.confidence, found.reason))
                self._cut_block(block)
        if title is not None and window:
            is_first = bool(spam) and flow.blocks[min(spam)].text == window
            found = judge_line(window, is_first=is_first, is_window_title=True, pages=self.profile.line_pages(window))
            if found.confidence >= 0.9:
                self.removed.append(Removal("purge/headline", "title", 0, window, found.confidence, found.reason))
                self._cut_span(title, "text", 0, len(title.text or ""))
        if not spam:
            return flow
        return Flow(tuple(block for index, block in enumerate(flow.blocks) if index not in spam), flow.boxes)

    def _cut_block(self, block: Block) -> None:
        for piece in block.pieces:
            element, slot = piece.node
            text = piece.text if isinstance(piece.text, str) else piece.text.text
            whole = (element.text if slot == "text" else element.tail) or ""
            at = whole.find(text)
            if at >= 0 and text:
                self._cut_span(element, slot, at, at + len(text))

    def _cut_span(self, element: HtmlElement, slot: str, start: int, end: int) -> None:
        """Take `[start, end)` out of a text node, in the tree and in its mended form."""
        node = (element, slot)
        text = (element.text if slot == "text" else element.tail) or ""
        set_text(node, text[:start] + text[end:])
        if node in self.nodes:
            left = drop(self.nodes[node], start, end)
            if left.text or left.changes:
                self.nodes[node] = left
            else:
                del self.nodes[node]
