"""The plan of an edition, municipality by municipality, as the release shows it.

A count that the release hides is text ("1–4" or ".."); a sum over a hidden count is hidden too.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any

from models.problem import FLOW
from planner.collation import by_name
from planner.small_counts import COVERED
from planner.wording import say

if TYPE_CHECKING:
    from models.need import Cell
    from planner.edition import Edition
    from planner.tabular import Field, Sheet

TOGETHER = "together"  # received before the plan and new since its start

@dataclass(frozen=True)
class Planned:
    """The rows of the edition's plan, by municipality, kind and year."""

    edition: Edition

    @cached_property
    def sheet(self) -> Sheet:
        """The edition's plan."""
        found = self.edition.sheet("plan")
        if found is None:
            raise ValueError("an edition has a plan")
        return found

    @cached_property
    def cells(self) -> Mapping[Cell, Mapping[str, Any]]:
        """The columns of each cell."""
        names = [field.name for field in self.sheet.fields]
        rows = (dict(zip(names, row, strict=True)) for row in self.sheet.rows)
        found = {(row["code"], row["kind"], row["year"]): row for row in rows}
        for row in found.values() if "received" in names and TOGETHER not in names else ():
            row[TOGETHER] = total((row["received"], row["new_since_start"]))
        return found

    @cached_property
    def names(self) -> Mapping[str, str]:
        """Code -> name, in the order of names."""
        found = {code: row["name"] for (code, _, _), row in self.cells.items()}
        return dict(sorted(found.items(), key=lambda one: by_name(one[1])))

    @cached_property
    def kinds(self) -> Mapping[str, str]:
        """The planned kinds with their names."""
        return self.edition.view.kinds

    @cached_property
    def years(self) -> tuple[int, ...]:
        """The years of the plan."""
        return tuple(sorted({year for _, _, year in self.cells}))

    @property
    def last(self) -> int:
        """The last year."""
        return self.years[-1]

    @property
    def places(self) -> bool:
        """Are places planned, and not referrals or persons, of which nothing stands from year to year?"""
        return self.edition.run.plan.problem.unit == "places"

    def field(self, name: str) -> Field | None:
        """A column of the plan, if it has it; received and new together wherever it has the received."""
        found = {field.name: field for field in self.sheet.fields}
        if name == TOGETHER and "received" in found:
            return replace(found["received"], name=TOGETHER,
                           title=say(f"table.{TOGETHER}", self.edition.language))
        return found.get(name)

    @property
    def since_start(self) -> bool:
        """Are quota and gap of what is new since the start, over several years?"""
        return self.edition.run.plan.problem.basis.amount == FLOW and len(self.years) > 1

    def before(self, code: str) -> int | str:
        """Places before the first year, of all kinds."""
        return total(self.cells[code, kind, self.years[0]]["before"] for kind in self.kinds)

    def after(self, code: str) -> int | str:
        """Places in the last year, of all kinds."""
        return total(self.cells[code, kind, self.last]["after"] for kind in self.kinds)

    def new(self, code: str) -> int | str:
        """What all years change, of all kinds."""
        return total(self.cells[code, kind, year]["new"] for kind in self.kinds for year in self.years)


def total(values: Iterable[Any]) -> Any:
    """The sum; ".." where a part of it is hidden, None where there is nothing."""
    found = list(values)
    if any(isinstance(value, str) for value in found):
        return COVERED
    known = [value for value in found if value is not None]
    return sum(known[1:], known[0]) if known else None


def hides(edition: Edition) -> bool:
    """Does the edition hide a count? Then nothing is told that could be reckoned back to it."""
    return edition.hides
