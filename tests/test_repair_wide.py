"""Limits of the gap, smallest homes, journeys and answers that give, against a list of every way out."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from itertools import product
from random import Random
from typing import Any

import pytest

from models import tables
from models.errors import InputFault
from models.plan import Ending
from models.problem import Basis, Problem
from models.repair import Outcome, repair
from models.repair_found import Concession
from models.repair_question import How, loosened
from models.repair_tables import repaired
from models.sections.repair import RepairKeys
from models.solve import plan
from models.solvers import solver
from models.solvers.budget import Budget
from tests.repair_counties import RULES, tight
from tests.three_towns import table
from tests.tiny_counties import CODES, also

MOST = 3000  # ways out of a county that are listed


def county(word: str, seed: int, beside: tuple[str, ...]) -> Problem:
    """A tiny county with too little, in which the rule and capacity, or the rule alone, may give."""
    draw = Random(seed)
    problem = tight(seed, kinds=1, years=1 + seed % 2, words=("commuting",) if word == "minutes" else (),
                    may_give=(word, *beside))
    if word == "within-gap":
        problem = replace(problem, basis=Basis(draw.choice(("stock", "flow")), "plain"))
        return also(problem, RULES[word](gap=Fraction(draw.randint(0, 2), 2)))
    if word == "smallest-home":
        most = draw.choice((None, 4))
        return also(problem, RULES[word](places=draw.randint(3, 4), most=most))
    if word == "minutes":
        rows = [{"from": a, "to": b, "minutes": draw.randint(8, 14)} for a in CODES for b in CODES]
        new = {"minutes.csv": table("minutes.csv", tables.MINUTES, rows)}
        old: Any = problem.rule("commuting")
        near: Any = replace(old, limit=9)
        rules = tuple(near if one is old else one for one in problem.rules)
        return replace(problem, rules=rules, tables={**problem.tables, **new})
    rows = [{"code": code, "kind": "asylum", "year": problem.need.years[0], "asked": 3, "answered": 0}
            for code in draw.sample(CODES, 2)]
    return also(problem, RULES["answers"](), table("answers.csv", tables.ANSWERS, rows))


def listed(problem: Problem) -> dict[Any, int] | str | None:
    """The fairest way out by listing; None where there is none, "many" where there are too many to list."""
    keys: RepairKeys = problem.section("repair")
    figures = list(loosened(How(problem, keys.rules, solver("paired"), Budget(None))).steps.items())
    ranges = [range(count.low, count.high + 1) for _, count in figures]
    every = []
    for steps in product(*ranges):
        levels = sorted((one.relative(n) for (one, _), n in zip(figures, steps, strict=True)), reverse=True)
        every.append((levels, [-n for n in steps]))
        if len(every) > MOST:
            return "many"
    for _, negative in sorted(every):
        given = tuple(Concession(one, -n) for (one, _), n in zip(figures, negative, strict=True) if n)
        if fits(repaired(problem, given)):
            return {one.because: one.step for one in given}
    return None


def fits(problem: Problem) -> bool:
    try:
        return plan(problem, explain=False).ending is Ending.PROVED
    except InputFault:
        return False


@pytest.mark.parametrize("beside", [(), ("capacity",)], ids=["alone", "capacity"])
@pytest.mark.parametrize("word", ["within-gap", "smallest-home", "minutes", "answers"])
def test_it_gives_as_little_as_it_can(word: str, beside: tuple[str, ...]) -> None:
    gave = 0
    for seed in range(14):
        problem = county(word, seed, beside)
        if fits(problem):
            continue
        wanted = listed(problem)
        if wanted == "many":
            continue
        found = repair(problem, "paired")
        if wanted is None:
            assert found.outcome is Outcome.NONE, seed
            continue
        assert found.outcome is Outcome.PROVED, seed
        assert {one.because: one.step for one in found.given} == wanted, seed
        gave += any(one.figure.rule == word for one in found.given)
    assert gave >= 1
