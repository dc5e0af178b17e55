"""The state of one planning: the draft, its boxes and rows as arrays, the best plan so far.

Every answer of a solver is rounded to whole numbers and checked exactly before it counts.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import numpy as np

from models.accounts import Account
from models.errors import NumericalTrouble
from models.formulation import AT_LEAST, AT_MOST, EQUAL, Because, Count, Draft, Row
from models.problem import Problem
from models.propagation import Bound, build, narrow, propagate, proved_bound
from models.solvers import NO_LIMIT, Answer, Array, Rows, Solver, whole_plan
from models.solvers.budget import Budget

Terms = Sequence[tuple[Count, int]]


class Stopped(Exception):
    """The solver reached its limit before it had proved its answer."""


class Infeasible(Exception):
    """No whole numbers fit the boxes and rows (proved)."""


@dataclass(frozen=True)
class Outcome:
    """The proved least value of a cost, and the exact bound of the relaxation where it has one."""

    value: int
    bound: Bound | None


class Search:
    """Boxes and rows that hold from here on, and the incumbent: a plan that keeps them all."""

    def __init__(self, problem: Problem, draft: Draft, solver: Solver, budget: Budget,
                 watch: Callable[..., None] | None = None) -> None:
        self.problem, self.draft, self.solver, self.budget = problem, draft, solver, budget
        self.watch = watch
        self.solves = 0
        self.restated: set[str] = set()
        self.proved_worst: dict[tuple[Account, ...], Fraction] = {}
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

    # ---- from draft to arrays

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

    # ---- amounts

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

    # ---- solving

    def minimise(self, terms: Terms, low: Array | None = None, high: Array | None = None) -> Outcome:
        """The proved least value of the cost; the incumbent becomes a plan that has it.

        With boxes of its own (``low``, ``high``: tried, not kept) it raises Infeasible when
        they leave no plan, and Stopped when the time is up before anything is proved.
        """
        cost = self.costs(terms)
        tried = low is not None
        low, high = (self.low if low is None else low), (self.high if high is None else high)
        best = None if tried or not self._complete() else int(cost @ self.incumbent)
        if best is not None and best == int(np.where(cost > 0, cost * low, cost * high).sum()):
            return Outcome(best, None)
        answer = self._ask(self.solver.relax, cost, low, high)
        bound = None
        if answer is not None:
            if answer.reason == "infeasible":
                raise Infeasible
            bound = proved_bound(self.rows, cost, low, high, answer.prices)
            if best is not None and bound is not None and bound.whole >= best:
                return Outcome(best, bound)
            value = self._accept(answer, cost, low, high, bound)
            if value is not None:
                return Outcome(value, bound)
        return Outcome(self._branch(cost, low, high), bound)

    def _complete(self) -> bool:
        return self.incumbent is not None and len(self.incumbent) == len(self.low)

    def _ask(self, call: Callable[..., Answer | None], cost: Array, low: Array, high: Array) -> Answer | None:
        if self.budget.spent:
            raise Stopped
        answer = call(self.rows, cost, low, high, self.budget.left)
        if answer is None:
            return None
        self.solves += 1
        if self.watch:
            self.watch(call.__name__, self.rows, cost, low, high)
        if answer.reason == "time" and answer.values is None:
            raise Stopped
        return answer

    def _accept(self, answer: Answer, cost: Array, low: Array, high: Array,
                bound: Bound | None = None) -> int | None:
        """Round, check every box and row exactly, and keep; None when it is no proved optimum."""
        if answer.values is None or answer.reason != "optimal":
            return None
        value = self._check(answer.values, cost, low, high)
        if value is None or (bound is not None and bound.whole >= value):
            return value
        # The solver's own bound, in floating point: the next better whole value must lie below it.
        if answer.bound is None or value - answer.bound > max(0.5, 1e-9 * abs(value)):
            return None
        return value

    def _check(self, values: Array, cost: Array, low: Array, high: Array) -> int | None:
        x = whole_plan(self.rows, values, low, high)
        if x is None:
            return None
        self.incumbent = x
        return int(cost @ x)

    def _branch(self, cost: Array, low: Array, high: Array) -> int:
        answer = self._ask(self.solver.solve, cost, low, high)
        assert answer is not None
        if answer.reason == "infeasible":
            raise Infeasible
        if answer.reason == "time" and answer.values is not None:
            self._check(answer.values, cost, low, high)
            raise Stopped
        value = self._accept(answer, cost, low, high)
        if value is None:
            raise NumericalTrouble(f"{self.solver.word}: {answer.reason}")
        return value

    # ---- keeping what is proved

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
