"""Rows of a table as limits: for whom, which kinds, which year, how many.

A row that names an area holds for the sum over its members; one without a kind for all
kinds together; one without a year for every year, unless another row of the same place
and kind names that year.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from models.need import Cell
from models.problem import Problem


@dataclass(frozen=True)
class Entry:
    """One limit: the place as written, its cells, its year, its figure, and its table row."""

    place: str
    kind: str
    year: int
    cells: tuple[Cell, ...]
    figure: int
    row: Mapping[str, Any]

    @property
    def label(self) -> tuple[str, ...]:
        """What tells this entry from the others of its rule."""
        return tuple(part for part in (self.place, self.kind, str(self.year)) if part)


def entries(problem: Problem, table: str, column: str) -> Iterator[Entry]:
    """The limits of a table, in the order of municipalities, kinds and years."""
    if not table:
        return
    rows = {(r["code"], r.get("kind") or "", r.get("year")): r for r in problem.tables[table].rows}
    order = {place: i for i, place in enumerate((*problem.county.codes, *problem.areas))}
    kinds = ("", *problem.need.kinds)
    places = sorted({(code, kind) for code, kind, _ in rows},
                    key=lambda p: (order[p[0]], kinds.index(p[1])))
    for place, kind in places:
        for year in problem.need.years:
            row = rows.get((place, kind, year), rows.get((place, kind, None)))
            if row is not None:
                cells = tuple((m, k, year) for m in problem.areas.get(place, (place,))
                              for k in ((kind,) if kind else problem.need.kinds))
                yield Entry(place, kind, year, cells, int(row[column]), row)


def each_cell(problem: Problem, figure: int | None) -> Iterator[Entry]:
    """The same limit for every single cell (nothing where no figure is given)."""
    if figure is not None:
        for cell in problem.cells:
            yield Entry(cell[0], cell[1], cell[2], (cell,), figure, {})


def figures(problem: Problem, table: str, column: str) -> dict[str, int]:
    """One whole number per municipality of a table keyed by code."""
    return {row["code"]: int(row[column]) for row in problem.tables[table].rows} if table else {}
