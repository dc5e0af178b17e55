"""What a municipality's own capacity shifts: answers by hand, against all plans, and as it is told."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from random import Random

import pytest

from models import tables
from models.county import County, Municipality
from models.goals.level_gaps import LevelGaps
from models.goals.worst_gap import WorstGap
from models.need import Need
from models.plan import Ending, Plan
from models.problem import DEFAULT_SOLVER, PLAIN, Basis, Problem
from models.rules.capacity import Capacity
from models.rules.keep_existing import KeepExisting
from models.rules.need import Need as NeedRule
from models.rules.reserve import Reserve
from models.rules.smallest_home import SmallestHome
from models.shares import Shares
from models.shifted import Shifted, problem_without, shifted, without_room
from models.solve import plan
from planner.several import Beside
from tests.small_plans import best
from tests.three_towns import table

A, B, C = "0101", "0102", "0103"
ALIKE = {A: 100, B: 100, C: 100}


def county(people: Mapping[str, int], room: Mapping[str, int], total: int,
           today: Mapping[str, int] | None = None, *more: object,
           extra: Mapping[str, tables.Table] | None = None) -> Problem:
    """One kind in one year; the share is the part of the people."""
    rows = [{"code": code, "capacity": places} for code, places in room.items()]
    named = {"capacity.csv": table("capacity.csv", tables.CAPACITY, rows), **(extra or {})}
    need = Need(("asylum",), (2010,), {(m, "asylum"): n for m, n in (today or {}).items()},
                {("asylum", 2010): total})
    shares = Shares(dict(people), "county", sum(people.values()), "by-population", tables.OFFICIAL)
    towns = [Municipality(code, f"Ort {code}", n) for code, n in people.items()]
    return Problem(County.of("Län", towns), need, {("asylum", 2010): shares}, Basis(quota=PLAIN),
                   (NeedRule(), KeepExisting(), Capacity(), *more), (WorstGap(), LevelGaps()), named)  # type: ignore[arg-type]


def in_turn(seconds: float | None) -> Callable[[Sequence[Problem]], list[Plan]]:
    return Beside(DEFAULT_SOLVER, None if seconds is None else time.time() + seconds).plans


IN_TURN = in_turn(None)


def looked(problem: Problem, seconds: float | None = None) -> Shifted:
    found = shifted(plan(problem), in_turn(seconds))
    assert found is not None
    return found


def test_a_low_capacity_moves_places_to_those_who_have_room() -> None:
    found = looked(county(ALIKE, {A: 1, B: 8}, 9))
    assert {c[0]: n for c, n in found.plan.places.items()} == {A: 1, B: 4, C: 4}
    assert [s.code for s in found.shifts] == [A]  # B has room left, C states no limit
    only = found.shifts[0]
    assert (only.places, only.without, only.more(["asylum"])) == ({"asylum": 1}, {"asylum": 3}, 2)
    assert only.others(["asylum"]) == {B: 1, C: 1}
    assert found.complete


def test_a_full_municipality_with_its_share_shifts_nothing() -> None:
    only = looked(county(ALIKE, {A: 3}, 9)).shifts[0]
    assert (only.more(["asylum"]), dict(only.carried)) == (0, {})


def test_no_room_means_no_room_for_one_more_unit() -> None:
    room = {A: 8, B: 3, C: 9}
    assert without_room(plan(county(ALIKE, room, 9))) == (B,)
    homes = county(ALIKE, room, 12, None, SmallestHome(places=6))
    made = plan(homes)
    assert {c[0]: n for c, n in made.places.items()} == {A: 6, B: 0, C: 6}
    assert without_room(made) == (A, B, C)  # nobody has room for six more
    found = looked(homes).of(B)
    assert found is not None
    assert found.computed


def test_without_a_plan_or_a_rule_of_capacity_there_is_nothing_to_look_into() -> None:
    assert shifted(plan(county(ALIKE, {A: 1, B: 1, C: 1}, 9)), IN_TURN) is None
    free = county(ALIKE, {A: 1}, 9)
    rules = tuple(rule for rule in free.rules if rule.word != "capacity")
    assert shifted(plan(replace(free, rules=rules)), IN_TURN) is None


def test_what_there_is_no_time_for_is_told() -> None:
    made = plan(county(ALIKE, {A: 1, B: 4}, 9))
    found = shifted(made, in_turn(0.0))
    assert found is not None
    assert (found.shifts, found.left_out, found.complete) == ((), (A, B), False)


def test_a_limit_of_a_kind_is_looked_into_by_kind() -> None:
    problem = county(ALIKE, {A: 2}, 9)
    rows = [{"code": A, "kind": "asylum", "capacity": 2}, {"code": "norr", "capacity": 5}]
    named = {"capacity.csv": table("capacity.csv", tables.CAPACITY, rows)}
    problem = replace(problem, tables=named, areas={"norr": (A, B)})
    kept = problem_without(problem, A).tables["capacity.csv"].rows
    assert [row["code"] for row in kept] == ["norr"]  # an area's limit is not the municipality's own
    only = looked(problem).shifts[0]
    assert (only.without["asylum"], only.others(["asylum"])) == (3, {B: 1})


def test_room_kept_in_reserve_goes_with_the_figure_it_is_reckoned_from() -> None:
    reserve = table("reserve.csv", tables.RESERVE, [{"code": A, "free": 1}])
    problem = county(ALIKE, {A: 2}, 9, None, Reserve(), extra={"reserve.csv": reserve})
    made = plan(problem)
    assert made.places[A, "asylum", 2010] == 1
    only = looked(problem).shifts[0]  # the kept place is no room: nobody may use it
    assert (only.code, only.without["asylum"], only.others(["asylum"])) == (A, 3, {B: 1, C: 1})


@pytest.mark.parametrize("seed", range(60))
def test_it_is_what_looking_at_all_plans_gives(seed: int) -> None:
    draw = Random(seed)
    people = {code: draw.randint(50, 400) for code in (A, B, C, "0104")[:draw.randint(2, 4)]}
    total = draw.randint(2, 9)
    today = {m: draw.randint(0, 2) for m in people if draw.random() < 0.5}
    room = {m: today.get(m, 0) + draw.randint(0, 4) for m in people if draw.random() < 0.8}
    if sum(today.values()) > total:
        today = {}
    whole = best(people, today, room, total)
    made = plan(county(people, room, total, today))
    if whole is None:
        assert made.ending is Ending.INFEASIBLE
        return
    assert {c[0]: n for c, n in made.places.items()} == whole
    found = shifted(made, IN_TURN)
    assert found is not None
    assert {s.code for s in found.shifts} == {m for m in room if whole[m] == room[m]}
    for shift in found.shifts:
        other = best(people, today, {m: n for m, n in room.items() if m != shift.code}, total)
        assert other is not None
        assert shift.without == {"asylum": other[shift.code]}
        assert shift.others(["asylum"]) == {m: whole[m] - other[m] for m in people
                                            if m != shift.code and whole[m] != other[m]}
        assert sum(shift.others(["asylum"]).values()) == shift.more(["asylum"])


@pytest.mark.parametrize("solver", ["cbc", "cp-sat"])
def test_every_solver_gives_the_same(solver: str) -> None:
    def told(made: Plan) -> object:
        found = shifted(made, Beside(made.solver).plans)
        assert found is not None
        return [(s.code, dict(s.places), dict(s.without), dict(s.carried)) for s in found.shifts]
    problem = county({A: 240, B: 130, C: 90}, {A: 3, B: 3, C: 9}, 11)
    assert told(plan(problem)) == told(plan(problem, solver))
