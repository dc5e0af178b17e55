"""The oracle's homes, flows, goals and choice, held against hand and a second, slower way."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction as F
from itertools import product
from random import Random
from typing import Any

from models.problem import Basis, Problem
from models.tables import (
    HOMES,
    MINUTES,
    PLAN,
    PRICES,
    SCHOOLS,
)
from tests.oracle import homes
from tests.oracle.enumerate import plans
from tests.oracle.flows import cheapest, schools
from tests.oracle.goals import accounts, value
from tests.oracle.oracle import solve
from tests.oracle.quotas import quotas
from tests.oracle.small import county, goal, row, rule, table

FLOW = Basis("flow", "plain")


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
    assert homes.pick([wide, [((1, 1), [(0, 1), (0, 0)])]], None, 2) == [((0, 2), (1, 1)), ((1, 1), (0, 1))]
    assert homes.pick([wide, [((1, 1), [(0, 1), (0, 0)])]], 2, 2) == [((1, 1), (0, 0)), ((1, 1), (0, 1))]
    assert homes.fewest([wide, []], 2) is None


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
    assert near.choice.flows == {("A", "A", 1): 1, ("B", "B", 1): 2}
    far = solve(only(commuting(limit=30), goal("worst-gap")))
    assert far.places == {("A", "asylum", 1): 2, ("B", "asylum", 1): 1}
    assert far.choice.flows == {("A", "A", 1): 1, ("A", "B", 1): 1, ("B", "B", 1): 1}


def only(problem: Problem, *goals: Any) -> Problem:
    """The same county with these goals alone."""
    return replace(problem, goals=goals)


def test_a_shorter_limit_leaves_one_plan():
    answer = solve(commuting(limit=20))
    assert answer.places == {("A", "asylum", 1): 1, ("B", "asylum", 1): 2}
    assert answer.tried == 4


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
    assert solve(problem).choice.flows == {("A", "B", 1): 1, ("B", "C", 1): 1}


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
    assert answer.choice.homes == {("A", ("asylum",), 1): 0, ("B", ("asylum",), 1): 0}
    assert answer.choice.free_beds == {("A", ("asylum",), 1): 1, ("B", ("asylum",), 1): 5}


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
