"""Homes opened."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, ClassVar

from models.goals import Goal, Linear
from models.pieces import key

if TYPE_CHECKING:
    from models.plan import Plan
    from models.problem import Problem
    from models.search import Search


@dataclass(frozen=True)
class NewHomes(Goal):
    """Homes opened by the last year: min Σ o[m,j,H], the homes that areas share among them (each once).

    Needs the rule smallest-home. Unit: homes.
    """

    word: ClassVar[str] = "new-homes"
    rule: ClassVar[str] = "smallest-home"
    margin: Fraction = key("how many homes more later goals may make it", Fraction(0))

    def aim(self, problem: Problem, search: Search) -> Linear:
        """The homes of the last year."""
        last, draft = problem.need.years[-1], search.draft
        homes = (*draft.o.items(), *draft.shared.items())
        return Linear([(count, 1) for at, count in homes if at[-1] == last])

    def value(self, plan: Plan) -> int:
        """Homes opened by the last year of a plan."""
        last = plan.problem.need.years[-1]
        homes = (*plan.homes.items(), *plan.shared_homes.items())
        return sum(opened for at, opened in homes if at[-1] == last)
