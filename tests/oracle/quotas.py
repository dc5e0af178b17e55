"""Quotas from the definition: plain or filled, of all places or of the new ones."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from itertools import pairwise

from models.problem import FILLED, STOCK, Problem
from tests.oracle.booked import adds_up, past, received
from tests.oracle.limits import Quotas, fill_bounds, relief_parts, start


class Refused(Exception):
    """There is no fraction that fills the quotas to their total."""


class NoRoom(Exception):
    """Some town must have more than it may have: nothing to fill, and no plan either."""


def _weight(problem: Problem, kind: str, year: int, code: str, relieved: bool) -> Fraction:
    """a, or (1 - part) a where relief counts."""
    weight = Fraction(problem.shares[kind, year].weights[code])
    return weight * (1 - relief_parts(problem)[code]) if relieved else weight


def _share(problem: Problem, kind: str, year: int, relieved: bool) -> dict[str, Fraction]:
    """a / A of every municipality."""
    weights = {m: _weight(problem, kind, year, m, relieved) for m in problem.county.codes}
    return {m: weight / sum(weights.values()) for m, weight in weights.items()}


def existing(problem: Problem, kind: str, year: int) -> int:
    """E of the county: places of today that are left in the year."""
    return sum(problem.need.existing((m, kind, year)) for m in problem.county.codes)


def plain(problem: Problem, relieved: bool = True) -> Quotas:
    """Stock: a T / A. Flow: each year's share of that year's new places, added up. Ledger: today's share
    of all that is booked and new, or the past periods' shares and then as flow.
    """
    need, quotas = problem.need, {}
    for kind in need.kinds:
        reached = past(problem)
        before = 0
        for year in need.years:
            total, share = need.total[kind, year], _share(problem, kind, year, relieved)
            new = total - existing(problem, kind, year)
            for m in problem.county.codes:
                reached[m] += share[m] * (new - before)
                whole = total if problem.basis.amount == STOCK else new + sum(received(problem).values())
                quotas[m, kind, year] = reached[m] if adds_up(problem) else share[m] * whole
            before = new
    return quotas


def level(weights: Sequence[Fraction], lows: Sequence[int], highs: Sequence[int | None],
          total: int) -> list[Fraction]:
    """min(U, max(L, lambda a)) with the sum ``total``, for the lambda >= 0 that gives it.

    The sum rises in straight pieces between the fractions where a weight meets its L or U.
    Raises ``NoRoom`` where an L is above its U, ``Refused`` where no lambda gives the total.
    """
    if any(high is not None and high < low for low, high in zip(lows, highs, strict=True)):
        raise NoRoom

    def at(ratio: Fraction) -> list[Fraction]:
        filled = (max(Fraction(low), ratio * a) for a, low in zip(weights, lows, strict=True))
        return [f if u is None else min(Fraction(u), f) for f, u in zip(filled, highs, strict=True)]

    bends = {Fraction(0)}
    for a, low, high in zip(weights, lows, highs, strict=True):
        if a > 0:
            bends |= {Fraction(b) / a for b in (low, high) if b is not None and b > 0}
    points = sorted(bends)
    points.append(points[-1] + 1)
    for left, right in pairwise(points):
        below, above = sum(at(left)), sum(at(right))
        if below <= total <= above or (right == points[-1] and total > above > below):
            slope = (above - below) / (right - left)
            return at(left + ((total - below) / slope if slope else 0))
    raise Refused


def filled(problem: Problem, relieved: bool = True) -> Quotas:
    """The filled quotas; weights are the shares (stock) or the plain quotas (flow), never below 0."""
    need, codes, bound = problem.need, problem.county.codes, fill_bounds(problem)
    base, quotas = plain(problem, relieved), {}
    for kind in need.kinds:
        for year in need.years:
            cells = [(m, kind, year) for m in codes]
            stock = problem.basis.amount == STOCK
            share = _share(problem, kind, year, relieved)
            weights = [share[m] if stock else max(base[m, kind, year], Fraction(0)) for m in codes]
            total = need.total[kind, year] - (0 if stock else existing(problem, kind, year))
            total += sum(received(problem).values())
            levels = level(weights, [bound[c][0] for c in cells], [bound[c][1] for c in cells], total)
            quotas.update(zip(cells, levels, strict=True))
    return quotas


def quotas(problem: Problem, relieved: bool = True) -> Quotas:
    """The quotas of the scenario's basis."""
    return filled(problem, relieved) if problem.basis.quota == FILLED else plain(problem, relieved)


def amounts(problem: Problem, x: Mapping[tuple[str, str, int], int]) -> dict[tuple[str, str, int], int]:
    """X of each cell: places in service (stock), new since the start (flow), with the booked (ledger)."""
    return {c: x[c] - start(problem, c) for c in problem.cells}
