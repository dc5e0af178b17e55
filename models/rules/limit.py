"""No resource is used beyond what there is: guardians, staff, kronor, dwellings."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from math import gcd
from typing import TYPE_CHECKING, ClassVar

from models.formulation import AT_MOST, Because
from models.pieces import key
from models.rules import Rule
from models.tables import RESOURCES, USE

if TYPE_CHECKING:
    from models.formulation import Count, Draft
    from models.need import Cell
    from models.problem import Problem

ANSWERS, LIES = "answers", "lies"
WHERE = (ANSWERS, LIES)
Use = tuple[int, str]  # units of the resource that a place uses in a year, and whose places use it


@dataclass(frozen=True)
class Supply:
    """How much there is of a resource in a municipality or area in a year, and the cells that use it."""

    resource: str
    place: str
    year: int
    available: int
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class Limit(Rule):
    """Any resource with a use per place.

    For every row of the table of resources (a municipality or an area): sum over its members
    and the kinds k of use[k] * amount <= available, where the amount is x[m,k,t] (``where`` =
    answers: the places the municipality answers for) or the places that lie in it (lies). A kind
    without a row of use, and no row for all kinds, uses nothing. The row is written divided by
    the uses' common factor, the bound rounded down: the same whole numbers keep it. Units: those
    of the resource, a year. Source: the municipality's own figure or an assumption.
    """

    word: ClassVar[str] = "limit"
    resources: str = key("table of what there is: resource, code or area, year, available", "resources.csv",
                         table=RESOURCES)
    use: str = key("table of what a place uses in a year: resource, kind, use, where", "use.csv", table=USE)

    def uses(self, problem: Problem) -> dict[tuple[str, str], Use]:
        """What a place of each kind uses of each resource; a row of a kind goes before one for all."""
        rows = {(r["resource"], r.get("kind") or ""): (int(r["use"]), str(r.get("where") or ANSWERS))
                for r in problem.tables[self.use].rows}
        found = {}
        for resource in sorted({resource for resource, _ in rows}):
            for kind in problem.need.kinds:
                use = rows.get((resource, kind), rows.get((resource, "")))
                if use is not None and use[0]:
                    found[resource, kind] = use
        return found

    def supplies(self, problem: Problem) -> Iterator[Supply]:
        """The limits in order of resource, place and year; a row of a year goes before one for all."""
        rows = {(r["resource"], r["code"], r.get("year")): int(r["available"])
                for r in problem.tables[self.resources].rows}
        order = {place: i for i, place in enumerate((*problem.county.codes, *problem.areas))}
        places = {(resource, place) for resource, place, _ in rows}
        for resource, place in sorted(places, key=lambda p: (p[0], order[p[1]])):
            for year in problem.need.years:
                available = rows.get((resource, place, year), rows.get((resource, place, None)))
                if available is not None:
                    cells = tuple((m, k, year) for m in problem.areas.get(place, (place,))
                                  for k in problem.need.kinds)
                    yield Supply(resource, place, year, available, cells)

    def write(self, problem: Problem, draft: Draft) -> None:
        """One row per resource, place and year that any place uses."""
        uses = self.uses(problem)
        for one in self.supplies(problem):
            found = {kind: use for (resource, kind), use in uses.items() if resource == one.resource}
            terms = [term for cell in one.cells for term in _used(draft, cell, found.get(cell[1]))]
            if terms:
                shared = gcd(*(times for times, _ in found.values()))
                draft.row((self.word, one.resource, one.place, one.year),
                          [(count, times // shared) for count, times in terms],
                          AT_MOST, one.available // shared,
                          Because(self.word, one.place, "", one.year, one.available, one.resource))


def _used(draft: Draft, cell: Cell, use: Use | None) -> list[tuple[Count, int]]:
    """Units of the resource that the places of a cell use, as terms."""
    if use is None:
        return []
    places = [(draft.x[cell], 1)] if use[1] == ANSWERS else draft.located(cell)
    return [(count, times * use[0]) for count, times in places]
