"""Permit places as stock and flow: children through asylum places to permit places, month by month.

Exact fractions of children throughout; a month is a whole step. In month i (0 = January of year 1)
``places * turnover / 12`` children come. A child's case is decided ``handling`` months later: the
part ``rate`` of those decided get a permit, the rest leave. ``after`` months after the permit the
child goes on to a permit place. Of those who came to one in a month the part ``otherwise`` leaves
otherwise, evenly over the next ``stay`` months (the first after one month), and the rest leave for
dwellings of their own after ``stay`` months. Those who live on permit places at the start leave
evenly over the stay of year 1, the same part of them otherwise. Each figure is that of the year in
which the event falls: turnover in the year of arrival, handling too, rate and months after the
permit in the year of the decision, stay and part in the year in which the permit place is taken;
before year 1 the figures of year 1 hold.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import accumulate

MONTHS = 12
JANUARY, SPREAD = "january", "spread"
STEADY, NOBODY = "steady", "nobody"
YEAR_END, PEAK = "year-end", "peak"
ZERO = Fraction(0)


@dataclass(frozen=True)
class Terms:
    """The figures of one year, in the units of the flow.

    ``turnover``: children a place and year; ``handling``, ``after``, ``stay``: whole months;
    ``rate``: permits ÷ all children whose case is decided; ``otherwise``: part of those on permit
    places who leave otherwise than for a dwelling of their own.
    """

    turnover: Fraction
    handling: int
    rate: Fraction
    after: int
    stay: int
    otherwise: Fraction


@dataclass(frozen=True)
class Start:
    """31 December before year 1: places in service of both kinds, all permit places lived on.

    ``before``: steady = today's asylum places have served at year 1's figures in the months before;
    nobody = they stand empty at the start.
    """

    asylum: int
    permit: int
    before: str = STEADY


@dataclass(frozen=True)
class Month:
    """One month, in children. Flows: ``entering`` (asylum places), ``permits``, ``refused``, ``moving``
    (to a permit place), ``own`` and ``otherwise`` (leaving one). Stocks at its end: ``waiting`` for a
    decision, ``granted`` (permit, still on the asylum place), ``stock`` (on permit places).
    ``places`` are the asylum places in service.
    """

    year: int
    month: int
    places: Fraction
    entering: Fraction
    permits: Fraction
    refused: Fraction
    moving: Fraction
    own: Fraction
    otherwise: Fraction
    waiting: Fraction
    granted: Fraction
    stock: Fraction

    @property
    def word(self) -> str:
        """The month as YYYY-MM."""
        return f"{self.year}-{self.month:02d}"

    @property
    def children(self) -> Fraction:
        """Children on asylum places at the end of the month."""
        return self.waiting + self.granted


@dataclass(frozen=True)
class Year:
    """A year of the flow: sums of its flows, the permit stock at its end and at its highest month end."""

    year: int
    entering: Fraction
    permits: Fraction
    refused: Fraction
    moving: Fraction
    own: Fraction
    otherwise: Fraction
    stock: Fraction
    peak: Fraction
    peak_month: str

    def needed(self, measured: str = YEAR_END) -> int:
        """Permit places needed: the stock at the year's end, or its highest, rounded up."""
        found = self.peak if measured == PEAK else self.stock
        return -(-found.numerator // found.denominator)


def monthly(today: int, totals: Sequence[int], growth: str) -> tuple[Fraction, ...]:
    """Asylum places in service in each month of the years whose totals are given.

    january: the year's total from 1 January; spread: T[t-1] + (T[t] - T[t-1]) j / 12 in month j.
    """
    found = []
    for before, after in zip((today, *totals), totals, strict=False):
        steps = range(1, MONTHS + 1)
        found += [Fraction(after) if growth == JANUARY else before + Fraction((after - before) * j, MONTHS)
                  for j in steps]
    return tuple(found)


def flow(start: Start, places: Sequence[Fraction], terms: Mapping[int, Terms]) -> tuple[Month, ...]:
    """Every month of the years of ``terms``, which rise one by one; ``places`` by month from January."""
    first = min(terms)
    events = _Events(start, terms, first)
    for i in range(events.begins, len(places)):
        events.month(i, places[i] if i >= 0 else Fraction(start.asylum))
    stocks = events.stocks(len(places))
    return tuple(Month(first + i // MONTHS, i % MONTHS + 1, places[i], events.entering[i], events.permits[i],
                       events.refused[i], events.moving[i], events.own[i], events.otherwise[i], *stocks[i])
                 for i in range(len(places)))


Series = defaultdict[int, Fraction]


def _series() -> Series:
    return defaultdict(Fraction)


class _Events:
    """The flows by month; what happens in a month writes down what follows in later ones."""

    def __init__(self, start: Start, terms: Mapping[int, Terms], first: int) -> None:
        self.terms, self.first = terms, first
        self.entering, self.decided, self.permits, self.refused = _series(), _series(), _series(), _series()
        self.moving, self.own, self.otherwise = _series(), _series(), _series()
        self.steps = _series()  # how much the monthly number that leaves otherwise rises in a month
        at = terms[first]
        self.begins = -(at.handling + at.after) if start.before == STEADY else 0
        self.today = Fraction(start.permit)
        for i in range(at.stay):
            self.own[i] += self.today * (1 - at.otherwise) / at.stay
            self.otherwise[i] += self.today * at.otherwise / at.stay
        self.level = ZERO

    def at(self, i: int) -> Terms:
        """The figures of the month's year; before year 1 those of year 1."""
        return self.terms[self.first + max(i, 0) // MONTHS]

    def month(self, i: int, places: Fraction) -> None:
        """Children come, cases are decided, children go on, children leave."""
        at = self.at(i)
        self.entering[i] = places * at.turnover / MONTHS
        self.decided[i + at.handling] += self.entering[i]
        self.permits[i] = self.decided[i] * at.rate
        self.refused[i] = self.decided[i] - self.permits[i]
        self.moving[i + at.after] += self.permits[i]
        self.own[i + at.stay] += self.moving[i] * (1 - at.otherwise)
        each = self.moving[i] * at.otherwise / at.stay
        self.steps[i + 1] += each
        self.steps[i + at.stay + 1] -= each
        self.level += self.steps[i]
        self.otherwise[i] += self.level

    def stocks(self, months: int) -> list[tuple[Fraction, Fraction, Fraction]]:
        """Waiting, granted and on permit places at the end of each month."""
        before = range(self.begins, 0)
        waiting = sum((self.entering[i] - self.decided[i] for i in before), ZERO)
        granted = sum((self.permits[i] - self.moving[i] for i in before), ZERO)

        def after(level: Fraction, into: Series, out: Sequence[Series]) -> list[Fraction]:
            changes = (into[i] - sum((one[i] for one in out), ZERO) for i in range(months))
            return list(accumulate(changes, initial=level))[1:]
        return list(zip(after(waiting, self.entering, (self.decided,)),
                        after(granted, self.permits, (self.moving,)),
                        after(self.today, self.moving, (self.own, self.otherwise)), strict=True))


def yearly(months: Sequence[Month]) -> tuple[Year, ...]:
    """The months summed by calendar year; the peak is the first of the highest month ends."""
    found = []
    for year in dict.fromkeys(one.year for one in months):
        own = [one for one in months if one.year == year]
        highest = max(own, key=lambda one: one.stock)
        sums = {name: sum((getattr(one, name) for one in own), ZERO)
                for name in ("entering", "permits", "refused", "moving", "own", "otherwise")}
        found.append(Year(year, **sums, stock=own[-1].stock, peak=highest.stock, peak_month=highest.word))
    return tuple(found)
