"""What each row of a plan rests on: which of its figures are official, a municipality's, assumed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from models.need import Cell
from models.problem import Problem
from models.tables import AREAS, STATUSES, Table

if TYPE_CHECKING:
    from planner.case import Case

NOT_FIGURES = ("municipalities", "kinds", "order", "tiles", "neighbours")  # describe, decide no number
ANY_YEAR = ("population", "answers")  # a row says something of other years than its own

Mark = tuple[str, str | None, int | None, str]  # table, kind, year, status


@dataclass(frozen=True)
class Resting:
    """The tables behind each cell of a problem, by status."""

    case: Case
    problem: Problem

    def of(self, cell: Cell) -> str:
        """Least certain first: ``assumed (capacity.csv, places.csv); official (population.csv)``."""
        code, kind, year = cell
        worst: dict[str, str] = {}
        for name, its_kind, its_year, status in self._marks.get(code, ()):
            if its_kind in (None, "", kind) and its_year in (None, year):
                worst[name] = max(worst.get(name, status), status, key=STATUSES.index)
        groups = {s: sorted(n for n in worst if worst[n] == s) for s in reversed(STATUSES)}
        return "; ".join(f"{s} ({', '.join(names)})" for s, names in groups.items() if names)

    @cached_property
    def _marks(self) -> dict[str, set[Mark]]:
        """What each table says of each municipality."""
        found: dict[str, set[Mark]] = {}
        for name in self.case.inputs:
            table = self.case.tables[name]
            if self._decides(table):
                for code, mark in self._of_table(table):
                    found.setdefault(code, set()).add(mark)
        return found

    def _decides(self, table: Table) -> bool:
        """Does the table decide numbers? Areas do where homes are shared in them, else they only name."""
        if table.spec.word == AREAS.word:
            rule: Any = self.problem.rule("co-operation")
            return rule is not None and rule.table == table.name
        return table.spec.word not in NOT_FIGURES

    def _of_table(self, table: Table) -> Iterator[tuple[str, Mark]]:
        for row in table.rows:
            year = None if table.spec.word in ANY_YEAR else row.get("year")
            kind = row.get("kind") if table.spec.by_kind else None  # else a sort of referral
            mark = (table.name, kind, year, table.row_status(row))
            for code in self._whom(row):
                yield code, mark

    def _whom(self, row: Any) -> tuple[str, ...]:
        """The municipalities a row speaks of: its own and where places may lie, its area's, or everyone."""
        place = row.get("code") or row.get("from")
        if not place:
            return self.problem.county.codes
        there = (row["located"],) if row.get("located") else ()
        return (*self.problem.areas.get(place, (place,)), *there)
