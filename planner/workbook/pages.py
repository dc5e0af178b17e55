"""The plan's table as two sheets: one to read and print on an A4, one with the reasons of each row."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from planner.collation import by_name
from planner.small_counts import COVERED
from planner.tabular import Sheet
from planner.wording import say

RECEIVED, SINCE, TOGETHER = "received", "new_since_start", "together"
KEYS = ("code", "name", "kind", "year")
# What is read of a plan, in this order, where it says something.
READ = (*KEYS, "received", "before", "new", "together", "after", "quota", "gap", "new_since_start",
        "per_10000", "population", "capacity", "located")
SAME = {"new_since_start": "new", "located": "after"}  # left out where it is the other in every row
REASONS = ("basis", "capacity_for", "elsewhere", "hosted", "rests_on", "sentence")
ELSEWHERE = ("share",)  # stands in another sheet


def with_together(plan: Sheet, language: str) -> Sheet:
    """The plan of an account with what is received before and new since the start together, if it has it not.

    The gap is counted from this sum.
    """
    names = [f.name for f in plan.fields]
    if RECEIVED not in names or TOGETHER in names:
        return plan
    pairs = zip(plan.column(RECEIVED), plan.column(SINCE), strict=True)
    sums = [COVERED if any(isinstance(one, str) for one in pair) else sum(pair) for pair in pairs]
    field = replace(plan.fields[names.index(RECEIVED)], name=TOGETHER, title=say("column.together", language))
    return replace(plan, fields=(*plan.fields, field),
                   rows=tuple((*row, total) for row, total in zip(plan.rows, sums, strict=True)))


def page_of(plan: Sheet, since: bool = False) -> Sheet:
    """The columns that are read, and any that are not known here; the reasons are another sheet's.

    ``since``: quota and gap are of what is new since the start, which then stands before them.
    """
    names = [f.name for f in plan.fields]
    gone = {name for name, other in SAME.items()
            if name in names and other in names and plan.column(name) == plan.column(other)}
    gone |= {name for name in ("capacity", "located") if name in names and not any(plan.column(name))}
    kept = [name for name in READ if name in names and name not in gone]
    if since and SINCE in kept and "quota" in kept:
        kept.remove(SINCE)
        kept.insert(kept.index(TOGETHER if TOGETHER in kept else "quota"), SINCE)
    rest = [name for name in names if name not in (*READ, *REASONS, *ELSEWHERE)]
    return columns_of(plan, [*kept, *rest])


def reasons_of(whole: Sheet, page: Sheet, language: str) -> Sheet:
    """By the same rows: what the quota counts, what the figures rest on, and a sentence."""
    names, shown = [f.name for f in whole.fields], {f.name for f in page.fields}
    kept = [name for name in (*KEYS, *REASONS) if name in names and (name in KEYS or (
        name not in shown and any(value not in (None, "", 0) for value in whole.column(name))))]
    return replace(columns_of(whole, kept), word="reasons", title=say("sheet.reasons", language))


def sorted_by_name(sheet: Sheet) -> Sheet:
    """A table of municipalities in the order a reader looks them up; their own rows stay in their order."""
    if [f.name for f in sheet.fields[:2]] != ["code", "name"]:
        return sheet
    order = sorted(range(len(sheet.rows)), key=lambda i: (by_name(sheet.rows[i][1]), sheet.rows[i][0]))
    return replace(sheet, rows=tuple(sheet.rows[i] for i in order),
                   marked=frozenset((order.index(i), j) for i, j in sheet.marked))


def columns_of(sheet: Sheet, kept: Sequence[str]) -> Sheet:
    """The sheet with these columns alone, in this order."""
    names = [f.name for f in sheet.fields]
    at = [names.index(name) for name in kept]
    return replace(sheet, fields=tuple(sheet.fields[j] for j in at),
                   rows=tuple(tuple(row[j] for j in at) for row in sheet.rows),
                   marked=frozenset((i, at.index(j)) for i, j in sheet.marked if j in at))
