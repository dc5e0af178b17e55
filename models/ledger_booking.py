"""Which period each month of an account is booked on, and what the regime allows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from itertools import groupby
from typing import TYPE_CHECKING

from models.errors import Fault, InputFault, Place, fault
from models.ledger_counts import Counts
from models.months import before, last_day, month_of, months, told
from models.regimes import BY_WORD, REFERRALS, Regime, in_force, refuse
from models.sections.ledger import LedgerKeys
from models.share_periods import NATION, Period
from models.tables import Table
from models.transfers_booked import Transfer

if TYPE_CHECKING:
    from models.problem import Problem

# The first shares were fixed on 30 March 2016 and are set against all referrals since 1 January.
_FIRST_SHARES = month_of(BY_WORD["running-share"].first or date.min)


@dataclass(frozen=True)
class Booked:
    """A period and what is booked on it.

    ``referrals`` is its N (the nation's, or the county's own), ``received`` the county's counts,
    ``months`` the months that are booked here.
    """

    period: Period
    referrals: int
    received: Mapping[str, int]
    months: tuple[date, ...] = ()

    def target(self, code: str) -> Fraction:
        """w / whole times N of the period, in referrals."""
        return self.period.share(code) * self.referrals


def booked(section: LedgerKeys, tables: Mapping[str, Table], counts: Counts,
           parts: Sequence[Period]) -> tuple[Booked, ...]:
    """Every period with its referrals; raises ``InputFault`` where a month has no shares or no N."""
    faults: list[Fault] = []
    nation = _nation(section, tables, counts, faults)
    homes = {month: _home(month, counts, parts) for month in months(counts.start, counts.through)}
    faults += _gaps(section, counts, homes)
    if faults:
        raise InputFault(faults)
    return tuple(_block(section, counts, one, index == 0,
                        [month for month, home in homes.items() if home is one], nation)
                 for index, one in enumerate(parts))


def _home(month: date, counts: Counts, parts: Sequence[Period]) -> Period | None:
    """The period of a month: its own; the first where the opening, or the rule of 2016, says so."""
    found = next((one for one in parts if one.holds(month)), None)
    early = month < counts.first or (month < _FIRST_SHARES and parts[0].first <= _FIRST_SHARES)
    return parts[0] if found is None and month < parts[0].first and early else found


def _gaps(section: LedgerKeys, counts: Counts, homes: Mapping[date, Period | None]) -> Iterator[Fault]:
    """A fault for each run of months that no period covers.

    The opening is one block, booked on the first period: its months need shares only where the
    nation's referrals are booked month by month.
    """
    loose = [month for month, home in homes.items()
             if home is None and (month >= counts.first or section.whole == NATION)]
    for first, last in _runs(loose):
        yield fault("ledger-no-shares", file=section.periods, column="valid_from", first=told(first),
                    last=told(last))


def _runs(found: Sequence[date]) -> Iterator[tuple[date, date]]:
    """The first and the last month of every run of months that follow each other."""
    runs = groupby(enumerate(found), lambda pair: pair[1].year * 12 + pair[1].month - pair[0])
    for _, run in runs:
        held = [month for _, month in run]
        yield held[0], held[-1]


def _block(section: LedgerKeys, counts: Counts, period: Period, opens: bool, held: Sequence[date],
           nation: Mapping[date, int]) -> Booked:
    """One period with the months booked on it; the opening stands on the first."""
    here = set(held)
    received = {code: counts.opening.get(code, 0) if opens else 0 for code in period.weights}
    for (code, month, _), count in counts.monthly.items():
        if month in here:
            received[code] += count
    if section.whole == NATION:
        return Booked(period, sum(nation[month] for month in held), received, tuple(held))
    return Booked(period, sum(received.values()), received, tuple(held))


def _nation(section: LedgerKeys, tables: Mapping[str, Table], counts: Counts,
            faults: list[Fault]) -> dict[date, int]:
    """The nation's referrals by month; faults for months without, or with fewer than the county's."""
    name = section.all_referrals
    if section.whole != NATION:
        faults += [fault("ledger-nation-unused", at="ledger.all_referrals")] if name else []
        return {}
    if not name:
        faults.append(fault("ledger-nation-none", at="ledger.all_referrals"))
        return {}
    found = {row["month"]: int(row["referrals"]) for row in tables[name].rows}
    faults += _few(name, counts, found)
    return found


def _few(name: str, counts: Counts, nation: Mapping[date, int]) -> Iterator[Fault]:
    """Months without the nation's referrals, or where the county has more than the nation."""
    county = dict.fromkeys(months(counts.start, counts.through), 0)
    for (_, month, _), count in counts.monthly.items():
        county[month] += count
    for first, last in _runs([month for month in county if month not in nation]):
        key = "ledger-nation-month" if first == last else "ledger-nation-months"
        yield fault(key, file=name, column="month", month=told(first), last=told(last))
    for month, own in county.items():
        if month in nation and nation[month] < own:
            yield fault("ledger-nation-few", file=name, column="referrals", month=told(month),
                        nation=nation[month], county=own)
    block, opening = sum(nation.get(month, 0) for month in counts.block), sum(counts.opening.values())
    if block < opening and all(month in nation for month in counts.block):
        yield fault("ledger-nation-opening", file=name, column="referrals", nation=block, county=opening,
                    last=told(before(counts.first)))


def regime_faults(regime: Regime | None, section: LedgerKeys) -> Iterator[Fault]:
    """A regime without a running account, or an account that begins before it runs."""
    if regime is None or not regime.runs:
        window = (regime.word, regime.first, regime.last) if regime else ("–", None, None)
        word, first, last = (str(part or "…") for part in window)
        yield fault("account-regime", at="ledger", regime=word, first=first, last=last)
    elif regime.counted_from and section.start < regime.counted_from:
        yield fault("ledger-start", at="ledger.start", day=str(section.start), first=str(regime.counted_from),
                    regime=regime.word)


def late_faults(problem: Problem, counts: Counts) -> Iterator[Fault]:
    """An account that goes on after its regime has ended, where the scenario gives no reason."""
    regime, keys = problem.regime, problem.section("regime")
    late = regime and regime.runs and regime.last and counts.through > regime.last
    if regime and late and not (keys and keys.outside.strip()):
        yield fault("ledger-late", at="ledger.through", month=told(counts.through), regime=regime.word,
                    first=str(regime.first or "…"), last=str(regime.last))


def transfer_faults(section: LedgerKeys, transfers: Sequence[Transfer]) -> Iterator[Fault]:
    """Transfers in a time when shares could not be moved."""
    for day in sorted({day for one in transfers for day in (one.first, last_day(one.last))}):
        regime = in_force(day, REFERRALS)
        if regime is not None and not regime.redistribution:
            one = refuse("transfer-regime", regime, day)
            yield replace(one, place=Place(section.transfers, column="valid_from"))
