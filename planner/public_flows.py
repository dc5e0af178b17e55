"""Journeys between home and school as everyone may see them: sums of the county, year by year."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from planner.tabular import WHOLE, Field, Sheet
from planner.wording import say

COLUMNS = ("year", "places", "own_school", "other_school", "longest_way")


def county_flows(flows: Sheet, language: str) -> Sheet:
    """flows_county: of each year the places with a school place, how many of them have it in their
    own municipality and in another, and the longest way, minutes one way.

    ``flows`` is the run's table of flows between single municipalities.
    """
    fields = tuple(Field(name, say(f"column.{name}", language), WHOLE) for name in COLUMNS)
    names = [f.name for f in flows.fields]
    rows = [dict(zip(names, row, strict=True)) for row in flows.rows]
    return Sheet("flows_county", say("sheet.flows_county", language), fields, tuple(_years(rows)))


def _years(rows: Sequence[Mapping[str, Any]]) -> Iterator[tuple[Any, ...]]:
    for year in sorted({row["year"] for row in rows}):
        own = [row for row in rows if row["year"] == year]
        places = sum(row["places"] for row in own)
        home = sum(row["places"] for row in own if row["from_code"] == row["to_code"])
        known = [row["minutes"] for row in own if row["minutes"] is not None]
        yield year, places, home, places - home, max(known, default=None)
