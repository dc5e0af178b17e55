"""run.json: how a run ended, what each goal came to, and everything its plan rests on.

Nothing here holds a clock or a path of the machine: the same run gives the same bytes.
"""

from __future__ import annotations

import json
import platform
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from models.formulation import Because
from models.plan import Ending, GoalResult
from planner.answers_told import answer_record
from planner.conflict_told import because_line
from planner.internal import internal
from planner.kept import as_given
from planner.measured import exact, number
from planner.money_first import first_record
from planner.need_text import need_record
from planner.order_told import order_record
from planner.plan_text import statement
from planner.ranges_told import range_record
from planner.regime_told import regime_record
from planner.repair_told import repair_record
from planner.share_text import record_shares
from planner.shifted_told import capacity_record
from planner.version import VERSION

if TYPE_CHECKING:
    from planner.run import Run

PACKAGES = ("matplotlib", "numpy", "ortools", "pandas", "pulp", "pydantic", "python-calamine", "scipy",
            "xlsxwriter")


def document(run: Run, language: str) -> dict[str, Any]:
    """The content of run.json as plain data."""
    plan, scenario = run.plan, run.scenario
    return {
        **first_record(plan.problem, language),
        "run": run.id, "scenario": scenario.name, "title": scenario.settings.title, "language": language,
        "status": plan.ending.value,
        "proved_by": "solver" if plan.ending in (Ending.PROVED, Ending.INFEASIBLE) else None,
        "statement": statement(run, language), "example": run.case.example,
        "internal": internal(run.case.problem),
        "solver": plan.solver, "seconds": run.seconds, "stopped": plan.stopped,
        "goals": [_goal(goal, plan.restated) for goal in plan.goals],
        "ties": [{"code": t.cell[0], "kind": t.cell[1], "year": t.cell[2], "least": t.least, "most": t.most}
                 for t in plan.ties],
        "ties_listed": plan.ties_listed,
        "conflict": [_because(b, run, language) for b in plan.conflict],
        **answer_record(run), **need_record(run), **order_record(run),
        **regime_record(run.plan.problem), **repair_record(run, language),
        "shares": record_shares(run.plan.problem),
        "ranges": range_record(run), "shifted": capacity_record(run),
        "inputs": _inputs(run), "as_given": as_given(run), "resolved": scenario.resolved,
        "versions": {"platsplan": VERSION, "python": platform.python_version(), **versions()},
    }


def json_text(document: Mapping[str, Any]) -> str:
    """The document as the text of run.json."""
    return json.dumps(document, ensure_ascii=False, indent=2, default=str) + "\n"


def versions() -> dict[str, str]:
    """The versions of the packages that took part, where they are installed."""
    from importlib.metadata import PackageNotFoundError, version
    found = {}
    for package in PACKAGES:
        try:
            found[package] = version(package)
        except PackageNotFoundError:
            continue
    return found


def _goal(goal: GoalResult, restated: tuple[str, ...]) -> dict[str, Any]:
    """A goal's value and bound, each as exact text and as a decimal number.

    ``restated``: its quotas were rounded to 10^-7 place when it was minimised.
    """
    return {"goal": goal.word, "value": _both(goal.value), "bound": _both(goal.bound),
            "proved": goal.proved, "margin": _both(goal.margin), "restated": goal.word in restated}


def _both(value: object) -> dict[str, Any] | None:
    return None if value is None else {"exact": exact(value), "number": number(value)}


def _because(because: Because, run: Run, language: str) -> dict[str, Any]:
    return {"rule": because.rule, "code": because.code, "kind": because.kind, "year": because.year,
            "figure": because.figure,
            "text": because_line(because, run.plan.problem, run.case.kinds, language)}


def _inputs(run: Run) -> dict[str, Any]:
    """Every input table: status, source and how it was made, the hash of the file as it lies."""
    return {"count": len(run.case.inputs), "assumed": len(run.case.assumed),
            "tables": [_table(run, name) for name in run.case.inputs]}


def _table(run: Run, name: str) -> dict[str, Any]:
    table, source = run.case.tables[name], run.case.sources[name]
    return {"table": name, "holds": table.spec.word, "status": table.status, "publisher": source.publisher,
            "date": source.date, "rule": source.rule, "note": source.note,
            "sha256": run.case.raw_hashes.get(name.partition("#")[0], "")}
