"""Places of every municipality in every scenario and baseline, as the release shows them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from planner.collation import by_name
from planner.edition import ComparisonEdition
from planner.report.comparison.scenarios import Scenario, Scenarios
from planner.report.planned import hides, total
from planner.small_counts import COVERED
from planner.tabular import NUMBER, WHOLE, Field, Sheet
from planner.wording import say

AFTER, NEW, TODAY = "places_after", "new_places", "today"
NAMED = ("code", "name", "kind")


@dataclass(frozen=True)
class Places:
    """One of the comparison's two tables of places: those in service in the last year, or the new ones."""

    edition: ComparisonEdition
    word: str

    @cached_property
    def sheet(self) -> Sheet:
        """The table of the edition."""
        return next(one for one in self.edition.sheets if one.word == self.word)

    @cached_property
    def rows(self) -> Mapping[tuple[str, str], Mapping[str, Any]]:
        """Code and kind's name (empty where there is one) -> the columns."""
        names = [one.name for one in self.sheet.fields]
        found = (dict(zip(names, row, strict=True)) for row in self.sheet.rows)
        return {(row["code"], row.get("kind", "")): row for row in found}

    @cached_property
    def towns(self) -> Mapping[str, str]:
        """Code -> name, in the order of names."""
        found = {code: row["name"] for (code, _), row in self.rows.items()}
        return dict(sorted(found.items(), key=lambda one: by_name(one[1])))

    @cached_property
    def kinds(self) -> tuple[str, ...]:
        """The kinds' names; a single empty one where there is only one kind."""
        return tuple(dict.fromkeys(kind for _, kind in self.rows))

    @cached_property
    def scenarios(self) -> Scenarios:
        """The scenarios of the comparison."""
        return Scenarios(self.edition)

    @cached_property
    def baselines(self) -> tuple[Field, ...]:
        """The columns of the baselines that can be made."""
        return tuple(one for one in self.sheet.fields if one.name not in (*NAMED, TODAY)
                     and self.scenarios.named(one.name) is None
                     and any(row[one.name] is not None for row in self.rows.values()))

    def of(self, code: str, column: str, kind: str | None = None) -> Any:
        """The places of a municipality in a column: of a kind, or of all."""
        kinds = self.kinds if kind is None else (kind,)
        values = [self.rows[code, one][column] for one in kinds]
        return values[0] if len(values) == 1 else total(values)

    def county(self, column: str, kind: str | None = None) -> Any:
        """The county's sum; ".." where a part of it is hidden."""
        return total(self.of(code, column, kind) for code in self.towns)

    def own_baselines(self, scenario: Scenario) -> list[Field]:
        """The baselines of a scenario: where they differ its own, else the first as large as its plan."""
        found: dict[str, list[Field]] = {}
        for one in self.baselines:
            found.setdefault(self.scenarios.baseline(one.title)[0], []).append(one)
        return [self._own(scenario, several) for several in found.values()]

    def _own(self, scenario: Scenario, several: list[Field]) -> Field:
        own = [one for one in several if self.scenarios.baseline(one.title)[1] is scenario]
        size = self.county(scenario.name)
        like = [one for one in several if self.county(one.name) == size]
        return (own or like or several)[0]

    def apart(self, one: str, other: str) -> dict[str, Any]:
        """Code -> places in one column less those in another; ".." where either is hidden, None without."""
        found = {}
        for code in self.towns:
            pair = self.of(code, one), self.of(code, other)
            covered = any(isinstance(value, str) for value in pair)
            found[code] = COVERED if covered else None if None in pair else pair[0] - pair[1]
        return found


def last_years(edition: ComparisonEdition) -> str:
    """The last plan year; of scenarios that end in different years the first and the last of them."""
    years = sorted({one.run.plan.problem.need.years[-1] for one in edition.runs})
    return str(years[0]) if len(years) == 1 else say(
        "report_compare.years", edition.language, first=str(years[0]), last=str(years[-1]))


def stock(edition: ComparisonEdition) -> bool:
    """Are places counted, and not referrals or persons, of which nothing stands from year to year?"""
    return edition.runs[0].run.plan.problem.unit == "places"


def hidden(edition: ComparisonEdition) -> bool:
    """Does the edition hide a count? Then nothing is told that it could be reckoned from."""
    cells = (row[j] for sheet in edition.sheets for j, field in enumerate(sheet.fields)
             if field.type in (WHOLE, NUMBER) for row in sheet.rows)
    return any(isinstance(value, str) and value for value in cells) or any(map(hides, edition.runs))
