"""The referral rule, mirrored: who the next children would be directed to."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, ClassVar, Literal

from models.pieces import MOST_CHILDREN, key
from models.running_tables import EXPECTED, REFERRAL_CAPACITY
from models.sections import Section
from models.tables import RECEIVED

if TYPE_CHECKING:
    from models.problem import Problem

MOST_NEXT = 100_000  # one by one, each with its own turn: what is counted within minutes


@dataclass(frozen=True)
class Refer(Section):
    """A shadow calculation of the next referrals; the referral itself is Migrationsverket's decision.

    The next child goes to the municipality with the lowest fulfilment r_m / target_m, where
    target_m = share_m times all referrals, the child itself among them (Adams' divisor method
    begun at r_m); with ``counted = "after"`` to the lowest (r_m + 1) / target_m (D'Hondt's). r_m
    and what came before are the account's, ``[ledger]``, or nothing where there is none; the shares
    are those in force on the plan day. Equal fulfilment goes to the larger share, the larger
    population, the lower code. Referrals by tie go to their municipality, announced places (2016
    only) go first; a municipality without a share gets no other. Unit: referrals. Source:
    Migrationsverket's published rule since 2016; counted, tie and whether ties count are not
    published: each is shown both ways. The simulated year draws from the seed which children have
    kin, and where; ties were 16–19 % of all referrals in 2010–2012.
    """

    word: ClassVar[str] = "refer"
    referrals: int = key("the county's next referrals, of all kinds", most=MOST_NEXT)
    counted: Literal["before", "after"] = key("is the fulfilment that before or after the child?", "before")
    tie: Literal["share", "population", "code"] = key("who is first of equal fulfilment: the larger share, "
                                                      "the larger population or the lower code", "share")
    ties_counted: bool = key("do referrals by tie count as received? as in the account", True)
    announced_counted: bool = key("do referrals to announced places count as received? as in the account",
                                  True)
    shares: Literal["account", "scenario"] = key("whose shares: those of the account on the plan day, or the "
                                                 "scenario's (also where there is no account)", "account")
    expected: str = key("table: code, ties and announced places among the next referrals", "",
                        table=EXPECTED)
    national: int | None = key("the nation's referrals so far, where shares are of the nation and there is "
                               "no account", None, most=100 * MOST_CHILDREN)
    national_next: int | None = key("the nation's referrals while the county gets its next; default the "
                                    "county's divided by its part of the nation", None, least=1,
                                    most=MOST_CHILDREN)
    span: int = key("how many larger numbers of referrals are tried for order paradoxes", 50, most=1000)
    seed: int = key("seed of the simulated year", 1)
    kin_part: Fraction = key("part of the simulated year's referrals that go by tie", Fraction(18, 100))
    capacity: str = key("table: code, children a year; how often a municipality is asked beyond it", "",
                        table=REFERRAL_CAPACITY)
    kin_table: str = key("table whose unaccompanied received say where the simulated year's ties fall; "
                         "empty = by population", "", table=RECEIVED)

    def check(self, problem: Problem) -> None:
        """Raise ``InputFault`` for a question that the rule cannot be asked."""
        from models.referral_question import asked
        asked(problem)
