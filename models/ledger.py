"""The running account: what has been referred to each municipality against its share, and who is owed.

It mirrors Migrationsverket's rule (share times all referrals since 1 January 2016) from the
county's own counts; it is not the agency's account. All numbers are whole numbers or fractions.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import cached_property
from typing import TYPE_CHECKING, TypeVar

from models.errors import Fault, InputFault, fault
from models.ledger_booking import Booked, booked, late_faults, regime_faults, transfer_faults
from models.ledger_counts import Counts, counts_of
from models.months import last_day, months, told
from models.sections.ledger import PERIOD, TODAY, LedgerKeys
from models.share_periods import periods
from models.transfers_booked import Transfer

if TYPE_CHECKING:
    from models.problem import Problem

READINGS = (TODAY, PERIOD)
T = TypeVar("T")


@dataclass(frozen=True)
class Carried:
    """What a plan goes on from: r_m, and the county's referrals by each period's share within it."""

    received: Mapping[str, int]
    targets: Mapping[str, Fraction]


@dataclass(frozen=True)
class Ledger:
    """The account of one county.

    sum of targets = N times the county's part; sum of owed = the county's target less what it has
    received; opening + months = received: all exact.
    """

    section: LedgerKeys
    codes: tuple[str, ...]
    counts: Counts
    booked: tuple[Booked, ...]
    transfers: tuple[Transfer, ...]

    @cached_property
    def received(self) -> dict[str, int]:
        """r_m by municipality, in referrals."""
        return {code: self.counts.received(code) for code in self.codes}

    @cached_property
    def referrals(self) -> int:
        """N: all referrals of the whole since the start."""
        return sum(one.referrals for one in self.booked)

    @cached_property
    def now(self) -> Booked:
        """The period of the last month counted; the first where the account ends before it begins."""
        return next((one for one in self.booked if one.period.holds(self.counts.through)), self.booked[0])

    def target(self, code: str, reading: str) -> Fraction:
        """Referrals that the share alone gives: today's share on all N, or each period's on its own."""
        if reading == TODAY:
            return self.now.period.share(code) * self.referrals
        return sum((one.target(code) for one in self.booked), Fraction(0))

    def fulfilment(self, code: str, reading: str) -> Fraction | None:
        """received / target; None where the target is 0."""
        target = self.target(code, reading)
        return self.received[code] / target if target else None

    def owed(self, code: str, reading: str) -> Fraction:
        """target - received: referrals the municipality still has to receive (below 0: has had more)."""
        return self.target(code, reading) - self.received[code]

    def county_target(self, reading: str) -> Fraction:
        """N times the county's part of the whole, by the reading."""
        return sum((self.target(code, reading) for code in self.codes), Fraction(0))

    @property
    def emptied(self) -> tuple[str, ...]:
        """Who has no share now and had one: by today's reading the whole history is gone."""
        return tuple(code for code in self.codes
                     if self.now.period.weights[code] == 0 and self.target(code, PERIOD))

    def gives_all(self, code: str) -> bool:
        """Is the share of now gone because all of it is given to others?"""
        return self.now.period.decided[code] > 0 == self.now.period.weights[code]

    def months_booked(self, transfer: Transfer) -> int:
        """Months of the account in which the transfer is in force."""
        return sum(transfer.holds(month) for month in months(self.counts.start, self.counts.through))

    def carried(self) -> Carried:
        """r_m, and the sum over periods of (w / sum of the county's w) times the county's referrals."""
        targets = dict.fromkeys(self.codes, Fraction(0))
        for one in self.booked:
            county = sum(one.received.values())
            for code in self.codes:
                targets[code] += one.period.within(code) * county
        return Carried(self.received, targets)


def ledger(problem: Problem) -> Ledger:
    """The account of a problem's section ``[ledger]``; raises ``InputFault`` with all its faults."""
    if "ledger" not in problem.memo:
        problem.memo["ledger"] = _made(problem)
    found: Ledger = problem.memo["ledger"]
    return found


def carried(problem: Problem) -> Carried:
    """What a plan on the basis ``ledger`` goes on from: the account up to the day of the plan.

    Raises ``InputFault``, also where the account holds months after that day.
    """
    found = ledger(problem)
    through = found.counts.through
    day = problem.day or date(problem.need.years[0], 1, 1)
    if last_day(through) > day:
        raise InputFault([fault("ledger-plan-day", at="ledger.through", month=told(through), day=str(day))])
    return found.carried()


def _made(problem: Problem) -> Ledger:
    section: LedgerKeys | None = problem.section("ledger")
    if section is None:
        raise InputFault([fault("account-none", at="ledger")])
    codes, tables = problem.county.codes, problem.tables
    faults = list(regime_faults(problem.regime, section))
    counts = _step(faults, lambda: counts_of(section, tables, codes))
    shares = _step(faults, lambda: periods(tables[section.periods], tables.get(section.transfers), codes,
                                           section.whole))
    if counts:
        faults += late_faults(problem, counts)
    if shares:
        faults += transfer_faults(section, shares[1])
    blocks = _step(faults, lambda: booked(section, tables, counts, shares[0])) if counts and shares else None
    if faults or not counts or not shares or blocks is None:
        raise InputFault(faults)
    return Ledger(section, codes, counts, blocks, shares[1])


def _step(faults: list[Fault], step: Callable[[], T]) -> T | None:
    """What a step gives, or None with its faults written down."""
    try:
        return step()
    except InputFault as error:
        faults += error.faults
    return None
