"""State grants and costs: days by date, whole kronor that add up, and what a place costs."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from random import Random

import pytest

from models.errors import InputFault
from models.money import account, faults, values_of
from models.money_lines import COST, GRANT, Account
from models.money_place import ALWAYS, FROM, NEVER, UP_TO, PlaceDay, place_days
from models.money_values import days_of, half_up, planning_estimate
from models.problem import Problem
from tests.money_case import VALUES, Daily, Values, counted

CODES = ("0114", "0115", "0117")


def test_the_official_example_of_the_planning_estimate() -> None:
    assert planning_estimate(Fraction(945, 100_000), 1500) == 14  # 9.45 promille x 1,500 = 14.175


@pytest.mark.parametrize(("value", "kronor"), [
    (Fraction(1, 2), 1), (Fraction(3, 2), 2), (Fraction(5, 2), 3), (Fraction(49, 100), 0), (Fraction(0), 0),
    (Fraction(9_999_999_999_999_999_999, 2), 5_000_000_000_000_000_000)])
def test_a_half_krona_goes_up(value: Fraction, kronor: int) -> None:
    assert half_up(value) == kronor


def test_days_of_a_year_are_counted_by_date() -> None:
    assert [days_of(year) for year in (2012, 2015, 2016, 2017, 2100)] == [366, 365, 366, 365, 365]


@pytest.mark.parametrize(("empty", "full", "pays", "even"), [
    ((1600, 130), (1900, 1258), ALWAYS, None), ((0, 1410), (1498, 2017), NEVER, None),
    ((1600, 1410), (1900, 2017), UP_TO, Fraction(190, 307)), ((0, 130), (1498, 1258), FROM, Fraction(13, 37)),
    ((100, 100), (100, 100), ALWAYS, None), ((0, 100), (100, 100), FROM, Fraction(1)),
    ((100, 100), (0, 1), UP_TO, Fraction(0))])
def test_a_place_pays_for_itself_at_an_exact_occupancy(
        empty: tuple[int, int], full: tuple[int, int], pays: str, even: Fraction | None) -> None:
    one = PlaceDay(date(2017, 7, 1), "hvb", *map(Fraction, (*empty, *full)), parameters=())
    assert (one.pays, one.even) == (pays, even)
    if even is not None:
        grant = one.grant_empty + even * (one.grant_full - one.grant_empty)
        assert grant == one.cost_empty + even * (one.cost_full - one.cost_empty)


def test_a_place_before_and_after_the_change() -> None:
    before, after = place_days((date(2017, 6, 30), date(2017, 7, 1)), values_of(counted((2017,))))
    assert (before.grant_empty, before.cost_empty, before.grant_full) == (1600, 1410, 1900)
    assert before.cost_full == after.cost_full == Fraction(4201, 2)
    assert after.grant_empty == 0
    assert after.grant_full == Fraction(9, 10) * 1350 + Fraction(1, 10) * 750 + Fraction("1.46") * 52000 / 365


def exact(found: Account, side: str, code: str, year: int) -> Fraction:
    lines = (line for line in found.lines if (line.side, line.code, line.year) == (side, code, year))
    return sum((line.exact for line in lines), Fraction(0))


def amounts(problem: Problem, draw: Random) -> dict[tuple[str, str, int], int]:
    return {cell: draw.randint(0, 30) for cell in problem.cells}


@pytest.mark.parametrize("seed", range(5))
def test_places_come_to_what_counting_day_by_day_gives(seed: int) -> None:
    draw, years = Random(seed), (2016, 2017, 2018)
    asylum = draw.choice([(), ("asylum",)])
    arrival = {code: draw.randint(0, 400) for code in CODES}
    problem = counted(years, arrival=arrival, whole="nation", kinds=asylum)
    places = amounts(problem, draw)
    found, daily = account(problem, places), Daily(VALUES, asylum or problem.need.kinds)
    assert list(faults(problem)) == []
    estimates = {"0114": 14, "0115": 4, "0117": 0}  # 14.175, 3.75 and 0.075
    for code in CODES:
        for year in years:
            parts = [daily.places(year, kind, places[code, kind, year]) for kind in problem.need.kinds]
            parts.append(daily.own(year, estimates[code], arrival[code]))
            assert exact(found, GRANT, code, year) == sum(grant for grant, _ in parts)
            assert exact(found, COST, code, year) == sum(cost for _, cost in parts)
    identities(found, problem)


@pytest.mark.parametrize("seed", range(5))
def test_an_order_comes_to_what_counting_day_by_day_gives(seed: int) -> None:
    draw, years = Random(100 + seed), (2016, 2017, 2020)
    agreed = {code: draw.randint(0, 12) for code in CODES}
    problem = counted(years, unit="referrals", agreed=agreed, kinds=("asylum",),
                      county_part=Fraction(1, 5))
    children = amounts(problem, draw)
    found, daily = account(problem, children), Daily(VALUES, ("asylum",))
    assert list(faults(problem)) == []
    estimates = {"0114": 236, "0115": 63, "0117": 1}  # 945, 250 and 5 of 1,200, a fifth, of 1,500
    for code in CODES:
        for year in years:
            parts = [daily.order(year, kind, children[code, kind, year], agreed[code] * (kind == "asylum"))
                     for kind in problem.need.kinds]
            parts.append(daily.own(year, estimates[code], 0))
            assert exact(found, GRANT, code, year) == sum(grant for grant, _ in parts)
            assert exact(found, COST, code, year) == sum(cost for _, cost in parts)
    identities(found, problem)


def identities(found: Account, problem: Problem) -> None:
    """Lines, municipalities and county add up in whole kronor, and no line is off by more than a half."""
    years = problem.need.years
    assert all(abs(line.kronor - line.exact) <= Fraction(1, 2) for line in found.lines)
    for side in (GRANT, COST):
        lines = [line.kronor for line in found.lines if line.side == side]
        assert found.total(side, CODES, years) == sum(lines)
        assert found.total(side, CODES, years) == sum(found.total(side, (c,), years) for c in CODES)
        assert found.total(side, CODES, years) == sum(found.total(side, CODES, (t,)) for t in years)
    assert found.left(CODES, years) == sum(found.left((c,), (t,)) for c in CODES for t in years)
    for line in found.lines:
        assert line.first.year == line.last.year == line.year
        assert all(p.holds(line.first) and p.holds(line.last) for p in line.parameters)


def test_a_year_that_crosses_the_change_is_split_by_days() -> None:
    problem = counted((2017,))
    found = account(problem, {cell: 10 if cell == ("0114", "asylum", 2017) else 0 for cell in problem.cells})
    days = {line.word: (line.last - line.first).days + 1 for line in found.lines if line.side == GRANT}
    assert (days["place-day"], days["child-day"], days["fixed-year"]) == (181 - 73, 184, 184)
    lines = [line for line in found.lines if line.word == "place-day"]
    assert [(line.last - line.first).days + 1 for line in lines] == [73, 108]  # cut where the cost changes
    assert sum(line.kronor for line in lines) == 10 * 181 * 1600
    fixed, = (line for line in found.lines if line.word == "fixed-year" and line.code == "0114")
    assert fixed.kronor == half_up(Fraction(184, 365) * 500_000) == 252_055


def test_what_is_not_counted_is_said() -> None:
    def told(*years: int, **keys: object) -> tuple[str, ...]:
        problem = counted(years, **keys)  # type: ignore[arg-type]
        return account(problem, dict.fromkeys(problem.cells, 1)).left_out
    assert told(2012, kinds=("asylum",)) == ("permit", "arrival-before", "type", "places")
    assert told(2018) == ("share", "arrival", "type", "all-asylum", "places")
    assert told(2018, whole="nation", arrival={"0114": 3}, kinds=("asylum",)) == ("type", "places")
    less = {word: many for word, many in VALUES.items() if word != "forecast-nation"}
    assert told(2018, whole="nation", values=less, unit="referrals") == (
        "forecast", "arrival", "type", "order")


def wrong(values: Values, years: tuple[int, ...] = (2016, 2017), **keys: object) -> list[tuple[str, str]]:
    problem = counted(years, values, **keys)  # type: ignore[arg-type]
    found = [(one.key, str(one.values.get("word", ""))) for one in faults(problem)]
    if found:
        with pytest.raises(InputFault):
            problem.section("money").check(problem)
    return found


def test_all_that_is_wrong_is_told_at_once() -> None:
    assert wrong(VALUES) == []
    spoiled: Values = {**VALUES, "child-day": [("1350", "2018-01-01", "")],
                       "occupied": [("1.1", "", "")], "fixed-year": []}
    assert set(wrong(spoiled)) == {("money-value", "occupied"), ("parameter-outside", "child-day"),
                                   ("parameter-missing", "fixed-year")}
    twice: Values = {**VALUES, "place-day": [("1600", "", "2017-06-30"), ("1700", "2017-06-30", "")]}
    assert wrong(twice) == [("parameter-twice", "place-day")]
    gap: Values = {**VALUES, "cost-full-hvb": [("2017", "", "2016-12-30"), ("2017", "2017-01-01", "")]}
    assert wrong(gap) == [("parameter-outside", "cost-full-hvb")]
    assert wrong({**VALUES, "youth-day": [("-1", "", "")]}) == [("money-value", "youth-day")]


def test_only_what_the_years_need_is_asked_for() -> None:
    old = {w: VALUES[w] for w in ("place-day", "occupied-day", "occupied", "cost-full-hvb", "cost-empty-hvb")}
    assert wrong(old, (2012,), compare=False) == []
    assert {word for _, word in wrong(old, (2012,))} == {
        "part-under-18", "child-day", "youth-day", "children-per-place", "referral-once"}
    new = {w: VALUES[w] for w in ("child-day", "youth-day", "part-under-18", "days-per-child",
                                  "cost-full-hvb", "referral-once", "fixed-year")}
    assert wrong(new, (2019,), unit="referrals", compare=False) == []


def test_what_does_not_go_with_the_unit_is_refused() -> None:
    assert [key for key, _ in wrong(VALUES, unit="persons")] == ["money-unit"]
    assert [key for key, _ in wrong(VALUES, agreed={"0114": 3})] == ["money-agreed"]
