"""How much a text speaks like injected text: rows of data/rules/lexicon.tsv."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from scraper.hanzi import HAN, fold
from scraper.steps.purge.disguise import undisguised
from scraper.tables import rows

_PHRASES = re.compile(r"[,，_|｜、;；/\\\s·…]+|-+|—+|–")
# What a notice about such things says: it orders, bans, reports or releases. These lines are never a spam headline.
_OFFICIAL = re.compile(
    r"关于|通知|通告|公告|公示|通报|打击|整治|查处|严禁|防范|举报|扫黄|打非|专项|行动|侦破|破获|抓获|案件|处罚|条例|规定|办法|意见|方案|"
    r"财政部|公益金|发行|福利彩票|体育彩票|中心|委员会|人民政府|工作(?!室)|会议|宣传|管理|预防|治理|"
    r"警察|注意|被害|相谈|消费者|厚生|"
    r"\b(?:warn|polic|agency|ministr|seiz|customs|recall|safety|regulat|illegal|counterfeit|arrest|patients|clinical)"
)
_SENTENCE_END = re.compile(rf"[。！？](?:$|[{HAN}”’」』\s])")
_PAIRS = 1 << 20
_MANY = 5_000  # places in one text, from which on it says the same again and again
_SHORT = 120  # characters
_REACH = 40  # characters; no word is longer
_ODD = 1_099_511_628_211
_LATIN = re.compile(r"[a-z0-9]")
_LATIN_WORD = re.compile(r"[A-Za-z0-9Ａ-Ｚａ-ｚ０-９\u00c0-\u024f\u1e00-\u1eff\u0370-\u052f\u200b-\u200f.'’&+%$]+")
_PHRASE_WORDS = 3
STUFFED_WEIGHT = 2
PHRASE_CHARS = 16  # of a phrase of Han; longer ones are looked at for what their words cover
MIN_COVERED = 0.4


class Word(NamedTuple):
    """A row: the folded word, its weight, and the kind of thing that it offers."""

    text: str
    weight: float
    kind: str
    is_latin: bool


@cache
def _words() -> tuple[Word, ...]:
    """Read the rows, once a process."""
    read = rows("rules/lexicon.tsv")
    return tuple(Word(row[0], float(row[1]), row[2], _LATIN.match(row[0]) is not None) for row in read)


@cache
def _by_beginning() -> dict[str, tuple[Word, ...]]:
    """Give the words by their first two letters, the longest first."""
    found: dict[str, list[Word]] = {}
    for word in sorted(_words(), key=lambda word: -len(word.text)):
        found.setdefault(word.text[:2], []).append(word)
    return {letters: tuple(words) for letters, words in found.items()}


def _words_in(folded: str) -> set[Word]:
    """Give the words that stand in a folded text, but for those within a longer one.

    Han ones may overlap, Latin ones stand whole or beside Han.
    """
    folded = undisguised(folded)
    table = _by_beginning()
    found: set[Word] = set()
    places = _places(folded)
    taken = 0  # how far the last word reaches
    for at in (_different(folded, places) if len(places) > _MANY else places).tolist():
        for word in table.get(folded[at : at + 2], ()):
            end = at + len(word.text)
            fits = end > taken and folded.startswith(word.text, at)
            if fits and (not word.is_latin or (at >= taken and _is_whole(folded, at, end))):
                found.add(word)
                taken = end
                break
    return found


def lines_with_words(folded: str) -> frozenset[int]:
    """Give the numbers of the lines of a folded text that hold a word, and perhaps of some that do not."""
    folded = undisguised(folded)
    table = _by_beginning()
    found = set()
    number = done = 0
    end = -1  # of the last line found
    for at in _places(folded).tolist():
        if at > end and any(folded.startswith(word.text, at) for word in table.get(folded[at : at + 2], ())):
            number += folded.count("\n", done, at)
            done = at
            end = folded.find("\n", at) % (len(folded) + 1)
            found.add(number)
    return frozenset(found)


def _places(folded: str) -> npt.NDArray[np.intp]:
    """Give the places where the first two letters of a word fit, and perhaps a few more."""
    if len(folded) < _SHORT:  # quicker than numpy is
        table = _by_beginning()
        return np.array([at for at in range(len(folded) - 1) if folded[at : at + 2] in table], np.intp)
    codes = np.frombuffer(folded.encode("utf-32-le", "surrogatepass"), np.uint32)
    return np.flatnonzero(_beginnings()[_pairs(codes[:-1], codes[1:])])


def _different(folded: str, places: npt.NDArray[np.intp]) -> npt.NDArray[np.intp]:
    """Give the first of all places around which the text is the same as far as words reach.

    Windows are told apart by the sum of their letters, each times a power of an odd number, modulo 2**64.
    """
    codes = np.frombuffer(folded.encode("utf-32-le", "surrogatepass"), np.uint32)
    padded = np.pad(codes, (_REACH, 2 * _REACH)).astype(np.uint64)
    powers, inverses = (np.cumprod(np.full(len(padded), base, np.uint64)) for base in (_ODD, pow(_ODD, -1, 1 << 64)))
    sums = np.cumsum(padded * powers)
    keys = (sums[places + 3 * _REACH - 1] - sums[places]) * inverses[places]
    _, first = np.unique(keys, return_index=True)
    return places[np.sort(first)]


@cache
def _beginnings() -> npt.NDArray[np.bool_]:
    """Tell of each pair of letters, by its number, whether a word may begin with it, once a process (1 MB)."""
    table = np.zeros(_PAIRS, np.bool_)
    table[_pairs(*(np.array([ord(word.text[at]) for word in _words()], np.uint32) for at in (0, 1)))] = True
    return table


def _pairs(first: npt.NDArray[np.uint32], second: npt.NDArray[np.uint32]) -> npt.NDArray[np.uint32]:
    """Give the numbers of pairs of letters; some share theirs."""
    return np.asarray((first * 1021 + second) % _PAIRS, dtype=np.uint32)


def _is_whole(folded: str, at: int, end: int) -> bool:
    """Tell whether the Latin ends of a word stand beside no other Latin letters."""
    before, after = folded[max(0, at - 1) : at], folded[end : end + 1]
    return not ("a" <= before <= "z" or ("a" <= after <= "z" and folded[end - 1].isascii()))


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
    return sum([word.weight for word in _words_in(folded)])


def is_strong(folded: str) -> bool:
    """Tell whether a folded text holds a word that needs no other: not one of two Han, which arise between words."""
    found = _words_in(folded)
    return sum([word.weight for word in found]) > 1 or any(word.weight >= 1 and len(word.text) > 2 for word in found)


def kinds(folded: str) -> frozenset[str]:
    """Give the kinds of things that the words of a folded text offer."""
    return frozenset(word.kind for word in _words_in(folded))


def without_words(folded: str) -> str:
    """Give a folded text without the words that stand in no public notice by themselves."""
    plain = undisguised(folded)
    words = [word.text for word in _words_in(plain) if word.weight >= 1]
    gone = {at for word in words for hit in re.finditer(re.escape(word), plain) for at in range(*hit.span())}
    return "".join([" " if at in gone else letter for at, letter in enumerate(plain)])


def is_official(text: str) -> bool:
    """Tell whether a line speaks like a notice."""
    return _OFFICIAL.search(fold(text)) is not None


def spam_share(text: str) -> float:
    """Give the share of a line's phrases that hold a lexicon word; 0 for an empty line.

    A long phrase of which words are a small part is a sentence's beginning, not a phrase of spam.
    """
    parts = phrases(text)
    if not parts:
        return 0.0
    return sum(1 for part in parts if _is_spam_phrase(fold(part))) / len(parts)


def _is_spam_phrase(phrase: str) -> bool:
    found = _words_in(phrase)
    is_short = len(phrase) <= PHRASE_CHARS or phrase.isascii()
    return bool(found) and (is_short or sum([len(word.text) for word in found]) >= MIN_COVERED * len(phrase))


def is_stuffed(text: str) -> bool:
    """Tell whether half of a text's phrases hold lexicon words, and the text does not speak like a notice."""
    return weight(text) >= STUFFED_WEIGHT and spam_share(text) >= 0.5 and not is_official(text)


def has_sentence(text: str) -> bool:
    """Tell whether the text ends a sentence somewhere, as injected lists of phrases do not."""
    return _SENTENCE_END.search(text) is not None
