"""The plan by definition: goals in order, then the tie rule, over all plans of a small county."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from models.need import Cell
from models.problem import Problem
from tests.oracle import homes
from tests.oracle.enumerate import Places, Possible, plans
from tests.oracle.flows import schools
from tests.oracle.goals import Value, best, kept, value
from tests.oracle.limits import Quotas, sums_fit
from tests.oracle.quotas import NoRoom, quotas

Group = tuple[str, ...]


@dataclass(frozen=True)
class Answer:
    """The one plan: places, homes and free beds by (code, kinds, year), flows by (code, school, year).

    ``best`` is each goal's optimum given the goals before it, ``reached`` the plan's own value
    (another one only where a margin was given); ``ties`` the cells that the goals leave open,
    with the least and most places over all plans that the goals allow; ``crossed`` says that a
    town must have more than it may have, so that its quota cannot be filled.
    """

    quotas: Quotas
    places: Places = field(default_factory=dict)
    homes: dict[tuple[str, Group, int], int] = field(default_factory=dict)
    free_beds: dict[tuple[str, Group, int], int] = field(default_factory=dict)
    flows: dict[tuple[str, str, int], int] = field(default_factory=dict)
    best: tuple[Value, ...] = ()
    reached: tuple[Value, ...] = ()
    ties: dict[Cell, tuple[int, int]] = field(default_factory=dict)
    tried: int = 0
    crossed: bool = False

    @property
    def found(self) -> bool:
        """Is there a plan at all?"""
        return bool(self.places)


def _allowed(problem: Problem, quota: Quotas, left: list[Possible]
             ) -> tuple[list[Possible], list[Value]]:
    """The plans that every goal allows, goal by goal, and each goal's optimum."""
    optima = []
    for goal in problem.goals:
        worth = value(problem, quota, goal)
        values = [worth(p) for p in left]
        optimum = best(goal, values)
        left = [p for p, v in zip(left, values, strict=True) if kept(goal, v, optimum)]
        optima.append(optimum)
    return left, optima


def _most(problem: Problem, optima: list[Value], word: str) -> int | None:
    """The most that a goal leaves to the tie rule, in whole units; None where it is not a goal."""
    found = [int(v + g.margin) for g, v in zip(problem.goals, optima, strict=True)
             if g.word == word and not isinstance(v, tuple)]
    return min(found, default=None)


def _homes(problem: Problem, x: Places, most: int | None) -> tuple[dict[Any, int], dict[Any, int]]:
    """Homes least in order, then free beds greatest."""
    keys = [(m, j) for m in problem.county.codes for j in homes.groups(problem)]
    picked = homes.pick(homes.town_choices(problem, x), most) if keys else []
    years, opened, beds = problem.need.years, {}, {}
    for (m, j), (o, r) in zip(keys, picked, strict=True):
        opened.update({(m, j, t): v for t, v in zip(years, o, strict=True)})
        beds.update({(m, j, t): v for t, v in zip(years, r, strict=True)})
    return opened, beds


def _flows(problem: Problem, x: Places, most: int | None) -> dict[tuple[str, str, int], int]:
    """The greatest flows in order that the travel goal allows (only those above 0)."""
    school, codes, years = schools(problem), problem.county.codes, problem.need.years
    if school is None:
        return {}
    found = school.greatest(x, most)
    return {(codes[m], codes[s], years[t]): v for (m, s, t), v in found.items() if v}


def solve(problem: Problem) -> Answer:
    """The plan, or an answer without places where no plan keeps the rules.

    Raises ``quotas.Refused`` where the quotas cannot be filled though the sums of limits fit.
    """
    if not sums_fit(problem):
        return Answer({})
    quota: Quotas = {}
    try:
        quota = quotas(problem)
        every = list(plans(problem))
    except NoRoom:
        return Answer(quota, crossed=True)
    if not every:
        return Answer(quota)
    left, optima = _allowed(problem, quota, every)
    plan = max(left, key=lambda p: [p.x[c] for c in problem.cells])
    opened, beds = _homes(problem, plan.x, _most(problem, optima, "new-homes"))
    flows = _flows(problem, plan.x, _most(problem, optima, "travel"))
    chosen = _finished(problem, plan, opened, flows)
    return Answer(quota, plan.x, opened, beds, flows, tuple(optima),
                  tuple(value(problem, quota, g)(chosen) for g in problem.goals),
                  _spans(problem.cells, left), len(every))


def _spans(cells: tuple[Cell, ...], left: list[Possible]) -> dict[Cell, tuple[int, int]]:
    """Least and most places of the cells that differ between plans."""
    spans = {c: (min(p.x[c] for p in left), max(p.x[c] for p in left)) for c in cells}
    return {c: span for c, span in spans.items() if span[0] < span[1]}


def _finished(problem: Problem, plan: Possible, opened: dict[Any, int], flows: dict[Any, int]) -> Possible:
    """The plan with the minutes and homes of the flows and homes that were picked."""
    school, codes, last = schools(problem), problem.county.codes, problem.need.years[-1]
    minutes = {(codes[a], codes[b]): m for a, b, m in school.arcs} if school else {}
    return Possible(plan.x, sum(minutes[m, s] * v for (m, s, _), v in flows.items()),
                    sum(v for (_, _, t), v in opened.items() if t == last))


