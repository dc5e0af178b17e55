"""No municipality named takes more than so many new places."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from models.formulation import AT_MOST
from models.new_places import limit_bounds, write_limit
from models.pieces import key
from models.rules import Bound, Rule
from models.tables import CEILING

if TYPE_CHECKING:
    from models.formulation import Draft
    from models.problem import Problem


@dataclass(frozen=True)
class Ceiling(Rule):
    """The most new places since the start.

    For every m, k, t (or row of the table): n = x[m,k,t] - e[m,k] <= ceiling. Unit: places.
    ``places`` holds for every municipality and kind; the table for its rows. Needs a source.
    """

    word: ClassVar[str] = "ceiling"
    places: int | None = key("most new places for every municipality and kind", None)
    table: str = key("table of ceilings: code or area, kind, year, places", "", table=CEILING)

    def bounds(self, problem: Problem) -> Iterator[Bound]:
        """U = e + ceiling, for the cells of each limit that names a municipality."""
        for cell, places in limit_bounds(problem, self.places, self.table, pooled=True):
            yield cell, None, places

    def write(self, problem: Problem, draft: Draft) -> None:
        """One row per limit."""
        write_limit(problem, draft, self.word, AT_MOST, self.places, self.table)
