"""All gaps, the worst first."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, ClassVar, Literal

from models.accounts import accounts
from models.goals import Goal, Levels
from models.pieces import key

if TYPE_CHECKING:
    from models.plan import Plan
    from models.problem import Problem
    from models.search import Search


@dataclass(frozen=True)
class LevelGaps(Goal):
    """The gaps sorted worst first, lexicographically least: the worst as small as possible,
    then the next worst, to the end.

    Gaps, units and accounts as in worst-gap. Takes no margin.
    """

    word: ClassVar[str] = "level-gaps"
    unit: Literal["places", "total", "inhabitants", "relative"] = key("unit of the gap", "places")
    side: Literal["both", "under", "over"] = key("which gaps count", "both")
    per: Literal["cell", "year", "end"] = key("what is judged together", "cell")

    def aim(self, problem: Problem, search: Search) -> Levels:
        """All accounts, level by level."""
        return Levels(accounts(problem, per=self.per, side=self.side, unit=self.unit))

    def value(self, plan: Plan) -> tuple[Fraction, ...]:
        """The gaps of a plan, worst first."""
        found = accounts(plan.problem, per=self.per, side=self.side, unit=self.unit)
        return tuple(sorted((a.badness(a.amount(plan.places)) for a in found), reverse=True))
