"""Relief for municipalities that already carry a load of their own."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from math import ceil
from typing import TYPE_CHECKING, ClassVar

from models.formulation import AT_MOST, Because
from models.pieces import key
from models.quotas import limits, offset, quotas
from models.rules import Rule
from models.tables import RELIEF

if TYPE_CHECKING:
    from models.formulation import Draft
    from models.problem import Problem


@dataclass(frozen=True)
class Relief(Rule):
    """A part rho of the share is taken away, and carried by the others.

    The weight (1 - rho[m]) a[m] stands in every quota and, unless ``cap = false``,
    X[m,k,t] <= max(L, ceil((1 - rho[m]) q)), q being the quota without any relief; X is
    counted in the scenario's basis. rho = 0 writes no row. Unit: places. Source: the
    county's decision; 0 <= rho < 1.
    """

    word: ClassVar[str] = "relief"
    table: str = key("table of reliefs: code, part, reason, status", "relief.csv", table=RELIEF)
    cap: bool = key("is the relieved share also the most the municipality takes?", True)

    def parts(self, problem: Problem) -> dict[str, Fraction]:
        """rho by municipality, where it is above 0."""
        return {row["code"]: Fraction(row["part"]) for row in problem.tables[self.table].rows if row["part"]}

    def write(self, problem: Problem, draft: Draft) -> None:
        """One row per relieved cell, where the relieved share is a cap."""
        parts = self.parts(problem) if self.cap else {}
        if not parts:
            return
        before = quotas(problem, relieved=False)
        reasons = {row["code"]: str(row["reason"]) for row in problem.tables[self.table].rows}
        for cell in problem.cells:
            part = parts.get(cell[0])
            if part:
                most = max(limits(problem, cell)[0], ceil((1 - part) * before[cell]))
                draft.row((self.word, *cell), [(draft.x[cell], 1)], AT_MOST,
                          most + offset(problem, cell), Because(self.word, *cell, most, reasons[cell[0]]))
