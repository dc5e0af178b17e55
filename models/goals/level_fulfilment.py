"""All fulfilments, the lowest first."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, ClassVar, Literal

from models.accounts import fulfilment_accounts
from models.goals import Goal, Levels
from models.pieces import key

if TYPE_CHECKING:
    from models.plan import Plan
    from models.problem import Problem
    from models.search import Search


@dataclass(frozen=True)
class LevelFulfilment(Goal):
    """X / q over accounts with q > 0, sorted lowest first, lexicographically greatest.

    With need alone this is Adams' divisor method: it favours small municipalities, and a
    report says so. Takes no margin.
    """

    word: ClassVar[str] = "level-fulfilment"
    per: Literal["cell", "year", "end"] = key("what is judged together", "cell")

    def aim(self, problem: Problem, search: Search) -> Levels:
        """All accounts with a quota, level by level."""
        return Levels(fulfilment_accounts(problem, self.per))

    def value(self, plan: Plan) -> tuple[Fraction, ...]:
        """The fulfilments of a plan, lowest first."""
        found = fulfilment_accounts(plan.problem, self.per)
        return tuple(sorted(-a.badness(a.amount(plan.places)) for a in found))
