"""What neighbouring pages teach about a host: a small frozen value, learnt page by page.

`study` boils one page down to a `Lesson`; `learn` adds a lesson to a profile. Both are pure, so the store can keep
profiles and a rebuild can use the very one that was used before. What repeats over the pages of a host is template
or injection; what varies is the article.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import asdict, dataclass, fields, replace
from functools import cached_property, lru_cache

import orjson

from scraper.evidence import pool
from scraper.fields import from_json
from scraper.flow import with_flow
from scraper.model import Block, Flow, PurgedPage, TextEvidence

VERSION = 1  # of the JSON; it is part of the digest
RIPE_PAGES = 5  # from so many pages on, what stands on most of them is template, not chance
MAX_LINES = 1500  # lines known of a host; 16 hex digits each: the JSON stays under 64 KB
MAX_PAGE_LINES = 400  # lines that one page teaches
MAX_PLACES = 40
MAX_ENDS = 12
MIN_SHARED = 0.25  # share of a host's pages on which a line must stand to count as template
MAX_LINE_CHARS = 200  # longer lines are compared by their beginning
SENTENCE_CHARS = 16  # menus and labels stand on a page as often as it likes; longer lines are counted on it
LONG_LINE_CHARS = 40  # a line of so many is taken for running text in scripts without the marks below
MARKED_LINE_CHARS = 8
_MARKS = re.compile("[，。；！？]")
_DIGITS = re.compile(r"\d+")
_TITLE_BREAK = re.compile(r"\s?(?:[_|｜]|—{1,2}|–|-|>>|«|»|::|·)\s?")


@dataclass(frozen=True, slots=True)
class Lesson:
    """What one page adds to the profile of its host.

    `lines`: keys of the page's lines; `title_ends`: what the window title may end with beside the article's own;
    `place`: the label of the box that holds most of the page's running text.
    """

    evidence: TextEvidence = TextEvidence()
    lines: tuple[str, ...] = ()
    title_ends: tuple[str, ...] = ()
    place: str = ""
    encoding: str = ""


@dataclass(frozen=True)
class Profile:
    """What the pages of a host have taught so far; bounded in size.

    `lines`, `title_ends`, `places`, `encodings`: what was seen, and on how many pages. A profile serves many pages:
    its digest and its table of lines are made once (and stand beside its fields, hence no slots).
    """

    pages: int = 0
    evidence: TextEvidence = TextEvidence()
    lines: tuple[tuple[str, int], ...] = ()
    title_ends: tuple[tuple[str, int], ...] = ()
    places: tuple[tuple[str, int], ...] = ()
    encodings: tuple[tuple[str, int], ...] = ()

    @cached_property
    def digest(self) -> str:
        """Name this very profile: first 16 hex digits of the SHA-256 of its JSON."""
        return hashlib.sha256(self.to_json()).hexdigest()[:16]

    @property
    def is_ripe(self) -> bool:
        """Tell whether enough pages were seen; pages that were refined before are worth refining again."""
        return self.pages >= RIPE_PAGES

    @property
    def title_suffix(self) -> str:
        """Give what the window titles of most pages end with, separator included; else an empty text."""
        common = [end for end, count in self.title_ends if count >= 3 and count >= self.pages * 0.5]
        return max(common, key=len, default="")

    @property
    def place(self) -> str:
        """Give the label of the box that holds the running text on most pages; else an empty text."""
        if not self.is_ripe or not self.places:
            return ""
        label, count = max(self.places, key=lambda pair: (pair[1], pair[0]))
        return label if count >= self.pages * 0.5 else ""

    def line_pages(self, line: str) -> int:
        """Tell on how many pages of the host the very line was seen (0 where the profile no longer knows it)."""
        return self._known.get(line_key(line), 0) if self.lines else 0

    def shared(self, flow: Flow, likely: Sequence[float]) -> tuple[bool, ...]:
        """Tell for each block that is seen if it is template: its line stands on a good share of the host's pages.

        A sentence that stands here more often than on those pages is the article's own, which they only announce:
        by the guesses `likely`, one a block, the likeliest is taken for it.
        """
        shared = [False] * len(flow.blocks)
        if not self.is_ripe:
            return tuple(shared)
        known = self._known
        enough = max(3, self.pages * MIN_SHARED)
        places = defaultdict(list)
        for at, block in enumerate(flow.blocks):
            if not block.is_hidden:
                places[block.text].append(at)
        for text, stands in places.items():
            keys = _keys(text, len(stands))
            times = sum([known.get(key, 0) >= enough for key in keys])
            if times == len(keys):
                times = len(stands)
            elif times:
                stands.sort(key=likely.__getitem__)
            for at in stands[:times]:
                shared[at] = True
        return tuple(shared)

    @cached_property
    def _known(self) -> dict[str, int]:
        return dict(self.lines)

    def to_json(self) -> bytes:
        """Serialise; equal profiles give equal bytes."""
        # Not asdict of the whole: it copies every pair of every line, and a profile is written at each step.
        values = {item.name: getattr(self, item.name) for item in fields(self)}
        values["evidence"] = asdict(self.evidence)
        return orjson.dumps({"version": VERSION, **values}, option=orjson.OPT_SORT_KEYS)

    @classmethod
    def from_json(cls, stored: bytes) -> Profile:
        """Make the profile again that `to_json` made these bytes of; fields of newer software keep their defaults."""
        return from_json(cls, orjson.loads(stored))


EMPTY = Profile()


def study(page: PurgedPage) -> Lesson:
    """Boil a page down to what its neighbours can use."""
    flow = with_flow(page).flow
    blocks = [block for block in flow.blocks if not block.is_hidden]
    # Injected lines that were taken out count too: that they repeat is the strongest sign.
    taken = [removal.text for removal in page.removed if removal.part in ("head", "foot")]
    times = Counter([*taken, *(block.text for block in blocks)])
    keys = dict.fromkeys(key for text, count in times.items() for key in _keys(text, count))
    title = next((element.text for element in flow.tagged["title"] if element.text), "")
    return Lesson(
        evidence=page.evidence,
        lines=tuple(keys)[:MAX_PAGE_LINES],
        title_ends=_ends(" ".join(title.split())),
        place=_place(flow, blocks),
        encoding=page.decoded.encoding.used,
    )


def learn(profile: Profile, lesson: Lesson) -> Profile:
    """Add a lesson."""
    return replace(
        profile,
        pages=profile.pages + 1,
        evidence=pool(profile.evidence, lesson.evidence),
        lines=_counted(profile.lines, lesson.lines, MAX_LINES),
        title_ends=_counted(profile.title_ends, lesson.title_ends, MAX_ENDS),
        places=_counted(profile.places, (lesson.place,) if lesson.place else (), MAX_PLACES),
        encodings=_counted(profile.encodings, (lesson.encoding,) if lesson.encoding else (), MAX_PLACES),
    )


@lru_cache(maxsize=4096)
def line_key(line: str) -> str:
    """Give the short key under which a line is known: digits are folded, so that dates and counters are one line."""
    folded = _DIGITS.sub("0", line[:MAX_LINE_CHARS])
    return hashlib.blake2b(folded.encode("utf-8", "surrogatepass"), digest_size=6).hexdigest()


def _keys(line: str, times: int) -> list[str]:
    """Give the keys of a line that stands on a page so many times: a sentence has one for each."""
    # No line holds a line feed.
    return [line_key("\n" * time + line) for time in range(times if len(line) >= SENTENCE_CHARS else 1)]


def _counted(known: tuple[tuple[str, int], ...], seen: tuple[str, ...], most: int) -> tuple[tuple[str, int], ...]:
    """Add one to each; where there are too many, those seen least and longest ago go (new ones stand last)."""
    counts = dict(known)
    for key in seen:
        # A key that is seen again moves to the end: age decides among equals.
        counts[key] = counts.pop(key, 0) + 1
    if len(counts) <= most:
        return tuple(counts.items())
    surplus: list[str] = []
    for least in sorted(set(counts.values())):
        surplus += [key for key, count in counts.items() if count == least][: len(counts) - most - len(surplus)]
        if len(counts) - len(surplus) == most:
            break
    for key in surplus:
        del counts[key]
    return tuple(counts.items())


def _ends(title: str) -> tuple[str, ...]:
    """Give the ends of a window title after each separator, separator included."""
    return tuple(title[hit.start() :] for hit in list(_TITLE_BREAK.finditer(title))[-4:] if hit.start() > 0)


def _place(flow: Flow, blocks: list[Block]) -> str:
    """Give the label of the box around the running text: the tightest labelled one above most of it.

    Lines with the marks of sentences are that text; long lines, which a foot has too, only where no line has any.
    """
    plain = [block for block in blocks if block.link_chars < len(block.text) / 4]
    running = [block for block in plain if len(block.text) >= MARKED_LINE_CHARS and _MARKS.search(block.text)]
    sizes: Counter[int] = Counter()
    for block in running or [block for block in plain if len(block.text) >= LONG_LINE_CHARS]:
        index = block.box
        while index >= 0 and len(flow.boxes[index].label) <= 1:
            index = flow.boxes[index].parent
        if index >= 0:
            sizes[index] += len(block.text)
    return flow.boxes[sizes.most_common(1)[0][0]].label.strip() if sizes else ""
