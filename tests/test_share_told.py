"""Shares from a scenario: approval, revision and redistribution are read, told and recorded."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from planner import read_scenario, run
from planner.case import load_case
from planner.cli import main
from planner.record import write_run
from planner.share_text import share_lines
from tests.small_case import SCENARIO, TABLES, described, keys, refused, small_case

DECIDED = SCENARIO + """
[shares]
model = "decided"
table = "shares.csv"
sum = "1000,00"
approved_by = "Länsstyrelsen i Stockholms län"
approved = 2009-11-12
"""
NEW = "code,promille\n0114,\"200,00\"\n0180,\"700,50\"\n0192,\"99,50\"\n"
OLD = "code,promille\n0114,\"150,00\"\n0180,\"750,00\"\n0192,\"100,00\"\n"
GIVEN = "giver,receiver,promille,valid_from,valid_to\n0192,0180,\"99,50\",2021-01-01,2021-12-31\n"
FILES = {"shares.csv": NEW, "old.csv": OLD, "given.csv": GIVEN,
         "sources.toml": described([*TABLES, "shares.csv", "old.csv", "given.csv"])}
LATE = 'years = [2021, 2022]\nplan_date = 2021-03-01\npopulation_date = 2009-12-31\n'


def scenario(folder: Path, keys_of: str = "", head: str = "", files: dict[str, str] | None = None) -> Path:
    return small_case(folder, {**FILES, **(files or {})}, head + DECIDED + keys_of)


def told(path: Path, language: str = "sv") -> str:
    return "\n".join(share_lines("", load_case(read_scenario(path)), language))


def test_who_approved_and_when_is_told_everywhere(tmp_path: Path) -> None:
    path = scenario(tmp_path / "fall")
    assert "Godkända av Länsstyrelsen i Stockholms län 2009-11-12" in told(path)
    assert "Approved by Länsstyrelsen i Stockholms län 2009-11-12" in told(path, "en")
    made = run(read_scenario(path))
    folder = write_run(made, tmp_path / "ut")
    (recorded,) = json.loads((folder / "run.json").read_text(encoding="utf-8"))["shares"]
    assert (recorded["approved_by"], recorded["approved"]) == ("Länsstyrelsen i Stockholms län", "2009-11-12")
    assert recorded["sum"] == recorded["whole_units"] == 100_000
    book = next(folder.glob("plan_offentlig*.xlsx"))
    assert "Godkända av Länsstyrelsen i Stockholms län 2009-11-12." in about(book)


def about(book: Path) -> str:
    from python_calamine import load_workbook
    return " ".join(str(cell) for row in load_workbook(str(book)).get_sheet_by_name("Om").to_python()
                    for cell in row)


def test_half_an_approval_is_told_as_such(tmp_path: Path) -> None:
    by = small_case(tmp_path / "a", FILES, DECIDED.replace("approved = 2009-11-12\n", ""))
    assert "datum är inte angivet" in told(by)
    nobody = DECIDED.replace('approved_by = "Länsstyrelsen i Stockholms län"\n', "")
    on = small_case(tmp_path / "b", FILES, nobody)
    assert "av vem är inte angivet" in told(on)
    assert "Vem som godkänt andelarna, och när, är inte angivet." in told(small_case(tmp_path / "c"))


def test_a_revision_tells_who_stays_and_what_is_lost(tmp_path: Path) -> None:
    path = scenario(tmp_path, 'revision = "never-up"\nrevision_of = "old.csv"\n')
    case = load_case(read_scenario(path))
    weights = next(iter(case.problem.shares.values())).weights
    assert dict(weights) == {"0180": 70_050, "0114": 15_000, "0192": 9_950}
    text = told(path).replace("\u00a0", " ")
    assert "Upplands Väsby stannar på sitt tidigare värde. 5 000 av 100 000 hundradels promille" in text
    assert "länets summa blir 95 000" in text
    assert "Golvet prövas inte på nytt" in text


def test_a_transfer_holds_in_its_year_alone(tmp_path: Path) -> None:
    path = scenario(tmp_path, 'transfers = "given.csv"\n', LATE)
    shares = load_case(read_scenario(path)).problem.shares
    assert shares["asylum", 2021].weights["0192"] == 0
    assert shares["asylum", 2022].weights["0192"] == 9_950
    assert "Omfördelat mellan kommuner: Stockholm +99,50 och Nynäshamn −99,50 promille." in told(path)


@pytest.mark.parametrize(("keys_of", "files", "expected"), [
    ('revision = "never-up"\n', {}, ["shares-revision-half"]),
    ('revision_of = "old.csv"\n', {}, ["shares-revision-half"]),
    ('revision = "never-up"\nrevision_of = "old.csv"\n', {"old.csv": OLD.replace("0192", "0193")},
     ["cell-unknown-code"]),
    ('transfers = "given.csv"\n', {"given.csv": GIVEN.replace("2021-01", "2018-01").replace("2021", "2018")},
     ["transfer-regime"]),
    ("", {"shares.csv": NEW.replace("99,50", "99,55")}, ["shares-stated-sum", "shares-county-sum"]),
])
def test_what_does_not_hold_together_is_refused(tmp_path: Path, keys_of: str, files: dict[str, str],
                                                expected: list[str]) -> None:
    path = scenario(tmp_path / "fall", keys_of, files=files)
    assert keys(path) == expected
    assert main(["plan", str(path), "--out", str(tmp_path / "ut")]) == 2
    assert not (tmp_path / "ut").exists()


def test_words_that_are_none_are_refused(tmp_path: Path) -> None:
    assert refused(scenario(tmp_path / "a", 'revision = "never-down"\n')) == ["bad-word-meant"]
    assert refused(scenario(tmp_path / "b", "valid_from = 2010\n")) == ["expected-date"]


def test_numbers_of_newly_arrived_say_that_their_form_is_assumed(tmp_path: Path) -> None:
    keys_of = '[shares]\nmodel = "newly-arrived"\nkey = "2019"\nto_share = 366\n'
    measures = "code,labour_market,asylum_reception\n0114,20,9\n0180,500,40\n0192,12,1\n"
    files = {"measures.csv": measures, "sources.toml": described([*TABLES, "measures.csv"])}
    path = small_case(tmp_path, files, SCENARIO + "\n" + keys_of)
    text = told(path)
    assert "Vikten är ett antal personer, tillsammans 366." in text
    assert "Hur asylmottagandet räknas av är antaget" in text
    assert "andelarna är ett räkneexempel, inte officiella" in text
    assert refused(small_case(tmp_path / "b", {}, SCENARIO + "\n" + keys_of.replace("2019", "2017"))) == [
        "bad-word-meant"]
