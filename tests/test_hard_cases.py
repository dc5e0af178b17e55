"""Cases that are hard on purpose: large denominators, wide margins, groups of homes, stopped solves."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction
from typing import Any

import numpy as np
import pytest

from models import tables
from models.accounts import accounts
from models.exactness import FINE, restated
from models.pieces import pieces
from models.plan import Ending
from models.problem import FLOW, PLAIN, Basis, Problem
from models.shares import Shares
from models.solve import formulate, plan
from models.solvers import Answer, Rows, highs
from models.solvers import solver as solver_of
from tests.three_towns import TABLES, table, three_towns

RULES, GOALS = pieces("rules"), pieces("goals")


def towns(weights: Sequence[int], totals: Sequence[int], rules: Sequence[Any] = (),
          goals: Sequence[Any] = (), **changes: Any) -> Problem:
    """Towns without places today, one kind, one total a year, the given share weights."""
    from models.county import County, Municipality
    from models.need import Need
    codes = [f"010{i}" for i in range(len(weights))]
    county = County.of("Prov", [Municipality(c, c, 100 - i) for i, c in enumerate(codes)])
    years = tuple(range(2010, 2010 + len(totals)))
    need = Need(("mixed",), years, {}, {("mixed", t): n for t, n in zip(years, totals, strict=True)})
    given = dict(zip(codes, weights, strict=True))
    shares = Shares(given, "county", sum(weights), "decided", tables.OFFICIAL)
    fixed = [RULES["need"](), RULES["keep-existing"](), *rules]
    each = dict.fromkeys(need.total, shares)
    return replace(Problem(county, need, each, Basis("stock", PLAIN), tuple(fixed), tuple(goals)), **changes)


def test_unit_total_over_many_years_is_rounded_and_says_so() -> None:
    totals = [211, 223, 227, 229, 233, 239, 241]
    found = plan(towns([3, 2, 1], totals, goals=[GOALS["total-gap"](unit="total")]))
    assert found.ending is Ending.PROVED
    assert found.restated == ("total-gap",)
    assert found.goals[0].value == found.goals[0].bound


@pytest.mark.parametrize("solver", ["highs", "cbc", "cp-sat"])
def test_nearly_equal_weights_end_the_same_on_every_solver(solver: str) -> None:
    weights = [1_000_000_001, 1_999_999_999, 1_000_000_002, 999_999_997, 999_999_995]
    problem = towns(weights, [7], [RULES["smallest-home"](places=3)], [GOALS["total-gap"]()])
    found = plan(problem, solver)
    assert found.ending is Ending.PROVED
    assert found.places == plan(problem).places
    assert found.goals[0].proved
    assert found.goals[0].value == found.goals[0].bound


def test_restated_quotas_keep_their_sums_when_places_fall() -> None:
    problem = replace(three_towns(), basis=Basis(FLOW, PLAIN))
    falling = {at: total // 3 for at, total in problem.need.total.items()}
    problem = replace(problem, need=replace(problem.need, total=falling))
    found = accounts(problem)
    for kind, year in falling:
        same = [i for i, a in enumerate(found) if a.cells[0][1:] == (kind, year)]
        exact = sum(found[i].quota for i in same)
        assert exact < 0
        assert sum(restated(found)[i].quota for i in same) == exact
        assert all(abs(restated(found)[i].quota - found[i].quota) < Fraction(1, FINE) for i in same)


def test_a_margin_beyond_all_gaps_is_no_limit() -> None:
    goals = [GOALS["worst-gap"](margin=Fraction(10**15)), GOALS["total-gap"]()]
    found = plan(towns([3, 2, 1], [7], goals=goals))
    assert found.ending is Ending.PROVED
    assert found.places == plan(towns([3, 2, 1], [7], goals=goals[1:])).places


def test_free_beds_are_one_stock_for_all_groups_of_homes() -> None:
    beds = table("homes.csv", tables.HOMES, [{"code": c, "free": 3} for c in ("0114", "0115", "0117")])
    rule = RULES["smallest-home"](places=4, kinds=(("asylum",), ("permit",)), free="homes.csv")
    problem = three_towns([RULES["need"](), RULES["keep-existing"](), rule], years=(2010,))
    found = plan(replace(problem, tables={**TABLES, "homes.csv": beds}))
    for code in problem.county.codes:
        assert sum(beds for at, beds in found.free_beds.items() if at[0] == code) <= 3


def test_a_conflict_of_homes_and_capacity_names_the_capacity() -> None:
    room = table("capacity.csv", tables.CAPACITY, [{"code": c, "capacity": 3} for c in ("0100", "0101")])
    rules = [RULES["capacity"](), RULES["smallest-home"](places=4)]
    found = plan(towns([1, 1], [5], rules, tables={"capacity.csv": room}))
    assert found.ending is Ending.INFEASIBLE
    assert {b.rule for b in found.conflict} == {"need", "capacity", "smallest-home"}


class Stops(highs.Highs):
    """Reaches its time limit at the n-th call, holding the worst plan it can think of."""

    word = "stops"

    def __init__(self, at: int) -> None:
        self.at, self.calls = at, 0

    def relax(self, rows: Rows, cost: Any, low: Any, high: Any, seconds: float | None) -> None:
        return None

    def solve(self, rows: Rows, cost: Any, low: Any, high: Any, seconds: float | None) -> Answer:
        self.calls += 1
        if self.calls < self.at:
            return super().solve(rows, cost, low, high, seconds)
        worst = super().solve(rows, -np.asarray(cost), low, high, seconds)
        return Answer("time", worst.values)


def test_a_stopped_run_never_gives_back_what_it_had(monkeypatch: pytest.MonkeyPatch) -> None:
    problem = towns([5, 4, 2, 1], [9], goals=[GOALS["total-gap"](), GOALS["worst-gap"]()])
    done = plan(problem)
    for at in range(1, 12):
        stopping = Stops(at)
        monkeypatch.setattr("models.solve.solver_of", lambda word, made=stopping: made)
        found = plan(problem)
        assert found.ending in (Ending.PROVED, Ending.NOT_PROVED)
        assert found.found
        assert not formulate(problem).broken([found.places[c] for c in problem.cells])
        if found.ending is Ending.PROVED:
            assert found.places == done.places
        elif found.goals[0].proved:
            assert found.goals[0].value == done.goals[0].value


def test_a_tie_list_cut_short_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    problem = towns([1, 1, 1], [4])
    assert plan(problem).ties_listed
    assert len(plan(problem).ties) == 3
    cut = False
    for at in range(1, 12):
        stopping = Stops(at)
        monkeypatch.setattr("models.solve.solver_of", lambda word, made=stopping: made)
        found = plan(problem)
        if found.ending is Ending.PROVED and not found.ties_listed:
            cut = True
            assert [found.places[c] for c in problem.cells] == [4, 0, 0]
    assert cut


@pytest.mark.parametrize("word", ["highs", "cbc"])
def test_a_solver_in_floating_point_is_not_believed_when_it_says_that_nothing_fits(
        word: str, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = []

    def refuse(self: object, rows: Rows, *_: object) -> Answer:
        asked.append(rows)
        return Answer("infeasible")

    problem = towns([3, 2, 2], [10], [RULES["smallest-home"](places=3)], [GOALS["total-gap"]()])
    expected = plan(problem, "cp-sat")
    monkeypatch.setattr(type(solver_of(word)), "solve", refuse)
    found = plan(problem, word)
    assert asked
    assert found.ending is Ending.PROVED
    assert found.places == expected.places
