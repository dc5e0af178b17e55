"""The county beside the nation: inhabitants and places, year by year, or nothing where no source says."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from models.tables import Table
from planner.permit_check import follower_of

if TYPE_CHECKING:
    from planner.run import Run
    from planner.settings import Settings


@dataclass(frozen=True)
class NationYear:
    """A plan year: the nation's places needed in it, and inhabitants of nation and county on
    31 December the year before. None where no source gives the figure.
    """

    year: int
    places: int | None
    inhabitants: int | None
    county: int | None

    @property
    def part(self) -> Fraction | None:
        """The county's inhabitants ÷ the nation's (0..1)."""
        if self.inhabitants is None or self.county is None:
            return None
        return Fraction(self.county, self.inhabitants)

    @property
    def due(self) -> int | None:
        """The county's part of the nation's places by inhabitants, whole places, rounded down."""
        return None if self.places is None or self.part is None else int(self.places * self.part)


def nation_years(settings: Settings, tables: Mapping[str, Table],
                 codes: Iterable[str]) -> tuple[NationYear, ...]:
    """The county beside the nation in every plan year, from the tables that the scenario names."""
    table = tables.get(settings.need.nation or "")
    rows = {row["year"]: row for row in table.rows} if table else {}
    people = {(row["code"], row["year"]): int(row["inhabitants"])
              for row in tables[settings.case.population].rows}
    found = []
    for year in settings.years:
        row = rows.get(year, {})
        counted = [people.get((code, year - 1)) for code in codes]
        county = None if None in counted else sum(n for n in counted if n is not None)
        found.append(NationYear(year, row.get("places"), row.get("inhabitants"), county))
    return tuple(found)


def counted_kinds(settings: Settings, kinds: tuple[str, ...]) -> tuple[str, ...]:
    """The kinds that the nation's places are of: all but one that only follows another."""
    return tuple(kind for kind in kinds if kind != follower_of(settings))


def beside_nation(run: Run) -> tuple[tuple[NationYear, int], ...]:
    """Each plan year's figures, and the county's planned places of the kinds that count."""
    problem, settings = run.plan.problem, run.scenario.settings
    kinds = counted_kinds(settings, problem.need.kinds)
    return tuple((one, sum(problem.need.total[kind, one.year] for kind in kinds))
                 for one in nation_years(settings, run.case.tables, problem.county.codes))
