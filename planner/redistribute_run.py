"""A scenario's redistribution of shares: the proposal, and a list of one's own beside it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from models.errors import InputFault
from models.redistribution import Redistribution, Transfer, after, over, values
from planner.version import VERSION

if TYPE_CHECKING:
    from models.parameters import Parameter
    from models.redistribution_solve import Proposal
    from planner.case import Case
    from planner.scenario import Scenario


@dataclass(frozen=True)
class Listed:
    """A list that somebody made, found to keep every rule: its file and its transfers."""

    name: str
    transfers: tuple[Transfer, ...]


@dataclass(frozen=True)
class Redistributed:
    """What was asked and what came out; ``id`` is 64 hex digits of the question and the list.

    ``amounts`` are the grants' amounts by word (none where the scenario names no table of them).
    """

    id: str
    scenario: Scenario
    case: Case
    proposal: Proposal
    solver: str
    listed: Listed | None = None
    amounts: Mapping[str, Parameter] | None = None

    @property
    def question(self) -> Redistribution:
        """Who may give how much to whom."""
        return self.proposal.question

    @property
    def shown(self) -> tuple[Transfer, ...]:
        """The transfers that are shown before and after: the list's own, else the proposal's."""
        return self.listed.transfers if self.listed else self.proposal.transfers

    @property
    def example(self) -> bool:
        """Does a figure rest on something assumed: shares, offers, room or minutes?"""
        section = self.scenario.settings.section("redistribute")
        ours = (section.willing, section.capacity, section.places, section.minutes, section.parameters)
        return self.case.example or any(name in self.case.assumed for name in ours)

    @property
    def above(self) -> dict[str, int]:
        """By how much each municipality is above its room afterwards, 0.01 promille."""
        return over(self.question, after(self.question, self.shown))

    def reached(self, transfers: tuple[Transfer, ...]) -> Mapping[str, int | None]:
        """What a list of transfers comes to, goal by goal."""
        return values(self.question, transfers)


def redistribute(scenario: Scenario, *, listed: Path | str | None = None, solver: str | None = None,
                 seconds: float | None = None) -> Redistributed:
    """The proposal of a scenario and, where one is given, a list held against the same rules.

    ``listed`` is a file (``book.xlsx#sheet`` for a sheet); without it the scenario's own key
    ``list`` counts. Raises ``InputFault`` (scenario, tables or list at fault; every fault at once)
    and ``SolverMissing``.
    """
    from models.redistribution_question import question
    from models.redistribution_solve import propose
    from planner.case import load_case
    from planner.run import how
    if scenario.settings.section("redistribute") is None:
        raise InputFault([scenario.tree.complain("redistribute-none", ("redistribute",))])
    case = load_case(scenario)
    asked = question(case.problem)
    made = _listed(case, asked, listed)
    chosen, limit = how(scenario, solver, seconds)
    proposal = propose(asked, chosen, limit)
    return Redistributed(_id(scenario, case, made), scenario, case, proposal, chosen, made,
                         _amounts(case, asked))


def _listed(case: Case, asked: Redistribution, listed: Path | str | None) -> Listed | None:
    """The list of the command line, else of the scenario; None where there is none."""
    from models.redistribution_check import list_of
    from planner.redistribute_list import read_list
    if listed is not None:
        return Listed(Path(str(listed).partition("#")[0]).name, read_list(listed, asked))
    name = case.problem.section("redistribute").list
    return Listed(name, list_of(asked, case.problem.tables[name].rows, name)) if name else None


def _amounts(case: Case, asked: Redistribution) -> Mapping[str, Parameter] | None:
    from models.parameters import Parameters
    from models.redistribution_grants import amounts
    name = case.problem.section("redistribute").parameters
    return amounts(Parameters.of(case.problem.tables[name]), asked) if name else None


def _id(scenario: Scenario, case: Case, made: Listed | None) -> str:
    """SHA-256 of the resolved scenario, its tables, the list and the program's version."""
    from planner.identity import asked, digest
    moved = [(one.giver, one.receiver, one.units) for one in made.transfers] if made else None
    return digest({"redistribute": asked(scenario, case), "case": case.canonical(), "list": moved,
                   "version": VERSION})
