"""Shares as somebody has decided them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import partial
from typing import ClassVar, Literal

from models.errors import Fault, fault
from models.pieces import key
from models.shares import FINE, OWN, Shares
from models.shares.facts import Factor, Reader, ShareFacts
from models.shares.published import PROMILLE, column_of, sum_of, whole_numbers
from models.tables import WEIGHTS, Table

UNITS: Mapping[str, int] = {"percent": 100, "0.1 percent": 1000, "0.01 percent": 10_000, "promille": 1000,
                            "0.1 promille": 10_000, FINE: 100_000}


@dataclass(frozen=True)
class Decided:
    """The shares are a table of whole-number weights or of promille, used as they stand.

    a_m = the weight, in units of the stated whole; the share within the county is a_m / A
    with A the sum over the county. A column ``promille`` is read as published, two decimals
    at most, in whole hundredths of a promille. ``whole = "county"``: the table holds the
    county's municipalities and must sum to the whole exactly. ``whole = "nation"``: the table
    may hold municipalities of other counties, and its sum may be at most the whole (Stockholm
    county has about 184 of the nation's 1000 promille). ``sum``: what the table is said to sum
    to, in promille of the whole; it must, exactly. ``whole_units`` alone is enough where the
    weights sum to it: they are then units of their own. Nothing is ever scaled to fit. Source:
    the decision named in sources.toml.
    """

    word: ClassVar[str] = "decided"
    table: str = key("table: code, weight or promille", table=WEIGHTS)
    whole: Literal["county", "nation"] = key("what the weights are parts of: county or nation", "county")
    unit: str = key("unit of the weights; one of: " + ", ".join(UNITS) + "; or any other with whole_units",
                    FINE)
    whole_units: int | None = key("how many units the whole is; default: from the unit", None)
    sum: Fraction | None = key("what the table sums to, in promille of the whole, as it was published", None)

    def shares(self, facts: ShareFacts) -> Shares:
        """The share table; ``InputFault`` where it does not fit its whole or a row is missing."""
        reader = Reader(facts)
        column = column_of(reader, self.table)
        weights = whole_numbers(reader, self.table, column) if column else {}
        units = self.whole_units if self.whole_units is not None else UNITS.get(self.unit, 0)
        own = column != PROMILLE and self.unit == FINE and units not in (0, UNITS[FINE]) and (
            units == sum(weights.values()))  # weights that sum to their whole say their unit themselves
        reader.faults += [] if own else self._unit_faults(column)
        if not reader.faults:
            reader.faults += self._sum_faults(facts.tables[self.table], facts, units, column)
        if weights and not any(weights.values()):
            reader.faults.append(fault("shares-nothing", file=self.table, column=column))
        reader.done()
        return Shares(weights, self.whole, units, self.word, reader.status, unit=OWN if own else self.unit)

    def factors(self) -> tuple[Factor, ...]:
        """None: a decision counts by nothing but itself."""
        return ()

    def _unit_faults(self, column: str) -> list[Fault]:
        """A unit that is not known, or one that contradicts the units of the whole or the column."""
        expected = UNITS.get(self.unit)
        if column == PROMILLE and (self.unit != FINE or self.whole_units not in (None, UNITS[FINE])):
            return [fault("shares-unit-promille", at="shares.unit", unit=self.unit)]
        if self.whole_units is None:
            known = ", ".join(UNITS)
            return [] if expected else [fault("shares-unit", at="shares.unit", unit=self.unit, known=known)]
        if self.whole_units < 1:
            return [fault("shares-whole-least", at="shares.whole_units", given=self.whole_units)]
        if expected not in (None, self.whole_units):
            return [fault("shares-unit-whole", at="shares.whole_units", unit=self.unit, expected=expected,
                          given=self.whole_units)]
        return []

    def _sum_faults(self, table: Table, facts: ShareFacts, units: int, column: str) -> Iterator[Fault]:
        """A table that does not fit its whole or its stated sum, or holds rows of other counties."""
        total = int(sum_of(table, column))
        unfit = partial(fault, file=self.table, column=column, sum=total, whole=units, unit=self.unit,
                        difference=abs(total - units))
        if self.sum is not None and self.sum * units != total * 1000:
            found = Fraction(1000 * total, units)
            yield fault("shares-stated-sum", file=self.table, column=column, sum=promille(found),
                        stated=promille(self.sum), difference=promille(abs(found - self.sum)))
        if self.whole == "nation":
            if total > units:
                yield unfit("shares-nation-sum")
            return
        outside = sorted(row["code"] for row in table.rows if row["code"] not in facts.codes)
        yield from (fault("shares-outside", file=self.table, column="code", code=code) for code in outside)
        if total != units:
            yield unfit("shares-county-sum")


def promille(value: Fraction) -> str:
    """A sum in promille as a published table prints it: a decimal comma, two decimals at least."""
    scaled = value * 100
    if scaled.denominator != 1:
        return str(value)
    return f"{int(scaled) // 100},{int(scaled) % 100:02d}"
