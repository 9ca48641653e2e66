"""Characters of UTF-8 that lost one of their bytes: the others and the neighbours often tell which they were."""

from __future__ import annotations

import re
from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from scraper.language import code_points, model
from scraper.language.classes import CLASSES
from scraper.language.lattice import HOLE, Reader
from scraper.model import LostCharacter

# One broken sequence of three bytes between whole ones, by what is left of it.
_BROKEN = re.compile(
    rb"(?:[\x00-\x7f]|[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3})+|([\xe3-\xe9\xef][\x80-\xbf]|[\x80-\xbf]{2})|(.)",
    re.DOTALL,
)
_LEADS = (0xE2, 0xE3, 0xE4, 0xE5, 0xE6, 0xE7, 0xE8, 0xE9, 0xEF)
_CONTINUATIONS = range(0x40)  # what one tells: six bits
_MOST = 40  # guesses on a page: one with more is broken in another way
_LEAST_OF_THREE = 0x800  # the first character of three bytes
_NONE = ord(HOLE)  # for no candidate


def likely_characters(body: bytes, text: str) -> tuple[LostCharacter, ...]:
    """Tell what each U+FFFD of `text`, the UTF-8 `body` read with replacement, was in all likelihood."""
    if "\ufffd" not in text or text.count("\ufffd") > 2 * _MOST or _is_whole(body):
        return ()
    places: list[tuple[int, int]] = []
    left: list[bytes] = []
    at = done = 0  # in the text, in the bytes
    for match in _BROKEN.finditer(body):
        if match.group(1) is None and match.group(2) is None:
            continue
        at += len(body[done : match.start()].decode("utf-8", "replace"))
        done = match.start()
        if match.group(1) is not None:
            shown = len(match.group(1).decode("utf-8", "replace"))
            if text[at : at + shown] == "\ufffd" * shown:
                places.append((at, at + shown))
                left.append(match.group(1))
        if len(left) > _MOST:
            return ()
    return tuple(_weighed(text, places, left)) if left else ()


def _is_whole(body: bytes) -> bool:
    """Tell whether the bytes are valid: then each U+FFFD stands in them as itself."""
    try:
        body.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _weighed(text: str, places: list[tuple[int, int]], left: list[bytes]) -> Iterator[LostCharacter]:
    """Give for each place the character that fits best between its neighbours, all weighed at once."""
    options = np.stack([_options(one) for one in left])
    around = code_points(f"\n{text}\n")
    starts, ends = np.array(places).T
    reader = Reader(model(), text)
    bits = reader.pairs(around[starts][:, None], options)
    bits += np.where((ends < len(text))[:, None], reader.pairs(options, around[ends + 1][:, None]), 0)
    bits[options == _NONE] = np.inf
    for (start, end), row, own in zip(places, options, bits, strict=True):
        order = np.lexsort((row, own))[:4]
        least = own[order[0]]
        if np.isinf(least):
            continue
        chance = 1.0 / float(np.exp2(np.maximum(least - own[own < np.inf], -60.0)).sum())
        likely, *others = (chr(code) for code in row[order[own[order] < np.inf]])
        yield LostCharacter(start, end, likely, round(min(0.97, chance), 2), tuple(others))


def _options(left: bytes) -> NDArray[np.uint32]:
    """Give what three bytes may have been of which two are left: code points that the model knows, else _NONE."""
    if left[0] < 0xC0:
        found = [(lead & 0xF) << 12 | (left[0] & 0x3F) << 6 | left[1] & 0x3F for lead in _LEADS]
    else:
        lead, other = (left[0] & 0xF) << 12, left[1] & 0x3F
        found = [lead | guess << 6 | other for guess in _CONTINUATIONS]
        found += [lead | other << 6 | guess for guess in _CONTINUATIONS]
    codes = np.full(2 * len(_CONTINUATIONS), _NONE, np.uint32)
    codes[: len(found)] = found
    is_known = model().ids[codes] >= CLASSES
    return np.where(is_known & (codes >= _LEAST_OF_THREE), codes, _NONE)


def filled(text: str, lost: tuple[LostCharacter, ...], least: float) -> str:
    """Give the text with each lost character that is at least so likely put in."""
    for one in reversed(lost):
        if one.confidence >= least:
            text = text[: one.start] + one.likely + text[one.end :]
    return text
