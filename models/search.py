"""The search: solves over what holds, each answer checked exactly before it counts."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import numpy as np

from models.accounts import Account
from models.emptiness import proved_empty
from models.errors import NumericalTrouble, SolverMissing
from models.formulation import Draft
from models.held import Held, Infeasible, Terms
from models.problem import Problem
from models.propagation import Bound, proved_bound
from models.solvers import Answer, Array, Solver, whole_plan
from models.solvers import solver as solver_of
from models.solvers.budget import Budget

WHOLE = "cp-sat"  # the solver that reckons in whole numbers throughout


class Stopped(Exception):
    """The solver reached its limit before it had proved its answer."""


@dataclass(frozen=True)
class Outcome:
    """The proved least value of a cost, and the exact bound of the relaxation where it has one."""

    value: int
    bound: Bound | None


class Search(Held):
    """What holds, a solver, and how much time it may still use.

    ``standings`` keeps the measured accounts, ``proved_worst`` their least worst badness;
    ``restated`` the goals whose quotas were
    restated; ``watch`` is called with the arrays of every solve.
    """

    def __init__(self, problem: Problem, draft: Draft, solver: Solver, budget: Budget,
                 watch: Callable[..., None] | None = None) -> None:
        self.solver, self.budget, self.watch = solver, budget, watch
        self.solves = 0
        self.restated: set[str] = set()
        self.proved_worst: dict[tuple[Account, ...], Fraction] = {}
        self.standings: dict[tuple[Account, ...], Any] = {}
        super().__init__(problem, draft)

    def begin(self) -> None:
        """Find a first plan that keeps the rules; one that a stopped solver holds will do."""
        try:
            self.minimise([])
        except Stopped:
            if self.incumbent is None:
                raise

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
                # Said in floating point: whole numbers have the last word.
                if proved_empty(self.rows, low, high, self.solver, self.budget.left):
                    raise Infeasible
                return Outcome(self._branch(cost, low, high), None)
            bound = proved_bound(self.rows, cost, low, high, answer.prices)
            if best is not None and bound is not None and bound.whole >= best:
                return Outcome(best, bound)
            value = self._whole(answer, cost, low, high, bound)
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

    def _whole(self, answer: Answer, cost: Array, low: Array, high: Array, bound: Bound | None) -> int | None:
        """A relaxation's answer that is a plan and meets the exact bound; None when it proves nothing."""
        if answer.values is None or answer.reason != "optimal":
            return None
        before = self.incumbent if self._complete() else None
        value = self._check(answer.values, cost, low, high)
        if value is None or (bound is not None and bound.whole >= value):
            return value
        if before is not None and int(cost @ before) <= value:
            self.incumbent = before
        return None

    def _accept(self, answer: Answer, cost: Array, low: Array, high: Array) -> int | None:
        """Round, check every box and row exactly, and keep; None when it is no proved optimum."""
        if answer.values is None or answer.reason != "optimal":
            return None
        value = self._check(answer.values, cost, low, high)
        # The bound of a solver that branches: the next better whole value must lie below it.
        if value is None or answer.bound is None or value - answer.bound > 0.5:
            return None
        return value

    def _check(self, values: Array, cost: Array, low: Array, high: Array) -> int | None:
        x = whole_plan(self.rows, values, low, high)
        if x is None:
            return None
        self.incumbent = x
        return int(cost @ x)

    def _better(self, values: Array, cost: Array, low: Array, high: Array) -> None:
        """What a stopped solver holds becomes the incumbent only if it is better by the cost."""
        before, complete = self.incumbent, self._complete()
        found = self._check(values, cost, low, high)
        if found is not None and complete and before is not None and int(cost @ before) <= found:
            self.incumbent = before

    def _branch(self, cost: Array, low: Array, high: Array) -> int:
        """The proved least cost by branching.

        A row of large costs is kept only within a solver's tolerance, and a solver in floating
        point has called rows infeasible that a plan keeps: where the rounded answer does not
        keep the rows exactly, or none is said to, CP-SAT, which reckons in whole numbers, is asked.
        """
        second = [] if self.solver.whole else [solver_of(WHOLE)]
        refused = False
        for asked in (self.solver, *second):
            try:
                answer = self._ask(asked.solve, cost, low, high)
            except SolverMissing:
                if asked is self.solver:
                    raise
                break
            assert answer is not None
            if answer.reason == "infeasible":
                refused = True
                continue
            if answer.reason == "time" and answer.values is not None:
                self._better(answer.values, cost, low, high)
                raise Stopped
            value = self._accept(answer, cost, low, high)
            if value is not None:
                return value
            refused = False
        if refused:
            raise Infeasible
        raise NumericalTrouble(self.solver.word)
