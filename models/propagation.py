"""Narrowing boxes in exact whole numbers: what rows and proved bounds already say."""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction
from math import ceil, log2
from typing import Any

import numpy as np

from models.solvers import NO_LIMIT, Array, Rows

SAFE = 2.0**61  # sums below this cannot overflow 64-bit whole numbers


def propagate(rows: Rows, low: Array, high: Array, rounds: int = 8) -> bool:
    """Narrow the boxes (in place) by what each row leaves each count; False when one is empty.

    For a row  l <= sum a_j x_j <= u  and each j: a_j x_j <= u - (least value of the rest),
    and the same from below; divided by a_j and rounded inwards.
    """
    matrix = rows.matrix
    if not matrix.nnz:
        return bool((low <= high).all())
    a, j, i = matrix.data, matrix.indices, rows.row_of
    for _ in range(rounds):
        ends = a * low[j], a * high[j]
        least, most = np.minimum(*ends), np.maximum(*ends)
        row_least, row_most = _row_sums(least, matrix.indptr), _row_sums(most, matrix.indptr)
        above = np.where(rows.high >= NO_LIMIT, NO_LIMIT, rows.high - row_least)[i]
        above += np.where(above < NO_LIMIT, least, 0)
        below = np.where(rows.low <= -NO_LIMIT, -NO_LIMIT, rows.low - row_most)[i]
        below += np.where(below > -NO_LIMIT, most, 0)
        # A side without a bound says nothing, however large the coefficient that would divide it.
        no_most, no_least = above >= NO_LIMIT, below <= -NO_LIMIT
        up = np.where(np.where(a > 0, no_most, no_least), NO_LIMIT, np.where(a > 0, above // a, below // a))
        down = np.where(np.where(a > 0, no_least, no_most), -NO_LIMIT,
                        np.where(a > 0, -((-below) // a), -((-above) // a)))
        old = int((high - low).sum())
        order, starts, columns = rows.by_column
        high[columns] = np.minimum(high[columns], np.minimum.reduceat(up[order], starts))
        low[columns] = np.maximum(low[columns], np.maximum.reduceat(down[order], starts))
        if rows.holes is not None:
            _leave_holes(rows.holes, low, high)
        if (low > high).any():
            return False
        if int((high - low).sum()) == old:
            break
    return True


def _leave_holes(holes: tuple[Array, Array, Array], low: Array, high: Array) -> None:
    """An end of a box that lies in a hole moves to the hole's far edge."""
    counts, first, last = holes
    a, b = low[counts], high[counts]
    low[counts] = np.where((a >= first) & (a <= last), last + 1, a)
    high[counts] = np.where((b >= first) & (b <= last), first - 1, b)


def _row_sums(entries: Array, ends: Array) -> Array:
    running = np.concatenate([[0], np.cumsum(entries)])
    return running[ends[1:]] - running[ends[:-1]]


@dataclass(frozen=True)
class Bound:
    """A proved lower bound on cost x: value / scale, with its row prices and reduced costs.

    For whole prices y (y >= 0 counts on a row's low side, y <= 0 on its high side) and
    r = scale cost - A'y: scale cost x >= y b + sum of the least r_j x_j over the boxes.
    """

    scale: int
    value: int
    prices: Array
    reduced: Array

    @property
    def whole(self) -> int:
        """The bound rounded up to a whole number."""
        return -(-self.value // self.scale)


def proved_bound(rows: Rows, cost: Array, low: Array, high: Array, prices: Array | None) -> Bound | None:
    """The best exact bound that a solver's row prices give, once rounded; None where numbers grow too large.

    Prices are rounded to 60ths, to as fine parts as 64 bits hold, and to whole numbers.
    """
    if prices is None or not np.isfinite(prices).all():
        return None
    size = max(1.0, float(np.abs(prices).max(initial=0)), float(np.abs(cost).max(initial=0)))
    size *= max(1.0, float(np.abs(rows.matrix.data).max(initial=0)))
    finest = 2 ** max(0, min(30, 50 - ceil(log2(size))))
    tried = (_bound(rows, cost, low, high, prices, scale) for scale in (60, finest, 1))
    found = [bound for bound in tried if bound is not None]
    return max(found, key=lambda bound: Fraction(bound.value, bound.scale), default=None)


def _bound(rows: Rows, cost: Array, low: Array, high: Array, prices: Array, scale: int) -> Bound | None:
    """The exact bound of the prices rounded to so many parts of one."""
    rounded = np.rint(prices * scale)
    largest = np.abs(rounded).max(initial=0) * max(1, np.abs(rows.matrix.data).max(initial=0))
    costly = float(np.abs(cost).max(initial=0)) * scale
    if largest > 2.0**52 or max(largest * rows.matrix.shape[0], costly) > SAFE:
        return None
    y = rounded.astype(np.int64)
    y[(y > 0) & (rows.low <= -NO_LIMIT)] = 0
    y[(y < 0) & (rows.high >= NO_LIMIT)] = 0
    reduced = scale * cost - rows.matrix.T @ y
    sides = np.where(y > 0, rows.low, np.where(y < 0, rows.high, 0))
    ends = np.where(reduced > 0, low, high)
    if np.abs(y * sides.astype(float)).sum() + np.abs(reduced * ends.astype(float)).sum() > SAFE:
        return None
    return Bound(scale, int((y * sides).sum() + (reduced * ends).sum()), y, reduced)


def narrow(rows: Rows, low: Array, high: Array, bound: Bound, most: int) -> tuple[Rows, bool]:
    """Narrow boxes (in place) and rows to what plans of cost <= ``most`` can still use.

    Each unit that a count moves from the cheap end of its box costs |r_j| / scale, each unit
    of room left in a priced row |y_i| / scale; the excess most - bound pays for so many. The
    second value tells whether every plan that is left costs exactly ``most`` (excess 0).
    """
    excess = min(bound.scale * most - bound.value, NO_LIMIT)
    r, y = bound.reduced, bound.prices
    with np.errstate(divide="ignore"):
        step = np.where(r != 0, excess // np.maximum(np.abs(r), 1), NO_LIMIT)
        room = np.where(y != 0, excess // np.maximum(np.abs(y), 1), NO_LIMIT)
    np.copyto(high, np.minimum(high, np.where(r > 0, low + step, high)))
    np.copyto(low, np.maximum(low, np.where(r < 0, high - step, low)))
    row_low = np.where(y < 0, np.maximum(rows.low, rows.high - room), rows.low)
    row_high = np.where(y > 0, np.minimum(rows.high, rows.low + room), rows.high)
    if (row_low == rows.low).all() and (row_high == rows.high).all():
        return rows, excess == 0
    return replace(rows, low=row_low, high=row_high), excess == 0


def build(rows: list[Any], counts: int) -> Any:
    """The CSR matrix (64-bit whole numbers) of formulation rows over so many counts."""
    from scipy.sparse import csr_array
    lengths = [len(row.terms) for row in rows]
    indptr = np.concatenate([[0], np.cumsum(lengths)]).astype(np.int32)
    indices = np.fromiter((v.index for row in rows for v, _ in row.terms), np.int32, int(indptr[-1]))
    data = np.fromiter((c for row in rows for _, c in row.terms), np.int64, int(indptr[-1]))
    matrix = csr_array((data, indices, indptr), shape=(len(rows), counts))
    matrix.sum_duplicates()
    return matrix
