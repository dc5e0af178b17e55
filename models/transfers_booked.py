"""Transfers of shares between municipalities, each booked in the months it holds.

A transfer moves whole hundredths of a promille of the stated whole from a giver to a receiver,
so the county's sum of weights is the same before and after.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any

from models.errors import Fault, fault
from models.months import after, last_day, month_of, told
from models.shares.rounding import STEPS
from models.tables import Table

LONGEST = 12  # months: a transfer holds for one year


@dataclass(frozen=True)
class Transfer:
    """``units`` (0.01 promille) from giver to receiver in the months ``first``..``last``."""

    giver: str
    receiver: str
    units: int
    first: date
    last: date

    def holds(self, month: date) -> bool:
        """Is the transfer in force in the month?"""
        return self.first <= month <= self.last


def transfers_of(table: Table | None) -> tuple[tuple[Transfer, ...], list[Fault]]:
    """The transfers of a table in order of time, and what is wrong in it."""
    found: list[Transfer] = []
    faults: list[Fault] = []
    for row in table.rows if table else ():
        units = row["promille"] * STEPS
        one = Transfer(row["giver"], row["receiver"], int(units), row["valid_from"],
                       month_of(row["valid_to"]))
        faults += _faults(table.name if table else "", row, one, units)
        found.append(one)
    return tuple(sorted(found, key=lambda t: (t.first, t.giver, t.receiver))), faults


def _faults(name: str, row: Mapping[str, Any], one: Transfer, units: Fraction) -> Iterator[Fault]:
    """What is wrong with one transfer: its dates, its size, or who gives to whom."""
    said = f"{one.giver}–{one.receiver}"
    wrong = list(window_faults(name, row["valid_from"], row["valid_to"], said))
    yield from wrong
    if units.denominator != 1:
        yield fault("transfer-steps", file=name, column="promille", who=said)
    if one.giver == one.receiver:
        yield fault("transfer-self", file=name, column="receiver", code=one.giver)
    if not wrong and _length(one) > LONGEST:
        yield fault("transfer-year", file=name, column="valid_to", who=said, months=_length(one))


def window_faults(name: str, first: date, last: date, who: str) -> Iterator[Fault]:
    """A window that does not begin on a month's first day, end on its last, or ends too early."""
    if first.day != 1:
        yield fault("window-first", file=name, column="valid_from", day=str(first), who=who)
    if last != last_day(month_of(last)):
        yield fault("window-last", file=name, column="valid_to", day=str(last), who=who)
    if last < first:
        yield fault("window-backwards", file=name, column="valid_to", day=str(last), first=str(first),
                    who=who)


def moved(weights: Mapping[str, int], transfers: Iterable[Transfer], month: date) -> dict[str, int]:
    """The weights of a month: as decided, less what is given, plus what is received."""
    found = dict(weights)
    for one in transfers:
        if one.holds(month):
            found[one.giver] = found.get(one.giver, 0) - one.units
            found[one.receiver] = found.get(one.receiver, 0) + one.units
    return found


def too_much(name: str, weights: Mapping[str, int], month: date) -> Iterator[Fault]:
    """A fault for each municipality that gives more than its share in a month."""
    for code, weight in weights.items():
        if weight < 0:
            yield fault("transfer-much", file=name, column="promille", code=code, over=-weight,
                        month=told(month))


def _length(one: Transfer) -> int:
    """Months from the first to the last."""
    end = after(one.last)
    return (end.year - one.first.year) * 12 + end.month - one.first.month

