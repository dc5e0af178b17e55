"""The account as others may see it: one row per municipality, small counts veiled."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import TYPE_CHECKING

from models.ledger import READINGS, Ledger, ledger
from models.tables import ASSUMED
from planner.small_counts import Veiled, veiled

if TYPE_CHECKING:
    from planner.case import Case

Ends = tuple[Fraction, Fraction]  # least and most; equal where the number is shown exactly


@dataclass(frozen=True)
class Standing:
    """One municipality: what it has received and its target by each reading, in referrals."""

    code: str
    name: str
    received: Veiled
    targets: Mapping[str, Fraction]

    def owed(self, reading: str) -> Ends | None:
        """target - received, from least to most; None where the received is not shown."""
        if self.received.least is None or self.received.most is None:
            return None
        return self.targets[reading] - self.received.most, self.targets[reading] - self.received.least

    def fulfilment(self, reading: str) -> Ends | None:
        """received / target, from least to most; None without a target or where it is not shown."""
        target = self.targets[reading]
        if self.received.least is None or self.received.most is None or not target:
            return None
        return self.received.least / target, self.received.most / target


@dataclass(frozen=True)
class Shown:
    """An account with what it rests on: ``tables`` in the order of the section's keys."""

    case: Case
    account: Ledger

    @cached_property
    def standings(self) -> tuple[Standing, ...]:
        """The municipalities in the county's order."""
        kept = veiled(self.account.received)
        return tuple(Standing(town.code, town.name, kept[town.code],
                              {reading: self.account.target(town.code, reading) for reading in READINGS})
                     for town in self.case.problem.county.municipalities)

    @property
    def names(self) -> dict[str, str]:
        """The name of each code."""
        return {one.code: one.name for one in self.standings}

    @cached_property
    def county(self) -> Standing:
        """The county together; it is a sum of many and shown as it is, unless small."""
        received = sum(self.account.received.values())
        return Standing("", "", veiled({"": received})[""],
                        {reading: self.account.county_target(reading) for reading in READINGS})

    @property
    def tables(self) -> tuple[str, ...]:
        """The tables that the account rests on, as the scenario names them."""
        keys = self.account.section
        named = (keys.table, keys.opening, keys.periods, keys.transfers, keys.all_referrals)
        return tuple(name for name in named if name)

    @property
    def assumed(self) -> tuple[str, ...]:
        """Those of them with an assumed figure."""
        from planner.case import least_certain
        return tuple(name for name in self.tables if least_certain(self.case.tables[name]) == ASSUMED)

    @property
    def example(self) -> bool:
        """Does the account rest on assumed counts or shares?"""
        return bool(self.assumed)


def shown_of(case: Case) -> Shown:
    """The account of a case; raises ``InputFault`` where it has none."""
    return Shown(case, ledger(case.problem))
