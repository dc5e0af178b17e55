"""A table's machine words as a reader sees them: kinds, statuses, bases and units by name."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from planner.tabular import Sheet
from planner.wording import say, subject

# Columns whose words are looked up: column name -> subject of the words.
SUBJECTS = {"basis": "cell", "capacity_for": "cell", "whole": "cell", "official": "cell",
            "status": "rests", "unit": "unit_name", "model": "shares", "type": "place_type",
            "standing": "standing", "side": "money_side", "pays": "money_pays"}
Kinds = Mapping[str, Mapping[str, str]]


def readable(sheet: Sheet, kinds: Kinds, language: str) -> Sheet:
    """The same table with every machine word replaced by its words in the language."""
    names = [f.name for f in sheet.fields]
    rows = tuple(tuple(_told(name, value, kinds, language) for name, value in zip(names, row, strict=True))
                 for row in sheet.rows)
    return replace(sheet, rows=rows)


def _told(column: str, value: Any, kinds: Kinds, language: str) -> Any:
    if not isinstance(value, str):
        return value
    if column == "kind":
        return kinds.get(value, {}).get(language, value)
    if column == "rests_on":
        return "; ".join(_status(part, language) for part in value.split("; ") if part)
    known = SUBJECTS.get(column)
    found = known is not None and value in subject(known)
    return say(f"{known}.{value}", language) if found else value


def _status(part: str, language: str) -> str:
    """``assumed (capacity.csv)`` with its first word told."""
    word, _, rest = part.partition(" ")
    return f"{say(f'rests.{word}', language)} {rest}".strip()
