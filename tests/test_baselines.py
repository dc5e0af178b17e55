from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.apportion import Tie
from models.baselines import BASELINES, baselines, equal_increase, growth_in_proportion, population_only
from models.county import County, Municipality
from models.errors import InputFault
from models.need import Need
from models.problem import FLOW, PLAIN, STOCK, Basis, Problem
from models.shares import Shares


@dataclass(frozen=True)
class Keeping:
    """Stands for the rule by its word alone."""

    word: ClassVar[str] = "keep-existing"


def problem(people: list[int], today: list[list[int]], totals: list[list[int]], basis: str = STOCK,
            keep: bool = True) -> Problem:
    """Towns a, b, c ...; ``today`` and ``totals`` by kind (k0, k1 ...)."""
    county = County.of("Län", [Municipality("abcdefg"[i], "", n) for i, n in enumerate(people)])
    kinds = tuple(f"k{i}" for i in range(len(totals)))
    years = tuple(range(2010, 2010 + len(totals[0])))
    held = {("abcdefg"[i], k): n for k, row in zip(kinds, today, strict=True) for i, n in enumerate(row)}
    wanted = {(k, y): n for k, row in zip(kinds, totals, strict=True)
              for y, n in zip(years, row, strict=True)}
    need = Need(kinds, years, held, wanted)
    shares = Shares(dict.fromkeys(county.codes, 1), "county", len(people), "by-population", "official")
    given = {(k, y): shares for k in kinds for y in years}
    rules = (Keeping(),) if keep else ()
    return Problem(county, need, given, Basis(basis, PLAIN), rules)  # type: ignore[arg-type]


def row(baseline, kind: str = "k0", year: int = 2010) -> dict[str, int]:
    return {m: n for (m, k, t), n in sorted(baseline.places.items()) if (k, t) == (kind, year)}


def test_population_of_all_places_keeps_what_stands_above_its_share() -> None:
    asked = problem([60, 30, 10], [[10, 0, 20]], [[100]])
    assert row(population_only(asked)) == {"a": 53, "b": 27, "c": 20}
    free = problem([60, 30, 10], [[10, 0, 20]], [[100]], keep=False)
    assert row(population_only(free)) == {"a": 60, "b": 30, "c": 10}


def test_population_of_the_new_places_only() -> None:
    asked = problem([60, 30, 10], [[10, 0, 20]], [[40, 50]], FLOW)
    assert row(population_only(asked)) == {"a": 16, "b": 3, "c": 21}
    assert row(population_only(asked), year=2011) == {"a": 22, "b": 6, "c": 22}


def test_the_same_number_to_each_and_the_rest_by_the_tie_order() -> None:
    asked = problem([30, 60, 10], [[1, 2, 3]], [[17, 18]])
    found = equal_increase(asked)
    assert row(found) == {"a": 5, "b": 6, "c": 6}  # 11 new: 3 each, then b and a
    assert found.ties["k0", 2010] == (Tie(("b", "a", "c"), 2),)
    assert row(found, year=2011) == {"a": 5, "b": 6, "c": 7}
    assert found.ties["k0", 2011] == ()


def test_what_a_bound_holds_back_goes_equally_to_the_others() -> None:
    asked = problem([30, 60, 10], [[1, 2, 3]], [[18]])
    assert row(equal_increase(asked, {("c", "k0", 2010): 4})) == {"a": 6, "b": 8, "c": 4}


def test_growth_in_proportion_to_todays_places() -> None:
    asked = problem([1, 2, 3], [[10, 20, 0]], [[45]])
    assert row(growth_in_proportion(asked)) == {"a": 15, "b": 30, "c": 0}


def test_a_kind_without_places_today_has_no_growth() -> None:
    asked = problem([1, 2], [[1, 1], [0, 0]], [[4], [3]])
    assert row(growth_in_proportion(asked)) == {"a": 2, "b": 2}
    assert row(growth_in_proportion(asked), "k1") == {}
    assert row(equal_increase(asked), "k1") == {"a": 1, "b": 2}


def test_a_county_that_shrinks_shrinks_in_proportion() -> None:
    asked = problem([60, 30, 10], [[20, 10, 2]], [[16, 20]], FLOW, keep=False)
    for baseline in baselines(asked):
        assert row(baseline) == {"a": 10, "b": 5, "c": 1}
    assert row(equal_increase(asked), year=2011) == {"a": 12, "b": 6, "c": 2}


def test_bounds_that_cannot_hold_are_told() -> None:
    asked = problem([1, 2], [[1, 1]], [[9]])
    for make in BASELINES.values():
        with pytest.raises(InputFault):
            make(asked, {("a", "k0", 2010): 4, ("b", "k0", 2010): 4})


counts = st.integers(0, 12)


@given(st.lists(st.tuples(st.integers(1, 900), counts, counts), min_size=1, max_size=6),
       st.lists(counts, min_size=1, max_size=3), st.sampled_from([STOCK, FLOW]))
def test_every_total_is_met_and_nobody_falls(towns: list, growth: list[int], basis: str) -> None:
    people = [town[0] for town in towns]
    today = [[town[1] for town in towns], [town[2] for town in towns]]
    totals = [[sum(held) + sum(growth[:i + 1]) for i in range(len(growth))] for held in today]
    asked = problem(people, today, totals, basis)
    for baseline in baselines(asked):
        for (kind, year), total in asked.need.total.items():
            found = row(baseline, kind, year)
            assert sum(found.values()) == (total if found else 0)
            start = {m: asked.need.existing((m, kind, year)) for m in found}
            before = row(baseline, kind, year - 1) if year > 2010 else start
            assert all(found[m] >= before[m] for m in found)
    new = equal_increase(asked).places
    for kind, last in (("k0", 2010 + len(growth) - 1), ("k1", 2010)):
        grown = [new[m, kind, last] - asked.need.existing((m, kind, last)) for m in asked.county.codes]
        assert grown == sorted(grown, reverse=True)  # the first in the order take what is left
        assert grown[0] - grown[-1] <= 1
