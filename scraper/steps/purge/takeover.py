"""Pages that were replaced as a whole: most of what a reader sees speaks like injected text."""

from __future__ import annotations

import re

from scraper.hanzi import HAN, fold
from scraper.model import Block
from scraper.spoken import MAX_SAID, share_said
from scraper.steps.purge.adverts import sells_something, trades_in
from scraper.steps.purge.disguise import without_invisible
from scraper.steps.purge.lexicon import (
    has_sentence,
    is_official,
    is_spam_phrase,
    is_strong,
    phrases,
    strong_words,
    weight_of_folded,
)
from scraper.steps.purge.offers import OFFER, offers, selling_share, warns
from scraper.steps.purge.page import Judgement, Page

MIN_WEIGHT = 2  # summed weight of different words: one word said often is a topic, many are a shop window
MIN_SCORE = 4  # with what the page offers, and with the further lines that name a brand or a trade
TITLED_SCORE = 2.5  # under a title that sells
TITLED_SHARE = 0.4  # of a line, and of what the page says, under such a title
REPEATED = 0.5
MIN_SHARE = 0.5  # of all that the page shows
LEAST = 0.08  # of all that the page shows, in lines with words at all
MIN_SPEECH = 0.8  # of what it says, under a title with such words: the portal's frame was left around it
MIN_SAID = 8  # words, or characters of Han, that make a line a speech
MAX_HEAD = 40  # characters
LONG = 30  # so many without a mark between them
_TITLE_PARTS = re.compile(r"\s*[_|｜]\s*|\s+[-–—]+\s+|[-–—]+")
_HAN = re.compile(f"[{HAN}]")
_OFFICE = re.compile("人民政府|委员会|政务|中心$")  # names of portals, which stand in the title too
_MARK = re.compile(r"[，。！？；、,;!?،؟।]|\. ")
_UNIT = re.compile("[\u2e80-\u9fff\uf900-\ufaff]|[^\\W\u2e80-\u9fff\uf900-\ufaff]+")
MIN_CHARS = 30
MAX_OFFICIAL = 0.2  # share of the page that may speak like a notice


def find_takeover(page: Page) -> dict[int, tuple[str, Judgement]]:
    """Give the blocks that speak like injected text, where they are most of the page; else none."""
    blocks = page.flow.blocks
    seen = [at for at, block in enumerate(blocks) if not block.is_hidden]
    window = fold(page.window)
    below = [at for at in seen if page.lines[at] not in window]
    # A title that was put above a notice is one of which the notice does not speak.
    is_said = share_said(window, "\n".join([page.lines[at] for at in below])) > MAX_SAID
    is_titled = is_said and sells_by_title(page.window)
    total = sum(_size(blocks[at].text) for at in seen)
    whole = " ".join([window, *(page.lines[at] for at in seen)])
    worded = sum(_size(blocks[at].text) for at in seen if at in page.worded)
    if worded < LEAST * total and not is_titled:
        return {}
    strong = sum(is_strong(page.lines[at]) for at in seen if at in page.worded)
    score = weight_of_folded(whole) + OFFER * (offers(whole) + trades_in(whole)) + REPEATED * max(0, strong - 1)
    if len(whole) < MIN_CHARS or not total or score < (TITLED_SCORE if is_titled else MIN_SCORE):
        return {}
    asked = seen if is_titled else [at for at in seen if at in page.worded]
    brands = strong_words(window) if is_titled else frozenset[str]()
    spam = [at for at in asked if _is_spam(page.lines[at], blocks[at], brands, is_titled=is_titled)]
    size = sum(_size(blocks[at].text) for at in spam)
    others = [at for at in seen if at not in set(spam)]
    official = [at for at in others if warns(page.lines[at]) or (is_official(page.lines[at]) and not is_titled)]
    share, most = size / total, MAX_OFFICIAL * total
    if share < MIN_SHARE or is_titled:
        # What is left may be the portal's frame, which says nothing.
        if is_titled:
            size = sum(_size(blocks[at].text) for at in spam if at in below)
        said = size + sum(_size(blocks[at].text) for at in others if _says(blocks[at], page.lines[at]))
        share, most = size / max(1, said), MAX_OFFICIAL * said
        official = [at for at in official if _says(blocks[at], page.lines[at])]
        least = TITLED_SHARE if is_titled else MIN_SPEECH
        asked_of = window if is_titled else whole
        is_own = page.subject.owns(asked_of) and not (is_titled and offers(asked_of))
        if share < least or is_own or not _is_titled(page, spam) or _is_notice(page, seen):
            return {}
    elif not offers(whole) and page.subject.owns(whole):
        return {}  # it reports on what it speaks of, and offers nothing
    if sum(_size(blocks[at].text) for at in official) > most:
        return {}
    reason = Judgement(0.95, f"{share:.0%} of what the page says are lines with words of spam")
    return dict.fromkeys(spam, ("purge/takeover", reason))


