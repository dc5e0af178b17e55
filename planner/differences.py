"""Which inputs differ between scenarios: keys of the resolved settings, and tables by content."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from models.tables import Table
from planner.headings import sheet_name
from planner.identity import HOW_NOT_WHAT
from planner.tabular import Field, Sheet
from planner.wording import say, subject

if TYPE_CHECKING:
    from planner.run import Run

NOT_INPUTS = ("title", "description", *HOW_NOT_WHAT)
PIECES = ("rules", "goals")  # present or absent as a whole
NAMED = 5  # differing rows named before "and others"
NOTHING = "–"


def input_sheet(runs: Sequence[Run], names: Sequence[str], language: str) -> Sheet:
    """One row per key or table that is not the same in all runs; a column per run."""
    fields = (Field("input", say("column.input", language)), *(Field(n, n) for n in names))
    rows = (*(_worded(row, runs, language) for row in _setting_rows(runs)), *_table_rows(runs, language))
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


def _worded(row: tuple[str, ...], runs: Sequence[Run], language: str) -> tuple[str, ...]:
    """A row of a rule or goal in the words that readers know; another key as the scenario writes it."""
    key, *values = row
    about, _, rest = key.partition(".")
    if key == "goals":
        return say("differ.goals", language), *(_goals(value, language) for value in values)
    if about not in PIECES:
        return row
    piece, _, inner = rest.partition(".")
    label = say(f"differ.{about.removesuffix('s')}", language, what=_piece(about, piece, language))
    if inner:
        label = say("differ.key", language, piece=label, name=_key(inner, language))
    return label, *(_value(value, runs, language) for value in values)


def _goals(value: str, language: str) -> str:
    words = subject("goal_text")
    return "; ".join(words[w][language] if w in words else w for w in value.split(", "))


def _piece(about: str, word: str, language: str) -> str:
    """What a rule or goal is called: its name, else what it is up to the first pause, else its word."""
    words = subject("goal_text" if about == "goals" else about)
    return words[word][language].partition(";")[0] if word in words else word


def _key(word: str, language: str) -> str:
    words, headings = subject("differ_key"), subject("heading")
    if word in words:
        return words[word][language]
    return headings[word][language].lower() if word in headings else word


def _value(value: str, runs: Sequence[Run], language: str) -> str:
    """``table = areas.csv, places = 6`` as a reader sees it: tables by what they are called."""
    if value in ("true", "false"):
        return say(f"ranges.{'yes' if value == 'true' else 'no'}", language)
    told = re.sub(r"([a-z_]+) = ", lambda m: "" if m[1] == "table" else say(
        "differ.said", language, name=_key(m[1], language)), value)
    known = {name: table.spec.word for run in runs for name, table in run.case.tables.items()}
    for name in sorted(known, key=len, reverse=True):
        told = told.replace(name, sheet_name(known[name], language))
    return told


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
            told = (NOTHING if t is None else _told(t, there[0], language) for t in tables)
            yield _table(name, there[0], runs, language), *told


def _table(name: str, table: Table, runs: Sequence[Run], language: str) -> str:
    """What a table is called; with its file where the scenarios have several of its sort."""
    files = {n for run in runs for n in run.case.inputs if run.case.tables[n].spec is table.spec}
    return say("differ.table" if len(files) == 1 else "differ.table_file", language,
               what=sheet_name(table.spec.word, language), file=name)


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
