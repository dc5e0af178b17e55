"""The workbooks, read back: numbers are numbers, codes are text, sums hold their value."""

from __future__ import annotations

import zipfile
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from python_calamine import CalamineWorkbook

from planner import read_scenario, run
from planner.edition import edition
from planner.plan_page import in_short
from planner.release import INTERNAL
from planner.run import Run
from planner.tabular import CODE, NUMBER, TEXT, WHOLE, Field, Sheet
from planner.workbook import write_plan_workbook
from planner.workbook.book import Book, Sums
from tests.small_case import small_case


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Run:
    return run(read_scenario(small_case(tmp_path_factory.mktemp("case"))))


def written(run: Run, path: Path, language: str = "sv") -> Path:
    write_plan_workbook(path, edition(run, INTERNAL, language))
    return path


def rows(path: Path, sheet: str) -> list[list[Any]]:
    return CalamineWorkbook.from_path(path).get_sheet_by_name(sheet).to_python()


def xml(path: Path, name: str) -> str:
    with zipfile.ZipFile(path) as book:
        return book.read(name).decode()


def test_codes_are_text_and_places_numbers(made: Run, tmp_path: Path) -> None:
    header, *body = rows(written(made, tmp_path / "plan.xlsx"), "Plan")
    assert header[:7] == ["Kommunkod", "Kommun", "Platsslag", "År", "Platser före", "Nya platser",
                          "Platser efter"]
    assert [row[0] for row in body[::4]] == ["0192", "0180", "0114"]  # by name, as one looks them up
    assert all(isinstance(row[0], str) and isinstance(row[6], float) for row in body)
    assert all(row[4] + row[5] == row[6] for row in body)


def test_sums_are_formulas_that_already_hold_their_value(made: Run, tmp_path: Path) -> None:
    path = written(made, tmp_path / "plan.xlsx")
    asylum, permit = "asylplatser", "PUT-platser"
    assert rows(path, "Länet")[1:] == [[asylum, 2010, 10, 10, 20, 10], [asylum, 2011, 20, 10, 30, 20],
                                       [permit, 2010, 4, 5, 9, 5], [permit, 2011, 9, 0, 9, 5]]
    assert xml(path, "xl/worksheets/sheet2.xml").count("<f>SUMPRODUCT(") == 16


def test_parts_of_one_are_per_cents_and_a_share_in_promille_is_a_number(tmp_path: Path) -> None:
    book = Book(tmp_path / "x.xlsx", "x", "sv")
    fields = (Field("share", "Andel", NUMBER, shown=4, part=True),
              Field("share", "Andel, ‰", NUMBER, shown=2))
    book.sheet(Sheet("x", "x", fields, ((Fraction(41, 100), Fraction(7544, 100)),)))
    book.save()
    assert rows(tmp_path / "x.xlsx", "x")[1] == [0.41, 75.44]
    styles = xml(tmp_path / "x.xlsx", "xl/styles.xml")
    assert styles.count('formatCode="0.00%"') == styles.count('formatCode="#,##0.00"') == 1


def test_a_row_is_as_high_as_what_wraps_in_it(tmp_path: Path) -> None:
    book = Book(tmp_path / "x.xlsx", "x", "sv")
    book.sheet(Sheet("x", "x", (Field("a", "A"),), (("kort",), ("ord " * 30,))))
    book.pairs("Om", [("", "ord " * 60)])
    book.save()
    page = xml(tmp_path / "x.xlsx", "xl/worksheets/sheet1.xml")
    assert page.count('customHeight="1"') == 1
    assert '<row r="3" spans="1:1" ht="45" customHeight="1">' in page
    assert 'ht="45"' in xml(tmp_path / "x.xlsx", "xl/worksheets/sheet2.xml")


def test_of_referrals_columns_that_say_nothing_are_left_out() -> None:
    names = ("code", "year", "before", "new", "after", "capacity", "elsewhere", "located", "received")
    rows = (("0180", 2019, 0, 3, 3, None, 0, 3, 40), ("0181", 2019, 0, 2, 2, None, 0, 2, 7))
    short = in_short(Sheet("plan", "Plan", tuple(Field(name, name) for name in names), rows))
    assert [field.name for field in short.fields] == ["code", "year", "received", "new"]
    assert short.rows == (("0180", 2019, 40, 3), ("0181", 2019, 7, 2))
    two = in_short(Sheet("plan", "Plan", tuple(Field(name, name) for name in names),
                         (*rows, ("0180", 2020, 3, 4, 7, None, 0, 7, 40))))
    assert [field.name for field in two.fields] == ["code", "year", "received", "before", "new", "after",
                                                    "located"]


