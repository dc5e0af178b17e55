"""Decided shares as published: promille with two decimals, a stated whole and a stated sum."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.errors import InputFault
from models.shares.decided import Decided, promille
from models.tables import WEIGHTS, Table
from planner.wording import say
from tests.share_tables import CODES, decided, facts, keys, published, table


def test_promille_are_read_as_published() -> None:
    shares = Decided("shares.csv", whole="nation", sum=Fraction(184)).shares(
        facts(published("9,45", "3,19", "171,36")))
    assert dict(shares.weights) == {"0180": 945, "0181": 319, "0182": 17_136}
    assert (shares.whole, shares.whole_units, shares.total, shares.unit) == ("nation", 100_000, 18_400,
                                                                             "0.01 promille")


def test_a_county_table_of_promille_is_a_thousand() -> None:
    shares = Decided("shares.csv").shares(facts(published("500", "300,05", "199,95")))
    assert list(shares.weights.values()) == [50_000, 30_005, 19_995]


@given(st.lists(st.integers(0, 30_000), min_size=3, max_size=3).filter(any))
def test_every_promille_comes_back_exactly(units: list[int]) -> None:
    held = facts(published(*(f"{n // 100},{n % 100:02d}" for n in units)))
    shares = Decided("shares.csv", whole="nation", sum=Fraction(sum(units), 100)).shares(held)
    assert list(shares.weights.values()) == units
    with pytest.raises(InputFault) as caught:
        Decided("shares.csv", whole="nation", sum=Fraction(sum(units) + 1, 100)).shares(held)
    assert keys(caught) == ["shares-stated-sum"]
    assert caught.value.faults[0].values["difference"] == "0,01"


def test_a_stated_sum_holds_for_weights_too() -> None:
    assert Decided("shares.csv", "nation", sum=Fraction("13.64")).shares(facts(decided(319, 945, 100))).total
    with pytest.raises(InputFault) as caught:
        Decided("shares.csv", "nation", sum=Fraction("184.00")).shares(facts(decided(319, 945, 100)))
    told = say("fault.shares-stated-sum", "sv", **caught.value.faults[0].values)
    assert "13,64 promille" in told
    assert "184,00" in told
    assert "170,36" in told


def test_a_county_off_its_whole_is_told_with_the_difference() -> None:
    with pytest.raises(InputFault) as caught:
        Decided("shares.csv").shares(facts(published("500", "300", "199,95")))
    assert keys(caught) == ["shares-county-sum"]
    assert caught.value.faults[0].values["difference"] == 5


def test_a_sum_in_print() -> None:
    assert [promille(Fraction(n, 100)) for n in (18_400, 5, 1364)] == ["184,00", "0,05", "13,64"]
    assert promille(Fraction(1, 3)) == "1/3"


MIXED = table("shares.csv", WEIGHTS, {"code": "0180", "weight": 5}, {"code": "0181", "promille": Fraction(3)},
              {"code": "0182", "promille": Fraction(1)})
EMPTY = table("shares.csv", WEIGHTS, *({"code": c} for c in CODES))


@pytest.mark.parametrize(("model", "held", "expected"), [
    (Decided("shares.csv"), MIXED, ["shares-two-columns"]),
    (Decided("shares.csv"), EMPTY, ["shares-no-column"]),
    (Decided("shares.csv", "nation"), published("9,455", "1,00", "2"), ["shares-promille-steps"]),
    (Decided("shares.csv", "nation", "percent"), published("9,45", "1,00", "2"), ["shares-unit-promille"]),
    (Decided("shares.csv", "nation", whole_units=1000), published("9,45", "1", "2"),
     ["shares-unit-promille"]),
    (Decided("shares.csv", "nation"), published("0", "0,00", "0"), ["shares-nothing"]),
    (Decided("shares.csv", "nation"), published("999", "1", "0,01"), ["shares-nation-sum"]),
    (Decided("shares.csv", "nation"), published("1,5", codes=("0180",)), ["shares-row", "shares-row"]),
    (Decided("other.csv"), published("1", "2", "3"), ["shares-table"]),
])
def test_a_published_table_that_does_not_hold_together_is_refused(model: Decided, held: Table,
                                                                  expected: list[str]) -> None:
    with pytest.raises(InputFault) as caught:
        model.shares(facts(held))
    assert keys(caught) == expected
