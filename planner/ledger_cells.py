"""Tables of counts: what points out a person is refused, and nothing that is refused is repeated.

A ledger is counts per municipality, month and sort, never a row per child. A cell that looks
like a personal number (YYMMDD-XXXX, YYYYMMDDXXXX, with or without a sign), a co-ordination
number or a dossier number (eight digits or more, or two digits, a sign and six) is a fault that
names table, line and column, and so is a column that the table does not have.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from models.running_tables import LEDGER, OPENING
from models.tables import TableSpec
from planner.cells import Known
from planner.data import TOTALS, Read, Reader
from planner.grids import Grid, Line
from planner.guessing import guess
from planner.person_text import HIDDEN

STRICT = (LEDGER.word, OPENING.word)  # tables where no free text may stand
FREE_TEXT = ("source", "note")
_SIGN = "[-+/\u2212\u2010-\u2014]"
_PERSON = re.compile(rf"\d{{8,}}|(?<!\d)(\d\d)?\d{{6}}{_SIGN}[0-9A-Za-z]{{4}}(?!\w)"
                     rf"|(?<!\d)\d\d{_SIGN}\d{{6,}}(?!\d)")
_LOOSE = re.compile(rf"[\d\s.]*(\d{_SIGN})?[\d\s.]*")  # digits that somebody has set apart
# What may be repeated in a fault: a short number or a month; a name or a date of birth is neither.
_HARMLESS = re.compile("[-\u2212]?[0-9]{1,5}([.,][0-9]{1,2})?|[0-9]{4}-[0-9]{1,2}")


def personal(text: str) -> bool:
    """Does a text look like it holds a personal, co-ordination or dossier number?"""
    if _PERSON.search(text):
        return True
    return bool(_LOOSE.fullmatch(text) and _PERSON.search(re.sub(r"[\s.]", "", text)))


class Counted(Reader):
    """Reads a table of counts; its faults name the place and keep what stands there to themselves."""

    def __init__(self, grid: Grid, spec: TableSpec, shown: str, known: Known) -> None:
        self.masked = {(line.number, j) for line in grid.lines
                       for j, cell in enumerate(line.cells) if personal(cell)}
        lines = tuple(self._masked(line) for line in grid.lines)
        super().__init__(replace(grid, lines=lines), spec, shown, known)
        if spec.word in STRICT:
            self.columns = {name: c for name, c in self.columns.items() if name not in FREE_TEXT}

    def _masked(self, line: Line) -> Line:
        return Line(line.number, tuple(HIDDEN if (line.number, j) in self.masked else cell
                                       for j, cell in enumerate(line.cells)))

    def rows(self) -> list[Read]:
        """The rows; a fault for every cell that points out a person."""
        found = super().rows()
        names = {place: name for name, place in self.places.items() if name in self.columns}
        for line, j in sorted(self.masked):
            super().complain("person-in-cell", line, names.get(j, ""), at=j, number=j + 1)
        return found

    def row(self, line: Line, width: int) -> Mapping[str, Any] | None:
        """One row's values; None where a fault was met, or a cell of it is masked."""
        found = super().row(line, width)
        return None if any(number == line.number for number, _ in self.masked) else found

    def complain(self, key: str, line: int | None, column: str = "", at: int | None = None,
                 **values: object) -> None:
        """Write a fault down without what stands in the cell; nothing more on a cell that is masked."""
        place = self.places.get(column, self.first) if at is None else at
        if (line or 0, place) in self.masked:
            return
        if column and column not in self.columns:  # a heading that may be anything: told by its place
            column, at, values = "", place, {**values, "name": HIDDEN}
        if key == "column-missing":
            own = [self.written[name] for name in self.places if name in self.columns]
            values["found"] = ", ".join(own) or HIDDEN
        elif "found" in values and not self.harmless(str(values["found"])):
            values["found"] = HIDDEN
        super().complain(key, line, column, at, **values)

    def harmless(self, text: str) -> bool:
        """May it be repeated: a short number, a month, a municipality of the county, the word of a sum?"""
        ours = (self.known.codes or {}).values()
        return bool(_HARMLESS.fullmatch(text)) or text in ours or text.rstrip(":").casefold() in TOTALS

    def unknown(self, line: int, name: str) -> str:
        """A fault for a column that the table does not have; what it is called is not repeated."""
        place, meant = self.places[name], guess(name.lower(), self.columns)
        if meant:
            self.complain("counts-column-meant", line, "", place, number=place + 1, meant=self.called(meant))
        else:
            self.complain("counts-column", line, "", place, number=place + 1, known=", ".join(self.own()))
        return meant
