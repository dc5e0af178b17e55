"""A need of "at least so many, at most so many": county totals tried in turn until one fits."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from models.plan import Ending, Plan
from models.problem import Problem

Attempt = Callable[[Problem, bool], Plan]  # the question, and whether to find what is in conflict


def first_that_fits(problem: Problem, attempt: Attempt) -> Plan:
    """The plan of the first of ``problem.needs`` that fits, with that need as its problem's.

    A total is passed over only when it is proved that no plan meets it. When the time runs out
    or a solver fails on one, the answer ends there: nothing found is not the same as does not
    fit. When none fits, the conflict is that of the lowest total, whichever was tried first, as
    the way out is.
    """
    if not problem.needs:
        return attempt(problem, True)
    tried = []
    for need in problem.needs:
        tried.append(attempt(replace(problem, need=need), False))
        if tried[-1].ending is not Ending.INFEASIBLE:
            return tried[-1]
    lowest = min(tried, key=lambda one: sum(one.problem.need.total.values()))
    explained = attempt(lowest.problem, True)
    # With no time left to look for the conflict it is proved all the same that nothing fits.
    return explained if explained.ending is Ending.INFEASIBLE else replace(lowest, stopped="time")
