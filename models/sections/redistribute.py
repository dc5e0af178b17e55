"""Redistribution of shares within the county: who is willing, for which year, and what is best."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING, ClassVar, Literal

from models.pieces import MOST_CHILDREN, key
from models.running_tables import PARAMETERS, REFERRAL_CAPACITY, TRANSFERS, WILLING
from models.sections import Section
from models.tables import CAPACITY, FIRST_YEAR, LAST_YEAR, MINUTES

if TYPE_CHECKING:
    from models.problem import Problem

Goal = Literal["capacity", "offered", "commuting", "fewest", "least"]


@dataclass(frozen=True)
class Redistribute(Section):
    """Municipalities give a part of their share to willing ones in the same county, for one year.

    t[g,r] >= 0 whole hundredths of a promille of the stated whole, z[g,r] in {0, 1}, z <= t <= most z;
    w'[m] = w[m] - out[m] + in[m]; out <= what the giver offers, w' >= floor; in <= what the receiver
    offers; nobody both gives and receives; no pair beyond ``limit`` minutes. With m[m] = floor(room x
    100 000 / forecast), the most weight there is room for, the goals are, in their order: capacity,
    least sum of max(0, w'[m] - m[m]); offered, least left of what givers offer; commuting, least sum of
    minutes[g,r] t[g,r]; fewest transfers; least moved. Among equally good lists: fewest, least, then the
    larger municipality first, giver before receiver. The planning estimate is round half up(share x
    forecast). Referrals by tie and quota refugees are outside the shares. Source: Migrationsverket's
    rule of redistribution within a county, from 1 January 2019, one year at a time; a giver may go down to 0.
    """

    word: ClassVar[str] = "redistribute"
    forecast: int = key("children expected in the year in the whole that the shares are parts of", least=1,
                        most=MOST_CHILDREN)
    willing: str = key("table: code, role, most, decided_by, date", "willing.csv", table=WILLING)
    year: int | None = key("year the shares are for; default: the first plan year", None, least=FIRST_YEAR,
                           most=LAST_YEAR)
    valid_from: date | None = key("first day of the transfers; default: when that year's shares begin", None)
    valid_to: date | None = key("last day of the transfers; default: one year from their first day", None)
    capacity: str = key("table: code, children a year", "", table=REFERRAL_CAPACITY)
    places: str = key("table of capacity in places, restated by children_per_place; instead of capacity", "",
                      table=CAPACITY)
    minutes: str = key("table: from, to, minutes (giver, receiver)", "", table=MINUTES)
    limit: int | None = key("most minutes between giver and receiver; default: any in the table", None)
    goals: tuple[Goal, ...] = key("goals in order: capacity, offered, commuting, fewest, least; default: "
                                  "all but offered that have their table", ())
    floor: Fraction = key("promille of the whole that a giver must keep", Fraction(0), most=1000)
    list: str = key("table of a list to check: giver, receiver, promille, valid_from, valid_to", "",
                    table=TRANSFERS)
    parameters: str = key("table of amounts by date: forecast-child, fixed-year, referral-once, "
                          "child-day", "", table=PARAMETERS)

    def check(self, problem: Problem) -> None:
        """Raise ``InputFault`` for what is wrong in the question and in the list to check."""
        from models.redistribution_question import check
        check(problem)
