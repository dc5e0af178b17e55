"""The demands of a formulation, any part of them asked whether it fits.

A demand is all rows with the same reason: what is told and dropped as one.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

import numpy as np

from models.emptiness import proved_empty, proving_rows
from models.errors import SolverMissing
from models.formulation import AT_LEAST, AT_MOST, Formulation
from models.propagation import build, propagate
from models.search import WHOLE, Stopped
from models.solvers import NO_LIMIT, Answer, Array, Rows, Solver, whole_plan
from models.solvers import solver as solver_of
from models.solvers.budget import Budget


@dataclass(frozen=True)
class Verdict:
    """Either whole numbers that keep the demands (of all counts), or demands that are proved not to
    fit: as few as the proof rests on. ``close``: broken numbers would keep them.
    """

    point: Array | None
    needed: frozenset[int] = frozenset()
    close: bool = False


@dataclass(frozen=True)
class _Part:
    """Some of the rows over the counts that they use; ``counts`` their places among all."""

    rows: Rows
    counts: Array
    low: Array
    high: Array


class Demands:
    """All rows as one matrix, each with the number of its demand; ``names`` are the reasons."""

    def __init__(self, rules: Formulation, solver: Solver, budget: Budget) -> None:
        self.solver, self.budget = solver, budget
        self.low: Array = np.array([c.low for c in rules.counts], dtype=np.int64)
        self.high: Array = np.array([c.high for c in rules.counts], dtype=np.int64)
        numbers = {because: i for i, because in enumerate(dict.fromkeys(r.because for r in rules.rows))}
        self.names = tuple(numbers)
        self.of: Array = np.array([numbers[row.because] for row in rules.rows], dtype=np.int64)
        least = [row.bound if row.sense != AT_MOST else -NO_LIMIT for row in rules.rows]
        most = [row.bound if row.sense != AT_LEAST else NO_LIMIT for row in rules.rows]
        self.rows = Rows(build(list(rules.rows), len(self.low)), np.array(least, dtype=np.int64),
                         np.array(most, dtype=np.int64))

    def rows_of(self, demands: Collection[int]) -> Array:
        """The rows of these demands, in order."""
        chosen = np.zeros(len(self.names), dtype=bool)
        chosen[list(demands)] = True
        return np.flatnonzero(chosen[self.of])

    def broken(self, point: Array, demands: Collection[int]) -> set[int]:
        """Those of the demands that these whole numbers do not keep."""
        activity = self.rows.matrix @ point
        index = self.rows_of(demands)
        out = (activity[index] < self.rows.low[index]) | (activity[index] > self.rows.high[index])
        return {int(one) for one in self.of[index[out]]}

    def ask(self, demands: Collection[int], by_one: Collection[int] = (), close: bool = False) -> Verdict:
        """Do these demands fit? Whole numbers checked exactly, or a proof; Stopped when time is up.

        First the relaxation: its prices prove that nothing fits, or its values are a plan. Only
        where neither holds, or where broken numbers are known to keep them (``close``), is a solver
        asked that branches over whole numbers. The rows of ``by_one`` may be broken by one.
        """
        if self.budget.spent:
            raise Stopped
        index = self.rows_of(demands)
        part = self._part(index, by_one)
        x, proof = None, None
        if not close:
            values, proof = proving_rows(part.rows, part.low, part.high, self.budget.left)
            x = None if values is None else whole_plan(part.rows, values, part.low, part.high)
        if proof is not None:
            return Verdict(None, frozenset(int(one) for one in self.of[index[proof]]))
        x = self._branched(part) if x is None else x
        if x is None:
            return Verdict(None, frozenset(demands), close=True)
        point = self.low.copy()
        point[part.counts] = x
        return Verdict(point)

    def _part(self, index: Array, by_one: Collection[int]) -> _Part:
        from scipy.sparse import csr_array
        matrix = self.rows.matrix[index]
        counts, places = np.unique(matrix.indices, return_inverse=True)
        small = csr_array((matrix.data, places.astype(np.int32), matrix.indptr),
                          shape=(len(index), len(counts)))
        loose = np.isin(self.of[index], list(by_one))
        least, most = self.rows.low[index], self.rows.high[index]
        rows = Rows(small, least - (loose & (least > -NO_LIMIT)), most + (loose & (most < NO_LIMIT)))
        return _Part(rows, counts, self.low[counts], self.high[counts])

    def _branched(self, part: _Part) -> Array | None:
        """Whole numbers that keep the rows, or None: there are none."""
        low, high = part.low.copy(), part.high.copy()
        if not propagate(part.rows, low, high):
            return None
        if proved_empty(part.rows, low, high, self.solver, self.budget.left):
            return None
        answer = _whole(self.solver, part.rows, low, high, self.budget.left)
        if answer.reason == "infeasible":
            return None
        if answer.values is None:
            raise Stopped
        x = whole_plan(part.rows, answer.values, low, high)
        if x is None:
            raise Stopped
        return x


def _whole(solver: Solver, rows: Rows, low: Array, high: Array, seconds: float | None) -> Answer:
    """Any numbers that keep the rows: from a solver that reckons in whole numbers, where there is one."""
    nothing = np.zeros_like(low)
    try:
        return (solver if solver.whole else solver_of(WHOLE)).solve(rows, nothing, low, high, seconds)
    except SolverMissing:
        return solver.solve(rows, nothing, low, high, seconds)
