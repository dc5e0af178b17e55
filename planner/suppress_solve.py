"""Another table that fits what is shown: whole numbers by HiGHS, checked exactly before they are given."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from models.solvers import Rows
    from planner.suppress import Bounds, Relation

Key = Any
SOLVER = "highs"


def another(key: Key, values: Mapping[Key, int], bounds: Mapping[Key, Bounds],
            rows: Sequence[Relation]) -> dict[Key, int] | None:
    """Numbers of the hidden cells (``bounds``) that keep the rows and give ``key`` another number.

    One is sought above its own, then one below. None where neither is found, whatever the reason.
    """
    wide = 2 + sum(abs(row.total) for row in rows) + sum(max(values[one], low) for one, (low, _) in
                                                        bounds.items())
    boxes = {one: (low, wide if most is None else most) for one, (low, most) in bounds.items()}
    low, high = boxes[key]
    for own in ((values[key] + 1, high), (low, values[key] - 1)):
        found = _table({**boxes, key: own}, rows) if own[0] <= own[1] else None
        if found is not None:
            return found
    return None


def _table(boxes: Mapping[Key, tuple[int, int]], rows: Sequence[Relation]) -> dict[Key, int] | None:
    """Whole numbers within their boxes that keep every row exactly, if the solver finds some."""
    import numpy as np

    from models.solvers import solver, whole_plan
    at = {one: i for i, one in enumerate(boxes)}
    low = np.array([least for least, _ in boxes.values()], dtype=np.int64)
    high = np.array([most for _, most in boxes.values()], dtype=np.int64)
    made = _rows(rows, at)
    answer = solver(SOLVER).solve(made, np.zeros(len(at)), low, high, None)
    if answer.values is None:
        return None
    whole = whole_plan(made, answer.values, low, high)
    return None if whole is None else {one: int(whole[i]) for one, i in at.items()}


def _rows(rows: Sequence[Relation], at: Mapping[Key, int]) -> Rows:
    """The relations as a sparse matrix, each row within its least and most."""
    import numpy as np
    from scipy.sparse import csr_matrix

    from models.solvers import NO_LIMIT, Rows
    terms = [(i, at[key], times) for i, row in enumerate(rows) for key, times in row.terms.items()]
    lines, columns, data = zip(*terms, strict=True) if terms else ((), (), ())
    matrix = csr_matrix((np.array(data, dtype=np.int64), (lines, columns)), shape=(len(rows), len(at)))
    low = np.array([row.total for row in rows], dtype=np.int64)
    high = np.array([NO_LIMIT if row.least else row.total for row in rows], dtype=np.int64)
    return Rows(matrix, low, high)
