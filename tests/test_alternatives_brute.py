"""Ranges, margins and plans as unlike as possible are what listing all plans of a small county gives."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest

from models.alternatives import Alternatives, alternatives
from models.errors import InputFault
from models.need import Cell
from models.plan import Ending
from models.problem import DEFAULT_SOLVER, Problem
from models.solve import plan
from tests.oracle.enumerate import Places
from tests.oracle.goals import LEVELS, accounts, value
from tests.oracle.oracle import Left, solve
from tests.oracle.quotas import quotas
from tests.oracle.random_counties import county

MARGINS, SOUGHT = (1, 0, 2), 3
LEAST = 13  # counties with a plan among twenty: more than a hundred and fifty in all


def inside(problem: Problem, quota: Any, goal: Any, best: Any, margin: int) -> Any:
    """Is a plan within the margin of the goal? By the definition in docs/model.md."""
    worth = value(problem, quota, goal)
    if goal.word not in LEVELS:
        unit = Fraction(1, 100) if getattr(goal, "unit", "") in ("total", "relative") else 1
        return lambda p: worth(p) <= best + goal.margin + margin * unit
    if not best:
        return lambda p: True
    judged = accounts(problem, quota, goal.per)
    if goal.word == "level-fulfilment":
        return lambda p: all((a.amount(p.x) + margin) / a.quota >= best[0] for a in judged if a.quota > 0)
    shift = {"total": lambda a: Fraction(margin, a.total) if a.total else Fraction(0),
             "inhabitants": lambda a: Fraction(10_000 * margin, a.inhabitants),
             "relative": lambda a: Fraction(margin) / a.quota if a.quota else Fraction(0)}
    extra = shift.get(goal.unit, lambda a: Fraction(margin))
    counted = [a for a in judged if not ((goal.unit == "total" and not a.total)
                                         or (goal.unit == "relative" and not a.quota))]
    return lambda p: all(a.gap(a.amount(p.x), goal.unit, goal.side) <= best[0] + extra(a) for a in counted)


def listed(problem: Problem, best: tuple[Any, ...], margin: int) -> list[Places]:
    """The places of every plan within the margin, each once."""
    quota, left = quotas(problem), Left(problem)
    tests = [inside(problem, quota, g, b, margin) for g, b in zip(problem.goals, best, strict=True)]
    found: dict[tuple[int, ...], Places] = {}
    for one in left.every():
        if all(test(one) for test in tests):
            found[tuple(one.x[c] for c in problem.cells)] = one.x
    return list(found.values())


def unlike(problem: Problem, start: Places, plans: list[Places]) -> list[Places]:
    """Greedily the plan farthest from the nearest of those known; of equals the first by the tie rule."""
    known, found = [start], []
    for _ in range(SOUGHT):
        far = max(plans, key=lambda x: (min(apart(x, k) for k in known), [x[c] for c in problem.cells]))
        if not min(apart(far, k) for k in known):
            break
        known.append(far)
        found.append(far)
    return found


def apart(x: Places, y: Places) -> int:
    """Places that lie with another municipality."""
    return sum(abs(x[c] - y[c]) for c in x) // 2


def spans(plans: list[Places], cells: tuple[Cell, ...]) -> dict[Cell, tuple[int, int]]:
    """Least and most places of every cell."""
    return {c: (min(x[c] for x in plans), max(x[c] for x in plans)) for c in cells}


def differences(seed: int, solver: str) -> list[str] | None:
    """What of the county's alternatives differs from the list of all its plans; None where it has none."""
    problem = county(seed, 600)
    try:
        made = plan(problem, solver)
    except InputFault:
        return None
    if made.ending is not Ending.PROVED:
        return None
    margin, answer = MARGINS[seed % 3], solve(problem)
    found = alternatives(made, solver, margin=margin, number=SOUGHT)
    all_plans = listed(problem, answer.best, margin)
    best = {c: answer.ties.get(c, (answer.places[c],) * 2) for c in problem.cells}
    wanted = [("best", best, _told(found, "best")),
              ("near", spans(all_plans, problem.cells), _told(found, "near")),
              ("others", unlike(problem, made.places, all_plans), [dict(o.places) for o in found.others])]
    wrong = [f"{seed} {word}: {got}, not {right}" for word, right, got in wanted if right != got]
    return wrong if found.complete else [*wrong, f"{seed} not complete"]


def _told(found: Alternatives, word: str) -> dict[Cell, tuple[int, int]]:
    return {cell: (one.least, one.most) for cell, one in getattr(found, word).items()}


@pytest.mark.parametrize(("solver", "first", "number"), [
    *((DEFAULT_SOLVER, n, 20) for n in range(0, 160, 20)), *(("cp-sat", n, 20) for n in range(200, 260, 20)),
    ("highs", 300, 20)])
def test_alternatives_are_what_listing_all_plans_gives(solver: str, first: int, number: int):
    found = [differences(seed, solver) for seed in range(first, first + number)]
    compared = [lines for lines in found if lines is not None]
    assert [line for lines in compared for line in lines] == []
    assert len(compared) >= LEAST
