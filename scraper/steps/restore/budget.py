"""Work counted in operations, not seconds, so that the same page always gets the same answer."""

from __future__ import annotations


class Budget:
    """What may still be spent on a page: one unit is about a microsecond of work on a slow machine."""

    __slots__ = ("left",)

    def __init__(self, units: int) -> None:
        self.left = units

    def spend(self, units: int) -> bool:
        """Take units off; False where the budget is used up."""
        self.left -= units
        return self.left >= 0

    @property
    def is_spent(self) -> bool:
        """Tell that work was refused."""
        return self.left < 0
