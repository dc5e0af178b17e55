"""Everything that can be told about scenarios without a solver, in half a second."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from models.errors import Fault, InputFault
from planner.case import load_case
from planner.scenario import survey
from planner.shelf import Shelf


def check(paths: Iterable[str | Path], sets: Sequence[str] = ()) -> tuple[Fault, ...]:
    """Every fault of the scenarios (files or folders) and of their tables; each told once.

    Nothing is solved: whether the rules leave room for a plan is another question.
    """
    shelf, found = Shelf(), dict[str, Fault]()
    for path in paths:
        scenarios, faults = survey(path, sets)
        found |= {repr(one): one for one in faults}
        for scenario in scenarios:
            found |= {repr(one): one for one in _faults(scenario, shelf)}
    return tuple(sorted(found.values(), key=_by_place))


def _faults(scenario: object, shelf: Shelf) -> tuple[Fault, ...]:
    from models.quotas import quotas
    from planner.scenario import Scenario
    assert isinstance(scenario, Scenario)
    try:
        quotas(load_case(scenario, shelf).problem)
    except InputFault as error:
        return error.faults
    return ()


def _by_place(one: Fault) -> tuple[str, int, str, str]:
    return one.place.file, one.place.line or 0, one.place.key, one.place.column
