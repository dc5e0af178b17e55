"""Tables: dialects read or refused on purpose; every fault with table, line, column and value."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from models import tables
from models.errors import Fault, InputFault
from models.tables import Column, Table, TableSpec
from planner.cells import CellFault, Known, value
from planner.data import read_table
from planner.wording import say

CODES = {"0114": "Upplands Väsby", "0115": "Vallentuna", "0180": "Stockholm"}
KNOWN = Known(CODES, ("asylum", "permit"), ("Norrort",))
PLAIN = "code,name,capacity,note\n0114,Upplands Väsby,12,\n0180,Stockholm,1200,känd\n"


def read(
    folder: Path,
    content: str | bytes,
    spec: TableSpec = tables.CAPACITY,
    name: str = "t.csv",
    sheet: str = "",
) -> Table:
    data = content if isinstance(content, bytes) else content.encode()
    (folder / name).write_bytes(data)
    return read_table(folder / name, spec, sheet=sheet, known=KNOWN)


def wrong(
    folder: Path,
    content: str | bytes,
    spec: TableSpec = tables.CAPACITY,
    name: str = "t.csv",
    sheet: str = "",
) -> list[Fault]:
    with pytest.raises(InputFault) as error:
        read(folder, content, spec, name, sheet)
    for one in error.value.faults:
        assert say(f"fault.{one.key}", "sv", **one.values) != say(f"fault.{one.key}", "en", **one.values)
    return list(error.value.faults)


def told(faults: list[Fault]) -> list[tuple[str, int | None, str]]:
    return [(f.key, f.place.line, f.place.column) for f in faults]


DIALECTS = {
    "plain": PLAIN.encode(),
    "semicolon": PLAIN.replace(",", ";").encode(),
    "tab": PLAIN.replace(",", "\t").encode(),
    "bom": b"\xef\xbb\xbf" + PLAIN.encode(),
    "cp1252": PLAIN.replace(",", ";").encode("cp1252"),
    "crlf": PLAIN.replace("\n", "\r\n").encode(),
    "no last break": PLAIN.rstrip("\n").encode(),
    "blank lines": PLAIN.replace("\n", "\n\n,,,\n").encode(),
    "sep line": b"sep=;\n" + PLAIN.replace(",", ";").encode(),
    "quotes": PLAIN.replace("Stockholm", '"Stockholm"').replace("0114", '"0114"').encode(),
    "thousands": PLAIN.replace("1200", "1 200").encode(),
    "no-break": PLAIN.replace("1200", "1\u00a0200").encode(),
    "rows turned": "code,name,capacity,note\n0180,Stockholm,1200,känd\n0114,Upplands Väsby,12,\n".encode(),
    "columns turned": "capacity,note,name,code\n12,,Upplands Väsby,0114\n1200,känd,Stockholm,0180\n".encode(),
    "trailing": "code;name;capacity;note;;\n0114;Upplands Väsby;12;;;\n0180;Stockholm;1200;känd;;\n".encode(),
}


@pytest.mark.parametrize("dialect", DIALECTS)
def test_every_dialect_gives_the_same_table(tmp_path: Path, dialect: str) -> None:
    assert read(tmp_path, DIALECTS[dialect]) == read(tmp_path, PLAIN)


def test_values_of_a_table(tmp_path: Path) -> None:
    table = read(tmp_path, PLAIN)
    assert [row["capacity"] for row in table.rows] == [12, 1200]
    assert table.rows[0] == {
        "code": "0114",
        "kind": None,
        "year": None,
        "capacity": 12,
        "date": None,
        "stated_by": None,
        "name": "Upplands Väsby",
        "status": None,
        "source": None,
        "note": None,
    }
    assert table.row_status(table.rows[0]) == "assumed"


def test_a_quoted_break_keeps_the_line_numbers(tmp_path: Path) -> None:
    text = 'code,capacity,note\n0114,1,"två\nrader"\n0180,x,\n'
    assert told(wrong(tmp_path, text)) == [("cell-whole", 4, "capacity")]


NUMBER, WHOLE = Column("n", "number", "", ""), Column("n", "int", "", "")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("12", Fraction(12)),
        ("12,5", Fraction(25, 2)),
        ("0.1", Fraction(1, 10)),
        ("\u22120,5", Fraction(-1, 2)),
        ("1 234,5", Fraction(2469, 2)),
        ("1\u00a0234", Fraction(1234)),
        ("1,234", Fraction(617, 500)),
    ],
)
def test_numbers_are_exact(text: str, found: Fraction) -> None:
    assert value(text, NUMBER, KNOWN) == found


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("1.234", "cell-ambiguous"),
        ("1,234", "cell-ambiguous"),
        ("1.234.567", "cell-ambiguous"),
        ("1,5", "cell-fraction"),
        ("12 34", "cell-whole"),
        ("1e3", "cell-whole"),
        ("tolv", "cell-whole"),
        ("5-6", "cell-whole"),
        ("inf", "cell-whole"),
        ("٣", "cell-whole"),
    ],
)
def test_whole_numbers_that_are_refused(text: str, key: str) -> None:
    with pytest.raises(CellFault) as error:
        value(text, WHOLE, KNOWN)
    assert error.value.key == key


@pytest.mark.parametrize("text", ["1.234,5", "1 23", "x", "1,2,3", "nan", ""])
def test_numbers_that_are_refused(text: str) -> None:
    with pytest.raises(CellFault):
        value(text, NUMBER, KNOWN)


@pytest.mark.parametrize(
    ("sort", "text", "key"),
    [
        ("code", "114", "cell-lost-zero"),
        ("code", "0199", "cell-unknown-code"),
        ("code", "Solna", "cell-code"),
        ("code", "01140", "cell-code"),
        ("place", "Norort", "cell-unknown-area-meant"),
        ("place", "115", "cell-lost-zero"),
        ("kind", "asyl", "cell-unknown-kind-meant"),
        ("kind", "x", "cell-unknown-kind"),
        ("year", "10", "cell-year"),
        ("date", "5/2 2010", "cell-date"),
        ("date", "2010-02-30", "cell-date"),
        ("status", "asumed", "cell-status-meant"),
    ],
)
def test_words_that_are_refused(sort: str, text: str, key: str) -> None:
    with pytest.raises(CellFault) as error:
        value(text, Column("c", sort, "", ""), KNOWN)
    assert error.value.key == key


def test_words_that_are_read() -> None:
    for sort, text, found in (
        ("place", "Norrort", "Norrort"),
        ("place", "0115", "0115"),
        ("year", "2010", 2010),
        ("date", "2010-02-05", date(2010, 2, 5)),
        ("kind", "permit", "permit"),
    ):
        assert value(text, Column("c", sort, "", ""), KNOWN) == found


def test_a_lost_zero_is_told_with_line_and_code(tmp_path: Path) -> None:
    (one,) = wrong(tmp_path, "code;capacity\n0180;4\n114;3\n")
    assert told([one]) == [("cell-lost-zero", 3, "code")]
    assert say("fault.cell-lost-zero", "sv", **one.values) == (
        "koden 114 har tappat sin inledande nolla: skriv 0114 som text"
    )


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", [("table-empty", None, "")]),
        ("\n\n", [("table-empty", None, "")]),
        (
            "code,capcity\n0114,3\n",
            [("column-unknown-meant", 1, "capcity")],
        ),
        ("code,capacity,code\n0114,3,0114\n", [("column-twice", 1, "code")]),
        ("code,capacity,area\n0114,3,9\n", [("column-unknown", 1, "area")]),
        ("code,capacity,\n0114,3,9\n", [("column-unnamed", 2, "")]),
        ("code,capacity\n0114,1,5\n", [("row-long-comma", 2, "")]),
        ("code;capacity\n0114;1;5\n", [("row-long", 2, "")]),
        (
            "code,capacity\n0114,-1\n,3\n0180,\n",
            [("cell-negative", 2, "capacity"), ("cell-empty", 3, "code"), ("cell-empty", 4, "capacity")],
        ),
        ("code,capacity\n0114,1\n\n0114,2\n", [("row-twice", 4, "")]),
        ('code,capacity\n"0114"x,1\n', [("csv-quotes", 2, "")]),
        ('code,capacity\n"0114,1\n', [("csv-quotes", 2, "")]),
    ],
)
def test_faults_of_a_table(tmp_path: Path, text: str, found: list[tuple[str, int | None, str]]) -> None:
    assert told(wrong(tmp_path, text)) == found


def test_a_row_said_twice_for_all(tmp_path: Path) -> None:
    assert told(wrong(tmp_path, "code,kind,year,price\n,,,5\n,,,6\n", tables.PRICES)) == [
        ("row-twice-all", 3, "")
    ]


def test_many_alike_faults_are_counted(tmp_path: Path) -> None:
    faults = wrong(tmp_path, "code,capacity\n" + "0114,x\n" * 30)
    assert [f.key for f in faults] == ["cell-whole"] * 10 + ["more-alike"]
    assert faults[-1].values == {"count": 20}


def test_encodings_that_are_refused(tmp_path: Path) -> None:
    assert told(wrong(tmp_path, PLAIN.encode("utf-16"))) == [("utf16", None, "")]
    assert told(wrong(tmp_path, b"code,name,capacity\n0114,V\x81sby,3\n")) == [("encoding", 2, "")]


def test_files_that_are_no_tables(tmp_path: Path) -> None:
    assert told(wrong(tmp_path, "x", name="t.pdf")) == [("table-ending", None, "")]
    assert told(wrong(tmp_path, "x", name="t.csv", sheet="Blad1")) == [("table-ending", None, "")]
    assert told(wrong(tmp_path, "x", name="t.xlsx")) == [("not-a-workbook", None, "")]
    with pytest.raises(InputFault):
        read_table(tmp_path / "nej.csv", tables.CAPACITY)


def test_relief_is_a_part_below_one(tmp_path: Path) -> None:
    text = "code;part;reason\n0114;0,5;a\n0115;1;b\n0180;-0,1;c\n"
    assert told(wrong(tmp_path, text, tables.RELIEF)) == [
        ("cell-high", 3, "part"),
        ("cell-negative", 4, "part"),
    ]


def test_an_earlier_plan_may_have_more_columns(tmp_path: Path) -> None:
    table = read(
        tmp_path, "code,name,kind,year,before,after,gap\n0114,upplands väsby,asylum,2010,1,3,0.5\n",
        tables.PLAN,
    )
    assert table.rows[0]["after"] == 3
    assert "before" not in table.rows[0]


def book(path: Path, sheets: dict[str, list[list[Any]]]) -> Path:
    import xlsxwriter

    with xlsxwriter.Workbook(str(path)) as written:
        for name, rows in sheets.items():
            sheet = written.add_worksheet(name)
            for i, row in enumerate(rows):
                sheet.write_row(i, 0, row)
    return path


def test_a_workbook_gives_the_same_table(tmp_path: Path) -> None:
    rows = [
        ["code", "name", "capacity", "note"],
        ["0114", "Upplands Väsby", 12],
        [],
        ["0180", "Stockholm", "1 200", "känd"],
    ]
    path = book(tmp_path / "b.xlsx", {"Kapacitet": rows, "Annat": [["x"]]})
    table = read_table(path, tables.CAPACITY, name="t.csv", sheet="Kapacitet", known=KNOWN)
    assert table == read(tmp_path, PLAIN)


def test_faults_of_a_workbook(tmp_path: Path) -> None:
    rows = [["code", "capacity"], ["0180", 3], [], [114, 4.5], ["0115", 1.234], ["0114", True]]
    path = book(tmp_path / "b.xlsx", {"A": rows, "B": []})
    with pytest.raises(InputFault) as error:
        read_table(path, tables.CAPACITY, sheet="A", known=KNOWN)
    found = list(error.value.faults)
    assert told(found) == [
        ("cell-lost-zero", 4, "code"),
        ("cell-fraction", 4, "capacity"),
        ("cell-fraction", 5, "capacity"),
        ("cell-whole", 6, "capacity"),
    ]
    assert found[0].place.file.endswith("b.xlsx#A")
    assert [f.key for f in wrong(tmp_path, path.read_bytes(), name="b.xlsx")] == ["which-sheet"]
    assert [f.key for f in wrong(tmp_path, path.read_bytes(), name="b.xlsx", sheet="C")] == ["no-sheet"]


def test_dates_and_years_in_a_workbook(tmp_path: Path) -> None:
    import xlsxwriter

    with xlsxwriter.Workbook(str(tmp_path / "b.xlsx")) as written:
        day = written.add_format({"num_format": "yyyy-mm-dd"})
        sheet = written.add_worksheet()
        sheet.write_row(0, 0, ["code", "year", "places", "who", "when", "why"])
        sheet.write_row(1, 0, ["0114", 2010, 3, "KSO", "", "beslut"])
        sheet.write_datetime(1, 4, date(2010, 2, 5), day)
    row = read_table(tmp_path / "b.xlsx", tables.PINNED, known=KNOWN).rows[0]
    assert (row["year"], row["when"]) == (2010, date(2010, 2, 5))


def test_a_name_that_is_not_the_codes_is_told_with_its_line(tmp_path: Path) -> None:
    from planner.case import load_case
    from planner.scenario import read_scenario
    from tests.small_case import small_case
    scenario = small_case(tmp_path)
    places = next(scenario.parent.glob("places.csv"))
    head, *rows = places.read_text(encoding="utf-8").splitlines()
    code = rows[1].split(",")[0]
    named = [f"{head},name", *(f"{row},{'Vaxholm' if i == 1 else ''}" for i, row in enumerate(rows))]
    places.write_text("\n".join(named) + "\n", encoding="utf-8")
    with pytest.raises(InputFault) as told:
        load_case(read_scenario(scenario))
    fault = told.value.faults[0]
    assert (fault.key, fault.place.line, fault.values["code"]) == ("name-other", 3, code)
