"""The oracle's quotas, limits and lists of plans, held against answers computed by hand."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction as F

import pytest

from models.problem import Basis
from models.tables import AGREEMENTS, CAPACITY, FLOOR, PACE, PINNED, RELIEF
from tests.oracle.enumerate import plans, size
from tests.oracle.limits import amount_bounds, sums_fit
from tests.oracle.oracle import Answer, solve
from tests.oracle.quotas import NoRoom, Refused, filled, plain, quotas
from tests.oracle.small import county, every, row, rule, table

FLOW = Basis("flow", "plain")
FILLED = Basis("stock", "filled")
LIMITS = Basis("stock", "filled", "limits")


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


def test_bounds_of_the_amount():
    room = table("capacity.csv", CAPACITY, ("A", None, None, 4), ("A", "asylum", None, 3))
    problem = county((1, 1), {"asylum": [2], "permit": [2]}, today={"asylum": (1, 0)}, basis=FLOW,
                     rules=[rule("capacity")], tables=[room])
    assert amount_bounds(problem)["A", "asylum", 1] == (0, 2)
    assert amount_bounds(problem)["A", "permit", 1] == (0, 4)
    assert amount_bounds(problem)["B", "permit", 1] == (0, None)
