"""Random small counties that go on from a ledger: the planner finds the very plan that listing finds."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from fractions import Fraction

import pytest

from models.apportion import LARGEST_REMAINDER, apportion
from models.problem import DEFAULT_SOLVER, PLAIN, Basis
from models.quotas import limits, quotas, received, total_amount
from tests.oracle.compare import differences
from tests.oracle.oracle import solve
from tests.oracle.quotas import Refused
from tests.oracle.random_ledgers import ledgered

COUNTIES, CHUNK = 200, 25


def _wrong(seeds: range, solver: str = DEFAULT_SOLVER) -> dict[int, list[str]]:
    found = {seed: differences(ledgered(seed), solver) for seed in seeds}
    return {seed: lines for seed, lines in found.items() if lines}


@pytest.mark.parametrize("first", range(0, COUNTIES, CHUNK))
def test_planner_and_oracle_agree(first: int) -> None:
    assert _wrong(range(first, first + CHUNK)) == {}


@pytest.mark.parametrize("solver", ["cbc", "cp-sat", "highs"])
def test_other_solvers_agree(solver: str) -> None:
    assert _wrong(range(3000, 3010), solver) == {}


@pytest.mark.slow
@pytest.mark.parametrize("first", range(5000, 5200, 50))
def test_many_more_agree(first: int) -> None:
    assert _wrong(range(first, first + 50)) == {}


def test_the_counties_cover_both_readings_and_quotas() -> None:
    seen: Counter[tuple[str, str]] = Counter()
    for seed in range(COUNTIES):
        problem = ledgered(seed)
        try:
            found = solve(problem).found
        except Refused:
            continue
        if found:
            seen[problem.section("ledger").reading, problem.basis.quota] += 1
    assert all(seen[reading, quota] >= 5 for reading in ("today", "period")
               for quota in ("plain", "filled")), seen


@pytest.mark.parametrize("seed", range(60))
def test_quotas_sum_to_all_that_is_booked_and_new(seed: int) -> None:
    problem = replace(ledgered(seed), basis=Basis("ledger", PLAIN))
    found = quotas(problem)
    for kind in problem.need.kinds:
        for index, year in enumerate(problem.need.years):
            whole = sum(received(problem).values()) + problem.need.grown(kind, index)
            assert sum(found[m, kind, year] for m in problem.county.codes) == whole
            assert total_amount(problem, kind, year) == whole


@pytest.mark.parametrize("seed", range(100, 160))
def test_with_need_alone_the_plan_is_largest_remainder_from_what_is_received(seed: int) -> None:
    from models import solve as models_solve
    from models.pieces import pieces
    problem = replace(ledgered(seed), basis=Basis("ledger", PLAIN), goals=(pieces("goals")["total-gap"](),))
    year, kind = problem.need.years[0], problem.need.kinds[0]
    rules = tuple(rule for rule in problem.rules if rule.word in ("need", "keep-existing"))
    problem = replace(problem, rules=rules, need=replace(problem.need, years=(year,), total={
        (kind, year): problem.need.total_today[kind] + 7}))
    plan = models_solve.plan(problem)
    held, q = received(problem), quotas(problem)
    lower = {m: limits(problem, (m, kind, year))[0] for m in held}
    found = apportion(LARGEST_REMAINDER, {m: q[m, kind, year] for m in held},
                      total_amount(problem, kind, year), lower=lower, order=problem.county.codes).places
    least = sum(abs(found[m] - q[m, kind, year]) for m in held)
    assert sum((abs(plan.places[c] - problem.need.existing(c) + held[c[0]] - q[c])
                for c in problem.cells), Fraction(0)) == least
