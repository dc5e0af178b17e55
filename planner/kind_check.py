"""Faults of kinds of place: dates, ages and units that do not go together, and groups without places."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from models.errors import Fault, fault
from models.groups import shortage
from models.need import Need
from models.place_types import TYPES, groups_of, validity
from models.tables import Table
from planner.grids import Grid
from planner.guessing import guess, strange
from planner.merge import Node
from planner.settings import Settings

PAIRS = (("smallest", "largest"), ("age_from", "age_to"), ("valid_from", "valid_to"))
HOMES = "smallest-home"


def kind_faults(settings: Settings, kinds: tuple[str, ...], table: Table, grid: Grid, shown: str,
                ) -> Iterator[Fault]:
    """What is wrong in the table of kinds; a kind planned in a year when it may not be used."""
    lines = _lines(grid)
    for row in table.rows:
        at: dict[str, Any] = {"file": shown, "line": lines.get(row["kind"])}
        for low, high in PAIRS:
            if row[low] is not None and row[high] is not None and row[high] < row[low]:
                yield fault("kind-order", **at, column=high, kind=row["kind"], low=low, first=str(row[low]),
                            found=str(row[high]))
        if row["type"] and row["type"] not in TYPES:
            meant = guess(row["type"], TYPES)
            about: dict[str, Any] = {"meant": meant} if meant else {"known": ", ".join(TYPES)}
            key = "kind-type-meant" if meant else "kind-type"
            yield fault(key, **at, column="type", found=row["type"], **about)
        if row["kind"] in kinds:
            yield from _outside(settings, row, at)


def _outside(settings: Settings, row: Mapping[str, Any], at: Mapping[str, Any]) -> Iterator[Fault]:
    """A fault for the first plan year before the kind may be used, and for the first after it."""
    window = validity(row)
    told: set[str] = set()
    for year in settings.years:
        side = window.refuses(year)
        if side and side not in told:
            told.add(side)
            column, limit = ("valid_from", window.first) if side == "before" else ("valid_to", window.last)
            law = window.by_law if side == "before" else ""
            yield fault(f"kind-{side}{'-law' if law else ''}", **at, column="type" if law else column,
                        kind=row["kind"], year=str(year), limit=str(limit),
                        **({"law": law, "type": row["type"]} if law else {}))


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


def group_faults(settings: Settings, tree: Node, need: Need, table: Table) -> Iterator[Fault]:
    """Groups that no kind is for, lists of the wrong length, and groups that need more than there is."""
    wanted = settings.need.groups or {}
    may_use = kinds_of_groups(wanted, need.kinds, table)
    named = tuple(dict.fromkeys(g for row in table.rows for g in groups_of(row)))
    before = False
    for group, amount in wanted.items():
        loc = ("need", "groups", group)
        if not may_use[group]:
            before = True
            yield (tree.complain("group-no-kind", loc, name=group, kinds=", ".join(need.kinds))
                   if group in named else strange(tree, "group-unknown", loc, group, named))
        elif not isinstance(amount, int) and len(amount) != len(need.years):
            before = True
            yield tree.complain("need-length", loc, count=len(amount), years=", ".join(map(str, need.years)))
        elif (least := min((amount,) if isinstance(amount, int) else amount)) < 0:
            before = True
            yield tree.complain("too-low", loc, found=str(least), least="0")
    for year in need.years if not before else ():
        places = {kind: need.total[kind, year] for kind in need.kinds}
        short = shortage(group_needs(settings, need, year), places, may_use)
        if short is not None:
            key = "group-short" if len(short.groups) == 1 else "groups-short"
            yield tree.complain(key, ("need", "groups"), groups=", ".join(short.groups), year=str(year),
                                needed=short.needed, kinds=", ".join(short.kinds), places=short.places)
            return


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


def _lines(grid: Grid) -> dict[str, int]:
    """The line of each kind in the file."""
    header, *body = grid.lines
    at = header.cells.index("kind")
    return {line.cells[at]: line.number for line in reversed(body) if at < len(line.cells)}
