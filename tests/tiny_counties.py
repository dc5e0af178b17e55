"""Counties so small that every plan can be listed: what the planner finds is held against the list."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from itertools import product
from random import Random
from typing import Any

from models import tables
from models.county import County, Municipality
from models.need import Cell, Need
from models.pieces import pieces
from models.problem import FILLED, FLOW, STOCK, Basis, Problem
from models.quotas import quotas
from models.shares import Shares
from tests.three_towns import table

CODES = ("0101", "0102", "0103")
Places = Mapping[Cell, int]


def tiny(seed: int, kinds: int = 1, years: int = 2) -> Problem:
    """Three towns with few places; need, keep-existing and capacity; the one goal is the worst gap."""
    draw = Random(seed)
    words, span = ("asylum", "permit")[:kinds], tuple(range(2010, 2010 + years))
    people = {c: draw.randint(1, 9) * 100 for c in CODES}
    county = County.of("Litet län", [Municipality(c, f"Ort {c}", n) for c, n in people.items()])
    today = {(c, k): draw.randint(0, 2) for c in CODES for k in words}
    total = {}
    for k in words:
        now = sum(today[c, k] for c in CODES)
        for year in span:
            now += draw.randint(0, 2)
            total[k, year] = now
    shares = Shares(people, "county", sum(people.values()), "by-population", tables.OFFICIAL)
    rules = pieces("rules")
    room = table("capacity.csv", tables.CAPACITY, [
        {"code": c, "capacity": sum(today[c, k] for k in words) + draw.randint(1, 4)} for c in CODES
        if c == CODES[0] or draw.random() < 0.7])
    basis = Basis(STOCK, FILLED) if draw.random() < 0.5 else Basis(FLOW, "plain")
    return Problem(county, Need(words, span, today, total), dict.fromkeys(total, shares), basis,
                   (rules["need"](), rules["keep-existing"](), rules["capacity"]()),
                   (pieces("goals")["worst-gap"](),), {"capacity.csv": room}, {"norr": CODES[:2]})


def also(problem: Problem, rule: Any, *more: tables.Table) -> Problem:
    """The problem with one more rule and its tables."""
    return replace(problem, rules=(*problem.rules, rule),
                   tables={**problem.tables, **{t.name: t for t in more}})


def plans(problem: Problem) -> Iterator[dict[Cell, int]]:
    """Every plan that meets the need, closes nothing and stays within the room."""
    need, codes = problem.need, problem.county.codes
    at = [(k, t) for k in need.kinds for t in need.years]
    room = {r["code"]: r["capacity"] for r in problem.tables["capacity.csv"].rows}
    for split in product(*(list(_splits(need.total[kt], len(codes))) for kt in at)):
        x = {(m, k, t): split[i][j] for i, (k, t) in enumerate(at) for j, m in enumerate(codes)}
        if _stays(problem, x) and all(lying(problem, x, m, t) <= room.get(m, 99)
                                      for m in codes for t in need.years):
            yield x


def lying(problem: Problem, x: Places, code: str, year: int) -> int:
    """Places of all kinds in a municipality and year."""
    return sum(x[code, k, year] for k in problem.need.kinds)


def best(problem: Problem, keeps: Callable[[Places], bool]) -> dict[Cell, int] | None:
    """The first in the order of the tie rule among the plans of the least worst gap; None: no plan."""
    found = [x for x in plans(problem) if keeps(x)]
    if not found:
        return None
    q = quotas(problem)
    start = problem.need.existing if problem.basis.amount == FLOW else (lambda cell: 0)

    def worst(x: Places) -> Fraction:
        return max(abs(x[c] - start(c) - q[c]) for c in problem.cells)

    least = min(map(worst, found))
    return max((x for x in found if worst(x) == least), key=lambda x: [x[c] for c in problem.cells])


def _stays(problem: Problem, x: Places) -> bool:
    years = problem.need.years
    return all(x[m, k, t] >= (x[m, k, years[i - 1]] if i else problem.need.existing((m, k, t)))
               for m, k, _ in problem.cells for i, t in enumerate(years))


def _splits(total: int, parts: int) -> Iterator[Sequence[int]]:
    if parts == 1:
        yield (total,)
        return
    for first in range(total + 1):
        for rest in _splits(total - first, parts - 1):
            yield (first, *rest)
