"""The oracle itself, held against answers computed by hand and by a second, slower way."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction as F
from itertools import product
from random import Random
from typing import Any

import pytest

from models.problem import Basis, Problem
from models.tables import (
    AGREEMENTS,
    CAPACITY,
    FLOOR,
    HOMES,
    MINUTES,
    PACE,
    PINNED,
    PLAN,
    PRICES,
    RELIEF,
    SCHOOLS,
)
from tests.oracle import homes
from tests.oracle.enumerate import plans, size
from tests.oracle.flows import cheapest, schools
from tests.oracle.goals import accounts, value
from tests.oracle.limits import amount_bounds, sums_fit
from tests.oracle.oracle import Answer, solve
from tests.oracle.quotas import NoRoom, Refused, filled, plain, quotas
from tests.oracle.small import county, goal, rule, table

FLOW = Basis("flow", "plain")
FILLED = Basis("stock", "filled")
LIMITS = Basis("stock", "filled", "limits")


def row(problem: Problem, found: dict, year: int = 1, kind: str = "asylum") -> list:
    """The figures of one year and kind, in town order."""
    return [found[m, kind, year] for m in problem.county.codes]


def every(problem: Problem, year: int = 1) -> list[list[int]]:
    """All plans' places of one year."""
    return [row(problem, p.x, year) for p in plans(problem)]


# Quotas

def test_plain_quota_of_all_places():
    problem = county((1, 2, 3), 12)
    assert row(problem, plain(problem)) == [2, 4, 6]


def test_plain_quota_of_new_places_adds_each_years_share():
    problem = county((1, 1), (5, 8), today=(2, 0), later=(1, 2), basis=FLOW)
    assert row(problem, quotas(problem)) == [F(3, 2), F(3, 2)]
    assert row(problem, quotas(problem), 2) == [F(5, 2), F(7, 2)]


def test_filled_quota_lifts_who_starts_high():
    problem = county((1, 1, 2), 12, today=(5, 0, 0), basis=FILLED)
    assert row(problem, quotas(problem)) == [5, F(7, 3), F(14, 3)]


def test_filled_quota_with_limits_stops_at_the_most():
    room = table("capacity.csv", CAPACITY, ("C", None, None, 4))
    problem = county((1, 1, 2), 12, today=(5, 0, 0), basis=LIMITS, rules=[rule("capacity")], tables=[room])
    assert row(problem, quotas(problem)) == [5, 3, 4]


def test_filled_quota_of_new_places_counts_floors_less_today():
    floor = table("floor.csv", FLOOR, ("A", None, None, 4))
    problem = county((1, 1, 2), 12, today=(2, 0, 0), basis=Basis("flow", "filled"),
                     rules=[rule("floor", table="floor.csv")], tables=[floor])
    assert row(problem, quotas(problem)) == [4, 2, 4]


def test_zero_weight_gets_no_quota_but_what_it_has():
    problem = county((0, 1, 3), 9, today=(1, 0, 0), basis=FILLED)
    assert row(problem, quotas(problem)) == [1, 2, 6]
    assert row(problem, plain(problem)) == [0, F(9, 4), F(27, 4)]


def test_relief_lowers_the_weight_and_caps_by_the_quota_without_it():
    parts = table("relief.csv", RELIEF, ("A", F(1, 2), "load"))
    problem = county((1, 1), 6, rules=[rule("relief")], tables=[parts])
    assert row(problem, quotas(problem)) == [2, 4]
    assert max(a for a, _ in every(problem)) == 2
    open_end = county((1, 1), 6, rules=[rule("relief", cap=False)], tables=[parts])
    assert max(a for a, _ in every(open_end)) == 6


def test_no_fraction_fills_when_only_a_weightless_town_has_room():
    room = table("capacity.csv", CAPACITY, ("B", None, None, 1))
    problem = county((0, 1), 3, basis=LIMITS, rules=[rule("capacity")], tables=[room])
    with pytest.raises(Refused):
        filled(problem)


