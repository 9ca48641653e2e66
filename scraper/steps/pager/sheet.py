"""What every pager mechanism looks at, and what it gives back."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from lxml.html import HtmlElement

from scraper.lists.addresses import Addresses
from scraper.model import PageRequest
from scraper.results import Row

MAX_PAGES = 20_000  # pages that a pager may claim; more is a defect of the page or a trap


@dataclass(frozen=True, slots=True)
class Sheet:
    """A list page as its pager is read: where it is, its text with all scripts, its tree, its rows."""

    url: str
    text: str = field(repr=False)
    tree: HtmlElement = field(repr=False)
    addresses: Addresses = field(repr=False)
    request: PageRequest
    rows: tuple[Row, ...] = field(repr=False)

    def ask(self, url: str, position: int) -> PageRequest:
        """Make the plain request for another page of this list."""
        return PageRequest(url, position=position)


@dataclass(frozen=True, slots=True)
class Reading:
    """What one mechanism found: the requests for further pages, the totals it states, where this page stands."""

    next_pages: tuple[PageRequest, ...] = ()
    total_rows: int | None = None
    total_pages: int | None = None
    position: int | None = None


@dataclass(frozen=True, slots=True)
class Mechanism:
    """One way in which lists go on: a row of the table."""

    id: str
    source: str
    read: Callable[[Sheet], Reading | None]


def scripts(sheet: Sheet) -> str:
    """Give the page's inline scripts without comments, joined."""
    found = [element.text for element in sheet.tree.iter("script") if element.text]
    found.extend(sheet.tree.xpath("//@onclick | //@onchange | //@x-data | //@x-init"))
    return without_comments("\n".join(found))


def without_comments(code: str) -> str:
    """Take out `//` and `/* */` comments that hold no address; a quoted `http://` stays."""
    kept = code.rfind("*/") + 2  # an opening without an end is none; each would be followed to the end of the script
    code = re.sub(r"/\*.*?\*/", " ", code[:kept], flags=re.DOTALL) + code[kept:] if kept >= 2 else code
    return re.sub(r"(?m)(?<![:'\"\w/\\])//(?!-->)[^\n]*$", " ", code)
