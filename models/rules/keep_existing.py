"""Places that exist stay, and no agreement is planned below."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from models.agreements import released, released_together
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
    where one is given. What has ended may go (rule answers): places of today leave e with their
    agreement, and new places may go in the year in which theirs ends: with n = x - e,
    n[m,k,t] >= n[m,k,t-1] - (new places whose agreement ended in t), n >= 0.
    Unit: places. On unless the scenario says ``keep-existing = false``.
    """

    word: ClassVar[str] = "keep-existing"
    agreements: str = key("table of agreements: code, kind, year, places", "", table=AGREEMENTS)

    def bounds(self, problem: Problem) -> Iterator[Bound]:
        """L: places of today that are left, and agreements of single cells."""
        for cell in problem.cells:
            yield cell, problem.need.existing(cell), None
        for entry in entries(problem, self.agreements, "places"):
            if len(entry.cells) == 1:
                yield entry.cells[0], entry.figure, None

    def write(self, problem: Problem, draft: Draft) -> None:
        """One row per cell and agreement; where new places end, rows that let no more go."""
        for cell in problem.cells:
            self._keep(problem, draft, cell)
        for cell in released(problem):
            left = problem.need.existing(cell)
            draft.row(("places-left", *cell), [(draft.x[cell], 1)], AT_LEAST, left,
                      Because("places-left", *cell, left))
        for (code, year), gone in released_together(problem).items():
            self._keep_together(problem, draft, code, year, gone)
        for entry in entries(problem, self.agreements, "places"):
            because = Because("agreement", entry.place, entry.kind, entry.year, entry.figure)
            draft.row(("agreement", *entry.label), [(draft.x[c], 1) for c in entry.cells],
                      AT_LEAST, entry.figure, because)

    def _keep(self, problem: Problem, draft: Draft, cell: Cell) -> None:
        code, kind, _ = cell
        left = problem.need.existing(cell)
        reason = "places-left" if left < problem.need.existing((code, kind, 0)) else self.word
        terms, constant = draft.growth(problem, cell)
        gone = released(problem).get(cell, 0)
        draft.row((self.word, *cell), terms, AT_LEAST, -constant - gone, Because(reason, *cell, left))

    def _keep_together(self, problem: Problem, draft: Draft, code: str, year: int, gone: int) -> None:
        """No more new places go than have ended, whichever kind they go from."""
        cells = [(code, kind, year) for kind in problem.need.kinds]
        grown = [draft.growth(problem, cell) for cell in cells]
        draft.row(("keep-together", code, year), [term for terms, _ in grown for term in terms], AT_LEAST,
                  -gone - sum(constant for _, constant in grown),
                  Because("places-left", code, "", year, sum(map(problem.need.existing, cells))))
