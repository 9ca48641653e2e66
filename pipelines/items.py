"""What travels from the spider to the archive."""

from __future__ import annotations

from dataclasses import dataclass, field

from scraper.fields import ArticleLine, Record
from scraper.model import PageRequest, RawPage
from scraper.store.exchange import Exchange
from scraper.store.findings import FileFinding
from scraper.store.frontier import Errand


@dataclass(frozen=True, slots=True)
class Visit:
    """An errand and all that was exchanged for it; `page` is None where nothing readable came."""

    errand: Errand
    trail: tuple[Exchange, ...]
    page: RawPage | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class Part:
    """A further page of the document, with its exchanges."""

    request: PageRequest
    trail: tuple[Exchange, ...]
    page: RawPage | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class Draft:
    """What the line made of a visit; the store fills in revision, run and place."""

    visit: Visit
    record: Record | None = field(repr=False)  # None: the page answered as before
    parts: tuple[Part, ...] = ()
    files: tuple[FileFinding, ...] = field(default=(), repr=False)
    signature: bytes | None = field(default=None, repr=False)  # of the article's text
    is_left: bool = False  # the run ended before all its files came: the errand stays pending

    @property
    def article(self) -> ArticleLine | None:
        """Give the article line, or None where the page is set aside."""
        return self.record if isinstance(self.record, ArticleLine) else None
