"""One run: load the case of a scenario, plan it, keep what was asked and what came out."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import TYPE_CHECKING

from planner.version import VERSION

if TYPE_CHECKING:
    from models.plan import Plan
    from models.problem import Problem
    from models.repair import Repair
    from models.shifted import Shifted
    from planner.case import Case
    from planner.ranges import Ranges
    from planner.scenario import Scenario
    from planner.several import Beside
    from planner.versions import Variant


@dataclass(frozen=True)
class Run:
    """A scenario planned: its id (64 hex digits), scenario, case, plan.

    ``seconds`` is the time limit it was given (None = none); ``timings`` the seconds that each
    step took, for the screen only: no file of a run holds a clock. ``ranges`` and ``shifted`` are
    what was planned beside the plan: other versions of assumed tables, and the municipalities'
    own capacities left out one at a time (None: not asked for, or there was nothing to plan).
    ``repair`` is the fairest way out where it is proved that nothing fits.
    """

    id: str
    scenario: Scenario
    case: Case
    plan: Plan
    seconds: float | None = None
    timings: Mapping[str, float] = field(default_factory=dict)
    ranges: Ranges | None = None
    shifted: Shifted | None = None
    repair: Repair | None = None


def run(scenario: Scenario, *, solver: str | None = None, seconds: float | None = None,
        ranges: bool = False, shifted: bool = False, progress: bool = False) -> Run:
    """Plan a scenario with its own solver and time limit, or with those given here.

    ``ranges`` also plans the other versions of its tables, ``shifted`` what each full
    municipality's own capacity shifts to others; the time limit holds for all of it, and
    ``progress`` shows how far it has come, on stderr where that is a screen.

    Raises ``InputFault`` (scenario or tables at fault) and ``SolverMissing``. A solver's
    numerical trouble is an ending of the run, never told as infeasible.
    """
    from planner.case import load_case
    from planner.several import Beside
    from planner.shelf import Shelf
    from planner.versions import variants
    start, shelf = time.perf_counter(), Shelf()
    case = load_case(scenario, shelf)
    others = variants(scenario, shelf) if ranges else ()
    loaded = time.perf_counter() - start
    made = run_case(scenario, case, *how(scenario, solver, seconds), others, shifted,
                    Beside("", progress=progress))
    return replace(made, timings={"load": loaded, **made.timings})


def run_case(scenario: Scenario, case: Case, solver: str, seconds: float | None,
             variants: Sequence[Variant] = (), shifted: bool = False, beside: Beside | None = None) -> Run:
    """Plan a scenario whose case is loaded, then its ``variants`` and, if asked, what limits shift."""
    from models import shifted as limits
    from planner.ranges import plan_variants
    from planner.several import Beside
    marks, until = [time.perf_counter()], None if seconds is None else time.time() + seconds
    plan = plan_problem(case.problem, solver, seconds)
    marks.append(time.perf_counter())
    others = replace(beside or Beside(solver), solver=solver, until=until, each=marks[1] - marks[0])
    ranges = plan_variants(plan, variants, others.plans)
    marks.append(time.perf_counter())
    moved = limits.shifted(plan, others.plans) if shifted else None
    marks.append(time.perf_counter())
    way_out = _way_out(plan, solver, until)
    marks.append(time.perf_counter())
    steps = zip(("plan", "ranges", "shifted", "repair"), pairwise(marks), strict=True)
    return Run(run_id(scenario, case), scenario, case, plan, seconds,
               {name: end - start for name, (start, end) in steps}, ranges, moved, way_out)


def _way_out(plan: Plan, solver: str, until: float | None) -> Repair | None:
    """The fairest way out of a question that nothing fits; None where there is a plan, or none is proved."""
    from models.plan import Ending
    from models.repair import repair
    if plan.ending is not Ending.INFEASIBLE:
        return None
    return repair(plan.problem, solver, None if until is None else max(0.0, until - time.time()))


def how(scenario: Scenario, solver: str | None, seconds: float | None) -> tuple[str, float | None]:
    """The solver and the time limit that hold: those given, else the scenario's."""
    settings = scenario.settings
    return solver or settings.solver, settings.seconds if seconds is None else seconds


def plan_problem(problem: Problem, solver: str, seconds: float | None, explain: bool = True) -> Plan:
    """The plan of a problem; a solver's numerical trouble is an ending of it. ``explain`` as in models."""
    from models import solve
    from models.errors import NumericalTrouble
    from models.plan import Ending, Plan
    try:
        return solve.plan(problem, solver, seconds, explain=explain)
    except NumericalTrouble as trouble:
        return Plan(problem, Ending.NUMERICAL, solver, quotas={}, stopped=str(trouble))


def run_id(scenario: Scenario, case: Case) -> str:
    """SHA-256 over the resolved scenario, the tables as parsed and the program's version.

    Solver and time limit are left out: they do not change the question, and a proved plan is
    the same on every solver. So are the order of rows in a table, and what its file is called.
    """
    from planner.identity import asked, digest
    return digest({"scenario": asked(scenario, case), "case": case.canonical(), "version": VERSION})
