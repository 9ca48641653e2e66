"""How much a text speaks like injected text: rows of data/rules/lexicon.tsv."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from scraper.hanzi import HAN, fold
from scraper.rules import rows
from scraper.steps.purge.disguise import undisguised
from scraper.wordlist import Wordlist

_PHRASES = re.compile(r"[,，_|｜、;；/\\\s·…]+|-+|—+|–")
# What a notice about such things says: it orders, bans, reports or releases. These lines are never a spam headline.
_OFFICIAL = re.compile(
    r"关于|通知|通告|公告|公示|通报|打击|整治|查处|严禁|防范|举报|扫黄|打非|专项|行动|侦破|破获|抓获|案件|处罚|条例|规定|办法|意见|方案|"
    r"财政部|公益金|发行|福利彩票|体育彩票|中心|委员会|人民政府|工作(?!室)|会议|宣传|管理|预防|治理|"
    r"警察|[にご请]注意|注意(?:事项|安全|防|喚|唤)|被害|相谈|消费者|厚生|"
    r"\b(?:warn|polic|agency|ministr|seiz|customs|recall|safety|regulat|illegal|counterfeit|arrest|patients|clinical)"
)
_SENTENCE_END = re.compile(rf"[。！？](?:$|[{HAN}”’」』（(【\s])")
_LATIN = re.compile(r"[a-z0-9]")
_LATIN_WORD = re.compile(r"[A-Za-z0-9Ａ-Ｚａ-ｚ０-９\u00c0-\u024f\u1e00-\u1eff\u0370-\u052f\u200b-\u200f.'’&+%$]+")
_HOUSE_NUMBER = re.compile(
    r"[a-z]{0,6}\d{3,6}(?![\d.,:年月日号路米元万亿个人名户注期届张%])"
)  # 银河7163, behind a betting house
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
def _wordlist() -> Wordlist:
    return Wordlist(word.text for word in _words())


def _words_in(folded: str) -> set[Word]:
    """Give the words that stand in a folded text, but for those within a longer one.

    Han ones may overlap, Latin ones stand whole or beside Han.
    """
    folded = undisguised(folded)
    words = _words()
    found: set[Word] = set()
    taken = 0  # how far the last word reaches
    for number, start, end in sorted(_wordlist().find(folded), key=lambda hit: (hit[1], -hit[2])):
        word = words[number]
        if end > taken and (not word.is_latin or (start >= taken and _is_whole(folded, start, end))):
            is_house = word.weight < 1 and word.kind == "gambling" and _HOUSE_NUMBER.match(folded, end)
            found.add(word._replace(weight=1.0) if is_house else word)
            taken = end
    return found


def lines_with_words(folded: str) -> frozenset[int]:
    """Give the numbers of the lines of a folded text that hold a word, and perhaps of some that do not."""
    folded = undisguised(folded)
    return numbers_of_lines(folded, _wordlist())


def numbers_of_lines(text: str, words: Wordlist) -> frozenset[int]:
    """Give the numbers of the lines of a text that hold one of these words."""
    found = set()
    number = done = 0
    for start in sorted({start for _, start, _ in words.find(text)}):
        number += text.count("\n", done, start)
        done = start
        found.add(number)
    return frozenset(found)


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


def strong_words(folded: str) -> frozenset[str]:
    """Give the words of a folded text of which each needs no other."""
    return frozenset(word.text for word in _words_in(folded) if word.weight >= 1 and len(word.text) > 2)


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

    A long phrase of which words are a small part is a sentence's beginning, not a phrase of spam. Latin words are
    phrases of three wherever a word of the lexicon begins.
    """
    parts = phrases(undisguised(text))
    if not parts:
        return 0.0
    spam = [part for part in parts if is_spam_phrase(fold(part))]
    left = [part for part in parts if part not in spam and _LATIN_WORD.match(part)]
    across = len(left) > 1 and _words_in(fold(" ".join(left)))
    return min(len(parts), len(spam) + len(across or ())) / len(parts)


def is_spam_phrase(phrase: str) -> bool:
    """Tell whether a folded phrase holds a word, of which a long one is made in good part."""
    found = _words_in(phrase)
    is_short = len(phrase) <= PHRASE_CHARS or phrase.isascii()
    return bool(found) and (is_short or sum([len(word.text) for word in found]) >= MIN_COVERED * len(phrase))


def is_stuffed(text: str) -> bool:
    """Tell whether half of a text's phrases hold lexicon words, and the text does not speak like a notice."""
    return weight(text) >= STUFFED_WEIGHT and spam_share(text) >= 0.5 and not is_official(text)


def has_sentence(text: str) -> bool:
    """Tell whether the text ends a sentence somewhere, as injected lists of phrases do not."""
    return _SENTENCE_END.search(text) is not None
