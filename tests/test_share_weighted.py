from __future__ import annotations

from fractions import Fraction

import pytest

from models.errors import InputFault
from models.pieces import tables_of
from models.shares.facts import ShareFacts
from models.shares.weighted import Criterion, Weighted
from models.tables import ASSUMED, FACTOR, POPULATION, RECEIVED
from tests.share_tables import CODES, factor, facts, keys, people, table


def test_weighted_by_hand() -> None:
    """Weights 3 to 1; parts .5 .25 .25 and 0 .5 .5 give 3/8, 5/16, 5/16."""
    model = Weighted((Criterion("jobs.csv", Fraction(3)), Criterion("homes.csv", Fraction(1))))
    homes = factor("homes.csv", 0, Fraction(1, 2), Fraction(1, 2), status=ASSUMED)
    held = facts(factor("jobs.csv", 2, 1, 1), homes)
    assert model.exact(held) == {"0180": Fraction(3, 8), "0181": Fraction(5, 16), "0182": Fraction(5, 16)}
    shares = model.shares(held)
    assert dict(shares.weights) == {"0180": 37_500, "0181": 31_250, "0182": 31_250}
    assert (shares.status, shares.official, shares.whole_units) == (ASSUMED, False, 100_000)


def test_printed_weights_make_it_official() -> None:
    model = Weighted(({"table": "jobs.csv", "weight": Fraction(45)},), published="länstal 2014")
    assert model.criteria == (Criterion("jobs.csv", Fraction(45)),)
    assert model.shares(facts(factor("jobs.csv", 1, 1, 1))).official


def test_equal_remainders_fall_by_the_tie_order() -> None:
    model = Weighted((Criterion("jobs.csv", Fraction(1)),))
    assert list(model.shares(facts(factor("jobs.csv", 1, 1, 1))).weights.values()) == [33_334, 33_333, 33_333]
    turned = ShareFacts(CODES[::-1], {"jobs.csv": factor("jobs.csv", 1, 1, 1)})
    assert model.shares(turned).weights["0182"] == 33_334


def test_the_reader_finds_the_criterias_tables() -> None:
    model = Weighted((Criterion("a.csv", Fraction(1)),
                      Criterion("population.csv", Fraction(1), "inhabitants"),
                      Criterion("b.csv", Fraction(1), "jobs"), Criterion("b.csv", Fraction(1), "homes"),
                      Criterion("received.csv", Fraction(1), "newly_arrived"),
                      Criterion("received.csv", Fraction(2), "unaccompanied")))
    found = tables_of(model)
    assert list(found) == ["a.csv", "population.csv", "b.csv", "received.csv"]
    assert (found["a.csv"], found["population.csv"], found["received.csv"]) == (FACTOR, POPULATION, RECEIVED)
    assert [column.name for column in found["b.csv"].columns] == ["code", "jobs", "homes"]


def test_two_kinds_of_table_in_one_file_are_refused() -> None:
    model = Weighted((Criterion("a.csv", Fraction(1)), Criterion("a.csv", Fraction(1), "inhabitants")))
    with pytest.raises(InputFault) as caught:
        tables_of(model)
    assert keys(caught) == ["shares-clash"]


def test_population_as_a_criterion_is_read_for_its_year() -> None:
    both = table("population.csv", POPULATION, *people(1, 1, 2, year=2008).rows, *people(2, 1, 1).rows)
    model = Weighted((Criterion("population.csv", Fraction(1), "inhabitants", 2008),))
    assert model.exact(facts(both, year=2009))["0182"] == Fraction(1, 2)
    assert Weighted((Criterion("population.csv", Fraction(1), "inhabitants"),)).exact(
        facts(both, year=2009))["0180"] == Fraction(1, 2)


@pytest.mark.parametrize(("model", "expected"), [
    (Weighted(()), ["shares-no-criteria"]),
    (Weighted((Criterion("jobs.csv", Fraction(0)),)), ["shares-no-criteria"]),
    (Weighted((Criterion("jobs.csv", Fraction(-1)),)), ["shares-key-negative"]),
    (Weighted((Criterion("jobs.csv", Fraction(1)),), floor=Fraction(400)), ["shares-floor-much"]),
    (Weighted((Criterion("none.csv", Fraction(1)), Criterion("zero.csv", Fraction(1)))),
     ["shares-table", "shares-nothing"]),
])
def test_criteria_that_cannot_be_computed(model: Weighted, expected: list[str]) -> None:
    with pytest.raises(InputFault) as caught:
        model.shares(facts(factor("jobs.csv", 1, 1, 1), factor("zero.csv", 0, 0, 0)))
    assert keys(caught) == expected
