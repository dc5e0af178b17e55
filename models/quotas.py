"""From shares to quotas: how many places the share alone gives each municipality."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction

from models.errors import InputFault, fault
from models.need import Cell
from models.problem import FILLED, FLOW, LIMITS, Problem

Level = Callable[[Cell], Fraction]


def quotas(problem: Problem, quota: str | None = None, *, relieved: bool = True) -> dict[Cell, Fraction]:
    """q of every cell, in places, in the amounts of the scenario's basis.

    plain, stock: q = a T / A. plain, flow: the sum over the years up to t of
    (a / A)(T - T of the year before). filled: q = min(U, max(L, lambda a)) where lambda is
    the fraction with sum q = total; the scenario's ``fill`` says whether U counts. Relief
    takes its part from the weights unless ``relieved`` is False. InputFault where no lambda
    exists.
    """
    at = ("quotas", quota or problem.basis.quota, relieved)
    if at not in problem.memo:
        plain = _plain(problem, relieved)
        problem.memo[at] = _all_filled(problem, plain, relieved) if at[1] == FILLED else plain
    found: dict[Cell, Fraction] = problem.memo[at]
    return found


def _all_filled(problem: Problem, plain: Mapping[Cell, Fraction], relieved: bool) -> dict[Cell, Fraction]:
    filled: dict[Cell, Fraction] = {}
    for kind in problem.need.kinds:
        for year in problem.need.years:
            filled.update(_filled(problem, kind, year, plain, relieved))
    return {cell: filled[cell] for cell in problem.cells}


def total_amount(problem: Problem, kind: str, year: int) -> int:
    """Sum over the county of the amounts X of one kind and year in the scenario's basis."""
    total = problem.need.total[kind, year]
    return total - problem.need.total_today[kind] if problem.basis.amount == FLOW else total


def offset(problem: Problem, cell: Cell) -> int:
    """What is taken from places in service to get X: 0 for stock, places today for flow."""
    return problem.need.existing(cell) if problem.basis.amount == FLOW else 0


def limits(problem: Problem, cell: Cell) -> tuple[int, int | None]:
    """L and U of a cell in the amounts of the basis."""
    low, high = problem.limits[cell]
    start = offset(problem, cell)
    return low - start, None if high is None else high - start


def reliefs(problem: Problem) -> Mapping[str, Fraction]:
    """The part of the share taken away, by municipality code (0 parts left out)."""
    rule = problem.rule("relief")
    return {} if rule is None else rule.parts(problem)  # type: ignore[attr-defined]


def _weights(problem: Problem, kind: str, year: int, relieved: bool) -> dict[str, Fraction]:
    parts = reliefs(problem) if relieved else {}
    shares = problem.shares[kind, year]
    return {m: Fraction(shares.weights[m]) * (1 - parts.get(m, 0)) for m in problem.county.codes}


def _plain(problem: Problem, relieved: bool) -> dict[Cell, Fraction]:
    found: dict[Cell, Fraction] = {}
    for kind in problem.need.kinds:
        running = dict.fromkeys(problem.county.codes, Fraction(0))
        for index, year in enumerate(problem.need.years):
            weights = _weights(problem, kind, year, relieved)
            whole = sum(weights.values())
            flow = problem.basis.amount == FLOW
            part = problem.need.added(kind, index) if flow else problem.need.total[kind, year]
            for code, weight in weights.items():
                quota = weight * part / whole
                running[code] = running[code] + quota if flow else quota
                found[code, kind, year] = running[code]
    return {cell: found[cell] for cell in problem.cells}


def _filled(problem: Problem, kind: str, year: int, plain: Mapping[Cell, Fraction],
            relieved: bool) -> dict[Cell, Fraction]:
    cells = [(m, kind, year) for m in problem.county.codes]
    if problem.basis.amount == FLOW:
        weights = [plain[cell] for cell in cells]
    else:
        given = _weights(problem, kind, year, relieved)
        weights = [given[cell[0]] for cell in cells]
    bounds = [limits(problem, cell) for cell in cells]
    if problem.basis.fill != LIMITS:
        bounds = [(low, None) for low, _ in bounds]
    total = total_amount(problem, kind, year)
    filled = fill(weights, total, bounds)
    if filled is None:
        raise InputFault([fault("no-fill-level", at="basis.quota", kind=kind, year=year, total=total)])
    return dict(zip(cells, filled, strict=True))


def fill(weights: Sequence[Fraction], total: int,
         bounds: Sequence[tuple[int, int | None]]) -> list[Fraction] | None:
    """min(U, max(L, lambda a)) for the lambda >= 0 that makes the sum ``total``; None if there is none.

    The sum rises with lambda in straight pieces that bend at L/a and U/a: the piece on
    which it passes the total is found by halving, lambda on it by one division.
    """
    def at(level: Fraction) -> list[Fraction]:
        return [_clip(level * a, low, high) for a, (low, high) in zip(weights, bounds, strict=True)]

    bends = sorted({Fraction(b) / a for a, pair in zip(weights, bounds, strict=True) if a
                    for b in pair if b is not None and b >= 0} | {Fraction(0)})
    if sum(at(bends[0])) > total:
        return None
    below, above = 0, len(bends)
    while above - below > 1:
        middle = (below + above) // 2
        below, above = (middle, above) if sum(at(bends[middle])) <= total else (below, middle)
    start = at(bends[below])
    beyond = bends[below]
    free = sum(a for a, (low, high) in zip(weights, bounds, strict=True)
               if a and beyond * a >= low and (high is None or beyond * a < high))
    missing = total - sum(start)
    if missing and not free:
        return None
    return at(beyond + missing / free) if missing else start


def _clip(value: Fraction, low: int, high: int | None) -> Fraction:
    raised = max(Fraction(low), value)
    return raised if high is None else min(Fraction(high), raised)
