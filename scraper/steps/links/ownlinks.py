"""Which of the links in a row is the row's own: told by the columns in which links stand in all rows of a strip."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence

from scraper.steps.links.places import Places
from scraper.steps.links.rows import Anchor, Band, is_read_on, own_anchors
from scraper.steps.links.titles import LEAST_WORN

_WORTHY_SHARE = 0.45  # of the heaviest column's weight: a title beside a reading of it has about half of its length


def own_links(bands: Sequence[Band], places: Places) -> list[list[Anchor]]:
    """Give for each band the links that lead where its row's own link does; none where it has no link of its own."""
    choices = [_choices(band) for band in bands]
    columns = _best_columns(choices, places)
    chosen = [_chosen(options, columns, places) if options else [] for options in choices]
    beside = _beside(choices, chosen, places) if any(len(options) > 1 for options in choices) else set()
    if not beside:
        return chosen
    alone = [
        len(options) == 1 and _places_of(anchors, places) <= beside
        for options, anchors in zip(choices, chosen, strict=True)
    ]
    return [[] if is_alone else anchors for anchors, is_alone in zip(chosen, alone, strict=True)]


def _choices(band: Band) -> dict[str, list[Anchor]]:
    """Give the links of a band by where they lead."""
    by_key: dict[str, list[Anchor]] = defaultdict(list)
    for anchor in own_anchors(band):
        by_key[anchor.key].append(anchor)
    return by_key


def _best_columns(choices: list[dict[str, list[Anchor]]], places: Places) -> Counter[str]:
    """Weigh the places where links stand in the rows: a title is long, in every row, and different in every row."""
    texts: dict[str, list[str]] = defaultdict(list)
    keys: dict[str, set[str]] = defaultdict(set)
    for options in choices:
        for key, anchors in options.items():
            for anchor in anchors:
                place = places.name(anchor.element)
                texts[place].append(anchor.text)
                keys[place].add(key)
    rows = max(1, sum(1 for options in choices if options))
    weights: Counter[str] = Counter()
    for place, said in texts.items():
        long = sum(min(len(text), 30) for text in said if not is_read_on(text)) / len(said)
        fresh = len(set(said)) * len(keys[place]) / len(said) ** 2
        weights[place] = round(1000 * long * fresh * min(1.0, len(said) / rows))
    return weights


def _chosen(options: dict[str, list[Anchor]], columns: Counter[str], places: Places) -> list[Anchor]:
    """Choose the row's own link: the first that stands in a column of titles, else the one in the heaviest column.

    A link after the title (解读：…) may be longer than the title; a link before it (the office) is short or repeats.
    """
    if len(options) == 1:
        return next(iter(options.values()))
    weights = [max(columns[places.name(anchor.element)] for anchor in anchors) for anchors in options.values()]
    worthy = max(weights) * _WORTHY_SHARE
    for anchors, weight in zip(options.values(), weights, strict=True):
        if weight >= worthy and weight > 0:
            return anchors
    return max(options.values(), key=lambda anchors: max(min(len(anchor.text), 30) for anchor in anchors))


def _beside(choices: list[dict[str, list[Anchor]]], chosen: list[list[Anchor]], places: Places) -> set[str]:
    """Give the places of links that say one and the same beside the titles of several rows: 评价, 我要咨询.

    A row in which only such a link stands has none of its own: a letter that is not answered yet. What says "read
    more" or names a file may lead to the row's own page.
    """
    said: dict[str, set[str]] = defaultdict(set)
    rows: Counter[str] = Counter()
    for options, own in zip(choices, chosen, strict=True):
        others = [anchor for anchors in options.values() for anchor in anchors if anchors is not own]
        for place in {places.name(anchor.element) for anchor in others}:
            rows[place] += 1
        for anchor in others:
            said[places.name(anchor.element)].add(anchor.text)
    worn = {place for place, texts in said.items() if rows[place] >= LEAST_WORN and len(texts) == 1}
    return {place for place in worn if not is_read_on(next(iter(said[place])))}


def _places_of(anchors: list[Anchor], places: Places) -> set[str]:
    """Give the places in which links stand."""
    return {places.name(anchor.element) for anchor in anchors}
