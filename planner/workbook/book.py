"""Workbooks that open right in Swedish Excel: real numbers, codes as text, sums as formulas.

Every sheet has a frozen header, a filter, fitting widths, a print area on A4 and a named table;
the last one, "Om", says scenario, id, versions and assumptions. No cell holds a clock: the same
run gives the same bytes.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Any

from planner.small_counts import COVERED
from planner.tabular import CODE, NUMBER, TEXT, WHOLE, Field, Sheet
from planner.wording import say
from planner.workbook import layout

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.worksheet import Worksheet

CREATED = datetime(2000, 1, 1)  # a fixed day: the file must not depend on when it is written
YEAR, PART = "year", "part"  # formats of years and of parts of 1
HEAD, OVER = "head", "head over numbers"
STYLE, BLUE = "Table Style Light 9", "#1F4E79"
TWO, SIGNED = "two decimals", "signed"
SUMMED = 6  # decimals of a sum of numbers: what machine numbers are short of in the last ones is no news
SHAPES = {WHOLE: "#,##0", NUMBER: "#,##0.0", TWO: "#,##0.00", YEAR: "0", PART: "0.00%", CODE: "@",
          TEXT: "General", HEAD: "General", OVER: "General", SIGNED: "+#,##0;-#,##0;0"}
OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False,
           "strings_to_numbers": False}


@dataclass(frozen=True)
class Sums:
    """Which columns of a sheet get a total row with a sum."""

    columns: tuple[str, ...]


@dataclass(frozen=True)
class Live:
    """What of a sheet lives in Excel: cells as formulas, and columns with bars in them.

    ``formulas[row, column]`` is worked out again when a planner changes a figure; the cell holds the
    sheet's own value until then. ``together``: the bars of all columns on one scale.
    """

    formulas: Mapping[tuple[int, int], str] = field(default_factory=dict)
    bars: tuple[str, ...] = ()
    together: bool = False


STILL = Live()


class Book:
    """A workbook in the making; close it with ``save``.

    ``stamp`` (whom it is made for) and ``example`` stand at the head of every printed page.
    """

    def __init__(self, path: Path, title: str, language: str, example: str = "", stamp: str = "") -> None:
        from xlsxwriter import Workbook
        self.book: Workbook = Workbook(str(path), OPTIONS)
        self.book.set_properties({"title": title, "created": CREATED})
        self.language = language
        self.head = layout.Head(title, example, stamp)
        self._formats: dict[tuple[str, bool, bool], Any] = {}
        self._taken: set[str] = set()

    def sheet(self, sheet: Sheet, sums: Sums | None = None, live: Live = STILL) -> Worksheet:
        """A sheet as a named table; ``sums`` adds a total row, ``live`` formulas and bars."""
        page = self.book.add_worksheet(self._name(sheet.title))
        page.freeze_panes(1, min(2, len(sheet.fields)) if sheet.fields[0].type == CODE else 0)
        last, right = len(sheet.rows), len(sheet.fields) - 1
        widths = layout.widths(sheet)
        layout.columns(page, sheet, widths)
        layout.paper(page, self.head, self.language, (last + bool(sums and last), right), sum(widths))
        self._header(page, sheet)
        if sheet.rows and sums:
            self._sums(page, sheet, sums)
        for i, row in enumerate(sheet.rows):
            for j, value in enumerate(row):
                self._put(page, (i, j), value, sheet, live)
        layout.bars(page, sheet, live.bars, live.together)
        codes = [j for j, f in enumerate(sheet.fields) if f.type == CODE]
        if codes and sheet.rows:
            page.ignore_errors({"number_stored_as_text": " ".join(layout.area(j, last) for j in codes)})
        return page

    def pairs(self, title: str, rows: Iterable[tuple[str, str]]) -> None:
        """A sheet of subjects and what is to say of them."""
        page = self.book.add_worksheet(self._name(title))
        rows = list(rows)
        layout.paper(page, self.head, self.language, (max(len(rows) - 1, 0), 1), 0)
        page.set_column(0, 0, 30)
        page.set_column(1, 1, layout.WIDEST)
        bold = self.book.add_format({"bold": True, "valign": "top"})
        wrapped = self.book.add_format({"text_wrap": True, "valign": "top"})
        for i, (subject, text) in enumerate(rows):
            page.write_string(i, 0, subject, bold)
            page.write_string(i, 1, text, wrapped)
            layout.high(page, i, [(text, layout.WIDEST)])

    def format(self, word: str, marked: bool = False, *, total: bool = False) -> Any:
        """The cell format of a type: grouped whole numbers, one decimal, plain years, text wrapped."""
        at = (word, marked, total)
        if at not in self._formats:
            made: dict[str, Any] = {"num_format": SHAPES[word], "valign": "top"}
            made |= {"text_wrap": True} if word in (TEXT, HEAD, OVER) else {}
            made |= {"bold": True, "font_color": "#FFFFFF", "bg_color": BLUE} if word in (HEAD, OVER) else {}
            made |= {"align": "right", "indent": 1} if word not in (TEXT, CODE, HEAD) else {}
            made |= {"bold": True, "bg_color": "#FFF2CC"} if marked else {}
            made |= {"bold": True, "top": 1} if total else {}
            self._formats[at] = self.book.add_format(made)
        return self._formats[at]

    def save(self) -> None:
        """Write the file."""
        self.book.close()

    def _name(self, title: str) -> str:
        """A sheet's name that Excel takes and that no other sheet has."""
        from planner.template.filling import title as free
        return free(title, "", self._taken)

    def _header(self, page: Worksheet, sheet: Sheet) -> None:
        """The titles of the columns; over rows a table with a filter."""
        titles = _distinct([f.title for f in sheet.fields])
        if sheet.rows:
            columns = [{"header": title, "header_format": self.format(_head(f))}
                       for title, f in zip(titles, sheet.fields, strict=True)]
            page.add_table(0, 0, len(sheet.rows), len(titles) - 1,
                           {"name": f"tabell_{sheet.word}", "columns": columns, "style": STYLE})
        else:
            for j, title in enumerate(titles):
                page.write_string(0, j, title, self.format(_head(sheet.fields[j])))

    def _put(self, page: Worksheet, at: tuple[int, int], value: Any, sheet: Sheet, live: Live) -> None:
        """One value: text stays text whatever sign it starts with."""
        (i, j), field_, marked = at, sheet.fields[at[1]], at in sheet.marked
        if value is None:
            return
        if isinstance(value, str):
            shape = {CODE: CODE, TEXT: TEXT}.get(field_.type, WHOLE)  # what hides a figure stands so
            page.write_string(i + 1, j, value, self.format(shape, marked))
            return
        exact = float(value) if isinstance(value, Fraction) else value  # not rounded: sums are exact
        style = self.format(_shape(value, field_), marked)
        if at in live.formulas:
            page.write_formula(i + 1, j, live.formulas[at], style, exact)
        else:
            page.write_number(i + 1, j, exact, style)

    def _sums(self, page: Worksheet, sheet: Sheet, sums: Sums) -> None:
        """A row of sums under the table, of what the filter shows.

        Plain ranges, not the table's own names: a scenario's name may hold any sign. A column with
        a figure that is not shown has no sum: it would be another.
        """
        last = len(sheet.rows)
        for j, f in enumerate(sheet.fields):
            if f.name in sums.columns:
                values = [v for v in sheet.column(f.name) if v is not None]
                style = self.format(SIGNED if f.sign and f.type == WHOLE else f.type, total=True)
                if any(isinstance(v, str) for v in values):
                    page.write_string(last + 1, j, COVERED, style)
                else:
                    added = f"SUBTOTAL(109,{layout.area(j, last)})"
                    page.write_formula(last + 1, j, f"=ROUND({added},{SUMMED})+0" if f.type == NUMBER
                                       else f"={added}", style, float(sum(map(Fraction, values))))
            elif f.name == "name":
                word = say("column.sum", self.language)
                page.write_string(last + 1, j, word, self.format(TEXT, total=True))


def _head(field_: Field) -> str:
    """The shape of a header: to the right over numbers."""
    return OVER if field_.type in (WHOLE, NUMBER) else HEAD


def _shape(value: Any, field_: Field) -> str:
    """Which shape a number has."""
    if isinstance(value, Fraction):
        return PART if field_.part else {0: WHOLE, 2: TWO}.get(field_.shown, NUMBER)
    if field_.name == YEAR:
        return YEAR
    return PART if field_.part else SIGNED if field_.sign else WHOLE


def _distinct(titles: Sequence[str]) -> list[str]:
    """Headers of a table must differ, whatever scenarios are called."""
    seen: dict[str, int] = {}
    made = []
    for title in titles:
        count = seen[title.lower()] = seen.get(title.lower(), 0) + 1
        made.append(title if count == 1 else f"{title} ({count})")
    return made
