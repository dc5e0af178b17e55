"""Shares as somebody has decided them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar, Literal

from models.errors import Fault, fault
from models.pieces import key
from models.shares import Shares
from models.shares.facts import Reader, ShareFacts
from models.tables import WEIGHTS, Table

UNITS: Mapping[str, int] = {"percent": 100, "0.1 percent": 1000, "0.01 percent": 10_000, "promille": 1000,
                            "0.1 promille": 10_000, "0.01 promille": 100_000}


@dataclass(frozen=True)
class Decided:
    """The shares are a table of whole-number weights, used as they stand.

    a_m = the weight, in units of the stated whole; the share within the county is a_m / A
    with A the sum over the county. ``whole = "county"``: the table holds the county's
    municipalities and must sum to the whole exactly. ``whole = "nation"``: the table may hold
    municipalities of other counties, and its sum may be at most the whole (Stockholm county
    has about 184 of the nation's 1000 promille). Source: the decision named in sources.toml.
    """

    word: ClassVar[str] = "decided"
    table: str = key("table: code, weight", table=WEIGHTS)
    whole: Literal["county", "nation"] = key("what the weights are parts of: county or nation", "county")
    unit: str = key("unit of the weights; one of: " + ", ".join(UNITS) + "; or any other with whole_units",
                    "0.01 promille")
    whole_units: int | None = key("how many units the whole is; default: from the unit", None)

    def shares(self, facts: ShareFacts) -> Shares:
        """The share table; ``InputFault`` where it does not fit its whole or a row is missing."""
        reader = Reader(facts)
        weights = {code: int(value) for code, value in reader.column(self.table, "weight").items()}
        units = self.whole_units if self.whole_units is not None else UNITS.get(self.unit, 0)
        reader.faults += self._unit_faults()
        if not reader.faults:
            reader.faults += self._sum_faults(facts.tables[self.table], facts, units)
        if weights and sum(weights.values()) == 0:
            reader.faults.append(fault("shares-nothing", file=self.table, column="weight"))
        reader.done()
        return Shares(weights, self.whole, units, self.word, reader.status)

    def _unit_faults(self) -> list[Fault]:
        """A unit that is not known, or one that contradicts the stated number of units."""
        expected = UNITS.get(self.unit)
        if self.whole_units is None:
            known = ", ".join(UNITS)
            return [] if expected else [fault("shares-unit", at="shares.unit", unit=self.unit, known=known)]
        if self.whole_units < 1:
            return [fault("shares-whole-least", at="shares.whole_units", given=self.whole_units)]
        if expected not in (None, self.whole_units):
            return [fault("shares-unit-whole", at="shares.whole_units", unit=self.unit, expected=expected,
                          given=self.whole_units)]
        return []

    def _sum_faults(self, table: Table, facts: ShareFacts, units: int) -> list[Fault]:
        """A table that does not fit its whole: its sum, or rows of other counties."""
        total = sum(row["weight"] for row in table.rows)
        values = {"sum": total, "whole": units, "unit": self.unit}
        if self.whole == "nation":
            too_much = fault("shares-nation-sum", file=self.table, column="weight", **values)
            return [too_much] if total > units else []
        outside = sorted(row["code"] for row in table.rows if row["code"] not in facts.codes)
        faults = [fault("shares-outside", file=self.table, column="code", code=code) for code in outside]
        if total != units:
            faults.append(fault("shares-county-sum", file=self.table, column="weight", **values))
        return faults
