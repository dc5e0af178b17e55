"""State grants and costs: days by date, whole kronor that add up, and what a place costs."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest

from models.money_place import ALWAYS, FROM, NEVER, UP_TO, PlaceDay
from models.money_values import days_of, half_up, planning_estimate


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
