"""Calendar months, each written as its first day."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta


def month_of(day: date) -> date:
    """The month a day lies in."""
    return day.replace(day=1)


def after(month: date) -> date:
    """The month that follows."""
    return date(month.year + month.month // 12, month.month % 12 + 1, 1)


def before(month: date) -> date:
    """The month that goes before."""
    return month_of(month - timedelta(1))


def last_day(month: date) -> date:
    """The last day of a month."""
    return after(month) - timedelta(1)


def months(first: date, last: date) -> Iterator[date]:
    """Every month from ``first`` to ``last``; none where ``last`` goes before ``first``."""
    while first <= last:
        yield first
        first = after(first)


def told(month: date) -> str:
    """A month as it is written in a table: 2016-04."""
    return f"{month:%Y-%m}"
