"""Steps between two goals, against all plans of small counties."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from itertools import count
from typing import Any

import pytest

from models.goals import Goal
from models.pieces import pieces
from models.plan import Ending
from models.problem import DEFAULT_SOLVER, Problem
from models.tables import PLAN, Table
from models.tradeoff import Frontier, Step, better, tradeoff
from planner.several import Beside
from tests.oracle.enumerate import places
from tests.oracle.goals import value
from tests.oracle.oracle import Left, solve
from tests.oracle.quotas import Refused, quotas
from tests.oracle.random_counties import county

IN_TURN = Beside(DEFAULT_SOLVER).plans
PAIRS = (("worst-gap", "travel"), ("total-gap", "travel"), ("worst-gap", "change"), ("total-gap", "change"),
         ("worst-gap", "new-homes"), ("change", "worst-gap"), ("cost", "total-gap"))
ALL = 10_000  # more steps than a small county has
COUNTIES, CHUNK = 84, 12
Pair = tuple[Fraction, Fraction]


def made(word: str) -> Goal:
    goal: Goal = pieces("goals")[word](**({"plan": "gammal.csv"} if word == "change" else {}))
    return goal


def fitted(seed: int, pair: tuple[str, str]) -> Problem | None:
    """A county of the seed with the two goals and one more; None where it has not what they need."""
    problem = county(seed, 400)
    goals = tuple(made(word) for word in pair)
    if any(goal.rule and problem.rule(goal.rule) is None for goal in goals):
        return None
    if "cost" in pair and "prices.csv" not in problem.tables:
        return None
    if "change" in pair:
        x = next(iter(places(problem)), None)
        rows = tuple({"code": c, "kind": k, "year": t, "after": n} for (c, k, t), n in (x or {}).items())
        problem = replace(problem, tables={**problem.tables, "gammal.csv": Table("gammal.csv", PLAN, rows)})
    rest = tuple(goal for goal in problem.goals if goal.word == "square-gap" and not goal.slack)
    return replace(problem, goals=(*goals, *rest), needs=())


def listed(problem: Problem) -> list[Pair] | None:
    """The two values of every plan; None where the quotas cannot be formed or nothing fits."""
    try:
        quota = quotas(problem)
        if not solve(problem).found:
            return None
        plans = list(Left(problem).every())
    except Refused:
        return None
    first, second = (value(problem, quota, goal) for goal in problem.goals[:2])
    return [(Fraction(first(p)), Fraction(second(p))) for p in plans]  # type: ignore[arg-type]


def unbettered(values: list[Pair]) -> list[Pair]:
    """Those that no other betters, by the first value."""
    found = set(values)
    return sorted(v for v in found
                  if not any(o != v and o[0] <= v[0] and o[1] <= v[1] for o in found))


def county_of(number: int) -> tuple[Problem, list[Pair]]:
    """The county of a number: the first one from its own seed on that has plans, with all their values."""
    pair = PAIRS[number % len(PAIRS)]
    for seed in count(70_000 + 1000 * number):
        problem = fitted(seed, pair)
        values = listed(problem) if problem is not None else None
        if problem is not None and values:
            return problem, values
    raise AssertionError


def found(problem: Problem, most: int = ALL) -> Frontier:
    first, second = problem.goals[:2]
    return tradeoff(problem, first, second, IN_TURN, most)


def pinned(problem: Problem, step: Step) -> dict[Any, int]:
    """The one plan at a step's two values, by definition: the other goals, then the tie rule."""
    at: dict[str, Fraction] = {}
    ends = solve(problem).best[0], solve(replace(problem, goals=problem.goals[1::-1])).best[0]
    for goal, own, least in zip(problem.goals, (step.first, step.second), ends, strict=False):
        assert isinstance(least, Fraction | int)
        at[goal.word] = own - least
    held = tuple(replace(goal, margin=at[goal.word]) for goal in problem.goals[:2])  # type: ignore[type-var]
    second_first = replace(problem, goals=(held[0], replace(held[1], margin=Fraction(0)), *problem.goals[2:]))
    return solve(second_first).places


@pytest.mark.parametrize("first", range(0, COUNTIES, CHUNK))
def test_the_steps_are_those_of_all_plans(first: int) -> None:
    for number in range(first, first + CHUNK):
        problem, values = county_of(number)
        wanted = unbettered(values)
        frontier = found(problem)
        assert frontier.complete
        assert [(step.first, step.second) for step in frontier.steps] == wanted, number
        for step in frontier.steps:
            assert step.plan.places == pinned(problem, step), number


def test_some_counties_have_many_steps() -> None:
    lengths = [len(unbettered(county_of(number)[1])) for number in range(COUNTIES)]
    assert sum(n >= 2 for n in lengths) >= 20
    assert max(lengths) >= 4


@pytest.mark.parametrize("number", range(2, COUNTIES, 7))
def test_a_gain_is_had_with_the_fewest_changes(number: int) -> None:
    problem, values = county_of(number)
    frontier = found(problem)
    start = min(values, key=lambda v: (v[1], v[0]))
    for gain in (Fraction(1, 3), Fraction(1), start[0] - min(v[0] for v in values)):
        enough = [v for v in values if start[0] - v[0] >= gain]
        step = better(problem, frontier, gain, IN_TURN)
        if not enough:
            assert step is None
        else:
            assert isinstance(step, Step)
            assert (step.second, step.first) == min((b, a) for a, b in enough)


def test_too_many_steps_are_spread_and_said_to_be_some_of_them() -> None:
    number = max(range(COUNTIES), key=lambda n: len(unbettered(county_of(n)[1])))
    problem, values = county_of(number)
    wanted = unbettered(values)
    some = found(problem, 3)
    shown = [(step.first, step.second) for step in some.steps]
    assert len(shown) <= 3
    assert not some.complete
    assert set(shown) <= set(wanted)
    assert (shown[:2], shown[-1]) == (wanted[:2], wanted[-1])


def test_time_that_runs_out_is_an_ending_and_no_steps() -> None:
    problem, _ = county_of(0)
    first, second = problem.goals[:2]
    stopped = tradeoff(problem, first, second, Beside(DEFAULT_SOLVER, 0.0).plans, 5)
    assert (stopped.steps, stopped.ending, stopped.complete) == ((), Ending.NOTHING_FOUND, False)


