"""Decisions already taken (låsta beslut)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from models.formulation import EQUAL, Because
from models.lookup import entries
from models.pieces import key
from models.rules import Bound, Rule
from models.tables import PINNED

if TYPE_CHECKING:
    from models.formulation import Draft
    from models.problem import Problem


@dataclass(frozen=True)
class Pinned(Rule):
    """A decision with who, when and why: the places are what was decided.

    For every row of the table: sum over its kinds (and an area's members) of x[m,k,t] = places.
    Unit: places in service.
    """

    word: ClassVar[str] = "pinned"
    table: str = key("table of decisions: code or area, kind, year, places, who, when, why",
                     "pinned.csv", table=PINNED)

    def bounds(self, problem: Problem) -> Iterator[Bound]:
        """L = U = the decision for a single cell; U alone where several kinds share it."""
        for entry in entries(problem, self.table, "places"):
            if entry.place not in problem.areas:
                for cell in entry.cells:
                    yield cell, entry.figure if len(entry.cells) == 1 else None, entry.figure

    def write(self, problem: Problem, draft: Draft) -> None:
        """One row per decision."""
        for entry in entries(problem, self.table, "places"):
            told = f"{entry.row['who']}, {entry.row['when']}: {entry.row['why']}"
            because = Because(self.word, entry.place, entry.kind, entry.year, entry.figure, told)
            draft.row((self.word, *entry.label), [(draft.x[c], 1) for c in entry.cells],
                      EQUAL, entry.figure, because)
