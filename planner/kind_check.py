"""Faults of kinds of place: dates, ages and units that do not go together, and groups without places."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from models.errors import Fault
from models.groups import Shortage, shortage
from models.need import Need
from models.place_types import TYPES, groups_of, validity
from models.tables import KINDS, Table
from planner.cells import Known
from planner.data import Read, Reader
from planner.grids import Grid
from planner.guessing import guess, strange
from planner.merge import Node
from planner.settings import Settings

PAIRS = (("smallest", "largest"), ("age_from", "age_to"), ("valid_from", "valid_to"))
HOMES = "smallest-home"


def called(kinds: Table) -> dict[str, str]:
    """The kind of each name in either language, in small letters; a name of two kinds means neither."""
    found: dict[str, set[str]] = {}
    for row in kinds.rows:
        for name in (row["name_sv"], row["name_en"]):
            found.setdefault(name.casefold(), set()).add(row["kind"])
    return {name: min(words) for name, words in found.items() if len(words) == 1}


def kind_faults(settings: Settings, kinds: tuple[str, ...], grid: Grid, shown: str) -> list[Fault]:
    """What is wrong in the table of kinds; a kind planned in a year when it may not be used."""
    reader = Reader(grid, KINDS, shown, Known())
    for read in reader.rows():
        row, kind = read.row, read.row["kind"]
        for low, high in PAIRS:
            if row[low] is not None and row[high] is not None and row[high] < row[low]:
                reader.complain("kind-order", read.line, high, kind=kind, low=reader.called(low),
                                first=str(row[low]), found=str(row[high]))
        if row["type"] and row["type"] not in TYPES:
            meant = guess(row["type"], TYPES)
            about: dict[str, Any] = {"meant": meant} if meant else {"known": ", ".join(TYPES)}
            key = "kind-type-meant" if meant else "kind-type"
            reader.complain(key, read.line, "type", found=row["type"], **about)
        if kind in kinds:
            _outside(settings, reader, read)
    return reader.faults


def _outside(settings: Settings, reader: Reader, read: Read) -> None:
    """A fault for the first plan year before the kind may be used, and for the first after it."""
    window, kind = validity(read.row), read.row["kind"]
    years = {side: year for year in reversed(settings.years) if (side := window.refuses(year))}
    if "before" in years:
        about: dict[str, Any] = {"kind": kind, "year": str(years["before"]), "limit": str(window.first)}
        if window.by_law:
            about |= {"law": window.by_law, "type": read.row["type"]}
        reader.complain("kind-before-law" if window.by_law else "kind-before", read.line,
                        "type" if window.by_law else "valid_from", **about)
    if "after" in years:
        reader.complain("kind-after", read.line, "valid_to", kind=kind, year=str(years["after"]),
                        limit=str(window.last))


def unit_faults(settings: Settings, tree: Node, kinds: tuple[str, ...], tables: Mapping[str, Table],
                ) -> Iterator[Fault]:
    """Kinds for which nothing says how large a home is."""
    rule = settings.rule(HOMES)
    if rule is None or rule.places is not None or rule.units not in tables:
        return
    have = {row["kind"] for row in tables[rule.units].rows if row["smallest"] is not None}
    lacking = [kind for kind in kinds if kind not in have]
    if lacking:
        yield tree.complain("home-size-missing", ("rules", HOMES), kinds=", ".join(lacking))


def group_faults(settings: Settings, tree: Node, needs: Sequence[Need], table: Table) -> Iterator[Fault]:
    """Groups that no kind is for, lists of the wrong length, and groups that need more than there is.

    Of several needs to try in turn it is enough that one holds the groups; else the largest is told of.
    """
    largest = max(needs, key=lambda need: sum(need.total.values()))
    wrong = list(_groups_wrong(settings, tree, largest, table))
    yield from wrong
    if wrong or covering(settings, needs, table):
        return
    year, short = next(_shortages(settings, largest, table))
    key = "group-short" if len(short.groups) == 1 else "groups-short"
    yield tree.complain(key, ("need", "groups"), groups=", ".join(short.groups), year=str(year),
                        needed=short.needed, kinds=", ".join(short.kinds), places=short.places)


def covering(settings: Settings, needs: Sequence[Need], table: Table) -> tuple[Need, ...]:
    """The needs whose places hold every group's in every year."""
    return tuple(need for need in needs if not any(_shortages(settings, need, table)))


def _groups_wrong(settings: Settings, tree: Node, need: Need, table: Table) -> Iterator[Fault]:
    wanted = settings.need.groups or {}
    may_use = kinds_of_groups(wanted, need.kinds, table)
    named = tuple(dict.fromkeys(g for row in table.rows for g in groups_of(row)))
    for group, amount in wanted.items():
        loc, amounts = ("need", "groups", group), (amount,) if isinstance(amount, int) else amount
        if not may_use[group]:
            yield (tree.complain("group-no-kind", loc, name=group, kinds=", ".join(need.kinds))
                   if group in named else strange(tree, "group-unknown", loc, group, named))
        elif not isinstance(amount, int) and len(amounts) != len(need.years):
            yield tree.complain("need-length", loc, count=len(amounts), years=", ".join(map(str, need.years)))
        elif min(amounts) < 0:
            yield tree.complain("too-low", loc, found=str(min(amounts)), least="0")


def _shortages(settings: Settings, need: Need, table: Table) -> Iterator[tuple[int, Shortage]]:
    """Each year in which groups need more than the kinds they may use hold."""
    may_use = kinds_of_groups(settings.need.groups or {}, need.kinds, table)
    for year in need.years:
        places = {kind: need.total[kind, year] for kind in need.kinds}
        short = shortage(group_needs(settings, need, year), places, may_use)
        if short is not None:
            yield year, short


def kinds_of_groups(groups: Mapping[str, Any], kinds: tuple[str, ...],
                    table: Table) -> dict[str, tuple[str, ...]]:
    """The planned kinds that each group may use: those that name it, and those that name no group."""
    rows = {row["kind"]: groups_of(row) for row in table.rows if row["kind"] in kinds}
    return {group: tuple(k for k in kinds if group in rows[k] or not rows[k]) for group in groups}


def group_needs(settings: Settings, need: Need, year: int) -> dict[str, int]:
    """Places each group needs in a year, as written in [need.groups]."""
    wanted = settings.need.groups or {}
    index = need.years.index(year)
    return {group: amount if isinstance(amount, int) else amount[index] for group, amount in wanted.items()}
