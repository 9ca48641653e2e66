"""Where an answer in JSON says that its list goes on: a cursor to send with the next request, or a whole address."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

# Parameters that carry a cursor, and keys of answers that give the next one.
CURSOR_NAMES = re.compile(
    r"^(?:\w*cursor|after|page_?token|next_?token|continuation(?:_?token)?|scroll_?id|search_?after|(?:last|max|since)_?id)$",
    re.IGNORECASE,
)
_CURSOR_KEYS = re.compile(
    r"^(?:(?:end|next)_?cursor|cursor|next_?(?:page_?)?token|continuation(?:_?token)?|_?scroll_?id|(?:last|next|max)_?id)$",
    re.IGNORECASE,
)
_ADDRESS_KEYS = re.compile(r"^(?:next|next_?page|next_?(?:page_?)?(?:url|link|href)|@odata\.nextLink)$", re.IGNORECASE)
_MORE_KEYS = re.compile(r"^(?:has_?(?:next(?:_?page)?|more)|more(?:_?available)?)$", re.IGNORECASE)
_ADDRESS = re.compile(r"^(?:https?://|/|\?|\.{1,2}/|[\w-]+\.\w{3,5}(?:\?|$))")
_CHARS = 2000


@dataclass(frozen=True, slots=True)
class Following:
    """What an answer says of the next one; `is_end` where it says that there is none."""

    cursor: str | None = None
    address: str | None = None
    is_end: bool = False


def read_following(value: object) -> Following:
    """Read cursor, address and "has more" of a JSON value, nearest to the top; entries of lists are not looked at."""
    cursor = address = None
    is_end = False
    level: list[Mapping[object, object]] = [value] if isinstance(value, Mapping) else []
    while level:
        below: list[Mapping[object, object]] = []
        for item in level:
            for name, entry in item.items():
                key = str(name)
                if isinstance(entry, Mapping):
                    below.append({"next": entry["href"]} if key == "next" and "href" in entry else entry)
                elif isinstance(entry, bool):
                    is_end = is_end or (bool(_MORE_KEYS.match(key)) and not entry)
                elif isinstance(entry, (str, int)) and 0 < len(str(entry)) <= _CHARS:
                    if _ADDRESS_KEYS.match(key) and _ADDRESS.match(str(entry)):
                        address = address or str(entry)
                    elif _CURSOR_KEYS.match(key):
                        cursor = cursor or str(entry)
        level = below
    return Following(cursor, address, is_end)
