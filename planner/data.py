"""Tables: a file and a specification in, rows with exact values and all faults out."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from models.errors import Fault, InputFault, Place, fault
from models.tables import ASSUMED, COMMON, Column, Table, TableSpec
from planner.book_marks import number, reference
from planner.cells import CellFault, Known, value
from planner.grids import Grid, Line, read_grid
from planner.guessing import guess
from planner.headings import column_of, headings
from planner.person_text import points_out

NOTHING_KNOWN = Known()
TOTALS = ("summa", "delsumma", "totalt", "total", "summa totalt", "hela länet", "länet", "sum")
MOST_ALIKE = 10  # faults of one sort in one column that are told one by one


def read_table(path: Path, spec: TableSpec, *, name: str = "", sheet: str = "", status: str = ASSUMED,
               known: Known = NOTHING_KNOWN) -> Table:
    """The table of a file, its rows sorted by key (a table of kinds keeps its order).

    ``known`` holds the codes, kinds and areas that cells may name. Raises ``InputFault``
    with every fault of the table: file, line, column, value, what was expected.
    """
    shown = f"{path}#{sheet}" if sheet else str(path)
    return parse_table(read_grid(path, sheet, shown), spec, name or path.name, shown, status, known)


def parse_table(grid: Grid, spec: TableSpec, name: str, shown: str, status: str, known: Known) -> Table:
    """The table of a grid; raises ``InputFault`` as ``read_table``."""
    reader = reader_of(grid, spec, shown, known)
    rows = [one.row for one in reader.rows()]
    if reader.faults:
        raise InputFault(fewer(reader.faults))
    ordered = rows if spec.word == "kinds" else sorted(rows, key=lambda row: sort_key(spec, row))
    return Table(name, spec, tuple(ordered), status)


def reader_of(grid: Grid, spec: TableSpec, shown: str, known: Known) -> Reader:
    """What reads a table: one of counts, or with a personal number in it, keeps what it refuses to itself.

    A sheet of a workbook of ours, and a monthly sheet of the agency's, is read as the table asked for.
    """
    from planner.layouts import as_asked
    grid = as_asked(grid, spec, shown, known)
    if spec.counts_only or any(points_out(cell) for line in grid.lines for cell in line.cells):
        from planner.ledger_cells import Counted
        return Counted(grid, spec, shown, known)
    return Reader(grid, spec, shown, known)


def sort_key(spec: TableSpec, row: Mapping[str, Any]) -> tuple[tuple[bool, Any], ...]:
    """What rows are sorted by: the key columns, empty first."""
    return tuple((row[c] is not None, row[c] if row[c] is not None else "") for c in spec.key)


def fewer(faults: list[Fault]) -> list[Fault]:
    """The faults, with a long row of one sort in one column cut short and counted."""
    groups: dict[tuple[str, str, str], list[Fault]] = {}
    for one in faults:
        groups.setdefault((one.key, one.place.file, one.place.column), []).append(one)
    kept: list[Fault] = []
    for (_, file, column), group in groups.items():
        kept += group[:MOST_ALIKE]
        if len(group) > MOST_ALIKE:
            kept.append(fault("more-alike", file=file, column=column, count=len(group) - MOST_ALIKE))
    return sorted(kept, key=lambda f: (f.key == "more-alike", f.place.line or 0))


def _alike(name: str) -> str:
    return "".join(name.split()).casefold()


@dataclass(frozen=True)
class Read:
    """A row as read: its line (or row) number, and column -> value."""

    line: int
    row: Mapping[str, Any]


class Reader:
    """Reads one grid by one specification; ``faults`` fills on the way."""

    def __init__(self, grid: Grid, spec: TableSpec, shown: str, known: Known) -> None:
        self.grid, self.spec, self.shown, self.known = grid, spec, shown, known
        self.columns = {c.name: c for c in (*COMMON, *spec.columns)}
        self.places: dict[str, int] = {}  # where each column stands
        self.written: dict[str, str] = {}  # what each column is called in the file
        self.faults: list[Fault] = []
        self.blanks: tuple[str, ...] = ()  # columns of which an empty cell says that nothing is known

    def complain(self, key: str, line: int | None, column: str = "", at: int | None = None,
                 **values: object) -> None:
        """Write a fault down: its line and column, and in a workbook its cell (``at``: which column)."""
        at = self.places.get(column, self.first) if at is None else at
        sheet, line = self.grid.whence(line)
        cell = reference(sheet, at, line) if sheet else ""
        place = Place(self.shown, line, "", self.written.get(column) or self.called(column), cell)
        self.faults.append(Fault(key, place, values))

    @property
    def first(self) -> int:
        """Where the first column of the key stands: what a whole row is told by."""
        return self.places.get(self.spec.key[0], 0)

    def rows(self) -> list[Read]:
        """The rows with their line and the values of every column (None where empty)."""
        for area in self.grid.merged:
            start = re.fullmatch("([A-Z]+)([0-9]+)(:.*)?", area)
            self.complain("cells-merged", int(start[2]) if start else None,
                          at=number(start[1]) if start else None, area=area)
        if not self.grid.lines:
            self.complain("table-empty", None, columns=", ".join(self.own()))
        if self.faults:
            return []
        header, *body = self.grid.lines
        self.header(header)
        if self.faults:
            return []
        width = len(header.cells)
        read = [Read(line.number, row) for line in body if (row := self.row(line, width))]
        self.twice(read)
        return read

    def called(self, column: str) -> str:
        """What a column is called where it does not stand: in a workbook by its heading."""
        return headings(self.spec).get(column, column) if self.grid.sheet else column

    def own(self) -> list[str]:
        """What the columns of the table are called."""
        return [self.called(c.name) for c in self.spec.columns]

    def header(self, line: Line) -> None:
        """Find where each column stands; faults for unknown, repeated and missing ones."""
        names = [column_of(self.spec, cell) if cell else "" for cell in line.cells]
        self.places = {name: i for i, name in enumerate(names) if name}
        titles = self.grid.titles or line.cells
        self.written = {name: titles[i] for name, i in self.places.items()}
        meant = set()  # a misspelt column is one fault, not a missing one too
        for name, i in self.places.items():
            if names.count(name) > 1:
                self.complain("column-twice", line.number, name, name=line.cells[i])
            if name not in self.columns and not self.spec.open:
                meant.add(self.unknown(line.number, name))
        for column in self.spec.columns:
            if column.name not in names and column.name not in meant and not column.optional:
                self.complain("column-missing", line.number, column.name, len(names),
                              name=self.called(column.name),
                              found=", ".join(cell for cell in line.cells if cell))

    def unknown(self, line: int, name: str) -> str:
        """A fault for a header that is no column; the column it may mean, or nothing."""
        called = headings(self.spec) if self.grid.sheet else {}
        meant = guess(name.lower(), {**self.columns, **{v.lower(): v for v in called.values()}})
        if meant:
            meant = called.get(meant) or next((v for v in called.values() if v.lower() == meant), meant)
            self.complain("column-unknown-meant", line, name, name=name, meant=meant)
            return column_of(self.spec, meant)
        self.complain("column-unknown", line, name, name=name, known=", ".join(self.own()))
        return ""

    def row(self, line: Line, width: int) -> Mapping[str, Any] | None:
        """One row's values, or None with its faults written down."""
        if any(line.cells[width:]):
            key = "row-long-comma" if self.grid.separator == "," else "row-long"
            self.complain(key, line.number, count=len(line.cells), width=width)
            return None
        before = len(self.faults)
        self.strays(line)
        if self.sums_up(line):
            return None
        found = dict.fromkeys(self.columns)
        for name, place in self.places.items():
            if name in found:
                found[name] = self.cell(line, self.columns[name], place)
        self.named(line.number, found)
        return found if len(self.faults) == before else None

    def sums_up(self, line: Line) -> bool:
        """Is the row a sum under the table? It would count every figure twice."""
        start, text = next((i, text) for i, text in enumerate(line.cells) if text)
        by_code = any(c.type in ("code", "place") for c in self.spec.columns)
        found = by_code and text.rstrip(":").casefold() in TOTALS and text not in self.known.areas
        if found:
            self.complain("row-total", line.number, at=start, found=str(text))
        return found

    def named(self, line: int, row: Mapping[str, Any]) -> None:
        """A name that is not the code's: a shifted column gives one municipality another's figures."""
        code, name = row.get("code"), row.get("name")
        right = (self.known.codes or {}).get(code) if isinstance(code, str) else None
        if right and name and _alike(name) != _alike(right):
            self.complain("name-other", line, "name", code=code, found=name, name=right)

    def strays(self, line: Line) -> None:
        """Faults for what stands in columns without a name."""
        named = set(self.places.values())
        for i, text in enumerate(line.cells):
            if text and i not in named:
                self.complain("column-unnamed", line.number, at=i, found=str(text))

    def cell(self, line: Line, column: Column, place: int) -> Any:
        """The value of one cell; None where it is empty."""
        text = line.cells[place] if place < len(line.cells) else ""
        if not text:
            if not column.optional and column.name not in self.blanks:
                self.complain("cell-empty", line.number, column.name)
            return None
        try:
            return value(text, column, self.known)
        except CellFault as error:
            self.complain(error.key, line.number, column.name, found=str(text), **error.values)
            return None

    def twice(self, read: list[Read]) -> None:
        """Faults for rows that say the same key again."""
        first: dict[tuple[Any, ...], int] = {}
        for one in read:
            key = tuple(one.row[c] for c in self.spec.key)
            if key in first:
                said = ", ".join(str(part) for part in key if part is not None)
                self.complain("row-twice" if said else "row-twice-all", one.line, said=said,
                              first=str(self.grid.whence(first[key])[1]))
            first.setdefault(key, one.line)
