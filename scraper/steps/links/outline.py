"""What a page's elements hold, measured once: how much text, how deep.

Without it each nested element would be read again for every element around it.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from lxml.html import HtmlElement

from scraper.steps.links.rows import SILENT

MAX_HEIGHT = 40  # levels under an element that is read as a row, a step or a link: real ones have up to a dozen


@dataclass(slots=True)
class Measure:
    """What is in one element: characters of its visible text and of all text (squeezed), levels under it and above."""

    depth: int
    chars: int = 0
    whole: int = 0
    height: int = 0
    has_heading: bool = False  # an h1


@dataclass(frozen=True, slots=True)
class Outline:
    """A page's tree with the measure of each element."""

    tree: HtmlElement = field(repr=False)
    measures: dict[HtmlElement, Measure] = field(repr=False)

    def is_short(self, element: HtmlElement, most: int) -> bool:
        """Tell whether an element is quickly read: no more than `most` characters, and not nested without end."""
        measure = self.measures[element]
        return measure.whole <= most and measure.height <= MAX_HEIGHT


def read_outline(tree: HtmlElement) -> Outline:
    """Measure every element of a page in one walk down and one up."""
    measures: dict[HtmlElement, Measure] = {}
    elements = list(tree.iter())
    for element in elements:
        parent = element.getparent()
        measures[element] = Measure(0 if parent is None or element is tree else measures[parent].depth + 1)
    for element in reversed(elements):
        measure = measures[element]
        own = _length(element.text) if isinstance(element.tag, str) else 0  # a comment's text is none
        measure.whole += own
        measure.has_heading |= element.tag == "h1"
        measure.chars = 0 if not isinstance(element.tag, str) or element.tag in SILENT else measure.chars + own
        parent = element.getparent()
        if element is tree or parent is None:
            continue
        around, tail = measures[parent], _length(element.tail)
        around.chars += measure.chars + tail
        around.whole += measure.whole + tail
        around.height = max(around.height, measure.height + 1)
        around.has_heading |= measure.has_heading
    return Outline(tree, measures)


def _length(text: str | None) -> int:
    """Give the length of a text, squeezed, with the blank that parts it from the next; 0 where it is blank."""
    said = " ".join(text.split()) if text else ""
    return len(said) + 1 if said else 0
