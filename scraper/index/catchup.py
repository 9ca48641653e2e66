"""Catching up: what was committed to the logs since the last time enters the index."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from hashlib import blake2b
from itertools import islice
from pathlib import Path
from typing import Any

import orjson

from scraper.hanzi import fold
from scraper.index.catalogue import NOTHING, reset
from scraper.index.days import minutes
from scraper.index.logs import Line, Log, Shelf, lines, logs, read_at
from scraper.index.tokens import character_tokens, index_tokens

BATCH = 2000  # lines a transaction
LARGE = 20_000  # lines of one catching up after which the full text is merged into one tree


@dataclass(frozen=True, slots=True)
class CaughtUp:
    """What came in."""

    articles: int = 0
    set_aside: int = 0
    damaged: int = 0  # lines that are no JSON object; `chengxi verify` names them
    is_reset: bool = False  # the index was emptied first, since a log was made again

    def __add__(self, other: CaughtUp) -> CaughtUp:
        return CaughtUp(
            self.articles + other.articles,
            self.set_aside + other.set_aside,
            self.damaged + other.damaged,
            self.is_reset or other.is_reset,
        )


def catch_up(index: sqlite3.Connection, output: Path, progress: Callable[[int], None] | None = None) -> CaughtUp:
    """Read the committed lines that the index does not know yet.

    Where another process does the same, goes on behind what that one has read; where that one holds the index for
    longer than the timeout, gives up: what is there can be searched meanwhile.
    `progress` is told the number of lines read after each batch.
    """
    work = [*_new(index, output, "articles"), *_new(index, output, "set-aside")]
    is_reset = any(start is None for _, start in work)
    if is_reset:
        reset(index)  # a log was made again: what the index knows of it is void
        work = [*_new(index, output, "articles"), *_new(index, output, "set-aside")]
    counts = {"articles": 0, "set-aside": 0}
    damaged = 0
    is_behind = False
    try:
        for log, start in work:
            unread = lines(log, start or 0)
            while batch := list(islice(unread, BATCH)):
                shelf = log.name.partition("/")[0]
                writer = _Writer(index, output)
                if not writer.write(log, shelf == "articles", batch):
                    is_behind = True  # another process has read this log further: look again
                    break
                counts[shelf] += len(batch) - writer.damaged
                damaged += writer.damaged
                if progress:
                    progress(sum(counts.values()))
        if counts["articles"] >= LARGE:
            index.execute("INSERT INTO words(words) VALUES('optimize')")
            index.execute("INSERT INTO characters(characters) VALUES('optimize')")
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode != sqlite3.SQLITE_BUSY:
            raise
    caught = CaughtUp(counts["articles"], counts["set-aside"], damaged, is_reset)
    return caught + catch_up(index, output, progress) if is_behind else caught


def _new(index: sqlite3.Connection, output: Path, shelf: Shelf) -> Iterator[tuple[Log, int | None]]:
    """Give the logs that have grown and where to go on; None where what was read before stands there no more."""
    known = {
        name: (read_bytes, last_line)
        for name, read_bytes, last_line in index.execute("SELECT name, read_bytes, last_line FROM logs")
    }
    present = logs(output, shelf)
    gone = {name for name in known if name.startswith(f"{shelf}/")} - {log.name for log in present}
    for log in present:
        read_bytes, last_line = known.get(log.name, (0, None))
        if gone or log.committed_bytes < read_bytes:
            yield log, None
        elif log.committed_bytes > read_bytes:
            yield log, read_bytes if last_line is None or _stands(output, log, read_bytes, last_line) else None
    if gone and not present:
        yield Log(next(iter(gone)), output, 0), None


def _stands(output: Path, log: Log, end: int, last_line: str) -> bool:
    """Tell whether the last line read still ends at `end` (checked by its length and digest)."""
    length, digest = last_line.split(":")
    data = read_at(output, log.name, end - int(length) - 1, int(length))
    return _digest(data) == digest


def _digest(data: bytes) -> str:
    return blake2b(data, digest_size=8).hexdigest()


@dataclass
class _Writer:
    """Writes one batch of lines of one log in one transaction."""

    index: sqlite3.Connection
    output: Path
    damaged: int = 0
    names: dict[tuple[str, str], int] = field(default_factory=dict)

    def write(self, log: Log, is_article: bool, batch: list[Line]) -> bool:
        """Write the batch; False where another process has come before. Raises OperationalError where it is busy."""
        end = batch[-1].offset + len(batch[-1].data) + 1
        self.index.execute("BEGIN IMMEDIATE")
        try:
            self.index.execute("INSERT OR IGNORE INTO logs(name, read_bytes) VALUES(?, 0)", (log.name,))
            number, read = self.index.execute("SELECT log, read_bytes FROM logs WHERE name = ?", (log.name,)).fetchone()
            if read != batch[0].offset:
                self.index.execute("ROLLBACK")
                return False
            for line in batch:
                self._line(number, is_article, line)
            last = f"{len(batch[-1].data)}:{_digest(batch[-1].data)}"
            self.index.execute("UPDATE logs SET read_bytes = ?, last_line = ? WHERE log = ?", (end, last, number))
            self.index.execute("COMMIT")
        except BaseException:
            if self.index.in_transaction:
                self.index.execute("ROLLBACK")
            raise
        return True

    def _line(self, log: int, is_article: bool, line: Line) -> None:
        try:
            values = orjson.loads(line.data)
        except orjson.JSONDecodeError:
            values = None
        if not isinstance(values, dict) or (is_article and not values.get("id")):
            self.damaged += 1
        elif is_article:
            self._article(log, line, values)
        else:
            self._set_aside(log, line, values)

    def _set_aside(self, log: int, line: Line, values: dict[str, Any]) -> None:
        site, section = self._name("site", values.get("site")), self._name("section", values.get("section"))
        outcome = str(values.get("outcome") or "not_article")
        self.index.execute(
            "INSERT INTO set_aside(log, offset, length, site, section, outcome, fetched_at) VALUES(?,?,?,?,?,?,?)",
            (log, line.offset, len(line.data), site, section, outcome, values.get("fetched_at")),
        )

    def _article(self, log: int, line: Line, values: dict[str, Any]) -> None:
        article = self._article_number(values["id"])
        has_text = values.get("status", "ok") == "ok"
        number = values.get("document_number")
        fetched_at = values.get("fetched_at")
        row = (
            article,
            values.get("revision", 1),
            values.get("change", "new"),
            has_text,
            log,
            line.offset,
            len(line.data),
            self._name("site", values.get("site"), values.get("portal_name")),
            self._name("section", values.get("section")),
            self._name("issuer", values.get("issuer")),
            self._name("source", values.get("source")),
            minutes(values.get("published")),
            fold(number) if number else None,
            fetched_at,
        )
        before = self.index.execute("SELECT doc FROM articles WHERE article = ?", (article,)).fetchone()[0]
        doc = self.index.execute(_INSERT_DOC, row).lastrowid
        root = values.get("duplicate_of") or values.get("near_duplicate_of")
        state = {
            "article": article,
            "doc": doc if has_text else None,
            "root": self._article_number(root) if root and root != values["id"] else None,
            "status": "ok" if has_text else "removed",
            "revision": values.get("revision", 1),
            "is_changed": values.get("change") == "edited",
            "seen": fetched_at,
        }
        self.index.execute(_UPDATE_ARTICLE, state)
        if not has_text:
            return
        if self.index.execute("SELECT doc FROM articles WHERE article = ?", (article,)).fetchone()[0] == doc:
            self._words(doc, values)
            self._forget(before)

    def _forget(self, doc: int | None) -> None:
        """Take the words of a revision that was overtaken out of the index again, so that it does not grow with them.

        A contentless table must be told exactly what it holds. The line tells it; the text of an attachment may have
        been read anew since, so such a revision stays (the catalogue keeps it from being found).
        """
        place = self.index.execute(_PLACE, (doc,)).fetchone()
        values = orjson.loads(read_at(self.output, *place) or b"null") if place else None
        if values and not values.get("attachments"):
            *tokens, characters = self._tokens(values)
            self.index.execute(_DELETE_WORDS, (doc, *tokens))
            self.index.execute(_DELETE_CHARACTERS, (doc, characters))

    def _words(self, doc: int | None, values: dict[str, Any]) -> None:
        for place in values.get("sections", ())[1:]:
            section = self._name("section", place.get("name"))
            self.index.execute("INSERT OR IGNORE INTO more_sections VALUES(?, ?)", (doc, section))
        *tokens, characters = self._tokens(values)
        self.index.execute(_INSERT_WORDS, (doc, *tokens))
        self.index.execute(_INSERT_CHARACTERS, (doc, characters))

    def _tokens(self, values: dict[str, Any]) -> list[str]:
        """Give the tokens of title, text and attachments, and the characters of all three."""
        title = "\n".join(values[key] for key in ("title", "list_title", "subtitle") if values.get(key))
        body = "\n".join(values[key] for key in ("text", "document_number", "source", "author") if values.get(key))
        files = "\n".join(
            f"{file.get('name', '')}\n{attachment_text(self.output, file)}" for file in values.get("attachments", ())
        )
        folded = [fold(part) for part in (title, body, files)]
        return [*map(index_tokens, folded), character_tokens("".join(folded))]

    def _article_number(self, article_id: str) -> int:
        found = self.index.execute("SELECT article FROM articles WHERE id = ?", (article_id,)).fetchone()
        if found:
            return int(found[0])
        return self.index.execute("INSERT INTO articles(id) VALUES(?)", (article_id,)).lastrowid or 0

    def _name(self, kind: str, value: str | None, label: str | None = None) -> int:
        """Give the number of a name; a label (the portal's own name) is kept from where it is first told."""
        if not value:
            return NOTHING
        key = (kind, value)
        if key not in self.names:
            insert = (
                "INSERT INTO names(kind, value, label) VALUES(?, ?, ?) ON CONFLICT DO UPDATE"
                " SET label = coalesce(label, excluded.label) RETURNING name"
            )
            self.names[key] = self.index.execute(insert, (kind, value, label)).fetchone()[0]
        return self.names[key]


_PLACE = "SELECT logs.name, docs.offset, docs.length FROM docs JOIN logs USING(log) WHERE doc = ?"
_INSERT_WORDS = "INSERT INTO words(rowid, title, text, files) VALUES(?,?,?,?)"
_DELETE_WORDS = "INSERT INTO words(words, rowid, title, text, files) VALUES('delete',?,?,?,?)"
_INSERT_CHARACTERS = "INSERT INTO characters(rowid, each) VALUES(?,?)"
_DELETE_CHARACTERS = "INSERT INTO characters(characters, rowid, each) VALUES('delete',?,?)"
_INSERT_DOC = (
    "INSERT INTO docs(article, revision, change, has_text, log, offset, length, site, section, issuer, source,"
    " published, number, fetched_at) VALUES(?,?,?,?,?,?,?,?,?,?,?,?,?,?)"
)
# Lines of one article may come out of order where months of several sites were imported: the highest revision rules.
_UPDATE_ARTICLE = """
UPDATE articles SET
  doc = CASE WHEN :doc IS NOT NULL AND (doc IS NULL OR :revision >= revision OR :revision >=
        (SELECT docs.revision FROM docs WHERE docs.doc = articles.doc)) THEN :doc ELSE doc END,
  root = coalesce(:root, root),
  status = CASE WHEN :revision >= revision THEN :status ELSE status END,
  is_changed = max(is_changed, :is_changed),
  first_seen = min(coalesce(first_seen, :seen), coalesce(:seen, first_seen)),
  last_seen = max(coalesce(last_seen, :seen), coalesce(:seen, last_seen)),
  revision = max(revision, :revision)
WHERE article = :article
"""


def attachment_text(output: Path, attachment: dict[str, Any]) -> str:
    """Give the text of an attachment, or nothing where it was not read; a path out of the output is not followed."""
    text_path: str | None = attachment.get("text_path")
    if not text_path:
        return ""
    path = (output / text_path).resolve()
    if not path.is_relative_to(output.resolve()) or not path.is_file():
        return ""
    return path.read_text(encoding="utf-8", errors="replace")
