"""What cannot hold together is minimal: drop any one demand and the others fit."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from fractions import Fraction
from random import Random
from typing import Any

import numpy as np
import pytest

from benchmarks.synthetic import synthetic
from models import tables
from models.conflict import conflict, sums_that_cannot_fit
from models.conflict_rows import Demands, Verdict
from models.conflict_wide import raised, widened
from models.county import County, Municipality
from models.formulation import Because, Row
from models.need import Need
from models.pieces import pieces
from models.plan import Ending
from models.problem import Basis, Problem
from models.propagation import build
from models.shares import Shares
from models.solve import formulate, plan
from models.solvers import NO_LIMIT, Rows
from models.solvers import solver as solver_of
from models.solvers.budget import Budget
from tests.repair_counties import tight
from tests.three_towns import table
from tests.tiny_counties import CODES, also

RULES = pieces("rules")

WORDS = ("floor", "ceiling", "pace", "pinned", "limit", "commuting", "reserve", "smallest-home")
EACH = 30  # counties in each of ten parts
PARTS = 10
MANY = 300  # more places than any demand of these counties can ask for
READ = ("need", "within-gap", "within-quota", "relief")  # rows whose bound rests on the county's totals


def county(seed: int) -> Problem:
    """A county with some rules, one or two kinds, one or two years; most do not fit."""
    draw = Random(seed)
    words = tuple(draw.sample(WORDS[:-1], draw.randint(0, 3)))
    problem = tight(seed, kinds=draw.randint(1, 2), years=draw.randint(1, 2), words=words)
    if draw.random() < 0.5:
        size = draw.randint(2, 4)
        home = pieces("rules")["smallest-home"](places=size, most=draw.choice((None, size, size + 1)))
        problem = also(problem, home)
    if len(problem.need.kinds) == 2 and draw.random() < 0.5:
        ratio = draw.choice((Fraction(1, 2), Fraction(2), Fraction(3)))
        problem = also(problem, pieces("rules")["permit-follows-asylum"](ratio=ratio, lag=draw.randint(0, 1)))
    if draw.random() < 0.2:
        problem = also(problem, pieces("rules")["within-gap"](gap=Fraction(draw.randint(0, 1))))
    return problem


class Asked:
    """The rows of a county, asked any part of: only the rows of the need know its totals.

    Written anew, not as the planner does it: counts and rows of the same county with MANY places
    wanted, and the rows that rest on the totals from the county as it is.
    """

    def __init__(self, problem: Problem) -> None:
        wide = formulate(replace(problem, need=replace(problem.need, total=dict.fromkeys(
            problem.need.total, MANY))))
        self.counts = wide.counts
        self.rows: list[Row] = [row for row in wide.rows if row.because.rule not in READ]
        self.rows += [row for row in formulate(problem).rows if row.because.rule in READ]

    def fits(self, demands: Collection[Because]) -> bool:
        """Do the rows of these demands fit together?"""
        rows = [row for row in self.rows if row.because in demands]
        low, high = (np.array([getattr(c, end) for c in self.counts]) for end in ("low", "high"))
        least = np.array([r.bound if r.sense != "<=" else -NO_LIMIT for r in rows], dtype=np.int64)
        most = np.array([r.bound if r.sense != ">=" else NO_LIMIT for r in rows], dtype=np.int64)
        held = Rows(build(rows, len(low)), least, most)
        return solver_of("cp-sat").solve(held, np.zeros_like(low), low, high, None).reason == "optimal"


def sums_fit(demands: Collection[Because]) -> bool:
    """Do a total and the least or most of single municipalities fit?"""
    figures = {(b.rule, b.code): b.figure or 0 for b in demands}
    total = figures.get(("need", ""))
    least = sum(figure for (rule, _), figure in figures.items() if rule == "least")
    bounded = {code: figure for (rule, code), figure in figures.items() if rule == "most"}
    if total is None:
        return True
    return least <= total and (len(bounded) < 3 or sum(bounded.values()) >= total)


@pytest.mark.parametrize("part", range(PARTS))
def test_drop_any_one_and_it_fits(part: int) -> None:
    found = several = 0
    for seed in range(part * EACH, (part + 1) * EACH):
        problem = county(seed)
        result = plan(problem)
        if result.ending is not Ending.INFEASIBLE:
            continue
        found += 1
        demands = result.conflict
        if sums_that_cannot_fit(problem):
            assert not sums_fit(demands)
            assert all(sums_fit([b for b in demands if b != one]) for one in demands), seed
            continue
        asked = Asked(problem)
        assert not asked.fits(demands), seed
        for one in demands:
            assert asked.fits([b for b in demands if b != one]), (seed, one)
        everything = list(dict.fromkeys(row.because for row in asked.rows))
        several += any(not asked.fits([b for b in everything if b != one]) for one in demands)
    assert found >= 22
    assert several


def county_of_five(*more: tuple[Any, tables.Table | None], total: dict[tuple[str, int], int] | None = None,
                   kinds: tuple[str, ...] = ("asylum",)) -> Problem:
    """Three towns and no place today; five places wanted unless said otherwise; norr is two of them."""
    wanted = total or {("asylum", 2010): 5}
    towns = County.of("Län", [Municipality(c, c, 100 * (3 - i)) for i, c in enumerate(CODES)])
    shares = Shares(dict.fromkeys(CODES, 1), "county", 3, "decided", tables.OFFICIAL)
    problem = Problem(towns, Need(kinds, (2010,), {}, wanted), dict.fromkeys(wanted, shares),
                      Basis("stock", "filled"), (RULES["need"](), RULES["keep-existing"]()),
                      (pieces("goals")["worst-gap"](),), {}, {"norr": CODES[:2]})
    for rule, one in more:
        problem = also(problem, rule, *([one] if one else []))
    return problem


def floor(places: int) -> tuple[Any, tables.Table]:
    """A floor for two towns together that is above the county's total."""
    return RULES["floor"](table="floor.csv"), table("floor.csv", tables.FLOOR,
                                                    [{"code": "norr", "places": places}])


