"""Fairness as a hard limit."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from math import ceil, floor
from typing import TYPE_CHECKING, ClassVar, Literal

from models.formulation import AT_LEAST, AT_MOST, Because
from models.pieces import key
from models.quotas import limits, offset, quotas
from models.rules import Rule

if TYPE_CHECKING:
    from models.formulation import Draft
    from models.problem import Problem


@dataclass(frozen=True)
class WithinGap(Rule):
    """No amount is more than G places from its quota.

    For every cell: ceil(q - G) <= X <= floor(q + G), X and q in the scenario's basis. A
    municipality that cannot is a conflict; with ``stuck = "hold"`` (uneven starts) it stays
    as near as its own limits let it: min(ceil(q - G), U) <= X <= max(floor(q + G), L).
    Unit: places. Source: the scenario.
    """

    word: ClassVar[str] = "within-gap"
    gap: Fraction = key("largest gap to the quota, in places")
    stuck: Literal["conflict", "hold"] = key("what to do with one that cannot: conflict or hold", "conflict")

    def write(self, problem: Problem, draft: Draft) -> None:
        """Two rows per cell."""
        for cell, quota in quotas(problem).items():
            least, most = ceil(quota - self.gap), floor(quota + self.gap)
            low, high = limits(problem, cell)
            if self.stuck == "hold":
                least = least if high is None else min(least, high)
                most = max(most, low)
            start, x = offset(problem, cell), [(draft.x[cell], 1)]
            draft.row(("gap-least", *cell), x, AT_LEAST, least + start,
                      Because(self.word, *cell, least, "at-least"))
            draft.row(("gap-most", *cell), x, AT_MOST, most + start,
                      Because(self.word, *cell, most, "at-most"))
