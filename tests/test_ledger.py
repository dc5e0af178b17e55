"""The account of referrals: both readings against a count made anew, every identity exact, every refusal."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings

from models.errors import InputFault
from models.ledger import READINGS, Ledger, carried, ledger
from models.months import months
from models.problem import Basis, Problem
from models.running_tables import ANNOUNCED, EQUALISING, TIE
from models.sections.regime import RegimeKeys
from planner.wording import say
from tests.ledger_tables import CODES, START, Facts, accounts, anew, problem

JAN, FEB, MAR, DEC = (date(2019, month, 1) for month in (1, 2, 3, 12))
EVEN = dict.fromkeys(CODES, 25_000)
COUNTS = {("0114", JAN, EQUALISING): 3, ("0115", JAN, TIE): 1, ("0117", FEB, EQUALISING): 4}
FACTS = Facts(COUNTS, [(START, DEC, EVEN)])


def faults(facts: Facts, base: Problem | None = None, **keys: Any) -> list[str]:
    """The keys of the faults of an account; each can be worded in both languages."""
    try:
        ledger(base or problem(facts, **keys))
    except InputFault as error:
        for one in error.faults:
            assert say(f"fault.{one.key}", "sv", **one.values) != say(f"fault.{one.key}", "en", **one.values)
        return sorted({one.key for one in error.faults})
    return []


# what it comes to


def test_both_readings_side_by_side() -> None:
    """40 referrals in each of two years; the share of 0114 falls from a half to a tenth."""
    first = {"0114": 50_000, "0115": 50_000}
    then = {"0114": 10_000, "0115": 90_000}
    counts = {("0114", date(2018, 5, 1), EQUALISING): 40, ("0115", date(2019, 5, 1), EQUALISING): 40}
    facts = Facts(counts, [(START, date(2018, 12, 1), first), (JAN, DEC, then)], codes=CODES[:2])
    made = ledger(problem(facts))
    assert {r: made.target("0114", r) for r in READINGS} == {"today": 8, "period": 24}
    assert {r: made.owed("0114", r) for r in READINGS} == {"today": -32, "period": -16}
    assert made.fulfilment("0114", "period") == Fraction(5, 3)
    assert carried(problem(facts)).targets == {"0114": 24, "0115": 56}


@pytest.mark.parametrize(("counts", "opening", "first", "through"), [
    ({("0114", date(2016, 2, 1), EQUALISING): 10}, {}, date(2016, 4, 1), ""),
    ({}, {"0114": 7, "0115": 3}, date(2019, 3, 1), "2018-12"),
])
def test_an_account_that_ends_before_the_first_shares_is_set_against_them(
        counts: Any, opening: dict[str, int], first: date, through: str) -> None:
    shares = [(first, date(first.year + 1, 2, 1), {"0114": 30_000, "0115": 70_000})]
    made = ledger(problem(Facts(counts, shares, opening, codes=CODES[:2]), through=through))
    assert [made.target("0115", reading) for reading in READINGS] == [7, 7]
    assert made.county_target("today") == sum(made.received.values()) == 10


def test_shares_of_the_nation_divide_the_nation_s_referrals() -> None:
    """Ekerö's 3.19 promille of 2 000 referrals is 6.38."""
    weights = {"0114": 319, "0115": 18_081}
    nation = dict.fromkeys(months(START, FEB), 0) | {JAN: 1500, FEB: 500}
    facts = Facts({("0114", JAN, EQUALISING): 3, ("0115", FEB, EQUALISING): 100},
                  [(START, DEC, weights)], nation=nation, codes=CODES[:2])
    made = ledger(problem(facts))
    assert made.target("0114", "today") == Fraction(638, 100)
    assert made.county_target("today") == 2000 * Fraction(184, 1000)
    assert carried(problem(facts)).targets["0114"] == Fraction(319 * 103, 18_400)


def test_a_giver_of_its_whole_share_loses_its_history_by_today_s_share_alone() -> None:
    facts = replace(FACTS, transfers=[("0114", "0115", 25_000, FEB, DEC)])
    made = ledger(problem(facts))
    assert made.emptied == ("0114",)
    assert made.gives_all("0114")
    assert made.target("0114", "today") == 0
    assert made.fulfilment("0114", "today") is None
    assert made.target("0114", "period") == 1  # a quarter of the four of January
    assert made.target("0115", "period") == 1 + 2
    assert made.months_booked(made.transfers[0]) == 1
    assert carried(problem(facts)).targets["0114"] == 1


def test_a_decided_share_of_nought_is_no_gift() -> None:
    then = {"0114": 0, "0115": 50_000, "0117": 25_000, "0120": 25_000}
    made = ledger(problem(Facts(COUNTS, [(START, JAN, EVEN), (FEB, DEC, then)])))
    assert made.emptied == ("0114",)
    assert not made.gives_all("0114")


@pytest.mark.parametrize(("keys", "received", "left_out"), [
    ({}, [3, 1, 4, 0], {}), ({"ties_counted": False}, [3, 0, 4, 0], {TIE: 1}),
    ({"announced_counted": False}, [3, 1, 4, 0], {ANNOUNCED: 0})])
