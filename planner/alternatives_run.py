"""What ``alternatives`` is asked of: a scenario, or the folder of a run; its plan made, then the rest."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from models.errors import InputFault, fault
from models.plan import Ending

if TYPE_CHECKING:
    from models.alternatives import Alternatives
    from models.need import Cell
    from planner.run import Run


@dataclass(frozen=True)
class Sought:
    """A run and what is forced in its plan; ``found`` is None where the plan is not proved."""

    run: Run
    found: Alternatives | None
    margin: int
    asked: int

    @property
    def id(self) -> str:
        """SHA-256 over the run, the margin and the number of plans sought (64 hex digits)."""
        from planner.identity import digest
        return digest({"alternatives": self.run.id, "margin": self.margin, "plans": self.asked})

    def last(self, kind: str) -> tuple[Cell, ...]:
        """The cells of a kind in the last year, in the order of the tie rule."""
        problem = self.run.plan.problem
        return tuple((code, kind, problem.need.years[-1]) for code in problem.county.codes)


def alternatives_of(path: Path, sets: Sequence[str] = (), *, solver: str | None = None,
                    seconds: float | None = None, margin: int = 1, plans: int = 3) -> Iterator[Sought]:
    """What is forced in each plan of a scenario file, or in that of a run's folder, one at a time.

    ``seconds`` limits the plan and all beside it, of each. Raises ``InputFault``, also where a
    folder's proved plan is not the one that its own case gives now.
    """
    from planner.run import how, run
    from planner.scenario import read_scenarios
    if (path / "run.json").is_file():
        if sets:
            raise InputFault([fault("alternatives-set", file=str(path))])
        until = _until(seconds)
        made, limit = _again(path, solver, seconds)
        yield _sought(made, solver or made.scenario.settings.solver, until or _until(limit), margin, plans)
        return
    for scenario in read_scenarios(path, sets):
        word, limit = how(scenario, solver, seconds)
        until = _until(limit)
        yield _sought(run(scenario, solver=word, seconds=limit), word, until, margin, plans)


def _until(seconds: float | None) -> float | None:
    return None if seconds is None else time.time() + seconds


def _again(folder: Path, solver: str | None, seconds: float | None) -> tuple[Run, float | None]:
    """The run of a folder with its plan made again from its own case, goals and all."""
    from planner.followup_read import read_back
    from planner.run import how, plan_problem
    old = read_back(folder)
    word, limit = how(old.scenario, solver, seconds)
    plan = plan_problem(old.plan.problem, word, limit)
    proved = old.plan.ending is plan.ending is Ending.PROVED
    if proved and dict(old.plan.places) != dict(plan.places):
        raise InputFault([fault("alternatives-other", file=str(folder))])
    return replace(old, plan=plan), limit


def _sought(made: Run, solver: str, until: float | None, margin: int, plans: int) -> Sought:
    from models.alternatives import alternatives
    left = None if until is None else max(0.01, until - time.time())
    proved = made.plan.ending is Ending.PROVED
    found = alternatives(made.plan, solver, left, margin, plans) if proved else None
    return Sought(made, found, margin, plans)
