"""What is said of one municipality's number: the sentences, each with its figures, before they are worded."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from models.explained import Explained
from models.goals.travel import travel_minutes
from planner.plan_text import by_population
from planner.resting import Resting
from planner.stops import Stops
from planner.whereabouts import Whereabouts
from planner.wording import counted, listing, say, spoken, subject

if TYPE_CHECKING:
    from models.need import Cell
    from models.plan import Plan
    from models.problem import Problem
    from models.tables import Table
    from planner.run import Run

NO_PLAN: Mapping[Any, int] = MappingProxyType({})
NAMED = 3  # so many municipalities are named in a sentence, more are counted


@dataclass(frozen=True)
class Sentence:
    """One sentence: its key in ``[explain]``, its figures and names.

    ``count`` chooses the wording for a single one, where there is such.
    """

    key: str
    values: Mapping[str, Any] = field(default_factory=dict)
    count: int | None = None

    def text(self, language: str) -> str:
        """The sentence in a language."""
        return say(counted(f"explain.{self.key}", self.count), language, **self.values)


@dataclass(frozen=True)
class Told:
    """A run that was planned again with one thing changed at a time, and the language it is told in.

    ``last``: places of an earlier plan, to set beside this one's; empty where none is named.
    """

    run: Run
    found: Explained
    language: str
    last: Mapping[Cell, int] = field(default_factory=dict)

    @classmethod
    def of(cls, run: Run, found: Explained, language: str, last: Mapping[Cell, int] = NO_PLAN) -> Told:
        """With the words for what is counted: places, referrals or persons."""
        return cls(run, found, spoken(language, run.plan.problem.unit), last)

    @property
    def plan(self) -> Plan:
        """The plan that is explained."""
        return self.run.plan

    @property
    def problem(self) -> Problem:
        """Its question."""
        return self.run.plan.problem

    @property
    def year(self) -> int:
        """The last plan year: the one that is explained."""
        return self.problem.need.years[-1]

    def name(self, code: str) -> str:
        """The municipality's name; of a school outside the county its code."""
        town = self.problem.county.by_code.get(code)
        return town.name if town else code

    def cells(self, code: str) -> list[Cell]:
        """Its cells of the last year, one a kind."""
        return [(code, kind, self.year) for kind in self.problem.need.kinds]

    def kind(self, kind: str) -> str:
        """A kind's name inside a sentence."""
        from planner.sentences import inside
        return inside(self.run.case.kinds[kind][str(self.language)])

    def status(self, status: str) -> str:
        """The source word of a figure: official, the municipality's, assumed."""
        return say(f"explain_source.{status}", self.language)

    def row_source(self, table: Table, row: Mapping[str, Any] | None) -> str:
        """The source word of a row, or of the table where there is no row."""
        return self.status(table.status if row is None else table.row_status(row))

    def listed(self, others: Mapping[str, int]) -> str:
        """Municipalities with their numbers, in the order given; of many the first, and the rest's sum."""
        shown = [say("explain.one_of", self.language, name=self.name(code), places=abs(n))
                 for code, n in others.items()]
        if len(shown) <= NAMED:
            return listing(shown, self.language)
        rest = sum(abs(n) for n in list(others.values())[NAMED - 1:])
        return say("explain.and_more", self.language, names=", ".join(shown[:NAMED - 1]),
                   count=len(shown) - NAMED + 1, places=rest)

    @cached_property
    def stops(self) -> Stops:
        """Which rule stops each cell."""
        return Stops(self.plan)

    @cached_property
    def rests(self) -> Resting:
        """What each number rests on."""
        return Resting(self.run.case, self.problem)

    @cached_property
    def minutes(self) -> Mapping[tuple[str, str], int]:
        """The minutes of each way to school within the limit."""
        return travel_minutes(self.problem)

    @cached_property
    def whereabouts(self) -> Whereabouts:
        """Where the places lie."""
        return Whereabouts.of(self.plan)

    @cached_property
    def kinds(self) -> Mapping[str, str]:
        """The name of each planned kind in the language."""
        return {kind: self.run.case.kinds[kind][str(self.language)] for kind in self.problem.need.kinds}

    @cached_property
    def order(self) -> str:
        """What decides between plans that are equally good."""
        word = "by_population" if by_population(self.problem) else "by_table"
        return say(f"goal_text.{word}", self.language)

    def rule(self, word: str) -> str:
        """A rule's short name inside a sentence."""
        return say(f"explain_rule.{word}", self.language) if word in subject("explain_rule") else word
