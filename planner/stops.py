"""Which rule stops a municipality at the number it gets, read off the rows of the model.

A cell below its quota stops at a row that would break if it had one place more; a cell above
its quota at a row that would break if it had one place less. New rules need nothing here.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import Any

from models.formulation import AT_LEAST, AT_MOST, Because, Row, label
from models.measures import gap
from models.need import Cell
from models.plan import Plan
from models.problem import PLAIN
from models.quotas import quotas
from models.reserves import county_keeps

NOT_ITS_OWN = ("need", "goal")  # how many the county gets; what the goals came to
OTHERS, EARLIER_GOAL = "others", "earlier-goal"
FAIR = ("worst-gap", "total-gap", "square-gap", "level-gaps", "level-fulfilment")
SCHOOLS = "school-places"
FOLLOWS = "permit-follows-asylum"  # ties two kinds together: told only where it costs a whole place
FIRST = ("pinned", "answer-signed", "answer-promised", "answer-no", "answer-assumed", "answer-assumed-no",
         "capacity", "reserve", "limit", "ceiling", "pace", "relief", "agreement", "floor", "keep-existing",
         "places-left", "smallest-home")


@dataclass(frozen=True)
class Stops:
    """The rules that stop each cell of a found plan."""

    plan: Plan

    @cached_property
    def plain(self) -> Mapping[Cell, Fraction]:
        """What the shares alone give, before any limit."""
        return quotas(self.plan.problem, PLAIN)

    def of(self, cell: Cell) -> Because | None:
        """The rule that keeps the cell from coming nearer its quota; None where rounding alone does.

        Where a filled quota is met to the place, what filled it is told: nearer the plain one.
        """
        away = gap(self.plan, cell, self.plan.quotas) or gap(self.plan, cell, self.plain)
        if not away:
            return None
        step = 1 if away < 0 else -1
        blocking = [row.because for row in self._rows.get(cell, ()) if self._breaks(row, cell, step)
                    and (abs(away) >= 1 or row.because.rule != FOLLOWS)]
        if blocking:
            return min(blocking, key=_rank)
        kept = county_keeps(self.plan, cell[0], cell[2]) if away < 0 else None
        if kept or abs(away) < 1:
            return kept
        return (self._schools_full(cell) if away < 0 else None) or Because(self._not_its_own)

    @property
    def _not_its_own(self) -> str:
        """Why a cell is off its quota by a place or more though nothing of its own stops it."""
        goals = self.plan.problem.goals
        return OTHERS if not goals or goals[0].word in FAIR else EARLIER_GOAL

    def _breaks(self, row: Row, cell: Cell, step: int) -> bool:
        """Would the row break if the cell had ``step`` places more, all else equal?"""
        name = label(("x", *cell))
        total = sum(c * self._values[v.name] for v, c in row.terms)
        moved = total + step * sum(c for v, c in row.terms if v.name == name)
        if row.sense == AT_MOST:
            return moved > row.bound
        return moved < row.bound if row.sense == AT_LEAST else moved != row.bound

    def _schools_full(self, cell: Cell) -> Because | None:
        """Are all school places within reach taken, so that no further place can be had?"""
        code, kind, year = cell
        rule: Any = self.plan.problem.rule("commuting")
        if rule is None:
            return None
        room = rule.school_places(self.plan.problem, year)
        full = all(self._used[school, year] >= room.get(school, 0) for school in self._reach[code])
        return Because(SCHOOLS, code, kind, year, rule.limit) if full else None

    @cached_property
    def _reach(self) -> dict[str, list[str]]:
        """The schools within the commuting limit of each municipality."""
        rule: Any = self.plan.problem.rule("commuting")
        found: dict[str, list[str]] = {code: [] for code in self.plan.problem.county.codes}
        for home, school, _ in rule.arcs(self.plan.problem):
            found[home].append(school)
        return found

    @cached_property
    def _used(self) -> Counter[tuple[str, int]]:
        """School places used, by school and year."""
        used: Counter[tuple[str, int]] = Counter()
        for (_, school, year), places in self.plan.flows.items():
            used[school, year] += places
        return used

    @cached_property
    def _values(self) -> dict[str, int]:
        """The places and homes of the plan and where they lie, by the name of their variable."""
        plan = self.plan
        groups: tuple[tuple[str, Mapping[Any, int]], ...] = (
            ("x", plan.places), ("homes", plan.homes), ("free", plan.free_beds), ("part", plan.parts),
            ("hosted", plan.hosted), ("housed", plan.elsewhere), ("shared-homes", plan.shared_homes))
        return {label((word, *key)): n for word, values in groups for key, n in values.items()}

    @cached_property
    def _rows(self) -> dict[Cell, list[Row]]:
        """The rows that say something of each cell in its own year, in the model's order."""
        cells = {label(("x", *cell)): cell for cell in self.plan.problem.cells}
        found: dict[Cell, list[Row]] = {}
        for row in self._judging():
            for count, _ in row.terms:
                cell = cells.get(count.name)
                if cell is not None and row.because.year in (None, cell[2]):
                    found.setdefault(cell, []).append(row)
        return found

    def _judging(self) -> Iterator[Row]:
        """Rows over places and homes alone: a flow can be led another way, a total shared anew."""
        for row in self.plan.formulation.rows if self.plan.formulation else ():
            known = all(v.name in self._values for v, _ in row.terms)
            if known and row.because.rule not in NOT_ITS_OWN:
                yield row


def _rank(because: Because) -> tuple[int, str]:
    rule = because.rule
    return (FIRST.index(rule) if rule in FIRST else len(FIRST), rule)
