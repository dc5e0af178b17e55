"""What the years before came to, carried into this case."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from models.errors import Fault, InputFault, fault
from models.pieces import key
from models.running_tables import DEVIATIONS
from models.sections import Section

if TYPE_CHECKING:
    from models.problem import Problem


@dataclass(frozen=True)
class Followup(Section):
    """Deviations of the years that have been followed up, outcome less plan; the plan does not use them.

    carried[m, k] = the sum over the years followed up of (outcome - plan), in the unit of the scenario
    (places: a sum of years, place-years; children and persons: children and persons). A follow-up of
    this case goes on from it: cumulative[m, k, t] = carried[m, k] + the sum up to t of (outcome - plan).
    Today's places, and the opening balance of an account, are the outcome's already, so no plan
    counts a deviation twice. Source: the follow-up of last year's plan.
    """

    word: ClassVar[str] = "followup"
    deviations: str = key("table: code, kind, year, carried", table=DEVIATIONS)

    def check(self, problem: Problem) -> None:
        """Raise ``InputFault`` for deviations of other counties, and of all kinds beside each kind."""
        found = list(self._faults(problem))
        if found:
            raise InputFault(found)

    def _faults(self, problem: Problem) -> Iterator[Fault]:
        rows = problem.tables[self.deviations].rows
        for code, count in sorted(Counter(row["code"] for row in rows if row["kind"] is None).items()):
            if count < sum(row["code"] == code for row in rows):
                yield fault("followup-kinds", file=self.deviations, column="kind", code=code)
        first = problem.need.years[0]
        for year in sorted({row["year"] for row in rows if row["year"] >= first}):
            yield fault("followup-late", file=self.deviations, column="year", year=year, first=str(first))
