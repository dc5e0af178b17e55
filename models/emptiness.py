"""An exact proof that no numbers at all, whole or not, keep a set of boxes and rows.

Every row may be broken at a price, and the least price is sought. A price above 0, bounded from
below in whole numbers by the rows' prices, proves that the rows cannot hold together.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from models.propagation import proved_bound
from models.solvers import NO_LIMIT, Array, Rows, Solver
from models.solvers import solver as solver_of

PRICE = 10**6  # of breaking a row by one: large, so that prices rounded to whole numbers stay sharp
ROOM = 2**20  # how far a row may be broken here; a proof holds whatever it is
PROVER = "highs"  # whose relaxation offers prices; what they prove is checked exactly, whoever found them
FAR = 2**50  # how far every row may be broken together
SMALL = 1e-9  # a price below this part of the largest is a rounding error


def proved_empty(rows: Rows, low: Array, high: Array, solver: Solver, seconds: float | None) -> bool:
    """Is it proved that boxes and rows leave no point? False where there is no proof (or no relaxation)."""
    from scipy.sparse import csr_array, hstack, identity
    number, counts = rows.matrix.shape
    if not number:
        return False
    unit = identity(number, dtype=np.int64, format="csr")
    wide = Rows(csr_array(hstack([rows.matrix, unit, -unit], format="csr")), rows.low, rows.high)
    cost = np.concatenate([np.zeros(counts, dtype=np.int64), np.full(2 * number, PRICE, dtype=np.int64)])
    ends = np.zeros(2 * number, dtype=np.int64), np.full(2 * number, ROOM, dtype=np.int64)
    least, most = np.concatenate([low, ends[0]]), np.concatenate([high, ends[1]])
    answer = solver.relax(wide, cost, least, most, seconds)
    if answer is None or answer.reason != "optimal":
        return False
    bound = proved_bound(wide, cost, least, most, answer.prices)
    return bound is not None and bound.value > 0


def proving_rows(rows: Rows, low: Array, high: Array,
                 seconds: float | None) -> tuple[Array | None, Array | None]:
    """Numbers that nearly keep boxes and rows, and the rows of a proof that none can (or None).

    min t with every row broken by at most t. The prices of the rows then sum to 1, so that a basic
    solution is a corner of all proofs: the rows it rests on are few, mostly none to spare. Values
    may be broken numbers; the proof is checked exactly.
    """
    if not rows.matrix.shape[0]:
        return low.astype(float), None
    upper, lower = np.flatnonzero(rows.high < NO_LIMIT), np.flatnonzero(rows.low > -NO_LIMIT)
    counts = rows.matrix.shape[1]
    cost = np.zeros(counts + 1, dtype=np.int64)
    cost[-1] = 1
    answer = solver_of(PROVER).relax(_broken_alike(rows, upper, lower), cost, np.append(low, 0),
                                     np.append(high, FAR), seconds)
    if answer is None or answer.values is None or answer.prices is None:
        return None, None
    prices = np.zeros(rows.matrix.shape[0])
    np.add.at(prices, upper, answer.prices[:len(upper)])
    np.add.at(prices, lower, answer.prices[len(upper):])
    return answer.values[:-1], _proof(rows, low, high, prices)


def _broken_alike(rows: Rows, upper: Array, lower: Array) -> Rows:
    """a x - t <= u and a x + t >= l, as one matrix with t as its last column."""
    from scipy.sparse import csr_array, hstack, vstack

    def beside(index: Array, sign: int) -> Any:
        column = csr_array(np.full((len(index), 1), sign, dtype=np.int64))
        return hstack([rows.matrix[index], column])

    matrix = csr_array(vstack([beside(upper, -1), beside(lower, 1)], format="csr"))
    least = np.concatenate([np.full(len(upper), -NO_LIMIT), rows.low[lower]])
    most = np.concatenate([rows.high[upper], np.full(len(lower), NO_LIMIT)])
    return Rows(matrix, least, most)


def _proof(rows: Rows, low: Array, high: Array, prices: Array) -> Array | None:
    """The rows with a price, where these prices prove exactly that nothing fits."""
    size = np.abs(prices)
    sharp = np.where(size > SMALL * size.max(initial=0), prices, 0.0)
    if not sharp.any():
        return None
    nothing = np.zeros(len(low), dtype=np.int64)
    # Divided by the smallest, the prices of a network are whole numbers.
    bound = proved_bound(rows, nothing, low, high, sharp / np.abs(sharp[sharp != 0]).min())
    if bound is None or bound.value <= 0:
        return None
    found: Array = np.flatnonzero(bound.prices)
    return found