def test_all_most_together_are_too_few():
    room = table("capacity.csv", CAPACITY, ("A", None, None, 1), ("B", None, None, 1))
    problem = county((1, 1), 3, basis=LIMITS, rules=[rule("capacity")], tables=[room])
    assert not sums_fit(problem)
    assert solve(problem) == Answer({})


def test_a_town_that_must_have_more_than_it_may():
    room = table("capacity.csv", CAPACITY, ("A", None, None, 1))
    problem = county((1, 1), 3, today=(2, 0), basis=LIMITS, rules=[rule("capacity")], tables=[room])
    with pytest.raises(NoRoom):
        filled(problem)
    assert solve(problem).crossed


# Plans

def test_every_way_to_place_three_places_in_two_towns():
    problem = county((1, 1), 3)
    assert every(problem) == [[0, 3], [1, 2], [2, 1], [3, 0]]
    assert size(problem) == 4


def test_places_are_kept_over_the_years():
    problem = county((1, 1), (1, 2), today=(0, 1))
    assert [(row(problem, p.x, 1), row(problem, p.x, 2)) for p in plans(problem)] == [
        ([0, 1], [0, 2]), ([0, 1], [1, 1])]


def test_agreement_capacity_floor_and_pin():
    tables = [table("agreements.csv", AGREEMENTS, ("A", None, None, 1)),
              table("capacity.csv", CAPACITY, ("B", None, 1, 3)),
              table("floor.csv", FLOOR, ("C", None, None, 1)),
              table("pinned.csv", PINNED, ("D", None, 1, 2))]
    problem = county((1, 1, 1, 1), 7, today=(0, 0, 1, 0), tables=tables, rules=[
        rule("capacity"), rule("floor", table="floor.csv"), rule("pinned")])
    keeping = rule("keep-existing", agreements="agreements.csv")
    problem = replace(problem, rules=(keeping, *problem.rules[2:]))
    assert every(problem) == [[1, 0, 4, 2], [1, 1, 3, 2], [1, 2, 2, 2],
                              [2, 0, 3, 2], [2, 1, 2, 2], [3, 0, 2, 2]]


def test_an_area_is_held_to_its_sum():
    room = table("capacity.csv", CAPACITY, ("North", None, None, 1))
    problem = county((1, 1, 1), 2, rules=[rule("capacity")], tables=[room], areas={"North": ("A", "B")})
    assert every(problem) == [[0, 0, 2], [0, 1, 1], [1, 0, 1]]


def test_capacity_of_all_kinds_together():
    room = table("capacity.csv", CAPACITY, ("A", None, None, 1))
    problem = county((1, 1), {"asylum": [1], "permit": [1]}, rules=[rule("capacity")], tables=[room])
    found = [(p.x["A", "asylum", 1], p.x["A", "permit", 1]) for p in plans(problem)]
    assert found == [(0, 0), (0, 1), (1, 0)]


def test_pace_counts_from_the_year_before():
    pace = table("pace.csv", PACE, ("A", None, None, 1))
    problem = county((1, 1), (2, 4), rules=[rule("pace", table="pace.csv")], tables=[pace])
    assert {(p.x["A", "asylum", 1], p.x["A", "asylum", 2]) for p in plans(problem)} == {
        (0, 0), (0, 1), (1, 1), (1, 2)}


def test_within_gap_holds_who_stands_above():
    tight = county((1, 1), 6, today=(5, 0), rules=[rule("within-gap", gap=F(1))])
    assert every(tight) == []
    held = county((1, 1), 6, today=(5, 0), rules=[rule("within-gap", gap=F(2), stuck="hold")])
    assert every(held) == [[5, 1]]


def test_within_quota_uses_the_filled_quota():
    problem = county((1, 1, 1), 7, today=(4, 0, 0), rules=[rule("within-quota")])
    assert every(problem) == [[4, 1, 2], [4, 2, 1]]


