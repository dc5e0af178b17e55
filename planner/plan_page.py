"""The plan's sheet as a reader of referrals or persons needs it: without columns that say nothing there."""

from __future__ import annotations

from dataclasses import replace

from planner.small_counts import COVERED
from planner.tabular import Sheet

NOTHING = ("before", "capacity", "capacity_for", "elsewhere", "hosted")  # gone where all are empty or 0
SAME = ("after", "located", "new_since_start")  # gone where all are what is new
FIRST, AFTER = "received", "year"  # what the account holds stands before what is new


def in_short(sheet: Sheet) -> Sheet:
    """The sheet without columns of places that are empty, nought, the new ones again, or hidden altogether.

    What was received before the plan (a column of the basis ledger) moves to before what is new.
    """
    names = [field.name for field in sheet.fields]
    new = sheet.column("new")
    gone = {name for name in NOTHING if name in names and not any(sheet.column(name))}
    gone |= {name for name in names if sheet.rows and set(sheet.column(name)) == {COVERED}}
    gone |= {name for name in SAME if name in names and sheet.column(name) == new}
    kept = [name for name in names if name not in gone and name != FIRST]
    if FIRST in names:
        kept.insert(kept.index(AFTER) + 1, FIRST)
    at = [names.index(name) for name in kept]
    return replace(sheet, fields=tuple(sheet.fields[j] for j in at),
                   rows=tuple(tuple(row[j] for j in at) for row in sheet.rows),
                   marked=frozenset((i, at.index(j)) for i, j in sheet.marked if j in at))
