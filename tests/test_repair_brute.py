"""The fairest way out against a list of every way out, on counties of three towns."""

from __future__ import annotations

import pytest

from models.plan import Ending
from models.problem import Problem
from models.repair import Outcome, repair
from models.repair_figures import RULE_OF
from models.sections.repair import USUAL
from models.solve import plan
from tests.repair_counties import best, least_sum, tight

SHAPES = ((1, 1), (1, 2), (2, 1))
RULES: tuple[tuple[str, ...], ...] = (
    (), ("floor",), ("ceiling",), ("pace",), ("limit",), ("commuting",), ("reserve",), ("pinned",),
    ("floor", "pace"), ("ceiling", "pinned"), ("limit", "floor"), ("reserve", "pace"), ("commuting", "floor"),
    ("smallest-home",), ("smallest-home", "floor"))


def given(problem: Problem, solver: str = "paired") -> dict[tuple[object, ...], int] | None:
    """What gives, and how much; None where there is no way out."""
    found = repair(problem, solver)
    if found.outcome is Outcome.NONE:
        return None
    assert found.outcome is Outcome.PROVED
    return {(c.because.rule, c.because.code, c.because.kind, c.because.year, c.figure.figure):
            c.figure.concession(c.step) for c in found.given}


@pytest.mark.parametrize("words", RULES, ids="-".join)
def test_a_way_out_is_the_fairest_of_all(words: tuple[str, ...]) -> None:
    tried = out = 0
    for seed in range(12):
        kinds, years = SHAPES[seed % 3]
        may = (*USUAL, "pinned") if seed % 2 and "pinned" in words else ()
        problem = tight(seed, kinds=kinds, years=years, words=words, may_give=may)
        if plan(problem, explain=False).ending is Ending.INFEASIBLE:
            tried += 1
            found = given(problem)
            assert found == best(problem), (seed, words)
            out += bool(found)
    assert tried >= 4
    assert out >= 3


@pytest.mark.parametrize("may", [("capacity",), ("floor",), ("floor", "capacity"), ("pace",)], ids="-".join)
def test_only_what_may_give_gives(may: tuple[str, ...]) -> None:
    for seed in range(8):
        problem = tight(seed, kinds=1, years=2, words=("floor", "pace"), may_give=may)
        if plan(problem, explain=False).ending is Ending.INFEASIBLE:
            found = repair(problem, "paired")
            assert given(problem) == best(problem), (seed, may)
            assert {RULE_OF[one.because.rule] for one in found.given} <= set(may)


@pytest.mark.parametrize("solver", ["highs", "cp-sat", "cbc"])
def test_every_solver_finds_the_same_way_out(solver: str) -> None:
    for seed in range(4):
        problem = tight(seed, kinds=1, years=2, words=("floor", "limit"))
        assert given(problem, solver) == given(problem)


def test_the_least_sum_is_the_least_of_all() -> None:
    for seed in range(9):
        problem = tight(seed, kinds=1, years=2, words=("pace",))
        if plan(problem, explain=False).ending is Ending.INFEASIBLE:
            found = repair(problem, "paired")
            assert sum(one.amount for one in found.least) == least_sum(problem)
            assert sum(one.amount for one in found.given) >= least_sum(problem)


def test_no_time_is_told() -> None:
    problem = tight(0)
    assert repair(problem, "paired", 0.0).outcome is Outcome.STOPPED
