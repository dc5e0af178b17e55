"""A run's workbook edited in Excel and named as tables of the next case."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
from python_calamine import CalamineWorkbook

from models import tables
from models.errors import InputFault
from planner import read_scenario, run
from planner.case import load_case
from planner.cells import Known
from planner.data import read_table
from planner.edition import edition
from planner.handed_back import AS, PLAN, SHARES
from planner.printing import fault_line
from planner.release import PUBLIC
from planner.run import Run
from planner.workbook import write_plan_workbook
from tests.small_case import CASE, SCENARIO, described, small_case

KNOWN = Known({"0114": "Upplands Väsby", "0180": "Stockholm", "0192": "Nynäshamn"}, ["asylum", "permit"],
              called={"asylplatser": "asylum", "put-platser": "permit", "asylum places": "asylum",
                      "permit places": "permit"})
BOOK = "plan_offentlig.xlsx"
Rows = list[list[Any]]


@pytest.fixture(scope="module", params=["sv", "en"])
def book(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[Run, Path]:
    folder = tmp_path_factory.mktemp("case")
    made = run(read_scenario(small_case(folder)))
    write_plan_workbook(folder / BOOK, edition(made, PUBLIC, request.param))
    return made, folder / BOOK


def again(path: Path, folder: Path, change: Callable[[dict[str, Rows]], Any] = lambda sheets: None) -> Path:
    """The workbook's values written again, as after an edit and a recalculation."""
    old = CalamineWorkbook.from_path(path)
    sheets = {name: old.get_sheet_by_name(name).to_python(skip_empty_area=False) for name in old.sheet_names}
    change(sheets)
    with xlsxwriter.Workbook(str(folder / BOOK), {"strings_to_formulas": False}) as new:
        for name, rows in sheets.items():
            page = new.add_worksheet(name)
            for i, row in enumerate(rows):
                for j, value in enumerate(row):
                    if value != "":
                        page.write(i, j, value)
    return folder / BOOK


def names(path: Path) -> list[str]:
    return CalamineWorkbook.from_path(path).sheet_names


def told(path: Path, sheet: str, spec: tables.TableSpec) -> str:
    with pytest.raises(InputFault) as error:
        read_table(path, spec, sheet=sheet, known=KNOWN)
    return " | ".join(fault_line(one, "sv").removeprefix(f"{path}: ") for one in error.value.faults)


def test_the_plan_is_read_as_the_places_of_its_last_year(book: tuple[Run, Path]) -> None:
    made, path = book
    rows = read_table(path, tables.PLACES, sheet="Plan", known=KNOWN).rows
    assert {(row["code"], row["kind"]): row["places"] for row in rows} == {
        (code, kind): places for (code, kind, year), places in made.plan.places.items() if year == 2011}


def test_the_plan_is_read_as_an_earlier_plan(book: tuple[Run, Path]) -> None:
    made, path = book
    rows = read_table(path, tables.PLAN, sheet="Plan", known=KNOWN).rows
    assert {(row["code"], row["kind"], row["year"]): row["after"] for row in rows} == made.plan.places


def test_the_next_case_plans_with_an_edited_workbook(book: tuple[Run, Path], tmp_path: Path) -> None:
    made, path = book
    shares = names(path)[3]
    case = CASE.replace('places = "places.csv"', f'places = "{BOOK}#Plan"')
    for old, new in (("years = [2010, 2011]", "years = [2012]\npopulation_date = 2009-12-31"),
                     ("[20, 30]", "40"), ("permit = 9", "permit = 12")):
        case = case.replace(old, new)
    share = f"""
[shares]
model = "decided"
table = "{BOOK}#{shares}"
whole_units = 893839
"""
    scenario = small_case(tmp_path, {"case.toml": case, "sources.toml": described(
        ["municipalities.csv", "population.csv", "kinds.csv", "capacity.csv"])}, SCENARIO + share)

    def edited(sheets: dict[str, Rows]) -> None:
        for row in sheets["Plan"]:
            if row[0] == "0192" and row[2] in ("asylplatser", "asylum places") and row[3] == 2011:
                row[5], row[6] = row[5] + 1, row[6] + 1  # new places and, as worked out again, those after
    again(path, tmp_path, edited)
    loaded = load_case(read_scenario(scenario))
    before = made.plan.places["0192", "asylum", 2011]
    assert loaded.problem.need.today["0192", "asylum"] == before + 1
    assert loaded.problem.shares["asylum", 2012].weights == {"0114": 38641, "0180": 829417, "0192": 25781}
    assert {loaded.tables[name].status for name in (f"{BOOK}#Plan",)} == {"assumed"}
    assert loaded.sources[f"{BOOK}#{shares}"].publisher == "Platsplan"
    nxt = run(read_scenario(scenario))
    assert sum(nxt.plan.places.values()) == 52


def test_places_that_do_not_add_up_are_told_at_their_cell(book: tuple[Run, Path], tmp_path: Path) -> None:
    path = again(book[1], tmp_path, lambda sheets: sheets["Plan"][1].__setitem__(5, 99))
    assert told(path, "Plan", tables.PLACES).startswith("Plan!G2: ")
    assert "är inte platserna före" in told(path, "Plan", tables.PLACES)


def test_what_a_planner_adds_is_not_passed_over(book: tuple[Run, Path], tmp_path: Path) -> None:
    def added(sheets: dict[str, Rows]) -> None:
        for i, row in enumerate(sheets["Plan"]):
            row.append("Sängar" if i == 0 else 3)
        sheets["Plan"][2][0] = 114
    path = again(book[1], tmp_path, added)
    assert "Sängar" in told(path, "Plan", tables.PLACES)


def test_a_lost_zero_and_a_kind_that_is_none_stand_at_their_cells(book: tuple[Run, Path],
                                                                  tmp_path: Path) -> None:
    def spoiled(sheets: dict[str, Rows]) -> None:
        at = [i for i, row in enumerate(sheets["Plan"]) if row[3] == 2011]
        sheets["Plan"][at[0]][0], sheets["Plan"][at[1]][2] = 180, "asylplatsen"
    text = told(again(book[1], tmp_path, spoiled), "Plan", tables.PLACES)
    assert "har tappat sin inledande nolla" in text
    assert "asylplatsen" in text


def test_weights_that_differ_between_kinds_are_told(book: tuple[Run, Path], tmp_path: Path) -> None:
    sheet = names(book[1])[3]
    path = again(book[1], tmp_path, lambda sheets: sheets[sheet][-1].__setitem__(4, 7))
    assert "beslutad andel" in told(path, sheet, tables.WEIGHTS)
    good = read_table(book[1], tables.WEIGHTS, sheet=sheet, known=KNOWN).rows
    assert {row["code"]: row["weight"] for row in good} == {"0114": 38641, "0180": 829417, "0192": 25781}


def test_every_column_of_the_sheets_is_known() -> None:
    from planner.results import PLAN_COLUMNS, SHARE_COLUMNS
    assert {name for name, _ in PLAN_COLUMNS} <= {*PLAN}
    assert {name for name, _ in SHARE_COLUMNS} == {*SHARES}
    assert set(AS) == {"places", "plan", "weights"}
