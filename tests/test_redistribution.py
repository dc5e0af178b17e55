"""Redistribution of shares: the one proposal is the very list that looking at all lists finds."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from itertools import combinations, product

import pytest

from models.county import County, Municipality
from models.plan import Ending
from models.redistribution import (
    CAPACITY,
    COMMUTING,
    FEWEST,
    GOALS,
    LEAST,
    OFFERED,
    WHOLE,
    Redistribution,
    Transfer,
    after,
    over,
    values,
)
from models.redistribution_solve import formulate, propose

CODES = ("0114", "0115", "0117", "0120", "0123")
YEAR = {"first": date(2019, 3, 1), "last": date(2020, 2, 29)}
ORDERS = [GOALS, GOALS, (CAPACITY,), (CAPACITY, FEWEST, COMMUTING), (CAPACITY, LEAST, FEWEST),
          (CAPACITY, COMMUTING), (CAPACITY, FEWEST), (FEWEST, CAPACITY), (COMMUTING, CAPACITY, LEAST), (),
          (CAPACITY, OFFERED, COMMUTING), (OFFERED, CAPACITY), (FEWEST, OFFERED)]


def county(codes: tuple[str, ...] = CODES) -> County:
    """Towns of which the later code is the smaller, but two are equal."""
    people = dict(zip(CODES, (500, 400, 400, 200, 100), strict=True))
    return County.of("Smålän", [Municipality(c, f"Ort {c}", people[c]) for c in codes])


def drawn(seed: int) -> Redistribution:
    """A small question: weights and rooms of a few units, so that all lists can be looked at."""
    rng = random.Random(seed)
    codes = CODES[:rng.randint(2, 5)]
    roles = {code: rng.choice("ggrrgrgr-") for code in codes}
    offers = {code: rng.choice((None, 1, 2, 3)) for code in codes}
    pairs = [(a, b) for a in codes for b in codes if a != b]
    minutes = {pair: rng.randint(1, 3) * 10 for pair in pairs if rng.random() < 0.9}
    goals = rng.choice(ORDERS)
    return Redistribution(
        county(codes), {code: rng.randint(0, 4) for code in codes}, "nation",
        rng.choice((WHOLE, WHOLE * 4 // 5, WHOLE * 3 // 2)),
        {c: offers[c] for c in codes if roles[c] == "g"}, {c: offers[c] for c in codes if roles[c] == "r"},
        **YEAR, floor=rng.choice((0, 0, 1)), room={c: rng.randint(0, 5 if roles[c] == "r" else 2)
                                                  for c in codes if rng.random() < 0.9},
        minutes=minutes if COMMUTING in goals or rng.random() < 0.5 else None,
        limit=rng.choice((None, 20)), goals=goals)


def lists(question: Redistribution) -> Iterator[tuple[Transfer, ...]]:
    """Every list that keeps the rules, told without the formulation."""
    pairs = [(g, r) for g in question.county.codes for r in question.county.codes
             if g in question.givers and r in question.receivers]
    if question.minutes is not None:
        pairs = [p for p in pairs if p in question.minutes
                 and (question.limit is None or question.minutes[p] <= question.limit)]
    for units in product(range(5), repeat=len(pairs)):
        out = dict.fromkeys(question.givers, 0)
        into = dict.fromkeys(question.receivers, 0)
        for (giver, receiver), n in zip(pairs, units, strict=True):
            out[giver] += n
            into[receiver] += n
        gives = all(n == 0 or (n <= (question.givers[g] if question.givers[g] is not None else n)
                               and question.weights[g] - n >= question.floor) for g, n in out.items())
        takes = all(n <= (question.receivers[r] if question.receivers[r] is not None else n)
                    for r, n in into.items())
        if gives and takes:
            yield tuple(Transfer(*p, n) for p, n in zip(pairs, units, strict=True))


def best(question: Redistribution) -> tuple[tuple[Transfer, ...], int]:
    """The first of the best lists, and how many are best by the goals, number and sum moved."""
    def rank(made: tuple[Transfer, ...]) -> list[int]:
        counted = _counted(question, made)
        return [counted[goal] for goal in (*question.goals, FEWEST, LEAST)]

    found = list(lists(question))
    least = min(map(rank, found))
    equal = [made for made in found if rank(made) == least]
    first = max(equal, key=lambda made: ([one.units > 0 for one in made], [one.units for one in made]))
    return tuple(one for one in first if one.units), len(equal)


def _counted(question: Redistribution, made: tuple[Transfer, ...]) -> dict[str, int]:
    """The goals' values, counted in another way than the program counts them."""
    weights = dict(question.weights)
    for one in made:
        weights[one.giver] -= one.units
        weights[one.receiver] += one.units
    most = {c: Fraction(room * WHOLE, question.forecast).__floor__() for c, room in question.room.items()}
    return {CAPACITY: sum(max(0, weights[c] - most[c]) for c in most),
            COMMUTING: sum((question.minutes or {}).get((t.giver, t.receiver), 0) * t.units for t in made),
            OFFERED: sum(_gives(question, giver) for giver in question.givers) - sum(t.units for t in made),
            FEWEST: sum(t.units > 0 for t in made), LEAST: sum(t.units for t in made)}


