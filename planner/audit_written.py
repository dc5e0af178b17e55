"""The audit of a key as files: every test, and every case that does not hold, as CSV and a workbook."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from planner.atomic import write_folder
from planner.audit_told import Told, audit_lines, grave, test_said
from planner.tabular import CODE, NUMBER, TEXT, WHOLE, Field, Sheet
from planner.wording import say, subject

if TYPE_CHECKING:
    from fractions import Fraction

TESTS = (("test", TEXT), ("factor", TEXT), ("table", TEXT), ("result", TEXT), ("tried", WHOLE),
         ("fails", WHOLE), ("said", TEXT))
CASES = (("test", TEXT), ("factor", TEXT), ("table", TEXT), ("sort", TEXT), ("change", TEXT), ("code", CODE),
         ("name", TEXT), ("old", NUMBER), ("new", NUMBER), ("other_code", CODE), ("other", TEXT),
         ("before", NUMBER), ("after", NUMBER))
DIGITS = 6  # decimals of a share in promille, and of a figure


def audit_sheets(told: Told, language: str) -> tuple[Sheet, Sheet]:
    """The tests with their results, and the cases in which one does not hold."""
    tests = tuple((v.test, v.factor.column if v.factor else "", v.factor.table if v.factor else "", v.result,
                   v.tried, len(grave(v)), test_said(v, language)) for v in told.audit.verdicts)
    cases = []
    for verdict in told.audit.verdicts:
        for one in verdict.findings:
            old, new = one.figures or (None, None)
            factor = (one.factor.column, one.factor.table) if one.factor else ("", "")
            name, other = told.names.get(one.code, ""), told.names.get(one.other, "")
            cases.append((one.test, *factor, one.sort, one.change, one.code, name, old, new, one.other,
                          other, _promille(one.before), _promille(one.after)))
    return _sheet("audit", TESTS, tests, language), _sheet("audit_cases", CASES, tuple(cases), language)


def write_audit(told: Told, out: Path, language: str, example: str = "") -> Path:
    """Write the audit's folder below ``out`` in one rename, and give its path."""
    from planner.record import folder_name
    return write_folder(out / folder_name(told.title, "audit"), partial(_fill, told, language, example))


def _fill(told: Told, language: str, example: str, folder: Path) -> None:
    from planner.workbook.book import Book
    book = Book(folder / "audit.xlsx", told.title, language, example)
    for sheet in audit_sheets(told, language):
        (folder / f"{sheet.word}.csv").write_text(sheet.plain(), encoding="utf-8", newline="")
        book.sheet(_readable(sheet, language))
    book.pairs(say("sheet.about", language), [("", line) for line in audit_lines(told, language) if line])
    book.save()


def _readable(sheet: Sheet, language: str) -> Sheet:
    """The sheet with tests, figures, results, changes and causes in words."""
    told = {"test": "audit_name", "factor": "heading", "result": "audit_result", "change": "audit_change",
            "sort": "audit_sort"}
    names = [field.name for field in sheet.fields]
    rows = tuple(tuple(subject(told[name]).get(value, {}).get(language, value) if name in told else value
                       for name, value in zip(names, row, strict=True)) for row in sheet.rows)
    return Sheet(sheet.word, sheet.title, sheet.fields, rows)


def _sheet(word: str, columns: tuple[tuple[str, str], ...], rows: tuple[tuple[object, ...], ...],
           language: str) -> Sheet:
    fields = tuple(Field(name, say(f"audit_column.{name}", language), sort, DIGITS,
                         2 if name in ("before", "after") else 1) for name, sort in columns)
    return Sheet(word, say(f"audit_sheet.{word}", language), fields, rows)


def _promille(part: Fraction | None) -> Fraction | None:
    return None if part is None else 1000 * part
