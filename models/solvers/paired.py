"""HiGHS for relaxations and CP-SAT for whole numbers: the default prover."""

from __future__ import annotations

from dataclasses import replace
from typing import ClassVar

from models.solvers import Answer, Array, Rows, whole_plan
from models.solvers.cp_sat import CpSat
from models.solvers.highs import Highs, limit

LARGE = 5_000  # counts; below, CP-SAT finds a plan sooner than HiGHS cuts and rounds to one


class Paired(Highs):
    """The two where each is best: a relaxation's row prices give an exact bound in whole numbers;
    where that does not close, CP-SAT branches, which reckons in whole numbers throughout. A plan
    that only has to keep the rows proves itself, whoever finds it.
    """

    word: ClassVar[str] = "paired"
    whole: ClassVar[bool] = True
    block: ClassVar[int] = 2**40

    def solve(self, rows: Rows, cost: Array, low: Array, high: Array, seconds: float | None) -> Answer:
        """CP-SAT's answer; where any plan of a large model will do, one that HiGHS finds at its root."""
        if not cost.any() and len(cost) > LARGE:
            answer = self.branch(rows, cost, low, high, {**limit(seconds), "node_limit": 1})
            if answer.values is not None and whole_plan(rows, answer.values, low, high) is not None:
                return replace(answer, reason="optimal", bound=0.0)
        return CpSat().solve(rows, cost, low, high, seconds)
