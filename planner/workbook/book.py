"""Workbooks that open right in Swedish Excel: real numbers, codes as text, sums as formulas.

Every sheet has a frozen header, a filter, fitting widths and a named table; the last one,
"Om", says scenario, id, versions and assumptions. No cell holds a clock: the same run gives
the same bytes.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from pathlib import Path
from textwrap import wrap
from typing import TYPE_CHECKING, Any

from models.regimes import PLACES
from planner.plan_page import in_short
from planner.readable import readable
from planner.tabular import CODE, NUMBER, TEXT, WHOLE, Field, Sheet, fixed
from planner.wording import say

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.worksheet import Worksheet

    from planner.edition import ComparisonEdition, Edition

CREATED = datetime(2000, 1, 1)  # a fixed day: the file must not depend on when it is written
WIDEST, WRAPPED, NARROWEST = 90, 48, 8  # widths in characters; longer text wraps
YEAR, PART, LINE = "year", "part", 15  # formats of years and of parts of 1; a line's height in points
SUMMED = ("received", "before", "new", "after", "quota", "gap", "new_since_start", "population")
STYLE = "Table Style Light 9"
TWO = "two decimals"
SHAPES = {WHOLE: "#,##0", NUMBER: "#,##0.0", TWO: "#,##0.00", YEAR: "0", PART: "0.00%", CODE: "@",
          TEXT: "General"}
OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False,
           "strings_to_numbers": False}


@dataclass(frozen=True)
class Sums:
    """Which columns of a sheet get a total row with a sum."""

    columns: tuple[str, ...]


class Book:
    """A workbook in the making; close it with ``save``."""

    def __init__(self, path: Path, title: str, language: str, example: str = "") -> None:
        from xlsxwriter import Workbook
        self.book: Workbook = Workbook(str(path), OPTIONS)
        self.book.set_properties({"title": title, "created": CREATED})
        self.language, self.example = language, example
        self._formats: dict[tuple[str, bool, bool], Any] = {}

    def sheet(self, sheet: Sheet, sums: Sums | None = None) -> Worksheet:
        """A sheet as a named table; ``sums`` adds a total row."""
        page = self.book.add_worksheet(sheet.title[:31])
        page.freeze_panes(1, min(2, len(sheet.fields)) if sheet.fields[0].type == CODE else 0)
        self._print(page)
        self._widths(page, sheet)
        last, right = len(sheet.rows), len(sheet.fields) - 1
        if sheet.rows:
            page.add_table(0, 0, last, right, self._table(sheet))
            if sums:
                self._sums(page, sheet, sums)
        else:
            for j, f in enumerate(sheet.fields):
                page.write_string(0, j, f.title)
        for i, row in enumerate(sheet.rows):
            for j, value in enumerate(row):
                self._put(page, i + 1, j, value, sheet.fields[j], (i, j) in sheet.marked)
        codes = [j for j, f in enumerate(sheet.fields) if f.type == CODE]
        if codes and sheet.rows:
            page.ignore_errors({"number_stored_as_text": " ".join(_area(j, last) for j in codes)})
        return page

    def pairs(self, title: str, rows: Iterable[tuple[str, str]]) -> None:
        """A sheet of subjects and what is to say of them."""
        page = self.book.add_worksheet(title)
        self._print(page)
        page.set_column(0, 0, 30)
        page.set_column(1, 1, WIDEST)
        bold = self.book.add_format({"bold": True, "valign": "top"})
        wrapped = self.book.add_format({"text_wrap": True, "valign": "top"})
        for i, (subject, text) in enumerate(rows):
            page.write_string(i, 0, subject, bold)
            page.write_string(i, 1, text, wrapped)
            _high(page, i, [text], WIDEST)

    def formulas(self, page: Worksheet, at: int, formulas: Sequence[tuple[str, int]], first: int) -> None:
        """Formulas in one row from column ``first``, each with the value Excel will come to."""
        for j, (formula, value) in enumerate(formulas):
            page.write_formula(at, first + j, formula, self.format(WHOLE), value)

    def format(self, word: str, marked: bool = False, *, total: bool = False) -> Any:
        """The cell format of a type: grouped whole numbers, one decimal, plain years, text wrapped."""
        at = (word, marked, total)
        if at not in self._formats:
            made: dict[str, Any] = {"num_format": SHAPES[word], "valign": "top"}
            made |= {"text_wrap": True} if word == TEXT else {}
            made |= {"bold": True, "bg_color": "#FFF2CC"} if marked else {}
            made |= {"bold": True, "top": 1} if total else {}
            self._formats[at] = self.book.add_format(made)
        return self._formats[at]

    def save(self) -> None:
        """Write the file."""
        self.book.close()

    def _put(self, page: Worksheet, i: int, j: int, value: Any, field: Field, marked: bool) -> None:
        """One value: text stays text whatever sign it starts with."""
        if value is None:
            return
        if isinstance(value, str):
            page.write_string(i, j, value, self.format(CODE if field.type == CODE else TEXT, marked))
            return
        broken = isinstance(value, Fraction)
        usual = {0: WHOLE, 2: TWO}.get(field.shown, NUMBER) if broken else WHOLE
        word = YEAR if field.name == YEAR else PART if field.part else usual
        exact = float(fixed(value, field.digits)) if broken else value
        page.write_number(i, j, exact, self.format(word, marked))

    def _table(self, sheet: Sheet) -> dict[str, Any]:
        columns = [{"header": header} for header in _distinct([f.title for f in sheet.fields])]
        return {"name": f"tabell_{sheet.word}", "columns": columns, "style": STYLE}

    def _sums(self, page: Worksheet, sheet: Sheet, sums: Sums) -> None:
        """A row of sums under the table, of what the filter shows.

        Plain ranges, not the table's own names: a scenario's name may hold any sign.
        """
        last = len(sheet.rows)
        for j, f in enumerate(sheet.fields):
            if f.name in sums.columns:
                total = sum(v for v in sheet.column(f.name) if v is not None)
                page.write_formula(last + 1, j, f"=SUBTOTAL(109,{_area(j, last)})",
                                   self.format(f.type, total=True), float(total))
            elif f.name == "name":
                word = say("column.sum", self.language)
                page.write_string(last + 1, j, word, self.format(TEXT, total=True))

    def _widths(self, page: Worksheet, sheet: Sheet) -> None:
        """Columns as wide as their longest value, at most ``WRAPPED``; rows as high as what then wraps."""
        for j, f in enumerate(sheet.fields):
            longest = max((_length(row[j]) for row in sheet.rows), default=0)
            page.set_column(j, j, min(max(longest + 1, len(f.title) + 4, NARROWEST), WRAPPED))
        for i, row in enumerate(sheet.rows, 1):
            _high(page, i, [value for value in row if isinstance(value, str)], WRAPPED)

    def _print(self, page: Worksheet) -> None:
        page.set_landscape()
        page.set_paper(9)
        page.fit_to_pages(1, 0)
        page.repeat_rows(0)
        if self.example:
            page.set_header("&L" + self.example.replace("&", "&&"))


def write_plan_workbook(path: Path, edition: Edition) -> None:
    """The plan first, the county's sums, then the other sheets, sources and "Om"."""
    from planner.about import about_rows, source_sheet
    run, language = edition.run, edition.language
    example = say("record.example", language) if run.case.example else ""
    book = Book(path, run.scenario.settings.title or run.scenario.name, language, example)
    sheets = [readable(sheet, run.case.kinds, language) for sheet in edition.sheets]
    plan = in_short(sheets[0]) if run.case.problem.unit != PLACES else sheets[0]
    one = len(set(zip(plan.column("kind"), plan.column("year"), strict=True))) == 1
    book.sheet(plan, Sums(SUMMED) if one else None)
    _county(book, plan, language)
    for sheet in (*sheets[1:], source_sheet(run, language)):
        if sheet.rows or sheet.word != "flows":  # without a rule of travelling there is nothing to say
            book.sheet(sheet)
    book.pairs(say("sheet.about", language), about_rows(run, language))
    book.save()


