"""Is a run internal? A plan that goes on from an account holds counts of children received.

Where one of them is 1 to 4 the run's exact files and figures say that they are internal, and what is
printed for others hides the count and what would give it away.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from planner.small_counts import Veiled, small, veiled

if TYPE_CHECKING:
    from models.problem import Problem


def received_shown(problem: Problem) -> Mapping[str, Veiled]:
    """What each municipality has received before the plan, as others may see it; {} without an account."""
    from models.quotas import received
    return veiled(received(problem))


def internal(problem: Problem) -> bool:
    """Does the run hold a count of children so small that it could point somebody out?"""
    from models.quotas import received
    return any(map(small, received(problem).values()))
