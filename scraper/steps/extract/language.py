"""The language of a text, as a BCP 47 tag."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from operator import ne

from scraper.hanzi import HAN, fold

_HAN = re.compile(f"[{HAN}]+")
_KANA = re.compile("[\u3040-\u30ff]")
_HANGUL = re.compile("[\uac00-\ud7af]")
_ARABIC = re.compile("[\u0620-\u064a\u066e-\u06d3]")
_PERSIAN = re.compile("[پچژگی]")  # the last as Persian writes it, U+06CC
_UYGHUR = re.compile("[\u06d5\u06c6\u06c7\u06c8\u06cb\u06d0]")  # letters of Uyghur that Arabic and Persian lack
# Scripts that one language of portals writes; the letters of such a script, and its tag.
_SCRIPTS = (
    (re.compile("[\u0f40-\u0fbc]"), "bo"),
    (re.compile("[\u1820-\u18aa]"), "mn"),
    (re.compile("[\u0e01-\u0e4e]"), "th"),
    (re.compile("[\u05d0-\u05ea]"), "he"),
    (re.compile("[\u0370-\u03ff]"), "el"),
    (re.compile("[\u0904-\u0939]"), "hi"),
    (re.compile("[\u0e81-\u0edf]"), "lo"),
    (re.compile("[\u1000-\u109f]"), "my"),
    (re.compile("[\u1780-\u17f9]"), "km"),
    (re.compile("[\u10d0-\u10ff]"), "ka"),
)
_WORD = re.compile(r"[^\W\d_]+")
# The commonest words of a language, those it shares with others too: whole articles are told apart by their sum.
_WORDS = {
    "en": "the of and to in is that for with on was as are this by be from have a at",
    "de": "der die und das den von zu mit ist des im für auf nicht ein eine dem in werden am",
    "fr": "de la le et les des en un du une que est pour qui dans par sur pas au plus",
    "es": "de la que el en y a los se del las un por con una para es su al como",
    "pt": "de a o que e do da em um para com não uma os no na por mais as dos ao são",
    "it": "di e il la che in a per un è del non sono della con i le una nel gli al",
    "id": "yang dan di ini itu dengan untuk dari pada tidak adalah dalam akan ke oleh",
    "nl": "de het een van en dat op te voor met zijn niet aan door in is",
    "ru": "и в не на что с по как это из за от для его к у был были",
    "uk": "і та в у на не що з про як це із за від для й до було",
    "kk": "және мен бұл үшін бойынша болып туралы бір осы қазақстан деп ретінде",
    "mn": "нь энэ болон бол байна байгаа гэж ба юм тус өнөөдөр",
    "vi": "và của các trong cho được với những đến không có là người tại",
    "tr": "ve bir bu için ile olarak olan da de daha çok",
    "pl": "i w na z do się nie jest oraz przez od dla że",
    "cs": "a v na se je že s z do pro jako jsou",
    "sv": "och i att det som en på är av för med till",
}
# Letters that, of the languages above, one alone writes; its words have endings for what others say by small words.
_LETTERS = (
    (re.compile("[ơư\u1ea4-\u1eb7\u1ebe-\u1ec7\u1ed0-\u1ee3\u1ee8-\u1ef1]"), "vi"),
    (re.compile("[ğşıİ]"), "tr"),
    (re.compile("[әғқұһңӘҒҚҰҢ]"), "kk"),
    (re.compile("[өүӨҮ]"), "mn"),
)
_LETTER_SHARE = 0.02  # of all letters
_BY_SCRIPT = frozenset({"zh", "ja", "ko", "ar", "fa", "ug", *(tag for _, tag in _SCRIPTS)})
_SAMPLE = 800  # characters; more does not change the answer


def language_of(text: str, stated: str | None = None) -> str | None:
    """Give zh-Hans, zh-Hant, ja, ko, or another language by its letters or commonest words.

    `stated`: what the page says (`<html lang>`): it counts where the text is too short to tell, and for languages that
    are not known here; templates often state another language than the text has. None where nothing tells.
    """
    sample = text[:_SAMPLE]
    han = "".join(_HAN.findall(sample))
    words = _WORD.findall(sample.lower())
    if len(_KANA.findall(sample)) > max(2, len(han) // 20):
        return "ja"
    if len(_HANGUL.findall(sample)) > max(2, len(han)):
        return "ko"
    if len(han) >= 2 and len(han) * 3 >= sum(map(len, words)) - len(han):
        return _script(han)
    found = _by_letters(sample) or _by_words(words)
    own = (stated or "").strip().partition("-")[0].lower()
    is_further = len(own) in (2, 3) and own.isascii() and own.isalpha() and own not in {*_WORDS, *_BY_SCRIPT}
    return own if words and is_further else found


def _by_letters(sample: str) -> str | None:
    """Tell a language by its script, where half of the letters are of it, or by letters that it alone has."""
    if sample.isascii():
        return None
    letters = sum(map(str.isalpha, sample))
    if len(_ARABIC.findall(sample)) * 2 > letters:
        if len(_UYGHUR.findall(sample)) * 20 > letters:
            return "ug"
        return "fa" if len(_PERSIAN.findall(sample)) * 50 > letters else "ar"
    for pattern, tag in _LETTERS:
        if len(pattern.findall(sample)) > letters * _LETTER_SHARE:
            return tag
    return next((tag for pattern, tag in _SCRIPTS if len(pattern.findall(sample)) * 2 > letters), None)


def _script(text: str) -> str:
    """Traditional where more characters have a simpler form than there are simplified ones."""
    simplified = _simplified_only()
    traditional = sum(map(ne, text, fold(text)))
    simple = sum(map(simplified.__contains__, text))
    return "zh-Hant" if traditional > simple else "zh-Hans"


@cache
def _simplified_only() -> frozenset[str]:
    """Characters that are only the simple form of others, built once a process."""
    han = [chr(code) for code in range(0x4E00, 0xA000)]
    folded = [fold(character) for character in han]
    targets = {b for a, b in zip(han, folded, strict=True) if a != b}
    # Forms that Traditional text writes too (后, 里, 干 …) stay: they are few and do not decide alone.
    return frozenset(targets)


def _by_words(words: list[str]) -> str | None:
    if len(words) < 5:
        return None
    counts = Counter(words)
    scores = {tag: sum(counts[word] for word in listed.split()) for tag, listed in _WORDS.items()}
    best = max(scores, key=lambda tag: scores[tag])
    return best if scores[best] >= len(words) * 0.05 else None
