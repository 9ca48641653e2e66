"""What neighbouring pages teach about a host: a small frozen value, learnt page by page.

`study` boils one page down to a `Lesson`; `learn` adds a lesson to a profile. Both are pure, so the store can keep
profiles and a rebuild can use the very one that was used before.
"""

from __future__ import annotations

import hashlib
from dataclasses import asdict, dataclass, replace

import orjson

from scraper.model import PurgedPage, TextEvidence

RIPE_PAGES = 5  # from so many on, what stands on most pages of a host is template, not chance


@dataclass(frozen=True, slots=True)
class Lesson:
    """What one page adds to the profile of its host."""

    evidence: TextEvidence = TextEvidence()


@dataclass(frozen=True, slots=True)
class Profile:
    """What the pages of a host have taught so far; bounded in size."""

    pages: int = 0
    evidence: TextEvidence = TextEvidence()

    @property
    def digest(self) -> str:
        """Name this very profile: first 16 hex digits of the SHA-256 of its JSON."""
        return hashlib.sha256(self.to_json()).hexdigest()[:16]

    def to_json(self) -> bytes:
        """Serialise; equal profiles give equal bytes."""
        return orjson.dumps(asdict(self), option=orjson.OPT_SORT_KEYS)

    def line_pages(self, line: str) -> int:
        """Tell on how many pages of the host the very line was seen."""
        del line
        return 0

    @property
    def is_ripe(self) -> bool:
        """Tell whether enough pages were seen; pages that were refined before are worth refining again."""
        return self.pages >= RIPE_PAGES


EMPTY = Profile()


def study(page: PurgedPage) -> Lesson:
    """Boil a page down to what its neighbours can use."""
    return Lesson(evidence=page.evidence)


def learn(profile: Profile, lesson: Lesson) -> Profile:
    """Add a lesson."""
    del lesson
    return replace(profile, pages=profile.pages + 1)
