"""Every amount is its quota, rounded down or up."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil, floor
from typing import TYPE_CHECKING, ClassVar

from models.formulation import AT_LEAST, AT_MOST, Because
from models.problem import FILLED
from models.quotas import offset, quotas
from models.rules import Rule

if TYPE_CHECKING:
    from models.formulation import Draft
    from models.problem import Problem


@dataclass(frozen=True)
class WithinQuota(Rule):
    """No amount leaves its filled quota by a whole place.

    For every cell: floor(q) <= X <= ceil(q), q the filled quota, X and q in the scenario's
    basis. Unit: places. Source: the scenario.
    """

    word: ClassVar[str] = "within-quota"

    def write(self, problem: Problem, draft: Draft) -> None:
        """Two rows per cell."""
        for cell, quota in quotas(problem, FILLED).items():
            start, x = offset(problem, cell), [(draft.x[cell], 1)]
            least, most = floor(quota), ceil(quota)
            draft.row(("quota-least", *cell), x, AT_LEAST, least + start,
                      Because(self.word, *cell, least, "at-least"))
            draft.row(("quota-most", *cell), x, AT_MOST, most + start,
                      Because(self.word, *cell, most, "at-most"))
