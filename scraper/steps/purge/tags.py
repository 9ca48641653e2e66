"""Spam in what no line shows: the window title, page tags, the descriptions of pictures and links."""

from __future__ import annotations

import re
from itertools import pairwise

from lxml.html import HtmlElement

from scraper.flow import flatten
from scraper.hanzi import fold
from scraper.model import Flow
from scraper.spoken import MAX_SAID, MIN_REST_CHARS, share_said
from scraper.steps.purge.headline import is_list, judge_line, spam_spans
from scraper.steps.purge.hidden import is_foreign
from scraper.steps.purge.lexicon import is_official, is_stuffed, spam_share, weight, weight_of_folded
from scraper.steps.purge.offers import HALF, is_advert, is_phrase, offers
from scraper.steps.purge.page import SURE, Judgement, Page
from scraper.steps.purge.surgery import Surgery
from scraper.steps.purge.takeover import sells_by_title

MIN_TITLE_CHARS = 4
MIN_TAG_CHARS = 8
MIN_SHARED = 0.5  # of a tag's words, that spam in another says
OWN_CHARS = 16  # of a page tag that stand on the page as well: the tag repeats the article
MAX_HEADING_CHARS = 160
MIN_NAMED_CHARS = 6  # of a part of the window title that names what a heading is
MIN_BESIDE_WEIGHT = 0.5  # of what stands beside it
_SEPARATORS = " _-|｜,，—–\n\t"
_BREAK = re.compile(r"\s*[_|｜]\s*|\s*—+\s*|\s+[-–]\s+|-{1,2}")
_VALUE = re.compile(r':\s*"([^"]{2,300})"')  # a text of a JSON object
_TAG = Judgement(0.95, "a page tag with words of spam, of which the page itself does not speak")
_BESIDE = Judgement(0.93, "phrases with words of spam beside the title")
_BARE = Judgement(0.9, "a title with words of spam, over a page that shows nothing")
_REPEATED = Judgement(0.95, "a page tag that repeats what was taken out of the page")
_COMPANY = Judgement(0.9, "a page tag that says what the spam in another does, and nothing that the page says")
_SHOWN = (("img", ("alt", "title")), ("a", ("title",)))  # attributes that are shown to readers


def clean_titles(surgery: Surgery, flow: Flow, page: Page) -> None:
    """Take spam out of the window titles: the phrases beside a title that the page shows too, else all of it."""
    for title in flow.tagged["title"]:
        if title.text:
            _clean_title(surgery, title, flow, page)


def _clean_title(surgery: Surgery, title: HtmlElement, flow: Flow, page: Page) -> None:
    text = title.text or ""
    window = " ".join(text.split())
    is_known = any(removal.text == window for removal in surgery.removed)
    spans = spam_spans(text)
    if spans and _is_shown(text, spans, flow):
        if not page.subject.owns(fold(" ".join(text[low:high] for low, high in spans))):
            surgery.cut_title(title, spans, _BESIDE)
        return
    shows_nothing = all(block.is_hidden for block in flow.blocks)
    if shows_nothing and sells_by_title(window):
        surgery.cut_title(title, [(0, len(text))], _BARE)
        return
    whole = judge_line(window, is_first=is_known, is_window_title=True, pages=page.profile.line_pages(window))
    if is_known or (whole.confidence >= SURE and not page.subject.owns(fold(window))):
        known = Judgement(0.95, "the headline that was taken out of the page")
        surgery.cut_title(title, [(0, len(text))], whole if whole.confidence >= SURE else known)


def _is_shown(title: str, spans: list[tuple[int, int]], flow: Flow) -> bool:
    """Tell whether what is left of the window title without these spans begins as a line of the page does."""
    wanted = own_part(title, spans)
    parts = (wanted, *_BREAK.split(wanted))
    firsts = [part for part in parts if len(part) >= MIN_TITLE_CHARS and weight(part) == 0]
    return any(block.text.startswith(part) for block in flow.blocks for part in firsts)


