"""The hand that writes: exchanges into the WARC, lines into the logs, and beside them the facts of each line."""

from __future__ import annotations

from dataclasses import replace

from scraper.fields import ArticleLine, AttachmentLine, HttpLine, Record, SectionSeen, SetAsideLine, WarcLine
from scraper.store.facts import facts_of
from scraper.store.files import KeptFile, keep_file
from scraper.store.findings import FileFinding, Finding, Revision, iso
from scraper.store.lines import LinePlace, append_line
from scraper.store.state import Store
from scraper.store.warc import Place, WarcShelf


class Scribe:
    """Writes for one run, within the batch of the store."""

    def __init__(self, store: Store, shelf: WarcShelf, run_id: str) -> None:
        self._store = store
        self._shelf = shelf
        self._run_id = run_id

    @property
    def run_id(self) -> str:
        """Name the run."""
        return self._run_id

    def archive(self, finding: Finding) -> Place | None:
        """Append every exchange to the WARC; give the place of the one that counts."""
        place = None
        for exchange in finding.trail:
            found = self._shelf.add(finding.errand.site, exchange)
            if exchange is finding.main:
                place = found
        for trail in finding.parts:
            for exchange in trail:
                self._shelf.add(finding.errand.site, exchange)
        return place

    def write(self, line: Record, finding: Finding, place: Place | None) -> None:
        """Append a line and its facts."""
        append_line(self._store, line)
        self._facts(finding, line, place)

    def set_aside(self, finding: Finding, place: Place | None) -> None:
        """Complete and append the set-aside line of a finding."""
        self.write(self.completed(finding, place), finding, place)

    def completed(self, finding: Finding, place: Place | None) -> Record:
        """Give the record of a finding with its time, run and place in the archive."""
        record, main = finding.record, finding.main
        warc = WarcLine(place.file, place.offset, place.length, place.digest) if place else None
        http = record.http
        if http is None and main.status:
            http = HttpLine(main.status, main.header("etag"), main.header("last-modified"))
        return replace(record, warc=warc, http=http, fetched_at=iso(main.started_at), run_id=self._run_id)

    def keep_files(self, line: ArticleLine, finding: Finding) -> ArticleLine:
        """Store the attachments and name them in the line; those that could not be had are set aside."""
        kept: dict[str, KeptFile] = {}
        for file in finding.files:
            place = None
            for exchange in file.trail:
                place = self._shelf.add(finding.errand.site, exchange)
            if file.body is not None and file.read is not None:
                read = file.read
                kept[file.url] = keep_file(self._store, file.body, read.extension, read.media_type, read.text)
            elif file.problem is not None:
                self._set_file_aside(line, finding, file, place)
        if not kept:
            return line
        return replace(line, attachments=tuple(_named(item, kept.get(item.url)) for item in line.attachments))

    def _set_file_aside(self, line: ArticleLine, finding: Finding, file: FileFinding, place: Place | None) -> None:
        assert file.problem is not None
        name = next((item.name for item in line.attachments if item.url == file.url), None)
        aside = SetAsideLine(
            url=file.url,
            site=line.site,
            section=line.section,
            outcome=file.problem.outcome,  # type: ignore[arg-type]  # PageError carries outcomes of the table
            reasons=(f"attachment of {line.url}: {file.problem.reason}",),
            title=name,
        )
        self.set_aside(Finding(finding.errand, file.trail[-1], aside, file.trail), place)

    def last_revision(self, article_id: str) -> Revision | None:
        """Give the last revision of an article, or None."""
        rows = self._store.rows(
            "SELECT revision, change, content_sha256, path, offset, length FROM revisions WHERE id = ? "
            "ORDER BY revision DESC LIMIT 1",
            (article_id,),
        )
        if not rows:
            return None
        revision, change, content, path, offset, length = rows[0]
        return Revision(revision, change, content, LinePlace(path, offset, length))

    def sections(self, url: str) -> tuple[SectionSeen, ...]:
        """Give the sections that listed a page, the first first."""
        rows = self._store.rows(
            "SELECT s.name, s.url, l.first_seen FROM listings l JOIN sections s ON s.url = l.section_url "
            "WHERE l.url = ? ORDER BY l.first_seen, s.url",
            (url,),
        )
        return tuple(SectionSeen(name, section_url, first_seen) for name, section_url, first_seen in rows)

    def _facts(self, finding: Finding, line: Record, place: Place | None) -> None:
        """Write beside the WARC record what the line needs besides the bytes."""
        parts = tuple(part[-1].url for part in finding.parts if part)
        facts = facts_of(line, finding.errand.site, finding.errand.request.url, finding.errand.listing, parts)
        refers_to = place.record_id if place else None
        at = finding.main.started_at
        self._shelf.add_metadata(finding.errand.site, finding.main.url, facts.to_json(), refers_to, at)


def _named(item: AttachmentLine, kept: KeptFile | None) -> AttachmentLine:
    if kept is None:
        return item
    return replace(
        item,
        path=kept.path,
        sha256=kept.sha256,
        bytes=kept.bytes,
        media_type=kept.media_type,
        text_path=kept.text_path,
    )
