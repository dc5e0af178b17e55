"""The price of a wish, against all plans of small counties."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from typing import Any

import pytest

from models import tables
from models.goals.level_gaps import LevelGaps
from models.goals.worst_gap import WorstGap
from models.plan import Ending
from models.price import CAPACITY, PIN, ROWS, RULE, Price, prices, wishes
from models.problem import DEFAULT_SOLVER, Problem
from models.rules.floor import Floor
from models.rules.pinned import Pinned
from models.solve import plan
from models.tables import Table
from planner.several import Beside
from tests.oracle.enumerate import Possible
from tests.oracle.goals import value
from tests.oracle.located import Where
from tests.oracle.oracle import Answer, solve
from tests.oracle.quotas import Refused, quotas
from tests.oracle.random_counties import county
from tests.test_shifted import ALIKE, A, B, C
from tests.test_shifted import county as towns
from tests.three_towns import table

IN_TURN = Beside(DEFAULT_SOLVER).plans
COUNTIES, CHUNK, PLANNED = 96, 24, 15  # of a chunk's counties so many have a plan
DAY = "2010-03-01"


def pinned(problem: Problem, *rows: tuple[str, int]) -> Problem:
    """The problem with decisions."""
    told = [{"code": code, "places": n, "who": "Länsstyrelsen", "when": DAY, "why": "avtal"}
            for code, n in rows]
    named = {**problem.tables, "pinned.csv": table("pinned.csv", tables.PINNED, told)}
    return replace(problem, rules=(*problem.rules, Pinned()), tables=named)


def priced(problem: Problem) -> tuple[Price, ...]:
    made = plan(problem)
    return prices(made, wishes(made), IN_TURN)


def without(problem: Problem, price: Price) -> Problem:
    """The question without the wish, made from the question by hand."""
    wish = price.wish
    if wish.sort == RULE:
        gone = {wish.word, *(["reserve"] if wish.word == CAPACITY else [])}
        return replace(problem, rules=tuple(r for r in problem.rules if r.word not in gone),
                       goals=tuple(g for g in problem.goals if g.rule not in gone), needs=())
    rule: Any = problem.rule(wish.word)
    old = problem.tables[rule.table]
    at = (wish.place, wish.kind, wish.year)
    kept = tuple(row for row in old.rows if row["code"] != wish.place or (
        wish.sort != CAPACITY and (row["code"], row.get("kind") or "", row.get("year")) != at))
    return replace(problem, tables={**problem.tables, rule.table: Table(old.name, old.spec, kept)}, needs=())


def answered(problem: Problem) -> Answer | None:
    try:
        return solve(problem)
    except Refused:
        return None


def priced_counties(first: int) -> Iterator[tuple[Problem, Answer, tuple[Price, ...]]]:
    for seed in range(first, first + CHUNK):
        problem = replace(county(80_000 + seed, 300), needs=())
        whole = answered(problem)
        if whole is None or not whole.found:
            continue
        yield problem, whole, priced(problem)


def last(problem: Problem, answer: Answer) -> dict[str, int]:
    need = problem.need
    return {m: sum(answer.places[m, k, need.years[-1]] for k in need.kinds) for m in problem.county.codes}


def worth(problem: Problem, answer: Answer) -> dict[str, object]:
    """The goals of a question on who answers for places at a plan, by the question's own quotas."""
    held = Possible(answer.places, Where((), {}, {}, [], []), 0, 0, 0)
    return {goal.word: value(problem, quotas(problem), goal)(held) for goal in problem.goals
            if goal.word in ("worst-gap", "total-gap", "square-gap", "level-gaps", "cost", "change")}


@pytest.mark.parametrize("first", range(0, COUNTIES, CHUNK))
def test_prices_are_what_looking_at_all_plans_gives(first: int) -> None:
    counties = checked = 0
    for problem, whole, found in priced_counties(first):
        have, counties = last(problem, whole), counties + 1
        for price in found:
            other = without(problem, price)
            answer = answered(other)
            if answer is None:
                continue
            assert price.without is (Ending.PROVED if answer.found else Ending.INFEASIBLE)
            if not price.priced:
                continue
            then = last(other, answer)
            assert price.moved == {m: have[m] - then[m] for m in have}
            own, same, free = worth(problem, whole), worth(other, whole), worth(other, answer)
            for goal in price.goals:
                if goal.word in free and [g.word for g in other.goals].count(goal.word) == 1:
                    assert (goal.own, goal.with_it, goal.without) == (own[goal.word], same[goal.word],
                                                                      free[goal.word])
            checked += 1
    assert counties >= PLANNED
    assert checked >= 2 * counties


