"""What everyone knows of a plan's hidden numbers before adding up: limits, signs and the largest gap."""

from __future__ import annotations

from collections.abc import Collection
from math import ceil, floor
from typing import TYPE_CHECKING

from models.measures import amount, gap, worst_gap, worst_movable_gap
from models.problem import PLAIN
from models.quotas import quotas
from planner.public_counts import RANGE
from planner.small_counts import MOST, small
from planner.suppress import Bounds

if TYPE_CHECKING:
    from models.need import Cell
    from models.plan import Plan


def at_limit(plan: Plan, cell: Cell) -> bool:
    """Is n the least or the most that the rules let it be?"""
    return plan.new_since_start(cell) in _limits(plan, cell)


def _limits(plan: Plan, cell: Cell) -> Bounds:
    """What everyone knows of n from the rules' limits."""
    low, high = plan.problem.limits[cell]
    start = plan.problem.need.existing(cell)
    return low - start, None if high is None else high - start


def new_bounds(plan: Plan, cell: Cell, closed: bool) -> Bounds:
    """What everyone knows of n: the limits and, where X is shown (not ``closed``), that it is at neither."""
    low, high = _limits(plan, cell)
    inside = 0 if closed or at_limit(plan, cell) else 1
    own = plan.new_since_start(cell)
    return min(own, low + inside), None if high is None else max(own, high - inside)


def both_bounds(plan: Plan, cell: Cell, closed: bool, worst: bool) -> Bounds:
    """What everyone knows of X when it is hidden: its sign and, where the largest gap is told (``worst``),
    that its own is not larger.
    """
    own = amount(plan, cell)
    low, high = (RANGE if small(own) else (MOST + 1, None)) if closed else (0, None)
    for against in (quotas(plan.problem, PLAIN), plan.quotas) if worst else ():
        largest = worst_gap(plan, against)
        low = max(low, ceil(against[cell] - largest))
        most = floor(against[cell] + largest)
        high = most if high is None else min(high, most)
    return min(low, own), high


def worst_is_shown(plan: Plan, texts: Collection[Cell]) -> bool:
    """Has a cell whose X is shown the largest gap, by the shares alone and by the plan's quotas?

    And is it the largest too of those that have a choice, which is told beside it?
    """
    shown = [cell for cell in plan.problem.cells if cell not in texts]
    for against in (quotas(plan.problem, PLAIN), plan.quotas):
        worst = worst_gap(plan, against)
        if worst != max((abs(gap(plan, cell, against)) for cell in shown), default=-1):
            return False
        if worst_movable_gap(plan, against) not in (None, worst):
            return False
    return True
