"""HiGHS through scipy."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

import numpy as np

from models.solvers import Answer, Array, Reason, Rows, Solver

if TYPE_CHECKING:
    from scipy.optimize import OptimizeResult

# scipy's status words: 4 is a solve error, which is not infeasibility.
_REASONS: dict[int, Reason] = {0: "optimal", 1: "time", 2: "infeasible"}


class Highs(Solver):
    """HiGHS (scipy.optimize): linprog with the dual simplex for relaxations, milp with gap 0."""

    word: ClassVar[str] = "highs"

    def relax(self, rows: Rows, cost: Array, low: Array, high: Array, seconds: float | None) -> Answer:
        """The linear relaxation by the dual simplex method: a basic solution with row prices."""
        from scipy.optimize import linprog
        parts = rows.parts
        result = linprog(cost.astype(float), A_ub=parts["A_ub"], b_ub=parts["b_ub"], A_eq=parts["A_eq"],
                         b_eq=parts["b_eq"], bounds=np.column_stack([low, high]).astype(float),
                         method="highs-ds", options=limit(seconds))
        if result.status != 0:
            return Answer(_REASONS.get(result.status, "error"))
        return Answer("optimal", result.x, float(result.fun), _prices(rows, parts, result))

    def solve(self, rows: Rows, cost: Array, low: Array, high: Array, seconds: float | None) -> Answer:
        """Branch and bound with relative gap 0 and without presolve.

        HiGHS's presolve for whole numbers has called worse plans optimal (a known family of
        faults); the relaxation's is sound and stays on.
        """
        return self.branch(rows, cost, low, high, limit(seconds))

    def branch(self, rows: Rows, cost: Array, low: Array, high: Array, options: dict[str, Any]) -> Answer:
        """Branch and bound within the limits given (``time_limit`` in seconds, ``node_limit``)."""
        from scipy.optimize import Bounds, LinearConstraint, milp
        constraint = LinearConstraint(rows.matrix.astype(float), rows.float_low, rows.float_high)
        result = milp(cost.astype(float), constraints=[constraint] if rows.matrix.shape[0] else [],
                      bounds=Bounds(low.astype(float), high.astype(float)), integrality=np.ones(len(cost)),
                      options={"mip_rel_gap": 0.0, "presolve": False, **options})
        bound = getattr(result, "mip_dual_bound", None)
        return Answer(_REASONS.get(result.status, "error"), result.x, bound)


def limit(seconds: float | None) -> dict[str, Any]:
    """The option that limits the time of a solve; none where ``seconds`` is None."""
    return {} if seconds is None else {"time_limit": max(seconds, 0.001)}


def _prices(rows: Rows, parts: dict[str, Any], result: OptimizeResult) -> Array:
    prices = np.zeros(rows.matrix.shape[0])
    prices[parts["equal"]] = result.eqlin.marginals
    split = len(parts["upper"])
    prices[parts["upper"]] = result.ineqlin.marginals[:split]
    prices[parts["lower"]] -= result.ineqlin.marginals[split:]
    return prices
