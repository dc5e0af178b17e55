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
FIRST_YEAR, LAST_YEAR = 1900, 2200  # every year and day lies here: what is outside is a slip of the pen


@dataclass(frozen=True)
class Column:
    """One column: name in the file, type, unit, meaning, whether it may be left out.

    A number in it is at least ``least`` and below ``below``, where they are given. ``amounts``: 1.600
    is refused in it, for it may be sixteen hundred.
    """

    name: str
    type: str
    unit: str
    meaning: str
    optional: bool = False
    least: int | None = None
    below: int | None = None
    amounts: bool = False


@dataclass(frozen=True)
class TableSpec:
    """A table: its word, its columns, and the columns that make a row unique.

    ``complete``: every municipality must have a row; ``open``: more columns may stand in it;
    ``counts_only``: nothing that could point out a person may stand in it.
    """

    word: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    complete: bool = False
    open: bool = False
    counts_only: bool = False

    @property
    def by_kind(self) -> bool:
        """Do its rows speak of kinds of place? (In a ledger ``kind`` is a sort of referral.)"""
        return any(c.type == "kind" for c in self.columns)

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
    Column("type", "text", "", "place type: hvb, stödboende, familjehem, jourhem, blandad", optional=True),
    Column("smallest", "int", "places", "fewest places of one unit", optional=True, least=1),
    Column("largest", "int", "places", "most places of one unit", optional=True, least=1),
    Column("age_from", "int", "years", "youngest age", optional=True, least=0),
    Column("age_to", "int", "years", "oldest age", optional=True, least=0),
    Column("valid_from", "date", "", "first day the kind may be used", optional=True),
    Column("valid_to", "date", "", "last day the kind may be used", optional=True),
), ("kind",))
PLACES = TableSpec("places", (
    CODE, Column("kind", "kind", "", "kind of place; may be empty when there is one", optional=True),
    Column("places", "int", "places", "places in service today", least=0),
), ("code", "kind"), complete=True)
AGREEMENTS = _places("agreements", "places", "places signed, never planned below")
CAPACITY = TableSpec("capacity", (
    PLACE, KIND, YEAR,
    Column("capacity", "int", "places", "most places in service; empty kind: all kinds together", least=0),
    Column("date", "date", "", "day of the statement", optional=True),
    Column("stated_by", "text", "", "who stated it", optional=True),
), ("code", "kind", "year"))
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
    CODE, Column("weight", "int", "units of the stated whole", "decided share", optional=True, least=0),
    Column("promille", "number", "promille", "decided share as it was published, at most two decimals; "
                                             "instead of the weight", optional=True, least=0),
), ("code",), complete=True)
RECEIVED = TableSpec("received", (
    CODE, Column("newly_arrived", "int", "persons", "newly arrived received", optional=True, least=0),
    Column("unaccompanied", "int", "persons", "unaccompanied minors received", optional=True, least=0),
), ("code",), complete=True)
DAYS = TableSpec("days", (
    CODE, Column("days", "int", "days", "days in the reception system", least=0),
    Column("arrival_days", "int", "days", "days as arrival municipality", optional=True, least=0),
), ("code",), complete=True)
FACTOR = TableSpec("factor", (
    CODE, Column("value", "number", "", "value of the criterion; never negative", least=0),
), ("code",), complete=True)
NEWLY_ARRIVED = TableSpec("newly_arrived", (
    CODE, Column("labour_market", "number", "", "measure of the labour market; never negative", least=0),
    Column("housing", "number", "", "measure of housing; never negative", optional=True, least=0),
    Column("demography", "number", "", "measure of demography; never negative", optional=True, least=0),
    Column("asylum_reception", "number", "persons", "received in the asylum system", optional=True, least=0),
), ("code",), complete=True)
SELF_SETTLED = TableSpec("self_settled", (
    CODE, Column("self_settled", "int", "persons", "newly arrived who settle on their own", least=0),
), ("code",), complete=True)
PLAN = TableSpec("plan", (
    CODE, Column("kind", "kind", "", "kind of place"), Column("year", "year", "year", "year"),
    Column("after", "int", "places", "places in service in that plan", least=0),
), ("code", "kind", "year"), open=True)
AREAS = TableSpec("areas", (
    Column("area", "text", "", "name of the area"), CODE,
    Column("split", "int", "", "weight of the member in the split of shared homes; empty = 1",
           optional=True, least=0),
    Column("host", "int", "", "1 = shared homes may lie here, 0 = not; empty for all = anywhere in the area",
           optional=True, least=0, below=2),
), ("area", "code"))
AGREED = (Column("agreement_from", "date", "", "first day of the agreement", optional=True),
          Column("agreement_to", "date", "", "last day of the agreement", optional=True))
