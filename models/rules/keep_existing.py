"""Places that exist stay, and no agreement is planned below."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from models.formulation import AT_LEAST, Because
from models.lookup import entries
from models.pieces import key
from models.rules import Bound, Rule
from models.tables import AGREEMENTS

if TYPE_CHECKING:
    from models.formulation import Draft
    from models.need import Cell
    from models.problem import Problem


@dataclass(frozen=True)
class KeepExisting(Rule):
    """Places in service are never closed, and agreements are kept.

    For every m, k, t: x[m,k,t] >= x[m,k,t-1] with x[m,k,0] = e[m,k], and x >= agreement
    where one is given. Unit: places. On unless the scenario says ``keep-existing = false``.
    """

    word: ClassVar[str] = "keep-existing"
    agreements: str = key("table of agreements: code, kind, year, places", "", table=AGREEMENTS)

    def bounds(self, problem: Problem) -> Iterator[Bound]:
        """L: places today, and agreements of single cells."""
        for cell in problem.cells:
            yield cell, problem.need.existing(cell), None
        for entry in entries(problem, self.agreements, "places"):
            if len(entry.cells) == 1:
                yield entry.cells[0], entry.figure, None

    def write(self, problem: Problem, draft: Draft) -> None:
        """One row per cell, one per agreement."""
        for cell in problem.cells:
            self._keep(problem, draft, cell)
        for entry in entries(problem, self.agreements, "places"):
            because = Because("agreement", entry.place, entry.kind, entry.year, entry.figure)
            draft.row(("agreement", *entry.label), [(draft.x[c], 1) for c in entry.cells],
                      AT_LEAST, entry.figure, because)

    def _keep(self, problem: Problem, draft: Draft, cell: Cell) -> None:
        today = problem.need.existing(cell)
        terms, constant = draft.growth(problem, cell)
        draft.row((self.word, *cell), terms, AT_LEAST, -constant, Because(self.word, *cell, today))
