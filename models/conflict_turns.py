"""From whole numbers that break one demand alone to others that break another one alone.

A demand of a conflict is needed when the others fit: whole numbers that keep all but that one show
it. Changing one count so that the broken row holds breaks others; where these are of one demand,
that one is shown to be needed too, without a solver.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from typing import Any

from models.conflict_rows import Demands
from models.solvers import Array

Changes = dict[int, int]  # by how much a count, or a row's sum, differs from the first numbers'


class Turns:
    """The rows of one conflict, with the whole numbers from which it starts."""

    def __init__(self, demands: Demands, held: frozenset[int], point: Array) -> None:
        index = demands.rows_of(held)
        self._rows: Any = demands.rows.matrix[index]
        self._columns: Any = self._rows.tocsc()
        self._low, self._high = demands.rows.low[index], demands.rows.high[index]
        self._boxes = demands.low, demands.high
        self._of, self._point = demands.of[index], point
        self._sums = self._rows @ point

    def needed(self, demand: int) -> set[int]:
        """The demands shown to be needed, from numbers that break ``demand`` alone; itself too."""
        known = {demand}
        waiting: deque[tuple[int, Changes, Changes]] = deque([(demand, {}, {})])
        while waiting:
            at, moved, shifted = waiting.popleft()
            for other, changes, sums in self._steps(at, moved, shifted):
                if other not in known:
                    known.add(other)
                    waiting.append((other, changes, sums))
        return known

    def _steps(self, demand: int, moved: Changes, shifted: Changes) -> Iterator[tuple[int, Changes, Changes]]:
        """Each change of one count that mends the demand's one broken row and breaks one other demand."""
        rows = [int(i) for i in (self._of == demand).nonzero()[0] if self._over(int(i), shifted)]
        if len(rows) != 1:
            return
        over = self._over(rows[0], shifted)
        span = slice(self._rows.indptr[rows[0]], self._rows.indptr[rows[0] + 1])
        for j, a in zip(self._rows.indices[span].tolist(), self._rows.data[span].tolist(), strict=True):
            step = -(abs(over) // abs(a) + (over % a != 0)) * (1 if (over > 0) == (a > 0) else -1)
            value = int(self._point[j]) + moved.get(j, 0) + step
            if self._boxes[0][j] <= value <= self._boxes[1][j]:
                sums = self._moved(j, step, shifted)
                broken = {int(self._of[i]) for i in self._column(j)[0] if self._over(i, sums)}
                if len(broken) == 1 and demand not in broken:
                    yield broken.pop(), {**moved, j: moved.get(j, 0) + step}, sums

    def _column(self, j: int) -> tuple[list[int], list[int]]:
        span = slice(self._columns.indptr[j], self._columns.indptr[j + 1])
        return self._columns.indices[span].tolist(), self._columns.data[span].tolist()

    def _moved(self, j: int, step: int, shifted: Changes) -> Changes:
        sums = dict(shifted)
        for i, a in zip(*self._column(j), strict=True):
            sums[i] = sums.get(i, 0) + a * step
        return sums

    def _over(self, i: int, shifted: Changes) -> int:
        """By how much a row's sum lies above what it may be (below: negative)."""
        value = int(self._sums[i]) + shifted.get(i, 0)
        return max(value - int(self._high[i]), 0) + min(value - int(self._low[i]), 0)
