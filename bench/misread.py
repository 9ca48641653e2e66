"""Damage made on purpose: Chinese text decoded by a wrong table, once or twice, wholly or in part.

Each kind joins `bench.damage.KINDS`. What a decoder cannot read becomes U+FFFD, or `?` where the name ends in `_q`, so
some bytes are lost for good; how well the rest can be told is what is measured.
"""

from __future__ import annotations

import random

from bench.damage import KINDS, Damaged, sloppy, to_traditional

# name: the tables by which the text is written and read, in turn; Traditional text where it is told
CHAINS = {
    "utf8_as_big5": ("utf-8", "big5hkscs"),
    "gbk_as_big5": ("gbk", "big5hkscs"),
    "big5_as_gbk": ("big5hkscs", "gb18030"),
    "big5_as_1252": ("big5hkscs", "cp1252"),
    "dbl_utf8_gbk": ("utf-8", "gb18030", "utf-8", "gb18030"),
    "latin1_then_gbk": ("utf-8", "cp1252", "utf-8", "gb18030"),
    "gbk_then_latin1": ("gbk", "cp1252", "utf-8", "cp1252"),
    "utf8_as_shift_jis": ("utf-8", "cp932"),
    "gbk_as_shift_jis": ("gbk", "cp932"),
    "gbk_as_euc_kr": ("gbk", "cp949"),
    "utf8_as_1251": ("utf-8", "cp1251"),
    "gbk_as_1251": ("gbk", "cp1251"),
    "gbk_as_ibm437": ("gbk", "cp437"),
    "utf8_as_ibm850": ("utf-8", "cp850"),
    "gbk_as_koi8r": ("gbk", "koi8-r"),
    "utf8_as_macintosh": ("utf-8", "mac-roman"),
    "utf8_as_1250": ("utf-8", "cp1250"),
    "utf8_as_1256": ("utf-8", "cp1256"),
    "utf8_as_baltic": ("utf-8", "iso8859_13"),
    "gbk_as_874": ("gbk", "cp874"),
}


def misread(text: str, tables: tuple[str, ...]) -> str:
    """Write by the first table, read by the second, and so on."""
    for write, read in zip(tables[::2], tables[1::2], strict=True):
        data = text.encode(write)
        text = sloppy(data) if read == "cp1252" else data.decode(read, "replace")
    return text


def _add(name: str, tables: tuple[str, ...]) -> None:
    def damage(text: str, rng: random.Random) -> Damaged | None:
        del rng
        truth = to_traditional(text) if tables[0] == "big5hkscs" else text
        try:
            return Damaged(misread(truth, tables), truth)
        except UnicodeError:
            return None

    KINDS[name] = damage


for _name, _tables in CHAINS.items():
    _add(_name, _tables)


def _utf8_as_gbk_q(text: str, rng: random.Random) -> Damaged:
    del rng
    return Damaged(misread(text, ("utf-8", "gb18030")).replace("\ufffd", "?"), text)


def _mixed_utf8_gbk(text: str, rng: random.Random) -> Damaged | None:
    """Damage half of the lines of a page."""
    lines = text.split("\n")
    wrong = set(rng.sample(range(len(lines)), len(lines) // 2))
    if not wrong:
        return None
    chain = ("utf-8", "gb18030")
    return Damaged("\n".join(misread(line, chain) if at in wrong else line for at, line in enumerate(lines)), text)


KINDS["utf8_as_gbk_q"] = _utf8_as_gbk_q
KINDS["mixed_utf8_gbk"] = _mixed_utf8_gbk
