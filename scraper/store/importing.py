"""Pages archived elsewhere (wget, browsertrix, Common Crawl …): read, refined and kept like fetched ones."""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import urlsplit

from fastwarc.warc import WarcRecord

from scraper.errors import PageError
from scraper.fields import Record, SetAsideLine
from scraper.model import Document, PageRequest, RawPage
from scraper.profile import Lesson, Profile
from scraper.sites import Site, site_of
from scraper.store.clock import now
from scraper.store.exchange import MAX_PAGE_BYTES, Exchange
from scraper.store.findings import Finding
from scraper.store.foreign_warc import check_is_warc, file_responses
from scraper.store.frontier import Errand, Frontier
from scraper.store.keeper import Keeper
from scraper.store.profiles import Profiles
from scraper.store.rebuild import RefineEach
from scraper.store.rebuild_reading import Task
from scraper.store.state import Store
from scraper.store.warc import WarcShelf
from scraper.urls import canonical

Teach = Callable[[RawPage, Profile], Lesson]
_PAGE_TYPES = ("text/html", "application/xhtml+xml")
# As in a crawl: the first pages of a site wait for their neighbours.
_HELD_PAGES = 8
# What says how the body was coded on the way, and no longer is.
_HOP_HEADERS = (b"transfer-encoding", b"connection", b"keep-alive")

_FIRST = datetime(1989, 1, 1, tzinfo=UTC)  # no web before
_CLOCK_ERROR = timedelta(days=1)


@dataclass(slots=True)
class Imported:
    """What an import did: pages by what became of them, records passed over by reason."""

    kept: Counter[str] = field(default_factory=Counter)
    passed_over: Counter[str] = field(default_factory=Counter)
    damages: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Waiting:
    """A page that waits for its neighbours, or for its record."""

    exchange: Exchange
    page: RawPage


