"""No municipality has more places than it has room for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from models.formulation import AT_MOST, Because
from models.lookup import entries
from models.pieces import key
from models.rules import Bound, Rule
from models.tables import CAPACITY

if TYPE_CHECKING:
    from models.formulation import Draft
    from models.problem import Problem


@dataclass(frozen=True)
class Capacity(Rule):
    """The most places a municipality (or area) has room for, by kind or for all kinds together.

    For every row of the table: sum over its kinds (and, for an area, its members) of
    x[m,k,t] <= cap. Unit: places in service. Source: the municipality's own figure or an
    assumption; a municipality without a row has no limit.
    """

    word: ClassVar[str] = "capacity"
    table: str = key("table of room: code or area, kind, year, capacity", "capacity.csv", table=CAPACITY)

    def bounds(self, problem: Problem) -> Iterator[Bound]:
        """U: the room of the municipality, for each kind that may use it."""
        for entry in entries(problem, self.table, "capacity"):
            if entry.place not in problem.areas:
                for cell in entry.cells:
                    yield cell, None, entry.figure

    def write(self, problem: Problem, draft: Draft) -> None:
        """One row per limit."""
        for entry in entries(problem, self.table, "capacity"):
            because = Because(self.word, entry.place, entry.kind, entry.year, entry.figure)
            draft.row((self.word, *entry.label), [(draft.x[c], 1) for c in entry.cells],
                      AT_MOST, entry.figure, because)