def test_permit_places_follow_rounded_down_in_each_town():
    follow = rule("permit-follows-asylum", ratio=F(3, 2))
    problem = county((1, 1), {"asylum": [2], "permit": [3]}, rules=[follow])
    found = {(p.x["A", "asylum", 1], p.x["A", "permit", 1]) for p in plans(problem)}
    assert found == {(0, 0), (1, 1), (1, 2), (2, 3)}
    short = county((1, 1), {"asylum": [2], "permit": [2]}, rules=[follow])
    assert list(plans(short)) == []


# Homes and schools

def test_homes_of_one_year():
    assert homes.choices((5,), 3, None, 0) == [((1,), [(0,)])]
    assert homes.choices((2,), 3, None, 0) == []
    assert homes.choices((2,), 3, None, 2) == [((0,), [(2,)])]
    assert homes.choices((4,), 3, None, 2) == [((1,), [(1,), (0,)])]
    assert homes.choices((6,), 2, 3, 0) == [((2,), [(0,)]), ((3,), [(0,)])]
    assert homes.choices((0,), 3, 4, 5) == [((0,), [(0,)])]


def test_homes_and_free_beds_never_close():
    assert homes.choices((2, 3), 3, None, 2) == []
    assert homes.choices((2, 5), 3, None, 2) == [((0, 1), [(2, 2)])]


def test_homes_are_picked_least_first_within_the_most():
    wide = [((0, 2), [(1, 1)]), ((1, 1), [(0, 0)])]
    assert homes.pick([wide, [((1, 1), [(0, 1), (0, 0)])]], None) == [((0, 2), (1, 1)), ((1, 1), (0, 1))]
    assert homes.pick([wide, [((1, 1), [(0, 1), (0, 0)])]], 2) == [((1, 1), (0, 0)), ((1, 1), (0, 1))]
    assert homes.fewest([wide, []]) is None


def test_cheapest_flow_takes_back_a_first_choice():
    arcs = ((0, 0, 10), (0, 1, 20), (1, 0, 15))
    assert cheapest((1, 1), (1, 1), arcs) == 35
    assert cheapest((1, 1), (1, 0), arcs) is None
    assert cheapest((0, 0), (0, 0), ()) == 0


def by_listing(demand: tuple[int, ...], room: tuple[int, ...], arcs: tuple) -> int | None:
    """The least minutes over every way to fill the arcs."""
    best = None
    for flow in product(*(range(min(demand[a], room[b]) + 1) for a, b, _ in arcs)):
        sent = [sum(f for f, arc in zip(flow, arcs, strict=True) if arc[0] == m) for m in range(len(demand))]
        used = [sum(f for f, arc in zip(flow, arcs, strict=True) if arc[1] == s) for s in range(len(room))]
        if sent == list(demand) and all(u <= r for u, r in zip(used, room, strict=True)):
            cost = sum(f * arc[2] for f, arc in zip(flow, arcs, strict=True))
            best = cost if best is None else min(best, cost)
    return best


def test_cheapest_flow_is_the_cheapest_of_all():
    random, none = Random(5), 0
    for _ in range(150):
        towns, places = random.randint(1, 3), random.randint(1, 3)
        arcs = tuple((a, b, random.choice((0, 10, 20, 30))) for a in range(towns) for b in range(places)
                     if random.random() < 0.7)
        demand = tuple(random.randint(0, 2) for _ in range(towns))
        room = tuple(random.randint(0, 3) for _ in range(places))
        wanted = by_listing(demand, room, arcs)
        none += wanted is None
        assert cheapest(demand, room, arcs) == wanted
    assert 20 < none < 130


def commuting(**keys: object) -> Problem:
    """A has one school place of its own and B two; A to B takes 30 minutes, B to A 20."""
    tables = [table("minutes.csv", MINUTES, ("A", "A", 5), ("A", "B", 30), ("B", "B", 5), ("B", "A", 20)),
              table("schools.csv", SCHOOLS, ("A", None, 1), ("B", None, 2))]
    return county((1, 1), 3, rules=[rule("commuting", **keys)], tables=tables,
                  goals=[goal("worst-gap"), goal("travel")])


