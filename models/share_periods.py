"""Shares that hold for a time: the decided tables, cut where a transfer begins or ends."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import cached_property
from itertools import pairwise

from models.errors import Fault, InputFault, fault
from models.months import after, before, month_of, told
from models.shares.facts import least_certain
from models.shares.rounding import WHOLE
from models.tables import Table
from models.transfers_booked import Transfer, moved, too_much, transfers_of, window_faults

COUNTY, NATION = "county", "nation"


@dataclass(frozen=True)
class Period:
    """Months in which the shares are the same.

    ``decided`` are the weights of the decision, ``weights`` those after the transfers in force, in
    hundredths of a promille of the ``whole``; ``status`` is the least certain of the rows.
    """

    first: date
    last: date
    decided: Mapping[str, int]
    weights: Mapping[str, int]
    whole: str
    status: str

    @cached_property
    def total(self) -> int:
        """A: sum of the county's weights; transfers leave it as it is."""
        return sum(self.weights.values())

    @property
    def units(self) -> int:
        """What a weight is divided by: 100 000 of the nation, A of the county."""
        return WHOLE if self.whole == NATION else self.total

    def share(self, code: str) -> Fraction:
        """w / 100 000 of the nation, or w / A of the county, after transfers."""
        return Fraction(self.weights[code], self.units)

    def within(self, code: str) -> Fraction:
        """w / A: the part of the county whatever the whole."""
        return Fraction(self.weights[code], self.total)

    def holds(self, month: date) -> bool:
        """Does the month lie in the period?"""
        return self.first <= month <= self.last


def periods(table: Table, transfers: Table | None, codes: Sequence[str],
            whole: str) -> tuple[tuple[Period, ...], tuple[Transfer, ...]]:
    """The periods in order of time, cut at transfers, and the transfers; raises ``InputFault``."""
    booked, faults = transfers_of(transfers)
    decided = list(_decided(table, codes, whole, faults))
    if not table.rows:
        faults.append(fault("periods-none", file=table.name))
    for one, other in pairwise(decided):
        if other.first <= one.last:
            faults.append(fault("periods-overlap", file=table.name, column="valid_from",
                                first=told(other.first), last=told(one.last)))
    faults += [fault("transfer-outside", file=transfers.name if transfers else "", column=column, code=code)
               for one in booked for column, code in (("giver", one.giver), ("receiver", one.receiver))
               if code not in codes]
    if faults:
        raise InputFault(faults)
    cut = [part for one in decided for part in _cut(one, booked)]
    name = transfers.name if transfers else ""
    over = [found for part in cut for found in too_much(name, part.weights, part.first)]
    if over:
        raise InputFault(over)
    return tuple(cut), booked


def _decided(table: Table, codes: Sequence[str], whole: str, faults: list[Fault]) -> Iterator[Period]:
    """The decided shares window by window, before any transfer."""
    windows: dict[tuple[date, date], dict[str, int]] = {}
    statuses: dict[tuple[date, date], list[str]] = {}
    for row in table.rows:
        window = (row["valid_from"], row["valid_to"])
        windows.setdefault(window, {})[row["code"]] = row["weight"]
        statuses.setdefault(window, []).append(table.row_status(row))
    for (first, last), weights in sorted(windows.items()):
        found = [*window_faults(table.name, first, last, f"{first}–{last}"),
                 *_weight_faults(table.name, weights, codes, whole, first)]
        faults += found
        if not found:
            ordered = {code: weights[code] for code in codes}
            yield Period(first, month_of(last), ordered, ordered, whole,
                         least_certain(statuses[first, last]))


def _weight_faults(name: str, weights: Mapping[str, int], codes: Sequence[str], whole: str,
                   first: date) -> Iterator[Fault]:
    """A municipality without a share, or shares that do not fit their whole."""
    missing = [code for code in codes if code not in weights]
    for code in missing:
        yield fault("periods-missing", file=name, column="code", code=code, first=str(first))
    total = sum(weights.get(code, 0) for code in codes)
    every = sum(weights.values())  # other counties' municipalities may stand in the table too
    if whole == NATION and every > WHOLE:
        yield fault("periods-nation-sum", file=name, column="weight", sum=every, whole=WHOLE,
                    first=str(first))
    if missing:
        return
    if total == 0:
        yield fault("periods-nothing", file=name, column="weight", first=str(first))
    elif whole == COUNTY and total != WHOLE:
        yield fault("periods-county-sum", file=name, column="weight", sum=total, whole=WHOLE,
                    first=str(first))


def _cut(one: Period, booked: Sequence[Transfer]) -> Iterator[Period]:
    """The period in parts within which the same transfers hold."""
    edges = {one.first, after(one.last)}
    for transfer in booked:
        edges |= {edge for edge in (transfer.first, after(transfer.last)) if one.holds(edge)}
    for first, end in pairwise(sorted(edges)):
        weights = moved(one.decided, booked, first)
        yield Period(first, before(end), one.decided, weights, one.whole, one.status)
