"""purge: take injected parts out of the page."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from itertools import pairwise
from urllib.parse import urlsplit

from scraper.flow import flatten
from scraper.hanzi import fold
from scraper.model import Block, Flow, PurgedPage, Removal, RestoredPage
from scraper.profile import Profile
from scraper.steps.purge.adverts import ADVERT, find_adverts
from scraper.steps.purge.farm import follows_farm_heading, heading_of_farm, is_lone_mark, judge_block, may_head_farm
from scraper.steps.purge.headline import CLEAN, FIRST_BLOCKS, MIN_REPEATS, Judgement, judge_line, spam_spans
from scraper.steps.purge.hidden import base, find_hidden
from scraper.steps.purge.inline import INJECTED, find_inline
from scraper.steps.purge.lexicon import STUFFED_WEIGHT, is_stuffed, lines_with_words, weight, weight_of_folded
from scraper.steps.purge.surgery import Surgery
from scraper.steps.purge.takeover import MIN_WEIGHT, find_takeover

SURE = 0.9  # under this nothing is taken out
MIN_TITLE_CHARS = 4
MIN_TAG_CHARS = 8
_VALUE = re.compile(r':\s*"([^"]{2,300})"')  # a text of a JSON object
_SEATS = frozenset({"tr", "td", "th", "font"})  # and sup and ins, which are no boxes
MANY_EMPTY = 4  # empty elements that share one id: the seats that a kit's injected table leaves
MANY_CODES = 5  # pinyin codes on a page: a kit's converter wrote it


def purge(page: RestoredPage, profile: Profile) -> PurgedPage:
    """Take injected parts out; what is taken stands in `removed`.

    The tree is changed in place; text nodes that stay keep their identity and their repairs.
    """
    host = urlsplit(page.decoded.raw.url).hostname or ""
    surgery = Surgery(page)
    flow = flatten(page.tree, page.nodes)
    hidden = list(find_hidden(flow, host))
    for found in hidden:
        surgery.cut_element(found.element, "purge/hidden-links", Judgement(found.confidence, found.reason))
    if hidden:
        flow = surgery.placed(flatten(page.tree, surgery.nodes))
    # Most pages hold no word of the lexicon: then no block needs to be asked for one.
    folded = fold("\n".join([block.text for block in flow.blocks]))
    strength = weight_of_folded(folded.replace("\n", " "))
    taken = find_takeover(flow) if strength >= MIN_WEIGHT else {}
    top = _Top(_window_title(flow), profile, has_words=strength > 0)
    flow = surgery.cut_blocks(flow, taken or _spam_blocks(flow, folded, top, host))
    inline = find_inline(flow, host) if strength > 0 and not taken else []
    for link in inline:
        surgery.cut_element(link, "purge/inline-link", INJECTED)
    if inline:
        flow = surgery.placed(flatten(page.tree, surgery.nodes))
    _clean_title(surgery, profile, flow)
    _clean_tags(surgery, flow)
    removed = tuple(surgery.removed)
    return PurgedPage(
        page.decoded,
        page.tree,
        surgery.nodes,
        page.evidence,
        removed,
        (*page.flags, *_flags(page, flow, removed)),
        _share(removed, flow),
        flow,
    )


@dataclass(frozen=True, slots=True)
class _Top:
    """By what the first lines are judged: the window title, the neighbours, and if the page holds lexicon words."""

    window: str
    profile: Profile
    has_words: bool

    def judge(self, block: Block, *, is_first: bool) -> Judgement:
        pages = self.profile.line_pages(block.text)
        if not self.has_words and pages < MIN_REPEATS:
            return CLEAN
        return judge_line(block.text, is_first=is_first, is_window_title=block.text == self.window, pages=pages)


def _window_title(flow: Flow) -> str:
    return next((" ".join((title.text or "").split()) for title in flow.tagged["title"]), "")


def _spam_blocks(flow: Flow, folded: str, top: _Top, host: str) -> dict[int, tuple[str, Judgement]]:
    """Give the blocks to be taken out, with rule and judgement; `folded`: the blocks' folded texts, one a line."""
    spam: dict[int, tuple[str, Judgement]] = {}
    is_top = True
    has_heads = may_head_farm(folded)
    is_suspect = top.has_words or has_heads  # else only the first blocks are looked at
    lines = folded.split("\n") if is_suspect else []
    worded = lines_with_words(folded) if top.has_words else frozenset()
    for index, block in enumerate(flow.blocks if is_suspect else flow.blocks[:FIRST_BLOCKS]):
        if block.is_hidden or index in spam:
            continue
        if index < FIRST_BLOCKS:
            found = top.judge(block, is_first=is_top)
            if found.confidence >= SURE:
                spam[index] = ("purge/headline", found)
                continue
            if is_top and is_lone_mark(block):
                spam[index] = ("purge/lone-mark", Judgement(SURE, "a lone question mark above the page"))
                continue
        is_top = False
        if not is_suspect:
            continue
        rule, found = judge_block(block, lines[index], host) if index in worded else ("", CLEAN)
        if found.confidence >= SURE:
            spam[index] = (rule, found)
            continue
        heading = heading_of_farm(lines[index]) if has_heads else None
        if heading:
            reason = Judgement(0.95, "the heading of a link farm, and the links after it")
            spam.update(dict.fromkeys([index, *follows_farm_heading(flow, index, host)], (heading, reason)))
    if top.has_words:
        spam |= dict.fromkeys(find_adverts(flow, lines, spam), ("purge/advert", ADVERT))
    return spam


