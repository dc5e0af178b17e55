"""How numbers on a map become colours: a few classes, the same on every map of numbers alike."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from planner.figures.style import Sign
from planner.wording import decimal, say

NONE, FEWER, UNKNOWN = "#F6F2E7", "#E3A587", "#E9EBEE"  # none is no water: it is never white
BLUES = ("#DCEAF5", "#B2D1E8", "#7FB2D7", "#458DC0", "#1A65A2", "#083B70")
UPPER = (2, 5, 10, 20, 50)  # new places: 1-2, 3-5, 6-10, 11-20, 21-50, more; times ten where most are more
PARTS = (0.5, 0.8, 1.2, 1.5, 2.0)  # of the county's average: up to half of it, ... more than twice


@dataclass(frozen=True)
class Classes:
    """How numbers become colours: the upper end of each class but the last, and the digits printed."""

    upper: tuple[float, ...]
    digits: int

    def colour(self, value: float | None) -> str:
        """The fill of a number (grey where there is none)."""
        if value is None:
            return UNKNOWN
        if value <= 0:
            return NONE if value == 0 else FEWER
        return BLUES[sum(value > end for end in self.upper)]

    def signs(self, values: Sequence[float], language: str) -> list[Sign]:
        """The key: every class that occurs, from the least to the most that it holds."""
        groups: dict[str, list[float]] = {}
        for value in sorted(values):
            groups.setdefault(self.colour(value), []).append(value)
        made = []
        for colour, found in groups.items():
            low, high = (decimal(v, self.digits, language) for v in (found[0], found[-1]))
            label = say("figure.map_below", language, low=low, high=high) if found[0] < 0 else f"{low}–{high}"
            made.append(Sign("box", colour, low if low == high else label))
        return made


def counts(values: Sequence[float]) -> Classes:
    """Classes of numbers: the common ones, times ten as long as half of the numbers lie above them all."""
    some, factor = sorted(value for value in values if value > 0), 1
    while some and some[len(some) // 2] > UPPER[-1] * factor:
        factor *= 10
    return Classes(tuple(end * factor for end in UPPER), 0)


def around(average: float) -> Classes:
    """Classes of a rate by its ratio to the county's average, the same ratios on every map."""
    return Classes(tuple(average * part for part in PARTS), 1)
