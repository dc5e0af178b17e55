"""The exact value of every goal, by definition."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from models.need import Cell
from models.problem import Problem
from tests.oracle.enumerate import Possible
from tests.oracle.limits import Quotas, start

Value = Fraction | tuple[Fraction, ...]
LEVELS = ("level-gaps", "level-fulfilment")
LYING = ("travel", "new-homes", "at-home")  # their value depends on where places lie


@dataclass(frozen=True)
class Account:
    """Cells judged together: their quota, the county total over them, the town's inhabitants."""

    cells: tuple[Cell, ...]
    quota: Fraction
    total: int
    inhabitants: int
    shift: int

    def amount(self, x: dict[Cell, int]) -> int:
        """X of the account: the sum of x, less places today where the basis is flow."""
        return sum(x[c] for c in self.cells) - self.shift

    def gap(self, amount: int, unit: str, side: str) -> Fraction:
        """u: what is missing, too much, or either, in the unit asked for."""
        over = amount - self.quota
        size = {"both": abs(over), "under": max(-over, Fraction(0)), "over": max(over, Fraction(0))}[side]
        if unit == "total":
            return size / self.total
        if unit == "inhabitants":
            return size * 10_000 / self.inhabitants
        return size / self.quota if unit == "relative" else size


def accounts(problem: Problem, quotas: Quotas, per: str) -> list[Account]:
    """One account per cell, per town and year, or per town in the last year (kinds summed)."""
    need, found = problem.need, []
    years = need.years[-1:] if per == "end" else need.years
    sets = [(k,) for k in need.kinds] if per == "cell" else [need.kinds]
    for town in problem.county.municipalities:
        for kinds in sets:
            for year in years:
                cells = tuple((town.code, k, year) for k in kinds)
                shift = sum(start(problem, c) for c in cells)
                found.append(Account(cells, sum((quotas[c] for c in cells), Fraction(0)),
                                     sum(need.total[k, year] for k in kinds), town.inhabitants, shift))
    return found


def _gaps(problem: Problem, quotas: Quotas, goal: Any) -> Callable[[Possible], list[Fraction]]:
    """The vector of gaps of a plan; accounts without quota are left out where the unit divides by it."""
    unit = getattr(goal, "unit", "places")
    divisor = {"relative": lambda a: a.quota, "total": lambda a: a.total}.get(unit, lambda a: 1)
    judged = [a for a in accounts(problem, quotas, goal.per) if divisor(a) > 0]
    seen: dict[tuple[int, int], Fraction] = {}

    def gaps(plan: Possible) -> list[Fraction]:
        found = []
        for index, account in enumerate(judged):
            at = index, account.amount(plan.x)
            if at not in seen:
                seen[at] = account.gap(at[1], unit, goal.side)
            found.append(seen[at])
        return found
    return gaps


def _fulfilment(problem: Problem, quotas: Quotas, goal: Any) -> Callable[[Possible], Value]:
    """X / q, lowest first, over the accounts with a quota."""
    judged = [a for a in accounts(problem, quotas, goal.per) if a.quota > 0]
    return lambda plan: tuple(sorted(a.amount(plan.x) / a.quota for a in judged))


def _squares(problem: Problem, quotas: Quotas, goal: Any) -> Callable[[Possible], Value]:
    """Sum of X^2 - 2 q X."""
    judged = accounts(problem, quotas, goal.per)
    return lambda plan: sum((a.amount(plan.x) ** 2 - 2 * a.quota * a.amount(plan.x) for a in judged),
                            Fraction(0))


def _prices(problem: Problem, goal: Any) -> dict[Cell, int]:
    """Kronor per place of each cell; an empty code, kind or year means all."""
    rows = problem.tables[goal.prices].rows
    return {c: sum(r["price"] for r in rows if r.get("code") in (None, c[0])
                   and r.get("kind") in (None, c[1]) and r.get("year") in (None, c[2]))
            for c in problem.cells}


def _cost(problem: Problem, goal: Any) -> Callable[[Possible], Value]:
    """Sum of price x places."""
    prices = _prices(problem, goal)
    return lambda plan: Fraction(sum(prices[c] * v for c, v in plan.x.items()))


def _change(problem: Problem, goal: Any) -> Callable[[Possible], Value]:
    """Sum of |x - x'| over the cells that both plans have."""
    old = {(r["code"], r["kind"], r["year"]): r["after"] for r in problem.tables[goal.plan].rows}
    return lambda plan: Fraction(sum(abs(v - old[c]) for c, v in plan.x.items() if c in old))


def _without(problem: Problem, plan: Possible) -> int:
    """Municipalities without a new place in the last year."""
    need, last = problem.need, problem.need.years[-1]
    new = (sum(plan.x[m, k, last] - need.existing((m, k, last)) for k in need.kinds)
           for m in problem.county.codes)
    return sum(n <= 0 for n in new)


def value(problem: Problem, quotas: Quotas, goal: Any) -> Callable[[Possible], Value]:
    """The function that gives a plan's value of the goal."""
    if goal.word in ("worst-gap", "total-gap", "level-gaps"):
        gaps = _gaps(problem, quotas, goal)
        if goal.word == "worst-gap":
            return lambda plan: max(gaps(plan), default=Fraction(0))
        if goal.word == "total-gap":
            return lambda plan: sum(gaps(plan), Fraction(0))
        return lambda plan: tuple(sorted(gaps(plan), reverse=True))
    makers: dict[str, Callable[[], Callable[[Possible], Value]]] = {
        "level-fulfilment": lambda: _fulfilment(problem, quotas, goal),
        "square-gap": lambda: _squares(problem, quotas, goal),
        "travel": lambda: lambda plan: Fraction(plan.minutes),
        "new-homes": lambda: lambda plan: Fraction(plan.homes),
        "at-home": lambda: lambda plan: Fraction(plan.away),
        "participation": lambda: lambda plan: Fraction(_without(problem, plan)),
        "cost": lambda: _cost(problem, goal),
        "change": lambda: _change(problem, goal),
    }
    return makers[goal.word]()


def best(goal: Any, values: list[Value]) -> Value:
    """The best value: the least, but the greatest for level-fulfilment."""
    return max(values) if goal.word == "level-fulfilment" else min(values)


def kept(goal: Any, found: Value, optimum: Value) -> bool:
    """May a later goal still use a plan of this value (the margin counts for scalar goals)?"""
    if goal.word in LEVELS:
        return found == optimum
    return found <= optimum + goal.margin
