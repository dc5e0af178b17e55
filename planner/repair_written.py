"""The way out as files of a run's folder: its case, an override that extends it, the tables that change."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping
from dataclasses import asdict
from datetime import date
from fractions import Fraction
from math import ceil
from pathlib import Path
from typing import TYPE_CHECKING, Any

from models.pieces import tables_of
from models.repair_tables import NEW
from models.tables import ASSUMED, CAPACITY, COMMON, Table
from planner.repair_told import FILE
from planner.sources import FILE as SOURCES
from planner.sources import Source
from planner.template.decided import CASE_SCENARIO
from planner.template.of_run import write_case
from planner.template.toml_text import toml
from planner.wording import say

if TYPE_CHECKING:
    from models.problem import Problem
    from planner.run import Run


def write_way_out(run: Run, folder: Path, language: str) -> None:
    """The case as it was asked, the override and its tables; nothing where there is no way out."""
    after = run.repair.problem if run.repair else None
    if after is None:
        return
    write_case(run, folder, language)
    changed = list(_changed(run.plan.problem, after))
    lines = _head(run, language)
    for word, keys in changed:
        lines += ["", f"[rules.{word}]"]
        lines += [f"{name} = {toml(value.name if isinstance(value, Table) else value)}"
                  for name, value in keys.items()]
    _write(folder / FILE, "\n".join(lines) + "\n")
    tables = [table for _, keys in changed for table in keys.values() if isinstance(table, Table)]
    for table in tables:
        _write(folder / table.name, _csv(table, run, language))
    sources = [f"# {say('repair.sources', language)}"]
    for table in tables:
        told = asdict(_source(table, run, language))
        sources += ["", f"[{toml(table.name)}]", *(f"{key} = {toml(v)}" for key, v in told.items() if v)]
    _write(folder / SOURCES, "\n".join(sources) + "\n")


def _head(run: Run, language: str) -> list[str]:
    title = say("repair.scenario", language, title=run.scenario.settings.title or run.scenario.name)
    return [f"extends = {toml(CASE_SCENARIO)}", f"title = {toml(title)}",
            f"description = {toml(say('repair.description', language))}"]


def _changed(before: Problem, after: Problem) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Each rule that gives with its changed keys; a table has the name that its file gets."""
    for rule in after.rules:
        old: Any = before.rule(rule.word)
        keys: dict[str, Any] = {}
        names = tables_of(rule)
        for name, value in vars(rule).items():
            table = after.tables.get(value) if value in names else None
            if table is not None and table is not before.tables.get(value):
                keys[name] = Table(f"{Path(FILE).stem}-{rule.word}.csv", table.spec, table.rows, table.status)
            elif value != getattr(old, name):
                keys[name] = value
        if keys:
            yield rule.word, keys


def _source(table: Table, run: Run, language: str) -> Source:
    """The whole table is as certain as its figures that give: assumed; its day is that of the case."""
    settings = run.scenario.settings
    when = str(settings.plan_date or f"{settings.inhabitants_year}-12-31")
    told = say("repair.rule_told", language, table=say(f"sheet_name.{table.spec.word}", language))
    return Source(say("repair.publisher", language), when, ASSUMED, told)


def _csv(table: Table, run: Run, language: str) -> str:
    own = [c.name for c in table.spec.columns]
    common = [c.name for c in COMMON if c.name not in own]
    out = io.StringIO()
    rows = csv.writer(out, lineterminator="\n")
    rows.writerow([*own, *common])
    for row in table.rows:
        told = _told(dict(row), table, run, language)
        rows.writerow([_cell(told.get(name)) for name in (*own, *common)])
    return out.getvalue()


def _told(row: dict[str, Any], table: Table, run: Run, language: str) -> dict[str, Any]:
    """The row with its certainty and remark; a capacity in places where the plan counts referrals."""
    row["status"] = table.row_status(row)
    if NEW in row:
        figure = next(c.name for c in table.spec.columns if c.name in FIGURES)
        row["note"] = say("repair.note", language, after=row[figure], before=row[NEW])
    keys = run.plan.problem.section("regime")
    ratio = keys.children_per_place if keys else None
    if ratio and table.spec == CAPACITY:
        row["capacity"] = ceil(row["capacity"] / Fraction(ratio))
    return row


FIGURES = ("capacity", "places", "available", "school_places", "free", "smallest",
           "answered")


def _cell(value: Any) -> str:
    if value is None:
        return ""
    return value.isoformat() if isinstance(value, date) else str(value)


def _write(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8", newline="")
