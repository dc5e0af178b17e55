"""Random small counties that act together: the planner finds the very plan that listing all finds."""

from __future__ import annotations

from collections import Counter
from functools import cache

import pytest

from models.problem import DEFAULT_SOLVER, Problem
from tests.oracle import coverage, coverage_together
from tests.oracle.compare import differences
from tests.oracle.oracle import Answer, solve
from tests.oracle.quotas import Refused
from tests.oracle.random_together import PIECES, county

COUNTIES = 100
CHUNK = 25
COUNTED = 100
LEAST = 3
COVERED = (
    "rule co-operation", "rule housed-elsewhere", "rule limit", "rule reserve", "rule answers",
    "goal participation", "goal at-home", "margin participation", "margin at-home",
    "shared home", "two areas", "area not used", "equal split", "unequal split", "split 0",
    "hosts given", "hosts not given", "part lies with a neighbour", "part lies at home",
    "housed elsewhere", "pair at its most", "pair out of its days", "pair begins later",
    "pair ends in the plan", "pair of some years used", "pair of one kind", "free housing",
    "free housing gone",
    "resource used up", "resource left", "resource where it lies", "resource where answered for",
    "resource of an area",
    "reserve just kept", "reserve more than kept",
    "county reserve just kept", "county reserve more than kept",
    "today's places fall", "answers no", "answers assumed in part", "less signed than answered",
    "answer of all kinds", "answer of a kind", "agreement not yet begun", "agreement of no year",
    "agreement ends in the plan", "new places go",
    "smallest that fits", "largest that fits", "above the lowest", "below the highest",
    "unit of a kind", "unit beside the rule's", "unit with a most",
    "participation 0", "participation above 0", "at-home 0", "at-home above 0", "new-homes above 0",
    "tie", "two kinds", "two years", "closing",
)


def _wrong(piece: str, seeds: range, solver: str = DEFAULT_SOLVER) -> dict[int, list[str]]:
    """The seeds whose county the planner and the oracle solve differently, and how."""
    found = {seed: differences(county(seed, piece), solver) for seed in seeds}
    return {seed: lines for seed, lines in found.items() if lines}


@cache
def _solved(piece: str, seed: int) -> tuple[Problem, Answer | None]:
    """The county and the oracle's answer (None: refused)."""
    problem = county(seed, piece)
    try:
        return problem, solve(problem)
    except Refused:
        return problem, None


@pytest.mark.parametrize("first", range(0, COUNTIES, CHUNK))
@pytest.mark.parametrize("piece", PIECES)
def test_planner_and_oracle_agree(piece: str, first: int):
    assert _wrong(piece, range(first, first + CHUNK)) == {}


@pytest.mark.parametrize(("solver", "first"), [("cbc", 10_000), ("cp-sat", 11_000), ("highs", 12_000)])
def test_other_solvers_agree(solver: str, first: int):
    assert _wrong("together", range(first, first + 12), solver) == {}


def test_counties_cover_every_piece_and_case():
    counted: Counter[str] = Counter()
    for piece in PIECES:
        for seed in range(COUNTED):
            problem, answer = _solved(piece, seed)
            if answer is not None and answer.found:
                counted.update({*coverage.features(problem, answer),
                                *coverage_together.features(problem, answer)})
    assert {word: counted[word] for word in COVERED if counted[word] < LEAST} == {}


@pytest.mark.parametrize("piece", PIECES)
def test_counties_end_in_every_way(piece: str):
    ends = Counter("refused" if a is None else "plan" if a.found else "no plan"
                   for _, a in (_solved(piece, seed) for seed in range(COUNTED)))
    assert ends["plan"] >= COUNTED // 3
    assert ends["no plan"] >= LEAST


@pytest.mark.slow
@pytest.mark.parametrize("first", range(20_000, 20_050, 50))
@pytest.mark.parametrize("piece", PIECES)
def test_many_counties(piece: str, first: int):
    assert _wrong(piece, range(first, first + 50)) == {}


@pytest.mark.slow
@pytest.mark.parametrize("first", range(30_000, 30_100, 50))
def test_many_counties_of_everything_together(first: int):
    assert _wrong("together", range(first, first + 50)) == {}


@pytest.mark.slow
@pytest.mark.parametrize("solver", ["cbc", "cp-sat", "highs"])
@pytest.mark.parametrize("piece", PIECES)
def test_many_counties_with_other_solvers(piece: str, solver: str):
    assert _wrong(piece, range(40_000, 40_015), solver) == {}
