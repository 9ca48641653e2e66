"""purge: take injected parts out of the page."""

from __future__ import annotations

from collections import Counter
from urllib.parse import urlsplit

from scraper.flow import flatten
from scraper.model import Flow, PurgedPage, Removal, RestoredPage
from scraper.profile import Profile
from scraper.steps.purge.clauses import CLAUSE, find_clauses
from scraper.steps.purge.hidden import base, find_backwards, find_hidden
from scraper.steps.purge.inline import INJECTED, find_inline
from scraper.steps.purge.lines import spam_blocks
from scraper.steps.purge.offers import holds_offer
from scraper.steps.purge.page import Judgement, Page, read_page
from scraper.steps.purge.surgery import Surgery
from scraper.steps.purge.tags import clean_attributes, clean_headings, clean_tags, clean_titles
from scraper.steps.purge.takeover import MIN_WEIGHT, find_takeover, sells_by_title
from scraper.steps.purge.unseen import has_unseen_spam

_SEATS = frozenset({"tr", "td", "th", "font"})  # and sup and ins, which are no boxes
MANY_EMPTY = 4  # empty elements that share one id: the seats that a kit's injected table leaves
MAX_CLAUSES = 4  # of one paragraph
MANY_CODES = 5  # pinyin codes on a page: a kit's converter wrote it


def purge(page: RestoredPage, profile: Profile) -> PurgedPage:
    """Take injected parts out; what is taken stands in `removed`.

    The tree is changed in place; text nodes that stay keep their identity and their repairs.
    """
    host = urlsplit(page.decoded.raw.url).hostname or ""
    surgery = Surgery(page)
    flow = flatten(page.tree, page.nodes)
    hidden = list(find_hidden(flow, host))
    if "<bdo" in page.decoded.text or "bidi-override" in page.decoded.text:
        hidden += find_backwards(page.tree)
    for found in hidden:
        surgery.cut_element(found.element, "purge/hidden-links", Judgement(found.confidence, found.reason))
    if hidden:
        flow = surgery.placed(flatten(page.tree, surgery.nodes))
    flow, read = _purged_lines(flow, surgery, profile, host)
    clean_attributes(surgery, flow, read)
    clean_titles(surgery, flow, read)
    clean_tags(surgery, flow, read)
    removed = tuple(surgery.removed)
    return PurgedPage(
        page.decoded,
        page.tree,
        surgery.nodes,
        page.evidence,
        removed,
        (*page.flags, *_flags(page, flow, removed, read)),
        _share(removed, flow),
        flow,
    )


def _purged_lines(flow: Flow, surgery: Surgery, profile: Profile, host: str) -> tuple[Flow, Page]:
    """Take out the lines, links and cells that were injected; gives the flow that is left, and how it was read."""
    page = read_page(flow, profile, host)
    taken = find_takeover(page) if page.strength >= MIN_WEIGHT or sells_by_title(page.window) else {}
    if page.worded and not taken:
        cleaned = clean_headings(surgery, flow, page)
        if cleaned is not flow:
            flow, page = cleaned, read_page(cleaned, profile, host)
    flow = surgery.cut_blocks(flow, taken or spam_blocks(page))
    if not taken:
        flow = _without_inline(flow, surgery, page)
    return flow, page


def _without_inline(flow: Flow, surgery: Surgery, page: Page) -> Flow:
    """Take out what was set into lines of the page's own; gives the flow that is left."""
    for _ in range(MAX_CLAUSES):
        found = list(find_clauses(flow, page))
        if not sum(surgery.cut_words(flow.blocks[at], at, words, CLAUSE, "purge/clause") for at, words in found):
            break
        flow = surgery.placed(flatten(surgery.page.tree, surgery.nodes))
    inline = find_inline(flow, page)
    for element in inline:
        surgery.cut_element(element, "purge/inline-link", INJECTED)
    return surgery.placed(flatten(surgery.page.tree, surgery.nodes)) if inline else flow


def _share(removed: tuple[Removal, ...], flow: Flow) -> float:
    gone = sum(len(removal.text) for removal in removed if removal.part != "title" and removal.rule != "purge/tags")
    kept = sum(len(block.text) for block in flow.blocks if not block.is_hidden)
    return gone / (gone + kept) if gone else 0.0


def _flags(page: RestoredPage, flow: Flow, removed: tuple[Removal, ...], read: Page) -> list[str]:
    flags = []
    codes = sum(count for _, _, count in page.evidence.codes)
    shut = (box.element for box in flow.boxes if box.is_hidden and box.element.get("hidden") is not None)
    has_others = "<noscript" in page.decoded.text or "<template" in page.decoded.text
    unseen = [*shut, *flow.tagged["iframe"], *(page.tree.iter("noscript", "template") if has_others else ())]
    if (
        removed
        or codes >= MANY_CODES
        or _has_empty_seats(flow)
        or has_unseen_spam(flow, unseen)
        or _has_left_spam(flow, read)
    ):
        flags.append("site_hacked")
    if _names_another_host(flow, page.decoded.raw.url):
        flags.append("host_mismatch")
    return flags


def _has_left_spam(flow: Flow, read: Page) -> bool:
    """Tell whether an offer is set into a line of the page's own, from which nothing can be taken safely."""
    worded = read.of(flow)
    return any(holds_offer(line) and not read.subject.owns(line) for line in worded.values())


def _has_empty_seats(flow: Flow) -> bool:
    """Tell whether many empty elements share one id, as injected tables leave them."""
    boxes = (box.element for box in flow.boxes if box.tag in _SEATS and len(box.label) > 1)
    seats = (*boxes, *flow.tagged["sup"], *flow.tagged["ins"])
    ids = Counter(name for seat in seats if (name := seat.get("id")) is not None and not len(seat) and not seat.text)
    return any(count >= MANY_EMPTY for count in ids.values())


def _names_another_host(flow: Flow, url: str) -> bool:
    """Tell whether the page's own tag SiteDomain, or its canonical address, names another host than it came from."""
    host = urlsplit(url).hostname
    if not host or url.startswith("file:"):
        return False
    metas, links = flow.tagged["meta"], flow.tagged["link"]
    named = [meta.get("content") or "" for meta in metas if (meta.get("name") or "").lower() == "sitedomain"]
    named += [link.get("href") or "" for link in links if (link.get("rel") or "").lower() == "canonical"]
    hosts = {urlsplit(name if "//" in name else f"//{name}").hostname for name in named if "." in name}
    return bool(hosts - {None}) and all(other is None or base(other) != base(host) for other in hosts)