HOUSED = TableSpec("housed", (
    Column("code", "code", "", "municipality that answers for the place"),
    Column("located", "code", "", "municipality where the place lies"), KIND,
    Column("most", "int", "places", "most places; empty = no limit", optional=True, least=0),
    *AGREED, Column("reference", "text", "", "the agreement's reference", optional=True),
), ("code", "located", "kind"))
RESOURCES = TableSpec("resources", (
    Column("resource", "text", "", "guardians, staff, kronor, dwellings ..."), PLACE, YEAR,
    Column("available", "int", "units of the resource", "how much there is", least=0),
), ("resource", "code", "year"))
USE = TableSpec("use", (
    Column("resource", "text", "", "as in the table of resources"), KIND,
    Column("use", "int", "units of the resource", "what one place uses in a year", least=0),
    Column("where", "text", "", "answers (default) or lies: whose places use it", optional=True),
), ("resource", "kind"))
RESERVE = TableSpec("reserve", (
    CODE, YEAR,
    Column("free", "int", "places", "room kept free for ties and sudden need", optional=True, least=0),
    Column("open_30", "int", "places", "places that can open in 30 days", optional=True, least=0),
    Column("open_90", "int", "places", "places that can open in 90 days", optional=True, least=0),
), ("code", "year"))
ANSWERS = TableSpec("answers", (
    CODE, KIND, Column("year", "year", "year", "plan year of the new places; earlier = places of today"),
    Column("asked", "int", "places", "new places asked for", optional=True, least=0),
    Column("answered", "int", "places", "new places promised; empty = no answer yet, 0 = no",
           optional=True, least=0),
    Column("signed", "int", "places", "new places signed; empty = not signed", optional=True, least=0),
    Column("decided_by", "text", "", "who decided", optional=True),
    Column("date", "date", "", "day of the answer", optional=True),
    Column("reference", "text", "", "the decision's reference", optional=True), *AGREED,
), ("code", "kind", "year"))
NATION = TableSpec("nation", (
    Column("year", "year", "year", "calendar year"),
    Column("inhabitants", "int", "persons", "the nation's population, 31 December the year before",
           optional=True, least=1),
    Column("places", "int", "places", "places needed in the whole nation", optional=True, least=0),
), ("year",))
OUTCOME = TableSpec("outcome", (
    CODE, KIND, Column("year", "year", "year", "calendar year"),
    Column("places", "int", "places", "places in service on 31 December", least=0, below=1_000_000),
), ("code", "kind", "year"))
ORDER = TableSpec("order", (
    Column("rank", "int", "", "1 = first", least=1), CODE,
), ("code",))
NEIGHBOURS = TableSpec("neighbours", (
    CODE, Column("neighbour", "code", "", "borders on it; one row a pair is enough")), ("code", "neighbour"))
TILES = TableSpec("tiles", (
    CODE, Column("column", "int", "", "column of the tile map, 0 = west", least=0),
    Column("row", "int", "", "row of the tile map, 0 = north", least=0),
), ("code",))
