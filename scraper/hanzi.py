"""The few things asked of Chinese text: is it Han, and its folded form."""

from __future__ import annotations

from functools import cache

from opencc import OpenCC

HAN = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"  # for use within [] of a pattern


def fold(text: str) -> str:
    """Fold Traditional to Simplified, full-width to ASCII, and to lower case; the length stays, so offsets do too."""
    return text.translate(_fold_table())


@cache
def _fold_table() -> dict[int, str]:
    """One character to one character, built once a process (about 20 ms)."""
    han = [
        chr(code) for low, high in ((0x3400, 0x4DC0), (0x4E00, 0xA000), (0xF900, 0xFB00)) for code in range(low, high)
    ]
    simple = OpenCC("t2s").convert("\n".join(han)).split("\n")
    table = {ord(a): b for a, b in zip(han, simple, strict=True) if len(b) == 1 and a != b}
    table.update({code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)})
    table[0x3000] = " "
    table.update(
        {
            code: chr(code).lower()
            for code in range(0x110000)
            if len(chr(code).lower()) == 1 and chr(code).lower() != chr(code) and code not in table
        }
    )
    table.update({code: chr(code - 0xFEE0).lower() for code in range(0xFF21, 0xFF3B)})
    return table
