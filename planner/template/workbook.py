"""The workbook of a template: instructions, a sheet per table, the sources.

Codes are text also where nothing stands yet, so that no leading zero is lost; every header
carries a note of what the column means; lists and bounds are checked while one types. No
merged cells, and no clock: the same filling gives the same bytes.
"""

from __future__ import annotations

import textwrap
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Any

from models.months import told
from models.tables import Column, TableSpec
from planner.headings import headings, sheet_name
from planner.template.filling import Filling, Page
from planner.template.instructions import heading_note, instruction_rows, source_page
from planner.template.validation import WORDED, rule
from planner.wording import say, subject
from planner.workbook.book import CREATED, OPTIONS, STYLE

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.worksheet import Worksheet

SPARE, EMPTY_ROWS = 20, 60  # rows to fill in below those that are filled, and where none are
LAST_ROW = 2000  # as far down as cells are checked
NARROWEST, WIDEST, LONG, LINE = 9, 44, 70, 15  # widths in characters; the height of a line in points
LEFT, RIGHT = 26, 92  # widths of the instructions
HEADER = {"bold": True, "bg_color": "#DDEBF7", "bottom": 1, "valign": "top"}
TEXT = 49  # Excel's own number for the format of text
SHAPES: Mapping[str, str | int] = {
    "code": TEXT, "place": TEXT, "text": TEXT, "kind": TEXT, "status": TEXT, "month": TEXT, "referral": TEXT,
    "int": "#,##0", "year": "0",
    "number": "General", "date": "yyyy-mm-dd"}
ALIGNED: Mapping[str, dict[str, Any]] = {
    "int": {"align": "right", "indent": 1}, "number": {"align": "right", "indent": 1},
    "year": {"align": "center"}, "date": {"align": "center"}}
USED, UNUSED = "#1F4E79", "#A6A6A6"  # tabs: tables of the scenario, tables it does not use yet


def write_workbook(path: Path, filling: Filling, language: str) -> None:
    """Write the workbook of a filling."""
    _Builder(path, filling, language).write()


@dataclass(frozen=True)
class _Cells:
    """The formats of a workbook: by type of column, and for headings and text."""

    by_type: Mapping[str, Any]
    header: Any
    bold: Any
    wrapped: Any
    link: Any


