"""The wishes of a scenario or a run priced: the plan, and the same question without each of them."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from models.errors import InputFault, fault
from models.plan import Ending, Plan
from models.price import SET, Price, Wish, prices, wishes

if TYPE_CHECKING:
    from planner.case import Case
    from planner.scenario import Scenario

CERTAIN = (Ending.PROVED, Ending.INFEASIBLE)


@dataclass(frozen=True)
class Stated:
    """Who laid values over the scenario, when and why; "" where it is not said."""

    who: str = ""
    when: str = ""
    why: str = ""


@dataclass(frozen=True)
class Priced:
    """A question with its plan and the price of every wish in it.

    ``unasked`` are the values laid over it without which the question cannot be put.
    """

    id: str
    scenario: Scenario
    case: Case
    plan: Plan
    prices: tuple[Price, ...]
    stated: Stated = Stated()
    unasked: tuple[str, ...] = ()

    @property
    def complete(self) -> bool:
        """Is the plan certain, and what came of every wish?"""
        return self.plan.ending in CERTAIN and all(one.without in CERTAIN for one in self.prices)


def scenario_at(path: Path, sets: Sequence[str]) -> Scenario:
    """The scenario of a file, or the one that a run's folder holds; ``InputFault`` where there is none."""
    from dataclasses import replace

    from planner.followup_read import read_back
    from planner.scenario import read_scenario
    from planner.template.decided import CASE_SCENARIO
    if not path.is_dir():
        return read_scenario(path, sets)
    name = read_back(path).scenario.name
    return replace(read_scenario(path / CASE_SCENARIO, sets), name=name)


def price(path: Path, sets: Sequence[str] = (), stated: Stated | None = None, *, solver: str | None = None,
          seconds: float | None = None, progress: bool = False) -> Priced:
    """Plan what a path names and price every wish in it; raises as planning does.

    ``sets`` are the values laid over it, ``stated`` who did so. ``seconds`` is for all of it.
    """
    from planner.case import load_case
    from planner.identity import digest
    from planner.run import how, plan_problem, run_id
    from planner.several import Beside
    stated = stated or Stated()
    scenario = scenario_at(path, sets)
    case = load_case(scenario)
    solver, seconds = how(scenario, solver, seconds)
    start = time.time()
    plan = plan_problem(case.problem, solver, seconds)
    if path.is_dir() and not sets:
        _as_written(path, plan)
    beside = Beside(solver, None if seconds is None else start + seconds, time.time() - start,
                    progress=progress)
    laid, unasked = _laid(path, sets)
    found = prices(plan, (*wishes(plan), *laid), beside.plans)
    made = digest({"run": run_id(scenario, case), "sets": sorted(sets),
                   "stated": [stated.who, stated.when, stated.why]})
    return Priced(made, scenario, case, plan, found, stated, unasked)


def _as_written(folder: Path, plan: Plan) -> None:
    """``InputFault`` where a run's proved plan is another than the one its own case gives now."""
    from planner.followup_read import read_back
    old = read_back(folder).plan
    if old.ending is plan.ending is Ending.PROVED and dict(old.places) != dict(plan.places):
        raise InputFault([fault("price-other", file=str(folder))])


def _laid(path: Path, sets: Sequence[str]) -> tuple[tuple[Wish, ...], tuple[str, ...]]:
    """Each value laid over the scenario as a wish; those without which it is no question."""
    tried = dict(_without(path, sets))
    return (tuple(wish for wish in tried.values() if wish is not None),
            tuple(word for word, wish in tried.items() if wish is None))


def _without(path: Path, sets: Sequence[str]) -> Iterator[tuple[str, Wish | None]]:
    from planner.case import load_case
    for number, word in enumerate(sets):
        try:
            scenario = scenario_at(path, [one for i, one in enumerate(sets) if i != number])
            yield word, Wish(SET, word, load_case(scenario).problem)
        except InputFault:
            yield word, None
