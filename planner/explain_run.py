"""From a run's folder or a scenario to what explains its numbers."""

from __future__ import annotations

import time
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from models.errors import InputFault, fault
from models.explained import Explained, explained
from models.plan import Ending
from planner.guessing import guess

if TYPE_CHECKING:
    from models.county import County
    from models.need import Cell
    from planner.run import Run
    from planner.scenario import Scenario

RUN_FILE = "run.json"


def is_run(path: Path) -> bool:
    """Is the path a run's folder?"""
    return (path / RUN_FILE).is_file()


def run_of_folder(folder: Path, solver: str | None = None, seconds: float | None = None) -> Run:
    """The run of a folder, planned again so that its ways to school and ties are known too.

    ``InputFault`` where the folder holds no plan, one that was altered, one that is not proved, or
    one whose numbers planning its own case does not give.
    """
    from planner.followup_read import read_back
    from planner.run import how, plan_problem
    written = read_back(folder)
    if written.plan.ending is not Ending.PROVED:
        raise InputFault([fault("explain-not-proved", file=str(folder))])
    begun = time.perf_counter()
    plan = plan_problem(written.case.problem, *how(written.scenario, solver or written.plan.solver, seconds))
    if plan.ending is Ending.PROVED and dict(plan.places) != dict(written.plan.places):
        raise InputFault([fault("explain-differs", file=str(folder))])
    return replace(written, plan=plan, timings={"plan": time.perf_counter() - begun})


def run_of_scenario(scenario: Scenario, solver: str | None = None, seconds: float | None = None) -> Run:
    """The scenario planned, nothing beside it."""
    from planner.run import run
    return run(scenario, solver=solver, seconds=seconds)


def asked_codes(county: County, asked: str | None) -> tuple[str, ...]:
    """The code of the municipality asked about, by code or name; all of them where none is named."""
    if asked is None:
        return county.codes
    names = {m.name.casefold(): m.code for m in county.municipalities}
    wanted = asked.strip()
    if not wanted:
        raise InputFault([fault("explain-nobody", county=county.name)])
    code = wanted if wanted in county.by_code else names.get(wanted.casefold())
    if code is None:
        known = [name for m in county.municipalities for name in (m.code, m.name)]
        meant = guess(wanted, known)
        key = "explain-unknown-meant" if meant else "explain-unknown"
        raise InputFault([fault(key, name=wanted, county=county.name, meant=meant)])
    return (code,)


def last_plan(path: Path, run: Run) -> dict[Cell, int]:
    """The places of an earlier plan: a run's folder, or its plan.csv; ``InputFault`` where it is at fault."""
    from models.tables import PLAN
    from planner.cells import Known
    from planner.data import read_table
    from planner.record import PLAN_FILE
    file = path / PLAN_FILE if path.is_dir() else path
    county = run.plan.problem.county
    known = Known({town.code: town.name for town in county.municipalities}, run.case.kinds)
    return {(row["code"], row["kind"], row["year"]): row["after"]
            for row in read_table(file, PLAN, known=known).rows}


def explain(run: Run, codes: tuple[str, ...], seconds: float | None = None) -> Explained:
    """A proved run with every change planned beside it, in all ``seconds`` long (None: no limit)."""
    from planner.several import Beside
    until = None if seconds is None else time.time() + seconds
    beside = Beside(run.plan.solver, until, run.timings.get("plan", 0.0), progress=True)
    return explained(run.plan, codes, beside.plans)
