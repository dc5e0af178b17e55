"""What a random county exercises, so that a test can count that nothing is missed."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Any

from models.problem import Problem
from tests.oracle.goals import accounts
from tests.oracle.oracle import Answer


def features(problem: Problem, answer: Answer) -> Iterator[str]:
    """The features of a county that has a plan: basis, rules, goals and their keys."""
    basis = problem.basis
    yield from (basis.amount, basis.quota, f"{basis.amount} {basis.quota}")
    if basis.quota == "filled":
        yield f"fill {basis.fill}"
    yield from (f"rule {r.word}" for r in problem.rules)
    if problem.rule("keep-existing") is None:
        yield "closing"
    if len(problem.need.kinds) > 1:
        yield "two kinds"
    if len(problem.need.years) > 1:
        yield "two years"
    if problem.areas:
        yield "area"
    if answer.ties:
        yield "tie"
    for goal in problem.goals:
        yield from _goal(problem, answer, goal)


def _goal(problem: Problem, answer: Answer, goal: Any) -> Iterator[str]:
    """The features of one goal: its keys, a margin, and accounts whose quota is 0."""
    yield f"goal {goal.word}"
    yield from (f"{key} {getattr(goal, key)}" for key in ("unit", "side", "per") if hasattr(goal, key))
    if getattr(goal, "margin", Fraction(0)) > 0:
        yield "margin"
        yield f"margin {goal.word}"
    if hasattr(goal, "per") and any(a.quota == 0 for a in accounts(problem, answer.quotas, goal.per)):
        yield "quota 0"
