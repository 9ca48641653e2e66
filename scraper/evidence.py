"""Evidence about damage, pooled over the pages of a site: counts that add up and stay bounded."""

from __future__ import annotations

from scraper.model import TextEvidence

_MOST_CODES = 600  # a kit's list holds 100 to 400 characters
_MOST_COUNTS = 64
_CEILING = 1_000_000  # of each count: beyond it, more pages teach nothing


def pool(a: TextEvidence, b: TextEvidence) -> TextEvidence:
    """Add two pieces of evidence; the order does not matter, and the result stays bounded.

    What the site is known to write (`script`) stays where one side knows it, and falls away where they disagree.
    """
    codes: dict[tuple[str, str], int] = {}
    counts: dict[str, int] = {}
    for one in (a, b):
        for character, reading, number in one.codes:
            codes[character, reading] = min(_CEILING, codes.get((character, reading), 0) + number)
        for name, number in one.counts:
            counts[name] = min(_CEILING, counts.get(name, 0) + number)
    if a.script is None or b.script is None:
        script = a.script or b.script
    else:
        script = a.script if a.script == b.script else None
    kept = sorted(codes.items(), key=lambda item: (-item[1], item[0]))[:_MOST_CODES]
    return TextEvidence(
        codes=tuple(sorted((character, reading, number) for (character, reading), number in kept)),
        script=script,
        counts=tuple(sorted(counts.items())[:_MOST_COUNTS]),
    )
