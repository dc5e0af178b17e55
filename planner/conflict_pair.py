"""A conflict within one municipality as one sentence: what it shall have, and what there is room for."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from planner.conflict_told import Kinds, because_where, because_who
from planner.wording import say

if TYPE_CHECKING:
    from models.formulation import Because
    from models.plan import Plan
    from models.problem import Problem

LEAST, MOST = ("floor", "agreement", "pinned"), ("capacity", "ceiling")
NEW = ("floor", "ceiling")  # figures that count new places alone


def pair_lines(plan: Plan, kinds: Kinds, language: str) -> Iterator[str]:
    """"Vaxholm ska ha minst 4 platser men rymmer bara 3": least and most of one municipality.

    Only where one demand of each sort, for the same place and year, is enough to show it.
    """
    problem = plan.problem
    for low in plan.conflict:
        for high in plan.conflict:
            if low.rule in LEAST and high.rule in MOST and _same(low, high):
                least, most = _in_service(low, problem), _in_service(high, problem)
                if least > most:
                    yield say(f"conflict.pair_{high.rule}", language, who=because_who(low, problem, language),
                              least=least, most=most,
                              where=because_where(low.kind, low.year, kinds, language))
                    return


def _same(low: Because, high: Because) -> bool:
    """Are they for the same place and year, the most for the least's kind or for all kinds?"""
    return (low.code, low.year) == (high.code, high.year) and high.kind in ("", low.kind)


def _in_service(because: Because, problem: Problem) -> int:
    """The figure as places in service."""
    kinds = (because.kind,) if because.kind else problem.need.kinds
    towns = problem.areas.get(because.code, (because.code,))
    start = sum(problem.need.existing((m, k, because.year or 0)) for m in towns for k in kinds)
    return (because.figure or 0) + (start if because.rule in NEW else 0)
