"""Every plan of a small county: all whole places that add up, less those a rule forbids."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import product
from math import comb, prod
from typing import Any

from models.need import Cell
from models.problem import Problem
from tests.oracle.answers import fallen, released
from tests.oracle.homes import fewest
from tests.oracle.limits import Limit, Quotas, figures, gap_limits, relief_limits, table_limits
from tests.oracle.located import Locator, Where
from tests.oracle.quotas import filled, quotas

Places = dict[Cell, int]


@dataclass(frozen=True)
class Possible:
    """A plan's places and where they lie, with the least minutes and the fewest homes that go with it.

    ``away`` counts the new places that lie elsewhere than where they are counted.
    """

    x: Places
    where: Where
    minutes: int
    homes: int
    away: int


def compositions(total: int, lows: Sequence[int]) -> Iterator[tuple[int, ...]]:
    """Every way to write ``total`` as one whole number per town, none below its low."""
    if len(lows) == 1:
        if total >= lows[0]:
            yield (total,)
        return
    for first in range(lows[0], total - sum(lows[1:]) + 1):
        yield from ((first, *rest) for rest in compositions(total - first, lows[1:]))


def paths(problem: Problem, kind: str) -> Iterator[Places]:
    """Every way to reach the totals of one kind; no place closes where keep-existing stands."""
    need, codes = problem.need, problem.county.codes
    keep = problem.rule("keep-existing") is not None
    gone = released(problem)

    def least(cell: Cell, before: int) -> int:
        falls = gone.get(cell, 0) + fallen(problem, cell)
        return max(need.existing(cell), before - falls) if keep else 0

    def walk(index: int, before: tuple[int, ...]) -> Iterator[Places]:
        if index == len(need.years):
            yield {}
            return
        year = need.years[index]
        lows = [least((m, kind, year), v) for m, v in zip(codes, before, strict=True)]
        for now in compositions(need.total[kind, year], lows):
            here = {(m, kind, year): v for m, v in zip(codes, now, strict=True)}
            yield from (here | later for later in walk(index + 1, now))

    return walk(0, tuple(need.today.get((m, kind), 0) for m in codes))


def size(problem: Problem) -> int:
    """How many x there are before any rule but need and keep-existing."""
    need, towns = problem.need, len(problem.county.codes)
    keep = problem.rule("keep-existing") is not None
    free = [need.added(k, i) if keep else need.total_at(k, i)
            for k in need.kinds for i in range(len(need.years))]
    return prod(comb(max(f, 0) + towns - 1, towns - 1) for f in free)


def limits(problem: Problem) -> list[Limit]:
    """Every rule that bounds a sum of cells."""
    found = table_limits(problem)
    wants_filled = problem.rule("within-quota") is not None
    full: Quotas = filled(problem) if wants_filled else {}
    found += gap_limits(problem, quotas(problem), full)
    if problem.rule("relief") is not None:
        found += relief_limits(problem, quotas(problem, relieved=False))
    return found


def within(x: Places, limit: Limit) -> bool:
    """Does the limit hold?"""
    total = sum(x[c] for c in limit.cells)
    return (limit.low is None or total >= limit.low) and (limit.high is None or total <= limit.high)


def paced(problem: Problem, x: Places) -> bool:
    """g <= p of every figure of the pace rule, g = n - n of the year before (of today: 0)."""
    years, existing = problem.need.years, problem.need.existing
    for cells, most, _ in figures(problem, "pace"):
        index = years.index(cells[0][2])
        before = [(m, k, years[index - 1]) for m, k, _ in cells] if index else []
        grown = sum(x[c] - existing(c) for c in cells) - sum(x[c] - existing(c) for c in before)
        if grown > most:
            return False
    return True


def follows(problem: Problem, x: Places) -> bool:
    """Q n[perm, t] >= P n[asyl, t - lag] - (Q - 1) in each town; in the county without (Q - 1)."""
    rule: Any = problem.rule("permit-follows-asylum")
    if rule is None:
        return True
    need, codes = problem.need, problem.county.codes
    p, q = rule.ratio.numerator, rule.ratio.denominator

    def new(code: str, kind: str, index: int) -> int:
        cell = (code, kind, need.years[max(index, 0)])
        return x[cell] - need.existing(cell) if index >= 0 else 0

    for index in range(len(need.years)):
        lead = [new(m, rule.leader, index - rule.lag) for m in codes]
        follow = [new(m, rule.follower, index) for m in codes]
        if q * sum(follow) < p * sum(lead):
            return False
        if any(q * f < p * n - (q - 1) for f, n in zip(follow, lead, strict=True)):
            return False
    return True


def places(problem: Problem) -> Iterator[Places]:
    """Every x that keeps the rules on who answers for how many; some may have nowhere to lie."""
    stated, ways = limits(problem), []
    for kind in problem.need.kinds:
        own = [n for n in stated if all(c[1] == kind for c in n.cells)]
        ways.append([p for p in paths(problem, kind) if all(within(p, n) for n in own)])
    shared = [n for n in stated if len({c[1] for c in n.cells}) > 1]
    for parts in product(*ways):
        x = {c: part[c] for part in parts for c in part}
        if all(within(x, n) for n in shared) and paced(problem, x) and follows(problem, x):
            yield x


def lying(problem: Problem, locator: Locator, x: Places) -> Iterator[Possible]:
    """Every way in which the places may lie."""
    years = len(problem.need.years)
    for where in locator.ways(x):
        opened = (fewest(where.town_homes, years) or 0) + (fewest(where.shared_homes, years) or 0)
        yield Possible(x, where, where.minutes, opened, where.away)


def plans(problem: Problem) -> Iterator[Possible]:
    """Every plan that keeps all rules: places and where they lie."""
    locator = Locator(problem)
    for x in places(problem):
        yield from lying(problem, locator, x)