def own_part(title: str, spans: list[tuple[int, int]]) -> str:
    """Give what is left of a title without these spans and the separators around them."""
    return "".join(title[low:high] for low, high in _between(spans, title)).strip(_SEPARATORS)


def _between(spans: list[tuple[int, int]], text: str) -> list[tuple[int, int]]:
    """Give the spans of a text before, between and behind these."""
    edges = [0, *(edge for span in spans for edge in span), len(text)]
    return [(low, high) for low, high in list(pairwise(edges))[::2] if high > low]


def clean_headings(surgery: Surgery, flow: Flow, page: Page) -> Flow:
    """Take spam out of lines that hold the page's title as well; gives the flow that is left."""
    is_cut = False
    for at in sorted(page.worded):
        block = flow.blocks[at]
        if block.is_hidden or block.link_chars or len(block.text) > MAX_HEADING_CHARS:
            continue
        spans = _spans_beside_title(block.text, page)
        wanted = own_part(block.text, spans) if spans else ""
        spam = [block.text[low:high].strip() for low, high in spans]
        is_heading = len(wanted) >= MIN_TITLE_CHARS and wanted in page.window and weight(wanted) == 0
        if is_heading and not page.subject.owns(fold(" ".join(spam))):
            for words in spam:
                is_cut |= surgery.cut_words(block, at, words, _BESIDE)
    return surgery.placed(flatten(surgery.page.tree, surgery.nodes)) if is_cut else flow


def _spans_beside_title(text: str, page: Page) -> list[tuple[int, int]]:
    """Give the spans of a line that are spam beside what the page's own lines speak of; empty where there is no such.

    What stands between phrases of spam may be one more of them, whose words the lexicon lacks. Where the page says
    nothing else, only what is longer than each phrase of spam is its own.
    """
    if (named := _named_by_window(text, page.window)) is not None:
        others = fold(f"{text[: named[0]]} {text[named[1] :]}")
        is_spam = is_list(others) and (weight_of_folded(others) >= MIN_BESIDE_WEIGHT or offers(others) > 0)
        return _complement([named], text) if is_spam and share_said(others, page.own_text) <= MAX_SAID else []
    spans = spam_spans(text)
    others_than_spam = _complement(spans, text) if spans else []
    if len(page.own_text) < MIN_REST_CHARS:
        longest = max((high - low for low, high in spans), default=0)
        own = [(low, high) for low, high in others_than_spam if high - low > longest]
    else:
        own = [
            (low, high) for low, high in others_than_spam if share_said(fold(text[low:high]), page.own_text) > MAX_SAID
        ]
    return _complement(own, text) if own else []


def _named_by_window(text: str, window: str) -> tuple[int, int] | None:
    """Give where the longest part of the window title stands in a line that says more."""
    parts = sorted((window, *_BREAK.split(window)), key=len, reverse=True)
    part = next((part for part in parts if len(part) >= MIN_NAMED_CHARS and part in text and part != text), None)
    return (text.index(part), text.index(part) + len(part)) if part and weight(part) == 0 else None


def _complement(spans: list[tuple[int, int]], text: str) -> list[tuple[int, int]]:
    """Give what stands between spans; before the end of the text with the mark before it."""
    found = _between(spans, text)
    if found and found[-1][1] == len(text):
        found[-1] = (len(text[: found[-1][0]].rstrip(_SEPARATORS)), len(text))
    return found