def sells_by_title(window: str) -> bool:
    """Tell whether a part of the window title names such things as a shop does, not as a report."""
    if not weight_of_folded(fold(window)):
        return False
    return any(_sells_by_name(part) for part in _TITLE_PARTS.split(window) if not _OFFICE.search(part))


def _sells_by_name(part: str) -> bool:
    folded = fold(part)
    brand, colon, _ = part.partition("：")  # as an agency stands before its news
    if colon and fold(brand) in strong_words(folded):
        return True
    if not (is_strong(folded) or offers(folded)) or is_official(part) or warns(folded) or has_sentence(part):
        return False
    parts = phrases(folded)
    named = sum(1 for phrase in parts if is_spam_phrase(phrase) or offers(phrase))
    return named >= MIN_SHARE * max(1, len(parts))


def _is_notice(page: Page, seen: list[int]) -> bool:
    """Tell whether the title, a line of the page that stands in its window title, is a notice's."""
    window = fold(page.window)
    titles = [_OFFICE.sub("", page.lines[at]) for at in seen if page.lines[at] in window]
    return any(len(title) >= MIN_SAID and is_official(title) for title in titles)


def _is_titled(page: Page, spam: list[int]) -> bool:
    """Tell whether the window title, or a line of spam that is no sentence, names such things."""
    heads = [page.lines[at] for at in spam if len(page.lines[at]) <= MAX_HEAD and not has_sentence(page.lines[at])]
    return weight_of_folded("\n".join([fold(page.window), *heads])) > 0


def _is_spam(line: str, block: Block, brands: frozenset[str], *, is_titled: bool) -> bool:
    if warns(line):
        return False
    if any(brand in line for brand in brands):
        return True
    # A row of a table, of a layout too, is spam where its cells are; a line with a link, where its parts are.
    parts = [fold(piece.plain) for piece in block.pieces]
    phrased = [phrase for part in parts for phrase in phrases(part)]
    worded = sum([_size(phrase) for phrase in phrased if weight_of_folded(phrase) > 0])
    selling = selling_share("\n".join(parts), sells_something if is_titled else offers)
    share = max(worded / max(1, sum(map(_size, phrased))), selling)
    return share >= (TITLED_SHARE if is_titled else MIN_SHARE) and (offers(line) > 1 or not is_official(line))


def _says(block: Block, line: str) -> bool:
    """Tell whether a line says something, as labels, menus and footers do not, and offers nothing."""
    size = _size(line)
    is_speech = size >= MIN_SAID and not block.is_linked
    return (
        is_speech and (_MARK.search(line) is not None or (size >= LONG and not _HAN.search(line))) and not offers(line)
    )


def _size(text: str) -> int:
    """Give how much there is to read: characters of Han and kana, and words of other scripts."""
    return len(_UNIT.findall(without_invisible(text)))
