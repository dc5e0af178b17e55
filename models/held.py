"""What holds: a draft's boxes and rows as arrays, and the best plan so far.

Counts and rows that goals write on the draft are taken in as they come; what is proved
narrows boxes and rows.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from models.accounts import Account
from models.errors import NumericalTrouble
from models.formulation import AT_LEAST, AT_MOST, EQUAL, Because, Count, Draft, Row
from models.problem import Problem
from models.propagation import Bound, build, narrow, propagate
from models.solvers import NO_LIMIT, Array, Rows

Terms = Sequence[tuple[Count, int]]


class Infeasible(Exception):
    """No whole numbers fit the boxes and rows (proved)."""


class Held:
    """Boxes and rows that hold from here on, and the incumbent: a plan that keeps them all."""

    def __init__(self, problem: Problem, draft: Draft) -> None:
        self.problem, self.draft = problem, draft
        self.low: Array = np.zeros(0, dtype=np.int64)
        self.high: Array = np.zeros(0, dtype=np.int64)
        self.holes = {draft.x[cell].index: (first, last) for rule in problem.rules
                      for cell, first, last in rule.holes(problem) if first <= last}
        edges = np.array([(j, *hole) for j, hole in self.holes.items()], dtype=np.int64).reshape(-1, 3)
        self.rows = Rows(build([], 0), self.low, self.high,
                         (edges[:, 0], edges[:, 1], edges[:, 2]) if self.holes else None)
        self.incumbent: Array | None = None
        self._read = 0
        self._amounts: dict[tuple[Any, ...], Count] = {}
        self.sync()

    def sync(self) -> None:
        """Take in the counts and rows written on the draft since last time; narrow the boxes."""
        fresh = self.draft.counts[len(self.low):]
        self.low = np.concatenate([self.low, np.array([c.low for c in fresh], dtype=np.int64)])
        self.high = np.concatenate([self.high, np.array([c.high for c in fresh], dtype=np.int64)])
        new = self.draft.rows[self._read:]
        self._read = len(self.draft.rows)
        kept = [row for row in new if not self._fold(row)]
        self._append(kept)
        if not propagate(self.rows, self.low, self.high):
            raise Infeasible

    def _fold(self, row: Row) -> bool:
        """A row on one count with coefficient 1 is its box."""
        if len(row.terms) != 1 or row.terms[0][1] != 1:
            return False
        j = row.terms[0][0].index
        if row.sense != AT_MOST:
            self.low[j] = max(self.low[j], row.bound)
        if row.sense != AT_LEAST:
            self.high[j] = min(self.high[j], row.bound)
        return True

    def _append(self, rows: list[Row]) -> None:
        from scipy.sparse import csr_array, vstack
        old = self.rows.matrix
        n = len(self.low)
        if old.shape[1] < n:
            old = csr_array((old.data, old.indices, old.indptr), shape=(old.shape[0], n))
            self.rows = Rows(old, self.rows.low, self.rows.high, self.rows.holes)
        if not rows:
            return
        low = [row.bound if row.sense != AT_MOST else -NO_LIMIT for row in rows]
        high = [row.bound if row.sense != AT_LEAST else NO_LIMIT for row in rows]
        matrix = vstack([old, build(rows, n)], format="csr", dtype=np.int64)
        self.rows = Rows(matrix, np.concatenate([self.rows.low, np.array(low, dtype=np.int64)]),
                         np.concatenate([self.rows.high, np.array(high, dtype=np.int64)]), self.rows.holes)

    def amount(self, account: Account) -> Count:
        """The count whose value is the account's places in service (a sum gets one of its own)."""
        if len(account.cells) == 1:
            return self.draft.x[account.cells[0]]
        if account.cells not in self._amounts:
            terms = [(self.draft.x[cell], 1) for cell in account.cells]
            low, high = self.box(terms)
            code, _, year = account.cells[0]
            total = self.draft.count(("sum", code, year), low, high)
            self.draft.row(("sum", code, year), [*terms, (total, -1)], EQUAL, 0, Because("goal"))
            self._amounts[account.cells] = total
        return self._amounts[account.cells]

    def widened(self) -> Array:
        """The incumbent over all counts there are now: sums from their parts, other new ones 0."""
        assert self.incumbent is not None
        wide = np.zeros(len(self.low), dtype=np.int64)
        wide[:len(self.incumbent)] = self.incumbent
        for cells, total in self._amounts.items():
            wide[total.index] = sum(int(wide[self.draft.x[cell].index]) for cell in cells)
        return wide

    def box(self, terms: Terms) -> tuple[int, int]:
        """Least and most of a sum of counts (coefficients 1) over their boxes."""
        index = [v.index for v, _ in terms]
        return int(self.low[index].sum()), int(self.high[index].sum())

    def now(self, terms: Terms) -> int:
        """The incumbent's value of a cost."""
        assert self.incumbent is not None
        return sum(c * int(self.incumbent[v.index]) for v, c in terms)

    def costs(self, terms: Terms) -> Array:
        """A cost as a whole-number vector."""
        cost = np.zeros(len(self.low), dtype=np.int64)
        for v, c in terms:
            cost[v.index] += c
        return cost

    def keep(self, name: tuple[str | int, ...], terms: Terms, most: int, bound: Bound | None) -> None:
        """From here on only plans of cost <= ``most``.

        Where the bound of the relaxation equals ``most``, narrowed boxes and rows say it all
        and keep the shape of the problem; otherwise a row says it. The draft gets the row in
        either case, so that the written model is complete.
        """
        exact = self.narrow(bound, most)
        self.draft.row(name, terms, AT_MOST, most, Because("goal", figure=most))
        if exact:
            self._read = len(self.draft.rows)
        if not propagate(self.rows, self.low, self.high):
            raise NumericalTrouble(str(name))
        self.sync()

    def narrow(self, bound: Bound | None, most: int) -> bool:
        """Narrow boxes and rows by a proved bound; True when every plan left costs ``most``."""
        if bound is None or len(bound.reduced) != len(self.low):
            return False
        self.rows, exact = narrow(self.rows, self.low, self.high, bound, most)
        return exact

    def fix(self, counts: Sequence[Count]) -> None:
        """Hold counts at the incumbent's values."""
        assert self.incumbent is not None
        index = [c.index for c in counts]
        self.low[index] = self.high[index] = self.incumbent[index]
        propagate(self.rows, self.low, self.high)
