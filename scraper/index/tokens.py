"""How text becomes the tokens of the full-text index, and a needle the phrase that finds it.

A run of Chinese characters becomes its bigrams and its last character alone, another run of letters or digits one
token. So every substring of Chinese text is a phrase of tokens, also a single character (each begins a token).
"""

from __future__ import annotations

import re

from scraper.hanzi import HAN

# Beside Han: iteration mark, the zero of 二〇二四, kana.
_CJK = HAN + "\u3005\u3007\u3040-\u30ff"
_RUN = re.compile(f"([{_CJK}]+)|[^\\W_{_CJK}]+")
_HAN = re.compile(f"[{_CJK}]")
LONGEST_TOKEN = 64  # characters; longer runs are encoded data, nobody's search word


def index_tokens(folded: str) -> str:
    """Give the tokens of folded text, joined by spaces, for a tokenizer that splits at ASCII spaces."""
    tokens: list[str] = []
    for match in _RUN.finditer(folded):
        run = match.group()
        if match.group(1):
            # The last slice is the last character alone.
            tokens.extend([run[start : start + 2] for start in range(len(run))])
        else:
            tokens.append(run[:LONGEST_TOKEN])
    return " ".join(tokens)


def character_tokens(folded: str) -> str:
    """Give each Chinese character of the folded text once, joined by spaces."""
    return " ".join(sorted(set(_HAN.findall(folded))))


def is_one_character(folded: str) -> bool:
    """Tell whether the needle is a single Chinese character."""
    return len(folded) == 1 and _HAN.match(folded) is not None


def match_phrase(folded: str) -> str | None:
    """Give the FTS5 phrase that finds the folded needle as a substring, or None where it holds nothing to find.

    Quoted, so that no character of the needle is read as FTS5 syntax. A final single character is a prefix: it
    begins a bigram or stands alone. Between runs any punctuation matches any other.
    """
    tokens: list[str] = []
    prefix = ""
    for match in _RUN.finditer(folded):
        run = match.group()
        prefix = ""
        if not match.group(1):
            tokens.append(run[:LONGEST_TOKEN])
            continue
        tokens.extend([run[start : start + 2] for start in range(len(run))])
        is_last = not _RUN.search(folded, match.end())
        if is_last and len(run) > 1:
            tokens.pop()  # the text may go on after the needle
        elif is_last:
            prefix = "*"
    return f'"{" ".join(tokens)}"{prefix}' if tokens else None


def pattern(folded: str) -> re.Pattern[str] | None:
    """Give the pattern that marks the needle in folded text: its runs, with anything but letters between them."""
    runs = [match.group() for match in _RUN.finditer(folded)]
    return re.compile(r"[\W_]*".join(re.escape(run) for run in runs)) if runs else None