def _gives(question: Redistribution, giver: str) -> int:
    free = max(0, question.weights[giver] - question.floor)
    offered = question.givers[giver]
    return free if offered is None else min(offered, free)


def small(question: Redistribution) -> bool:
    """Few enough lists to look at all of them."""
    return 5 ** (len(question.givers) * len(question.receivers)) <= 20_000


@pytest.mark.parametrize("first", range(0, 600, 50))
def test_the_proposal_is_the_one_that_looking_at_all_lists_finds(first: int) -> None:
    for seed in range(first, first + 50):
        question = drawn(seed)
        if small(question):
            made = propose(question)
            expected, equal = best(question)
            assert (made.ending, made.transfers) == (Ending.PROVED, expected), seed
            assert made.tied == (equal > 1), seed
            assert made.proved == question.goals, seed


def test_the_questions_drawn_are_worth_asking() -> None:
    asked = [question for question in map(drawn, range(600)) if small(question)]
    found = [best(question) for question in asked]
    assert len(asked) > 500
    assert sum(bool(made) for made, _ in found) > 100
    assert sum(equal > 1 for _, equal in found) > 15
    assert any(len({t.giver for t in made}) > 1 for made, _ in found)
    assert any(made and over(q, after(q, made)) for q, (made, _) in zip(asked, found, strict=True))


@pytest.mark.parametrize("solver", ["highs", "cbc", "cp-sat"])
def test_every_solver_gives_the_same_list(solver: str) -> None:
    for seed in range(300, 310):
        question = drawn(seed)
        assert propose(question, solver).transfers == propose(question).transfers, seed


def question(**changed: object) -> Redistribution:
    """Three towns, 1,500 children in the nation: the first has room for 10 and a share of 14."""
    asked: dict[str, object] = {
        "county": county(CODES[:3]), "weights": {"0114": 945, "0115": 300, "0117": 200}, "whole": "nation",
        "forecast": 1500, "givers": {"0114": None}, "receivers": {"0115": None, "0117": 100}, **YEAR,
        "room": {"0114": 10, "0115": 6, "0117": 9}, "goals": (CAPACITY, FEWEST, LEAST), **changed}
    return Redistribution(**asked)  # type: ignore[arg-type]


def test_the_official_estimate_and_what_there_is_room_for() -> None:
    asked = question()
    assert asked.planned(945) == 14
    assert asked.expected(945) == Fraction(945 * 1500, 100_000)
    assert asked.planned(100) == 2  # 1.5 children: a half upwards
    assert asked.fits("0114") == 666  # floor(10 x 100,000 / 1,500)
    assert question(forecast=0).fits("0114") is None
    assert question(room={}).fits("0114") is None


def test_capacity_is_kept_where_it_can_be_and_what_is_left_is_told() -> None:
    asked = question()
    made = propose(asked)
    # 0114 is 279 above its room; 0115 has 100 left, 0117 offers 100.
    assert made.transfers == (Transfer("0114", "0115", 100), Transfer("0114", "0117", 100))
    assert over(asked, after(asked, made.transfers)) == {"0114": 79}
    assert made.values == {CAPACITY: 79, OFFERED: 745, COMMUTING: None, FEWEST: 2, LEAST: 200}


