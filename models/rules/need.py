"""The county's total is met."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from models.formulation import EQUAL, Because
from models.rules import Rule

if TYPE_CHECKING:
    from models.formulation import Draft
    from models.problem import Problem


@dataclass(frozen=True)
class Need(Rule):
    """The county's places of each kind and year are exactly the number wanted.

    For every kind k and year t: sum over m of x[m,k,t] = T[k,t]. Unit: places.
    Source: the county's decision or the annual order. Always on.
    """

    word: ClassVar[str] = "need"

    def write(self, problem: Problem, draft: Draft) -> None:
        """One row per kind and year."""
        for kind in problem.need.kinds:
            for year in problem.need.years:
                total = problem.need.total[kind, year]
                terms = [(draft.x[m, kind, year], 1) for m in problem.county.codes]
                draft.row(("need", kind, year), terms, EQUAL, total,
                          Because("need", kind=kind, year=year, figure=total))
