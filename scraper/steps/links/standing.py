"""Where a container stands on the page: in navigation, under a heading that says 热点, beside a pager."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import islice

from lxml.html import HtmlElement

from scraper.lists.wording import ASIDE, ASIDE_NAMES, MORE
from scraper.steps.links.outline import Outline
from scraper.steps.links.rows import text_of

_OUTSIDE_TAGS = frozenset({"nav", "footer", "aside"})


_HEADING_CHARS = 16
_FARTHEST = 200  # levels; nearness is under 0.02 there


@dataclass(frozen=True, slots=True)
class Standings:
    """The standing of each container of one page; what is around several of them is read once."""

    outline: Outline
    title: str  # of the page: a section may itself be called 热点
    _around: dict[HtmlElement, tuple[float, bool]] = field(default_factory=dict, repr=False)

    @classmethod
    def of(cls, outline: Outline) -> Standings:
        """Begin with the page's title."""
        return cls(outline, next((element.text or "" for element in outline.tree.iter("title")), ""))

    def by_heading(self, container: HtmlElement) -> float:
        """Give a factor for the heading above: over 1 where it names the page, under 1 where it leads to a section."""
        if _leads_on(container):
            return 0.4
        heading = self._heading_before(container)
        return 1.5 if len(heading) >= 2 and heading in self.title else 1.0

    def leads_on(self, container: HtmlElement) -> bool:
        """Tell whether a container is a box whose section is elsewhere: 更多 stands right above it."""
        return _leads_on(container)

    def ends_with_more(self, container: HtmlElement) -> bool:
        """Tell whether 更多 with an address stands at the end of a container or right below it."""
        last = next((child for child in reversed(container) if isinstance(child.tag, str)), None)
        for element in (last, container.getnext()):
            links = [] if element is None or not isinstance(element.tag, str) else list(islice(element.iter("a"), 2))
            if len(links) == 1 and MORE.match(text_of(links[0]) or "-"):
                return not re.match(r"#|javascript:|$", (links[0].get("href") or "").strip(), re.IGNORECASE)
        return False

    def standing(self, container: HtmlElement) -> float:
        """Give a factor under 1 for what stands in navigation, footer or a box beside the list."""
        factor, is_named = self._surroundings(container)
        factor *= 0.4 if is_named else 1.0
        heading = self._heading_in(container) or self._heading_before(container)
        if ASIDE.search(heading) and heading not in self.title:
            factor *= 0.35
        return factor

    def _surroundings(self, container: HtmlElement) -> tuple[float, bool]:
        """Give the factor for the tags around a container, and whether one of the names there is no list's."""
        path: list[HtmlElement] = []
        element: HtmlElement | None = container
        while element is not None and element.tag not in ("body", "html") and element not in self._around:
            path.append(element)
            element = element.getparent()
        factor, is_named = (1.0, False) if element is None else self._around.get(element, (1.0, False))
        for inner in reversed(path):
            factor *= 0.15 if inner.tag in _OUTSIDE_TAGS else 1.0
            names = f"{inner.get('class') or ''} {inner.get('id') or ''}".split()
            is_named = is_named or any(ASIDE_NAMES.search(name) for name in names)
            self._around[inner] = (factor, is_named)
        return factor, is_named

    def _heading_in(self, container: HtmlElement) -> str:
        """Give the short text of a container's first child where that is a heading, without a link in it."""
        first = next((child for child in container if isinstance(child.tag, str)), None)
        return "" if first is None or next(first.iter("a"), None) is not None else self._short(first)

    def _heading_before(self, container: HtmlElement) -> str:
        """Give the short text right above a container: its heading."""
        element = container
        for _ in range(3):
            previous = element.getprevious()
            while previous is not None and not isinstance(previous.tag, str):
                previous = previous.getprevious()
            if previous is not None:
                return self._short(previous)
            parent = element.getparent()
            if parent is None or parent.tag == "body":
                return ""
            element = parent
        return ""

    def _short(self, element: HtmlElement) -> str:
        return text_of(element) if self.outline.measures[element].chars <= _HEADING_CHARS + 1 else ""


def _leads_on(container: HtmlElement) -> bool:
    """Tell whether 更多 stands right above a container: it is a box, and its section's list is elsewhere."""
    element = container
    for _ in range(2):
        previous = element.getprevious()
        if previous is not None and isinstance(previous.tag, str):
            return any(MORE.match(text_of(anchor) or "-") for anchor in previous.iter("a"))
        parent = element.getparent()
        if parent is None or parent.tag == "body":
            return False
        element = parent
    return False


def above_pagers(pagers: Iterable[HtmlElement]) -> dict[HtmlElement, int]:
    """Give each pager and each element around one with the levels between them, the fewest where it has several."""
    found: dict[HtmlElement, int] = {}
    for pager in pagers:
        element: HtmlElement | None = pager
        levels = 0
        while element is not None and element.tag not in ("body", "html") and levels < _FARTHEST:
            if found.get(element, _FARTHEST) <= levels:
                break  # and so it is with all around it
            found[element] = levels
            element, levels = element.getparent(), levels + 1
    return found


def nearness(container: HtmlElement, above: dict[HtmlElement, int]) -> float:
    """Give 0 to 1: how closely the container stands with a pager (1: same parent), by levels up from both."""
    best = 0.0
    element: HtmlElement | None = container
    for up in range(_FARTHEST):
        if element is None:
            break
        if element in above:
            best = max(best, 1 / (1 + 0.25 * max(0, up - 1) + 0.35 * max(0, above[element] - 1)))
        element = element.getparent()
    return best
