"""Where the tables of a workbook come from: its own sheet "Källor" (or "Sources").

One row per sheet: who published the figures, when, how certain they are, and how an assumed
table was made. A row of a sheet that the scenario does not use may be left empty.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from models.errors import Fault, InputFault, fault
from models.tables import ASSUMED, Column, TableSpec
from planner.cells import Known
from planner.data import Read, Reader
from planner.grids import BOOK_ENDING, read_grid
from planner.guessing import guess
from planner.headings import sheet_name
from planner.sources import Source

SOURCES = TableSpec("sources", (
    Column("table", "text", "", "name of the sheet"),
    Column("publisher", "text", "", "who published the figures", optional=True),
    Column("date", "text", "", "date of the figures", optional=True),
    Column("status", "status", "", "official, municipality or assumed", optional=True),
    Column("rule", "text", "", "how an assumed table was made", optional=True),
    Column("note", "text", "", "a remark", optional=True),
), ("table",))
NEEDED = ("publisher", "date", "status")


class BookSources:
    """The sources of one workbook, read once."""

    def __init__(self, path: Path, sheet: str) -> None:
        self.sheet, self.shown = sheet, f"{path}#{sheet}"
        self.reader = Reader(read_grid(path, sheet, self.shown), SOURCES, self.shown, Known())
        self.rows = {read.row["table"]: read for read in self.reader.rows()}
        self.faults = tuple(self.reader.faults)

    def source(self, sheet: str) -> Source:
        """The source of a sheet; raises ``InputFault`` at the cells that lack something."""
        if self.faults:
            raise InputFault(self.faults)
        if sheet not in self.rows:
            meant = guess(sheet, self.rows, 0.8)
            values: dict[str, Any] = {"meant": meant} if meant else {}
            key = "no-source-row-meant" if meant else "no-source-row"
            raise InputFault([fault(key, file=self.shown, name=sheet, **values)])
        read = self.rows[sheet]
        found = list(self._missing(read))
        if found:
            raise InputFault(found)
        row = read.row
        return Source(row["publisher"], row["date"], row["status"], row["rule"] or "", row["note"] or "")

    def _missing(self, read: Read) -> list[Fault]:
        """A fault for each cell that must be filled in and is not."""
        lacking = [name for name in NEEDED if not read.row[name]]
        if read.row["status"] == ASSUMED and not read.row["rule"]:
            lacking.append("rule")
        before = len(self.reader.faults)
        for name in lacking:
            self.reader.complain("source-no-rule" if name == "rule" else "cell-empty", read.line, name,
                                 name=read.row["table"])
        found = self.reader.faults[before:]
        del self.reader.faults[before:]
        return found


def of_workbook(path: Path) -> BookSources | None:
    """The sources that stand in a workbook itself; None where it has no such sheet."""
    if path.suffix.lower() != BOOK_ENDING:
        return None
    for language in ("sv", "en"):
        try:
            return BookSources(path, sheet_name(SOURCES.word, language))
        except InputFault as error:
            if any(one.key != "no-sheet" for one in error.faults):
                raise
    return None