def test_what_does_not_count_is_left_out_of_both_sides(keys: dict[str, bool], received: list[int],
                                                       left_out: dict[str, int]) -> None:
    made = ledger(problem(FACTS, **keys))
    assert list(made.received.values()) == received
    assert made.referrals == sum(received)
    assert made.counts.left_out == left_out


def test_the_first_shares_hold_for_all_since_january_2016() -> None:
    """They were fixed on 30 March, in force 1 April, and set against referrals since 1 January."""
    shares = [(date(2016, 4, 1), DEC, EVEN)]
    counts = {("0114", date(2016, 2, 1), EQUALISING): 4}
    assert ledger(problem(Facts(counts, shares))).target("0115", "period") == 1


def test_the_opening_is_one_block_on_the_first_period() -> None:
    first, then = {**EVEN, "0114": 0, "0115": 50_000}, EVEN
    facts = Facts(COUNTS, [(date(2018, 1, 1), date(2018, 12, 1), first), (JAN, DEC, then)],
                  opening={"0114": 10, "0115": 2, "0117": 0, "0120": 0})
    made = ledger(problem(facts))
    assert made.received["0114"] == 13
    assert made.target("0115", "period") == 6 + 2
    assert made.counts.first == JAN


# against a count made anew


@settings(max_examples=250, deadline=None)
@given(facts=accounts())
def test_the_account_is_the_one_counted_month_by_month(facts: Facts) -> None:
    made, other = ledger(problem(facts)), anew(facts)
    assert made.received == other.received
    assert made.referrals == other.referrals
    assert {code: made.target(code, "today") for code in facts.codes} == other.today
    assert {code: made.target(code, "period") for code in facts.codes} == other.period
    assert carried(problem(facts)).targets == other.within


@settings(max_examples=100, deadline=None)
@given(facts=accounts())
def test_every_sum_is_exact(facts: Facts) -> None:
    made = ledger(problem(facts))
    received = sum(made.received.values())
    parts = {one.period.first: Fraction(one.period.total, one.period.units) for one in made.booked}
    assert made.county_target("period") == sum(parts[b.period.first] * b.referrals for b in made.booked)
    assert made.county_target("today") == parts[made.now.period.first] * made.referrals
    for reading in READINGS:
        owed = sum(made.owed(code, reading) for code in facts.codes)
        assert owed == made.county_target(reading) - received
    assert received == sum(facts.opening.values()) + sum(facts.counts.values())
    assert received == sum(sum(one.received.values()) for one in made.booked)
    assert sum(carried(problem(facts)).targets.values()) == received
    if not facts.nation:
        assert made.county_target("today") == made.county_target("period") == received


@settings(max_examples=60, deadline=None)
@given(facts=accounts())
def test_a_transfer_moves_targets_and_makes_none(facts: Facts) -> None:
    with_it, without = ledger(problem(facts)), ledger(problem(replace(facts, transfers=())))
    moved = {code: with_it.target(code, "period") - without.target(code, "period") for code in facts.codes}
    assert sum(moved.values()) == 0
    for giver, receiver, *_ in facts.transfers:
        assert moved[giver] <= 0 <= moved[receiver]
        assert {code for code, change in moved.items() if change} <= {giver, receiver}
    assert with_it.county_target("today") == without.county_target("today")


@settings(max_examples=20, deadline=None)
@given(facts=accounts())
def test_no_order_of_rows_changes_the_account(facts: Facts) -> None:
    turned = replace(facts, counts=dict(reversed(facts.counts.items())), shares=facts.shares)
    base = problem(turned)
    rows = {name: replace(one, rows=tuple(reversed(one.rows))) for name, one in base.tables.items()}
    assert _told(ledger(replace(base, tables=rows))) == _told(ledger(problem(facts)))


def _told(made: Ledger) -> object:
    return [(code, made.received[code], [made.target(code, r) for r in READINGS]) for code in made.codes]


# refusals