def _county(book: Book, plan: Sheet, language: str) -> None:
    """The county's sums by kind and year, as formulas over the plan's sheet."""
    names = [f.name for f in plan.fields]
    sums = tuple(name for name in ("received", "before", "new", "after", "new_since_start") if name in names)
    fields = [plan.fields[names.index(name)] for name in ("kind", "year", *sums)]
    keys = list(dict.fromkeys(zip(plan.column("kind"), plan.column("year"), strict=True)))
    rows = tuple((kind, year, *(_sum(plan, name, kind, year) for name in sums)) for kind, year in keys)
    page = book.sheet(Sheet("county", say("sheet.county", language), tuple(fields), rows))
    kinds, years = (_range(plan, names.index(name)) for name in ("kind", "year"))
    for i, row in enumerate(rows, 1):
        made = [f"=SUMIFS({_range(plan, names.index(name))},{kinds},$A${i + 1},{years},$B${i + 1})"
                for name in sums]
        book.formulas(page, i, list(zip(made, row[2:], strict=True)), 2)


def _sum(plan: Sheet, name: str, kind: str, year: int) -> int:
    found = zip(plan.column(name), plan.column("kind"), plan.column("year"), strict=True)
    return sum(value for value, k, t in found if (k, t) == (kind, year))


def _range(sheet: Sheet, column: int) -> str:
    from xlsxwriter.utility import xl_range_abs
    return f"'{sheet.title}'!" + xl_range_abs(1, column, len(sheet.rows), column)


def _area(column: int, last: int) -> str:
    from xlsxwriter.utility import xl_range
    return str(xl_range(1, column, last, column))


def _distinct(titles: Sequence[str]) -> list[str]:
    """Headers of a table must differ, whatever scenarios are called."""
    seen: dict[str, int] = {}
    made = []
    for title in titles:
        count = seen[title.lower()] = seen.get(title.lower(), 0) + 1
        made.append(title if count == 1 else f"{title} ({count})")
    return made


def _high(page: Worksheet, at: int, texts: Sequence[str], wide: int) -> None:
    """A row as high as its longest text wrapped to so many characters; not every reader does so itself."""
    lines = max((len(wrap(text, wide)) for text in texts), default=1)
    if lines > 1:
        page.set_row(at, LINE * lines)


def _length(value: Any) -> int:
    return len(f"{float(value):.1f}") + 2 if isinstance(value, Fraction) else len(str(value or ""))


def write_comparison_workbook(path: Path, edition: ComparisonEdition) -> None:
    """The four tables, the places with sums, an outcome, then "Om"."""
    from planner.plan_text import statement
    comparison, language = edition.comparison, edition.language
    example = say("record.example", language) if any(r.case.example for r in comparison.runs) else ""
    book = Book(path, ", ".join(run.scenario.name for run in comparison.runs), language, example)
    for sheet in edition.sheets:
        places = tuple(f.name for f in sheet.fields if f.type == WHOLE)
        book.sheet(sheet, Sums(places) if places and sheet.fields[0].type == CODE else None)
    runs = [(run.scenario.name, f"{run.scenario.settings.title} ({run.id}). {statement(run, language)}")
            for run in comparison.runs]
    notes = (*comparison.notes, *comparison.range_notes)
    book.pairs(say("sheet.about", language), [*runs, *(("", note) for note in notes)])
    book.save()
