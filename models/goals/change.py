"""Change against a given plan."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, ClassVar

from models.goals import Goal, Linear, convex
from models.need import Cell
from models.pieces import key
from models.tables import PLAN

if TYPE_CHECKING:
    from models.plan import Plan
    from models.problem import Problem
    from models.search import Search


@dataclass(frozen=True)
class Change(Goal):
    """Places moved against a given plan: min Σ |x - x'| over the cells that both plans have.

    Unit: places.
    """

    word: ClassVar[str] = "change"
    plan: str = key("the plan to stay near: a plan.csv", table=PLAN)
    margin: Fraction = key("how many places more later goals may move", Fraction(0))

    def given(self, problem: Problem) -> dict[Cell, int]:
        """x' of the cells that both plans have."""
        rows = {(r["code"], r["kind"], r["year"]): r["after"] for r in problem.tables[self.plan].rows}
        return {cell: rows[cell] for cell in problem.cells if cell in rows}

    def aim(self, problem: Problem, search: Search) -> Linear:
        """Columns of marginal cost -1 below the given plan and +1 above it."""
        terms, constant = [], 0
        for cell, before in self.given(problem).items():
            low, high = search.box([(search.draft.x[cell], 1)])
            slopes = [-1 if x < before else 1 for x in range(low, high)]
            terms += convex(search, (self.word, *cell), (cell,), 0, slopes, low)
            constant += abs(low - before)
        return Linear(terms, constant)

    def value(self, plan: Plan) -> int:
        """Σ |x - x'| of a plan."""
        return sum(abs(plan.places[cell] - x) for cell, x in self.given(plan.problem).items())
