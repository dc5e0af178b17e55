"""A run's folder read back as the run it was, and the outcome that is set beside it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from models.errors import Fault, InputFault, fault
from models.need import Need
from models.plan import Ending, Plan
from models.problem import Problem
from models.quotas import quotas
from planner.outcome import Outcome, read_outcome
from planner.tabular import fixed
from planner.template.decided import CASE_SCENARIO, Decided, as_written, plan_rows, read_decided

if TYPE_CHECKING:
    from planner.case import Case
    from planner.run import Run
    from planner.scenario import Scenario


@dataclass(frozen=True)
class Followed:
    """A run as it was planned, and what came of it.

    ``run`` is read from the folder: its case, its plan's amounts, and the quotas worked out anew,
    exactly. ``earlier[code, kind]`` is what was carried from the years before, outcome less plan.
    """

    run: Run
    outcome: Outcome
    earlier: Mapping[tuple[str, str], int]

    @property
    def plan(self) -> Plan:
        """The plan that is followed up."""
        return self.run.plan

    @property
    def kinds(self) -> tuple[str, ...]:
        """The kinds told apart: the plan's, or "" where the outcome is of all together."""
        return self.outcome.kinds

    def planned_kinds(self, kind: str) -> tuple[str, ...]:
        """The kinds of the plan that a kind of the outcome stands for."""
        return (kind,) if kind else self.plan.problem.need.kinds


def read_followed(folder: Path, outcome: Path | str) -> Followed:
    """The run of a folder and its outcome; ``InputFault`` with all that is wrong in either."""
    run = read_back(folder)
    return Followed(run, read_outcome(outcome, [run.case], strict=True), carried_in(run.plan.problem))


def carried_in(problem: Problem) -> dict[tuple[str, str], int]:
    """The deviations that the case carries from the years before; of all kinds together under ""."""
    keys = problem.section("followup")
    rows = problem.tables[keys.deviations].rows if keys else ()
    return {(row["code"], row["kind"] or ""): row["carried"] for row in rows}


def read_back(folder: Path) -> Run:
    """The run of a folder as it was planned; ``InputFault`` where it has no plan or was altered since."""
    from planner.kept import as_asked, is_kept
    from planner.record import PLAN_FILE, RUN_FILE, read_record
    from planner.run import Run
    decided = read_decided(folder, None)
    if not (folder / CASE_SCENARIO).is_file():
        raise InputFault([fault("followup-no-case", file=str(folder))])
    scenario, case = _case(folder)
    problem = _as_planned(case.problem, decided)
    with as_written(folder / RUN_FILE):
        record = read_record(folder) or {}
        plan = Plan(problem, Ending(record["status"]), str(record.get("solver", "")), quotas(problem),
                    decided.after)
        named = replace(scenario, name=decided.scenario)
        if is_kept(named) and "as_given" in record:  # its path and its settings as they were given
            named = as_asked(named, record["as_given"])
    with as_written(folder / PLAN_FILE):
        faults = list(_altered(folder, plan))
    if faults:
        raise InputFault(faults)
    return Run(decided.id, named, replace(case, problem=problem), plan, record.get("seconds"))


def _case(folder: Path) -> tuple[Scenario, Case]:
    """What was asked: from the files that the folder keeps, or, where they are gone or torn, its workbook."""
    from planner.case import load_case
    from planner.kept import kept_scenario
    from planner.scenario import read_scenario
    kept = kept_scenario(folder)
    if kept is not None:
        with suppress(InputFault):  # the workbook holds the same figures
            scenario = read_scenario(kept)
            return scenario, load_case(scenario)
    scenario = read_scenario(folder / CASE_SCENARIO)
    return scenario, load_case(scenario)


def _as_planned(problem: Problem, decided: Decided) -> Problem:
    """The problem with the county totals that were planned, where several were tried."""
    def totals(need: Need) -> bool:
        return all(need.total[kind, year] == decided.total(kind, year) for kind, year in need.total)
    chosen = next((need for need in problem.needs if totals(need)), None)
    return replace(problem, need=chosen) if chosen else problem


def _altered(folder: Path, plan: Plan) -> Iterator[Fault]:
    """A fault where plan.csv is not of this case: other cells, other quotas, other sums."""
    cells = {(row["code"], row["kind"], int(row["year"])): row for row in plan_rows(folder)}
    same = set(cells) == set(plan.problem.cells) and all(
        row["quota"] == fixed(plan.quotas[cell], 4) for cell, row in cells.items())
    if not same:
        yield fault("followup-altered", file=str(folder))
