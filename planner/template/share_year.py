"""The share year that a day lies in: from when to when shares hold under the regime of the day."""

from __future__ import annotations

from datetime import date, timedelta

from models.regimes import Regime, in_force

Span = tuple[date, date]


def share_year(day: date, unit: str) -> Span | None:
    """First and last day of the shares in force on a day; None under a regime without a share year.

    Shares begin to hold in the regime's ``valid_month`` and hold for a year; a regime whose month is
    another one cuts the last year of the one before it short.
    """
    regime = in_force(day, unit)
    if regime is None or regime.valid_month is None:
        return None
    first = _latest(day, regime.valid_month)
    last = date(first.year + 1, first.month, 1) - timedelta(1)
    return _not_before(first, regime), _not_after(last, regime, unit)


def _latest(day: date, month: int) -> date:
    """The last first of that month, up to the day."""
    return date(day.year if day.month >= month else day.year - 1, month, 1)


def _not_before(first: date, regime: Regime) -> date:
    """The regime's own first day, where the year began under no shares or those of another month."""
    before = in_force(regime.first - timedelta(1), regime.unit) if regime.first else None
    goes_on = before is not None and before.valid_month == regime.valid_month
    return first if goes_on or regime.first is None else max(first, regime.first)


def _not_after(last: date, regime: Regime, unit: str) -> date:
    """The regime's last day, where the next one's shares begin in another month."""
    after = in_force(last, unit)
    if after is None or after.valid_month == regime.valid_month or regime.last is None:
        return last
    return min(last, regime.last)
