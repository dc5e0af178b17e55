"""From a scenario to the question for the mathematics: tables read, checked, put together."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property, partial

from models.errors import InputFault
from models.goals.change import Change
from models.problem import Problem
from models.tables import ASSUMED, OFFICIAL, STATUSES, Table
from planner.asked import Asked
from planner.identity import canonical_text, contents
from planner.naming import Named
from planner.scenario import Scenario
from planner.shelf import Shelf
from planner.sources import Sources
from planner.view import Geography


@dataclass(frozen=True)
class Case:
    """Everything a run rests on.

    ``kinds[word]`` has the names {"sv", "en"}; ``tables`` and ``sources`` go by file name as
    written in the scenario; ``raw_hashes`` are SHA-256 of the files' bytes; ``drawn`` names
    the files that decide nothing (of figures, or shown beside), ``vital`` those that make a plan
    an example when assumed; ``asked`` is what the scenario asks for.
    """

    problem: Problem
    sources: Sources
    kinds: Mapping[str, Mapping[str, str]]
    geography: Geography
    tables: Mapping[str, Table]
    raw_hashes: Mapping[str, str]
    drawn: tuple[str, ...] = ()
    vital: tuple[str, ...] = ()
    asked: Asked = field(default_factory=lambda: Asked(()))

    @property
    def inputs(self) -> tuple[str, ...]:
        """The tables that the plan rests on."""
        return tuple(name for name in self.tables if name not in self.drawn)

    @cached_property
    def assumed(self) -> tuple[str, ...]:
        """The input tables with an assumed figure in them."""
        return tuple(name for name in self.inputs if least_certain(self.tables[name]) == ASSUMED)

    @property
    def example(self) -> bool:
        """Are places, capacity or shares assumed (or the share model not official)?"""
        shares = self.problem.shares.values()
        return (any(name in self.assumed for name in self.vital)
                or any(s.status == ASSUMED or not s.official for s in shares))

    def canonical(self) -> str:
        """All tables and sources as one text that no row order, dialect, folder or file name changes."""
        return canonical_text({"kinds": self.problem.need.kinds,
                               "contents": sorted(set(contents(self).values()))})


def least_certain(table: Table) -> str:
    """The least certain status among a table's rows; the table's own where it has none."""
    if not table.rows:
        return table.status
    return max((table.row_status(row) for row in table.rows), key=STATUSES.index, default=OFFICIAL)


def load_case(scenario: Scenario, shelf: Shelf | None = None,
              instead: Mapping[str, Named] | None = None) -> Case:
    """The case of a scenario; raises ``InputFault`` with every fault of every table.

    ``shelf`` lets several scenarios share the files they have in common; ``instead`` gives
    tables, by name, another file than the scenario names.
    """
    from planner.assemble import Assembly
    assembly = Assembly(scenario.settings, scenario.tree, shelf or Shelf(), instead or {})
    problem = assembly.problem()
    if problem is not None:
        for section in problem.sections:
            assembly.attempt(partial(section.check, problem))
    if assembly.faults or problem is None:
        raise InputFault(list({repr(f): f for f in assembly.faults}.values()))
    for goal in problem.goals:
        if isinstance(goal, Change) and not goal.given(problem):
            # A plan of other years would make every change free, and the goal say nothing.
            raise InputFault([scenario.tree.complain("plan-shares-nothing", ("goals",), plan=goal.plan,
                                                     year=str(problem.need.years[0]))])
    return Case(problem, assembly.sources, assembly.kind_names(), assembly.geography(), assembly.inputs(),
                assembly.hashes, assembly.drawn, assembly.vital(), assembly.asked)


