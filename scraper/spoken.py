"""What a page speaks of: whether its own lines say the words of a headline again."""

from __future__ import annotations

import re
from collections.abc import Sequence

from scraper.model import Block

MAX_SAID = 0.15  # of the words of a headline of which the page does not speak: by chance
MIN_SAID = 0.3  # of those of a page's own heading
MIN_REST_CHARS = 40  # of a page's own text, by which one can tell
MAX_HEADING_CHARS = 80
PARAGRAPH_CHARS = 60
_SENTENCE_END = re.compile("[。！？.!?]")
_LATIN = "a-z\u00c0-\u024f\u0370-\u052f"
_WORDS = re.compile(rf"[{_LATIN}]{{3,}}|(?=([^\W\d_{_LATIN}]{{2}}))")  # pairs of letters where blanks part no words


def share_said(part: str, rest: str) -> float:
    """Give the share of the words of a folded text that another one says too; 0 where it has none."""
    words = {hit[0] or hit[1] for hit in _WORDS.finditer(part)}
    return sum(word in rest for word in words) / len(words) if words else 0.0


def is_beside_the_page(blocks: Sequence[Block], lines: Sequence[str], at: int) -> bool:
    """Tell whether the page does not speak of the headline above its menu, and does of a heading below it.

    `lines`: the blocks' folded texts. Banners and slogans of a portal are such headlines, and injected ones.
    """
    below = [
        (block, line)
        for block, line in zip(blocks[at + 1 :], lines[at + 1 :], strict=True)
        if not block.is_hidden and line != lines[at]
    ]
    rest = "\n".join(line for block, line in below if block.link_chars < len(line) / 2)
    return (
        len(rest) >= MIN_REST_CHARS and share_said(lines[at], rest) <= MAX_SAID and _has_heading_below_menu(below, rest)
    )


def _has_heading_below_menu(below: Sequence[tuple[Block, str]], rest: str) -> bool:
    """Tell whether behind the first links, and before the first paragraph, a line names what the page speaks of."""
    has_links = False
    for block, line in below:
        if block.link_chars >= len(line) / 2:
            has_links = True
        elif len(line) >= PARAGRAPH_CHARS and _SENTENCE_END.search(line):
            return False
        elif has_links and len(line) <= MAX_HEADING_CHARS and share_said(line, rest.replace(line, "", 1)) >= MIN_SAID:
            return True
    return False