def clean_tags(surgery: Surgery, flow: Flow, page: Page) -> None:
    """Empty the page tags that hold spam: they would come into keywords and summary."""
    said = [(meta, content) for meta in flow.tagged["meta"] if (content := meta.get("content"))]
    gone = [_begun(removal.text) for removal in surgery.removed]
    left: list[HtmlElement] = []
    told = "\n".join([content for _, content in said if len(content) >= MIN_TAG_CHARS])
    if gone or weight(told) >= MIN_BESIDE_WEIGHT:
        for meta, content in said:
            is_long = len(content) >= MIN_TAG_CHARS
            if is_long and _begun(content) in gone:
                surgery.cut_tag(meta, "@content", _REPEATED)
            elif is_long and _names_spam(content, page) and not _is_own(content, flow):
                surgery.cut_tag(meta, "@content", _TAG)
            else:
                left.append(meta)
    for script in flow.tagged["script"]:
        if "ld+json" in (script.get("type") or ""):
            values = " ".join(_VALUE.findall(script.text or ""))
            if is_stuffed(values) and not page.subject.owns(fold(values)):
                surgery.cut_tag(script, "text", _TAG)
            else:
                left.append(script)
    _clean_company(surgery, left, flow)


def _clean_company(surgery: Surgery, left: list[HtmlElement], flow: Flow) -> None:
    """Empty the page tags, and the window title, that say what the spam of other tags does and the page does not."""
    gone = fold("\n".join([removal.text for removal in surgery.removed if removal.part in ("head", "title")]))
    if not gone:
        return
    rest = fold("\n".join([block.text for block in flow.blocks]))

    def is_company(text: str) -> bool:
        folded = fold(text)
        return share_said(folded, gone) >= MIN_SHARED and share_said(folded, rest) <= MAX_SAID

    for tag in left:
        if tag.tag == "script" and is_company(" ".join(_VALUE.findall(tag.text or ""))):
            surgery.cut_tag(tag, "text", _COMPANY)
        elif is_company(tag.get("content") or ""):
            surgery.cut_tag(tag, "@content", _COMPANY)
    for title in flow.tagged["title"]:
        if title.text and is_company(title.text) and not is_official(title.text):
            surgery.cut_title(title, [(0, len(title.text))], _COMPANY)


def _names_spam(text: str, page: Page) -> bool:
    """Tell whether a page tag is an offer, or a list of names with doors, of which the page says nothing."""
    return _is_spam(text, page) or (_names_door(text, page) and share_said(fold(text), page.own_text) <= MAX_SAID)


def clean_attributes(surgery: Surgery, flow: Flow, page: Page) -> None:
    """Empty the descriptions of pictures, and of links to other hosts, that hold spam."""
    shown = [
        (element, name, text)
        for tag, names in _SHOWN
        for element in flow.tagged[tag]
        for name in names
        if len(text := element.get(name) or "") >= MIN_TITLE_CHARS
    ]
    if not shown or weight("\n".join([text for _, _, text in shown])) < MIN_BESIDE_WEIGHT:
        return
    for element, name, text in shown:
        is_own = element.tag == "a" and not is_foreign(element.get("href") or "", page.host)
        if not is_own and (_is_spam(text, page) or _names_door(text, page)):
            surgery.cut_tag(element, f"@{name}", _TAG)


def _names_door(text: str, page: Page) -> bool:
    """Tell whether a description is words of spam, or a name with a door, of which the page says nothing."""
    folded = fold(text)
    if is_phrase(text):
        return not page.subject.owns(folded)
    is_offer = spam_share(text) >= HALF and offers(folded) > 0 and not is_official(text)
    return is_offer and share_said(folded, page.own_text) <= MAX_SAID and not page.subject.owns(folded)


def _is_spam(text: str, page: Page) -> bool:
    folded = fold(text)
    return (is_stuffed(text) or is_advert(folded)) and not page.subject.owns(folded)


def _is_own(content: str, flow: Flow) -> bool:
    """Tell whether a page tag repeats what the page says, as descriptions made by a system do."""
    begun = _begun(content)
    return any(_begun(block.text) == begun for block in flow.blocks)


def _begun(text: str) -> str:
    return "".join(text[: 4 * OWN_CHARS].split())[:OWN_CHARS]
