"""Every plan of a small county: all whole places that add up, less those a rule forbids."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import product
from math import comb, prod
from typing import Any

from models.need import Cell
from models.problem import Problem
from tests.oracle import homes
from tests.oracle.flows import schools
from tests.oracle.limits import Limit, Quotas, figures, gap_limits, relief_limits, table_limits
from tests.oracle.quotas import filled, quotas

Places = dict[Cell, int]


@dataclass(frozen=True)
class Possible:
    """A plan's places, with the least minutes and the fewest homes that go with them."""

    x: Places
    minutes: int = 0
    homes: int = 0


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

    def walk(index: int, before: tuple[int, ...]) -> Iterator[Places]:
        if index == len(need.years):
            yield {}
            return
        year = need.years[index]
        for now in compositions(need.total[kind, year], before):
            here = {(m, kind, year): v for m, v in zip(codes, now, strict=True)}
            yield from (here | later for later in walk(index + 1, now if keep else before))

    first = tuple(need.today.get((m, kind), 0) if keep else 0 for m in codes)
    return walk(0, first)


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
    """g <= p of every figure of the pace rule."""
    years = problem.need.years
    for cells, most, _ in figures(problem, "pace"):
        index = years.index(cells[0][2])
        before = (problem.need.existing(c) if index == 0 else x[c[0], c[1], years[index - 1]] for c in cells)
        if sum(x[c] for c in cells) - sum(before) > most:
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
        return x[code, kind, need.years[index]] - need.today.get((code, kind), 0) if index >= 0 else 0

    for index in range(len(need.years)):
        lead = [new(m, rule.leader, index - rule.lag) for m in codes]
        follow = [new(m, rule.follower, index) for m in codes]
        if q * sum(follow) < p * sum(lead):
            return False
        if any(q * f < p * n - (q - 1) for f, n in zip(follow, lead, strict=True)):
            return False
    return True


def plans(problem: Problem) -> Iterator[Possible]:
    """Every x that keeps all rules, with its least minutes and fewest homes."""
    stated, school, grouped = limits(problem), schools(problem), homes.groups(problem)
    ways = []
    for kind in problem.need.kinds:
        own = [n for n in stated if all(c[1] == kind for c in n.cells)]
        ways.append([p for p in paths(problem, kind) if all(within(p, n) for n in own)])
    shared = [n for n in stated if len({c[1] for c in n.cells}) > 1]
    for parts in product(*ways):
        x = {c: part[c] for part in parts for c in part}
        if not (all(within(x, n) for n in shared) and paced(problem, x) and follows(problem, x)):
            continue
        minutes = school.minutes(x) if school else 0
        fewest = homes.fewest(homes.town_choices(problem, x)) if grouped else 0
        if minutes is not None and fewest is not None:
            yield Possible(x, minutes, fewest)
