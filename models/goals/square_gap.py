"""The squares of all gaps."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, ClassVar, Literal

from models.accounts import Account, accounts
from models.exactness import whole_costs
from models.goals import Goal, Linear
from models.pieces import key

if TYPE_CHECKING:
    from models.plan import Plan
    from models.problem import Problem
    from models.search import Search


def _square(account: Account, amount: int) -> Fraction:
    return amount * amount - 2 * account.quota * amount


@dataclass(frozen=True)
class SquareGap(Goal):
    """The sum of squared gaps, less a constant: min Σ (X² - 2 q X), in places.

    Large gaps count more than small ones. Accounts as in worst-gap.
    """

    word: ClassVar[str] = "square-gap"
    per: Literal["cell", "year", "end"] = key("what is judged together", "cell")
    margin: Fraction = key("how much worse later goals may make it, in squared places", Fraction(0))

    def aim(self, problem: Problem, search: Search) -> Linear:
        """One column per whole place: every slope differs."""
        return whole_costs(search, self.word, accounts(problem, per=self.per), _square)

    def value(self, plan: Plan) -> Fraction:
        """Σ (X² - 2 q X) of a plan."""
        found = accounts(plan.problem, per=self.per)
        return sum((_square(a, a.amount(plan.places)) for a in found), Fraction(0))
