"""How fast a municipality may grow."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from models.formulation import AT_MOST, Because
from models.lookup import each_cell, entries
from models.pieces import key
from models.rules import Rule
from models.tables import PACE

if TYPE_CHECKING:
    from models.formulation import Draft
    from models.problem import Problem


@dataclass(frozen=True)
class Pace(Rule):
    """The most places added in one year.

    For every m, k, t (or row of the table): n[m,k,t] - n[m,k,t-1] <= pace, the growth of new
    places; a place that replaces one of today's whose agreement has ended is growth too.
    Unit: places a year. ``places`` holds for every municipality and kind. Source: what the
    municipality can open and staff in a year (its own figure, or an assumption).
    """

    word: ClassVar[str] = "pace"
    places: int | None = key("most new places a year for every municipality and kind", None)
    table: str = key("table of paces: code, kind, year, places", "", table=PACE)

    def write(self, problem: Problem, draft: Draft) -> None:
        """One row per limit."""
        for prefix, limits in ((("all",), each_cell(problem, self.places)),
                               ((), entries(problem, self.table, "places"))):
            for entry in limits:
                grown = [draft.growth(problem, cell) for cell in entry.cells]
                terms = [term for cell_terms, _ in grown for term in cell_terms]
                bound = entry.figure - sum(constant for _, constant in grown)
                draft.row((self.word, *prefix, *entry.label), terms, AT_MOST, bound,
                          Because(self.word, entry.place, entry.kind, entry.year, entry.figure))
