"""Which inputs differ between scenarios: keys of the resolved settings, and tables by content."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from models.tables import Table
from planner.identity import HOW_NOT_WHAT
from planner.tabular import Field, Sheet
from planner.wording import say

if TYPE_CHECKING:
    from planner.run import Run

NOT_INPUTS = ("title", "description", *HOW_NOT_WHAT)
PIECES = ("rules", "goals")  # present or absent as a whole
NAMED = 5  # differing rows named before "and others"
NOTHING = "–"


def input_sheet(runs: Sequence[Run], names: Sequence[str], language: str) -> Sheet:
    """One row per key or table that is not the same in all runs; a column per run."""
    fields = (Field("input", say("column.input", language)), *(Field(n, n) for n in names))
    rows = (*_setting_rows(runs), *_table_rows(runs, language))
    return Sheet("inputs", say("sheet.inputs", language), fields, rows)


def _setting_rows(runs: Sequence[Run]) -> tuple[tuple[str, ...], ...]:
    flat = [settings(run.scenario.resolved) for run in runs]
    keys = list(dict.fromkeys(key for one in flat for key in one))
    rows = [(key, *(one.get(key, NOTHING) for one in flat)) for key in keys]
    rows = [row for row in rows if len(set(row[1:])) > 1 and not _told_by_goals(row)]
    whole = {key for key, *values in rows if _is_piece(key) and NOTHING in values}
    # Where a rule is absent from some, its row says all; where all have it, its keys do.
    return tuple(row for row in rows if (row[0] in whole if _is_piece(row[0]) else
                                         ".".join(row[0].split(".")[:2]) not in whole))


def _told_by_goals(row: tuple[str, ...]) -> bool:
    """Is it a goal without keys of its own? Then the row of all goals has told it."""
    key, *values = row
    return key.startswith("goals.") and set(values) <= {"true", "0", NOTHING}


def settings(resolved: Mapping[str, Any]) -> dict[str, str]:
    """Dotted key -> text of every setting that is an input; a rule or goal also as a whole."""
    found: dict[str, str] = {}
    for key, value in resolved.items():
        if key in NOT_INPUTS:
            continue
        if key == "goals":
            found[key] = ", ".join(goal["goal"] for goal in value)
            value = {goal["goal"]: {k: v for k, v in goal.items() if k != "goal"} for goal in value}
        found.update(_flat(key, value))
    return found


def _flat(key: str, value: Any) -> Iterator[tuple[str, str]]:
    if not isinstance(value, Mapping):
        yield key, _text(value)
        return
    if _is_piece(key):
        said = ", ".join(f"{k} = {_text(v)}" for k, v in value.items() if v not in (None, "", "0", [], {}))
        yield key, said or "true"
    for name, inner in value.items():
        yield from _flat(f"{key}.{name}", inner)


def _is_piece(key: str) -> bool:
    return key.count(".") == 1 and key.split(".")[0] in PIECES


def _text(value: Any) -> str:
    if value is None or value == "" or value == []:
        return NOTHING
    if isinstance(value, bool):
        return "true" if value else "false"
    return ", ".join(_text(v) for v in value) if isinstance(value, (list, tuple)) else str(value)


def _table_rows(runs: Sequence[Run], language: str) -> Iterator[tuple[str, ...]]:
    """Tables of the same name whose contents differ; a table of one run alone is told by its key."""
    for name in sorted({name for run in runs for name in run.case.inputs}):
        tables = [run.case.tables.get(name) for run in runs]
        there = [table for table in tables if table is not None]
        if any(_content(table) != _content(there[0]) for table in there[1:]):
            yield name, *(NOTHING if t is None else _told(t, there[0], language) for t in tables)


def _told(table: Table, first: Table, language: str) -> str:
    """How many rows the table has and which of them are not as in the first."""
    known = [_row(row) for row in first.rows]
    others = [row for row in table.rows if _row(row) not in known]
    labels = list(dict.fromkeys(_label(table, row) for row in others))
    if table is first or not labels:
        return say("compare.table_rows", language, rows=len(table.rows), status=say(
            f"rests.{table.status}", language))
    which = ", ".join(labels[:NAMED])
    if len(labels) > NAMED:
        which = say("compare.more", language, first=which)
    return say("compare.table_differs", language, rows=len(table.rows), count=len(others), which=which)


def _content(table: Table) -> tuple[str, list[str]]:
    """Status and rows, whatever order the rows stand in."""
    return table.status, sorted(repr(sorted(_row(row).items())) for row in table.rows)


def _row(row: Mapping[str, Any]) -> dict[str, str]:
    return {c: str(v) for c, v in row.items() if v is not None and v != ""}


def _label(table: Table, row: Mapping[str, Any]) -> str:
    return " ".join(str(row[c]) for c in table.spec.key if row.get(c) is not None)
