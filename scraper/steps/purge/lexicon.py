"""How much a text speaks like injected text: rows of data/rules/lexicon.tsv."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from importlib.resources import files

import numpy as np
import numpy.typing as npt

from scraper.hanzi import HAN, fold

_PHRASES = re.compile(r"[,，_|｜、;；/\\\s·…]+|-+|—+|–")
# What a notice about such things says: it orders, bans, reports or releases. These lines are never a spam headline.
_OFFICIAL = re.compile(
    r"关于|通知|通告|公告|公示|通报|打击|整治|查处|严禁|防范|举报|扫黄|打非|专项|行动|侦破|破获|抓获|案件|处罚|条例|规定|办法|意见|方案|"
    r"财政部|公益金|发行|福利彩票|体育彩票|中心|委员会|人民政府|工作|会议|宣传|管理|预防|治理|"
    r"警察|注意|被害|相谈|消费者|厚生|"
    r"\b(?:warn|polic|agency|ministr|seiz|customs|recall|safety|regulat|illegal|counterfeit|arrest|patients|clinical)"
)
_SENTENCE_END = re.compile(rf"[。！？](?:$|[{HAN}”’」』\s])")
_LONG = 300  # characters from which on looking at all pairs of letters at once is quicker
_PAIRS = 1 << 20
_LATIN = re.compile(r"[a-z0-9]")
_LATIN_WORD = re.compile(r"[A-Za-z0-9Ａ-Ｚａ-ｚ０-９\u0370-\u052f\u200b-\u200f.'’&+%$]+")
_PHRASE_WORDS = 3
STUFFED_WEIGHT = 2
# What a writer of spam sets between or instead of letters, so that no filter knows the word (UTS #39, confusables).
_INVISIBLE = ("\u00ad", "\u200b", "\u200c", "\u200d", "\u200e", "\u200f", "\u2060", "\ufeff")
_OTHER_LETTERS = re.compile("[\u0370-\u052f]")
_MIXED = re.compile("[a-z][\u0370-\u052f]|[\u0370-\u052f][a-z]")
_CONFUSABLE = str.maketrans("асеорхуіѕԁһкмтвοαρν", "aceopxyisdhkmtboapv")


@cache
def _words() -> dict[str, float]:
    """Read the rows, once a process: folded word to weight."""
    table = files("scraper").joinpath("data/rules/lexicon.tsv").read_text(encoding="utf-8")
    rows = [line.split("\t") for line in table.splitlines() if line and not line.startswith("#")]
    return {row[0]: float(row[1]) for row in rows}


@cache
def _any_word() -> re.Pattern[str]:
    """Any of the words, the longest first: without conditions around them `re` passes over most characters at once."""
    return re.compile("|".join(re.escape(word) for word in sorted(_words(), key=len, reverse=True)))


@cache
def _words_within() -> dict[str, tuple[str, ...]]:
    """Give for each word the words that it begins with, the longest, itself, first."""
    longest_first = sorted(_words(), key=len, reverse=True)
    return {word: tuple(other for other in longest_first if word.startswith(other)) for word in _words()}


def _words_in(folded: str) -> set[str]:
    """Give the words that stand in a folded text; Han ones may overlap, Latin ones stand whole or beside Han."""
    folded = _undisguised(folded)
    found: set[str] = set()
    taken = 0  # how far the last word reaches: within it no Latin one begins
    for hit in _hits(folded):
        at = hit.start()
        here = _words_within()[hit[0]]
        found.update([word for word in here if not _LATIN.match(word)])
        if at >= taken:
            longest = next((word for word in here if not _LATIN.match(word) or _is_whole(folded, at, word)), None)
            if longest is not None:
                found.add(longest)
                taken = at + len(longest)
    return found


def _undisguised(folded: str) -> str:
    """Undo what hides a word from a filter and not from a reader."""
    folded = without_invisible(folded)
    return folded.translate(_CONFUSABLE) if _OTHER_LETTERS.search(folded) and _MIXED.search(folded) else folded


def lines_with_words(folded: str) -> frozenset[int]:
    """Give the numbers of the lines of a folded text that hold a word, and perhaps of some that do not."""
    folded = _undisguised(folded)
    found = set()
    number = done = 0
    for hit in _hits(folded):
        number += folded.count("\n", done, hit.start())
        done = hit.start()
        found.add(number)
    return frozenset(found)


def _hits(folded: str) -> Iterator[re.Match[str]]:
    """Give the longest word at each place where one begins.

    In a long text only the places are tried where two letters fit.
    """
    pattern = _any_word()
    if len(folded) < _LONG:
        hit = pattern.search(folded)
        while hit is not None:
            yield hit
            hit = pattern.search(folded, hit.start() + 1)
        return
    codes = np.frombuffer(folded.encode("utf-32-le", "surrogatepass"), np.uint32)
    for at in np.flatnonzero(_beginnings()[_pairs(codes[:-1], codes[1:])]).tolist():
        hit = pattern.match(folded, at)
        if hit is not None:
            yield hit


@cache
def _beginnings() -> npt.NDArray[np.bool_]:
    """Tell of each pair of letters, by its number, whether a word may begin with it, once a process (1 MB)."""
    table = np.zeros(_PAIRS, np.bool_)
    table[_pairs(*(np.array([ord(word[at]) for word in _words()], np.uint32) for at in (0, 1)))] = True
    return table


def _pairs(first: npt.NDArray[np.uint32], second: npt.NDArray[np.uint32]) -> npt.NDArray[np.uint32]:
    """Give the numbers of pairs of letters; some share theirs."""
    return np.asarray((first * 1021 + second) % _PAIRS, dtype=np.uint32)


def without_invisible(text: str) -> str:
    """Give the text without the characters that no reader sees."""
    for mark in _INVISIBLE:
        if mark in text:
            text = text.replace(mark, "")
    return text


def _is_whole(folded: str, at: int, word: str) -> bool:
    """Tell whether a Latin word stands between no other Latin letters."""
    end = at + len(word)
    return not ("a" <= folded[max(0, at - 1) : at] <= "z" or "a" <= folded[end : end + 1] <= "z")


def phrases(text: str) -> list[str]:
    """Split a line at its separators; Latin words, which blanks part, make a phrase of up to three."""
    found: list[str] = []
    latin: list[str] = []
    for part in _PHRASES.split(text):
        if part and _LATIN_WORD.fullmatch(part):
            latin.append(part)
        elif part:
            found.append(part)
    return found + [" ".join(latin[at : at + _PHRASE_WORDS]) for at in range(0, len(latin), _PHRASE_WORDS)]


def weight(text: str) -> float:
    """Give the summed weight of the different lexicon words in a text."""
    return weight_of_folded(fold(text))


def weight_of_folded(folded: str) -> float:
    """Give the same of a text that is folded already."""
    return sum(_words()[word] for word in sorted(_words_in(folded)))


def is_official(text: str) -> bool:
    """Tell whether a line speaks like a notice."""
    return _OFFICIAL.search(fold(text)) is not None


def spam_share(text: str) -> float:
    """Give the share of a line's phrases that hold a lexicon word; 0 for an empty line."""
    parts = phrases(text)
    if not parts:
        return 0.0
    return sum(1 for part in parts if _words_in(fold(part))) / len(parts)


def is_stuffed(text: str) -> bool:
    """Tell whether half of a text's phrases hold lexicon words, and the text does not speak like a notice."""
    return weight(text) >= STUFFED_WEIGHT and spam_share(text) >= 0.5 and not is_official(text)


def has_sentence(text: str) -> bool:
    """Tell whether the text ends a sentence somewhere, as injected lists of phrases do not."""
    return _SENTENCE_END.search(text) is not None
