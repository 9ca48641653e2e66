"""Pages of two encodings: where a part was pasted in from elsewhere, each stretch between tags is decoded by itself."""

from __future__ import annotations

import re

from scraper.steps.decode.codecs import decode_as
from scraper.steps.decode.guess import best_of, is_broken_utf8

# A tag's brackets are never trail bytes of GBK, Big5, Shift_JIS or EUC (these begin at 0x40), so a cut there is safe.
_STRETCH = re.compile(rb"[^<>\n]*[<>\n]?")
_BORDER = b"|"
# What a byte may be in UTF-8: a border of stretches, ASCII, a byte that goes on, the first of two, three or four.
_ROLES = bytes(
    ord("|" if byte in b"<>\n" else "a" if byte < 0x80 else "c" if byte < 0xC0 else "2" if 0xC3 <= byte <= 0xDF
        else "3" if 0xE2 <= byte <= 0xEF else "4" if 0xF0 <= byte <= 0xF4 else "x")
    for byte in range(256)
)  # fmt: skip
_WORD_ROLES = (b"3cc3cc", b"2c2c2c", b"4ccc")  # of several sequences in a row
_HIGH = re.compile(rb"[\x80-\xff]")
_SWITCH_BITS = 12.0  # what another encoding must save in a stretch: one character more or less is chance
_TWO_BYTE = ("gb18030", "big5")


def decode_stretches(body: bytes, base: str) -> str:
    """Decode by `base`, except where a stretch clearly is in another encoding.

    In a UTF-8 page: a stretch that is not valid UTF-8. In another page: one that holds several UTF-8 sequences and is
    valid UTF-8.
    """
    if base == "utf-8":
        if _is_utf8(body):
            return decode_as(body, base)
        return "".join(_in_utf8_page(stretch) for stretch in _runs(body, is_utf8_page=True))
    if not _holds_pasted_utf8(body):
        return decode_as(body, base)
    return "".join(_in_other_page(stretch, base) for stretch in _runs(body, is_utf8_page=False))


def _runs(body: bytes, *, is_utf8_page: bool) -> list[bytes]:
    """Cut the body into stretches, and join neighbours that look alike: fewer and longer ones are told more surely."""
    runs: list[bytes] = []
    kinds: list[bool] = []
    pending: list[bytes] = []
    for match in _STRETCH.finditer(body):
        stretch = match.group()
        if not stretch:
            continue
        if not _HIGH.search(stretch):
            pending.append(stretch)
            continue
        kind = _is_utf8(stretch) if is_utf8_page else _is_pasted_utf8(stretch)
        if kinds and kinds[-1] == kind:
            runs[-1] += b"".join(pending) + stretch
        else:
            if runs:
                runs[-1] += b"".join(pending)
            else:
                stretch = b"".join(pending) + stretch
            runs.append(stretch)
            kinds.append(kind)
        pending = []
    tail = b"".join(pending)
    if not runs:
        return [tail]
    runs[-1] += tail
    return runs


def _in_utf8_page(stretch: bytes) -> str:
    if _is_utf8(stretch) or is_broken_utf8(stretch):
        return decode_as(stretch, "utf-8")
    return _best(stretch, "utf-8", ("utf-8", *_TWO_BYTE, "windows-1252"))


def _in_other_page(stretch: bytes, base: str) -> str:
    if not _is_utf8(stretch):
        return decode_as(stretch, base)
    return _best(stretch, base, (base, "utf-8"))


def _best(stretch: bytes, base: str, candidates: tuple[str, ...]) -> str:
    own = best_of(stretch, (base,))
    other = best_of(stretch, tuple(name for name in candidates if name != base))
    return decode_as(stretch, other.name if other.bits < own.bits - _SWITCH_BITS else own.name)


def _holds_pasted_utf8(body: bytes) -> bool:
    """Tell whether any stretch of a page in another encoding may be UTF-8; most pages are looked through in one go."""
    roles = body.translate(_ROLES)
    for word in _WORD_ROLES:
        at = roles.find(word)
        while at >= 0:
            end = roles.find(_BORDER, at)
            end = len(roles) if end < 0 else end
            if _is_utf8(body[roles.rfind(_BORDER, 0, at) + 1 : end]):
                return True
            at = roles.find(word, end)
    return False


def _is_pasted_utf8(stretch: bytes) -> bool:
    """Tell whether a stretch of a page in another encoding may be UTF-8: valid, with several sequences in a row."""
    return _is_utf8(stretch) and any(word in stretch.translate(_ROLES) for word in _WORD_ROLES)


def _is_utf8(stretch: bytes) -> bool:
    try:
        stretch.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True
