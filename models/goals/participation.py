"""How many municipalities take part."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, ClassVar

from models.formulation import AT_LEAST, Because
from models.goals import Goal, Linear
from models.pieces import key

if TYPE_CHECKING:
    from models.need import Cell
    from models.plan import Plan
    from models.problem import Problem
    from models.search import Search


@dataclass(frozen=True)
class Participation(Goal):
    """As many municipalities as possible take at least one new place, alone or jointly.

    min over plans of the number of municipalities with sum over kinds of n[m,k,H] <= 0: b_m
    is 0 or 1, sum n >= b_m - (1 - b_m) closed_m with closed_m the places that could close, and
    the sum of 1 - b_m is minimised. Unit: municipalities without a new place.
    """

    word: ClassVar[str] = "participation"
    margin: Fraction = key("how many municipalities more later goals may leave without", Fraction(0))

    def aim(self, problem: Problem, search: Search) -> Linear:
        """One switch per municipality."""
        draft, terms = search.draft, []
        for code in problem.county.codes:
            x = [(draft.x[cell], 1) for cell in _cells(problem, code)]
            today = sum(problem.need.existing(cell) for cell in _cells(problem, code))
            closed = max(0, today - search.box(x)[0])
            takes = draft.count((self.word, code), 0, 1)
            draft.row((self.word, code), [*x, (takes, -1 - closed)], AT_LEAST, today - closed,
                      Because("goal"))
            terms.append((takes, -1))
        return Linear(terms, len(terms))

    def value(self, plan: Plan) -> int:
        """Municipalities without a new place by the last year."""
        return sum(sum(map(plan.new_since_start, _cells(plan.problem, code))) <= 0
                   for code in plan.problem.county.codes)


def _cells(problem: Problem, code: str) -> list[Cell]:
    return [(code, kind, problem.need.years[-1]) for kind in problem.need.kinds]
