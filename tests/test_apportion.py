from __future__ import annotations

import csv
from pathlib import Path

import pytest

from models.apportion import ALSO_CALLED, FILLED, LARGEST_REMAINDER, METHODS, Tie, apportion
from models.divisors import DIVISORS
from models.errors import InputFault
from tests.share_tables import keys

DATA = Path(__file__).parent / "data"


def rows(name: str) -> list[dict[str, str]]:
    with open(DATA / name, encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def column(name: str, value: str, by: str = "state") -> dict[str, int]:
    return {row[by]: int(row[value]) for row in rows(name)}


# Published divisions

def test_us_house_2020_by_hill() -> None:
    people = column("us_house_2020.csv", "population")
    assert sum(people.values()) == 331_108_434
    found = apportion("hill", people, 435, lower=dict.fromkeys(people, 1))
    assert found.places == column("us_house_2020.csv", "places")
    assert found.ties == ()
    assert apportion("hill", people, 435).places == found.places  # Hill gives everyone one by itself


def test_us_house_1790_by_hamilton_and_by_jefferson() -> None:
    people = column("us_house_1790.csv", "population")
    assert apportion("hamilton", people, 120).places == column("us_house_1790.csv", "hamilton_120")
    assert apportion("jefferson", people, 105).places == column("us_house_1790.csv", "jefferson_105")


def test_alabama_paradox_of_1880() -> None:
    people = column("us_house_1880.csv", "population")
    assert sum(people.values()) == 49_371_340
    at_least_one = dict.fromkeys(people, 1)
    before = apportion("hamilton", people, 299, lower=at_least_one).places
    after = apportion("hamilton", people, 300, lower=at_least_one).places
    watched = ("Alabama", "Texas", "Illinois")
    assert [before[s] for s in watched] == [8, 9, 18]
    assert [after[s] for s in watched] == [7, 10, 19]


@pytest.mark.parametrize("year", ["2002", "2018", "2022"])
def test_riksdag_by_adjusted_odd_numbers(year: str) -> None:
    table = [row for row in rows("riksdag.csv") if row["year"] == year]
    votes = {row["party"]: int(row["votes"]) for row in table}
    found = apportion(f"adjusted-{table[0]['first_divisor']}", votes, 349)
    assert found.places == {row["party"]: int(row["places"]) for row in table}
    assert found.ties == ()


@pytest.mark.parametrize("method", ["largest-remainder", "dhondt", "sainte-lague", "hill", "adams"])
def test_five_methods_five_answers(method: str) -> None:
    people = column("methods_balinski_young.csv", "population")
    assert apportion(method, people, 26).places == column("methods_balinski_young.csv", method)


# Textbook cases

def test_paradox_of_three_states() -> None:
    size = {"A": 6, "B": 6, "C": 2}
    assert apportion(LARGEST_REMAINDER, size, 10).places == {"A": 4, "B": 4, "C": 2}
    assert apportion(LARGEST_REMAINDER, size, 11).places == {"A": 5, "B": 5, "C": 1}


def test_paradox_of_four_states() -> None:
    size = {"A": 5670, "B": 3850, "C": 420, "D": 60}
    assert apportion("hamilton", size, 323).places == {"A": 183, "B": 124, "C": 14, "D": 2}
    assert apportion("hamilton", size, 324).places == {"A": 184, "B": 125, "C": 13, "D": 2}


def test_the_first_divisor_tells_when_a_small_party_enters() -> None:
    votes = {"large": 1300, "small": 500}
    assert apportion("sainte-lague", votes, 2).places == {"large": 1, "small": 1}  # 500/1 against 1300/3
    assert apportion("adjusted-1.2", votes, 2).places == {"large": 2, "small": 0}  # 500/1.2 against 1300/3
    votes["small"] = 560
    assert apportion("adjusted-1.2", votes, 2).places == {"large": 1, "small": 1}
    assert apportion("adjusted-1.4", votes, 2).places == {"large": 2, "small": 0}


# Ties

def test_a_tie_is_returned_and_the_order_resolves_it() -> None:
    weights = {"b": 1, "a": 1, "c": 1}
    for method in METHODS:
        found = apportion(method, weights, 4)
        assert found.places == {"a": 2, "b": 1, "c": 1}, method
        assert found.ties == (Tie(("a", "b", "c"), 1),), method
        drawn = apportion(method, weights, 4, order=["c", "b", "a"])
        assert drawn.places == {"a": 1, "b": 1, "c": 2}, method
        assert drawn.ties == (Tie(("c", "b", "a"), 1),), method


def test_two_of_three_equal_remainders() -> None:
    found = apportion(LARGEST_REMAINDER, {"big": 5, "x": 2, "y": 2}, 6)  # quotas 10/3, 4/3, 4/3
    assert found.places == {"big": 4, "x": 1, "y": 1}
    assert found.ties == (Tie(("big", "x", "y"), 1),)


def test_adams_and_hill_tell_that_all_tie_for_too_few_places() -> None:
    for method in ("adams", "hill"):
        found = apportion(method, {"small": 1, "large": 9, "none": 0}, 1)
        assert found.places == {"small": 0, "large": 1, "none": 0}
        assert found.ties == (Tie(("large", "small"), 1),)


def test_whole_quotas_have_no_tie() -> None:
    found = apportion(LARGEST_REMAINDER, {"a": 1, "b": 1}, 10)
    assert found.places == {"a": 5, "b": 5}
    assert found.ties == ()


def test_other_names_of_the_methods() -> None:
    assert set(ALSO_CALLED.values()) < set(METHODS)
    for also, method in ALSO_CALLED.items():
        weights = {"a": 31, "b": 12, "c": 5}
        assert apportion(also, weights, 7) == apportion(method, weights, 7)


# Bounds

def test_plain_and_filled_quotas_under_a_surplus() -> None:
    """What one holds above its share lowers the others equally (plain) or in proportion (filled)."""
    weights, held = {"big": 60, "mid": 30, "over": 10}, {"over": 20}
    plain = apportion(LARGEST_REMAINDER, weights, 100, lower=held)
    assert plain.places == {"big": 55, "mid": 25, "over": 20}
    full = apportion(LARGEST_REMAINDER, weights, 100, lower=held, quota=FILLED)
    assert full.places == {"big": 53, "mid": 27, "over": 20}


def test_zero_weight_gets_its_lower_bound_only() -> None:
    for method in DIVISORS:
        assert apportion(method, {"a": 2, "none": 0}, 5, lower={"none": 1}).places == {"a": 4, "none": 1}


FAULTS = [
    ({"method": "longest-straw"}, ["apportion-method"]),
    ({"total": -1}, ["apportion-total"]),
    ({"weights": {"a": -1, "b": 2}}, ["apportion-weight"]),
    ({"lower": {"a": 3}, "upper": {"a": 2}}, ["apportion-bounds"]),
    ({"lower": {"a": 6, "b": 5}}, ["apportion-least"]),
    ({"upper": {"a": 4, "b": 5}}, ["apportion-most"]),
    ({"lower": {"c": 1}}, ["apportion-stranger"]),
    ({"order": ["a"]}, ["apportion-order"]),
    ({"weights": {"a": 0, "b": 0}}, ["apportion-no-weight"]),
    ({"weights": {"a": 1, "b": 0}, "upper": {"a": 4}, "method": "hill"}, ["apportion-no-weight"]),
    ({"weights": {"a": 1, "b": 0}, "upper": {"a": 4}, "quota": FILLED}, ["apportion-no-weight"]),
    ({"lower": {"a": 6, "b": 5}, "order": ["b"]}, ["apportion-least", "apportion-order"]),
]


@pytest.mark.parametrize(("changed", "expected"), FAULTS)
def test_faults_are_told_together(changed: dict, expected: list[str]) -> None:
    asked = {"method": LARGEST_REMAINDER, "weights": {"a": 1, "b": 2}, "total": 10, **changed}
    with pytest.raises(InputFault) as caught:
        apportion(**asked)
    assert keys(caught) == expected


def test_a_quota_is_plain_or_filled() -> None:
    with pytest.raises(ValueError, match="plain or filled"):
        apportion(LARGEST_REMAINDER, {"a": 1}, 3, quota="full")


def test_a_float_is_never_a_weight() -> None:
    with pytest.raises(TypeError, match="float"):
        apportion("hill", {"a": 0.5, "b": 1}, 3)
