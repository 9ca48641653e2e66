"""The same notice on several portals: found by MinHash, linked by `near_duplicate_of`, never dropped.

Signatures of 64 permutations over windows of five characters (Broder 1997); 16 bands of four find the candidates
(Leskovec, Rajaraman and Ullman, Mining of Massive Datasets, §3.4), the whole signatures decide. Notices made from one
form differ in a number only, so within one site a link needs the same title too.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from scraper.fields import ArticleLine
from scraper.store.state import Store

LEAST_CHARS = 150  # shorter notices are alike by their form alone
LEAST_SIMILARITY = 0.8
_MOST_CHARS = 20_000
_WINDOW = 5
_PERMUTATIONS = 64
_BANDS = 16
_MOST_CANDIDATES = 40  # per band: a form that a thousand notices share must not cost a thousand comparisons


@dataclass(frozen=True, slots=True)
class _Candidate:
    id: str
    site: str
    title: str
    signature: bytes


class NearDuplicates:
    """The signatures of all articles."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def link(self, line: ArticleLine) -> str | None:
        """Note the signature of an article; give the id of the first one that is nearly the same, or None."""
        signature = _signature_of(line)
        if signature is None:
            return None
        found = self._nearest(line, signature)
        self._note(line, signature)
        return found

    def sign(self, line: ArticleLine) -> None:
        """Note the signature of an article that was linked before."""
        signature = _signature_of(line)
        if signature is not None:
            self._note(line, signature)

    def _nearest(self, line: ArticleLine, signature: bytes) -> str | None:
        best: tuple[float, str] | None = None
        for candidate in self._candidates(line.id, signature):
            if candidate.site == line.site and candidate.title != (line.title or ""):
                continue
            similarity = _similarity(signature, candidate.signature)
            if similarity >= LEAST_SIMILARITY and (best is None or similarity > best[0]):
                best = (similarity, candidate.id)
        return best[1] if best else None

    def _candidates(self, article_id: str, signature: bytes) -> list[_Candidate]:
        found: dict[str, _Candidate] = {}
        for band, key in enumerate(_bands(signature)):
            rows = self._store.rows(
                "SELECT s.id, s.site, s.title, s.signature FROM near_bands b JOIN near_signatures s ON s.id = b.id "
                "WHERE b.band = ? AND b.key = ? AND b.id <> ? LIMIT ?",
                (band, key, article_id, _MOST_CANDIDATES),
            )
            found |= {row[0]: _Candidate(*row) for row in rows}
        return [found[key] for key in sorted(found)]

    def _note(self, line: ArticleLine, signature: bytes) -> None:
        self._store.run("DELETE FROM near_bands WHERE id = ?", (line.id,))
        self._store.run(
            "INSERT OR REPLACE INTO near_signatures(id, site, title, signature) VALUES (?, ?, ?, ?)",
            (line.id, line.site, line.title or "", signature),
        )
        for band, key in enumerate(_bands(signature)):
            self._store.run("INSERT INTO near_bands(band, key, id) VALUES (?, ?, ?)", (band, key, line.id))


def _signature_of(line: ArticleLine) -> bytes | None:
    """Give the signature, or None for a text that is too short to tell by."""
    text = "".join((line.text or "").split())[:_MOST_CHARS]
    return _signature(text) if len(text) >= LEAST_CHARS else None


def _signature(text: str) -> bytes:
    from datasketch import MinHash  # noqa: PLC0415 - numpy: half a second that only writers pay

    sketch: Any = MinHash(num_perm=_PERMUTATIONS, seed=1)
    windows = {text[at : at + _WINDOW].encode() for at in range(len(text) - _WINDOW + 1)}
    sketch.update_batch(sorted(windows))
    return sketch.hashvalues.astype("<u4").tobytes()  # type: ignore[no-any-return]  # datasketch has no types


def _bands(signature: bytes) -> list[bytes]:
    size = len(signature) // _BANDS
    return [signature[at : at + size] for at in range(0, len(signature), size)]


def _similarity(one: bytes, other: bytes) -> float:
    pairs = zip(range(0, len(one), 4), range(0, len(other), 4), strict=True)
    return sum(one[a : a + 4] == other[b : b + 4] for a, b in pairs) / _PERMUTATIONS
