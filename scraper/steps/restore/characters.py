"""Single characters that should not stand in text: controls, zero widths, private use, radicals."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cache
from itertools import islice, pairwise

from scraper.language import model
from scraper.model import Change

_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]+")
_ZERO_WIDTH = re.compile("[\u200b\u2060\ufeff\u00ad]+")
_EAST = "\u3001-\u303f\u3400-\u9fff\uff01-\uff60"
# Marks of direction and joiners, fillers and tags (Unicode, Default_Ignorable_Code_Point): behind Han they do nothing,
# and before Han marks of direction do not either.
_IGNORABLE = (
    "[\u034f\u115f\u1160\u180b-\u180f\u200c-\u200f\u202a-\u202e\u2061-\u206f\u3164\uffa0\U000e0000-\U000e00ff]+"
)
_UNSEEN = re.compile(
    f"(?<=[{_EAST}]){_IGNORABLE}|(?<![^\x00-\x7f])[\u200c-\u200f\u202a-\u202e\u2066-\u2069\ufeff]+(?=[{_EAST}])"
)
_UNSEEN_ALSO = re.compile(f"(?<=[\x20-\x7e{_EAST}]){_IGNORABLE}")  # beside figures, where they were scattered
# What stands upon or selects the form of one character: behind most characters of a line, a machine scattered it.
_MARKS = re.compile(
    "(?<=[0-9\u3001-\u9fff\uff01-\uff60])[\u0300-\u036f\u0483-\u0489\u20d0-\u20ff\ufe00-\ufe0f\ufe20-\ufe2f\U000e0100-\U000e01ef]+"
)
_OTHER_CONTROL, _FEW = re.compile("[\x01-\x08\x0b\x0c\x0e-\x1f]"), 3
_LETTERS, _MOST_LETTERS = re.compile("[\x80-\u2e7f\ud7b0-\uf8ff\ufffd]"), 0.1
_LEAST_SLASHES = 2
_LEAST_MARKS, _MARKED_SHARE = 8, 0.6  # of the Han of a line
_OVERRIDE = re.compile("\u202e([^\u202a-\u202e\n]+)\u202c?")  # shown from right to left, whatever it is
_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff]")
_SPACED = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff]")  # Thai, Lao, Burmese, Khmer break lines at U+200B
_SCATTERED = 3  # so many beside Han: then those beside Latin were scattered by the same hand
_HAN_SHARE = 0.3  # of a text in Chinese
_RADICAL = re.compile("[\u2e80-\u2fd5\uf900-\ufa2d]")
_RADICALS = re.compile("(?:[\u2f00-\u2fd5][ \u3000、，,\t]?){4,}")  # in the order of the dictionary they are spoken of
_KOREAN = re.compile("[\uac00-\ud7a3]")
_KOREAN_FORMS = "\uf900", "\ufa0b"  # the Korean standard has these characters once for each reading
# Marks of vertical writing, and of half width: in a text that has none of their plain forms a converter put them.
_VERTICAL = dict(
    zip(
        "︐︑︒︓︔︕︖︗︘︵︶︷︸︹︺︻︼︽︾︿﹀﹁﹂﹃﹄",
        "，、。：；！？〖〗（）｛｝〔〕【】《》〈〉「」『』",
        strict=True,
    )
)
_HALF = dict(zip("｡､｢｣", "。、「」", strict=True))
_HALF_KANA = re.compile("[\uff65-\uff9f\u3041-\u30ff]")
_LEAST_FORMS = 3
_HAN = "\u3400-\u9fff"
# A control character between two characters of a word: somebody scattered them.
_BETWEEN = re.compile(
    f"[{_EAST}\u3040-\u30ff\uac00-\ud7a3][\x00-\x08\x0b\x0c\x0e-\x1f\x7f]+[{_EAST}\u3040-\u30ff\uac00-\ud7a3]"
)
_HAN_NEAR = re.compile(f"[{_HAN}]")
_QUOTES = frozenset("“”「」『』\"'‘’")  # a radical between quotes is spoken of, not used
# Private characters of GBK (edition of 1995) that have a code point of their own since Unicode 4.1: GB 18030-2005,
# annex; ideographic blank at A3A0 as the Encoding Standard has it.
_OF_GBK = dict(
    zip(
        "\ue5e5\ue7c7\ue7c8\ue78d\ue78e\ue78f\ue790\ue791\ue792\ue793\ue794\ue795\ue796"
        "\ue81e\ue826\ue82b\ue82c\ue832\ue843\ue854\ue864",
        "\u3000\u1e3f\u01f9\ufe10\ufe12\ufe11\ufe13\ufe14\ufe15\ufe16\ufe17\ufe18\ufe19"
        "\u9fb4\u9fb5\u9fb6\u9fb7\u9fb8\u9fb9\u9fba\u9fbb",
        strict=True,
    )
)
_PRIVATE = re.compile(f"[{''.join(_OF_GBK)}]")
# CJK Radicals Supplement: the forms that are also used as Simplified characters.
_SUPPLEMENT = dict(
    zip(
        "⺁⺟⺠⻅⻆⻓⻔⻢⻬⻰⻛⻜⻥⻩⻨⻄⻉⻋⻘⻝⻚⻤⺎⺓⺢⺩⻁",
        "厂母民见角长门马齐龙风飞鱼黄麦西贝车青食页鬼兀幺水王虎",
        strict=True,
    )
)


def mend_characters(text: str, most: int) -> list[Change]:
    """Give the repairs of single characters, in order: of each kind the first `most`."""
    # Elsewhere control characters may be meant: bells and escapes in manuals of programs.
    is_scattered = _BETWEEN.search(text) is not None
    takes_nul = "\0" in text and _reads_without_nul(text)
    edits = [
        _deletion(match, "restore/control", 0.99, "control characters have no meaning in text")
        for match in islice(_CONTROL.finditer(text), most)
        if (takes_nul if "\0" in match.group() else is_scattered)
    ]
    edits += _zero_width(text, most)
    edits += [
        Change(
            "restore/private-use",
            match.span(),
            match.group(),
            _OF_GBK[match.group()],
            0.97,
            "GB 18030 gives this private character a code point of its own",
        )
        for match in islice(_PRIVATE.finditer(text), most)
    ]
    if not _RIGHT_TO_LEFT.search(text):
        reason = "invisible characters within Han text"
        edits += islice(_turned(text), most)
        turned = {place for edit in edits if edit.rule == "restore/direction" for place in range(*edit.span)}
        unseen = list(islice(_UNSEEN.finditer(text), most))
        if len(unseen) >= _SCATTERED and _is_mostly_han(_UNSEEN.sub("", text)):
            unseen = list(islice(_UNSEEN_ALSO.finditer(text), most))
        edits += [
            _deletion(match, "restore/zero-width", 0.97, reason) for match in unseen if match.start() not in turned
        ]
    edits += islice(_scattered_marks(text), most)
    edits += islice(_slashes(text), most)
    edits += islice(_radicals(text), most)
    edits += islice(_other_forms(text), most)
    return sorted(edits, key=lambda edit: edit.span)


def _reads_without_nul(text: str) -> bool:
    """Tell whether a text is one without its NULs; among other controls and letters they are halves of characters."""
    if len(_LETTERS.findall(text)) > _MOST_LETTERS * len(text):
        return False
    return len(_OTHER_CONTROL.findall(text)) < _FEW or _BETWEEN.search(text) is not None


def _deletion(match: re.Match[str], rule: str, confidence: float, reason: str) -> Change:
    return Change(rule, match.span(), match.group(), "", confidence, reason)


def _zero_width(text: str, most: int) -> list[Change]:
    found = list(islice(_ZERO_WIDTH.finditer(text), most))
    if not found or _SPACED.search(text):
        return []
    beside = [_is_beside_han(text, match) for match in found]
    if sum(beside) >= _SCATTERED and _is_mostly_han(text):
        beside = [is_beside or "\xad" not in match.group() for is_beside, match in zip(beside, found, strict=True)]
    reason = "invisible characters within Han text"
    return [
        _deletion(match, "restore/zero-width", 0.97, reason)
        for match, is_beside in zip(found, beside, strict=True)
        if is_beside
    ]


def _is_mostly_han(text: str) -> bool:
    return len(_HAN_NEAR.findall(text)) > _HAN_SHARE * len(text)


def _is_beside_han(text: str, match: re.Match[str]) -> bool:
    start, end = match.span()
    return _is_east_asian(text[end : end + 1]) or (start > 0 and _is_east_asian(text[start - 1]))


def _is_east_asian(character: str) -> bool:
    return bool(character) and (
        "\u2e80" <= character <= "\u9fff" or "\uff00" <= character <= "\uffef" or character >= "\U00020000"
    )


def _slashes(text: str) -> Iterator[Change]:
    """Give the deletions of backslashes that escaped the second byte of a character: 許 ends with one in Big5."""
    if text.count("\\") < _LEAST_SLASHES:
        return
    for table in ("big5", "gbk"):
        found = [at for at, one in enumerate(text) if one == "\\"]
        if all(at and text[at - 1].encode(table, "ignore")[1:] == b"\\" for at in found):
            reason = f"each stands behind a character whose second byte in {table} is a backslash: a filter escaped it"
            for at in found:
                yield Change("restore/control", (at, at + 1), "\\", "", 0.97, reason)
            return


def _turned(text: str) -> Iterator[Change]:
    """Give the repairs of what is stored backwards and shown forwards by an override of direction."""
    for match in _OVERRIDE.finditer(text) if "\u202e" in text else ():
        stored, shown = match.group(1), match.group(1)[::-1]
        if len(_HAN_NEAR.findall(stored)) > 1 and model().bits(shown) < model().bits(stored):
            reason = "stored backwards, and shown from right to left by a mark of direction"
            yield Change("restore/direction", match.span(), match.group(), shown, 0.9, reason)


def _scattered_marks(text: str) -> Iterator[Change]:
    """Give the deletions of marks that stand upon most characters of a line."""
    if not _MARKS.search(text):
        return
    at = 0
    for line in text.split("\n"):
        found = list(_MARKS.finditer(line))
        if len(found) >= max(_LEAST_MARKS, _MARKED_SHARE * len(_HAN_NEAR.findall(line))):
            reason = f"marks upon {len(found)} characters of a line: they were scattered"
            for match in found:
                span = (at + match.start(), at + match.end())
                yield Change("restore/zero-width", span, match.group(), "", 0.85, reason)
        at += len(line) + 1


def _listed_radicals(text: str) -> frozenset[int]:
    """Give the places of radicals that are listed in the order of the dictionary: such a list speaks of them."""
    lists = (
        [match.start() + at for at, one in enumerate(match.group()) if one >= "\u2f00"]
        for match in _RADICALS.finditer(text)
    )
    return frozenset(
        place for places in lists for place in places if all(text[a] < text[b] for a, b in pairwise(places))
    )


def _radicals(text: str) -> Iterator[Change]:
    is_korean = _KOREAN.search(text) is not None
    listed = _listed_radicals(text)
    for match in _RADICAL.finditer(text):
        character, at = match.group(), match.start()
        if at in listed or (is_korean and _KOREAN_FORMS[0] <= character <= _KOREAN_FORMS[1]):
            continue
        plain = _plain(character)
        if plain == character or (text[max(0, at - 1) : at] in _QUOTES and text[at + 1 : at + 2] in _QUOTES):
            continue
        if len(_HAN_NEAR.findall(text[max(0, at - 3) : at + 4])) >= (2 if "“" in text[max(0, at - 3) : at] else 1):
            reason = "a radical or compatibility form among Han characters"
            yield Change("restore/radical", match.span(), character, plain, 0.97, reason)


def _other_forms(text: str) -> Iterator[Change]:
    """Give the repairs of marks of vertical writing and of half width, where they stand for all plain ones."""
    tables = [_VERTICAL] if _HALF_KANA.search(text) else [_VERTICAL, _HALF]
    for table in tables:
        found = [mark for mark in table if mark in text]
        number = sum(map(text.count, found))
        if number < _LEAST_FORMS or any(table[mark] in text for mark in found):
            continue
        reason = f"{number} marks of vertical writing or of half width, and none of their plain forms"
        for match in re.finditer(f"[{''.join(found)}]", text):
            yield Change("restore/radical", match.span(), match.group(), table[match.group()], 0.95, reason)


@cache
def _plain(character: str) -> str:
    """Give the unified character for a radical or a compatibility form, or the character itself."""
    if character in _SUPPLEMENT:
        return _SUPPLEMENT[character]
    plain = unicodedata.normalize("NFKC", character)
    return plain if len(plain) == 1 else character
