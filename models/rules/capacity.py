"""No municipality has more places than it has room for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from models.formulation import AT_MOST, Because
from models.lookup import entries
from models.moving import can_lie_elsewhere
from models.pieces import key
from models.rules import Bound, Rule
from models.tables import CAPACITY

if TYPE_CHECKING:
    from models.formulation import Draft
    from models.problem import Problem


@dataclass(frozen=True)
class Capacity(Rule):
    """The most places a municipality (or area) has room for, by kind or for all kinds together.

    For every row of the table: sum over its kinds (and, for an area, its members) of the places
    that lie there <= cap: x[m,k,t] where no place lies elsewhere than where it is counted.
    Unit: places in service. Source: the municipality's own figure or an assumption; a
    municipality without a row has no limit.
    """

    word: ClassVar[str] = "capacity"
    table: str = key("table of room: code or area, kind, year, capacity", "capacity.csv", table=CAPACITY)

    def bounds(self, problem: Problem) -> Iterator[Bound]:
        """U: the room of the municipality, for each kind that may use it.

        Where places may lie in another municipality the room at home bounds nothing alone.
        """
        free = can_lie_elsewhere(problem)
        for entry in entries(problem, self.table, "capacity"):
            if entry.place not in problem.areas and entry.place not in free:
                for cell in entry.cells:
                    yield cell, None, entry.figure

    def write(self, problem: Problem, draft: Draft) -> None:
        """One row per limit."""
        for entry in entries(problem, self.table, "capacity"):
            because = Because(self.word, entry.place, entry.kind, entry.year, entry.figure)
            terms = [term for cell in entry.cells for term in draft.located(cell)]
            draft.row((self.word, *entry.label), terms, AT_MOST, entry.figure, because)
