"""The few things asked of Chinese text: its folded form, Simplified partners, readings.

The tables lie in `scraper/data/` and are made by `scraper.language.build` (OpenCC's and pypinyin's facts as data, so
that neither is loaded at run time).
"""

from __future__ import annotations

import codecs
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

HAN = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"  # for use within [] of a pattern
_LONG = 100  # characters from which on folding all at once is quicker
_UTF_32 = codecs.lookup("utf-32-le")  # found now: a process that gave up its rights may not find it later
_PLAIN = str.maketrans("āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜńňǹḿếề", "aaaaeeeeiiiioooouuuuüüüünnnmêê")
# The blocks of Unicode that have letter case.
_CASED = (
    *((0x41, 0x5B), (0xC0, 0x590), (0x10A0, 0x1400), (0x1C80, 0x1CC0), (0x1E00, 0x2190), (0x24B0, 0x24D0)),
    *((0x2C00, 0x2D30), (0xA640, 0xA7FF), (0x10400, 0x10600), (0x10C80, 0x10CC0), (0x118A0, 0x118E0)),
    *((0x16E40, 0x16E60), (0x1E900, 0x1E930)),
)


def fold(text: str) -> str:
    """Fold Traditional to Simplified, full-width to ASCII, and to lower case; the length stays, so offsets do too."""
    return text.translate(_fold_table()) if len(text) < _LONG else _fold_long(text)


@cache
def simplified_pairs() -> tuple[str, str]:
    """Give Traditional characters and, in the same order, their Simplified ones (one to one, as OpenCC's t2s)."""
    first, second = (files("scraper") / "data" / "fold.txt").read_text(encoding="utf-8").split("\n")[:2]
    return first, second


@cache
def simplified() -> dict[str, str]:
    """Map each Traditional character to its Simplified one; treat it as read-only."""
    return dict(zip(*simplified_pairs(), strict=True))


@cache
def readings() -> dict[str, frozenset[str]]:
    """Map each character to its toned pinyin readings (21,000 characters of GBK); treat it as read-only."""
    found: dict[str, set[str]] = {}
    for line in (files("scraper") / "data" / "readings.txt").read_text(encoding="utf-8").splitlines():
        reading, characters = line.split(" ")
        for character in characters:
            found.setdefault(character, set()).add(reading)
    same: dict[frozenset[str], frozenset[str]] = {}  # some thousand sets serve 21,000 characters: 6 MB less
    sets = ((character, frozenset(values)) for character, values in found.items())
    return {character: same.setdefault(values, values) for character, values in sets}


def toneless(reading: str) -> str:
    """Take the tone marks off a reading: `lǜ` gives `lü`."""
    return reading.translate(_PLAIN)


def _fold_long(text: str) -> str:
    """Fold all characters at once, in a twentieth of the time."""
    import numpy as np  # noqa: PLC0415 - a search folds a few characters and should start at once

    table = _fold_codes()
    codes = np.frombuffer(_UTF_32.encode(text, "surrogatepass")[0], np.uint32)
    if int(codes.max()) >= len(table):
        return text.translate(_fold_table())
    return _UTF_32.decode(table[codes].tobytes(), "surrogatepass")[0]


@cache
def _fold_codes() -> npt.NDArray[np.uint32]:
    """The same table by code point, once a process: nothing folds beyond it (0.8 MB)."""
    import numpy as np  # noqa: PLC0415 - as above

    codes = np.arange(0x30000, dtype=np.uint32)
    for code, folded in _fold_table().items():
        codes[code] = ord(folded)
    return codes


@cache
def _fold_table() -> dict[int, str]:
    """One character to one character, built once a process (about 3 ms)."""
    table = {ord(a): b for a, b in simplified().items()}
    table.update({code: chr(code - 0xFEE0).lower() for code in range(0xFF01, 0xFF5F)})
    table[0x3000] = " "
    for low, high in _CASED:
        for code in range(low, high):
            lower = chr(code).lower()
            if len(lower) == 1 and lower != chr(code):
                table[code] = lower
    return table