def _clean_title(surgery: Surgery, profile: Profile, flow: Flow) -> None:
    """Take spam out of the window title: the phrases beside a title that the page shows too, else all of it."""
    title = next(iter(flow.tagged["title"]), None)
    if title is None or not title.text:
        return
    window = " ".join(title.text.split())
    is_known = any(removal.text == window for removal in surgery.removed)
    whole = judge_line(window, is_first=is_known, is_window_title=True, pages=profile.line_pages(window))
    spans = spam_spans(title.text)
    if spans and _is_shown(title.text, spans, flow):
        surgery.cut_title(title, spans, Judgement(0.93, "phrases with words of spam beside the title"))
    elif is_known or whole.confidence >= SURE:
        judgement = (
            whole if whole.confidence >= SURE else Judgement(0.95, "the headline that was taken out of the page")
        )
        surgery.cut_title(title, [(0, len(title.text))], judgement)


def _clean_tags(surgery: Surgery, flow: Flow) -> None:
    """Empty the page tags that are stuffed with words of spam: they would come into keywords and summary."""
    found = Judgement(0.95, "a page tag, half of its phrases with words of spam")
    said = [
        (meta, content) for meta in flow.tagged["meta"] if len(content := meta.get("content") or "") >= MIN_TAG_CHARS
    ]
    if weight("\n".join([content for _, content in said])) >= STUFFED_WEIGHT:
        for meta, content in said:
            if is_stuffed(content):
                surgery.cut_tag(meta, "@content", found)
    for script in flow.tagged["script"]:
        if "ld+json" in (script.get("type") or "") and is_stuffed(" ".join(_VALUE.findall(script.text or ""))):
            surgery.cut_tag(script, "text", found)


def _is_shown(title: str, spans: list[tuple[int, int]], flow: Flow) -> bool:
    """Tell whether what is left of the window title without these spans stands on the page as a line."""
    rest = "".join(
        title[low:high]
        for low, high in list(pairwise([0, *(edge for span in spans for edge in span), len(title)]))[::2]
    )
    wanted = rest.strip(" _-|｜,，—–\n\t")
    return len(wanted) >= MIN_TITLE_CHARS and any(block.text.startswith(wanted) for block in flow.blocks)


def _share(removed: tuple[Removal, ...], flow: Flow) -> float:
    gone = sum(len(removal.text) for removal in removed if removal.part != "title" and removal.rule != "purge/tags")
    kept = sum(len(block.text) for block in flow.blocks if not block.is_hidden)
    return gone / (gone + kept) if gone else 0.0


def _flags(page: RestoredPage, flow: Flow, removed: tuple[Removal, ...]) -> list[str]:
    flags = []
    codes = sum(count for _, _, count in page.evidence.codes)
    if removed or codes >= MANY_CODES or _has_empty_seats(flow):
        flags.append("site_hacked")
    if _names_another_host(flow, page.decoded.raw.url):
        flags.append("host_mismatch")
    return flags


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
