"""CBC through PuLP, and the formulation as a PuLP problem."""

from __future__ import annotations

import warnings
from typing import TYPE_CHECKING, ClassVar

import numpy as np

from models.errors import SolverMissing
from models.formulation import AT_LEAST, AT_MOST, Formulation
from models.solvers import NO_LIMIT, Answer, Array, Rows, Solver

if TYPE_CHECKING:
    import pulp


def as_pulp(formulation: Formulation) -> pulp.LpProblem:
    """The formulation as a PuLP problem: same names of variables and rows, whole numbers."""
    import pulp
    problem = pulp.LpProblem("platsplan", pulp.LpMinimize)
    counts, rows = formulation.names()
    x = [problem.add_variable(name, c.low, c.high, cat="Integer")
         for name, c in zip(counts, formulation.counts, strict=True)]
    problem += pulp.LpAffineExpression([(x[v.index], c) for v, c in formulation.objective]), "objective"
    senses = {AT_MOST: pulp.LpConstraintLE, AT_LEAST: pulp.LpConstraintGE}
    for name, row in zip(rows, formulation.rows, strict=True):
        left = pulp.LpAffineExpression([(x[v.index], c) for v, c in row.terms])
        sense = senses.get(row.sense, pulp.LpConstraintEQ)
        problem += pulp.LpConstraint(left, sense, name, row.bound)
    return problem


class Cbc(Solver):
    """CBC (PuLP's bundled program): one process a solve, gap 0, one thread.

    Numbers pass through text with a tolerance, so weights stay small (``block``).
    """

    word: ClassVar[str] = "cbc"
    block: ClassVar[int] = 2**10

    def solve(self, rows: Rows, cost: Array, low: Array, high: Array, seconds: float | None) -> Answer:
        """Branch and bound; ``sol_status`` alone tells whether a time limit cut it short."""
        try:
            import pulp
        except ImportError as missing:
            raise SolverMissing(self.word, "pulp") from missing
        with warnings.catch_warnings():
            # PuLP 3.3 announces that version 4 drops this class; the range of versions keeps below 4.
            warnings.simplefilter("ignore", DeprecationWarning)
            engine = pulp.PULP_CBC_CMD(msg=False, gapRel=0, gapAbs=0, threads=1,
                                       timeLimit=None if seconds is None else max(seconds, 0.1))
        if not engine.available():
            raise SolverMissing(self.word, "cbc")
        problem, x = _problem(rows, cost, low, high)
        problem.solve(engine)
        return _answer(problem, x, cost)


def _problem(rows: Rows, cost: Array, low: Array,
             high: Array) -> tuple[pulp.LpProblem, list[pulp.LpVariable]]:
    import pulp
    problem = pulp.LpProblem("platsplan", pulp.LpMinimize)
    x = [problem.add_variable(f"x{j}", int(a), int(b), cat="Integer")
         for j, (a, b) in enumerate(zip(low, high, strict=True))]
    problem += pulp.LpAffineExpression([(x[j], int(cost[j])) for j in np.flatnonzero(cost)])
    matrix = rows.matrix
    for i, (least, most) in enumerate(zip(rows.low, rows.high, strict=True)):
        span = slice(matrix.indptr[i], matrix.indptr[i + 1])
        terms = [(x[j], int(a)) for j, a in zip(matrix.indices[span], matrix.data[span], strict=True)]
        left = pulp.LpAffineExpression(terms)
        if least == most:
            problem += pulp.LpConstraint(left, pulp.LpConstraintEQ, f"e{i}", int(least))
            continue
        if most < NO_LIMIT:
            problem += pulp.LpConstraint(left, pulp.LpConstraintLE, f"u{i}", int(most))
        if least > -NO_LIMIT:
            problem += pulp.LpConstraint(left, pulp.LpConstraintGE, f"l{i}", int(least))
    return problem, x


def _answer(problem: pulp.LpProblem, x: list[pulp.LpVariable], cost: Array) -> Answer:
    import pulp
    # Every count has a finite box, so "infeasible or unbounded" can only be infeasible.
    if pulp.LpSolutionInfeasible == problem.sol_status or problem.status == pulp.LpStatusInfeasible:
        return Answer("infeasible")
    if problem.sol_status not in (pulp.LpSolutionOptimal, pulp.LpSolutionIntegerFeasible):
        return Answer("time" if problem.status == pulp.LpStatusNotSolved else "error")
    # A variable in no row and without cost is not given to CBC: any value in its box serves.
    values = np.array([v.lowBound if v.varValue is None else v.varValue for v in x], dtype=float)
    optimal = problem.sol_status == pulp.LpSolutionOptimal
    return Answer("optimal" if optimal else "time", values, float(cost @ values) if optimal else None)
