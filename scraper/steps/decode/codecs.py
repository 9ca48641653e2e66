"""Decoders of the Encoding Standard, made of Python's and patched where these differ.

Sources: https://encoding.spec.whatwg.org/ (labels §4.2, index gb18030, index big5, single-byte indexes).
* `gb2312`, `gbk` and `gb18030` are one decoder; a lone byte 0x80 is the euro sign (§10.1).
* Python's gb18030 follows the edition of 2005: 20 entries of the index lie in its private use area.
* Python's big5hkscs lacks 192 entries of the index big5 and maps 11 otherwise.
* A byte that Python's windows-125x leave undefined stands for the control character of the same number.
"""

from __future__ import annotations

import codecs
import re
from functools import cache
from importlib.resources import files

import webencodings

_GB_2005 = dict(
    zip(
        "\ue5e5\ue78d\ue78e\ue78f\ue790\ue791\ue792\ue793\ue794\ue795\ue796\ue7c7"
        "\ue81e\ue826\ue82b\ue82c\ue832\ue843\ue854\ue864",
        "\u3000\ufe10\ufe12\ufe11\ufe13\ufe14\ufe15\ufe16\ufe17\ufe18\ufe19\u1e3f"
        "\u9fb4\u9fb5\u9fb6\u9fb7\u9fb8\u9fb9\u9fba\u9fbb",
        strict=True,
    )
)
_GB_TABLE = str.maketrans(_GB_2005)
_GB_PRIVATE = re.compile(f"[{''.join(_GB_2005)}]")
_PYTHON = {"gbk": "gb18030", "gb18030": "gb18030", "big5": "big5hkscs", "shift_jis": "cp932", "euc-kr": "cp949"}
_UNICODE = {"utf-8": "utf-8", "utf-16le": "utf-16-le", "utf-16be": "utf-16-be"}
# Python gives A1FE and A241 one character, A240 and A242 another: the second of each is taken out before it decodes.
_BIG5_SLASHES = {b"\xa2\x41": "\u2215", b"\xa2\x42": "\ufe68"}
_BIG5_PAIR = re.compile(rb"[\x81-\xfe][\x40-\x7e\xa1-\xfe]")
_MULTIBYTE = {"euc-jp": "euc_jp", "iso-2022-jp": "iso2022_jp"}


def name_of(label: str | None) -> str | None:
    """Give the standard's name, in lower case, for a label as a page spells it; None where there is no such label."""
    found = webencodings.lookup(label) if label else None
    return found.name.lower() if found else None


def decode_as(body: bytes, name: str) -> str:
    """Decode by the standard's decoder `name`; what cannot be decoded becomes U+FFFD.

    A name without a decoder of its own (`replacement`) gives one U+FFFD, as the standard has it.
    """
    if name in {"gbk", "gb18030"}:
        text = body.decode("gb18030", _GB_ERRORS)
        return text.translate(_GB_TABLE) if _GB_PRIVATE.search(text) else text
    if name == "big5":
        return _decode_big5(body)
    if name in _UNICODE:
        return body.decode(_UNICODE[name], "replace")
    if name in _PYTHON or name in _MULTIBYTE:
        return body.decode(_PYTHON.get(name) or _MULTIBYTE[name], "replace")
    if name == "replacement":
        return "\ufffd" if body else ""
    return codecs.charmap_decode(body, "replace", _single_byte(name))[0]


def _decode_big5(body: bytes) -> str:
    if not any(pair in body for pair in _BIG5_SLASHES):
        return body.decode("big5hkscs", _BIG5_ERRORS).translate(_big5_otherwise())
    parts = []
    done = 0
    for match in _BIG5_PAIR.finditer(body):
        if match.group() in _BIG5_SLASHES:
            parts += [body[done : match.start()].decode("big5hkscs", _BIG5_ERRORS).translate(_big5_otherwise())]
            parts += [_BIG5_SLASHES[match.group()]]
            done = match.end()
    return "".join(parts) + body[done:].decode("big5hkscs", _BIG5_ERRORS).translate(_big5_otherwise())


def upper_half(name: str) -> str:
    """Give the characters of the bytes 80 to FF in a single-byte encoding; U+FFFE marks one that stands for nothing."""
    return _single_byte(name)[0x80:]


@cache
def _single_byte(name: str) -> str:
    """Give the 256 characters of a single-byte encoding; U+FFFE marks a byte that stands for nothing."""
    found = webencodings.lookup(name)
    assert found is not None, name
    if found.name == "x-user-defined":
        return "".join(map(chr, range(0x80))) + "".join(chr(0xF780 + byte) for byte in range(0x80))
    python = {"iso-8859-8-i": "iso8859-8", "macintosh": "mac-roman", "x-mac-cyrillic": "mac-cyrillic"}
    codec = python.get(found.name) or found.codec_info.name
    characters = []
    for byte in range(0x100):
        try:
            characters.append(bytes([byte]).decode(codec))
        except UnicodeDecodeError:
            characters.append(chr(byte) if byte < 0xA0 else "\ufffe")
    return "".join(characters)


@cache
def _big5_extra() -> dict[bytes, str]:
    lines = (files("scraper") / "data" / "big5_extra.txt").read_text(encoding="utf-8").splitlines()
    rows = (line.split(" ") for line in lines if line and not line.startswith("#"))
    return {bytes.fromhex(pair): chr(int(code, 16)) for pair, code in rows}


@cache
def _big5_otherwise() -> dict[int, str]:
    """Map what Python makes of eleven pairs to what the standard makes of them."""
    table = {}
    for pair, character in _big5_extra().items():
        if pair in _BIG5_SLASHES:
            continue
        try:
            table[ord(pair.decode("big5hkscs"))] = character
        except UnicodeDecodeError:
            continue
    return table


def _gb18030_error(error: UnicodeError) -> tuple[str, int]:
    """Mend what Python's decoder refuses; an ASCII byte after a broken lead byte is kept as itself (§10.2.1)."""
    assert isinstance(error, UnicodeDecodeError)
    at = error.start
    if error.object[at] == 0x80:
        return "€", at + 1
    trail = error.object[at + 1 : at + 2]
    swallows = trail >= b"\x80" and 0x81 <= error.object[at] <= 0xFE
    return "\ufffd", at + 1 + swallows


def _big5_error(error: UnicodeError) -> tuple[str, int]:
    """Give the entries that Python lacks; an ASCII byte after a broken lead byte is kept as itself (§12.1.1)."""
    assert isinstance(error, UnicodeDecodeError)
    at = error.start
    pair = error.object[at : at + 2]
    extra = _big5_extra().get(pair)
    if extra is not None:
        return extra, at + 2
    swallows = len(pair) == 2 and pair[1] >= 0x80 and 0x81 <= pair[0] <= 0xFE
    return "\ufffd", at + 1 + swallows


_GB_ERRORS, _BIG5_ERRORS = "chengxi-gb18030", "chengxi-big5"
codecs.register_error(_GB_ERRORS, _gb18030_error)
codecs.register_error(_BIG5_ERRORS, _big5_error)