def test_flows_of_the_new_places():
    near = solve(commuting(limit=30))
    assert near.places == {("A", "asylum", 1): 1, ("B", "asylum", 1): 2}
    assert near.best == (F(1, 2), 15)
    assert near.flows == {("A", "A", 1): 1, ("B", "B", 1): 2}
    far = solve(only(commuting(limit=30), goal("worst-gap")))
    assert far.places == {("A", "asylum", 1): 2, ("B", "asylum", 1): 1}
    assert far.flows == {("A", "A", 1): 1, ("A", "B", 1): 1, ("B", "B", 1): 1}


def only(problem: Problem, *goals: Any) -> Problem:
    """The same county with these goals alone."""
    return replace(problem, goals=goals)


def test_a_shorter_limit_leaves_one_plan():
    answer = solve(commuting(limit=20))
    assert answer.places == {("A", "asylum", 1): 1, ("B", "asylum", 1): 2}
    assert answer.tried == 2


def test_without_a_travel_goal_the_nearest_of_the_first_is_taken_first():
    problem = commuting(limit=30)
    school = schools(problem)
    x = {("A", "asylum", 1): 1, ("B", "asylum", 1): 1}
    assert {k: v for k, v in school.greatest(x, None).items() if v} == {(0, 0, 0): 1, (1, 1, 0): 1}


def test_the_first_in_order_takes_the_disputed_school_place():
    tables = [table("minutes.csv", MINUTES, ("A", "B", 20), ("A", "C", 20), ("B", "B", 20), ("B", "C", 20)),
              table("schools.csv", SCHOOLS, ("B", None, 1), ("C", None, 1))]
    problem = county((1, 1, 0), 2, rules=[rule("commuting", limit=20)], tables=tables,
                     goals=[goal("worst-gap"), goal("travel")])
    assert solve(problem).flows == {("A", "B", 1): 1, ("B", "C", 1): 1}


# Goals

def worth(problem: Problem, word: str, x: tuple[int, ...], **keys: object):
    """The value of a goal at the given places of one year and kind."""
    plan = next(p for p in plans(problem) if row(problem, p.x) == list(x))
    return value(problem, quotas(problem), goal(word, **keys))(plan)


def test_gaps_in_every_unit_and_side():
    problem = county((1, 2, 0), 3, inhabitants=(2000, 1000, 500))
    assert row(problem, quotas(problem)) == [1, 2, 0]
    assert worth(problem, "worst-gap", (2, 0, 1)) == 2
    assert worth(problem, "worst-gap", (2, 0, 1), side="over") == 1
    assert worth(problem, "worst-gap", (2, 0, 1), unit="total") == F(2, 3)
    assert worth(problem, "worst-gap", (2, 0, 1), unit="inhabitants") == 20
    assert worth(problem, "worst-gap", (2, 0, 1), unit="inhabitants", side="over") == 20
    assert worth(problem, "level-gaps", (2, 0, 1), unit="inhabitants") == (20, 20, 5)
    assert worth(problem, "level-gaps", (2, 0, 1), unit="relative") == (1, 1)
    assert worth(problem, "level-gaps", (2, 0, 1), side="under") == (2, 0, 0)
    assert worth(problem, "total-gap", (2, 0, 1)) == 4
    assert worth(problem, "total-gap", (2, 0, 1), unit="total", side="over") == F(2, 3)
    assert worth(problem, "square-gap", (2, 0, 1)) == 4 - 4 + 0 + 1
    assert worth(problem, "level-fulfilment", (2, 0, 1)) == (0, 2)


def test_accounts_sum_kinds_and_take_the_last_year():
    problem = county((1, 3), {"asylum": [2, 4], "permit": [2, 8]}, basis=FLOW, today={"permit": (1, 0)})
    found = quotas(problem)
    assert [a.quota for a in accounts(problem, found, "year")] == [F(3, 4), F(11, 4), F(9, 4), F(33, 4)]
    assert [a.quota for a in accounts(problem, found, "end")] == [F(11, 4), F(33, 4)]
    assert [a.total for a in accounts(problem, found, "end")] == [12, 12]
    assert [a.shift for a in accounts(problem, found, "end")] == [1, 0]
    assert len(accounts(problem, found, "cell")) == 8


