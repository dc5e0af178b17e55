"""The files of a case, each read once however many scenarios use it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path
from typing import Any

from models.errors import InputFault, fault
from models.tables import Table
from planner.book_sources import BookSources, of_workbook
from planner.cells import Known
from planner.data import parse_table
from planner.grids import Grid, read_grid
from planner.naming import Named
from planner.sources import Source, SourceBook


class Shelf:
    """Grids, tables, sources and boundaries by file; a fault is raised each time it is met."""

    def __init__(self) -> None:
        self.grids: dict[tuple[Path, str], Grid | InputFault] = {}
        self.tables: dict[Any, Table | InputFault] = {}
        self.books: dict[Path, SourceBook] = {}
        self.workbooks: dict[Path, BookSources | InputFault | None] = {}
        self.outlines: dict[Path, tuple[frozenset[str], str]] = {}

    def grid(self, named: Named) -> Grid:
        """The rows of a table file as text; raises ``InputFault``."""
        key = (named.path, named.sheet)
        if key not in self.grids:
            try:
                self.grids[key] = read_grid(named.path, named.sheet, named.shown)
            except InputFault as error:
                self.grids[key] = error
        return _or_raise(self.grids[key])

    def table(self, named: Named, status: str, known: Known) -> Table:
        """A table as parsed; raises ``InputFault``."""
        grid = self.grid(named)
        words = tuple(tuple(part or ()) for part in (known.codes, known.kinds, known.areas))
        key = (named, status, known.codes is None, known.kinds is None, words, known.county,
               tuple(known.called.items()))
        if key not in self.tables:
            try:
                self.tables[key] = parse_table(grid, named.spec, named.name, named.shown, status, known)
            except InputFault as error:
                self.tables[key] = error
        return _or_raise(self.tables[key])

    def source(self, name: str, path: Path, folder: Path) -> Source:
        """The source of a file, from sources.toml beside it or beside the file that named it.

        Of a sheet: from the workbook's own sheet of sources, where it has one.
        """
        sheet = name.partition("#")[2]
        if sheet and (own := self._of_workbook(path)):
            return own.source(sheet)
        names = (f"{path.name}#{sheet}", path.name) if sheet else (path.name,)
        book = self.books.setdefault(path.parent, SourceBook(path.parent))
        if path.parent == folder or book.path.is_file():
            return book.source(*names)
        return self.books.setdefault(folder, SourceBook(folder)).source(name, name.partition("#")[0])

    def _of_workbook(self, path: Path) -> BookSources | None:
        """The sheet of sources in a workbook, read once; None where it has none."""
        if path not in self.workbooks:
            try:
                self.workbooks[path] = of_workbook(path)
            except InputFault as error:
                self.workbooks[path] = error
        found: BookSources | None = _or_raise(self.workbooks[path])
        return found

    def outline(self, path: Path) -> tuple[frozenset[str], str]:
        """The codes that have a boundary in a GeoJSON file, and SHA-256 of its bytes."""
        if path not in self.outlines:
            self.outlines[path] = _outline(path)
        return self.outlines[path]


def _or_raise(found: Any) -> Any:
    if isinstance(found, InputFault):
        raise found
    return found


def _outline(path: Path) -> tuple[frozenset[str], str]:
    try:
        data = path.read_bytes()
    except OSError as error:
        raise InputFault([fault("no-table", file=str(path))]) from error
    try:
        features = json.loads(data)["features"]
        codes = frozenset(str(_properties(feature).get("kommunkod", "")) for feature in features)
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise InputFault([fault("not-boundaries", file=str(path))]) from error
    return codes, sha256(data).hexdigest()


def _properties(feature: Mapping[str, Any]) -> Mapping[str, Any]:
    found: Mapping[str, Any] = feature["properties"]
    return found
