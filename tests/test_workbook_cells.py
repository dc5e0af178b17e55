"""Faults of a sheet stand at sheet and cell; what a workbook holds but does not show is told."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from models import running_tables, tables
from models.errors import InputFault
from models.tables import TableSpec
from planner.book_marks import letters, number, reference
from planner.cells import Known
from planner.data import read_table
from planner.headings import column_of, headings
from planner.printing import fault_line

KNOWN = Known({"0114": "Upplands Väsby", "0180": "Stockholm"}, ["asylum"])
HEADER = ["Kommunkod", "Kommun", "Platsslag", "Kapacitet"]
SPECS = [*{spec.word: spec for module in (tables, running_tables) for spec in vars(module).values()
           if isinstance(spec, TableSpec)}.values()]


def book(folder: Path, rows: list[list[Any]], spec: str = "Kapacitet", merged: str = "") -> Path:
    path = folder / "län.xlsx"
    with xlsxwriter.Workbook(str(path)) as made:
        sheet = made.add_worksheet(spec)
        made.add_worksheet("Annat").write(0, 0, "x")
        for i, row in enumerate(rows):
            for j, value in enumerate(row):
                if isinstance(value, str) and value.startswith("="):
                    sheet.write_formula(i, j, value, None, "#REF!")
                else:
                    sheet.write(i, j, value)
        if merged:
            sheet.merge_range(merged, "0180")
    return path


def told(folder: Path, rows: list[list[Any]], merged: str = "") -> list[str]:
    path = book(folder, rows, merged=merged)
    with pytest.raises(InputFault) as error:
        read_table(path, tables.CAPACITY, sheet="Kapacitet", known=KNOWN)
    return [fault_line(one, "sv").removeprefix(f"{path}: ") for one in error.value.faults]


def test_swedish_headings_mean_the_columns(tmp_path: Path) -> None:
    path = book(tmp_path, [HEADER, ["0180", "Stockholm", "", 90], ["0114", "", "asylum", 12.0]])
    rows = read_table(path, tables.CAPACITY, sheet="Kapacitet", known=KNOWN).rows
    assert [(row["code"], row["kind"], row["capacity"]) for row in rows] == [
        ("0114", "asylum", 12), ("0180", None, 90)]


def test_a_text_file_may_have_the_headings_too(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("kommunkod;Kapacitet\n0180;90\n", encoding="cp1252")
    assert read_table(tmp_path / "a.csv", tables.CAPACITY, known=KNOWN).rows[0]["capacity"] == 90


@pytest.mark.parametrize("spec", SPECS, ids=lambda spec: spec.word)
def test_no_two_columns_of_a_table_have_the_same_heading(spec: TableSpec) -> None:
    found = headings(spec)
    assert len(set(found.values())) == len(found)
    assert all(column_of(spec, heading) == column for column, heading in found.items())


def test_every_fault_of_a_row_has_its_cell(tmp_path: Path) -> None:
    lines = told(tmp_path, [HEADER, [114, "", "", 3], [], ["0180", "", "", 4.5], ["0180", "", "asyl", "ca 5"],
                            ["0199", "", "", -1], ["0114", "", "", "=A1"]])
    assert [line.split(": ")[0] for line in lines] == [
        "Kapacitet!A2", "Kapacitet!D4", "Kapacitet!C5", "Kapacitet!D5", "Kapacitet!A6", "Kapacitet!D6",
        "Kapacitet!D7"]
    assert lines[0].endswith("Kommunkod: koden 114 har tappat sin inledande nolla: skriv 0114 som text")
    assert "#REF!" in lines[-1]


def test_a_row_said_twice_and_a_sum_below(tmp_path: Path) -> None:
    lines = told(tmp_path, [HEADER, ["0180", "", "", 3], ["0180", "", "", 4], ["Summa", "", "", 7]])
    assert {line.split(": ")[0]: line.split(": ")[1][:24] for line in lines} == {
        "Kapacitet!A3": "raden för 0180 står reda", "Kapacitet!A4": "raden ”Summa” ser ut som"}


def test_headers_at_fault(tmp_path: Path) -> None:
    assert [line.split(": ")[0] for line in told(tmp_path, [["Kommunkod", "Kapasitet"], ["0180", 3]])] == [
        "Kapacitet!B1"]
    assert "menade du ”Kapacitet”?" in told(tmp_path, [["Kommunkod", "Kapasitet"], ["0180", 3]])[0]
    assert "Kapacitet!D1: Kapacitet: kolumnen ”Kapacitet” saknas" in told(tmp_path, [HEADER[:3], ["0180"]])[0]


def test_merged_cells_are_told(tmp_path: Path) -> None:
    lines = told(tmp_path, [HEADER, ["0114", "", "", 3]], merged="A3:A5")
    assert len(lines) == 1
    assert lines[0].startswith("Kapacitet!A3: cellerna A3:A5 är sammanfogade")


@pytest.mark.parametrize(("value", "key"), [("15 %", "i procent"), ("1.200", "två sätt"),
                                            ("1 200 st", "heltal")])
def test_figures_written_as_text(value: str, key: str, tmp_path: Path) -> None:
    assert key in told(tmp_path, [HEADER, ["0180", "", "", value]])[0]


def test_a_date_that_lost_its_format_is_still_that_date(tmp_path: Path) -> None:
    rows = [["code", "capacity", "date"], ["0180", 3, 40214], ["0114", 4, "2010-02-05"]]
    found = read_table(book(tmp_path, rows), tables.CAPACITY, sheet="Kapacitet", known=KNOWN).rows
    assert {row["date"] for row in found} == {date(2010, 2, 5)}
    assert "Kapacitet!C2" in told(tmp_path, [rows[0], ["0180", 3, "5 februari"]])[0]
    assert "inget datum" in told(tmp_path, [rows[0], ["0180", 3, 2010]])[0]


def test_a_status_may_be_swedish(tmp_path: Path) -> None:
    rows = [["Kommunkod", "Kapacitet", "Säkerhet"], ["0180", 3, "antagen"], ["0114", 4, "official"]]
    found = read_table(book(tmp_path, rows), tables.CAPACITY, sheet="Kapacitet", known=KNOWN).rows
    assert {row["status"] for row in found} == {"assumed", "official"}


@pytest.mark.parametrize(("at", "name"), [(0, "A"), (25, "Z"), (26, "AA"), (701, "ZZ"), (702, "AAA")])
def test_letters_of_columns(at: int, name: str) -> None:
    assert (letters(at), number(name)) == (name, at)
    assert reference("Platser i dag", at, 7) == f"'Platser i dag'!{name}7"
