"""Named figures with a date: money, rates, lengths. Each value holds in its own window."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from itertools import pairwise
from typing import Any

from models.errors import Fault, InputFault, fault
from models.tables import Table


@dataclass(frozen=True)
class Parameter:
    """One value: ``first``..``last`` is its window (None = open); ``status`` as in a table."""

    word: str
    value: Fraction
    unit: str
    first: date | None
    last: date | None
    status: str
    source: str

    def holds(self, day: date) -> bool:
        """Does the value hold on the day?"""
        return (self.first is None or self.first <= day) and (self.last is None or day <= self.last)


@dataclass(frozen=True)
class Parameters:
    """The parameters of one table, by word, each word's windows in order of time."""

    name: str
    by_word: dict[str, tuple[Parameter, ...]]

    @classmethod
    def of(cls, table: Table) -> Parameters:
        """The parameters of a table; ``InputFault`` with every pair of windows that overlap."""
        rows = sorted((_of_row(table, row) for row in table.rows),
                      key=lambda p: (p.word, p.first or date.min))
        found: dict[str, tuple[Parameter, ...]] = {}
        for one in rows:
            found[one.word] = (*found.get(one.word, ()), one)
        faults = [one for many in found.values() for one in _faults(table.name, many)]
        if faults:
            raise InputFault(faults)
        return cls(table.name, found)

    def at(self, word: str, day: date) -> Parameter:
        """The parameter of that word on a day; ``InputFault`` where there is none."""
        found = self.find(word, day)
        if isinstance(found, Fault):
            raise InputFault([found])
        return found

    def find(self, word: str, day: date) -> Parameter | Fault:
        """The parameter of that word on a day, or the fault that says what is missing."""
        known = self.by_word.get(word, ())
        held = next((one for one in known if one.holds(day)), None)
        if held is not None:
            return held
        if not known:
            return fault("parameter-missing", file=self.name, column="parameter", word=word)
        return fault("parameter-outside", file=self.name, column="parameter", word=word, day=str(day),
                     windows="; ".join(f"{one.first or '…'}–{one.last or '…'}" for one in known))

    def all_at(self, words: Iterable[str], day: date) -> dict[str, Parameter]:
        """Every one of the words on a day; ``InputFault`` with all that are missing."""
        found = {word: self.find(word, day) for word in words}
        faults = [one for one in found.values() if isinstance(one, Fault)]
        if faults:
            raise InputFault(faults)
        return {word: one for word, one in found.items() if not isinstance(one, Fault)}

    def spans(self, word: str, first: date, last: date) -> tuple[tuple[date, date, Parameter], ...]:
        """The days first..last cut where the value changes: (from, to, parameter), without gaps.

        ``InputFault`` where some day of the span has no value.
        """
        found = []
        day = first
        while day <= last:
            one = self.at(word, day)
            end = last if one.last is None else min(last, one.last)
            found.append((day, end, one))
            day = end + timedelta(1)
        return tuple(found)


def _of_row(table: Table, row: Mapping[str, Any]) -> Parameter:
    cells = dict(row)
    return Parameter(cells["parameter"], Fraction(cells["value"]), cells["unit"], cells.get("valid_from"),
                     cells.get("valid_to"), table.row_status(cells), str(cells.get("source") or ""))


def _faults(name: str, windows: tuple[Parameter, ...]) -> Iterator[Fault]:
    for one in windows:
        if one.first and one.last and one.last < one.first:
            yield fault("parameter-backwards", file=name, column="valid_to", word=one.word,
                        first=str(one.first), last=str(one.last))
    for before, after in pairwise(windows):
        if before.last is None or after.first is None or after.first <= before.last:
            yield fault("parameter-twice", file=name, column="valid_from", word=after.word,
                        first=str(after.first or "…"), last=str(before.last or "…"))