class Importer:
    """Puts the pages of WARC files through the line into one archive."""

    def __init__(self, store: Store, shelf: WarcShelf, run_id: str, known: tuple[Site, ...]) -> None:
        self._store = store
        self._known = known
        self._shelf = shelf
        self._keeper = Keeper(store, Frontier(store), shelf, run_id, is_full=False)
        self._profiles = Profiles(store, shelf)
        self._held: dict[str, list[_Waiting]] = {}
        self._under_way: dict[str, datetime] = {}  # the time of the last capture of a page that is not yet kept
        self.imported = Imported()

    def run(self, files: tuple[Path, ...], refine_each: RefineEach, teach: Teach) -> Imported:
        """Import files in their order; raises UsageError for a file that is no WARC before anything is read.

        Pages may be refined beside each other; they are kept in their order.
        """
        for file in files:
            check_is_warc(file)
        waiting: deque[_Waiting] = deque()
        for answer in refine_each(self._tasks(files, teach, waiting)):
            self._keep(waiting.popleft(), answer)
        self._profiles.save()
        self._store.commit()
        self._shelf.sort_indexes()
        return self.imported

    def _tasks(self, files: tuple[Path, ...], teach: Teach, waiting: deque[_Waiting]) -> Iterator[Task]:
        """Give what is to be refined; each task joins those that wait for its answer."""
        for file in files:
            for exchange in self._exchanges(file):
                for ready in self._ready(exchange, teach):
                    waiting.append(ready)
                    yield self._task(ready)
        for site in list(self._held):
            for ready in self._released(site):
                waiting.append(ready)
                yield self._task(ready)

    def _ready(self, exchange: Exchange, teach: Teach) -> list[_Waiting]:
        """Take a page; give those that may be refined now: it alone, none, or with it those that waited for it."""
        site = site_of(exchange.url, self._known).name
        if self._is_old(exchange):
            self.imported.passed_over["not newer than what is stored"] += 1
            return []
        try:
            page = exchange.page()
        except PageError as error:
            self.imported.passed_over[error.outcome] += 1
            return []
        taken = _Waiting(exchange, page)
        self._under_way[canonical(exchange.url)] = exchange.started_at
        if self._profiles.is_ripe(site):
            return [taken]
        # A page that takes too long teaches nothing; that is told once its record is asked for.
        with suppress(PageError):
            self._profiles.learn(site, teach(page, self._profiles.used(site)[1]))
        held = self._held.setdefault(site, [])
        held.append(taken)
        return self._released(site) if self._profiles.is_ripe(site) or len(held) >= _HELD_PAGES else []

    def _is_old(self, exchange: Exchange) -> bool:
        """Tell whether a capture is no newer than what is stored of its page, or is on its way into the store."""
        url = canonical(exchange.url)
        at = self._under_way.get(url)
        if at is None and (before := self._keeper.pages.get(url)) is not None:
            at = datetime.fromisoformat(before.last_checked)
        return at is not None and at >= exchange.started_at

    def _released(self, site: str) -> list[_Waiting]:
        self._profiles.promote(site)
        return self._held.pop(site, [])

    def _task(self, ready: _Waiting) -> Task:
        site = site_of(ready.exchange.url, self._known)
        return Document(ready.page), site, self._profiles.used(site.name)[1]

    def _keep(self, ready: _Waiting, answer: Record | PageError | None) -> None:
        exchange = ready.exchange
        site = site_of(exchange.url, self._known).name
        if isinstance(answer, PageError):
            answer = SetAsideLine(url=ready.page.url, site=site, outcome=answer.outcome, reasons=(answer.reason,))  # type: ignore[arg-type]  # PageError carries outcomes of the table
        assert answer is not None
        errand = Errand("article", PageRequest(exchange.url), site, "")
        self.imported.kept[self._keeper.keep(Finding(errand, exchange, answer, (exchange,)))] += 1
        if self._under_way.get(canonical(exchange.url)) == exchange.started_at:
            del self._under_way[canonical(exchange.url)]

    def _exchanges(self, file: Path) -> Iterator[Exchange]:
        for record in file_responses(file, self.imported.damages, self.imported.passed_over):
            if exchange := self._exchange(record):
                yield exchange

    def _exchange(self, record: WarcRecord) -> Exchange | None:
        http, url = record.http_headers, (record.headers.get("WARC-Target-URI") or "").strip("<>")
        media_type = (record.http_content_type or "").lower()
        at = record.record_date
        if http is None or not url.startswith(("http://", "https://")):
            self.imported.passed_over["no answer of a web server"] += 1
            return None
        if not _is_address(url):
            self.imported.passed_over["an address that cannot be read"] += 1
            return None
        if at is None or not _FIRST <= at <= now() + _CLOCK_ERROR:
            self.imported.passed_over["no date, or one at which nothing can have been fetched"] += 1
            return None
        if http.status_code != 200 or media_type not in _PAGE_TYPES:
            self.imported.passed_over[f"status {http.status_code}" if http.status_code != 200 else media_type] += 1
            return None
        if record.content_length > MAX_PAGE_BYTES:
            self.imported.passed_over["too_large"] += 1
            return None
        body = record.reader.read()
        headers = tuple((name.encode("latin-1", "replace"), value.encode("latin-1", "replace")) for name, value in http)
        is_chunked = any(name.lower() == b"transfer-encoding" and b"chunked" in value for name, value in headers)
        return Exchange(
            PageRequest(url),
            at.astimezone(UTC).replace(microsecond=0),
            (),
            http.status_code,
            (http.status_line or "HTTP/1.1 200 OK").encode("latin-1", "replace"),
            tuple(pair for pair in headers if pair[0].lower() not in _HOP_HEADERS),
            dechunked(body) if is_chunked else body,
            record.headers.get("WARC-IP-Address"),
        )


def _is_address(url: str) -> bool:
    try:
        return bool(urlsplit(url).hostname)
    except ValueError:
        return False


def dechunked(body: bytes) -> bytes:
    """Undo the chunked transfer-coding (RFC 9112 §7.1); a body that is not chunked comes back as it is."""
    out, at = bytearray(), 0
    while True:
        end = body.find(b"\r\n", at)
        size_text = body[at:end].split(b";")[0].strip() if end != -1 else b""
        try:
            size = int(size_text, 16)
        except ValueError:
            return bytes(out) if out and at >= len(body) else body
        if size == 0:
            return bytes(out)
        out += body[end + 2 : end + 2 + size]
        at = end + 2 + size + 2
