"""The two tables of a batch, gathered from the folders of its runs."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from models.regimes import PLACES
from planner.atomic import write_file
from planner.batch_worker import Outcome
from planner.record import PLAN_FILE, read_record
from planner.tabular import CODE, TEXT, WHOLE, Field, Sheet
from planner.wording import say

ROWS_FILE, RUNS_FILE = "batch.csv", "batch_runs.csv"
ROW_COLUMNS = (("scenario", TEXT), ("code", CODE), ("kind", TEXT), ("year", WHOLE), ("before", TEXT),
               ("new", TEXT), ("quota", TEXT), ("status", TEXT), ("unit", TEXT))
RUN_COLUMNS = (("scenario", TEXT), ("run", TEXT), ("status", TEXT), ("exit", WHOLE), ("example", TEXT),
               ("solver", TEXT), ("seconds", TEXT), ("goal_values", TEXT), ("folder", TEXT),
               ("message", TEXT), ("unit", TEXT))


def write_tables(outcomes: Sequence[Outcome], out: Path, language: str) -> tuple[Path, Path]:
    """Write batch.csv and batch_runs.csv (UTF-8, comma, point, LF), each whole or not at all."""
    planned = tuple(row for outcome in outcomes for row in _rows(outcome, out))
    rows = Sheet("batch", "", _fields(ROW_COLUMNS, language), planned)
    runs = Sheet("batch_runs", "", _fields(RUN_COLUMNS, language), tuple(_run(o, out) for o in outcomes))
    return (write_file(out / ROWS_FILE, rows.plain()), write_file(out / RUNS_FILE, runs.plain()))


def _fields(columns: Sequence[tuple[str, str]], language: str) -> tuple[Field, ...]:
    return tuple(Field(name, say(f"column.{name}", language), type_) for name, type_ in columns)


def _rows(outcome: Outcome, out: Path) -> Iterator[tuple[Any, ...]]:
    """The plan of one run as it stands in its folder; nothing where it has none."""
    path = out / outcome.folder / PLAN_FILE
    if not outcome.folder or not path.exists():
        return
    unit = _unit(read_record(out / outcome.folder) or {})
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            told = [row[name] for name in ("code", "kind", "year", "before", "new", "quota")]
            yield outcome.scenario, *told, outcome.status, unit


def _run(outcome: Outcome, out: Path) -> tuple[Any, ...]:
    """One row per run: its id, how it ended, what each goal came to, its folder, what went wrong."""
    record = (read_record(out / outcome.folder) if outcome.folder else None) or {}
    goals = "; ".join(f"{g['goal']} = {g['value']['exact']}" for g in record.get("goals", ()))
    example = {True: "yes", False: "no"}.get(record.get("example"), "")  # type: ignore[arg-type]
    return (outcome.scenario, record.get("run", ""), outcome.status, outcome.code, example,
            record.get("solver", ""), _text(record.get("seconds")), goals, outcome.folder, outcome.message,
            _unit(record))


def _unit(record: Mapping[str, Any]) -> str:
    """What the run counts: places, referrals or persons, never to be added up with each other."""
    return (record.get("regime") or {}).get("unit", PLACES) if record else ""


def _text(value: object) -> str:
    return "" if value is None else str(value)
