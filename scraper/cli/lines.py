"""The line as the store wants it handed in: a record and nothing else."""

from __future__ import annotations

from types import TracebackType
from typing import Self

from pipelines.reading import read_list, read_page, teach
from pipelines.workers import Worker
from scraper.fields import Record
from scraper.model import Document, PageRequest, RawPage
from scraper.profile import Lesson, Profile
from scraper.results import ListPage
from scraper.sites import Site


class LimitedLine:
    """The line within the limits of a crawl: a page that takes too long or too much costs a process, not the command.

    Its methods raise PageError for such a page.
    """

    def __init__(self) -> None:
        self._worker = Worker()

    def __enter__(self) -> Self:
        """Begin; the process starts with the first page."""
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        """End the process."""
        self.stop()

    def stop(self) -> None:
        """End the process; the next page starts another."""
        self._worker.stop()

    def record_of(self, document: Document, site: Site, profile: Profile) -> Record:
        """Give the record of a document."""
        return self._worker.call(read_page, (document, site), profile).record

    def read_list(self, page: RawPage, request: PageRequest, site: Site, profile: Profile) -> ListPage:
        """Give what the page is as a list."""
        return self._worker.call(read_list, (page, request, site), profile)

    def teach(self, page: RawPage, profile: Profile) -> Lesson:
        """Give what a page teaches about its host."""
        return self._worker.call(teach, (page,), profile)
