"""When nothing fits: which rules, for whom, cannot hold together."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

import numpy as np

from models.emptiness import proved_empty
from models.errors import SolverMissing
from models.formulation import AT_MOST, Because, Formulation, Row
from models.problem import Problem
from models.propagation import build, propagate
from models.search import WHOLE, Stopped
from models.solvers import NO_LIMIT, Answer, Array, Rows, Solver
from models.solvers import solver as solver_of
from models.solvers.budget import Budget

PLACES = "x"  # the first part of the name of a count of places in service
Fits = Callable[[Sequence[Because]], bool]


def sums_that_cannot_fit(problem: Problem) -> tuple[Because, ...]:
    """Kinds and years whose limits, added up, leave no room for the total (no solver needed).

    The total wanted and, for each municipality, the least (where they sum to more) or the
    most (where they sum to less); of the least amounts the largest that pass the total, so that
    any one of them dropped lets the rest fit. Empty when the sums fit.
    """
    for kind in problem.need.kinds:
        for year in problem.need.years:
            total = problem.need.total[kind, year]
            bounds = {m: problem.limits[m, kind, year] for m in problem.county.codes}
            need = Because("need", "", kind, year, total)
            lows = {m: low for m, (low, _) in bounds.items()}
            if sum(lows.values()) > total:
                return need, *(Because("least", m, kind, year, lows[m]) for m in _largest(lows, total))
            highs = {m: high for m, (_, high) in bounds.items() if high is not None}
            if len(highs) == len(bounds) and sum(highs.values()) < total:
                return (need, *(Because("most", m, kind, year, high) for m, high in highs.items()))
    return ()


def _largest(lows: Mapping[str, int], total: int) -> list[str]:
    """The municipalities with the largest least amounts, until these pass the total; in the given order."""
    found: list[str] = []
    for m in sorted(lows, key=lambda m: -lows[m]):
        found.append(m)
        if sum(lows[one] for one in found) > total:
            break
    return [m for m in lows if m in found]


def conflict(rules: Formulation, solver: Solver, budget: Budget) -> tuple[tuple[Because, ...], bool]:
    """A minimal set of demands that cannot hold together: drop any one and the rest fit.

    A demand is all rows with the same reason: what is told and dropped as one. By halving
    (QuickXplain), rule by rule first. When the time runs out the set found so far is given: it
    cannot hold, but may not be minimal (second value False).
    """
    loose = _without_totals(rules)
    rows: dict[Because, list[Row]] = {}
    for row in rules.rows:
        rows.setdefault(row.because, []).append(row)

    def fits(demands: Sequence[Because]) -> bool:
        return _fits(loose, [row for one in demands for row in rows[one]], solver, budget)

    demands = list(rows)
    try:
        for rule in sorted({one.rule for one in demands}):
            rest = [one for one in demands if one.rule != rule]
            if not fits(rest):
                demands = rest
        demands, minimal = _minimal([], demands, False, fits), True
    except Stopped:
        minimal = False
    return tuple(demands), minimal


def _without_totals(rules: Formulation) -> Formulation:
    """The same counts, but places not bounded by the county's total: the rows of need say that."""
    asked = max((row.bound for row in rules.rows if row.sense != AT_MOST
                 and all(count.parts[0] == PLACES for count, _ in row.terms)), default=0)
    return replace(rules, counts=tuple(replace(c, high=max(c.high, asked)) if c.parts[0] == PLACES else c
                                       for c in rules.counts))


def _minimal(held: list[Because], demands: list[Because], check: bool, fits: Fits) -> list[Because]:
    """The demands of a minimal conflict with ``held``; ``check`` when held has just grown."""
    if check and not fits(held):
        return []
    if len(demands) == 1:
        return demands
    middle = len(demands) // 2
    first, second = demands[:middle], demands[middle:]
    from_second = _minimal(held + first, second, True, fits)
    from_first = _minimal(held + from_second, first, bool(from_second), fits)
    return from_first + from_second


def _fits(rules: Formulation, rows: Sequence[Row], solver: Solver, budget: Budget) -> bool:
    low = np.array([c.low for c in rules.counts], dtype=np.int64)
    high = np.array([c.high for c in rules.counts], dtype=np.int64)
    least = np.array([r.bound if r.sense != "<=" else -NO_LIMIT for r in rows], dtype=np.int64)
    most = np.array([r.bound if r.sense != ">=" else NO_LIMIT for r in rows], dtype=np.int64)
    held = Rows(build(list(rows), len(low)), least, most)
    if not propagate(held, low, high):
        return False
    if budget.spent:
        raise Stopped
    if proved_empty(held, low, high, solver, budget.left):
        return False
    answer = _asked(solver, held, low, high, budget.left)
    if answer.reason not in ("optimal", "infeasible"):
        raise Stopped
    return answer.reason == "optimal"


def _asked(solver: Solver, rows: Rows, low: Array, high: Array, seconds: float | None) -> Answer:
    """Any plan that keeps the rows: from a solver that reckons in whole numbers, where there is one."""
    nothing = np.zeros_like(low)
    try:
        return (solver if solver.whole else solver_of(WHOLE)).solve(rows, nothing, low, high, seconds)
    except SolverMissing:
        return solver.solve(rows, nothing, low, high, seconds)
