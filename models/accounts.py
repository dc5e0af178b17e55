"""Accounts: the cells that a fairness goal judges together, and how far each is from its quota."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from models.need import Cell
from models.problem import Problem
from models.quotas import offset, quotas

BOTH, UNDER, OVER = "both", "under", "over"
PLACES, TOTAL, INHABITANTS, RELATIVE = "places", "total", "inhabitants", "relative"
CELL, YEAR, END = "cell", "year", "end"


@dataclass(frozen=True)
class Account:
    """One account: X = (sum of x over its cells) - offset, quota q, and the unit of its gap.

    Gap u = scale |X - q| (both), scale max(0, q - X) (under), scale max(0, X - q) (over).
    """

    cells: tuple[Cell, ...]
    offset: int
    quota: Fraction
    scale: Fraction
    side: str

    def amount(self, places: Mapping[Cell, int]) -> int:
        """X of a plan."""
        return sum(places[cell] for cell in self.cells) - self.offset

    def badness(self, amount: int) -> Fraction:
        """u at a whole amount X: the lower the better."""
        gap = amount * self.quota.denominator - self.quota.numerator
        if self.side != BOTH:
            gap = max(0, gap if self.side == OVER else -gap)
        return Fraction(abs(gap) * self.scale.numerator, self.quota.denominator * self.scale.denominator)


@dataclass(frozen=True)
class FulfilmentAccount(Account):
    """An account judged by its fulfilment X / q: the lower, the worse (u = -X / q)."""

    def badness(self, amount: int) -> Fraction:
        """u = -X / q."""
        return Fraction(-amount * self.quota.denominator, self.quota.numerator)


def accounts(problem: Problem, *, per: str = CELL, side: str = BOTH, unit: str = PLACES,
             quota: str | None = None) -> tuple[Account, ...]:
    """The accounts of a goal, in the order of the tie rule.

    ``per`` cell: one per cell; year: the kinds of a municipality summed; end: the same in
    the last year only. ``unit`` places; total (part of the county's places T; an account
    whose T is 0 is left out); inhabitants (per 10,000); relative (part of the quota;
    accounts with q = 0 are left out).
    """
    at = ("accounts", per, side, unit, quota)
    if at not in problem.memo:
        found = quotas(problem, quota)
        made = (_account(problem, cells, found, side, unit) for cells in _together(problem, per))
        problem.memo[at] = tuple(a for a in made if a is not None)
    known: tuple[Account, ...] = problem.memo[at]
    return known


def fulfilment_accounts(problem: Problem, per: str = CELL) -> tuple[Account, ...]:
    """Accounts with q > 0, judged by X / q."""
    return tuple(FulfilmentAccount(a.cells, a.offset, a.quota, a.scale, a.side)
                 for a in accounts(problem, per=per, side=UNDER) if a.quota > 0)


def _together(problem: Problem, per: str) -> list[tuple[Cell, ...]]:
    need = problem.need
    if per == CELL:
        return [(cell,) for cell in problem.cells]
    years = need.years if per == YEAR else need.years[-1:]
    return [tuple((m, k, t) for k in need.kinds) for m in problem.county.codes for t in years]


def _account(problem: Problem, cells: tuple[Cell, ...], found: Mapping[Cell, Fraction],
             side: str, unit: str) -> Account | None:
    quota = sum((found[cell] for cell in cells), Fraction(0))
    scale = Fraction(1)
    if unit == TOTAL:
        whole = sum(problem.need.total[kind, year] for _, kind, year in cells)
        scale = Fraction(1, whole) if whole > 0 else Fraction(0)
    elif unit == INHABITANTS:
        scale = Fraction(10_000, problem.county.by_code[cells[0][0]].inhabitants)
    elif unit == RELATIVE:
        scale = 1 / quota if quota > 0 else Fraction(0)
    start = sum(offset(problem, cell) for cell in cells)
    return Account(cells, start, quota, scale, side) if scale else None