def test_a_decision_costs_what_its_municipality_has_too_much() -> None:
    found = priced(pinned(towns(ALIKE, {}, 9), (A, 7)))
    only = next(price for price in found if price.wish.sort == PIN)
    assert (only.wish.place, only.wish.figure, only.wish.row["who"]) == (A, 7, "Länsstyrelsen")
    assert (only.moved, only.changed) == ({A: 4, B: -2, C: -2}, 4)
    assert only.places[A] == (7, 3)
    assert only.fairness == (Fraction(4), Fraction(8))  # by the quotas without the decision


def test_by_the_quotas_with_it_a_decision_would_cost_nothing() -> None:
    problem = pinned(towns(ALIKE, {}, 9), (A, 7))
    filled = replace(problem, basis=replace(problem.basis, quota="filled"))
    only = next(price for price in priced(filled) if price.wish.sort == PIN)
    worst = next(goal for goal in only.goals if goal.word == "worst-gap")
    assert (worst.own, worst.with_it, worst.without, worst.cost) == (0, 4, 0, 4)


def test_every_wish_stands_there_once() -> None:
    problem = pinned(towns(ALIKE, {B: 1}, 9), (A, 4))
    least = table("floor.csv", tables.FLOOR, [{"code": C, "places": 2}, {"code": A, "places": 1}])
    problem = replace(problem, rules=(*problem.rules, Floor(table="floor.csv")),
                      tables={**problem.tables, "floor.csv": least})
    made = plan(problem)
    assert [(w.sort, w.word, w.place) for w in wishes(made)] == [
        ("pinned", "pinned", A), ("floor", "floor", A), ("floor", "floor", C), ("rule", "keep-existing", ""),
        ("rule", "capacity", ""), ("rule", "floor", ""), ("capacity", "capacity", B)]


def test_what_costs_most_in_fairness_stands_first() -> None:
    found = priced(pinned(towns(ALIKE, {C: 2}, 9), (A, 7)))
    costs = [price.fairness for price in found]
    assert costs == sorted(costs, reverse=True)
    assert found[0].wish.sort == PIN


def test_nothing_fits_with_it_or_without_it_or_there_was_no_time() -> None:
    tight = pinned(towns(ALIKE, {A: 5, B: 2, C: 2}, 9), (A, 6))
    found = {(p.wish.sort, p.wish.word): (p.with_it, p.without, p.priced) for p in priced(tight)}
    assert found["pinned", "pinned"] == (Ending.INFEASIBLE, Ending.PROVED, False)
    assert found["rule", "capacity"] == (Ending.INFEASIBLE, Ending.PROVED, False)
    assert found["rule", "keep-existing"] == (Ending.INFEASIBLE, Ending.INFEASIBLE, False)
    made = plan(pinned(towns(ALIKE, {}, 9), (A, 7)))
    late = prices(made, wishes(made), Beside(DEFAULT_SOLVER, 0.0).plans)
    assert {(p.without, p.stopped, p.priced) for p in late} == {(Ending.NOTHING_FOUND, "time", False)}


def test_a_row_taken_away_never_makes_the_first_goal_worse() -> None:
    for _, _, found in priced_counties(0):
        for price in found:
            if price.priced and price.goals and price.goals[0].cost is not None and price.wish.sort in ROWS:
                assert price.goals[0].cost >= 0


def test_the_question_is_put_with_levels_too() -> None:
    assert [goal.word for goal in towns(ALIKE, {}, 9).goals] == [WorstGap.word, LevelGaps.word]
    levels = priced(pinned(towns(ALIKE, {}, 9), (A, 7)))[0].goals[1]
    assert (levels.word, levels.cost, levels.with_it, levels.without) == (
        "level-gaps", None, (4, 2, 2), (0, 0, 0))

