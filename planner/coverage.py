"""What is missing between tables and keys that are right one by one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from models.errors import Fault, fault
from models.tables import Table
from planner.guessing import strange
from planner.merge import Loc, Node
from planner.naming import Named
from planner.settings import Settings

KIND_KEYS = ("kind", "kinds", "leader", "follower")  # keys of rules that hold kinds of place


def gaps(settings: Settings, tree: Node, named: Mapping[str, Named], tables: Mapping[str, Table],
         codes: Mapping[str, str]) -> Iterator[Fault]:
    """Municipalities of another county, and municipalities that a table has no row for."""
    case = settings.case
    if case.municipalities in tables and not codes:
        yield fault("municipalities-none", file=named[case.municipalities].shown)
    for code, name in codes.items():
        if not code.startswith(case.county_code):
            yield tree.complain("other-county", ("case", "county_code"), code=code, name=name,
                                county=case.county_code, table=named[case.municipalities].shown)
    for name, table in tables.items():
        if table.spec.complete:
            yield from uncovered(table, codes, named[name].shown)
    if settings.years and case.population in tables:
        yield from _population_gaps(settings, tree, named[case.population], tables[case.population], codes)


def uncovered(table: Table, codes: Mapping[str, str], shown: str) -> Iterator[Fault]:
    """A fault for each municipality that a table which must cover all has no row for."""
    have = {row["code"] for row in table.rows}
    for code, name in codes.items():
        if code not in have:
            yield fault("municipality-missing", file=shown, code=code, name=name)


def _population_gaps(settings: Settings, tree: Node, named: Named, table: Table,
                     codes: Mapping[str, str]) -> Iterator[Fault]:
    """A year or a municipality that the table of inhabitants lacks."""
    year = settings.inhabitants_year
    years = sorted({row["year"] for row in table.rows})
    if not years:
        yield fault("population-none", file=named.shown, year=year)
        return
    if year not in years:
        yield tree.complain("population-year", ("population_date",), name=named.name, year=str(year),
                            years=", ".join(map(str, years)))
        return
    of_year = replace(table, rows=tuple(row for row in table.rows if row["year"] == year))
    for one in uncovered(of_year, codes, named.shown):
        yield replace(one, key="inhabitants-missing", values={**one.values, "year": str(year)})


def kinds_of_pieces(settings: Settings, tree: Node, kinds: tuple[str, ...]) -> Iterator[Fault]:
    """Keys of rules and goals that name a kind which is not planned."""
    pieces: list[tuple[Any, Loc]] = [(rule, ("rules", rule.word)) for rule in settings.rules]
    pieces += [(goal, ("goals", i)) for i, goal in enumerate(settings.goals)]
    pieces += [(section, (section.word,)) for section in settings.sections]
    for piece, loc in pieces:
        for key in KIND_KEYS:
            for word in dict.fromkeys(_texts(getattr(piece, key, ()))):
                if word not in kinds:
                    yield strange(tree, "kind-not-planned", (*loc, key), word, kinds)


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for part in value:
            yield from _texts(part)
