"""How much of a plan rests on what is assumed: the least and the most each municipality gets.

Every other version of an assumed table is planned with the rest as it is, one at a time. A range
goes over the plan itself and every variant whose plan is proved; variants that no plan fits, or
that were not proved in time, are told beside it and never counted.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from models.need import Cell
from models.plan import Ending, Plan
from models.problem import STOCK

if TYPE_CHECKING:
    from models.problem import Problem
    from planner.versions import Variant

IN_SERVICE, NEW = "in_service", "new"  # what a range counts: places in service, or new since the start


@dataclass(frozen=True)
class Tried:
    """One other version of one table, planned: the table, the file, how it was made, what came of it."""

    table: str
    file: str
    rule: str
    digest: str
    plan: Plan

    @property
    def ending(self) -> Ending:
        """How its planning ended."""
        return self.plan.ending

    @property
    def counted(self) -> bool:
        """Does its plan count in the ranges? Only a proved one does."""
        return self.ending is Ending.PROVED


@dataclass(frozen=True)
class Span:
    """Least and most places, the plan's own, and the files that give either end ("" = the plan)."""

    least: int
    most: int
    plan: int
    least_with: tuple[str, ...]
    most_with: tuple[str, ...]

    @property
    def wide(self) -> bool:
        """Does anything rest on the assumptions?"""
        return self.least < self.most


@dataclass(frozen=True)
class Ranges:
    """A plan among its variants."""

    plan: Plan
    tried: tuple[Tried, ...]

    @property
    def tables(self) -> tuple[str, ...]:
        """The tables that have other versions, each once."""
        return tuple(dict.fromkeys(one.table for one in self.tried))

    @property
    def counted(self) -> tuple[Tried, ...]:
        """The variants in the ranges."""
        return tuple(one for one in self.tried if one.counted)

    @property
    def uncounted(self) -> tuple[Tried, ...]:
        """The variants outside the ranges: nothing fits, or not proved."""
        return tuple(one for one in self.tried if not one.counted)

    @property
    def complete(self) -> bool:
        """Has every variant come to an end that more time would not change?"""
        return all(one.ending in (Ending.PROVED, Ending.INFEASIBLE) for one in self.tried)

    @property
    def usual(self) -> str:
        """What the ranges count unless told: what the share is set against."""
        return IN_SERVICE if self.plan.problem.basis.amount == STOCK else NEW

    def span(self, cells: Collection[Cell], counts: str = "") -> Span:
        """The range of the sum over some cells of one municipality, in places."""
        found = {"": amount(self.plan, cells, counts or self.usual)}
        found |= {one.file: amount(one.plan, cells, counts or self.usual) for one in self.counted}
        least, most = min(found.values()), max(found.values())
        return Span(least, most, found[""], tuple(f for f, n in found.items() if n == least),
                    tuple(f for f, n in found.items() if n == most))

    def last(self, code: str) -> tuple[Cell, ...]:
        """All kinds of a municipality in the last year."""
        need = self.plan.problem.need
        return tuple((code, kind, need.years[-1]) for kind in need.kinds)


def amount(plan: Plan, cells: Collection[Cell], counts: str) -> int:
    """Places in service, or new since the start by the plan's own table of today, over some cells."""
    if counts == IN_SERVICE:
        return sum(plan.places[cell] for cell in cells)
    return sum(plan.new_since_start(cell) for cell in cells)


def plan_variants(plan: Plan, variants: Sequence[Variant],
                  plans: Callable[[Sequence[Problem]], Sequence[Plan]]) -> Ranges | None:
    """Every variant planned by ``plans`` (problems to plans, in order); None without a plan or variants."""
    if not plan.found or not variants:
        return None
    made = plans([variant.case.problem for variant in variants])
    return Ranges(plan, tuple(
        Tried(one.version.table, one.version.file, one.rule, one.case.raw_hashes.get(one.version.table, ""),
              found) for one, found in zip(variants, made, strict=True)))
