"""Where a plan and the oracle's answer differ, in words that find the county again."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from models.errors import InputFault
from models.plan import Ending, Plan
from models.problem import DEFAULT_SOLVER, Problem
from models.solve import plan
from models.whereabouts import lies, located
from tests.oracle.oracle import Answer, solve
from tests.oracle.quotas import Refused


def differences(problem: Problem, solver: str = DEFAULT_SOLVER) -> list[str]:
    """Solve both ways; what differs: ending, need, quotas, goal values, places, where they lie, ties."""
    try:
        answer = solve(problem)
    except Refused:
        answer = None
    try:
        found = plan(problem, solver)
    except InputFault as refused:
        return [] if answer is None or answer.crossed else [f"refused: {refused}"]
    if answer is None:
        return [f"not refused but {found.ending}"]
    ending = Ending.PROVED if answer.found else Ending.INFEASIBLE
    if found.ending is not ending:
        return [f"ending {found.ending}, not {ending} {found.stopped}"]
    planned = _unequal("need", answer.need.total, found.problem.need.total) if answer.need else []
    return [*planned, *_quotas(answer, found), *_goals(problem, answer, found), *_plan(answer, found)]


def _quotas(answer: Answer, found: Plan) -> list[str]:
    """Quotas; there are none to compare where the least or most places cannot fit the total."""
    return _unequal("quotas", answer.quotas, found.quotas) if answer.quotas else []


def _goals(problem: Problem, answer: Answer, found: Plan) -> list[str]:
    """Word, optimum and reached value of every goal, all proved."""
    if not answer.found:
        return []
    wanted = [(g.word, best, reached, True)
              for g, best, reached in zip(problem.goals, answer.best, answer.reached, strict=True)]
    got = [(r.word, r.bound, r.value, r.proved) for r in found.goals]
    return [] if got == wanted else [f"goals (word, best, reached, proved): {got}, not {wanted}"]


def _plan(answer: Answer, found: Plan) -> list[str]:
    """Places, homes, free beds, flows, where places lie, and the cells that were tied."""
    chosen = answer.choice
    ties = {t.cell: (t.least, t.most) for t in found.ties}
    return [*_unequal("places", answer.places, found.places), *_unequal("ties", answer.ties, ties),
            *_unequal("homes", _grouped(chosen.homes), _grouped(found.homes)),
            *_unequal("free beds", _grouped(chosen.free_beds), _grouped(found.free_beds)),
            *_unequal("shared homes", _grouped(chosen.shared_homes), _grouped(found.shared_homes)),
            *_unequal("parts", _above(chosen.parts), _above(found.parts)),
            *_unequal("hosted", _above(chosen.hosted), _above(found.hosted)),
            *_unequal("elsewhere", _above(chosen.elsewhere), _above(found.elsewhere)),
            *_unequal("lies", chosen.lies, _above(lies(found) if found.found else {})),
            *_unequal("located", chosen.located, {c: located(found, c) for c in answer.places}),
            *_unequal("flows", chosen.flows, found.flows)]


def _above(counts: Mapping[Any, int]) -> dict[Any, int]:
    """Counts above 0."""
    return {at: v for at, v in counts.items() if v}


def _grouped(counts: Mapping[Any, int]) -> dict[Any, int]:
    """Counts above 0 by (place, set of kinds, year), whether a group is a tuple or one word."""
    def kinds(group: Any) -> frozenset[str]:
        return frozenset(re.findall("[a-z]+", group) if isinstance(group, str) else group)
    return {(*m, kinds(j), t): v for (*m, j, t), v in counts.items() if v}


def _unequal(what: str, wanted: Mapping[Any, Any], got: Mapping[Any, Any]) -> list[str]:
    """One line where the two differ, with the entries that do."""
    keys = [k for k in dict.fromkeys([*wanted, *got]) if wanted.get(k) != got.get(k)]
    return [f"{what}: " + ", ".join(f"{k} {got.get(k)} not {wanted.get(k)}" for k in keys)] if keys else []
