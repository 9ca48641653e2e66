"""Characters of UTF-8 that lost one of their bytes: the others and the neighbours often tell which they were."""

from __future__ import annotations

import re

from scraper.language import model
from scraper.language.lattice import Reader
from scraper.model import LostCharacter

# One broken sequence of three bytes between whole ones, by what is left of it.
_BROKEN = re.compile(
    rb"(?:[\x00-\x7f]|[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3})+|([\xe3-\xe9\xef][\x80-\xbf]|[\x80-\xbf]{2})|(.)",
    re.DOTALL,
)
_LEADS = (0xE2, 0xE3, 0xE4, 0xE5, 0xE6, 0xE7, 0xE8, 0xE9, 0xEF)
_CONTINUATIONS = range(0x80, 0xC0)
_MOST = 40  # guesses on a page: one with more is broken in another way


def likely_characters(body: bytes, text: str) -> tuple[LostCharacter, ...]:
    """Tell what each U+FFFD of `text`, the UTF-8 `body` read with replacement, was in all likelihood."""
    if "\ufffd" not in text or text.count("\ufffd") > 2 * _MOST or _is_whole(body):
        return ()
    reader = Reader(model(), text)
    found: list[LostCharacter] = []
    at = 0  # in the text
    done = 0  # in the bytes
    for match in _BROKEN.finditer(body):
        if match.group(1) is None and match.group(2) is None:
            continue
        at += len(body[done : match.start()].decode("utf-8", "replace"))
        done = match.start()
        if match.group(1) is not None:
            shown = len(match.group(1).decode("utf-8", "replace"))
            one = _likely(match.group(1), reader, text[at - 1 : at], text[at + shown : at + shown + 1])
            if one is not None and text[at : at + shown] == "\ufffd" * shown:
                found.append(LostCharacter(at, at + shown, *one))
        if len(found) > _MOST:
            return ()
    return tuple(found)


def _is_whole(body: bytes) -> bool:
    """Tell whether the bytes are valid: then each U+FFFD stands in them as itself."""
    try:
        body.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _likely(left: bytes, reader: Reader, before: str, after: str) -> tuple[str, float, tuple[str, ...]] | None:
    language = model()
    possible = (option.decode("utf-8", "ignore") for option in _options(left))
    candidates = tuple(one for one in possible if len(one) == 1 and language.is_known(one))
    if not candidates:
        return None
    weighed = reader.between(before or "\n", candidates, after)
    scored = sorted(zip(weighed.tolist(), candidates, strict=True))
    least = scored[0][0]
    total = sum(2.0 ** -min(60.0, bits - least) for bits, _ in scored)
    return scored[0][1], round(min(0.97, 1.0 / total), 2), tuple(character for _, character in scored[1:4])


def _options(left: bytes) -> list[bytes]:
    """Give what three bytes may have been of which two are left, in order."""
    if left[0] < 0xC0:
        return [bytes((lead,)) + left for lead in _LEADS]
    middle = [bytes((left[0], guess, left[1])) for guess in _CONTINUATIONS]
    return middle + [left + bytes((guess,)) for guess in _CONTINUATIONS]


def filled(text: str, lost: tuple[LostCharacter, ...], least: float) -> str:
    """Give the text with each lost character that is at least so likely put in."""
    for one in reversed(lost):
        if one.confidence >= least:
            text = text[: one.start] + one.likely + text[one.end :]
    return text
