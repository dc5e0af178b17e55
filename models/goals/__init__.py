"""Goals, one file each, minimised in the scenario's order.

A goal is pursued in one of three ways, told by the aim it returns: ``Linear`` (a whole-
number cost), ``Worst`` (the largest badness of its accounts, by threshold) or ``Levels``
(the badness of all accounts, worst first, then next worst, to the end).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, ClassVar

from models.accounts import Account

if TYPE_CHECKING:
    from models.formulation import Count
    from models.need import Cell
    from models.plan import Plan, Value
    from models.problem import Problem
    from models.search import Search


@dataclass(frozen=True)
class Linear:
    """Minimise (constant + sum of cost x count) / scale; all three whole numbers."""

    terms: Sequence[tuple[Count, int]]
    constant: int = 0
    scale: int = 1


@dataclass(frozen=True)
class Worst:
    """Minimise the largest badness of the accounts."""

    accounts: tuple[Account, ...]


@dataclass(frozen=True)
class Levels:
    """Minimise the sorted badnesses: the worst, then the next worst, to the end."""

    accounts: tuple[Account, ...]


Aim = Linear | Worst | Levels


class Goal:
    """What every goal can do. Fields of the subclasses are the goal's keys in a scenario."""

    word: ClassVar[str]
    rule: ClassVar[str] = ""  # the rule without which the goal means nothing

    def aim(self, problem: Problem, search: Search) -> Aim:
        """How to pursue it; may write counts and rows on the search's draft."""
        raise TypeError(f"{type(self).__name__} has no aim")

    def value(self, plan: Plan) -> Value:
        """The goal's exact value of a plan, from its definition."""
        raise TypeError(f"{type(self).__name__} has no value")

    @property
    def slack(self) -> Fraction:
        """How much worse than its best a later goal may make it (0 where the goal takes none)."""
        return Fraction(getattr(self, "margin", 0))


def convex(search: Search, name: tuple[str | int, ...], cells: tuple[Cell, ...], start: int,
           slopes: Sequence[int], low: int) -> list[tuple[Count, int]]:
    """A convex whole-number cost of X = sum of x - start as columns of equal marginal cost.

    ``slopes[i]`` is what the step from X = low + i to the next costs; they rise. Writes
    X = low + sum of s_j, each s_j in a box as long as its run of equal slopes, and returns
    the terms slope x s_j. As the slopes rise, the cheapest columns fill first and the
    relaxation lies on the hull of whole amounts.
    """
    from models.formulation import EQUAL, Because
    draft = search.draft
    terms, link = [], [(draft.x[cell], 1) for cell in cells]
    runs: list[list[int]] = []
    for slope in slopes:
        if runs and runs[-1][0] == slope:
            runs[-1][1] += 1
        else:
            runs.append([slope, 1])
    for number, (slope, length) in enumerate(runs):
        step = draft.count((*name, number), 0, length)
        link.append((step, -1))
        terms.append((step, slope))
    draft.row(name, link, EQUAL, low + start, Because("goal"))
    return terms