def test_cost_and_change():
    tables = [table("prices.csv", PRICES, ("A", None, None, 100), ("B", None, None, 30)),
              table("last.csv", PLAN, ("A", "asylum", 1, 3), ("A", "asylum", 9, 7))]
    problem = county((1, 1), 2, tables=tables)
    assert worth(problem, "cost", (1, 1)) == 130
    assert worth(problem, "change", (1, 1), plan="last.csv") == 2


def test_a_margin_lets_a_later_goal_move():
    prices = table("prices.csv", PRICES, ("A", None, None, 10), ("B", None, None, 0))
    for margin, wanted, reached in ((F(0), 2, 0), (F(1), 1, 1), (F(5), 0, 2)):
        problem = county((1, 1), 4, tables=[prices], goals=[goal("worst-gap", margin=margin), goal("cost")])
        answer = solve(problem)
        assert (answer.places["A", "asylum", 1], answer.best[0], answer.reached[0]) == (wanted, 0, reached)


# The plan

def test_the_first_in_order_takes_the_disputed_place():
    answer = solve(county((1, 1, 1), 1, goals=[goal("worst-gap"), goal("level-gaps")]))
    assert answer.places == {("A", "asylum", 1): 1, ("B", "asylum", 1): 0, ("C", "asylum", 1): 0}
    assert answer.ties == {(m, "asylum", 1): (0, 1) for m in "ABC"}
    assert answer.best == (F(2, 3), (F(2, 3), F(1, 3), F(1, 3)))


def test_homes_and_beds_of_the_plan():
    beds = table("homes.csv", HOMES, ("A", 1), ("B", 5))
    problem = county((1, 1), 6, tables=[beds], goals=[goal("new-homes")],
                     rules=[rule("smallest-home", places=2, most=3, free="homes.csv")])
    answer = solve(problem)
    assert answer.best == (0,)
    assert answer.places == {("A", "asylum", 1): 1, ("B", "asylum", 1): 5}
    assert answer.homes == {("A", ("asylum",), 1): 0, ("B", ("asylum",), 1): 0}
    assert answer.free_beds == {("A", ("asylum",), 1): 1, ("B", ("asylum",), 1): 5}


def test_largest_remainder_meets_every_gap_goal_with_need_alone():
    random = Random(7)
    for _ in range(25):
        weights = [random.choice((1, 2, 3, 5, 8)) for _ in range(random.randint(2, 4))]
        problem = county(weights, random.randint(0, 9))
        whole = [int(q) for q in row(problem, quotas(problem))]
        rest = problem.need.total["asylum", 1] - sum(whole)
        rests = sorted(range(len(weights)), key=lambda i: row(problem, quotas(problem))[i] - whole[i],
                       reverse=True)
        wanted = [v + (i in rests[:rest]) for i, v in enumerate(whole)]
        for word in ("worst-gap", "total-gap", "square-gap", "level-gaps"):
            one = county(weights, problem.need.total["asylum", 1], goals=[goal(word)])
            assert solve(one).best == (worth(problem, word, tuple(wanted)),)


def test_bounds_of_the_amount():
    room = table("capacity.csv", CAPACITY, ("A", None, None, 4), ("A", "asylum", None, 3))
    problem = county((1, 1), {"asylum": [2], "permit": [2]}, today={"asylum": (1, 0)}, basis=FLOW,
                     rules=[rule("capacity")], tables=[room])
    assert amount_bounds(problem)["A", "asylum", 1] == (0, 2)
    assert amount_bounds(problem)["A", "permit", 1] == (0, 4)
    assert amount_bounds(problem)["B", "permit", 1] == (0, None)
