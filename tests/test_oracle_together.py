"""The oracle's shared homes, pairs, resources, reserves, answers and ranges, held against hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction as F

import pytest

from models.tables import ANSWERS, AREAS, CAPACITY, HOUSED, KINDS, RESERVE, RESOURCES, USE
from tests.oracle import homes
from tests.oracle.answers import assumed, released
from tests.oracle.oracle import solve
from tests.oracle.quotas import Refused
from tests.oracle.sharing import Area, areas, holds, pairs
from tests.oracle.small import county, every, goal, row, rule, table

ROOM = rule("capacity")
HOME = rule("smallest-home", places=6)
TOGETHER = rule("co-operation")
NORTH = table("areas.csv", AREAS, ("North", "A", 2), ("North", "B"))


def test_split_is_rounded_down_or_up():
    area = Area("North", ("A", "B", "C"), (2, 1, 0), ("A",))
    assert list(area.splits((4, 4, 4))) == [
        (0, 0, 0), (0, 1, 0), (1, 0, 0), (1, 1, 0), (2, 0, 0), (2, 1, 0), (2, 2, 0), (3, 1, 0), (3, 2, 0),
        (4, 1, 0), (4, 2, 0), (4, 3, 0)]


def test_areas_stand_by_population_with_hosts_and_weights():
    rows = table("areas.csv", AREAS, ("South", "C"), ("South", "B", 3, 0), ("South", "A", 0, 1),
                 ("North", "B"), ("North", "A"))
    problem = county((1, 1, 1), 3, rules=[TOGETHER], tables=[rows])
    assert areas(problem) == [Area("South", ("A", "B", "C"), (0, 3, 1), ("A",)),
                              Area("North", ("A", "B"), (1, 1), ("A", "B"))]


def test_a_shared_home_lets_two_have_less_than_a_home():
    """The first in order is the host, where either could be."""
    alone = county((1, 1), 6, rules=[HOME], goals=[goal("worst-gap")])
    assert solve(alone).best == (3,)
    answer = solve(county((2, 1), 6, rules=[HOME, TOGETHER], tables=[NORTH], goals=[goal("worst-gap")]))
    assert row(county((2, 1), 6), answer.places) == [4, 2]
    assert answer.choice.parts == {("North", "A", "asylum", 1): 4, ("North", "B", "asylum", 1): 2}
    assert answer.choice.hosted == {("North", "A", "asylum", 1): 6, ("North", "B", "asylum", 1): 0}
    assert {at: v for at, v in answer.choice.shared_homes.items() if v} == {("North", "A", ("asylum",), 1): 1}
    assert answer.choice.lies == {("A", "A", "asylum", 1, "North"): 4, ("B", "A", "asylum", 1, "North"): 2}


def test_room_acts_where_the_place_lies():
    room = table("capacity.csv", CAPACITY, ("A", None, None, 3))
    problem = county((2, 1), 6, rules=[HOME, TOGETHER, ROOM], tables=[NORTH, room], goals=[goal("worst-gap")])
    answer = solve(problem)
    assert answer.best == (0,)
    assert row(problem, answer.choice.located) == [0, 6]


def test_places_of_today_are_never_shared():
    problem = county((1, 1), 6, today=(3, 0), rules=[HOME, TOGETHER], tables=[NORTH])
    assert list(every(problem)) == []


def test_least_places_away_from_home():
    problem = county((2, 1), 6, rules=[HOME, TOGETHER], tables=[NORTH], goals=[goal("participation"),
                                                                              goal("at-home")])
    answer = solve(problem)
    assert answer.best == (0, 2)
    assert answer.choice.hosted["North", "A", "asylum", 1] == 6


def test_participation_counts_those_without_a_new_place():
    problem = county((1, 1, 1), 5, today=(0, 0, 3), goals=[goal("participation"), goal("worst-gap")])
    answer = solve(problem)
    assert answer.best[0] == 1
    assert row(problem, answer.places) == [1, 1, 3]


def test_pairs_are_used_on_the_days_of_their_agreement():
    assert holds(2011, date(2011, 12, 31), None)
    assert not holds(2011, None, date(2011, 12, 30))
    rows = table("housed.csv", HOUSED, ("A", "B"), ("B", "A", None, 2, date(1, 1, 1), date(1, 12, 31)))
    problem = county((1, 1), (1, 2), rules=[rule("housed-elsewhere")], tables=[rows])
    assert [(p.code, p.most, sorted(p.years)) for p in pairs(problem)] == [("A", None, [1, 2]), ("B", 2, [1])]
    later = replace(problem, need=replace(problem.need, years=(2017, 2018), total={
        ("asylum", 2017): 1, ("asylum", 2018): 2}))
    assert [sorted(p.years) for p in pairs(later)] == [[2017], []]


def test_a_full_town_answers_for_places_in_another():
    tables = [table("housed.csv", HOUSED, ("A", "B", None, 1)),
              table("capacity.csv", CAPACITY, ("A", None, None, 1))]
    problem = county((1, 1), 4, rules=[rule("housed-elsewhere"), ROOM], tables=tables,
                     goals=[goal("worst-gap")])
    answer = solve(problem)
    assert row(problem, answer.places) == [2, 2]
    assert answer.choice.elsewhere == {("A", "B", "asylum", 1): 1}
    assert row(problem, answer.choice.located) == [1, 3]
    assert answer.choice.lies["A", "B", "asylum", 1, ""] == 1


def test_a_resource_is_used_by_who_answers_or_where_it_lies():
    tables = [table("resources.csv", RESOURCES, ("staff", "A", None, 5)),
              table("use.csv", USE, ("staff", None, 2))]
    problem = county((1, 1), 6, rules=[rule("limit")], tables=tables, goals=[goal("worst-gap")])
    assert row(problem, solve(problem).places) == [2, 4]
    moved = replace(problem, rules=(*problem.rules, rule("housed-elsewhere")), tables=problem.tables | {
        "housed.csv": table("housed.csv", HOUSED, ("A", "B")),
        "use.csv": table("use.csv", USE, ("staff", None, 2, "lies"))})
    assert row(moved, solve(moved).places) == [3, 3]


def test_reserves_of_a_town_and_of_the_county():
    room = table("capacity.csv", CAPACITY, ("A", None, None, 4))
    kept = table("reserve.csv", RESERVE, ("A", None, 2, None, 3), ("B", None, None, 0, 1))
    problem = county((1, 1), 6, rules=[ROOM, rule("reserve")], tables=[room, kept], goals=[goal("worst-gap")])
    assert row(problem, solve(problem).places) == [2, 4]
    ready = replace(problem, rules=(*problem.rules[:-1], rule("reserve", county=4)))
    assert row(ready, solve(ready).places) == [1, 5]
    with pytest.raises(Refused):
        solve(replace(problem, rules=(*problem.rules[:-2], rule("reserve"))))


def test_the_first_total_that_fits_is_planned():
    problem = county((1, 1), 4, rules=[HOME])
    needs = [replace(problem.need, total={("asylum", 1): t}) for t in range(4, 14)]
    assert solve(replace(problem, needs=tuple(needs))).need.total == {("asylum", 1): 6}
    assert solve(replace(problem, needs=tuple(needs[::-1]))).need.total == {("asylum", 1): 13}


def test_answers_stand_fast_and_the_rest_is_divided():
    rows = table("answers.csv", ANSWERS, ("A", "asylum", 1, 5, 4, 3), ("B", None, 1, 2, None, None))
    problem = county((1, 1, 1), 9, rules=[rule("answers")], tables=[rows], goals=[goal("worst-gap")])
    assert row(problem, solve(problem).places) == [3, 3, 3]
    part = replace(problem, rules=(*problem.rules[:-1], rule("answers", part=F(1, 2))))
    assert row(part, solve(part).places) == [3, 1, 5]
    refused = replace(problem, rules=(*problem.rules[:-1], rule("answers", no=("B",))))
    assert row(refused, solve(refused).places) == [3, 0, 6]


def test_assumed_answers_go_by_largest_remainder():
    problem = county((1, 1), 9, rules=[rule("answers", part=F(57, 100))],
                     tables=[table("answers.csv", ANSWERS)])
    assert assumed(problem, [{"asked": 3}, {"asked": 1}, {"asked": 3}]) == [2, 0, 2]


def test_new_places_go_with_their_agreement():
    rows = table("answers.csv", ANSWERS,
                 ("A", "asylum", 1, 3, 3, None, None, None, None, None, date(2, 6, 30)),
                 ("A", "asylum", 2, 0, 0))
    problem = county((1, 1), (3, 3), rules=[rule("answers")], tables=[rows])
    assert released(problem) == {("A", "asylum", 2): 3}
    assert [row(problem, solve(problem).places, t) for t in (1, 2)] == [[3, 0], [0, 3]]


def test_places_of_today_fall_out():
    problem = county((1, 1), 4, today=(3, 0))
    fallen = replace(problem, need=replace(problem.need, fallen={("A", "asylum", 1): 2}))
    assert every(problem) == [[3, 1], [4, 0]]
    assert every(fallen) == [[1, 3], [2, 2], [3, 1], [4, 0]]


def test_a_kind_has_a_home_of_its_own_size():
    sizes = table("kinds.csv", KINDS, ("asylum", "a", "a", None, None, 2, 3), ("permit", "p", "p"))
    problem = county((1, 1), {"asylum": [2], "permit": [4]}, tables=[sizes],
                     rules=[rule("smallest-home", places=4, units="kinds.csv")])
    assert homes.units(problem) == (homes.Unit(("asylum",), 2, 3), homes.Unit(("permit",), 4, None))
    assert every(problem) == [[0, 2], [0, 2], [2, 0], [2, 0]]
