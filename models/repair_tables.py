"""The question with the figures after the concessions: tables with rows of their own, keys where needed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from models.formulation import Because
from models.lookup import each_cell, entries
from models.problem import Problem
from models.tables import ASSUMED, CEILING, FLOOR, PACE, Table, TableSpec

if TYPE_CHECKING:
    from models.repair_found import Concession

Row = dict[str, Any]
After = Mapping[Because, Any]  # whole numbers; a fraction for the limit of the gap
# Reason of a row -> rule, key that names its table, column of its figure, columns that tell rows apart.
IN_TABLE: Mapping[str, tuple[str, str, str]] = {
    "capacity": ("capacity", "table", "capacity"), "pinned": ("pinned", "table", "places"),
    "agreement": ("keep-existing", "agreements", "places"), "limit": ("limit", "resources", "available"),
    "school-places": ("commuting", "schools", "school_places"), "reserve": ("reserve", "table", "free")}
# Figures of the whole county: reason -> rule and key.
IN_RULE: Mapping[str, tuple[str, str]] = {"reserve-county": ("reserve", "county"),
                                          "within-gap": ("within-gap", "gap"),
                                          "minutes": ("commuting", "limit")}
OF_CELLS: Mapping[str, TableSpec] = {"floor": FLOOR, "ceiling": CEILING, "pace": PACE}
STATED = ("date", "stated_by", "source")  # who said the old figure did not say the new one
NEW = "given"  # marks a row whose figure gives: what it was


def repaired(problem: Problem, given: Sequence[Concession]) -> Problem:
    """The problem in which every figure that gives is what is left after its concession.

    A row of a table that gives is written for its year; a figure that stood for every municipality
    is written for each. The rows that give carry the old figure in the column ``given``.
    """
    after = {one.because: one.after for one in given}
    for reason in dict.fromkeys(b.rule for b in after):
        some = {b: figure for b, figure in after.items() if b.rule == reason}
        if reason in IN_RULE:
            word, key = IN_RULE[reason]
            problem = _rule(problem, word, **{key: next(iter(some.values()))})
        elif reason == "smallest-home":
            problem = _homes(problem, some)
        elif reason == "answer-no":
            problem = _answers(problem, some)
        elif reason in OF_CELLS:
            problem = _cells(problem, reason, some)
        else:
            problem = _rows(problem, reason, some)
    return replace(problem, needs=())


def _rule(problem: Problem, word: str, **keys: Any) -> Problem:
    old: Any = problem.rule(word)
    changed = replace(old, **keys)
    return replace(problem, rules=tuple(changed if one is old else one for one in problem.rules))


def _table(problem: Problem, table: Table) -> Problem:
    return replace(problem, tables={**problem.tables, table.name: table})


def _rows(problem: Problem, reason: str, after: After) -> Problem:
    """The rule's table with a row of its own for every figure that gives."""
    word, key, column = IN_TABLE[reason]
    table = problem.tables[getattr(problem.rule(word), key)]
    names = [name for name in ("resource", "code", "kind", "year") if name in table.spec.key]
    rows = {tuple(row.get(name) or None for name in names): dict(row) for row in table.rows}
    for because, figure in after.items():
        said = {"resource": because.note, "code": because.code, "kind": because.kind or None,
                "year": because.year}
        at = tuple(said[name] for name in names)
        base = rows.get(at) or rows[(*at[:-1], None)]
        rows[at] = _given(base, table.spec, column, figure, because) | {"year": because.year}
    return _table(problem, replace(table, rows=tuple(rows.values())))


def _homes(problem: Problem, after: After) -> Problem:
    """The smallest home for all, and those of kinds with a row of their own."""
    rule: Any = problem.rule("smallest-home")
    own = {because.kind: (because, size) for because, size in after.items() if because.kind}
    for because, size in after.items():
        if not because.kind:
            problem = _rule(problem, rule.word, places=size)
    if not own:
        return problem
    table = problem.tables[rule.units]
    rows = tuple(_given(row, table.spec, "smallest", own[row["kind"]][1], own[row["kind"]][0])
                 if row["kind"] in own else row for row in table.rows)
    return _table(problem, replace(table, rows=rows))


def _answers(problem: Problem, after: After) -> Problem:
    """A no of several years becomes places in its first year; they stand in those that follow."""
    rule: Any = problem.rule("answers")
    table = problem.tables[rule.table]
    rows = [dict(row) for row in table.rows]
    for because, places in after.items():
        own = [row for row in rows if row["code"] == because.code and (row.get("kind") or "") == because.kind
               and row["year"] >= problem.need.years[0]]
        first = min(own, key=lambda row: int(row["year"]))
        first.update(_given(first, table.spec, "answered", places, because) | {"signed": None})
    return _table(problem, replace(table, rows=tuple(rows)))


def _given(row: Mapping[str, Any], spec: TableSpec, column: str, figure: int, because: Because) -> Row:
    stated = {name: None for name in STATED if name in row and (name == "source" or
                                                              spec.column(name).optional)}
    return {**row, **stated, column: figure, "status": ASSUMED, NEW: because.figure}


def _cells(problem: Problem, word: str, after: After) -> Problem:
    """A rule with a figure for all and a table: the loosest figure for all, the rest in the table."""
    rule: Any = problem.rule(word)
    tighter = max if word == "floor" else min
    everyone = {Because(word, e.place, e.kind, e.year, e.figure) for e in each_cell(problem, rule.places)}
    figures: dict[tuple[str, str, int], int] = {}
    rows: dict[tuple[str, str, int], Row] = {}
    for entry in (*each_cell(problem, rule.places), *entries(problem, rule.table, "places")):
        because = Because(word, entry.place, entry.kind, entry.year, entry.figure)
        figure, at = after.get(because, entry.figure), (entry.place, entry.kind, entry.year)
        known = figures.get(at)
        figures[at] = figure if known is None else tighter(known, figure)
        rows[at] = {"code": entry.place, "kind": entry.kind or None, "year": entry.year,
                    "places": figures[at]}
        if because in after:
            rows[at] |= {"status": ASSUMED, NEW: because.figure}
    places = rule.places
    if everyone & set(after):
        loosest = min if word == "floor" else max
        places = loosest(after.get(b, places) for b in everyone)
    name = rule.table or f"{word}.csv"
    table = Table(name, OF_CELLS[word], tuple(rows.values()), ASSUMED if not rule.table else
                  problem.tables[name].status)
    return _table(_rule(problem, word, places=places, table=name), table)
