"""Amounts, rates and lengths as money reads them: cut by date, every fault collected."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from fractions import Fraction

from models.errors import Fault, InputFault, fault
from models.parameters import Parameter, Parameters
from models.tables import Table

PLACE_DAY, OCCUPIED_DAY = "place-day", "occupied-day"
CHILD_DAY, YOUTH_DAY, REFERRAL_ONCE = "child-day", "youth-day", "referral-once"
ARRIVAL_DAY, FIXED_YEAR, FORECAST_CHILD = "arrival-day", "fixed-year", "forecast-child"
OCCUPIED, UNDER_18 = "occupied", "part-under-18"
DAYS_PER_CHILD, CHILDREN_PER_PLACE, FORECAST = "days-per-child", "children-per-place", "forecast-nation"
ARRIVAL_COST = "cost-arrival-day"
FULL, EMPTY = "cost-full-", "cost-empty-"  # with the place type behind
PARTS = (OCCUPIED, UNDER_18)  # 0..1
NUMBERS = (DAYS_PER_CHILD, CHILDREN_PER_PLACE, FORECAST)  # every other word is an amount in kronor
MOST = 1_000_000_000  # of any value: beyond it is a slip of the pen
# First words of units that would make a figure mean something else than it is counted as.
HUNDREDS = ("procent", "percent", "%", "promille")
OTHER_MONEY = (*HUNDREDS, "tkr", "kkr", "mkr", "mnkr", "msek", "tsek", "ksek", "tusen", "tusental",
               "thousand", "miljon", "miljoner", "million", "millions", "euro", "eur", "del", "dagar", "days",
               "dygn", "månader", "months", "timmar", "hours")


def _first_word(unit: str) -> str:
    return next(iter(unit.casefold().replace("/", " ").split()), "")


@dataclass(frozen=True)
class Piece:
    """Days ``first``..``last`` within one year in which every one of ``values`` stands still."""

    first: date
    last: date
    values: tuple[Parameter, ...]

    @property
    def days(self) -> int:
        """Days in the piece, both ends counted."""
        return (self.last - self.first).days + 1

    @property
    def part(self) -> Fraction:
        """Days of the piece ÷ days of its year (365 or 366)."""
        return Fraction(self.days, days_of(self.first.year))


@dataclass
class Values:
    """The parameters of one table; what is missing is kept in ``faults`` and the rest goes on."""

    parameters: Parameters
    faults: dict[str, Fault] = field(default_factory=dict)
    torn: bool = False  # windows overlap: then nothing more is said of the table
    known: dict[tuple[tuple[str, ...], date, date], tuple[Piece, ...]] = field(default_factory=dict)

    @classmethod
    def of(cls, table: Table) -> Values:
        """The values of a table; parts outside 0..1 and amounts below 0 are faults."""
        try:
            values = cls(Parameters.of(table))
        except InputFault as error:
            return cls(Parameters(table.name, {}), {repr(one): one for one in error.faults}, torn=True)
        for one in (one for many in values.parameters.by_word.values() for one in many):
            most = 1 if one.word in PARTS else MOST
            if not 0 <= one.value <= most:
                values.add(fault("money-value", file=table.name, column="value", word=one.word,
                                 found=str(one.value), most=most))
            if one.word not in NUMBERS and _first_word(one.unit) in (
                    HUNDREDS if one.word in PARTS else OTHER_MONEY):
                values.add(fault("money-part-unit" if one.word in PARTS else "money-kronor", file=table.name,
                                 column="unit", word=one.word, found=one.unit))
        return values

    def add(self, one: Fault) -> None:
        """Keep a fault once."""
        self.faults[repr(one)] = one

    def has(self, word: str) -> bool:
        """Does the table have the word at all?"""
        return word in self.parameters.by_word

    def cut(self, words: Iterable[str], first: date, last: date) -> tuple[Piece, ...]:
        """The days first..last cut wherever one of the words changes its value.

        Nothing where a value is missing on some day; then the fault is kept.
        """
        at = (tuple(words), first, last)
        if at not in self.known:
            self.known[at] = tuple(self._cut(*at))
        return self.known[at]

    def _cut(self, words: tuple[str, ...], first: date, last: date) -> list[Piece]:
        spans = [] if self.torn else [self._spans(word, first, last) for word in words]
        if not spans or not all(spans):
            return []
        starts = sorted({start for span in spans for start, _, _ in span})
        ends = [*(start - timedelta(1) for start in starts[1:]), last]
        return [Piece(start, end, tuple(next(p for a, b, p in span if a <= start <= b) for span in spans))
                for start, end in zip(starts, ends, strict=True)]

    def _spans(self, word: str, first: date, last: date) -> tuple[tuple[date, date, Parameter], ...]:
        try:
            return self.parameters.spans(word, first, last)
        except InputFault as error:
            for one in error.faults:
                self.add(one)
            return ()


def days_of(year: int) -> int:
    """Days of a calendar year: 365, or 366 in a leap year."""
    return (date(year, 12, 31) - date(year, 1, 1)).days + 1


def half_up(value: Fraction) -> int:
    """A number >= 0 rounded to a whole one, a half upwards: floor(value + 1/2)."""
    return (value + Fraction(1, 2)).__floor__()


def planning_estimate(share: Fraction, forecast: Fraction | int) -> int:
    """Children that a municipality plans for: round half up(share of the nation x national forecast).

    Official example: 9.45 promille x 1,500 = 14.175, so 14.
    """
    return half_up(share * forecast)