@pytest.mark.parametrize(("facts", "keys", "told"), [
    (replace(FACTS, counts={("0580", JAN, EQUALISING): 1}), {}, ["ledger-outside"]),
    (replace(FACTS, counts={("0114", date(2015, 12, 1), TIE): 1, **COUNTS}), {}, ["ledger-before"]),
    (FACTS, {"through": "2019-01"}, ["ledger-after"]),
    (FACTS, {"through": "2019-1"}, ["ledger-through"]),
    (FACTS, {"through": "2019-13"}, ["ledger-through"]),
    (FACTS, {"through": "2015-12"}, ["ledger-ends-early"]),
    (FACTS, {"start": date(2015, 6, 1)}, ["ledger-start"]),
    (FACTS, {"start": date(2016, 1, 2)}, ["ledger-start-day"]),
    (replace(FACTS, counts={}), {}, ["ledger-empty"]),
    (replace(FACTS, opening=dict.fromkeys(CODES, 1), counts={("0114", START, TIE): 1}), {},
     ["ledger-opening-early"]),
    (replace(FACTS, opening={"0114": 1}), {}, ["ledger-opening-missing"]),
    (replace(FACTS, shares=[(START, date(2018, 12, 1), EVEN), (FEB, DEC, EVEN)]), {}, ["ledger-no-shares"]),
    (replace(FACTS, shares=[(date(2018, 1, 1), DEC, EVEN)]), {}, ["ledger-no-shares"]),
    (replace(FACTS, shares=[(START, JAN, EVEN)]), {}, ["ledger-no-shares"]),
    (replace(FACTS, shares=[(START, FEB, EVEN), (FEB, DEC, EVEN)]), {}, ["periods-overlap"]),
    (replace(FACTS, shares=[(START, DEC, {"0114": 100_000})]), {}, ["periods-missing"]),
    (replace(FACTS, shares=[(START, DEC, {**EVEN, "0114": 24_999})]), {}, ["periods-county-sum"]),
    (replace(FACTS, shares=[(START, DEC, dict.fromkeys(CODES, 0))]), {}, ["periods-nothing"]),
    (replace(FACTS, shares=[]), {}, ["periods-none"]),
    (FACTS, {"whole": "nation"}, ["ledger-nation-none"]),
    (replace(FACTS, nation={JAN: 9}), {}, ["ledger-nation-month", "ledger-nation-months"]),
    (replace(FACTS, nation=dict.fromkeys(months(START, FEB), 2)), {}, ["ledger-nation-few"]),
    (replace(FACTS, nation=dict.fromkeys(months(START, FEB), 9)), {"whole": "county"},
     ["ledger-nation-unused"]),
    (replace(FACTS, opening=dict.fromkeys(CODES, 90), nation=dict.fromkeys(months(START, FEB), 9)), {},
     ["ledger-nation-opening"]),
    (replace(FACTS, transfers=[("0114", "0115", 25_001, JAN, DEC)]), {}, ["transfer-much"]),
    (replace(FACTS, transfers=[("0114", "0114", 5, JAN, DEC)]), {}, ["transfer-self"]),
    (replace(FACTS, transfers=[("0114", "0580", 5, JAN, DEC)]), {}, ["transfer-outside"]),
    (replace(FACTS, transfers=[("0114", "0115", 5, JAN, date(2020, 1, 1))]), {}, ["transfer-year"]),
    (replace(FACTS, transfers=[("0114", "0115", 5, DEC, JAN)]), {}, ["window-backwards"]),
    (replace(FACTS, transfers=[("0114", "0115", 5, date(2018, 12, 1), MAR)]), {}, ["transfer-regime"]),
])
def test_what_is_refused(facts: Facts, keys: dict[str, Any], told: list[str]) -> None:
    assert faults(facts, **keys) == told


@pytest.mark.parametrize("more", [{"0114": 25_001}, {"0580": 1}])
def test_shares_above_the_nation_are_refused(more: dict[str, int]) -> None:
    """Of the county's municipalities alone, or with other counties' in the same table."""
    facts = replace(FACTS, shares=[(START, DEC, {**EVEN, **more})],
                    nation=dict.fromkeys(months(START, FEB), 99))
    assert faults(facts) == ["periods-nation-sum"]


@pytest.mark.parametrize("regime", ["voluntary-agreements", "place-numbers", "newly-arrived"])
def test_only_a_regime_with_a_running_account_has_one(regime: str) -> None:
    made = problem(FACTS)
    base = replace(made, sections=(made.sections[0], RegimeKeys(regime, "referrals")))
    assert faults(FACTS, base) == ["account-regime"]


def test_an_account_goes_no_further_than_its_regime_without_a_reason() -> None:
    made = problem(FACTS)
    late = replace(made, sections=(made.sections[0], RegimeKeys("running-share", "referrals")))
    assert faults(FACTS, late) == ["ledger-late"]
    told = RegimeKeys("running-share", "referrals", "reglerna för 2019 är inte kända")
    assert faults(FACTS, replace(made, sections=(made.sections[0], told))) == []


def test_dates_within_a_month_and_parts_of_a_step_are_refused() -> None:
    base = problem(replace(FACTS, transfers=[("0114", "0115", 5, JAN, DEC)]))
    table = base.tables["transfers"]
    row = {**table.rows[0], "promille": Fraction(1, 1000), "valid_from": date(2019, 1, 2),
           "valid_to": date(2019, 12, 30)}
    spoilt = replace(base, tables={**base.tables, "transfers": replace(table, rows=(row,))})
    assert faults(FACTS, spoilt) == ["transfer-steps", "window-first", "window-last"]


def test_a_plan_rests_on_no_month_after_its_day() -> None:
    with pytest.raises(InputFault, match="ledger-plan-day"):
        carried(problem(FACTS, day=date(2019, 2, 27)))
    assert carried(problem(FACTS, day=date(2019, 2, 28), basis=Basis("ledger"))).received["0114"] == 3


def test_without_the_section_there_is_no_account() -> None:
    with pytest.raises(InputFault, match="account-none"):
        ledger(replace(problem(FACTS), sections=()))
