"""The sum of all gaps."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, ClassVar, Literal

from models.accounts import accounts
from models.exactness import whole_costs
from models.goals import Goal, Linear
from models.pieces import key

if TYPE_CHECKING:
    from models.plan import Plan
    from models.problem import Problem
    from models.search import Search


@dataclass(frozen=True)
class TotalGap(Goal):
    """The sum of the gaps of all accounts: min Σ u.

    Gaps and accounts as in worst-gap; unit places or total (÷ the county's places). Written
    with whole-number slopes D (u(j + 1) - u(j)), D the least common denominator.
    """

    word: ClassVar[str] = "total-gap"
    unit: Literal["places", "total"] = key("unit of the gap", "places")
    side: Literal["both", "under", "over"] = key("which gaps count", "both")
    per: Literal["cell", "year", "end"] = key("what is judged together", "cell")
    margin: Fraction = key("how much worse later goals may make it, in the unit", Fraction(0))

    def aim(self, problem: Problem, search: Search) -> Linear:
        """Columns of equal marginal cost."""
        found = accounts(problem, per=self.per, side=self.side, unit=self.unit)
        return whole_costs(search, self.word, found, lambda a, x: a.badness(x))

    def value(self, plan: Plan) -> Fraction:
        """Σ u of a plan."""
        found = accounts(plan.problem, per=self.per, side=self.side, unit=self.unit)
        return sum((a.badness(a.amount(plan.places)) for a in found), Fraction(0))
