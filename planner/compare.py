"""Plans beside each other."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from planner.run import Run


def compare(runs: Sequence[Run], language: str = "sv") -> None:
    """Placeholder until the comparison lands."""
