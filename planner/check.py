"""Everything that can be told about scenarios without a solver, in half a second."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from models.errors import Fault, InputFault
from models.quotas import quotas
from planner.assemble import Assembly
from planner.case import load_case
from planner.merge import Node
from planner.scenario import Scenario, Survey, look_over
from planner.shelf import Shelf
from planner.validate import tables_only
from planner.versions import variants


def check(paths: Iterable[str | Path], sets: Sequence[str] = ()) -> tuple[Fault, ...]:
    """Every fault of the scenarios (files or folders) and of their tables; each told once.

    Nothing is solved: whether the rules leave room for a plan is another question.
    """
    shelf, found = Shelf(), Survey()
    for path in paths:
        one = look_over(path, sets)
        found.keep(tuple(one.faults.values()))
        for scenario in one.scenarios:
            found.keep(_of_case(scenario, shelf))
        for tree in one.broken:
            found.keep(_of_tables(tree, shelf))
    return tuple(sorted(found.faults.values(), key=_by_place))


def _of_case(scenario: Scenario, shelf: Shelf) -> Sequence[Fault]:
    """The faults of a readable scenario's tables, need, shares and quotas, and of other versions."""
    try:
        quotas(load_case(scenario, shelf).problem)
        variants(scenario, shelf)
    except InputFault as error:
        return error.faults
    return ()


def _of_tables(tree: Node, shelf: Shelf) -> Sequence[Fault]:
    """The faults of the tables that a scenario names which is itself at fault."""
    settings = tables_only(tree)
    if settings is None:
        return ()
    assembly = Assembly(settings, tree, shelf)
    assembly.read()
    return assembly.faults


def _by_place(one: Fault) -> tuple[str, int, str, str, str]:
    place = one.place
    return place.file, place.line or 0, place.key, place.cell, place.column
