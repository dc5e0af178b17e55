"""Redistribution of shares: municipalities that give to willing ones in the same county, for one year.

For givers g and receivers r of one county, in whole units of 0.01 promille of the stated whole:

    t[g,r] >= 0                          what g gives to r
    w'[m] = w[m] - out[m] + in[m]        out[m] = sum_r t[m,r], in[m] = sum_g t[g,m]
    out[g] <= most[g], w'[g] >= floor    what g offers, and what it must keep
    in[r] <= most[r]                     what r is willing to take

Nobody both gives and receives; the county's sum stays what it was. Referrals by tie and quota
refugees are outside the shares and so outside all of this. Source: Migrationsverket's rule of
redistribution within a county, from 1 January 2019.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from functools import cached_property
from math import floor

from models.county import County

UNITS = 100  # of 0.01 promille in one promille
WHOLE = 1000 * UNITS
CAPACITY, OFFERED, COMMUTING, FEWEST, LEAST = "capacity", "offered", "commuting", "fewest", "least"
GOALS = (CAPACITY, COMMUTING, FEWEST, LEAST)  # in force where none are written

Pair = tuple[str, str]  # giver, receiver


@dataclass(frozen=True)
class Transfer:
    """``units`` of 0.01 promille from one municipality to another."""

    giver: str
    receiver: str
    units: int

    @property
    def promille(self) -> Fraction:
        """What is given, in promille of the whole."""
        return Fraction(self.units, UNITS)


@dataclass(frozen=True)
class Redistribution:
    """The question: who may give how much to whom in the year ``first``..``last``, and what is best.

    ``weights`` are w in 0.01 promille of ``whole`` ("nation" or "county"); ``forecast`` the
    children expected in that whole in the year. ``givers`` and ``receivers`` hold the most each
    offers, in 0.01 promille (None: all it has; any amount). ``room`` is how many children a year
    a municipality has room for (missing: not known, never over). ``minutes[giver, receiver]`` is
    None where no table is given; with one, a pair that is not in it, or lies beyond ``limit``,
    may not be used. ``goals`` are minimised in their order.
    """

    county: County
    weights: Mapping[str, int]
    whole: str
    forecast: int
    givers: Mapping[str, int | None]
    receivers: Mapping[str, int | None]
    first: date
    last: date
    floor: int = 0
    room: Mapping[str, int] = field(default_factory=dict)
    minutes: Mapping[Pair, int] | None = None
    limit: int | None = None
    goals: tuple[str, ...] = GOALS

    def most_out(self, code: str) -> int:
        """The most a giver can give: what it offers, and never below the floor."""
        free = max(0, self.weights[code] - self.floor)
        offered = self.givers[code]
        return free if offered is None else min(free, offered)

    @cached_property
    def offered(self) -> int:
        """The most that all givers can give together."""
        return sum(map(self.most_out, self.givers))

    def most_in(self, code: str) -> int:
        """The most a receiver can take: what it offers, and never more than all can give."""
        taken = self.receivers[code]
        return self.offered if taken is None else min(self.offered, taken)

    def reachable(self, giver: str, receiver: str) -> bool:
        """May the pair be used at all, as far as travelling is concerned?"""
        if self.minutes is None:
            return True
        found = self.minutes.get((giver, receiver))
        return found is not None and (self.limit is None or found <= self.limit)

    @cached_property
    def pairs(self) -> dict[Pair, int]:
        """Every pair that can be used, in the county's order (giver, receiver), with its most units."""
        found = {}
        for giver in (code for code in self.county.codes if code in self.givers):
            for receiver in (code for code in self.county.codes if code in self.receivers):
                most = min(self.most_out(giver), self.most_in(receiver))
                if giver != receiver and most and self.reachable(giver, receiver):
                    found[giver, receiver] = most
        return found

    def fits(self, code: str) -> int | None:
        """The most weight a municipality has room for: floor(room x whole / forecast); None: no limit."""
        if code not in self.room or not self.forecast:
            return None
        return self.room[code] * WHOLE // self.forecast

    def expected(self, weight: int) -> Fraction:
        """The children a weight stands for in the year: share x forecast, exact."""
        return Fraction(weight * self.forecast, WHOLE)

    def planned(self, weight: int) -> int:
        """The official planning estimate: share x forecast, rounded half up (9.45 promille x 1,500 is 14)."""
        return floor(self.expected(weight) + Fraction(1, 2))


def moved(transfers: Iterable[Transfer]) -> Counter[str]:
    """What each municipality gets net, in 0.01 promille: in - out."""
    net: Counter[str] = Counter()
    for one in transfers:
        net[one.giver] -= one.units
        net[one.receiver] += one.units
    return net


def after(question: Redistribution, transfers: Iterable[Transfer]) -> dict[str, int]:
    """w' of every municipality, in 0.01 promille; the sum over the county is that of w."""
    net = moved(transfers)
    return {code: question.weights[code] + net[code] for code in question.county.codes}


def over(question: Redistribution, weights: Mapping[str, int]) -> dict[str, int]:
    """By how much each weight is above the room, in 0.01 promille (only above 0), in the county's order."""
    fits = {code: question.fits(code) for code in question.county.codes}
    return {code: weights[code] - most for code, most in fits.items()
            if most is not None and weights[code] > most}


def values(question: Redistribution, transfers: Iterable[Transfer]) -> dict[str, int | None]:
    """What each goal comes to.

    capacity: sum of what is above the room, 0.01 promille; offered: what givers offer and keep,
    0.01 promille; commuting: sum of minutes x 0.01 promille
    (None without minutes for some pair); fewest: transfers; least: 0.01 promille moved.
    """
    made = [one for one in transfers if one.units]
    table = question.minutes or {}
    ways = [table.get((one.giver, one.receiver)) for one in made]
    minutes = None if question.minutes is None or None in ways else sum(
        (way or 0) * one.units for way, one in zip(ways, made, strict=True))
    units = sum(one.units for one in made)
    return {CAPACITY: sum(over(question, after(question, made)).values()),
            OFFERED: question.offered - units, COMMUTING: minutes, FEWEST: len(made), LEAST: units}
