"""Tables that are not the same in all scenarios: which rows of them differ, and what they are called."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from models.running_tables import LEDGER, OPENING
from models.tables import Table
from planner.headings import sheet_name
from planner.wording import say

if TYPE_CHECKING:
    from planner.run import Run

NAMED = 5  # differing rows named before "and others"
NOTHING = "–"
CHILDREN = (LEDGER.word, OPENING.word)  # a row of these is a count of children in one municipality


def table_rows(runs: Sequence[Run], language: str) -> Iterator[tuple[str, ...]]:
    """Tables of the same name whose contents differ; a table of one run alone is told by its key."""
    for name in sorted({name for run in runs for name in run.case.inputs}):
        tables = [run.case.tables.get(name) for run in runs]
        there = [table for table in tables if table is not None]
        if any(_content(table) != _content(there[0]) for table in there[1:]):
            told = (NOTHING if t is None else _told(t, there[0], language) for t in tables)
            yield say("differ.table", language, what=table_name(name, runs, language)), *told


def table_name(name: str, runs: Sequence[Run], language: str) -> str:
    """What a table is called; with its file where the scenarios have several of its sort."""
    found = next((run.case.tables[name] for run in runs if name in run.case.tables), None)
    if found is None:
        return name
    files = {n for run in runs for n, table in run.case.tables.items() if table.spec.word == found.spec.word}
    what = sheet_name(found.spec.word, language)
    return what if len(files) == 1 else say("differ.file", language, what=what, file=_stem(name))


def _stem(name: str) -> str:
    """A file without folder and ending; of a workbook the sheet."""
    path, _, sheet = name.partition("#")
    return sheet or path.rpartition("/")[2].rpartition(".")[0] or path


def _told(table: Table, first: Table, language: str) -> str:
    """How many rows the table has and which of them are not as in the first; never which of children."""
    known = [_row(row) for row in first.rows]
    others = [row for row in table.rows if _row(row) not in known]
    labels = list(dict.fromkeys(_label(table, row) for row in others))
    if table is first or not labels:
        return say("compare.table_rows", language, rows=len(table.rows), status=say(
            f"rests.{table.status}", language))
    if table.spec.word in CHILDREN:
        return say("public.table_other", language, rows=len(table.rows))
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
