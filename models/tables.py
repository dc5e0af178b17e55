"""The column specifications of every table the planner reads.

One specification serves as reading rule, validation and documentation. Types:
``code`` a four-digit municipality code (text); ``place`` a code or the name of an
area; ``kind`` a kind of place of the case; ``text``; ``int`` a whole number;
``number`` an exact decimal number; ``year``; ``date``; ``status``.
An optional column may be absent or empty; an empty ``kind`` or ``year`` means "all".
Every table may also carry the columns of ``COMMON``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

OFFICIAL, MUNICIPALITY, ASSUMED = "official", "municipality", "assumed"
STATUSES = (OFFICIAL, MUNICIPALITY, ASSUMED)  # most certain first


@dataclass(frozen=True)
class Column:
    """One column: name in the file, type, unit, meaning, whether it may be left out.

    A number in it is at least ``least`` and below ``below``, where they are given.
    """

    name: str
    type: str
    unit: str
    meaning: str
    optional: bool = False
    least: int | None = None
    below: int | None = None


@dataclass(frozen=True)
class TableSpec:
    """A table: its word, its columns, and the columns that make a row unique.

    ``complete``: every municipality must have a row; ``open``: more columns may stand in it.
    """

    word: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    complete: bool = False
    open: bool = False

    def column(self, name: str) -> Column:
        """The column of that name; ``KeyError`` where there is none."""
        return {c.name: c for c in self.columns + COMMON}[name]


@dataclass(frozen=True)
class Table:
    """A table as parsed: rows as mappings of column to value (absent optional = None).

    ``status`` is official, municipality or assumed (a row's own ``status`` overrides it).
    """

    name: str
    spec: TableSpec
    rows: tuple[Mapping[str, Any], ...]
    status: str = ASSUMED

    def row_status(self, row: Mapping[str, Any]) -> str:
        """The status of one row: its own, or the table's."""
        return str(row.get("status") or self.status)


CODE = Column("code", "code", "", "municipality code, four digits, text")
PLACE = Column("code", "place", "", "municipality code, or the name of an area")
KIND = Column("kind", "kind", "", "kind of place; empty = all kinds", optional=True)
YEAR = Column("year", "year", "year", "calendar year; empty = every year", optional=True)
COMMON = (
    Column("name", "text", "", "name, for the reader only", optional=True),
    Column("status", "status", "", "official, municipality or assumed", optional=True),
    Column("source", "text", "", "where the figure comes from", optional=True),
    Column("note", "text", "", "a remark", optional=True),
)


def _places(word: str, column: str, meaning: str) -> TableSpec:
    """A table of whole places by municipality (or area), kind and year."""
    return TableSpec(word, (PLACE, KIND, YEAR, Column(column, "int", "places", meaning, least=0)),
                     ("code", "kind", "year"))


MUNICIPALITIES = TableSpec("municipalities", (
    CODE, Column("name", "text", "", "name of the municipality"),
    Column("town", "text", "", "main town", optional=True),
    Column("latitude", "number", "degrees", "WGS84 latitude of the town", optional=True),
    Column("longitude", "number", "degrees", "WGS84 longitude of the town", optional=True),
), ("code",))
POPULATION = TableSpec("population", (
    CODE, Column("year", "year", "year", "31 December of this year"),
    Column("inhabitants", "int", "persons", "population on 31 December", least=1),
), ("code", "year"))
KINDS = TableSpec("kinds", (
    Column("kind", "text", "", "the word of the kind in tables and scenarios"),
    Column("name_sv", "text", "", "Swedish name"), Column("name_en", "text", "", "English name"),
    Column("groups", "text", "", "groups that may use it, separated by ;", optional=True),
), ("kind",))
PLACES = TableSpec("places", (
    CODE, Column("kind", "kind", "", "kind of place; may be empty when there is one", optional=True),
    Column("places", "int", "places", "places in service today", least=0),
), ("code", "kind"), complete=True)
AGREEMENTS = _places("agreements", "places", "places signed, never planned below")
CAPACITY = _places("capacity", "capacity", "most places in service; empty kind: all kinds together")
FLOOR = _places("floor", "places", "least new places since the start")
CEILING = _places("ceiling", "places", "most new places since the start")
PACE = _places("pace", "places", "most new places in one year")
PINNED = TableSpec("pinned", (
    PLACE, KIND, YEAR, Column("places", "int", "places", "places in service, as decided", least=0),
    Column("who", "text", "", "who decided"), Column("when", "date", "", "date of the decision"),
    Column("why", "text", "", "reason given"),
), ("code", "kind", "year"))
HOMES = TableSpec("homes", (
    CODE, Column("free", "int", "places", "empty beds in homes that exist", least=0),
), ("code",))
SCHOOLS = TableSpec("schools", (
    CODE, YEAR, Column("school_places", "int", "school places",
                       "school places left today (new) or in all (all)", least=0),
), ("code", "year"))
MINUTES = TableSpec("minutes", (
    Column("from", "code", "", "municipality of the home"),
    Column("to", "code", "", "municipality of the school"),
    Column("minutes", "int", "minutes", "travel time one way", least=0),
), ("from", "to"))
RELIEF = TableSpec("relief", (
    CODE, Column("part", "number", "", "part of the share taken away, 0 <= part < 1", least=0,
                 below=1),
    Column("reason", "text", "", "why"),
), ("code",))
PRICES = TableSpec("prices", (
    Column("code", "code", "", "municipality code; empty = all", optional=True), KIND, YEAR,
    Column("price", "int", "kronor", "kronor per place and year", least=0),
), ("code", "kind", "year"))
WEIGHTS = TableSpec("weights", (
    CODE, Column("weight", "int", "units of the stated whole", "decided share", least=0),
), ("code",), complete=True)
RECEIVED = TableSpec("received", (
    CODE, Column("newly_arrived", "int", "persons", "newly arrived received", least=0),
    Column("unaccompanied", "int", "persons", "unaccompanied minors received", least=0),
), ("code",), complete=True)
DAYS = TableSpec("days", (
    CODE, Column("days", "int", "days", "days in the reception system", least=0),
    Column("arrival_days", "int", "days", "days as arrival municipality", optional=True, least=0),
), ("code",), complete=True)
FACTOR = TableSpec("factor", (
    CODE, Column("value", "number", "", "value of the criterion; never negative", least=0),
), ("code",), complete=True)
PLAN = TableSpec("plan", (
    CODE, Column("kind", "kind", "", "kind of place"), Column("year", "year", "year", "year"),
    Column("after", "int", "places", "places in service in that plan", least=0),
), ("code", "kind", "year"), open=True)
AREAS = TableSpec("areas", (
    Column("area", "text", "", "name of the area"), CODE,
), ("area", "code"))
ORDER = TableSpec("order", (
    Column("rank", "int", "", "1 = first", least=1), CODE,
), ("code",))
TILES = TableSpec("tiles", (
    CODE, Column("column", "int", "", "column of the tile map, 0 = west", least=0),
    Column("row", "int", "", "row of the tile map, 0 = north", least=0),
), ("code",))
