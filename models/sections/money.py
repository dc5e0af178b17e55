"""State grants and costs of a plan or an order, by date."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING, ClassVar

from models.errors import InputFault
from models.pieces import key
from models.running_tables import PARAMETERS
from models.sections import Section
from models.tables import DAYS, PLACES

if TYPE_CHECKING:
    from models.problem import Problem

LAST_OLD, FIRST_NEW = date(2017, 6, 30), date(2017, 7, 1)


@dataclass(frozen=True)
class Money(Section):
    """State grants, costs and what is left for each municipality and year, in whole kronor.

    Until 30 June 2017, of the asylum kinds, for x places, d days and the part o that is occupied:
    grant = x d place-day + x o d occupied-day. From 1 July 2017, with the part u under 18:
    grant = x o u d child-day + x o (1 - u) d youth-day, of the asylum kinds also
    x children-per-place (d / days of the year) referral-once, and for every municipality
    (d / days of the year) (fixed-year + forecast-child round-half-up(share of the nation
    * forecast-nation)) + arrival days * arrival-day. Cost = x o d cost-full + x (1 - o) d
    cost-empty of the place type. An order of r referrals counts r days-per-child (d / days of the
    year) child days in the place of x o d; until 30 June 2017 those beyond the agreed places' days
    are granted at real cost. Left = grants - cost. A year is cut by date where a value or the grants
    change; every line is rounded half up to whole kronor and every total is the sum of its lines.
    Source: ``models.money``; every value, its window and its status stand in the table.
    """

    word: ClassVar[str] = "money"
    parameters: str = key("table of amounts, rates and lengths by date", "ersattningar.csv", table=PARAMETERS)
    kinds: tuple[str, ...] = key("kinds that are asylum places; empty = all kinds", ())
    place_type: str = key("place type whose cost counts for a kind without a type of its own", "hvb")
    county_part: Fraction | None = key("the county's part of the nation, for shares that are parts of the "
                                       "county; without it the grant by forecast is left out", None, most=1)
    arrival: str = key("table whose arrival days get the grant of an arrival municipality; empty = none", "",
                       table=DAYS)
    agreed: str = key("table of agreed places, for an order of referrals before 1 July 2017", "",
                      table=PLACES)
    compare: bool = key("set an empty and a full place side by side before and after 1 July 2017", True)

    def check(self, problem: Problem) -> None:
        """Every value that the plan's years need is there, once, and no part is above 1."""
        from models.money import faults
        found = list(faults(problem))
        if found:
            raise InputFault(found)
