"""Sheets that are laid out otherwise than the table that is asked for, read as that table.

A sheet is known by its headings alone, whatever it is called. Its cells keep their places, so that a
fault names the cell that a reader sees; columns that the table does not have are left blank.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from typing import NoReturn

from models.errors import Fault, InputFault, Place
from models.tables import TableSpec
from planner.book_marks import reference
from planner.cells import Known
from planner.grids import Grid, Line
from planner.person_text import points_out


def as_asked(grid: Grid, spec: TableSpec, shown: str, known: Known) -> Grid:
    """The grid as the table asked for: a sheet of a run's workbook, or the agency's monthly sheet.

    A grid that is neither is given back as it is. ``InputFault`` where one is, and cannot be that table.
    """
    from planner.handed_back import handed_back
    from planner.monthly import monthly
    from planner.monthly_book import all_months
    if grid.sheets:
        return all_months(grid, spec, shown, known)
    return monthly(handed_back(grid, spec, shown), spec, shown, known)


def turned(grid: Grid, header: Line, wanted: Mapping[int, str], lines: Sequence[Line], blank: Collection[int],
           added: Mapping[str, str] | None = None) -> Grid:
    """The grid with the ``wanted`` columns under their own words and the ``blank`` ones emptied.

    ``added`` columns hold the same text in every row.
    """
    added, width = added or {}, len(header.cells)
    gone = {*blank} - wanted.keys()
    names = [wanted.get(j, "" if j in gone else cell) for j, cell in enumerate(header.cells)]
    body = [Line(line.number, (*(_left(line, j, j in gone) for j in range(width)), *added.values(),
                               *line.cells[width:])) for line in lines]
    return replace(grid, lines=(Line(header.number, (*names, *added)), *body),
                   titles=(*header.cells, *added))


def _left(line: Line, j: int, gone: bool) -> str:
    """What is left of a cell: all of it, or nothing; a number that points out a person is never passed by."""
    cell = line.cells[j] if j < len(line.cells) else ""
    return "" if gone and not points_out(cell) else cell


def plain(text: str) -> str:
    """A heading without regard to capitals and spaces."""
    return " ".join(text.split()).casefold()


def refuse(key: str, grid: Grid, shown: str, line: int | None, column: int = 0, title: str = "",
           **values: object) -> NoReturn:
    """Raise the fault of one cell (or of the whole sheet)."""
    sheet, line = grid.whence(line)
    cell = reference(sheet, column, line) if sheet else ""
    raise InputFault([Fault(key, Place(shown, line, "", title, cell), values)])
