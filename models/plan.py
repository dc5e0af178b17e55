"""What planning gives back: an ending, a plan, what each goal came to, and the ties."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from fractions import Fraction
from functools import cached_property

from models.formulation import Because, Formulation
from models.need import Cell
from models.problem import Problem

Value = Fraction | int | tuple[Fraction, ...]


class Ending(Enum):
    """How a run ended; the value is the word in run.json."""

    PROVED = "proved"
    INFEASIBLE = "infeasible"
    NOT_PROVED = "plan-not-proved"
    NOTHING_FOUND = "nothing-found"
    NUMERICAL = "numerical-trouble"


@dataclass(frozen=True)
class GoalResult:
    """One goal: its word, the value of the plan, the proved bound, whether they are equal."""

    word: str
    value: Value
    bound: Value | None
    proved: bool
    margin: Fraction = Fraction(0)


@dataclass(frozen=True)
class Tie:
    """A cell that the goals left open: plans as good give it ``least`` to ``most`` places."""

    cell: Cell
    least: int
    most: int


@dataclass(frozen=True)
class Plan:
    """A plan, checked exactly.

    ``places[code, kind, year]`` x; ``flows[code, school, year]`` y (only > 0);
    ``homes[code, kinds, year]`` o; ``free_beds`` r; ``quotas`` q per cell in the scenario's
    basis; ``parts[area, code, kind, year]`` p, ``hosted[area, code, kind, year]`` v,
    ``elsewhere[code, located, kind, year]`` h and ``shared_homes[area, code, kinds, year]`` say
    where places lie; ``stopped`` says why a solver stopped (empty when it did not);
    ``conflict`` the rows that cannot hold together, when there is no plan (minimal unless
    ``stopped``). ``ties_listed`` is False where the time ran out before the list of ties was
    complete. ``restated`` names the goals whose quotas were rounded to 10^-7 place.
    """

    problem: Problem
    ending: Ending
    solver: str
    quotas: Mapping[Cell, Fraction]
    places: Mapping[Cell, int] = field(default_factory=dict)
    flows: Mapping[tuple[str, str, int], int] = field(default_factory=dict)
    homes: Mapping[tuple[str, str, int], int] = field(default_factory=dict)
    free_beds: Mapping[tuple[str, str, int], int] = field(default_factory=dict)
    parts: Mapping[tuple[str, str, str, int], int] = field(default_factory=dict)
    hosted: Mapping[tuple[str, str, str, int], int] = field(default_factory=dict)
    elsewhere: Mapping[tuple[str, str, str, int], int] = field(default_factory=dict)
    shared_homes: Mapping[tuple[str, str, str, int], int] = field(default_factory=dict)
    goals: tuple[GoalResult, ...] = ()
    ties: tuple[Tie, ...] = ()
    ties_listed: bool = True
    conflict: tuple[Because, ...] = ()
    stopped: str = ""
    solves: int = 0
    formulation: Formulation | None = None
    restated: tuple[str, ...] = ()

    @property
    def found(self) -> bool:
        """Is there a plan (proved or not)?"""
        return bool(self.places)

    def before(self, cell: Cell) -> int:
        """Places in the year before (today's in the first year)."""
        code, kind, year = cell
        years = self.problem.need.years
        index = years.index(year)
        if index == 0:
            return self.problem.need.existing((code, kind, 0))
        return self.places[code, kind, years[index - 1]]

    def new(self, cell: Cell) -> int:
        """The year's change, places: after - before (below 0 where more go than are opened)."""
        return self.places[cell] - self.before(cell)

    def ended(self, cell: Cell) -> int:
        """Places that go in the year because their agreement has ended: today's and new ones."""
        return self.problem.need.falls_out(cell) + self.released.get(cell, 0)

    @cached_property
    def released(self) -> Mapping[Cell, int]:
        """New places that go with their agreement, by cell; of those promised for several kinds
        together as many as the kind lost, first kind first.
        """
        from models.agreements import released_by_kind  # here, for the words of endings load this file
        return released_by_kind(self.problem, self.places)

    def opened(self, cell: Cell) -> int:
        """New places that begin in the year: its change and what they replace."""
        return self.new(cell) + self.ended(cell)

    def new_since_start(self, cell: Cell) -> int:
        """n: places in service beyond those of today that are left."""
        return self.places[cell] - self.problem.need.existing(cell)
