"""The counts of referrals that an account rests on, checked against county and period."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from models.errors import Fault, InputFault, fault
from models.months import after, month_of, months, told
from models.running_tables import ANNOUNCED, REFERRAL_KINDS, TIE
from models.sections.ledger import LedgerKeys
from models.tables import FIRST_YEAR, LAST_YEAR, Table

Key = tuple[str, date, str]  # municipality, month, kind of referral


@dataclass(frozen=True)
class Counts:
    """What each municipality has received, in referrals.

    ``opening`` is from ``start`` to before ``first`` (the month after ``through``, where no month is
    written); ``monthly`` from ``first`` to ``through``, the counted kinds only; ``left_out`` the sums
    of the kinds that the account does not count.
    """

    start: date
    first: date
    through: date
    opening: Mapping[str, int]
    monthly: Mapping[Key, int]
    left_out: Mapping[str, int]

    def of(self, code: str, month: date | None = None, kind: str | None = None) -> int:
        """The sum of a municipality's months: of one month and of one kind, where they are given."""
        return sum(count for (town, when, what), count in self.monthly.items()
                   if town == code and month in (None, when) and kind in (None, what))

    def received(self, code: str) -> int:
        """r_m: the opening and the months."""
        return self.opening.get(code, 0) + self.of(code)

    @property
    def block(self) -> tuple[date, ...]:
        """The months that the opening stands for; none where there is no opening."""
        return tuple(month for month in months(self.start, self.through) if month < self.first)


def counts_of(section: LedgerKeys, tables: Mapping[str, Table], codes: Sequence[str]) -> Counts:
    """The counts of an account; raises ``InputFault`` with every referral that lies outside it."""
    table = tables[section.table]
    opening = {row["code"]: int(row["received"]) for row in tables[section.opening].rows} \
        if section.opening else {}
    written = [row["month"] for row in table.rows]
    through = _through(section, written)
    faults = [*_start_faults(section), *([] if isinstance(through, date) else [through])]
    if isinstance(through, date):
        faults += _row_faults(section, table, codes, through)
        faults += _opening_faults(section, written, opening, codes)
    if faults or not isinstance(through, date):
        raise InputFault(faults)
    first = min(written, default=after(through)) if section.opening else section.start
    kept = {kind for kind in REFERRAL_KINDS if counted(section, kind)}
    monthly = {(row["code"], row["month"], row["kind"]): int(row["count"]) for row in table.rows
               if row["kind"] in kept}
    left = {kind: sum(int(row["count"]) for row in table.rows if row["kind"] == kind)
            for kind in REFERRAL_KINDS if kind not in kept}
    return Counts(section.start, first, through, opening, monthly, left)


def counted(section: LedgerKeys, kind: str) -> bool:
    """Does a kind of referral count in the account?"""
    return {TIE: section.ties_counted, ANNOUNCED: section.announced_counted}.get(kind, True)


def _through(section: LedgerKeys, written: Sequence[date]) -> date | Fault:
    """The last month counted, or what is wrong with it."""
    text = section.through
    if not text:
        return max(written) if written else fault("ledger-empty", at="ledger.through", table=section.table)
    try:
        found = date.fromisoformat(f"{text}-01") if len(text) == 7 else None
    except ValueError:
        found = None
    if found is None or not FIRST_YEAR <= found.year <= LAST_YEAR:
        return fault("ledger-through", at="ledger.through", found=text)
    if found < section.start:
        return fault("ledger-ends-early", at="ledger.through", found=text, start=str(section.start))
    return found


def _start_faults(section: LedgerKeys) -> Iterator[Fault]:
    if section.start != month_of(section.start):
        yield fault("ledger-start-day", at="ledger.start", day=str(section.start))


def _row_faults(section: LedgerKeys, table: Table, codes: Sequence[str], through: date) -> Iterator[Fault]:
    """Referrals to municipalities outside the county, and in months outside the account."""
    for code in sorted({row["code"] for row in table.rows} - set(codes)):
        yield fault("ledger-outside", file=table.name, column="code", code=code)
    for month in sorted({row["month"] for row in table.rows}):
        if month < section.start:
            yield fault("ledger-before", file=table.name, column="month", month=told(month),
                        start=str(section.start))
        elif month > through:
            yield fault("ledger-after", file=table.name, column="month", month=told(month),
                        through=told(through))


def _opening_faults(section: LedgerKeys, written: Sequence[date], opening: Mapping[str, int],
                    codes: Sequence[str]) -> Iterator[Fault]:
    """An opening where no month is left for it, or for another county's municipality."""
    if section.opening and written and min(written) <= section.start and any(opening.values()):
        yield fault("ledger-opening-early", file=section.opening, month=told(min(written)),
                    start=str(section.start))
    for code in codes:
        if section.opening and code not in opening:
            yield fault("ledger-opening-missing", file=section.opening, column="code", code=code)
