"""What makes a question the same question: its keys and the content of its tables, not their names.

A file may be renamed, moved, or its table laid as a sheet in a workbook; the run's id stays.
Wherever a scenario names a table, the id holds the table's content in the name's place, so two
scenarios share an id only where every key stands for the same content.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from models.tables import Table
from planner.data import sort_key

if TYPE_CHECKING:
    from planner.case import Case
    from planner.scenario import Scenario

HOW_NOT_WHAT = ("solver", "seconds", "versions")  # how it is solved, and on what else it could rest
NAMING = ("case", "need", "shares", "rules", "goals")  # the sections whose keys name tables


def asked(scenario: Scenario, case: Case) -> dict[str, Any]:
    """The resolved keys of a scenario, each name of a table replaced by its content's digest."""
    from planner.naming import with_population
    from planner.scenario import resolved
    found = resolved(with_population(scenario.settings, scenario.tree))
    known = contents(case)
    naming = {*NAMING, *(section.word for section in scenario.settings.sections)}
    return {key: _replaced(value, known) if key in naming else value for key, value in found.items()
            if key not in HOW_NOT_WHAT}


def contents(case: Case) -> dict[str, str]:
    """Name of each file -> digest of what stands in it and of its source.

    No order of rows, dialect, folder or file name changes it; a file that figures alone use
    counts by its bytes.
    """
    names = [*case.tables, *(name for name in case.drawn if name not in case.tables)]
    return {name: digest({"source": asdict(case.sources[name]),
                          "holds": canonical(case.tables[name]) if name in case.tables
                          else case.raw_hashes[name]}) for name in names}


def canonical(table: Table) -> dict[str, Any]:
    """A table as plain data: its word, status, and rows by key without what is for the reader only."""
    own = {column.name for column in table.spec.columns}
    rows = sorted(table.rows, key=lambda row: sort_key(table.spec, row))
    return {"table": table.spec.word, "status": table.status,
            "rows": [{c: str(v) for c, v in sorted(row.items())
                      if v is not None and (c != "name" or c in own)} for row in rows]}


def digest(data: object) -> str:
    """SHA-256 (64 hex digits) of plain data in one canonical text."""
    return hashlib.sha256(canonical_text(data).encode()).hexdigest()


def canonical_text(data: object) -> str:
    """Plain data as one text: the same data, the same text."""
    return json.dumps(data, sort_keys=True, ensure_ascii=False, separators=(",", ":"), default=str)


def _replaced(value: Any, known: Mapping[str, str]) -> Any:
    if isinstance(value, dict):
        return {k: _replaced(v, known) for k, v in value.items()}
    if isinstance(value, list):
        return [_replaced(v, known) for v in value]
    return known.get(value, value) if isinstance(value, str) else value
