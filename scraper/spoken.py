"""What a page speaks of: whether its own lines say the words of a headline again."""

from __future__ import annotations

import re
from collections.abc import Sequence

from scraper.model import Block

MAX_SAID = 0.15  # of the words of a headline of which the page does not speak: by chance
MIN_SAID = 0.3  # of those of a page's own heading
MIN_REST_CHARS = 40  # of a page's own text, by which one can tell
MAX_HEADING_CHARS = 80
PARAGRAPH_CHARS = 30
MOST_BETWEEN = 300  # lines of a menu
_SENTENCE_END = re.compile("[。！？.!?]")
_LATIN = "a-z\u00c0-\u024f\u0370-\u052f"
_WORDS = re.compile(rf"[{_LATIN}]{{3,}}|(?=([^\W\d_{_LATIN}]{{2}}))")  # pairs of letters where blanks part no words


def share_said(part: str, rest: str) -> float:
    """Give the share of the words of a folded text that another one says too; 0 where it has none."""
    words = {hit[0] or hit[1] for hit in _WORDS.finditer(part)}
    return sum(word in rest for word in words) / len(words) if words else 0.0


def is_strange(blocks: Sequence[Block], lines: Sequence[str], at: int) -> bool:
    """Tell whether what stands below a headline is enough to tell, and hardly says a word of it.

    `lines`: the blocks' folded texts. Banners and slogans of a portal are such headlines, and injected ones.
    """
    below = _below(blocks, lines, at)
    rest = "\n".join(lines[number] for number in below if not blocks[number].is_linked)
    return len(rest) >= MIN_REST_CHARS and share_said(lines[at], rest) <= MAX_SAID


def heading_below_menu(blocks: Sequence[Block], lines: Sequence[str], at: int) -> int:
    """Give the line of which the page speaks more than of the one at `at`, else -1.

    It stands behind the first links below that, and before the first paragraph; what sentences say counts.
    """
    below = _below(blocks, lines, at)
    said = {number: lines[number] for number in below if _SENTENCE_END.search(lines[number])}
    text = "\n".join(said.values())
    least = max(MIN_SAID, share_said(lines[at], text))
    has_links = False
    for number in below[:MOST_BETWEEN]:
        line = lines[number]
        if blocks[number].is_linked:
            has_links = True
        elif len(line) >= PARAGRAPH_CHARS and number in said:
            return -1
        elif has_links and len(line) <= MAX_HEADING_CHARS:
            others = text.replace(line, "", 1) if number in said else text
            if share_said(line, others) > least:
                return number
    return -1


def _below(blocks: Sequence[Block], lines: Sequence[str], at: int) -> list[int]:
    return [
        number for number in range(at + 1, len(blocks)) if not blocks[number].is_hidden and lines[number] != lines[at]
    ]
