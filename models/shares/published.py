"""A table of decided shares as it was published: whole-number weights, or promille with two decimals."""

from __future__ import annotations

from fractions import Fraction

from models.errors import fault
from models.shares.facts import Reader
from models.shares.rounding import STEPS
from models.tables import Table

WEIGHT, PROMILLE = "weight", "promille"


def column_of(reader: Reader, name: str) -> str:
    """Which column of the table holds the shares; "" with a fault where none or both do."""
    table = reader.facts.tables.get(name)
    if table is None:
        reader.faults.append(fault("shares-table", file=name, table=name))
        return ""
    filled = [column for column in (WEIGHT, PROMILLE)
              if any(row.get(column) is not None for row in table.rows)]
    if len(filled) != 1:
        reader.faults.append(fault("shares-two-columns" if filled else "shares-no-column", file=name))
    return filled[0] if len(filled) == 1 else ""


def whole_numbers(reader: Reader, name: str, column: str) -> dict[str, int]:
    """The weight of every municipality of the county; promille are read in whole hundredths.

    {} where a fault was met: a row is missing, or a promille has more than two decimals.
    """
    found = reader.column(name, column)
    if column == WEIGHT:
        return {code: int(value) for code, value in found.items()}
    finer = [code for code, value in found.items() if (value * STEPS).denominator != 1]
    reader.faults += [fault("shares-promille-steps", file=name, column=column, code=code) for code in finer]
    return {} if finer else {code: int(value * STEPS) for code, value in found.items()}


def sum_of(table: Table, column: str) -> Fraction:
    """The sum of all rows, in units of a weight (0.01 promille where promille are given)."""
    total = sum((Fraction(row[column] or 0) for row in table.rows), Fraction(0))
    return total * STEPS if column == PROMILLE else total
