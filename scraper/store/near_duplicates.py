"""The same notice on several portals: found by MinHash, linked by `near_duplicate_of`, never dropped.

16 bands of four values of a signature find the candidates (Leskovec, Rajaraman and Ullman, Mining of Massive Datasets,
§3.4), the whole signatures decide. Notices made from one form differ in a number only, so within one site a link needs
the same title too.
"""

from __future__ import annotations

from dataclasses import dataclass

from scraper.errors import DamageError
from scraper.fields import ArticleLine, from_json
from scraper.store.compacted import read_line
from scraper.store.lines import LinePlace
from scraper.store.signatures import PERMUTATIONS, sign
from scraper.store.state import Store

LEAST_SIMILARITY = 0.8
_BANDS = 16
_MOST_CANDIDATES = 40  # per band: a form that a thousand notices share must not cost a thousand comparisons
_SHARING_A_BAND = " UNION ALL ".join(
    f"SELECT id FROM (SELECT id FROM near_bands WHERE band = {band} AND key = ? AND id <> ? LIMIT {_MOST_CANDIDATES})"  # noqa: S608 - constants
    for band in range(_BANDS)
)
_UNSIGNED = """
SELECT r.path, r.offset, r.length FROM revisions r
WHERE r.change <> 'removed' AND NOT EXISTS (SELECT 1 FROM near_signatures n WHERE n.id = r.id)
    AND NOT EXISTS (
        SELECT 1 FROM revisions l WHERE l.id = r.id AND l.revision > r.revision AND l.change <> 'removed'
    )
ORDER BY r.path, r.offset
"""


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
        if not store.rows("SELECT 1 FROM near_signatures LIMIT 1"):  # of an older version, or there is none yet
            self.sign_all()

    def link(self, line: ArticleLine, signature: bytes | None = None) -> str | None:
        """Note the signature of an article; give the id of the first one that is nearly the same, or None.

        A signature that is not given is reckoned.
        """
        signature = signature or sign(line.text or "")
        if signature is None:
            return None
        found = self._nearest(line, signature)
        self._note(line, signature)
        return found

    def sign_all(self) -> None:
        """Note the signatures of articles that have none, so that later notices are linked to them."""
        for place in self._store.rows(_UNSIGNED):
            try:
                line = from_json(ArticleLine, read_line(self._store.output, LinePlace(*place)))
            except DamageError:
                continue  # `verify` names it; a rebuild makes it again, and signs it then
            signature = sign(line.text or "")
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
        values = [value for key in _bands(signature) for value in (key, article_id)]
        ids = list({article for (article,) in self._store.rows(_SHARING_A_BAND, values)})
        if not ids:
            return []
        marks = ", ".join("?" * len(ids))
        rows = self._store.rows(
            f"SELECT id, site, title, signature FROM near_signatures WHERE id IN ({marks}) ORDER BY id",  # noqa: S608 - marks
            ids,
        )
        return [_Candidate(*row) for row in rows]

    def _note(self, line: ArticleLine, signature: bytes) -> None:
        for (before,) in self._store.rows("SELECT signature FROM near_signatures WHERE id = ?", (line.id,)):
            for band, key in enumerate(_bands(before)):
                self._store.run("DELETE FROM near_bands WHERE band = ? AND key = ? AND id = ?", (band, key, line.id))
        self._store.run(
            "INSERT OR REPLACE INTO near_signatures(id, site, title, signature) VALUES (?, ?, ?, ?)",
            (line.id, line.site, line.title or "", signature),
        )
        values = [value for band, key in enumerate(_bands(signature)) for value in (band, key, line.id)]
        self._store.run(f"INSERT INTO near_bands(band, key, id) VALUES {', '.join(['(?, ?, ?)'] * _BANDS)}", values)  # noqa: S608 - marks


def _bands(signature: bytes) -> list[bytes]:
    size = len(signature) // _BANDS
    return [signature[at : at + size] for at in range(0, len(signature), size)]


def _similarity(one: bytes, other: bytes) -> float:
    pairs = zip(range(0, len(one), 4), range(0, len(other), 4), strict=True)
    return sum(one[a : a + 4] == other[b : b + 4] for a, b in pairs) / PERMUTATIONS
