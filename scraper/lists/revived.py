"""Values as `devalue` writes them (Nuxt 3, SvelteKit): one flat array, in which each value names others by their place.

Source: the format of the library devalue, `stringify`: `[{"data": 1}, {"title": 2}, "…"]`; a kind by its name first,
`["ShallowReactive", 1]`.
"""

from __future__ import annotations

from scraper.lists.entries import Json

_DEEPEST = 30
_MOST = 200_000  # values that are made; one may be named many times over


def revived(flat: Json) -> Json:
    """Give the value that a flat array of devalue stands for; what is no such array as it is."""
    if not isinstance(flat, list) or not flat or not isinstance(flat[0], (list, dict)):
        return flat
    return _Reviver(flat).value(0, 0)


class _Reviver:
    def __init__(self, flat: list[Json]) -> None:
        self._flat = flat
        self._made = 0

    def value(self, at: Json, depth: int) -> Json:
        """Give the value at a place; None for the places below 0 (undefined, NaN …) and for what has no end."""
        self._made += 1
        if not isinstance(at, int) or not 0 <= at < len(self._flat) or depth > _DEEPEST or self._made > _MOST:
            return None
        held = self._flat[at]
        if isinstance(held, dict):
            return {name: self.value(place, depth + 1) for name, place in held.items()}
        if not isinstance(held, list):
            return held
        if held and isinstance(held[0], str):  # a kind: Reactive, Ref, Date, Set …
            inner = held[1] if len(held) > 1 else None
            return self.value(inner, depth + 1) if isinstance(inner, int) else inner
        return [self.value(place, depth + 1) for place in held]
