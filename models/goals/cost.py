"""What the places cost."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, ClassVar

from models.goals import Goal, Linear
from models.need import Cell
from models.pieces import key
from models.tables import PRICES

if TYPE_CHECKING:
    from models.plan import Plan
    from models.problem import Problem
    from models.search import Search


@dataclass(frozen=True)
class Cost(Goal):
    """Kronor for all places and years: min Σ price[m,k,t] x[m,k,t], whole kronor.

    A place without a price costs 0; a row with more of code, kind and year filled in goes
    before one with less.
    """

    word: ClassVar[str] = "cost"
    prices: str = key("table of prices: code, kind, year, price", "prices.csv", table=PRICES)
    margin: Fraction = key("how many kronor more later goals may make it", Fraction(0))

    def price(self, problem: Problem) -> dict[Cell, int]:
        """Kronor per place and year of every cell."""
        given = {(r.get("code"), r.get("kind"), r.get("year")): r["price"]
                 for r in problem.tables[self.prices].rows}
        return {cell: _nearest(given, cell) for cell in problem.cells}

    def aim(self, problem: Problem, search: Search) -> Linear:
        """The price of every cell."""
        price = self.price(problem)
        return Linear([(search.draft.x[cell], kronor) for cell, kronor in price.items()])

    def value(self, plan: Plan) -> int:
        """Σ price x of a plan."""
        price = self.price(plan.problem)
        return sum(price[cell] * places for cell, places in plan.places.items())


def _nearest(given: dict[tuple[str | None, str | None, int | None], int], cell: Cell) -> int:
    code, kind, year = cell
    for at in ((code, kind, year), (code, kind, None), (code, None, year), (code, None, None),
               (None, kind, year), (None, kind, None), (None, None, year), (None, None, None)):
        if at in given:
            return given[at]
    return 0
