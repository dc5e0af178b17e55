"""Who stops at the school places in a planned run, as text."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from planner.wording import listing, say

if TYPE_CHECKING:
    from planner.run import Run


def school_lines(run: Run, language: str) -> Iterator[str]:
    """Each year in one line the municipalities off their quota because no school place is left in reach."""
    from planner.stops import SCHOOLS, Stops
    plan = run.plan
    if not plan.found or plan.problem.rule("commuting") is None:
        return
    stops = Stops(plan)
    for year in plan.problem.need.years:
        stopped = {}
        for code, kind, t in plan.problem.cells:
            stop = stops.of((code, kind, t)) if t == year else None
            if stop is not None and stop.rule in (SCHOOLS, "commuting"):  # all used, or none there
                stopped[code] = plan.problem.county.by_code[code].name
        if stopped:
            yield say("schools.stopped", language, year=year, names=listing([*stopped.values()], language))
