from __future__ import annotations

from fractions import Fraction

import pytest

from models.errors import InputFault
from models.pieces import pieces, tables_of
from models.shares.by_population import ByPopulation
from models.shares.decided import Decided
from models.shares.facts import least_certain
from models.tables import ASSUMED, MUNICIPALITY, OFFICIAL, POPULATION, WEIGHTS, Table
from tests.share_tables import CODES, decided, facts, keys, people, table


def test_the_models_are_found_by_their_files() -> None:
    assert list(pieces("shares")) == ["burden", "by-population", "decided", "newly-arrived", "weighted"]
    for word, piece in pieces("shares").items():
        assert piece.word == word


def test_least_certain() -> None:
    assert least_certain([]) == OFFICIAL
    assert least_certain([OFFICIAL, ASSUMED, MUNICIPALITY]) == ASSUMED


# by population

def test_population_is_used_as_it_stands() -> None:
    shares = ByPopulation(year=2009).shares(facts(people(600, 300, 100)))
    assert dict(shares.weights) == {"0180": 600, "0181": 300, "0182": 100}
    assert (shares.whole, shares.whole_units) == ("county", 1000)
    assert (shares.status, shares.official) == (OFFICIAL, True)
    assert shares.share("0181") == Fraction(3, 10)
    assert tables_of(ByPopulation()) == {"population.csv": POPULATION}


def test_the_year_is_the_models_else_the_scenarios_else_the_only_one() -> None:
    both = table("population.csv", POPULATION, *people(1, 2, 3, year=2008).rows, *people(4, 5, 6).rows)
    assert ByPopulation(2008).shares(facts(both, year=2009)).total == 6
    assert ByPopulation().shares(facts(both, year=2009)).total == 15
    assert ByPopulation().shares(facts(people(1, 1, 1))).total == 3
    with pytest.raises(InputFault) as caught:
        ByPopulation().shares(facts(both))
    assert keys(caught) == ["shares-which-year"]
    with pytest.raises(InputFault) as caught:
        ByPopulation(2010).shares(facts(both))
    assert keys(caught) == ["shares-year"]
    assert caught.value.faults[0].values["years"] == "2008, 2009"


def test_every_missing_row_is_told_at_once() -> None:
    with pytest.raises(InputFault) as caught:
        ByPopulation().shares(facts(people(5, codes=("0181",)), year=2009))
    assert keys(caught) == ["shares-row", "shares-row"]
    assert [f.values["code"] for f in caught.value.faults] == ["0180", "0182"]
    assert {f.place.file for f in caught.value.faults} == {"population.csv"}


def test_a_table_that_was_not_read() -> None:
    with pytest.raises(InputFault) as caught:
        ByPopulation().shares(facts())
    assert keys(caught) == ["shares-table"]


# decided

def test_a_county_table_is_used_as_it_stands() -> None:
    shares = Decided("shares.csv", unit="0.01 percent").shares(facts(decided(7000, 2000, 1000)))
    assert dict(shares.weights) == {"0180": 7000, "0181": 2000, "0182": 1000}
    assert (shares.whole, shares.whole_units) == ("county", 10_000)


def test_a_nation_table_keeps_its_whole_and_the_countys_rows() -> None:
    nation = decided(319, 945, 100, 20_000, codes=(*CODES, "0580"))
    shares = Decided("shares.csv", whole="nation").shares(facts(nation))
    assert dict(shares.weights) == {"0180": 319, "0181": 945, "0182": 100}
    assert (shares.whole, shares.whole_units, shares.total) == ("nation", 100_000, 1364)
    assert shares.share("0181") == Fraction(945, 1364)


def test_a_unit_of_ones_own_states_its_whole() -> None:
    shares = Decided("shares.csv", unit="persons", whole_units=366).shares(facts(decided(300, 60, 6)))
    assert shares.whole_units == 366
    alone = Decided("shares.csv", whole_units=366).shares(facts(decided(300, 60, 6)))
    assert (alone.whole_units, alone.weights, alone.unit) == (366, shares.weights, "units")


def test_a_single_assumed_row_makes_the_table_assumed() -> None:
    rows = decided(50, 30, 20).rows
    mixed = table("shares.csv", WEIGHTS, rows[0], rows[1], {**rows[2], "status": ASSUMED})
    assert Decided("shares.csv", unit="percent").shares(facts(mixed)).status == ASSUMED


@pytest.mark.parametrize(("model", "held", "expected"), [
    (Decided("shares.csv", unit="percent"), decided(50, 30, 19), ["shares-county-sum"]),
    (Decided("shares.csv", unit="percent"), decided(50, 30, 10, 10, codes=(*CODES, "0580")),
     ["shares-outside"]),
    (Decided("shares.csv", "nation", "percent"), decided(50, 30, 21), ["shares-nation-sum"]),
    (Decided("shares.csv", "nation"), decided(0, 0, 0), ["shares-nothing"]),
    (Decided("shares.csv", unit="persons"), decided(5, 3, 2), ["shares-unit"]),
    (Decided("shares.csv", unit="percent", whole_units=10), decided(5, 3, 2), ["shares-unit-whole"]),
    (Decided("shares.csv", whole_units=10), decided(5, 3, 1), ["shares-unit-whole"]),
    (Decided("shares.csv", unit="persons", whole_units=0), decided(0, 0, 0),
     ["shares-whole-least", "shares-nothing"]),
    (Decided("shares.csv", unit="persons"), decided(5, codes=("0180",)),
     ["shares-row", "shares-row", "shares-unit"]),
])
def test_a_decided_table_that_does_not_fit_is_refused(model: Decided, held: Table,
                                                      expected: list[str]) -> None:
    with pytest.raises(InputFault) as caught:
        model.shares(facts(held))
    assert keys(caught) == expected
