"""The Swedish Migration Agency's monthly sheet, read as it comes as tables of a case."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from models import running_tables, tables
from models.errors import InputFault
from planner import read_scenario
from planner.case import load_case
from planner.cells import Known
from planner.data import read_table
from planner.printing import fault_line
from tests.small_case import described

KNOWN = Known({"0114": "Upplands Väsby", "0180": "Stockholm", "0192": "Nynäshamn"}, ["asylum", "permit"])
Rows = list[list[Any]]
TITLES = ("Mottagna enligt ersättningsförordningen (2010:1122)", "Nyanlända, mars 2018")
HEADER = ["Län", "Kommun", "Länskod", "Kommunkod", "Tal", "Mottagna"]
BODY: Rows = [["Stockholms län", "Upplands Väsby", 1, 114, 20, 12],
              ["Stockholms län", "Stockholm", 1, 180, 90, 41], ["Stockholms län", "Nynäshamn", 1, 192, 9, 0],
              ["Stockholms län", "", 1, "", 119, 53],
              ["Uppsala län", "Håbo", 3, 305, 8, 2], ["Uppsala län", "Summa", 3, "", 8, 2],
              ["Hela riket", "", "", "", 127, 55]]


def agency(folder: Path, titles: tuple[str, ...] = TITLES, header: list[str] = HEADER,
           body: Rows = BODY) -> Path:
    """A workbook as the agency makes it: merged titles, a header in bold, codes as numbers."""
    with xlsxwriter.Workbook(str(folder / "manad.xlsx")) as made:
        page = made.add_worksheet("Kommunmottagna")
        made.add_worksheet("Läs mig").write(0, 0, "Statistiken uppdateras månadsvis.")
        for i, title in enumerate(titles):
            page.merge_range(i, 0, i, 5, title)
        for i, row in enumerate([header, *body], len(titles)):
            for j, value in enumerate(row):
                page.write(i, j, value)
    return folder / "manad.xlsx"


def monthly(path: Path, spec: tables.TableSpec) -> list[dict[str, Any]]:
    rows = read_table(path, spec, sheet="Kommunmottagna", known=KNOWN).rows
    return [{name: value for name, value in row.items() if value is not None and name != "name"}
            for row in rows]


def test_the_monthly_sheet_is_read_as_what_was_received(tmp_path: Path) -> None:
    assert monthly(agency(tmp_path), tables.RECEIVED) == [
        {"code": "0114", "newly_arrived": 12}, {"code": "0180", "newly_arrived": 41},
        {"code": "0192", "newly_arrived": 0}]
    own = agency(tmp_path, ("Ensamkommande barn", "mars 2018"))
    assert [row["unaccompanied"] for row in monthly(own, tables.RECEIVED)] == [12, 41, 0]
    both = agency(tmp_path, header=[*HEADER, "Varav ensamkommande barn"], body=[[*row, 1] for row in BODY])
    assert [(row["newly_arrived"], row["unaccompanied"]) for row in monthly(both, tables.RECEIVED)] == [
        (12, 1), (41, 1), (0, 1)]


def test_the_monthly_sheet_is_read_as_a_month_of_the_account(tmp_path: Path) -> None:
    rows = monthly(agency(tmp_path, ("Anvisade ensamkommande barn", "mars 2018")), running_tables.LEDGER)
    assert [(row["code"], f"{row['month']:%Y-%m}", row["kind"], row["count"]) for row in rows] == [
        ("0114", "2018-03", "equalising", 12), ("0180", "2018-03", "equalising", 41),
        ("0192", "2018-03", "equalising", 0)]
    ties = monthly(agency(tmp_path, ("Anvisade på anknytning", "2018-11")), running_tables.LEDGER)
    assert {(row["kind"], f"{row['month']:%Y-%m}") for row in ties} == {("tie", "2018-11")}


def test_the_monthly_sheet_is_read_as_opening_outcome_and_decided_numbers(tmp_path: Path) -> None:
    path = agency(tmp_path, ("Kommuntal och mottagna", "januari–mars 2018"),
                  ["Län", "Kommun", "Länskod", "Kommunkod", "Kommuntal 2018", "Mottagna 2018"])
    assert [row["received"] for row in monthly(path, running_tables.OPENING)] == [12, 41, 0]
    assert [(row["year"], row["received"]) for row in monthly(path, running_tables.OUTCOME_RECEIVED)] == [
        (2018, 12), (2018, 41), (2018, 0)]
    assert [(row["year"], row["number"]) for row in monthly(path, running_tables.DECIDED)] == [
        (2018, 20), (2018, 90), (2018, 9)]


@pytest.mark.parametrize(("titles", "said"), [
    (("Mottagna", "januari–mars 2018"), "från årets början till och med 2018-03"),
    (("Mottagna", "till och med mars 2018"), "från årets början"),
    (("Mottagna",), "ingen månad")])
def test_a_sheet_that_names_no_single_month_is_no_month_of_the_account(titles: tuple[str, ...], said: str,
                                                                       tmp_path: Path) -> None:
    path = agency(tmp_path, titles)
    with pytest.raises(InputFault) as error:
        monthly(path, running_tables.LEDGER)
    assert said in fault_line(error.value.faults[0], "sv")


def test_faults_of_the_monthly_sheet_stand_at_its_own_cells(tmp_path: Path) -> None:
    def of(at: int, column: int, value: Any, spec: tables.TableSpec = tables.RECEIVED) -> str:
        body = [list(row) for row in BODY]
        body[at][column] = value
        path = agency(tmp_path, body=body)
        with pytest.raises(InputFault) as error:
            monthly(path, spec)
        return fault_line(error.value.faults[0], "sv").removeprefix(f"{path}: ")
    assert of(1, 5, "1-4").startswith("Kommunmottagna!F5: ")
    assert of(1, 3, "").startswith("Kommunmottagna!D5: ")
    assert "hör inte till länskoden 01" in of(1, 3, 380)
    assert of(1, 1, "Solna").startswith("Kommunmottagna!B5: ")
    assert "månadsblad" in of(0, 0, "Stockholms län", tables.CAPACITY)


def test_a_number_that_points_out_a_person_is_not_passed_over(tmp_path: Path) -> None:
    body = [list(row) for row in BODY]
    body[1][0] = "19900101-1234"
    with pytest.raises(InputFault) as error:
        monthly(agency(tmp_path, body=body), running_tables.LEDGER)
    assert not any("1234" in fault_line(one, "sv") for one in error.value.faults)


def test_an_account_goes_on_from_the_agencys_own_workbook(tmp_path: Path) -> None:
    from models.ledger import ledger
    from tests.ledger_case import SCENARIO as ACCOUNT
    from tests.ledger_case import ledger_case, towns
    counts = {code: i % 7 for i, code in enumerate(towns())}
    body: Rows = [["Stockholms län", name, 1, int(code), "", counts[code]]
                  for code, (name, _) in towns().items()]
    body += [["Stockholms län", "Totalt", 1, "", "", sum(counts.values())],
             ["Uppsala län", "Håbo", 3, 305, "", 9]]
    account = ACCOUNT.replace('"anvisningar.csv"', '"manad.xlsx#Kommunmottagna"')
    scenario = ledger_case(tmp_path, {"konto.toml": account})
    with (tmp_path / "sources.toml").open("a", encoding="utf-8") as file:
        file.write(described(["manad.xlsx#Kommunmottagna"]))
    agency(tmp_path, ("Anvisade ensamkommande barn", "Oktober 2019"), HEADER, body)
    case = load_case(read_scenario(scenario))
    found = ledger(case.problem)
    opening = {row["code"]: row["received"] for row in case.tables["saldo.csv"].rows}
    assert {code: found.counts.received(code) for code in counts} == {
        code: counts[code] + opening[code] for code in counts}
    assert f"{found.counts.through:%Y-%m}" == "2019-10"


def months_book(folder: Path, sheets: dict[str, tuple[str, list[int]]]) -> Path:
    """A workbook with a sheet a month: its title, and what the three municipalities have received."""
    with xlsxwriter.Workbook(str(folder / "manader.xlsx")) as made:
        made.add_worksheet("Läs mig").write(0, 0, "Statistiken uppdateras månadsvis.")
        for name, (title, counts) in sheets.items():
            page = made.add_worksheet(name)
            page.write(0, 0, title)
            body = [[*row[:5], count] for row, count in zip(BODY, [*counts, sum(counts)], strict=False)]
            for i, row in enumerate([HEADER, *body], 2):
                for j, value in enumerate(row):
                    page.write(i, j, value)
    return folder / "manader.xlsx"


def test_a_sheet_a_month_makes_an_account(tmp_path: Path) -> None:
    path = months_book(tmp_path, {
        "jan": ("Anvisade, januari 2018", [1, 5, 0]), "feb": ("Anvisade, januari–februari 2018", [1, 8, 0]),
        "mars": ("Anvisade till och med mars 2018", [2, 8, 4]),
        "nästa": ("Anvisade, januari 2019", [3, 3, 3]),
        "anknytning": ("Anvisade på anknytning, mars 2018", [0, 2, 0])})
    rows = read_table(path, running_tables.LEDGER, sheet="*", known=KNOWN).rows
    found: dict[tuple[str, str], list[int]] = {}
    for row in rows:
        found.setdefault((f"{row['month']:%Y-%m}", row["kind"]), []).append(row["count"])
    assert found == {("2018-01", "equalising"): [1, 5, 0], ("2018-02", "equalising"): [0, 3, 0],
                     ("2018-03", "equalising"): [1, 0, 4], ("2019-01", "equalising"): [3, 3, 3],
                     ("2018-03", "tie"): [0, 2, 0]}


@pytest.mark.parametrize(("sheets", "spec", "said"), [
    ({"feb": ("januari–februari 2018", [1, 2, 3])}, running_tables.LEDGER, "till och med 2018-01 saknas"),
    ({"jan": ("januari 2018", [4, 2, 3]), "feb": ("januari–februari 2018", [1, 2, 3])}, running_tables.LEDGER,
     "feb!F4: Mottagna: antalet från årets början är mindre"),
    ({"jan": ("januari 2018", [1, 2, 3]), "igen": ("januari 2018", [1, 2, 3])}, running_tables.LEDGER,
     "igen!D4: "),
    ({"jan": ("i år", [1, 2, 3])}, running_tables.LEDGER, "jan!A3: "),
    ({"jan": ("januari 2018", [1, 2, 3])}, tables.RECEIVED, "ett blad i månaden")])
def test_what_is_wrong_in_a_book_of_months_is_told_at_its_sheet(sheets: Any, spec: tables.TableSpec,
                                                                said: str, tmp_path: Path) -> None:
    path = months_book(tmp_path, sheets)
    with pytest.raises(InputFault) as error:
        read_table(path, spec, sheet="*", known=KNOWN)
    assert said in " | ".join(fault_line(one, "sv").removeprefix(f"{path}: ") for one in error.value.faults)
