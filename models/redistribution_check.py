"""A hand-made list of transfers, held against all that the proposal keeps; every fault at once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from models.errors import Fault, InputFault, fault
from models.redistribution import UNITS, Redistribution, Transfer
from models.redistribution_question import allowed, one_year_from, window, written

Row = Mapping[str, Any]


def list_of(question: Redistribution, rows: Sequence[Row], name: str,
            lines: Sequence[int | None] | None = None) -> tuple[Transfer, ...]:
    """The transfers of a list, rows of one pair added up, in the county's order.

    ``rows`` have giver, receiver, promille and may have valid_from and valid_to (empty: the
    question's year); ``lines`` their lines in the file. Raises ``InputFault`` with every fault:
    someone unwilling, beyond an offer, of another county, below the floor, beyond the limit of
    minutes, outside the rules' time, for another time than the question's year, giving and
    receiving, more than two decimals.
    """
    check = _Check(question, name, tuple(rows), tuple(lines or [None] * len(rows)))
    check.run()
    if check.faults:
        raise InputFault(check.faults)
    summed: Counter[tuple[str, str]] = Counter()
    for row in rows:
        summed[row["giver"], row["receiver"]] += int(row["promille"] * UNITS)
    rank = {code: i for i, code in enumerate(question.county.codes)}
    return tuple(Transfer(*pair, summed[pair]) for pair in sorted(
        summed, key=lambda pair: (rank[pair[0]], rank[pair[1]])))


@dataclass
class _Check:
    """One list while it is checked."""

    question: Redistribution
    name: str
    rows: tuple[Row, ...]
    lines: tuple[int | None, ...]
    faults: list[Fault] = field(default_factory=list)

    def run(self) -> None:
        """Row by row, then what the rows come to together."""
        for row, line in zip(self.rows, self.lines, strict=True):
            self.faults += self._parties(row, line)
            self.faults += self._amount(row, line)
            self.faults += self._time(row, line)
        self.faults += self._both()
        self.faults += self._sums()

    def _tell(self, key: str, line: int | None, column: str, **values: Any) -> Fault:
        return fault(key, file=self.name, line=line, column=column, **values)

    def _who(self, code: str) -> str:
        town = self.question.county.by_code.get(code)
        return town.name if town else code

    def _parties(self, row: Row, line: int | None) -> Iterator[Fault]:
        """Who gives to whom: in the county, willing, not to itself, within reach."""
        asked, giver, receiver = self.question, row["giver"], row["receiver"]
        sides = (("giver", giver, asked.givers), ("receiver", receiver, asked.receivers))
        for column, code, willing in sides:
            if code not in asked.county.by_code:
                yield self._tell("redistribute-other-county", line, column, code=code,
                                 county=asked.county.name)
            elif code not in willing:
                yield self._tell(f"redistribute-unwilling-{column}", line, column, who=self._who(code))
        if giver == receiver:
            yield self._tell("redistribute-self", line, "receiver", who=self._who(giver))
        elif {giver, receiver} <= set(asked.county.codes) and not asked.reachable(giver, receiver):
            known = (asked.minutes or {}).get((giver, receiver))
            key = "redistribute-far" if known is not None else "redistribute-no-way"
            yield self._tell(key, line, "receiver", giver=self._who(giver), receiver=self._who(receiver),
                             minutes=known or 0, limit=asked.limit or 0)

    def _amount(self, row: Row, line: int | None) -> Iterator[Fault]:
        promille = row["promille"]
        if promille <= 0:
            yield self._tell("redistribute-nothing", line, "promille", found=written(promille))
        if (promille * UNITS).denominator != 1:
            yield self._tell("redistribute-decimals", line, "promille", found=written(promille))

    def _time(self, row: Row, line: int | None) -> Iterator[Fault]:
        """The days it holds: within the rules' time, one year, and the year that is asked for."""
        first: date = row.get("valid_from") or self.question.first
        last: date = row.get("valid_to") or self.question.last
        start, end = window()
        outside = [(column, day) for column, day in (("valid_from", first), ("valid_to", last))
                   if not allowed(day)]
        for column, day in outside:
            yield self._tell("redistribute-window", line, column, day=str(day), first=start, last=end)
        days = {"first": str(first), "last": str(last)}
        if last < first:
            yield self._tell("redistribute-backwards", line, "valid_to", **days)
        elif last > one_year_from(first):
            yield self._tell("redistribute-long", line, "valid_to", **days)
        elif not outside and (first, last) != (self.question.first, self.question.last):
            yield self._tell("redistribute-other-year", line, "valid_from", **days,
                             asked_first=str(self.question.first), asked_last=str(self.question.last))

    def _both(self) -> Iterator[Fault]:
        """Municipalities that give in one row and receive in another."""
        takes = {row["receiver"] for row in self.rows if row["receiver"] != row["giver"]}
        gives = dict.fromkeys(row["giver"] for row in self.rows if row["receiver"] != row["giver"])
        for code in gives:
            if code in takes:
                yield self._tell("redistribute-gives-takes", None, "giver", who=self._who(code))

    def _sums(self) -> Iterator[Fault]:
        """What each gives and takes in all, against its offer and the floor."""
        asked = self.question
        out, into = self._side("giver", asked.givers), self._side("receiver", asked.receivers)
        for code, units in out.items():
            offered, left = asked.givers[code], asked.weights[code] - units
            if offered is not None and units > offered:
                yield self._much("redistribute-gives-much", "giver", code, units, offered)
            if left < asked.floor:
                yield self._tell("redistribute-floor", None, "giver", who=self._who(code),
                                 units=told(units), has=told(asked.weights[code]), floor=told(asked.floor))
        for code, units in into.items():
            offered = asked.receivers[code]
            if offered is not None and units > offered:
                yield self._much("redistribute-takes-much", "receiver", code, units, offered)

    def _much(self, key: str, column: str, code: str, units: int, offered: int) -> Fault:
        return self._tell(key, None, column, who=self._who(code), units=told(units), most=told(offered))

    def _side(self, column: str, willing: Mapping[str, int | None]) -> dict[str, int]:
        """The sum of each willing municipality's rows, 0.01 promille (whole ones only), by county order."""
        sums: Counter[str] = Counter()
        for row in self.rows:
            units = row["promille"] * UNITS
            sums[row[column]] += int(units) if units > 0 else 0
        return {code: sums[code] for code in self.question.county.codes if code in willing and sums[code]}


def told(units: int) -> Decimal:
    """Hundredths of a promille as promille with two decimals."""
    return Decimal(units).scaleb(-2)
