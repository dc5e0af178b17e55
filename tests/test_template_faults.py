"""Wrong fillings of a template: each is told with sheet and cell, and what to do."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from models.errors import InputFault
from planner.check import check
from planner.printing import fault_line
from planner.scenario import read_scenario
from tests.small_case import SCENARIO, TABLES, described, small_case
from tests.workbooks import Sheets, sheets_of, spoil, template

PINNED = "code,kind,year,places,who,when,why\n0114,asylum,2010,3,KSO,2010-02-05,beslut\n"
RULES = SCENARIO + '\n[rules.pinned]\ntable = "pinned.csv"\n'
PLACES, ROOM = "Platser i dag", "Kapacitet"


def put(sheet: str, cell: str, value: Any) -> Callable[[Sheets], Any]:
    """Write a value in a cell, as C3."""
    def change(sheets: Sheets) -> None:
        sheets[sheet][int(cell[1:]) - 1][ord(cell[0]) - ord("A")] = value
    return change


def add(sheet: str, *row: Any) -> Callable[[Sheets], Any]:
    """Write a row below the others."""
    return lambda sheets: sheets[sheet].append(list(row))


def blank(sheet: str, row: int) -> Callable[[Sheets], Any]:
    """Put an empty row in between."""
    return lambda sheets: sheets[sheet].insert(row - 1, [""] * 4)


def without(sheet: str, column: int) -> Callable[[Sheets], Any]:
    """Take a column away."""
    return lambda sheets: [row.pop(column) for row in sheets[sheet]]


@pytest.fixture
def filled(tmp_path: Path) -> tuple[Path, Path]:
    files = {"pinned.csv": PINNED, "sources.toml": described([*TABLES, "pinned.csv"])}
    return template(small_case(tmp_path / "fall", files, RULES), tmp_path / "mall")


def told(filled: tuple[Path, Path], change: Callable[[Sheets], Any],
         merged: tuple[str, str] | None = None) -> list[str]:
    """The faults that check tells, without the path of the workbook."""
    book, scenario = filled
    spoil(book, change, merged)
    return [fault_line(one, "sv").replace(f"{book}: ", "") for one in check([scenario])]


def test_the_template_itself_has_no_fault(filled: tuple[Path, Path]) -> None:
    assert told(filled, lambda sheets: None) == []


def test_the_headers_stand_where_these_tests_write(filled: tuple[Path, Path]) -> None:
    sheets = sheets_of(filled[0])
    assert sheets[PLACES][0][:4] == ["Kommunkod", "Kommun", "Platsslag", "Platser i dag"]
    assert sheets[ROOM][0] == ["Kommunkod", "Kommun", "Platsslag", "År", "Kapacitet", "Datum", "Uppgiven av",
                               "Säkerhet", "Källa"]
    assert sheets["Låsta beslut"][0][:7] == ["Kommunkod", "Kommun", "Platsslag", "År", "Beslutade platser",
                                             "Vem beslutade", "Beslutsdatum"]
    assert [row[0] for row in sheets["Källor"][1:]] == [name for name in sheets if name not in
                                                        ("Instruktion", "Källor")]


@pytest.mark.parametrize(("change", "place", "sentence"), [
    (put(ROOM, "A2", 114), "Kapacitet!A2: Kommunkod: ", "tappat sin inledande nolla: skriv 0114 som text"),
    (put(ROOM, "E2", 10.5), "Kapacitet!E2: Kapacitet: ", "”10.5” är inget helt antal"),
    (put(ROOM, "E3", "cirka 90"), "Kapacitet!E3: Kapacitet: ", "”cirka 90” är inget heltal"),
    (put(ROOM, "A4", "0199"), "Kapacitet!A4: Kommunkod: ", "kommunen 0199 finns inte"),
    (add(ROOM, "0180", "", "", "", 80), "Kapacitet!A5: ", "raden för 0180 står redan på rad 3"),
    (put(ROOM, "E2", ""), "Kapacitet!E2: Kapacitet: ", "fältet är tomt"),
    (put(PLACES, "C2", "asyl"), "'Platser i dag'!C2: Platsslag: ", "menade du ”asylum”?"),
    (put("Låsta beslut", "G2", "5 februari 2010"), "'Låsta beslut'!G2: Beslutsdatum: ", "är inget datum"),
    (put(PLACES, "D2", -2), "'Platser i dag'!D2: Platser i dag: ", "”-2” är under noll"),
    (put(ROOM, "E2", "=Blad9!A1"), "Kapacitet!E2: Kapacitet: ", "formelfel (#REF!)"),
    (put(ROOM, "E2", "15 %"), "Kapacitet!E2: Kapacitet: ", "skrivet i procent"),
    (put(ROOM, "E3", "1.200"), "Kapacitet!E3: Kapacitet: ", "kan läsas på två sätt"),
    (add(ROOM, "", "Summa", "", "", 105), "Kapacitet!B5: ", "ser ut som en summa"),
    (add(ROOM, "Totalt", "", "", "", 105), "Kapacitet!A5: ", "ser ut som en summa"),
    (put(ROOM, "E1", "Kapasitet"), "Kapacitet!E1: Kapasitet: ", "menade du ”Kapacitet”?"),
    (put(ROOM, "B2", "Vaxholm"), "Kapacitet!B2: Kommun: ", "koden 0114 är Upplands Väsby"),
    (put(ROOM, "H2", "säker"), "Kapacitet!H2: Säkerhet: ", "hur säker uppgiften är"),
    (put(ROOM, "D2", "i år"), "Kapacitet!D2: År: ", "är inget år"),
    (without(ROOM, 4), "Kapacitet!I1: Kapacitet: ", "kolumnen ”Kapacitet” saknas"),
    (add(ROOM, *[""] * 9, 7), "Kapacitet!J5: ", "en kolumn med uppgifter saknar namn: här står ”7”"),
    (put("Källor", "B2", ""), "Källor!B2: Utgivare: ", "fältet är tomt"),
    (put("Källor", "D2", "antagen"), "Källor!E2: Så gjordes antagandet: ", "antagen men det står inte"),
    (put("Källor", "A3", "Slag"), "Källor: ", "bladet ”Platsslag” används men har ingen rad här"),
])
def test_a_wrong_filling_is_told_with_sheet_and_cell(change: Callable[[Sheets], Any], place: str,
                                                     sentence: str, filled: tuple[Path, Path]) -> None:
    lines = told(filled, change)
    assert any(line.startswith(place) and sentence in line for line in lines), lines


def test_a_missing_sheet_is_told_with_those_there_are(filled: tuple[Path, Path]) -> None:
    lines = told(filled, lambda sheets: sheets.pop(ROOM))
    assert lines == ["bladet ”Kapacitet” finns inte; arbetsboken har Instruktion, Kommuner, Platsslag, "
                     "Folkmängd, Platser i dag, Låsta beslut, Källor"]


def test_a_missing_workbook_is_told_once(filled: tuple[Path, Path]) -> None:
    filled[0].unlink()
    lines = [fault_line(one, "sv") for one in check([filled[1]])]
    assert len(lines) == 1
    assert lines[0].startswith(f"{filled[0]}: filen finns inte")


def test_merged_cells_are_told_where_they_begin(filled: tuple[Path, Path]) -> None:
    lines = told(filled, lambda sheets: None, merged=(ROOM, "A3:A4"))
    assert len(lines) == 1
    assert lines[0].startswith("Kapacitet!A3: cellerna A3:A4 är sammanfogade")


def test_a_municipality_without_its_row_is_told_with_the_sheet(filled: tuple[Path, Path]) -> None:
    def change(sheets: Sheets) -> None:
        sheets[PLACES] = [row for row in sheets[PLACES] if row[0] != "0192"]
    assert told(filled, change) == ["Platser i dag: rad saknas för kommunen 0192 Nynäshamn; lägg till den "
                                    "(0 om kommunen inte har något)"]


@pytest.mark.parametrize("change", [
    blank(ROOM, 3), put(ROOM, "E2", 12.0), put(ROOM, "E2", "1 200"), put("Låsta beslut", "G2", 40214),
    put("Låsta beslut", "G2", "2010-02-05"), put(ROOM, "H2", "Antagen"), put(ROOM, "C2", "asylum"),
    put(ROOM, "B2", "")], ids=range(8))
def test_what_is_no_fault(change: Callable[[Sheets], Any], filled: tuple[Path, Path]) -> None:
    assert told(filled, change) == []


def test_an_empty_template_is_told_cell_by_cell(tmp_path: Path) -> None:
    book, scenario = template(small_case(tmp_path / "fall"), tmp_path / "mall", empty=True)
    text = scenario.read_text(encoding="utf-8")
    assert 'county = "Mitt län"' in text
    assert not any(word in text for word in ("Stockholm", "official", "Efter folkmängd"))
    with pytest.raises(InputFault):
        read_scenario(scenario)
    asked = [fault_line(one, "sv") for one in check([scenario])]
    assert [line.partition(": ")[2] for line in asked[:2]] == [
        "case.county_code: 00 står i en tom mall och är inget län; skriv länets namn och länskod",
        "need: det står inte hur många platser länet ska ha; skriv total (platser i drift) eller new "
        "(nya platser per år)"]
    filled_in = text.replace('"00"', '"01"').replace("# total = …", "total = {asylum = [20, 30], permit = 9}")
    scenario.write_text(filled_in, encoding="utf-8")
    lines = [fault_line(one, "sv").replace(f"{book}: ", "") for one in check([scenario])]
    assert lines[:3] == [f"Källor!{cell}2: {name}: fältet är tomt; fyll i ett värde"
                         for cell, name in (("B", "Utgivare"), ("C", "Datum"), ("D", "Säkerhet"))]

    def sourced(sheets: Sheets) -> None:
        for row in sheets["Källor"][1:]:
            row[1:4] = ["SCB", 2010, "officiell"]
    assert told((book, scenario), sourced) == [
        "Folkmängd: tabellen är tom; skriv varje kommuns folkmängd den 31 december 2009",
        "Kommuner: tabellen har inga kommuner; skriv länets kommuner, en rad för var och en"]
