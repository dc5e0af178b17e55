"""Next year's case of an account: at the seam nothing is lost, by either reading, and the case runs."""

from __future__ import annotations

import tomllib
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest

from models.ledger import READINGS, Carried, Ledger, carried, ledger
from models.quotas import quotas
from planner import read_scenario, run
from planner.case import load_case
from planner.check import check
from planner.record import write_run
from planner.template.folder import BOOK, write_template
from planner.template.next_year import next_year
from planner.template.share_year import share_year
from tests.ledger_case import ledger_case
from tests.workbooks import Sheets, sheets_of, spoil

WAYS = [(nation, reading) for nation in (False, True) for reading in READINGS]


def key(reading: str) -> str:
    return f'reading = "{reading}"\n'


@pytest.fixture(scope="module", params=WAYS, ids=lambda way: f"{'riket' if way[0] else 'länet'}-{way[1]}")
def seam(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[str, Path, Path]:
    """The reading, the scenario that was planned, and next year's."""
    nation, reading = request.param
    base = tmp_path_factory.mktemp("konto")
    scenario = ledger_case(base / "fall", nation=nation, more=key(reading))
    folder = write_run(run(read_scenario(scenario)), base / "resultat")
    return reading, scenario, write_template(next_year(folder), base / "mall")[1]


def account(path: Path) -> Ledger:
    return ledger(load_case(read_scenario(path)).problem)


def carry(path: Path) -> Carried:
    return carried(load_case(read_scenario(path)).problem)


def test_received_and_targets_are_the_same_before_and_after(seam: tuple[str, Path, Path]) -> None:
    reading, old, new = seam
    before, after = account(old), account(new)
    assert dict(after.received) == dict(before.received)
    assert after.counts.through == before.counts.through == date(2019, 10, 1)
    assert after.referrals == before.referrals
    for code in before.codes:
        assert after.target(code, reading) == before.target(code, reading)
        assert after.owed(code, reading) == before.owed(code, reading)
    assert carry(new).received == carry(old).received
    assert sum(carry(new).targets.values()) == sum(carry(old).targets.values())


def test_the_quotas_of_a_plan_begin_where_the_account_stands(seam: tuple[str, Path, Path]) -> None:
    reading, old, new = seam
    if reading == "period":
        assert carry(new) == carry(old)
    problem = load_case(read_scenario(new)).problem
    assert problem.need.years == (2020,)
    plain = quotas(problem, "plain")
    assert sum(plain.values(), Fraction(0)) == sum(carry(old).received.values()) + 60


def test_the_months_and_the_balance_stand_where_they_are_said_to(seam: tuple[str, Path, Path]) -> None:
    reading, old, new = seam
    sheets, keys = sheets_of(new.with_name(BOOK)), tomllib.loads(new.read_text("utf-8"))["ledger"]
    balance = {row[0]: row[2] for row in sheets["Ingående saldo"][1:]}
    before = account(old)
    if reading == "today":
        assert sheets["Anvisningar"] == [["Kommunkod", "Kommun", "Månad", "Slag av anvisning", "Antal"]]
        assert {code: int(n) for code, n in balance.items()} == before.received
        assert keys["through"] == "2019-10"
    else:
        assert len(sheets["Anvisningar"]) > 100
        assert {code: int(n) for code, n in balance.items()} == before.counts.opening
        assert "through" not in keys
    assert [row[2] for row in sheets["Nya andelar"][1:3]] == [date(2020, 3, 1)] * 2
    # From 2021 shares begin in January.
    assert {row[3] for row in sheets["Nya andelar"][1:]} == {date(2020, 12, 31)}
    assert {row[4] for row in sheets["Nya andelar"][1:]} == {""}
    assert len(sheets["Andelarnas tider"]) == 1 + 4 * 26
    text = new.read_text("utf-8")
    assert "Nya andelar" in text
    assert ("får inte slås ihop" in " ".join(text.replace("#", "").split())) == (reading == "period")


def test_the_case_runs_as_it_is_written(seam: tuple[str, Path, Path]) -> None:
    assert list(check([seam[2]])) == []
    made = run(read_scenario(seam[2]))
    assert made.plan.ending.value == "proved"
    assert sum(made.plan.places.values()) == 60


def test_a_month_filled_in_goes_on_from_the_balance(tmp_path: Path) -> None:
    scenario = ledger_case(tmp_path / "fall")
    folder = write_run(run(read_scenario(scenario)), tmp_path / "resultat")
    book, new = write_template(next_year(folder), tmp_path / "mall")

    def fill(sheets: Sheets) -> None:
        sheets["Anvisningar"].append(["0180", "Stockholm", "2019-11", "utjämnande", 7])
    spoil(book, fill)
    text = new.read_text("utf-8")
    new.write_text(text.replace('through = "2019-10"', 'through = "2019-11"'), encoding="utf-8")
    before, after = account(scenario), account(new)
    assert after.received["0180"] == before.received["0180"] + 7
    assert after.referrals == before.referrals + 7
    assert after.counts.first == date(2019, 11, 1)


def test_what_is_not_counted_is_told(tmp_path: Path) -> None:
    scenario = ledger_case(tmp_path / "fall", more="ties_counted = false\n")
    folder = write_run(run(read_scenario(scenario)), tmp_path / "resultat")
    told = " ".join(next_year(folder).remarks[""])
    ties = account(scenario).counts.left_out["tie"]
    assert f"ingår inte i saldot: {ties} (anknytning)" in told
    assert "bokförs på den första perioden" in told


@pytest.mark.parametrize(("day", "unit", "span"), [
    (date(2016, 5, 1), "referrals", (date(2016, 4, 1), date(2017, 2, 28))),
    (date(2017, 2, 28), "referrals", (date(2016, 4, 1), date(2017, 2, 28))),
    (date(2018, 12, 31), "referrals", (date(2018, 3, 1), date(2019, 2, 28))),
    (date(2019, 1, 15), "referrals", (date(2018, 3, 1), date(2019, 2, 28))),
    (date(2020, 3, 1), "referrals", (date(2020, 3, 1), date(2020, 12, 31))),
    (date(2021, 1, 1), "referrals", (date(2021, 1, 1), date(2021, 12, 31))),
    (date(2024, 7, 1), "referrals", (date(2024, 1, 1), date(2024, 12, 31))),
    (date(2019, 7, 1), "persons", (date(2019, 1, 1), date(2019, 12, 31))),
    (date(2012, 7, 1), "places", None)])
def test_the_share_year_of_a_day(day: date, unit: str, span: tuple[date, date] | None) -> None:
    assert share_year(day, unit) == span
