"""The index beside each WARC again, from its records."""

from __future__ import annotations

from pathlib import Path

from scraper.store.archive_reader import cdxj_of, members
from scraper.store.log import log_files, write_whole
from scraper.store.state import Store


def adopt_warc(store: Store) -> None:
    """Make the index beside each WARC again, and take the files as long as their records reach."""
    for path in log_files(store.output, "warc", ".warc.gz"):
        name = path.relative_to(store.output).as_posix()
        found, end = [], known_end(store, path)
        for member in members(path):
            if member.problem is None:
                end = max(end, member.offset + member.length)
            if member.problem is None and member.kind in ("response", "revisit"):
                found.append(cdxj_of(member, name))
        lines = b"".join(sorted(found))
        index = name.removesuffix(".warc.gz") + ".cdxj"
        if not (store.output / index).exists() or (store.output / index).read_bytes() != lines:
            write_whole(store.output / index, lines, store.output)
        for log, length in ((name, end), (index, len(lines))):
            store.run("INSERT OR REPLACE INTO logs(path, committed_bytes) VALUES (?, ?)", (log, length))
            store.logs.adopt(log, length)


def known_end(store: Store, file: Path) -> int:
    """Give the committed length of a file that is still that long; 0 where only its records tell how far it reaches.

    So the next start does not cut off a damaged record at the end, of which something may yet be read.
    """
    known = store.logs.length(file.relative_to(store.output).as_posix())
    return known if file.stat().st_size >= known else 0
