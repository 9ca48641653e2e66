"""Where a link stands in its row, so that links of one column are known in all rows."""

from __future__ import annotations

from dataclasses import dataclass, field

from lxml.html import HtmlElement

from scraper.steps.links.rows import make_of


@dataclass(frozen=True, slots=True)
class Places:
    """The names of places; the children of an element are counted once, however many links ask."""

    _numbers: dict[HtmlElement, int] = field(default_factory=dict, repr=False)

    def name(self, link: HtmlElement) -> str:
        """Name the place of a link by its own class and the two elements around it."""
        path: list[str] = []
        element: HtmlElement | None = link
        while element is not None and len(path) < 3:
            path.append(make_of(element))
            if element.tag in ("li", "tr", "dl"):
                break
            element = element.getparent()
        number = self._number(link)
        cell = link.getparent()
        if cell is not None and cell.tag in ("td", "th"):
            number += 100 * self._number(cell)
        return f"{number}:{'/'.join(path)}"

    def _number(self, element: HtmlElement) -> int:
        """Count the siblings of an element's tag before it; for a th the td."""
        if element not in self._numbers:
            parent = element.getparent()
            seen: dict[object, int] = {}
            for child in (element,) if parent is None else parent:
                self._numbers[child] = seen.get("td" if child.tag == "th" else child.tag, 0)
                seen[child.tag] = seen.get(child.tag, 0) + 1
        return self._numbers[element]
