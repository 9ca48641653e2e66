"""Measure purge and judge on pages of our own making (see spam_pages.py).

    python bench/spam.py [--json FILE] [--seed 7] [--count 180] [--show]

removed_spam: share of injected characters that were taken out; lost_own: characters of the pages' own titles and
paragraphs that were taken out; takeovers: share found; clean_set_aside: clean pages that were set aside; clean_removals: removals told on clean pages.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from dataclasses import dataclass
from pathlib import Path

from spam_pages import Made, clean_pages, spam_pages

from scraper.fields import ArticleLine, Record
from scraper.line import refine
from scraper.model import Document, RawPage
from scraper.profile import EMPTY
from scraper.sites import site_of


def record_of(made: Made) -> Record:
    page = RawPage(made.url, made.html.encode(), headers=(("Content-Type", "text/html; charset=utf-8"),))
    return refine(Document(page), site_of(made.url), EMPTY).record


def bare(text: str) -> str:
    return re.sub(r"<[^>]*>|\s", "", text)


def lost(made: Made, record: ArticleLine) -> int:
    """Characters of the page's own title and paragraphs that purge took out."""
    taken = bare(" ".join(removal.text for removal in record.removed))
    return sum(len(own) for own in (bare(text) for text in (made.title, *made.own)) if own in taken)


def left(made: Made, record: Record) -> int:
    """Injected characters that are in no removal."""
    taken = bare(" ".join(removal.text for removal in record.removed)) if isinstance(record, ArticleLine) else ""
    words = [word for text in made.spam if bare(text) not in taken for word in text.split()]
    return sum(len(bare(word)) for word in words if bare(word) not in taken)


@dataclass
class Tally:
    injected: int = 0
    left: int = 0
    lost: int = 0
    takeovers: int = 0
    found: int = 0
    aside: int = 0
    clean_removals: int = 0


def count_spam(tally: Tally, made: Made, record: Record) -> bool:
    """Count a page with spam; tells whether all is as it should be."""
    if made.is_takeover:
        is_found = not isinstance(record, ArticleLine) and record.outcome == "spam_takeover"
        tally.takeovers += 1
        tally.found += is_found
        return is_found
    tally.injected += sum(len(bare(text)) for text in made.spam)
    remains = left(made, record)
    missing = lost(made, record) if isinstance(record, ArticleLine) else sum(len(bare(text)) for text in made.own)
    tally.left += remains
    tally.lost += missing
    return not remains and not missing


def count_clean(tally: Tally, made: Made, record: Record) -> bool:
    """Count a page without spam; tells whether it was kept whole."""
    if not isinstance(record, ArticleLine):
        tally.aside += 1
        return False
    tally.clean_removals += len(record.removed)
    tally.lost += lost(made, record)
    return not record.removed


def measure(seed: int, count: int, *, shows: bool) -> dict[str, float]:
    tally = Tally()
    spam, clean = spam_pages(seed, count), clean_pages(seed, count)
    for pages, counts in ((spam, count_spam), (clean, count_clean)):
        for made in pages:
            record = record_of(made)
            if not counts(tally, made, record) and shows:
                print(made.id, made.kind, made.spam, record, file=sys.stderr)
    return {
        "pages": len(spam),
        "clean_pages": len(clean),
        "removed_spam": round(1 - tally.left / tally.injected, 4),
        "lost_own": tally.lost,
        "takeovers": round(tally.found / tally.takeovers, 4),
        "clean_set_aside": tally.aside,
        "clean_removals": tally.clean_removals,
    }


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--json", type=Path)
    arguments.add_argument("--seed", type=int, default=7)
    arguments.add_argument("--count", type=int, default=180)
    arguments.add_argument("--show", action="store_true", help="print each page that went wrong")
    options = arguments.parse_args()
    figures = measure(options.seed, options.count, shows=options.show)
    print(json.dumps(figures))
    if options.json:
        options.json.write_text(json.dumps(figures), encoding="utf-8")


if __name__ == "__main__":
    main()
