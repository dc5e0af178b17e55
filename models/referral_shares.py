"""The shares that the referral rule goes by: the account's on the plan day, or the scenario's."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING

from models.errors import InputFault, fault
from models.months import last_day, month_of
from models.share_periods import NATION, Period, periods

if TYPE_CHECKING:
    from models.ledger import Ledger
    from models.problem import Problem

SCENARIO = "scenario"


@dataclass(frozen=True)
class Held:
    """The shares in use: weights, the ``whole`` (county or nation) and the county's ``part`` of it,
    the window in which they hold (None = open), and whether they are the account's own."""

    weights: Mapping[str, int]
    whole: str
    part: Fraction
    first: date | None = None
    last: date | None = None
    of_account: bool = False


def held_shares(problem: Problem, whose: str, account: Ledger | None) -> Held:
    """The account's shares on the plan day, after transfers; or the scenario's own.

    The whole is the account's where there is one. The scenario's shares of the county, in an
    account of the nation, have the county's part of the nation from the account. Raises
    ``InputFault`` where the account has no shares on the plan day.
    """
    if account is None or whose == SCENARIO:
        return _of_scenario(problem, account)
    found = _period(problem, account)
    return Held(found.weights, found.whole, Fraction(found.total, found.units), found.first,
                last_day(found.last), True)


def _of_scenario(problem: Problem, account: Ledger | None) -> Held:
    shares = problem.shares[problem.need.kinds[0], problem.need.years[0]]
    weights = {m: shares.weights[m] for m in problem.county.codes}
    whole, part = shares.whole, Fraction(shares.total, shares.whole_units)
    if account and whole != account.section.whole:
        whole = account.section.whole
        part = Fraction(account.now.period.total, account.now.period.units)
    return Held(weights, whole, part if whole == NATION else Fraction(1), shares.valid_from, shares.valid_to)


def _period(problem: Problem, account: Ledger) -> Period:
    """The account's share period that holds on the plan day."""
    section, day = account.section, day_of(problem)
    known, _ = periods(problem.tables[section.periods], problem.tables.get(section.transfers), account.codes,
                       section.whole)
    found = next((one for one in known if one.holds(month_of(day))), None)
    if found is None:
        windows = f"{known[0].first}–{last_day(known[-1].last)}"
        raise InputFault([fault("refer-no-period", at="ledger.periods", table=section.periods, day=str(day),
                                windows=windows)])
    return found


def day_of(problem: Problem) -> date:
    """The day of the plan."""
    return problem.day or date(problem.need.years[0], 1, 1)
