"""Many problems planned beside one run: one after the other, or on all processors where it takes long."""

from __future__ import annotations

import os
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from models.errors import InputFault
from models.plan import Ending, Plan

if TYPE_CHECKING:
    from models.problem import Problem

WORTH = 10.0  # seconds of planning in all from which a second process has earned its own start


@dataclass(frozen=True)
class Beside:
    """How problems beside a run are planned.

    ``until`` is the moment (seconds since 1970) when the time is up, None = no limit; ``each`` what
    one of them is likely to take; ``processes`` at most so many, None = one per processor;
    ``progress`` shows a bar on stderr where that is a screen. None of it changes a proved plan.
    """

    solver: str
    until: float | None = None
    each: float = 0.0
    processes: int | None = None
    progress: bool = False

    def plans(self, problems: Sequence[Problem]) -> list[Plan]:
        """The plan of every problem, in order; one for which there was no time has found nothing."""
        workers = min(self.processes or os.cpu_count() or 1, len(problems))
        if workers < 2 or self.each * len(problems) < WORTH:
            return list(self._shown(map(self._one, problems), len(problems)))
        return self._pooled(problems, workers)

    def _pooled(self, problems: Sequence[Problem], workers: int) -> list[Plan]:
        from concurrent.futures import ProcessPoolExecutor
        from multiprocessing import get_context
        with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as pool:
            # What has been computed from a problem is not sent along: the copy has no memory of it.
            made = pool.map(self._one, [replace(problem) for problem in problems])
            return [replace(plan, problem=problem) for plan, problem
                    in zip(self._shown(made, len(problems)), problems, strict=True)]

    def _one(self, problem: Problem) -> Plan:
        """A plan without its rows: many of them stay small."""
        from planner.run import plan_problem
        left = None if self.until is None else self.until - time.time()
        if left is not None and left <= 0:
            return Plan(problem, Ending.NOTHING_FOUND, self.solver, {}, stopped="time")
        try:
            return replace(plan_problem(problem, self.solver, left, explain=False), formulation=None)
        except InputFault:  # its quotas cannot be formed: the question cannot be put
            return Plan(problem, Ending.NOTHING_FOUND, self.solver, {})

    def _shown(self, plans: Iterable[Plan], number: int) -> Iterator[Plan]:
        if not self.progress:
            yield from plans
            return
        from tqdm import tqdm
        yield from tqdm(plans, total=number, leave=False, disable=None)
