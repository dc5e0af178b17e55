"""Givers, and the least value that all of them can keep within: thresholds tried as boxes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from models.formulation import Count
from models.held import Infeasible
from models.propagation import propagate
from models.search import Search
from models.solvers import Array


@dataclass(frozen=True)
class Giver:
    """A count of steps, 0 or more: what so many are worth, and the most steps worth no more than a value.

    ``upper`` is the lowest step of the giver above the count, while it is open whether it is taken.
    """

    count: Count
    worth: Callable[[int], Fraction]
    within: Callable[[Fraction], int]
    upper: Count | None = None


def hold_least(search: Search, givers: Sequence[Giver]) -> Fraction:
    """The least value that no giver need pass (proved); from here on none does."""
    tried = _Boxes(search, givers)
    highest, lowest = tried.now(), max(one.worth(int(search.low[j])) for one, j in tried.pairs)
    first = tried.least(lowest, highest, tried.not_empty)
    least = first
    if first < highest and not tried.fits(first):
        least = tried.above(first, highest, tried.fits)
    boxes = tried.boxes(least)
    if boxes is None:
        raise Infeasible
    search.low, search.high = boxes
    return least


def try_lower(search: Search, givers: Sequence[Giver]) -> None:
    """A better incumbent, if there is one with the same upper steps taken; nothing is held or proved."""
    held = search.incumbent
    if held is None or len(held) != len(search.low):
        return
    fixed = np.array([one.upper.index for one in givers if one.upper], dtype=np.int64)
    tried = _Boxes(search, givers, fixed, held[fixed])
    highest = tried.now()
    lowest = max(one.worth(int(search.low[j])) for one, j in tried.pairs)
    if lowest < highest and not tried.fits(lowest):
        tried.above(lowest, highest, tried.fits)


class _Boxes:
    """Boxes in which no giver passes a value; ``fixed`` counts stay at their values."""

    def __init__(self, search: Search, givers: Sequence[Giver], fixed: Array | None = None,
                 at: Array | None = None) -> None:
        self.search, self.givers, self.fixed, self.at = search, givers, fixed, at
        self.index = np.array([one.count.index for one in givers], dtype=np.int64)
        self.pairs = list(zip(givers, self.index, strict=True))

    def now(self) -> Fraction:
        """The largest value in the incumbent; at the most steps where there is none that holds."""
        held, high = self.search.incumbent, self.search.high[self.index]
        steps = high if held is None or len(held) != len(self.search.low) else np.minimum(
            held[self.index], high)
        return max(one.worth(int(n)) for one, n in zip(self.givers, steps, strict=True))

    def boxes(self, value: Fraction) -> tuple[Array, Array] | None:
        """The boxes, narrowed by the rows; None where one is empty."""
        low, high = self.search.low.copy(), self.search.high.copy()
        high[self.index] = np.minimum(high[self.index], [one.within(value) for one in self.givers])
        if self.fixed is not None:
            low[self.fixed] = high[self.fixed] = self.at
        return (low, high) if propagate(self.search.rows, low, high) else None

    def not_empty(self, value: Fraction) -> bool:
        """Do the rows alone leave room?"""
        return self.boxes(value) is not None

    def fits(self, value: Fraction) -> bool:
        """Is there a plan in which no giver passes the value? It becomes the incumbent."""
        boxes = self.boxes(value)
        if boxes is None:
            return False
        try:
            self.search.minimise([], *boxes)
        except Infeasible:
            return False
        return True

    def least(self, low: Fraction, high: Fraction, holds: Callable[[Fraction], bool]) -> Fraction:
        """The least value from ``low`` on that ``holds``; ``high`` does."""
        return min(low, high) if low >= high or holds(low) else self.above(low, high, holds)

    def above(self, below: Fraction, high: Fraction, holds: Callable[[Fraction], bool]) -> Fraction:
        """The least value above ``below``, which does not hold, that does; ``high`` does."""
        while True:
            after = self._next(below)
            if after is None or after >= high:
                return high
            middle = max(after, self._reached((below + high) / 2))
            if not holds(middle):
                below = middle
            else:
                high = min(middle, self.now()) if holds == self.fits else middle

    def _next(self, value: Fraction) -> Fraction | None:
        """The least value above another that some giver can take."""
        steps = ((one, max(one.within(value) + 1, int(self.search.low[j])), int(self.search.high[j]))
                 for one, j in self.pairs)
        return min((one.worth(n) for one, n, most in steps if n <= most), default=None)

    def _reached(self, value: Fraction) -> Fraction:
        """The largest value that some giver takes when none passes this one."""
        return max(one.worth(min(one.within(value), int(self.search.high[j]))) for one, j in self.pairs)
