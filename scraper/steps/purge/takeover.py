"""Pages that were replaced as a whole: most of what a reader sees speaks like injected text."""

from __future__ import annotations

import re

from scraper.hanzi import HAN, fold
from scraper.model import Block
from scraper.steps.purge.disguise import without_invisible
from scraper.steps.purge.lexicon import has_sentence, is_official, is_strong, phrases, weight_of_folded
from scraper.steps.purge.offers import OFFER, offers, selling_share, warns
from scraper.steps.purge.page import Judgement, Page

MIN_WEIGHT = 2  # summed weight of different words: one word said often is a topic, many are a shop window
MIN_SCORE = 4  # with what the page offers, and with the further lines that name a brand or a trade
REPEATED = 0.5
MIN_SHARE = 0.5  # of all that the page shows
LEAST = 0.08  # of all that the page shows, in lines with words at all
MIN_SPEECH = 0.8  # of what it says, under a title with such words: the portal's frame was left around it
MIN_SAID = 8  # words, or characters of Han, that make a line a speech
MAX_HEAD = 40  # characters
LONG = 30  # so many without a mark between them
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
    total = sum(_size(blocks[at].text) for at in seen)
    whole = " ".join([fold(page.window), *(page.lines[at] for at in seen)])
    worded = sum(_size(blocks[at].text) for at in seen if at in page.worded)
    if worded < LEAST * total:
        return {}
    strong = sum(is_strong(page.lines[at]) for at in seen if at in page.worded)
    score = weight_of_folded(whole) + OFFER * offers(whole) + REPEATED * max(0, strong - 1)
    if len(whole) < MIN_CHARS or not total or score < MIN_SCORE:
        return {}
    spam = [at for at in seen if at in page.worded and _is_spam(page.lines[at], blocks[at])]
    size = sum(_size(blocks[at].text) for at in spam)
    others = [at for at in seen if at not in set(spam)]
    official = [at for at in others if warns(page.lines[at]) or is_official(page.lines[at])]
    share, most = size / total, MAX_OFFICIAL * total
    if share < MIN_SHARE:
        # What is left may be the portal's frame, which says nothing.
        said = size + sum(_size(blocks[at].text) for at in others if _says(blocks[at], page.lines[at]))
        share, most = size / max(1, said), MAX_OFFICIAL * said
        official = [at for at in official if _says(blocks[at], page.lines[at])]
        if share < MIN_SPEECH or not _is_titled(page, spam) or page.subject.owns(whole) or _is_notice(page, seen):
            return {}
    if sum(_size(blocks[at].text) for at in official) > most:
        return {}
    reason = Judgement(0.95, f"{share:.0%} of what the page says are lines with words of spam")
    return dict.fromkeys(spam, ("purge/takeover", reason))


def _is_notice(page: Page, seen: list[int]) -> bool:
    """Tell whether the title, a line of the page that stands in its window title, is a notice's."""
    window = fold(page.window)
    titles = [_OFFICE.sub("", page.lines[at]) for at in seen if page.lines[at] in window]
    return any(len(title) >= MIN_SAID and is_official(title) for title in titles)


def _is_titled(page: Page, spam: list[int]) -> bool:
    """Tell whether the window title, or a line of spam that is no sentence, names such things."""
    heads = [page.lines[at] for at in spam if len(page.lines[at]) <= MAX_HEAD and not has_sentence(page.lines[at])]
    return weight_of_folded("\n".join([fold(page.window), *heads])) > 0


def _is_spam(line: str, block: Block) -> bool:
    if warns(line):
        return False
    # A row of a table, of a layout too, is spam where its cells are; a line with a link, where its parts are.
    parts = [fold(piece.plain) for piece in block.pieces]
    phrased = [phrase for part in parts for phrase in phrases(part)]
    worded = sum([_size(phrase) for phrase in phrased if weight_of_folded(phrase) > 0])
    share = max(worded / max(1, sum(map(_size, phrased))), selling_share("\n".join(parts)))
    return share >= MIN_SHARE and (offers(line) > 1 or not is_official(line))


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
