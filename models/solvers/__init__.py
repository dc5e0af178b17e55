"""Solvers, one file each; nothing else imports a solver package.

A solver gets whole-number arrays and gives an ``Answer``. Why it stopped and whether it
holds a plan are two fields: neither is ever read from the other. Values are floats until
the search has rounded and checked them exactly.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any, ClassVar, Literal

import numpy as np

from models.errors import InputFault, fault
from models.pieces import pieces

NO_LIMIT = 2**60  # stands for "no bound on this side" of a row
NEAR = 1e-4  # how far from a whole number a solver's value may lie and still be read as that number
Reason = Literal["optimal", "infeasible", "time", "error"]
Array = np.ndarray[Any, Any]


@dataclass(frozen=True)
class Rows:
    """row_low <= A x <= row_high in whole numbers (scipy CSR; NO_LIMIT = no bound).

    ``holes`` (counts, first, last): values that these counts cannot take though the rows'
    relaxation would let them; they only help to narrow boxes.
    """

    matrix: Any
    low: Array
    high: Array
    holes: tuple[Array, Array, Array] | None = None

    @cached_property
    def row_of(self) -> Array:
        """The row of every entry."""
        return np.repeat(np.arange(self.matrix.shape[0]), np.diff(self.matrix.indptr))

    @cached_property
    def by_column(self) -> tuple[Array, Array, Array]:
        """The entries sorted by column, where each column starts, and which columns they are."""
        order = np.argsort(self.matrix.indices, kind="stable")
        columns, starts = np.unique(self.matrix.indices[order], return_index=True)
        return order, starts, columns

    @cached_property
    def equal(self) -> Array:
        """Which rows are equations."""
        return self.low == self.high

    @cached_property
    def float_low(self) -> Array:
        """row_low with -inf where there is no bound."""
        return np.where(self.low <= -NO_LIMIT, -np.inf, self.low.astype(float))

    @cached_property
    def float_high(self) -> Array:
        """row_high with inf where there is no bound."""
        return np.where(self.high >= NO_LIMIT, np.inf, self.high.astype(float))

    @cached_property
    def parts(self) -> dict[str, Any]:
        """The rows as equations and at-most rows, with where each came from."""
        upper = np.flatnonzero(~self.equal & (self.high < NO_LIMIT))
        lower = np.flatnonzero(~self.equal & (self.low > -NO_LIMIT))
        equal = np.flatnonzero(self.equal)
        matrix = self.matrix.astype(float)
        most = matrix[upper] if not lower.size else _stack(matrix[upper], -matrix[lower])
        return {"upper": upper, "lower": lower, "equal": equal,
                "A_ub": most, "b_ub": np.concatenate([self.high[upper], -self.low[lower]]).astype(float),
                "A_eq": matrix[equal], "b_eq": self.low[equal].astype(float)}


def whole_plan(rows: Rows, values: Array, low: Array, high: Array) -> Array | None:
    """A solver's values as whole numbers, if they are near enough and keep every box and row exactly."""
    rounded = np.rint(values)
    if np.abs(values - rounded).max(initial=0) > NEAR:
        return None
    x = rounded.astype(np.int64)
    activity = rows.matrix @ x
    inside = ((x >= low) & (x <= high)).all() and ((activity >= rows.low) & (activity <= rows.high)).all()
    return x if inside else None


def _stack(first: Any, second: Any) -> Any:
    from scipy.sparse import vstack
    return vstack([first, second], format="csr")


@dataclass(frozen=True)
class Answer:
    """What a solver said: why it stopped, values if it holds any, its bound, its row prices."""

    reason: Reason
    values: Array | None = None
    bound: float | None = None
    prices: Array | None = None


class Solver:
    """What every solver can do.

    ``block`` is how large the weights of one solve may grow; ``whole`` tells whether it
    branches in whole numbers throughout, without tolerances.
    """

    word: ClassVar[str]
    block: ClassVar[int] = 2**20
    whole: ClassVar[bool] = False

    def relax(self, rows: Rows, cost: Array, low: Array, high: Array, seconds: float | None) -> Answer | None:
        """The linear relaxation with row prices, or None where the solver offers none."""
        return None

    def solve(self, rows: Rows, cost: Array, low: Array, high: Array, seconds: float | None) -> Answer:
        """Minimise cost x over whole x in the boxes and rows, gap 0."""
        raise TypeError(f"{type(self).__name__} does not solve")


def solver(word: str) -> Solver:
    """The solver of that word; InputFault for an unknown one."""
    known = pieces("solvers")
    if word not in known:
        raise InputFault([fault("unknown-solver", at="solver", solver=word, known=", ".join(known))])
    made: Solver = known[word]()
    return made