class _Builder:
    """Builds one workbook, sheet by sheet."""

    def __init__(self, path: Path, filling: Filling, language: str) -> None:
        from xlsxwriter import Workbook
        self.book: Workbook = Workbook(str(path), OPTIONS)
        self.book.set_properties({"title": filling.settings.title or filling.name, "created": CREATED})
        self.filling, self.language = filling, language
        add = self.book.add_format
        by_type = {word: add({"num_format": shape, "valign": "top", "text_wrap": word == "text",
                              **ALIGNED.get(word, {})}) for word, shape in SHAPES.items()}
        self.cells = _Cells(by_type, add(HEADER), add({"bold": True, "valign": "top", "font_size": 12}),
                            add({"text_wrap": True, "valign": "top"}),
                            add({"font_color": "#0563C1", "underline": 1, "valign": "top"}))

    def write(self) -> None:
        """Every sheet, then the file."""
        self.instructions()
        for number, page in enumerate((*self.filling.pages, source_page(self.filling, self.language)), 1):
            self.page(page, number)
        self.book.close()

    def instructions(self) -> None:
        """The first sheet: what to do, and what each sheet is for; the sheets' names are links."""
        sheet = self.book.add_worksheet(sheet_name("instructions", self.language))
        sheet.set_column(0, 0, LEFT, self.cells.wrapped)
        sheet.set_column(1, 1, RIGHT, self.cells.wrapped)
        sheet.hide_gridlines(2)
        self.paper(sheet)
        for i, (left, right, sort) in enumerate(instruction_rows(self.filling, self.language)):
            style = self.cells.bold if sort == "heading" else self.cells.wrapped
            sheet.set_row(i, LINE * lines(right, RIGHT) + (3 if sort == "heading" else 0))
            if sort == "sheet":
                sheet.write_url(i, 0, f"internal:'{left}'!A1", self.cells.link, left)
            elif left:
                sheet.write_string(i, 0, left, style)
            if right:
                sheet.write_string(i, 1, right, self.cells.wrapped)

    def page(self, page: Page, number: int) -> None:
        """One table: its rows and empty rows below, as a named table with a frozen header."""
        sheet = self.book.add_worksheet(page.title)
        columns = page.columns
        last = len(page.rows) + (SPARE if page.rows else EMPTY_ROWS)
        names = headings(page.spec, self.language)
        for j, column in enumerate(columns):
            style = self.cells.by_type[column.type]
            sheet.set_column(j, j, self.width(page, column), style)
            values = [row.get(column.name) for row in page.rows]
            for i, value in enumerate([*values, *[None] * (last - len(values))], 1):
                self.put(sheet, i, j, value, column)
            self.checked(sheet, j, page.spec, column)
            sheet.write_comment(0, j, heading_note(page.spec, column, self.language),
                                {"x_scale": 2, "author": "Platsplan"})
        header = [{"header": names[column.name], "header_format": self.cells.header} for column in columns]
        sheet.add_table(0, 0, last, len(columns) - 1,
                        {"name": f"tabell_{number}_{page.spec.word}", "columns": header, "style": STYLE})
        self.dress(sheet, page, columns, last)

    def dress(self, sheet: Worksheet, page: Page, columns: Sequence[Column], last: int) -> None:
        """Frozen header, tab colour, heights of long rows, no warnings for codes as text, one page wide."""
        widths = {column: self.width(page, column) for column in columns if column.type == "text"}
        for i, row in enumerate(page.rows, 1):
            most = max((lines(str(row.get(c.name) or ""), width) for c, width in widths.items()), default=1)
            if most > 1:
                sheet.set_row(i, LINE * most)
        sheet.freeze_panes(1, 2 if [c.name for c in columns[:2]] == ["code", "name"] else 0)
        sheet.set_tab_color(USED if page.name else UNUSED)
        text = [j for j, c in enumerate(columns) if SHAPES[c.type] == TEXT]
        from xlsxwriter.utility import xl_range
        sheet.ignore_errors({"number_stored_as_text": " ".join(xl_range(1, j, last, j) for j in text)})
        self.paper(sheet)

    def put(self, sheet: Worksheet, i: int, j: int, value: Any, column: Column) -> None:
        """One cell, so that it reads back as exactly the same value."""
        style = self.cells.by_type[column.type]
        if value is None:
            sheet.write_blank(i, j, None, style)
        elif column.type == "month":
            sheet.write_string(i, j, told(value), style)
        elif isinstance(value, date):
            sheet.write_datetime(i, j, value, style)
        elif isinstance(value, str):
            known = subject(WORDED[column.type]).get(value) if column.type in WORDED else None
            sheet.write_string(i, j, known[self.language] if known else value, style)
        elif Fraction(format(float(value), ".15g")) == value:
            sheet.write_number(i, j, float(value), style)
        else:
            sheet.write_string(i, j, str(value), self.cells.by_type["text"])

    def checked(self, sheet: Worksheet, j: int, spec: TableSpec, column: Column) -> None:
        """What the cells of a column take."""
        found = rule(self.filling, spec, column, self.language)
        if found is not None:
            sheet.data_validation(1, j, LAST_ROW, j, found)

    def width(self, page: Page, column: Column) -> int:
        """A width that shows the header and the values."""
        heading = headings(page.spec, self.language)[column.name]
        longest = max((len(str(row.get(column.name) or "")) for row in page.rows), default=0)
        return min(max(longest + 2, len(heading) + 4, NARROWEST), LONG if column.name == "rule" else WIDEST)

    def paper(self, sheet: Worksheet) -> None:
        """A4 across, one page wide, the header on every page."""
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(0)
        sheet.set_footer(f"&L{say('template_book.footer', self.language)}&R&P")


def lines(text: str, width: int) -> int:
    """How many lines a text takes in a column of that width (characters)."""
    return max(1, len(textwrap.wrap(text, max(1, width - 2))))