def test_one_kind_and_year_has_its_sums_under_the_table(tmp_path: Path) -> None:
    sets = ["years=[2010]", 'kinds=["asylum"]', "need.total=20"]
    one = run(read_scenario(small_case(tmp_path), sets))
    last = rows(written(one, tmp_path / "plan.xlsx"), "Plan")[-1]
    assert last[1] == "Summa"
    assert last[4:7] == [10, 10, 20]


def test_sums_are_plain_ranges_whatever_a_scenario_is_called(made: Run, tmp_path: Path) -> None:
    fields = (Field("code", "Kod", CODE), Field("name", "Kommun"), Field("x", "hem-6", WHOLE))
    sheet = Sheet("new", "Nya", fields,
                  (("0114", "A", 3), ("0115", "B", 4)))
    book = Book(tmp_path / "b.xlsx", "t", "sv")
    book.sheet(sheet, Sums(("x",)))
    book.save()
    assert "<f>SUBTOTAL(109,C2:C3)</f><v>7.0</v>" in xml(tmp_path / "b.xlsx", "xl/worksheets/sheet1.xml")


def test_no_machine_word_is_left_for_the_reader(made: Run, tmp_path: Path) -> None:
    path = written(made, tmp_path / "plan.xlsx")
    told = [row for title in ("Plan", "Andelar", "Mått") for row in rows(path, title)[1:]]
    words = {str(cell) for row in told for cell in row}
    machine = {"asylum", "permit", "stock", "flow", "official", "assumed", "by-population", "places"}
    assert not words & machine


def test_every_sheet_is_a_named_table_with_frozen_header_and_filter(made: Run, tmp_path: Path) -> None:
    path = written(made, tmp_path / "plan.xlsx")
    assert 'state="frozen"' in xml(path, "xl/worksheets/sheet1.xml")
    table = xml(path, "xl/tables/table1.xml")
    assert 'displayName="tabell_plan"' in table
    assert "<autoFilter" in table


def test_about_says_scenario_id_versions_and_assumptions(made: Run, tmp_path: Path) -> None:
    about = dict(rows(written(made, tmp_path / "plan.xlsx"), "Om"))
    assert about["Körningens id"] == made.id
    assert about["Scenario"] == "plan"
    assert "platsplan" in about["Versioner"]
    assert about["Antagna tabeller"] == "nej"
    assert "Best possible" in dict(rows(written(made, tmp_path / "e.xlsx", "en"), "About"))["What is shown"]


def test_the_same_run_gives_the_same_bytes(made: Run, tmp_path: Path) -> None:
    first, second = (written(made, tmp_path / name).read_bytes() for name in ("a.xlsx", "b.xlsx"))
    assert first == second


def test_text_that_looks_like_a_formula_stays_text(tmp_path: Path) -> None:
    signs = ["=1+1", "+46 8", "-5", "@SUM(A1)", "http://a.example", "12"]
    sheet = Sheet("signs", "Tecken", (Field("code", "Kod", CODE), Field("text", "Text", TEXT)),
                  tuple(("0114", sign) for sign in signs))
    book = Book(tmp_path / "a.xlsx", "", "sv")
    book.sheet(sheet)
    book.save()
    assert [row[1] for row in rows(tmp_path / "a.xlsx", "Tecken")[1:]] == signs
    assert "<f>" not in xml(tmp_path / "a.xlsx", "xl/worksheets/sheet1.xml")


def test_an_empty_sheet_and_like_headers_can_be_written(tmp_path: Path) -> None:
    fields = (Field("name", "Plan", TEXT), Field("a", "plan", WHOLE), Field("b", "Plan", NUMBER))
    book = Book(tmp_path / "a.xlsx", "", "sv")
    book.sheet(Sheet("empty", "Tom", fields, ()))
    book.sheet(Sheet("full", "Full", fields, (("x", 2, Fraction(1, 8)), ("y", None, None))), Sums(("a", "b")))
    book.save()
    assert rows(tmp_path / "a.xlsx", "Tom") == [["Plan", "plan (2)", "Plan (3)"]]
    assert rows(tmp_path / "a.xlsx", "Full") == [["Plan", "plan (2)", "Plan (3)"], ["x", 2, 0.125],
                                                 ["y", "", ""], ["Summa", 2, 0.125]]


def test_csv_for_excel_has_semicolons_and_decimal_commas() -> None:
    fields = (Field("code", "Kod", CODE), Field("q", "Kvot", NUMBER), Field("t", "Text", TEXT))
    sheet = Sheet("s", "S", fields, (("0114", Fraction(21, 2), "=A1"), ("0180", 3, "Täby; Solna")))
    assert sheet.for_excel() == "Kod;Kvot;Text\n0114;10,5000;'=A1\n0180;3;\"Täby; Solna\"\n"
    assert sheet.plain() == "code,q,t\n0114,10.5000,=A1\n0180,3,Täby; Solna\n"
