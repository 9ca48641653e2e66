"""Body containers that a CMS family is known to use: rows of data/rules/containers.tsv."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from scraper.model import Box, Flow
from scraper.rules import rows


@dataclass(frozen=True, slots=True)
class Container:
    """A row: the box whose class or id is `name` holds the body."""

    id: str
    selector: str
    family: str
    source: str

    def fits(self, box: Box) -> bool:
        """Tell whether the box carries the class or id of this row."""
        name = self.selector[1:].rstrip("*")
        value = (box.element.get("id" if self.selector.startswith("#") else "class") or "").lower()
        if self.selector.endswith("*"):
            return any(word.startswith(name) for word in value.split())
        return name in value.split()


@cache
def containers() -> tuple[Container, ...]:
    """Read the rows, once a process."""
    return tuple(Container(*row) for row in rows("rules/containers.tsv"))


@cache
def _names() -> re.Pattern[str]:
    """One pattern for the names of all rows: most boxes carry none of them."""
    return re.compile("|".join(re.escape(row.selector[1:].rstrip("*")) for row in containers()))


def find_container(flow: Flow) -> tuple[int, Container] | None:
    """Give the index of the body's box and the row that found it, a visible one before a hidden; None: no row fits."""
    labels = dict.fromkeys([box.label for box in flow.boxes])
    if not _names().search("\n".join(labels)):
        return None
    named = {label for label in labels if _names().search(label)}
    labelled = [(index, box) for index, box in enumerate(flow.boxes) if box.label in named]
    found = [(index, row) for row in containers() for index, box in labelled if row.fits(box)]
    return min(found, key=lambda each: flow.boxes[each[0]].is_hidden, default=None)