@pytest.mark.parametrize(("home", "most"), [(None, None), (2, None), (2, 4)])
def test_the_need_stands_in_a_conflict_with_a_floor(home: int | None, most: int | None) -> None:
    homes = [] if home is None else [(RULES["smallest-home"](places=home, most=most), None)]
    found = plan(county_of_five(floor(11), *homes))
    assert [(b.rule, b.code, b.figure) for b in found.conflict] == [("need", "", 5), ("floor", "norr", 11)]


def test_both_needs_stand_in_a_conflict_with_the_ratio() -> None:
    decided = table("pinned.csv", tables.PINNED, [
        {"code": CODES[0], "kind": "asylum", "places": 4, "who": "KF", "when": None, "why": "avtal"}])
    ratio = RULES["permit-follows-asylum"](ratio=Fraction(3)), None
    problem = county_of_five(ratio, (RULES["pinned"](), decided), kinds=("asylum", "permit"),
                             total={("asylum", 2010): 5, ("permit", 2010): 6})
    demands = plan(problem).conflict
    assert sum(b.rule == "need" for b in demands) == (1 if "pinned" in {b.rule for b in demands} else 2)
    asked = Asked(problem)
    assert not asked.fits(demands)
    assert all(asked.fits([b for b in demands if b != one]) for one in demands)


@pytest.mark.parametrize("years", [1, 2])
def test_many_demands_are_shown_to_be_needed_without_a_question_for_each(
        years: int, monkeypatch: pytest.MonkeyPatch) -> None:
    problem = synthetic(60, years, 1, ("worst-gap",))
    problem = replace(problem, need=replace(problem.need, total={
        at: places * 7 // 5 for at, places in problem.need.total.items()}))
    asked, real = [], Demands.ask

    def ask(self: Demands, some: Collection[int], by_one: Collection[int] = (),
            close: bool = False) -> Verdict:
        asked.append(len(some))
        return real(self, some, by_one, close)

    monkeypatch.setattr(Demands, "ask", ask)
    found = plan(problem).conflict
    assert len(found) > 100
    assert len(asked) < 20
    fits = Asked(problem).fits
    assert not fits(found)
    assert all(fits([b for b in found if b != one]) for one in found[::12])


def test_a_conflict_that_was_stopped_cannot_hold_and_is_not_called_minimal() -> None:
    problem = county_of_five(floor(11))
    rules = formulate(problem)
    found, minimal = conflict(rules, solver_of("paired"), Budget(0.0), formulate(raised(problem, rules)))
    assert not minimal
    assert not Asked(problem).fits(found)


def test_formulations_that_differ_are_not_widened() -> None:
    with pytest.raises(ValueError, match="differ"):
        widened(formulate(county_of_five(floor(11))), formulate(county_of_five()))


def test_quotas_stay_those_of_the_real_totals() -> None:
    # Filled within limits no quota could be formed of totals beyond the room: 3 x 2 places.
    room = table("capacity.csv", tables.CAPACITY, [{"code": code, "capacity": 2} for code in CODES])
    problem = county_of_five((RULES["capacity"](), room), (RULES["within-gap"](gap=Fraction(0)), None))
    problem = replace(problem, basis=Basis("stock", "filled", "limits"))
    found = plan(problem).conflict  # 5/3 each: rounded up and down at once
    assert {(b.rule, b.figure, b.note) for b in found} == {
        ("within-gap", 2, "at-least"), ("within-gap", 1, "at-most")}
    assert len({b.code for b in found}) == 1
