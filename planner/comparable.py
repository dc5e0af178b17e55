"""May scenarios stand beside each other? Only those of one county that count the same thing."""

from __future__ import annotations

from collections.abc import Sequence

from models.errors import InputFault, fault
from models.problem import Problem
from models.regimes import PERSONS, PLACES, REFERRALS

NONE = "–"
Named = tuple[str, Problem]  # the name of a scenario and its problem


def one_unit(named: Sequence[Named]) -> str:
    """What all the scenarios count; ``InputFault`` where their counties or their units differ.

    Places, children and newly arrived persons never stand on one axis or in one table.
    """
    first, (_, problem) = named[0][0], named[0]
    codes = set(problem.county.codes)
    faults = [fault("compare-counties", first=first, second=name) for name, other in named
              if set(other.county.codes) != codes]
    if len({other.unit for _, other in named}) > 1:
        faults.append(fault("unit-mixed", places=_names(named, PLACES), referrals=_names(named, REFERRALS),
                            persons=_names(named, PERSONS)))
    if faults:
        raise InputFault(faults)
    return problem.unit


def _names(named: Sequence[Named], unit: str) -> str:
    """The scenarios that count in a unit, or a dash."""
    return ", ".join(dict.fromkeys(name for name, problem in named if problem.unit == unit)) or NONE
