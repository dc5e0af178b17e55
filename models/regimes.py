"""Which rules held when: the regimes of reception, each with its window and its source.

Dates without a source are listed in ``inferred``. Whether a regime still holds on the day of
use is for the planner to confirm; outputs name the regime and its window.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from models.errors import Fault, fault

PLACES, REFERRALS, PERSONS = "places", "referrals", "persons"
YEARLY, NEVER = "yearly", "never"
FREE_UNTIL = date(2018, 5, 31)  # last day on which a child could be housed elsewhere without agreement
OLD_MONEY_UNTIL = date(2017, 6, 30)  # last day of the grants by place
COUNTED_FROM = date(2016, 1, 1)


@dataclass(frozen=True)
class Regime:
    """One regime: ``first``..``last`` is its window (None = open).

    ``unit`` is what a decision is given in. ``reset`` says when the account of what each
    municipality has received starts again (yearly, never, or empty where there is none), and
    ``counted_from`` since when it runs. ``floor`` is the least share, in promille of the nation,
    before shares are redistributed (None = no floor). ``redistribution``: may a municipality give
    its share to another? ``fixed`` is the month in which shares are fixed, ``valid_month`` the
    month in which they begin to hold (None = there are no shares). ``inferred`` names the fields
    that no source states.
    """

    word: str
    first: date | None
    last: date | None
    unit: str
    source: str
    reset: str = ""
    counted_from: date | None = None
    floor: Fraction | None = None
    redistribution: bool = False
    fixed: int | None = None
    valid_month: int | None = None
    inferred: tuple[str, ...] = ()

    def holds(self, day: date) -> bool:
        """Does the day lie in the window?"""
        return (self.first is None or self.first <= day) and (self.last is None or day <= self.last)

    @property
    def runs(self) -> bool:
        """Is there an account that runs from year to year (the running share)?"""
        return self.reset == NEVER


_AGENCY = "Migrationsverket"
_ACT = "Lag (2016:38) om mottagande av vissa nyanlända invandrare för bosättning"
REGIMES = (
    Regime("voluntary-agreements", None, date(2013, 12, 31), PLACES,
           "Överenskommelser mellan kommunerna och Migrationsverket"),
    Regime("place-numbers", date(2014, 1, 1), date(2016, 3, 31), PLACES,
           f"{_AGENCY}, fördelningstal för asylplatser med möjlighet att anvisa", reset=YEARLY),
    Regime("running-share", date(2016, 4, 1), date(2018, 12, 31), REFERRALS,
           f"{_AGENCY}, anvisningsandelar från den 1 april 2016", reset=NEVER, counted_from=COUNTED_FROM,
           floor=Fraction(1), fixed=3, valid_month=3),
    Regime("redistribution", date(2019, 1, 1), date(2020, 12, 31), REFERRALS,
           f"{_AGENCY}, anvisningsandelar och omfördelning inom länet från den 1 januari 2019", reset=NEVER,
           counted_from=COUNTED_FROM, floor=Fraction(1), redistribution=True, fixed=3, valid_month=3),
    Regime("december-shares", date(2021, 1, 1), None, REFERRALS,
           f"{_AGENCY}, anvisningsandelar beslutade i december för nästa kalenderår", reset=NEVER,
           counted_from=COUNTED_FROM, floor=Fraction(1), redistribution=True, fixed=12, valid_month=1,
           inferred=("first",)),
    Regime("newly-arrived", date(2016, 3, 1), None, PERSONS, _ACT, reset=YEARLY, fixed=11, valid_month=1),
)
BY_WORD = {regime.word: regime for regime in REGIMES}


def in_force(day: date, unit: str = PLACES) -> Regime | None:
    """The regime that holds on a day: for children, or for newly arrived persons."""
    for regime in REGIMES:
        if (regime.unit == PERSONS) == (unit == PERSONS) and regime.holds(day):
            return regime
    return None


def refuse(key: str, regime: Regime, day: date, at: str = "regime") -> Fault:
    """The fault ``key`` for a use on a day outside the regime's window; it names the window."""
    return fault(key, at=at, regime=regime.word, day=str(day), first=str(regime.first or "…"),
                 last=str(regime.last or "…"))
