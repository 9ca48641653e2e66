"""Work counted in operations, not seconds, so that the same page always gets the same answer."""

from __future__ import annotations


class Budget:
    """What may still be done on a page: work, of which one unit is about a microsecond, and repairs."""

    __slots__ = ("_is_short", "left", "repairs")

    def __init__(self, units: int, repairs: int) -> None:
        self.left = units
        self.repairs = repairs
        self._is_short = False

    def spend(self, units: int) -> bool:
        """Take units off; False where the budget is used up."""
        self.left -= units
        return self.left >= 0

    def take(self, number: int) -> int:
        """Take so many repairs off; give how many of them may be made."""
        most = min(number, self.repairs)
        self.repairs -= most
        self._is_short |= most < number
        return most

    def may_repair(self) -> bool:
        """Tell whether one more repair may be made; if not, something is left."""
        self._is_short |= not self.repairs
        return self.repairs > 0

    @property
    def is_spent(self) -> bool:
        """Tell that work was refused."""
        return self.left < 0 or self._is_short
