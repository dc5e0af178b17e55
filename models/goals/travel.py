"""Travel to school."""

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
class Travel(Goal):
    """Minutes of travel to school, one way, over all places and years: min Σ minutes y.

    Needs the rule commuting. ``margin`` in minutes.
    """

    word: ClassVar[str] = "travel"
    rule: ClassVar[str] = "commuting"
    margin: Fraction = key("how many minutes more later goals may make it", Fraction(0))

    def aim(self, problem: Problem, search: Search) -> Linear:
        """The minutes of every flow."""
        minutes = travel_minutes(problem)
        return Linear([(count, minutes[at[0], at[1]]) for at, count in search.draft.y.items()])

    def value(self, plan: Plan) -> int:
        """Σ minutes y of a plan."""
        minutes = travel_minutes(plan.problem)
        return sum(minutes[home, school] * y for (home, school, _), y in plan.flows.items())


def travel_minutes(problem: Problem) -> dict[tuple[str, str], int]:
    """Minutes of every pair within the commuting limit."""
    rule = problem.rule("commuting")
    return {(a, b): m for a, b, m in rule.arcs(problem)} if rule else {}  # type: ignore[attr-defined]
