"""What the cloaking kits do to a page, on GBK bytes as they do it. The demonstration portal is damaged with it."""

from __future__ import annotations

from functools import cache

from opencc import OpenCC

# Merged forms that the kits' tables leave as they are.
_LEFT = frozenset("后里系干准范表制志面松只台向舍")
# The code list of this host: a listed character gets its reading at every occurrence.
CODES = {"發": "fā", "農": "nóng", "實": "shí", "務": "wù", "產": "chǎn", "應": "yīng", "據": "jù", "關": "guān"}
_NARROW = str.maketrans("，；：！？（）", ",;:!?()")


def damage(text: str, seam: str | None = None) -> bytes:
    """Give `text` as the kit serves it, in GBK: Traditional with codes, narrow marks, one byte lost at `seam`.

    `seam` ends in 。 and names the place; the mark's first byte becomes `?`, and what follows is read shifted by a byte
    until a trail byte below 0x80 shows as ASCII.
    """
    if seam is None:
        return _converted(text)
    before, after = text.split(seam, 1)
    head = _converted(before + seam[:-1])
    # 。 is A1 A3: A3 and the next byte look like a full-width mark, which the kit's byte-level replace hits.
    return head + b"?\xa3" + _converted(after)


def _converted(text: str) -> bytes:
    traditional = "".join(_traditional(character) for character in text)
    coded = "".join(
        f"{character}({CODES[character]})" if character in CODES else character for character in traditional
    )
    return coded.translate(_NARROW).encode("gbk")


@cache
def _traditional(character: str) -> str:
    return character if character in _LEFT else _converter().convert(character)


@cache
def _converter() -> OpenCC:
    return OpenCC("s2tw")
