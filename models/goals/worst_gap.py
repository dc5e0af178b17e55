"""The largest gap."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, ClassVar, Literal

from models.accounts import accounts
from models.goals import Goal, Worst
from models.pieces import key

if TYPE_CHECKING:
    from models.plan import Plan
    from models.problem import Problem
    from models.search import Search


@dataclass(frozen=True)
class WorstGap(Goal):
    """The largest gap of any account: min max u.

    u = |X - q| (side both), max(0, q - X) (under), max(0, X - q) (over), in ``unit``: places,
    total (÷ the county's places), inhabitants (× 10,000 ÷ P), relative (÷ q, only q > 0).
    Accounts: ``per`` cell, year (kinds summed) or end (kinds summed, last year).
    """

    word: ClassVar[str] = "worst-gap"
    unit: Literal["places", "total", "inhabitants", "relative"] = key("unit of the gap", "places")
    side: Literal["both", "under", "over"] = key("which gaps count", "both")
    per: Literal["cell", "year", "end"] = key("what is judged together", "cell")
    margin: Fraction = key("how much worse later goals may make it, in the unit", Fraction(0))

    def aim(self, problem: Problem, search: Search) -> Worst:
        """A threshold over all accounts."""
        return Worst(accounts(problem, per=self.per, side=self.side, unit=self.unit))

    def value(self, plan: Plan) -> Fraction:
        """max u of a plan (0 where there is no account)."""
        found = accounts(plan.problem, per=self.per, side=self.side, unit=self.unit)
        return max((a.badness(a.amount(plan.places)) for a in found), default=Fraction(0))
