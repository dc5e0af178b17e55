"""One run: load the case of a scenario, plan it, keep what was asked and what came out."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from planner.version import VERSION

if TYPE_CHECKING:
    from models.plan import Plan
    from models.problem import Problem
    from planner.case import Case
    from planner.scenario import Scenario


@dataclass(frozen=True)
class Run:
    """A scenario planned: its id (64 hex digits), scenario, case, plan.

    ``seconds`` is the time limit it was given (None = none); ``timings`` the seconds that each
    step took, for the screen only: no file of a run holds a clock.
    """

    id: str
    scenario: Scenario
    case: Case
    plan: Plan
    seconds: float | None = None
    timings: Mapping[str, float] = field(default_factory=dict)


def run(scenario: Scenario, *, solver: str | None = None, seconds: float | None = None) -> Run:
    """Plan a scenario with its own solver and time limit, or with those given here.

    Raises ``InputFault`` (scenario or tables at fault) and ``SolverMissing``. A solver's
    numerical trouble is an ending of the run, never told as infeasible.
    """
    from planner.case import load_case
    start = time.perf_counter()
    case = load_case(scenario)
    loaded = time.perf_counter() - start
    made = run_case(scenario, case, *how(scenario, solver, seconds))
    return replace(made, timings={"load": loaded, **made.timings})


def run_case(scenario: Scenario, case: Case, solver: str, seconds: float | None) -> Run:
    """Plan a scenario whose case is loaded."""
    start = time.perf_counter()
    plan = _plan(case.problem, solver, seconds)
    timings = {"plan": time.perf_counter() - start}
    return Run(run_id(scenario, case), scenario, case, plan, seconds, timings)


def how(scenario: Scenario, solver: str | None, seconds: float | None) -> tuple[str, float | None]:
    """The solver and the time limit that hold: those given, else the scenario's."""
    settings = scenario.settings
    return solver or settings.solver, settings.seconds if seconds is None else seconds


def _plan(problem: Problem, solver: str, seconds: float | None) -> Plan:
    from models import solve
    from models.errors import NumericalTrouble
    from models.plan import Ending, Plan
    try:
        return solve.plan(problem, solver, seconds)
    except NumericalTrouble as trouble:
        return Plan(problem, Ending.NUMERICAL, solver, quotas={}, stopped=str(trouble))


def run_id(scenario: Scenario, case: Case) -> str:
    """SHA-256 over the resolved scenario, the tables as parsed and the program's version.

    Solver and time limit are left out: they do not change the question, and a proved plan is
    the same on every solver. So are the order of rows in a table, and what its file is called.
    """
    from planner.identity import asked, digest
    return digest({"scenario": asked(scenario, case), "case": case.canonical(), "version": VERSION})
