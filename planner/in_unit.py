"""Capacity in places restated as room for referrals, by the ratio that the scenario states."""

from __future__ import annotations

from dataclasses import replace
from math import floor

from models.sections.regime import RegimeKeys
from models.tables import CAPACITY, Table


def in_unit(table: Table, keys: RegimeKeys | None) -> Table:
    """The table in the scenario's unit: c places are room for floor(c * children_per_place) referrals.

    Any table but capacity, and any scenario without the ratio, is left as it is.
    """
    ratio = keys.children_per_place if keys else None
    if ratio is None or table.spec != CAPACITY:
        return table
    return replace(table, rows=tuple({**row, "capacity": floor(row["capacity"] * ratio)}
                                     for row in table.rows))
