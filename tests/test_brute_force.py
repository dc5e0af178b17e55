"""Random small counties: the planner finds the very plan that listing all plans finds."""

from __future__ import annotations

from collections import Counter

import pytest

from models.problem import DEFAULT_SOLVER
from tests.oracle.compare import differences
from tests.oracle.coverage import features
from tests.oracle.oracle import solve
from tests.oracle.quotas import Refused
from tests.oracle.random_counties import MOST_PLANS, county

COUNTIES = 600
CHUNK = 20
LEAST = 30
COVERED = (
    "stock plain", "stock filled", "flow plain", "flow filled", "fill starts", "fill limits",
    "unit places", "unit total", "unit inhabitants", "unit relative", "side both", "side under", "side over",
    "per cell", "per year", "per end", "margin", "quota 0", "tie", "two kinds", "two years", "area",
    "closing",
    "rule keep-existing", "rule capacity", "rule floor", "rule ceiling", "rule pace", "rule smallest-home",
    "rule commuting", "rule within-gap", "rule within-quota", "rule relief", "rule pinned",
    "rule permit-follows-asylum",
    "goal worst-gap", "goal total-gap", "goal square-gap", "goal level-gaps", "goal level-fulfilment",
    "goal travel", "goal new-homes", "goal cost", "goal change",
)


def _wrong(seeds: range, solver: str = DEFAULT_SOLVER, plans: int = MOST_PLANS) -> dict[int, list[str]]:
    """The seeds whose county the planner and the oracle solve differently, and how."""
    found = {seed: differences(county(seed, plans), solver) for seed in seeds}
    return {seed: lines for seed, lines in found.items() if lines}


@pytest.mark.parametrize("first", range(0, COUNTIES, CHUNK))
def test_planner_and_oracle_agree(first: int):
    assert _wrong(range(first, first + CHUNK)) == {}


@pytest.mark.parametrize(("solver", "first"), [("cbc", 10_000), ("cbc", 10_010), ("cbc", 10_020),
                                               ("cp-sat", 11_000), ("highs", 11_030)])
def test_other_solvers_agree(solver: str, first: int):
    assert _wrong(range(first, first + (10 if solver == "cbc" else 30)), solver) == {}


def test_counties_cover_every_rule_and_key():
    counted: Counter[str] = Counter()
    endings: Counter[str] = Counter()
    for seed in range(COUNTIES):
        problem = county(seed)
        try:
            answer = solve(problem)
        except Refused:
            endings["refused"] += 1
            continue
        endings["plan" if answer.found else "no plan"] += 1
        counted.update(set(features(problem, answer)) if answer.found else ())
    assert {word: counted[word] for word in COVERED if counted[word] < LEAST} == {}
    assert endings["plan"] >= 400
    assert endings["no plan"] >= LEAST
    assert endings["refused"] >= 3


@pytest.mark.slow
@pytest.mark.parametrize("first", range(20_000, 21_000, 125))
def test_many_counties(first: int):
    assert _wrong(range(first, first + 125)) == {}


@pytest.mark.slow
@pytest.mark.parametrize("first", range(50_000, 50_100, 25))
def test_counties_of_many_plans(first: int):
    assert _wrong(range(first, first + 25), plans=100_000) == {}


@pytest.mark.slow
@pytest.mark.parametrize("solver", ["cbc", "cp-sat", "highs"])
@pytest.mark.parametrize("first", range(30_000, 30_080, 40))
def test_many_counties_with_other_solvers(solver: str, first: int):
    assert _wrong(range(first, first + 40), solver) == {}
