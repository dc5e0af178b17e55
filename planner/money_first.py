"""Does the cost go before fairness? Then the first line of everything says so."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from planner.wording import say

if TYPE_CHECKING:
    from models.problem import Problem

COST = "cost"
FAIRNESS = frozenset({"worst-gap", "level-gaps", "total-gap", "square-gap", "level-fulfilment"})


def cost_first(problem: Problem) -> bool:
    """Does the goal cost stand before some goal of fairness, or is there none before it at all?"""
    words = [goal.word for goal in problem.goals]
    if COST not in words:
        return False
    at = words.index(COST)
    return bool(FAIRNESS & set(words[at:])) or not FAIRNESS & set(words[:at])


def first_lines(problem: Problem, language: str) -> Iterator[str]:
    """The statement, where the cost goes before fairness."""
    if cost_first(problem):
        yield say("money_text.cost_first", language)


def first_record(problem: Problem, language: str) -> dict[str, str]:
    """The statement as data, the first of run.json; nothing where fairness goes first."""
    lines = list(first_lines(problem, language))
    return {"cost_before_fairness": lines[0]} if lines else {}
