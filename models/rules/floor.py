"""Every municipality named takes at least so many new places."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from models.formulation import AT_LEAST
from models.new_places import limit_bounds, write_limit
from models.pieces import key
from models.rules import Bound, Rule
from models.tables import FLOOR

if TYPE_CHECKING:
    from models.formulation import Draft
    from models.problem import Problem


@dataclass(frozen=True)
class Floor(Rule):
    """The least new places since the start.

    For every m, k, t (or row of the table): n = x[m,k,t] - e[m,k] >= floor. Unit: places.
    ``places`` holds for every municipality and kind; the table for its rows. Needs a source.
    """

    word: ClassVar[str] = "floor"
    places: int | None = key("least new places for every municipality and kind", None)
    table: str = key("table of floors: code or area, kind, year, places", "", table=FLOOR)

    def bounds(self, problem: Problem) -> Iterator[Bound]:
        """L = e + floor, for single cells."""
        for cell, places in limit_bounds(problem, self.places, self.table, pooled=False):
            yield cell, places, None

    def write(self, problem: Problem, draft: Draft) -> None:
        """One row per limit."""
        write_limit(problem, draft, self.word, AT_LEAST, self.places, self.table)
