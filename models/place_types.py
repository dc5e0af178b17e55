"""The types of place: HVB, stödboende, familjehem, jourhem, mixed; and when each may be used."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any


@dataclass(frozen=True)
class PlaceType:
    """A type of place: its word in tables, and the first day it exists in law with its source."""

    word: str
    valid_from: date | None = None
    source: str = ""


TYPES: Mapping[str, PlaceType] = {t.word: t for t in (
    PlaceType("hvb"), PlaceType("stödboende", date(2016, 1, 1), "socialtjänstlagen, från den 1 januari 2016"),
    PlaceType("familjehem"), PlaceType("jourhem"), PlaceType("blandad"))}


@dataclass(frozen=True)
class Validity:
    """The days between which a kind may be used, and what sets each (a column, or the law)."""

    first: date | None
    last: date | None
    by_law: str = ""

    def refuses(self, year: int) -> str:
        """``before`` or ``after`` where 31 December of the year lies outside; empty where it does not."""
        day = date(year, 12, 31)
        if self.first is not None and day < self.first:
            return "before"
        return "after" if self.last is not None and day > self.last else ""


def validity(row: Mapping[str, Any]) -> Validity:
    """When the kind of a row may be used: its own dates, never before its type exists in law."""
    known, own = TYPES.get(row.get("type") or ""), row.get("valid_from")
    if known and known.valid_from and (own is None or own <= known.valid_from):
        return Validity(known.valid_from, row.get("valid_to"), known.source)
    return Validity(own, row.get("valid_to"))


def groups_of(row: Mapping[str, Any]) -> tuple[str, ...]:
    """The groups that may use the kind of a row, in the order written; none = every group."""
    parts = (part.strip() for part in (row.get("groups") or "").split(";"))
    return tuple(dict.fromkeys(part for part in parts if part))
