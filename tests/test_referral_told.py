"""``refer`` on a made-up account: what it prints, writes, hides and refuses."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from zipfile import ZipFile

import pytest

from models.errors import InputFault
from models.ledger import ledger
from models.referral import refer
from models.referral_question import asked, chosen, others
from models.sections.refer import Refer
from models.shadow import shadow
from planner.case import Case, load_case
from planner.cli import main
from planner.refer_sheets import csv_sheets
from planner.refer_text import refer_lines
from planner.refer_view import shown_of
from planner.scenario import read_scenario
from tests.ledger_case import SCENARIO, ledger_case
from tests.share_tables import keys
from tests.small_case import described, small_case

Capture = pytest.CaptureFixture[str]
FIRST = "Skuggberäkning. Anvisning beslutas av Migrationsverket."
EXPECTED = "code,ties\n0180,6\n0127,3\n0162,2\n"
NO_ACCOUNT = SCENARIO.partition("[ledger]")[0].replace('amount = "ledger"', 'amount = "flow"')


def scenario(folder: Path, refer: str = "referrals = 40\n", more: str = "", **files: str) -> Path:
    """The made-up account of the nation with these keys of [refer]; ``more`` stands after them."""
    path = ledger_case(folder, {name.replace("_", "."): text for name, text in files.items()},
                       nation=True, more=f"\n[refer]\n{refer}{more}")
    sources = folder / "sources.toml"
    sources.write_text(sources.read_text(encoding="utf-8") + described(["expected.csv"], "assumed"),
                       encoding="utf-8")
    return path


def case_of(path: Path) -> Case:
    return load_case(read_scenario(path))


def rows(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def test_the_folder_holds_every_referral_and_the_text_hides_small_counts(tmp_path: Path,
                                                                         capsys: Capture) -> None:
    path = scenario(tmp_path / "konto", 'referrals = 40\nexpected = "expected.csv"\nspan = 3\n',
                    expected_csv=EXPECTED)
    assert main(["refer", str(path), "--out", str(tmp_path / "ut"), "--methods", "all"]) == 0
    told = capsys.readouterr().out
    assert told.splitlines()[0] == FIRST
    assert "giltiga 2019-01-01–2020-12-31" in told
    assert "simulerat, frö 1" in told
    assert "D'Hondt" in told
    assert "level-fulfilment" in told
    folder = next((tmp_path / "ut").iterdir())
    order = list(rows(folder / "order.csv"))
    assert [int(row["turn"]) for row in order] == list(range(1, 41))
    assert sum(row["kind"] == "tie" for row in order) == 11
    counts = {row["code"]: row for row in rows(folder / "refer.csv")}
    assert {row["internal"] for row in counts.values()} == {"yes"}
    account = ledger(case_of(path).problem)
    for code, row in counts.items():
        assert int(row["received"]) == account.received[code]
        assert int(row["after"]) == account.received[code] + sum(one["code"] == code for one in order)
    small = [code for code, count in account.received.items() if 1 <= count <= 4]
    assert small
    assert "Internt: antal på 1–4" in told
    for code in small:
        line = next(line for line in told.splitlines() if line.startswith(code))
        assert "1–4" in line
        assert line.endswith("..")
    with ZipFile(folder / "refer.xlsx") as book:
        assert "1–4" in book.read("xl/sharedStrings.xml").decode()
        assert FIRST in book.read("xl/sharedStrings.xml").decode()
    document = json.loads((folder / "refer.json").read_text(encoding="utf-8"))
    assert document["shadow"] == FIRST
    assert document["regime"]["name"] == "redistribution"
    assert document["simulated"]["status"] == "assumed"
    stems = {file.name for file in folder.iterdir()}
    assert {f"{word}_EXEMPEL.{end}" for word in ("refer_rules", "fulfilment_year")
            for end in ("png", "svg")} <= stems
    before = {file.name: file.read_bytes() for file in folder.iterdir()}
    assert main(["refer", str(path), "--out", str(tmp_path / "igen"), "--methods", "all"]) == 0
    again = next((tmp_path / "igen").iterdir())
    assert {file.name: file.read_bytes() for file in again.iterdir()} == before


def test_the_rule_by_the_account_is_the_rule_by_hand(tmp_path: Path) -> None:
    """Fulfilment against the nation, today's share: the order by r / w, whatever the nation's N is."""
    problem = case_of(scenario(tmp_path)).problem
    question, account = asked(problem), ledger(problem)
    assert question.received == account.received
    assert question.before == account.referrals
    assert question.weights == account.now.period.weights
    assert question.weights["0162"] == 0  # Danderyd has given all of its share
    for code in account.codes:
        assert question.targets.at(code, 0) == account.target(code, "today")
    plain = refer(account.received, account.now.period.weights, 40, order=question.order)
    assert question.refer().codes == plain.codes
    by_period = asked(problem, replace(chosen(problem), reading="period"))
    for code in account.codes:
        assert by_period.targets.at(code, 0) == account.target(code, "period")
    part = Fraction(account.now.period.total, 100_000)
    assert question.ahead == 40 / part
    grown = sum(question.targets.at(code, 40) - question.targets.at(code, 0) for code in account.codes)
    assert grown == 40
    more = case_of(scenario(tmp_path / "mer", "referrals = 40\nnational_next = 1000\n")).problem
    grown = sum(asked(more).targets.at(code, 40) - asked(more).targets.at(code, 0) for code in account.codes)
    assert grown == 1000 * part


def test_every_unpublished_point_is_answered_both_ways(tmp_path: Path) -> None:
    problem = case_of(scenario(tmp_path)).problem
    assert set(others(problem)) == {"counted-after", "tie-population", "tie-code", "ties-left-out",
                                    "announced-left-out", "reading-period"}
    found = shadow(problem)
    without = found.others["ties-left-out"][0]
    ties = ledger(problem).counts
    for code in problem.county.codes:
        assert question_less(found.question.received, without.received, code) == ties.of(code, kind="tie")
        assert sum(found.moved("counted-after").values()) == 0
    assert sum(found.referred.given().values()) == 40


def question_less(own: dict[str, int], other: dict[str, int], code: str) -> int:
    return own[code] - other[code]


def test_without_an_account_everyone_begins_at_nothing(tmp_path: Path) -> None:
    text = NO_ACCOUNT + "\n[refer]\nreferrals = 30\nkin_part = 0\n"
    path = ledger_case(tmp_path / "utan", {"konto.toml": text})
    problem = case_of(path).problem
    found = shadow(problem)
    assert set(found.question.received.values()) == {0}
    assert found.question.held.whole == "county"
    assert set(found.others) == {"counted-after", "tie-population", "tie-code"}
    assert found.years["lowest-fulfilment"].referred.codes == found.referred.codes  # no ties drawn
    assert found.room is None
    shown = shown_of(read_scenario(path), case_of(path), "usual")
    told = list(refer_lines(shown, "en"))
    assert told[0] == "Shadow calculation. Referrals are decided by the Swedish Migration Agency."
    assert any("The scenario has no account" in line for line in told)
    assert {cell for sheet in csv_sheets(shown, "en") for cell in sheet.column("internal")} == {"no"}


def test_announced_places_go_first_in_2016_and_count(tmp_path: Path) -> None:
    text = NO_ACCOUNT.replace("years = [2019]\nplan_date = 2019-11-01",
                              "years = [2016]\nplan_date = 2016-05-01\npopulation_date = 2018-12-31")
    text = text.replace("redistribution", "running-share")
    text += '\n[refer]\nreferrals = 30\nexpected = "expected.csv"\n'
    expected = "code,ties,announced\n0140,2,3\n0114,,1\n"
    path = ledger_case(tmp_path, {"konto.toml": text, "expected.csv": expected})
    sources = tmp_path / "sources.toml"
    sources.write_text(sources.read_text(encoding="utf-8") + described(["expected.csv"], "assumed"), "utf-8")
    found = shadow(case_of(path).problem)
    steered = [m for m, kind in zip(found.referred.codes, found.referred.kinds, strict=True) if kind != "tie"]
    assert sorted(steered[:4]) == ["0114", "0140", "0140", "0140"]
    assert found.referred.given("tie")["0140"] == 2
    assert found.referred.given()["0140"] == 5  # far beyond its share: nothing more by the rule
    assert "announced-left-out" in found.others
    assert found.beside.lower["0140"] == 5


def test_how_often_a_municipality_is_asked_beyond_its_capacity(tmp_path: Path) -> None:
    text = NO_ACCOUNT.replace('unit = "referrals"', 'unit = "referrals"\nchildren_per_place = 1.5')
    text += '\n[rules.capacity]\ntable = "rum.csv"\n[refer]\nreferrals = 60\n'
    path = ledger_case(tmp_path, {"konto.toml": text, "rum.csv": "code,capacity\n0180,5\n0140,9\n"})
    sources = tmp_path / "sources.toml"
    sources.write_text(sources.read_text(encoding="utf-8") + described(["rum.csv"], "assumed"), "utf-8")
    found = shadow(case_of(path).problem)
    assert found.room == {"0180": 7, "0140": 13}
    year = found.years["lowest-fulfilment"].referred
    beyond = found.beyond("lowest-fulfilment")["0180"]
    assert beyond.asked == year.codes.count("0180")
    assert beyond.times == beyond.asked - 7 > 0
    assert [turn for turn, code in enumerate(year.codes, 1) if code == "0180"][7] == beyond.first


def test_shares_of_the_scenario_in_an_account_of_the_nation(tmp_path: Path) -> None:
    problem = case_of(scenario(tmp_path, 'referrals = 40\nshares = "scenario"\n')).problem
    held, account = asked(problem).held, ledger(problem)
    assert held.whole == "nation"
    assert held.part == Fraction(account.now.period.total, 100_000)
    assert held.weights == {town.code: town.inhabitants for town in problem.county.municipalities}


FAULTS = [
    ('expected = "expected.csv"\n', "code,announced\n0180,3\n", ["refer-announced"]),
    ('expected = "expected.csv"\n', "code,ties\n0180,41\n", ["refer-expected"]),
    ('kin_part = "3/2"\n', "", ["refer-part"]),
    ("ties_counted = false\n", "", ["refer-counted"]),
    ("national = 900\n", "", ["refer-national"]),
]


@pytest.mark.parametrize(("key", "expected", "found"), FAULTS)
def test_keys_that_do_not_go_together(tmp_path: Path, key: str, expected: str, found: list[str]) -> None:
    path = scenario(tmp_path, f"referrals = 40\n{key}", expected_csv=expected or EXPECTED)
    with pytest.raises(InputFault) as caught:
        shadow(case_of(path).problem)
    assert keys(caught) == found


def test_a_plan_day_without_shares_is_refused(tmp_path: Path) -> None:
    text = SCENARIO.replace("years = [2019]\nplan_date = 2019-11-01",
                            "years = [2020]\nplan_date = 2020-03-01\npopulation_date = 2018-12-31")
    path = ledger_case(tmp_path, {"konto.toml": text + "[refer]\nreferrals = 3\n"})
    with pytest.raises(InputFault) as caught:
        shadow(case_of(path).problem)
    assert keys(caught) == ["refer-no-period"]


def test_outside_the_running_share_nothing_is_written(tmp_path: Path, capsys: Capture) -> None:
    path = small_case(tmp_path / "2010", scenario='extends = "case.toml"\n[refer]\nreferrals = 9\n')
    assert main(["refer", str(path), "--out", str(tmp_path / "ut")]) == 2
    told = capsys.readouterr()
    assert "2013-12-31" in told.err
    assert told.out == ""
    assert not (tmp_path / "ut").exists()
    assert main(["refer", str(small_case(tmp_path / "utan")), "--out", str(tmp_path / "ut")]) == 2
    assert "[refer]" in capsys.readouterr().err


def test_ties_may_fall_by_who_has_received(tmp_path: Path) -> None:
    problem = case_of(scenario(tmp_path)).problem
    keys_of = next(s for s in problem.sections if s.word == "refer")
    assert keys_of == Refer(40)
    table = problem.tables["saldo.csv"]
    rows_of = tuple({"code": row["code"], "unaccompanied": int(row["code"] == "0126")} for row in table.rows)
    kin = replace(keys_of, kin_table="received.csv", kin_part=Fraction(1))
    changed = replace(problem, sections=tuple(kin if s is keys_of else s for s in problem.sections),
                      tables={**problem.tables, "received.csv": replace(table, rows=rows_of)})
    assert set(shadow(changed).years["most-owed"].referred.codes) == {"0126"}
