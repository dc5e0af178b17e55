"""The scenarios of a comparison as its report names and marks them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from planner.beside import names_of
from planner.scenario_titles import titles_of
from planner.tabular import Field
from planner.wording import say

if TYPE_CHECKING:
    from planner.edition import ComparisonEdition, Edition
    from planner.run import Run

_PAUSE = re.compile(r"\s*[:;(]\s*|\s+[–—-]\s+|,\s+")  # where a title's first phrase ends


@dataclass(frozen=True, eq=False)
class Scenario:
    """One scenario: its column in the tables, title, short title, and place in the comparison.

    ``edition`` is what the release shows of its plan; None where it has none.
    """

    name: str
    title: str
    short: str
    index: int
    run: Run
    edition: Edition | None

    @property
    def number(self) -> int:
        """Its number for readers, from 1."""
        return self.index + 1

    @property
    def label(self) -> str:
        """Its number and short title, for sentences."""
        return f"{self.number} {self.short}"


@dataclass(frozen=True)
class Scenarios:
    """All scenarios of a comparison, in its order."""

    edition: ComparisonEdition

    @cached_property
    def all(self) -> tuple[Scenario, ...]:
        """Every scenario, those without a plan too."""
        runs, language = self.edition.comparison.runs, self.edition.language
        titles, made = titles_of(runs, language), iter(self.edition.runs)
        return tuple(
            Scenario(name, title, short, index, run, next(made) if run.plan.found else None)
            for index, (name, title, short, run) in enumerate(
                zip(names_of(runs), titles, short_titles(titles), runs, strict=True)))

    @cached_property
    def planned(self) -> tuple[Scenario, ...]:
        """The scenarios that have a plan."""
        return tuple(one for one in self.all if one.edition is not None)

    def __iter__(self) -> Iterator[Scenario]:
        return iter(self.planned)

    def named(self, column: str) -> Scenario | None:
        """The scenario of a column, None where the column is not a scenario's."""
        return next((one for one in self.all if one.name == column), None)

    def retold(self, text: str) -> str:
        """A sentence that begins with a scenario's name, with its title instead."""
        for one in sorted(self.all, key=lambda found: -len(found.name)):
            if text.startswith(f"{one.name}: "):
                return f"{one.title}: {text.removeprefix(f'{one.name}: ')}"
        return text

    def heading(self, column: Field) -> str:
        """A column's heading: a scenario's short title, or a baseline's name and whose it is."""
        one = self.named(column.name)
        if one is not None:
            return one.short
        name, of = self.baseline(column.title)
        if of is None:
            return say("report_compare.baseline", self.edition.language, name=name)
        return say("report_compare.baseline_of", self.edition.language, name=name, number=of.number)

    def baseline(self, heading: str) -> tuple[str, Scenario | None]:
        """A baseline's name, and the scenario whose it is where the scenarios have different ones."""
        for one in self.all:
            if heading.endswith(f" ({one.name})"):
                return heading.removesuffix(f" ({one.name})"), one
        return heading, None


def short_titles(titles: Sequence[str]) -> list[str]:
    """Each title up to its first pause; in full where that would make two alike."""
    short = [_PAUSE.split(title.strip(), maxsplit=1)[0] or title for title in titles]
    return [one if short.count(one) == 1 else title for one, title in zip(short, titles, strict=True)]
