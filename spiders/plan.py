"""What a crawl is asked to do, and what it did."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from scraper import __version__
from scraper.sites import Site

DEFAULT_DELAY_S = 2.0
INTERRUPTED = "interrupted"
PAGE_TIMEOUT_S = 60.0
FILE_TIMEOUT_S = 600.0


@dataclass(frozen=True, slots=True)
class Target:
    """A section page (or home page) to crawl, and the portal that it belongs to."""

    url: str
    site: Site
    name: str | None = None
    interval_s: int | None = None


@dataclass(frozen=True, slots=True)
class Plan:
    """A crawl: targets and limits. `since` is an ISO date; `delay_s` between two requests to one host, ± 50 %."""

    targets: tuple[Target, ...]
    output: Path
    run_id: str
    contact: str | None = None
    networks: tuple[str, ...] = ()
    delay_s: float = DEFAULT_DELAY_S
    is_full: bool = False
    sections: tuple[str, ...] = ()
    since: str | None = None
    max_articles: int | None = None
    max_minutes: float | None = None
    is_look: bool = False  # of a timer: `max_minutes`, where nobody gave it, is the time until the next one
    page_timeout_s: float = PAGE_TIMEOUT_S
    known_sites: tuple[Site, ...] = ()
    mistakes: tuple[str, ...] = ()  # targets that cannot be crawled, each with the cure; the others are

    @property
    def time_is_over(self) -> str:
        """Say why a run ends whose time is over."""
        return "other sections are due again" if self.is_look else f"--max-minutes {self.max_minutes or 0:g} are over"

    @property
    def user_agent(self) -> str:
        """Give the name under which this crawl asks."""
        return f"chengxi/{__version__} (archive crawler; {self.contact or 'no contact given'})"


@dataclass(slots=True)
class SectionCount:
    """What a run did for one section."""

    name: str
    url: str
    listed: int = 0
    stored: int = 0
    new: int = 0
    changed: int = 0
    removed: int = 0
    unchanged: int = 0
    set_aside: Counter[str] = field(default_factory=Counter)
    requests: int = 0
    seconds: float = 0.0
    expected: int | None = None  # rows that the list itself states
    lists_failed: int = 0  # further list pages that could not be read, those that do not exist left out
    is_walked: bool = False  # its list was read to the end, and all that it listed was asked for
    failure: str | None = None
    notes: list[str] = field(default_factory=list)

    def note(self, sentence: str) -> None:
        """Add a sentence that the user should read, once."""
        if sentence not in self.notes:
            self.notes.append(sentence)


@dataclass(slots=True)
class Report:
    """What a run did so far, per section; `failure` where storage failed."""

    run_id: str
    sections: dict[str, SectionCount] = field(default_factory=dict)
    failure: Exception | None = None
    stopped: str | None = None
    mistakes: list[str] = field(default_factory=list)  # what was asked for and is not there

    def of(self, url: str, name: str = "") -> SectionCount:
        """Give the counts of a section, made at first use."""
        if url not in self.sections:
            self.sections[url] = SectionCount(name or url, url)
        return self.sections[url]

    @property
    def exit_code(self) -> int:
        """Give 75 where storage failed, 130 where it was interrupted, 1 where a list was not read, else 0."""
        if self.failure is not None:
            return 75
        if self.stopped == INTERRUPTED:
            return 130
        is_ill = any(section.failure or section.lists_failed for section in self.sections.values())
        return 1 if is_ill or self.mistakes else 0
