"""A workbook of the agency's monthly sheets, one a month (``manader.xlsx#*``), read as an account.

A sheet that counts from January is set against the sheet of the month before: what was received in
the month is the difference. Sheets that are laid out otherwise (a sheet of notes) are passed over.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import groupby

from models.running_tables import LEDGER
from models.tables import TableSpec
from planner.cells import Known
from planner.grids import DEEP, Figure, Grid, Line
from planner.layouts import refuse
from planner.monthly import CODE, NAME, RECEIVED, Monthly, monthly_sheet, rows_of

HEADER = ("code", "name", "count", "month", "kind")
Counts = Mapping[str, Line]  # the row of each municipality


def all_months(grid: Grid, spec: TableSpec, shown: str, known: Known) -> Grid:
    """The months of all monthly sheets as the table of an account; ``InputFault`` where they are none."""
    sheets = [found for _, lines in groupby(grid.lines, lambda line: line.number // DEEP)
              if (found := monthly_sheet(list(lines)))]
    if spec.word != LEDGER.word or not sheets:
        refuse("monthly-all", grid, shown, None, table=spec.word)
    first = sheets[0]
    for sheet in sheets:
        if not sheet.month:
            refuse("monthly-no-month", grid, shown, sheet.header.number)
        if RECEIVED not in sheet.at or [sheet.at[w] for w in (CODE, NAME, RECEIVED)] != [
                first.at[w] for w in (CODE, NAME, RECEIVED)]:
            refuse("monthly-columns", grid, shown, sheet.header.number)
    lines = [line for sheet in sheets for line in _month(sheet, sheets, grid, shown, known)]
    wide = len(first.header.cells)
    names = {first.at[CODE]: "code", first.at[NAME]: "name", first.at[RECEIVED]: "count"}
    header = Line(first.header.number, (*(names.get(j, "") for j in range(wide)), "month", "kind"))
    return replace(grid, lines=(header, *(_row(line, names, wide) for line in lines)),
                   titles=(*first.header.cells, "month", "kind"))


def _row(line: Line, names: Mapping[int, str], wide: int) -> Line:
    """The cells of the table's columns at their places, then month and sort."""
    *cells, month, kind = line.cells
    kept = (cells[j] if j in names and j < len(cells) else "" for j in range(wide))
    return Line(line.number, (*kept, month, kind))


def _month(sheet: Monthly, sheets: Sequence[Monthly], grid: Grid, shown: str, known: Known) -> list[Line]:
    """The rows of one month, with the month and the sort of referral last."""
    rows = rows_of(sheet, grid, shown, known)
    if sheet.since_january:
        rows = _since(rows, sheet, _before(sheet, sheets, grid, shown, known), grid, shown)
    return [Line(line.number, (*line.cells, sheet.month, sheet.sort)) for line in rows]


def _before(sheet: Monthly, sheets: Sequence[Monthly], grid: Grid, shown: str, known: Known) -> Counts:
    """The rows of the sheet that counts from January to the month before."""
    year, month = sheet.month.split("-")
    wanted = f"{year}-{int(month) - 1:02d}"
    for other in sheets:
        whole = other.since_january or wanted.endswith("-01")
        if (other.month, other.sort) == (wanted, sheet.sort) and whole:
            return {line.cells[other.at[CODE]]: line for line in rows_of(other, grid, shown, known)}
    refuse("monthly-before", grid, shown, sheet.header.number, month=sheet.month, before=wanted)


def _since(rows: Sequence[Line], sheet: Monthly, before: Counts, grid: Grid, shown: str) -> list[Line]:
    """The rows with what was received in the month alone; a count that went down is a fault."""
    at, made = sheet.at[RECEIVED], []
    for line in rows:
        found, other = line.cells[at], before.get(line.cells[sheet.at[CODE]])
        earlier = other.cells[at] if other else Figure(0)
        if not (found.isdigit() and earlier.isdigit()):
            made.append(line)  # a cell that is no number is told by the reader, at its place
            continue
        if int(found) < int(earlier):
            refuse("monthly-down", grid, shown, line.number, at, sheet.header.cells[at])
        cells = tuple(Figure(int(found) - int(earlier)) if j == at else cell
                      for j, cell in enumerate(line.cells))
        made.append(Line(line.number, cells))
    return made
