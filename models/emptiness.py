"""An exact proof that no numbers at all, whole or not, keep a set of boxes and rows.

Every row may be broken at a price, and the least price is sought. A price above 0, bounded from
below in whole numbers by the rows' prices, proves that the rows cannot hold together.
"""

from __future__ import annotations

import numpy as np

from models.propagation import proved_bound
from models.solvers import Array, Rows, Solver

PRICE = 10**6  # of breaking a row by one: large, so that prices rounded to whole numbers stay sharp
ROOM = 2**20  # how far a row may be broken here; a proof holds whatever it is


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