def test_nothing_moves_where_nothing_is_gained() -> None:
    made = propose(question(room={"0114": 100}))
    assert (made.ending, made.transfers, made.tied) == (Ending.PROVED, (), False)


def test_what_is_offered_moves_only_where_it_is_a_goal() -> None:
    wished = question(room={"0114": 100}, goals=(CAPACITY, OFFERED, FEWEST, LEAST))
    assert propose(wished).transfers == (Transfer("0114", "0115", 945),)
    assert propose(wished).values[OFFERED] == 0


def test_the_floor_and_the_whole_share() -> None:
    assert propose(question(room={"0114": 0}, receivers={"0115": None})).transfers == (
        Transfer("0114", "0115", 945),)
    assert propose(question(room={"0114": 0}, receivers={"0115": None}, floor=100)).transfers == (
        Transfer("0114", "0115", 845),)
    assert question(floor=1000).most_out("0114") == 0


def test_a_pair_beyond_the_limit_or_without_minutes_is_not_used() -> None:
    way = {("0114", "0115"): 50, ("0114", "0117"): 20}
    near = question(minutes=way, limit=45, goals=GOALS)
    assert list(near.pairs) == [("0114", "0117")]
    assert list(question(minutes={}).pairs) == []
    assert propose(near).values == {CAPACITY: 179, OFFERED: 845, COMMUTING: 2000, FEWEST: 1, LEAST: 100}


def test_shorter_ways_before_fewer_transfers_only_where_it_is_asked() -> None:
    way = {("0114", "0115"): 40, ("0114", "0117"): 20}
    spread = {"minutes": way, "room": {"0114": 12}, "receivers": {"0115": None, "0117": 100}}
    assert [t.units for t in propose(question(**spread, goals=GOALS)).transfers] == [45, 100]
    assert [t.units for t in propose(question(**spread, goals=(CAPACITY, FEWEST))).transfers] == [145]


def test_sums_stay_what_they_were() -> None:
    for seed in range(40):
        asked = drawn(seed)
        made = propose(asked)
        assert sum(after(asked, made.transfers).values()) == sum(asked.weights.values())
        assert made.values == values(asked, made.transfers)
        assert made.formulation is not None


def test_one_unit_between_two_equal_givers_goes_to_the_first_in_order() -> None:
    asked = question(county=county(CODES[:3]), givers={"0115": 1, "0117": 1}, receivers={"0114": 1},
                     weights={"0114": 0, "0115": 5, "0117": 5}, room={"0115": 0, "0117": 0}, forecast=WHOLE)
    made = propose(asked)
    assert made.transfers == (Transfer("0115", "0114", 1),)
    assert made.tied


def test_the_rows_are_written_in_words_that_can_be_read() -> None:
    text = formulate(question()).text()
    assert "out(0114): t(0114,0115) + t(0114,0117) <= 945" in text
    assert "over(0114): over(0114) + t(0114,0115) + t(0114,0117) >= 279" in text


def test_a_stopped_run_is_told_from_a_proved_one() -> None:
    assert propose(question(), seconds=1e-9).ending is Ending.NOTHING_FOUND


def test_every_pair_of_a_large_county_is_decided_in_seconds() -> None:
    rng = random.Random(7)
    codes = tuple(f"01{i:02d}" for i in range(26))
    towns = County.of("Storlän", [Municipality(c, c, rng.randint(10_000, 900_000)) for c in codes])
    way = {(a, b): rng.randint(10, 90) for a, b in combinations(codes, 2)}
    way |= {(b, a): n for (a, b), n in way.items()}
    asked = Redistribution(
        towns, {c: rng.randint(100, 900) for c in codes}, "nation", 1500, dict.fromkeys(codes[:14]),
        {c: rng.randint(50, 400) for c in codes[14:]}, **YEAR, room={c: rng.randint(1, 9) for c in codes},
        minutes=way, limit=60)
    assert propose(asked, seconds=60).ending is Ending.PROVED
