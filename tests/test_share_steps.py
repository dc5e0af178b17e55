"""What is done to shares afterwards: a revision in which nobody rises, then transfers; in that order."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.errors import InputFault
from models.shares import Shares
from models.shares.burden import Burden
from models.shares.by_population import ByPopulation
from models.shares.decided import Decided
from models.shares.steps import never_up, redistributed
from models.tables import ASSUMED, WEIGHTS
from tests.share_tables import CODES, decided, facts, keys, people, published, received, table, transfers

DAY = date(2020, 3, 1)
YEAR = (date(2020, 1, 1), date(2020, 12, 31))


def shares(*weights: int, unit: str = "0.01 promille") -> Shares:
    return Shares(dict(zip(CODES, weights, strict=True)), "county", 100_000, "decided", "official", unit=unit)


def test_who_would_rise_stays_and_what_is_lost_is_told() -> None:
    held = facts(table("old.csv", WEIGHTS, *decided(40_000, 35_000, 25_000).rows, status=ASSUMED))
    after = never_up(shares(50_000, 30_000, 20_000), "old.csv", held)
    assert list(after.weights.values()) == [40_000, 30_000, 20_000]
    assert (dict(after.lost), after.total, after.whole_units) == ({"0180": 10_000}, 90_000, 100_000)
    assert after.status == ASSUMED


def test_the_table_before_may_be_in_promille() -> None:
    held = facts(published("400", "350", "250", name="old.csv"))
    assert list(never_up(shares(50_000, 30_000, 20_000), "old.csv", held).weights.values()) == [
        40_000, 30_000, 20_000]


@given(st.lists(st.tuples(st.integers(0, 99), st.integers(0, 99)), min_size=3, max_size=3).filter(
    lambda rows: any(min(row) for row in rows)))
def test_nobody_rises_and_nobody_gets_what_is_lost(rows: list[tuple[int, int]]) -> None:
    new, old = shares(*(a for a, _ in rows)), decided(*(b for _, b in rows))
    after = never_up(new, "shares.csv", facts(old))
    for code, (a, b) in zip(CODES, rows, strict=True):
        assert after.weights[code] == min(a, b)
    assert after.total + sum(after.lost.values()) == new.total


def test_the_floor_holds_before_transfers_and_not_after() -> None:
    """Under a floor of 80 promille the second gives all it has, and stays at 0."""
    model = Burden(Fraction(1), Fraction(1), Fraction(0), Fraction(10), floor=Fraction(80), days="")
    given_away = transfers(("0181", "0182", "80", *YEAR))
    held = facts(people(50, 6, 44), received((0, 0), (0, 0), (0, 0)), given_away)
    before = model.shares(held)
    after = redistributed(before, "transfers.csv", held, DAY)
    assert before.weights["0181"] == 8_000
    assert dict(after.weights) == {"0180": 48_936, "0181": 0, "0182": 51_064}
    assert dict(after.moved) == {"0181": -8_000, "0182": 8_000}
    assert after.total == before.total


def test_a_transfer_holds_for_its_own_time() -> None:
    held = facts(transfers(("0180", "0181", "1.25", *YEAR)))
    before = shares(50_000, 30_000, 20_000)
    assert redistributed(before, "transfers.csv", held, date(2021, 1, 1)) == before
    assert redistributed(before, "transfers.csv", held, date(2020, 12, 31)).weights["0181"] == 30_125


@pytest.mark.parametrize(("rows", "unit", "expected"), [
    ([("0181", "0182", "300.01", *YEAR)], "0.01 promille", ["transfer-much"]),
    ([("0181", "0580", "1", *YEAR)], "0.01 promille", ["transfer-outside"]),
    ([("0181", "0182", "1", *YEAR)], "persons", ["shares-transfer-unit"]),
    ([("0181", "0182", "1", date(2018, 1, 1), date(2018, 12, 31))], "0.01 promille", ["transfer-regime"]),
    ([("0181", "0181", "1.001", *YEAR)], "0.01 promille", ["transfer-steps", "transfer-self"]),
])
def test_a_transfer_that_cannot_be_is_refused(rows: list, unit: str, expected: list[str]) -> None:
    with pytest.raises(InputFault) as caught:
        redistributed(shares(50_000, 30_000, 20_000, unit=unit), "transfers.csv",
                      facts(transfers(*rows)), DAY)
    assert keys(caught) == expected


def test_a_revision_in_another_unit_is_refused() -> None:
    held = facts(people(6, 3, 1), decided(6, 3, 1), published("1", "2", "3", name="old.csv"))
    with pytest.raises(InputFault) as caught:
        never_up(ByPopulation().shares(held), "shares.csv", held)
    assert keys(caught) == ["shares-revision-unit"]
    with pytest.raises(InputFault) as caught:
        never_up(Decided("shares.csv", unit="persons", whole_units=10).shares(held), "old.csv", held)
    assert keys(caught) == ["shares-revision-unit"]


def test_a_revision_that_leaves_nothing_or_lacks_somebody_is_refused() -> None:
    with pytest.raises(InputFault) as caught:
        never_up(shares(1, 0, 0), "shares.csv", facts(decided(0, 1, 1)))
    assert keys(caught) == ["shares-nothing"]
    with pytest.raises(InputFault) as caught:
        never_up(shares(1, 0, 0), "shares.csv", facts(decided(1, 1, codes=CODES[:2])))
    assert keys(caught) == ["shares-row"]
