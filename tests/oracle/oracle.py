"""The plan by definition: goals in order, then the tie rule, over all plans of a small county."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from models.need import Cell, Need
from models.problem import Problem
from tests.oracle.choice import Choice, first
from tests.oracle.enumerate import Places, Possible, lying, places
from tests.oracle.goals import LYING, Value, best, kept, value
from tests.oracle.limits import Quotas, sums_fit
from tests.oracle.located import Locator
from tests.oracle.quotas import NoRoom, quotas


@dataclass(frozen=True)
class Answer:
    """The one plan: places, where they lie, homes and free beds by (code, kinds, year), flows.

    ``best`` is each goal's optimum given the goals before it, ``reached`` the plan's own value
    (another one only where a margin was given); ``ties`` the cells that the goals leave open,
    with the least and most places over all plans that the goals allow; ``tried`` the places that
    keep the rules on who answers; ``crossed`` says that a town must have more than it may have, so
    that its quota cannot be filled; ``need`` is the need that was planned.
    """

    quotas: Quotas
    places: Places = field(default_factory=dict)
    choice: Choice = field(default_factory=Choice)
    best: tuple[Value, ...] = ()
    reached: tuple[Value, ...] = ()
    ties: dict[Cell, tuple[int, int]] = field(default_factory=dict)
    tried: int = 0
    crossed: bool = False
    need: Need | None = None

    @property
    def found(self) -> bool:
        """Is there a plan at all?"""
        return bool(self.places)


class Left:
    """The plans that are left: places, and once a goal asks for it where they lie as well."""

    def __init__(self, problem: Problem) -> None:
        self.problem, self.locator = problem, Locator(problem)
        self.places = list(places(problem))
        self.lying: list[Possible] | None = None
        self.seen: dict[int, Possible | None] = {}

    def some(self, x: Places) -> Possible | None:
        """One plan with these places (None: they have nowhere to lie)."""
        if id(x) not in self.seen:
            self.seen[id(x)] = next(lying(self.problem, self.locator, x), None)
        return self.seen[id(x)]

    def every(self) -> Iterator[Possible]:
        """Every plan that is left."""
        if self.lying is not None:
            yield from self.lying
            return
        for x in self.places:
            if self.some(x) is not None:
                yield from lying(self.problem, self.locator, x)

    def reach(self, goal: Any, quota: Quotas) -> Value:
        """Bring the goal to its best and leave the plans that keep it there."""
        worth = value(self.problem, quota, goal)
        if self.lying is None and goal.word not in LYING:
            return self._places_only(goal, worth)
        plans = list(self.every())
        values = [worth(p) for p in plans]
        optimum = best(goal, values)
        self.lying = [p for p, v in zip(plans, values, strict=True) if kept(goal, v, optimum)]
        return optimum

    def _places_only(self, goal: Any, worth: Any) -> Value:
        """A goal on who answers: where places lie matters only in that they lie somewhere."""
        rated = [(worth(replace(self.empty, x=x)), x) for x in self.places]
        for optimum in sorted({v for v, _ in rated}, reverse=goal.word == "level-fulfilment"):
            if any(self.some(x) is not None for v, x in rated if v == optimum):
                self.places = [x for v, x in rated if kept(goal, v, optimum)]
                return optimum
        raise AssertionError("there is a plan, so some value is reached")

    @property
    def empty(self) -> Possible:
        """A plan to put places in."""
        return next(p for p in self.seen.values() if p is not None)

    def open(self) -> list[Places]:
        """The places of the plans that are left."""
        if self.lying is not None:
            return [p.x for p in self.lying]
        return [x for x in self.places if self.some(x) is not None]

    def first(self) -> list[Possible]:
        """The plans with the greatest places in the order of the tie rule."""
        top = max(tuple(x[c] for c in self.problem.cells) for x in self.open())
        wanted = dict(zip(self.problem.cells, top, strict=True))
        if self.lying is not None:
            return [p for p in self.lying if p.x == wanted]
        return list(lying(self.problem, self.locator, wanted))


def most(problem: Problem, optima: list[Value], word: str) -> int | None:
    """The most that a goal leaves to the tie rule, in whole units; None where it is not a goal."""
    found = [int(v + g.margin) for g, v in zip(problem.goals, optima, strict=True)
             if g.word == word and not isinstance(v, tuple)]
    return min(found, default=None)


def solve(problem: Problem) -> Answer:
    """The plan of the first need that has one; where none has, the answer without places of the least one.

    Raises ``quotas.Refused`` where the quotas cannot be filled though the sums of limits fit.
    """
    for need in problem.needs:
        answer = solve_one(replace(problem, need=need, needs=()))
        if answer.found:
            return answer
    least = min(problem.needs, key=lambda need: sum(need.total.values()), default=problem.need)
    return solve_one(replace(problem, need=least, needs=()))


def solve_one(problem: Problem) -> Answer:
    """The plan of one need."""
    if not sums_fit(problem):
        return Answer({})
    quota: Quotas = {}
    try:
        quota = quotas(problem)
        left = Left(problem)
    except NoRoom:
        return Answer(quota, crossed=True)
    tried = len(left.places)
    if not any(left.some(x) is not None for x in left.places):
        return Answer(quota)
    optima = [left.reach(goal, quota) for goal in problem.goals]
    spans = _spans(problem.cells, left.open())
    plan, choice = first(problem, left.first(), most(problem, optima, "new-homes"),
                         most(problem, optima, "travel"))
    reached = tuple(value(problem, quota, g)(_finished(problem, plan, choice)) for g in problem.goals)
    return Answer(quota, plan.x, choice, tuple(optima), reached, spans, tried, need=problem.need)


def _spans(cells: tuple[Cell, ...], left: list[Places]) -> dict[Cell, tuple[int, int]]:
    """Least and most places of the cells that differ between plans."""
    spans = {c: (min(x[c] for x in left), max(x[c] for x in left)) for c in cells}
    return {c: span for c, span in spans.items() if span[0] < span[1]}


def _finished(problem: Problem, plan: Possible, choice: Choice) -> Possible:
    """The plan with the minutes and homes of the flows and homes that were picked."""
    last = problem.need.years[-1]
    opened = sum(v for (*_, t), v in (*choice.homes.items(), *choice.shared_homes.items()) if t == last)
    return replace(plan, minutes=choice.minutes, homes=opened)
