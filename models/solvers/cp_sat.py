"""CP-SAT of OR-Tools: the second opinion, in whole numbers throughout."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

import numpy as np

from models.errors import SolverMissing
from models.solvers import NO_LIMIT, Answer, Array, Rows, Solver

if TYPE_CHECKING:
    from ortools.sat.python import cp_model


class CpSat(Solver):
    """CP-SAT (ortools), one worker, fixed seed, its own model."""

    word: ClassVar[str] = "cp-sat"
    whole: ClassVar[bool] = True
    block: ClassVar[int] = 2**40

    def solve(self, rows: Rows, cost: Array, low: Array, high: Array, seconds: float | None) -> Answer:
        """Search and clause learning over whole numbers; optimal means proved."""
        try:
            from ortools.sat.python import cp_model
        except ImportError as missing:
            raise SolverMissing(self.word, "ortools") from missing
        model, x = _model(cp_model, rows, cost, low, high)
        engine = cp_model.CpSolver()
        engine.parameters.num_workers = 1
        engine.parameters.random_seed = 0
        # Without the whole relaxation a packing that just does not fit has taken minutes; with it, 0.1 s.
        engine.parameters.linearization_level = 2
        if seconds is not None:
            engine.parameters.max_time_in_seconds = max(seconds, 0.01)
        status = engine.solve(model)
        if status == cp_model.INFEASIBLE:
            return Answer("infeasible")
        if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
            return Answer("time" if status == cp_model.UNKNOWN else "error")
        values = np.array([engine.value(v) for v in x], dtype=float)
        return Answer("optimal" if status == cp_model.OPTIMAL else "time", values,
                      engine.best_objective_bound)


def _model(cp_model: Any, rows: Rows, cost: Array, low: Array,
           high: Array) -> tuple[cp_model.CpModel, list[cp_model.IntVar]]:
    model = cp_model.CpModel()
    x = [model.new_int_var(int(a), int(b), f"x{j}") for j, (a, b) in enumerate(zip(low, high, strict=True))]
    matrix = rows.matrix
    for i, (least, most) in enumerate(zip(rows.low, rows.high, strict=True)):
        span = slice(matrix.indptr[i], matrix.indptr[i + 1])
        left = cp_model.LinearExpr.weighted_sum([x[j] for j in matrix.indices[span]],
                                                [int(a) for a in matrix.data[span]])
        model.add_linear_constraint(left, int(max(least, -NO_LIMIT)), int(min(most, NO_LIMIT)))
    used = np.flatnonzero(cost)
    model.minimize(cp_model.LinearExpr.weighted_sum([x[j] for j in used], [int(cost[j]) for j in used]))
    return model, x
