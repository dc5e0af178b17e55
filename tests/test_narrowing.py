"""Narrowing loses nothing: on small whole-number programs listed point by point."""

from __future__ import annotations

from itertools import product

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from models.formulation import AT_LEAST, AT_MOST, EQUAL, Because, Count, Row
from models.propagation import build, narrow, propagate, proved_bound
from models.solvers import NO_LIMIT, Rows, solver

SENSES = (AT_MOST, EQUAL, AT_LEAST)
Program = tuple[list[Row], list[int], list[int], list[int]]
numbers = st.integers(-3, 3)


@st.composite
def programs(draw: st.DrawFn) -> Program:
    """Two to four counts in boxes, one to three rows, a cost."""
    n = draw(st.integers(2, 4))
    low = draw(st.lists(st.integers(-2, 1), min_size=n, max_size=n))
    high = [a + draw(st.integers(0, 3)) for a in low]
    counts = [Count(i, ("x", i), low[i], high[i]) for i in range(n)]
    rows = []
    for i in range(draw(st.integers(1, 3))):
        terms = tuple((c, k) for c in counts if (k := draw(numbers)))
        sense, bound = draw(st.sampled_from(SENSES)), draw(st.integers(-4, 4))
        rows.append(Row(("r", i), terms, sense, bound, Because("test")))
    return rows, low, high, draw(st.lists(st.integers(-5, 5), min_size=n, max_size=n))


def arrays(rows: list[Row], n: int) -> Rows:
    """The rows as arrays."""
    low = [r.bound if r.sense != AT_MOST else -NO_LIMIT for r in rows]
    high = [r.bound if r.sense != AT_LEAST else NO_LIMIT for r in rows]
    return Rows(build(rows, n), np.array(low, dtype=np.int64), np.array(high, dtype=np.int64))


def points(rows: list[Row], low: list[int], high: list[int]) -> list[tuple[int, ...]]:
    """Every whole point of the boxes that keeps the rows."""
    boxes = [range(a, b + 1) for a, b in zip(low, high, strict=True)]
    return [p for p in product(*boxes) if all(row.holds(p) for row in rows)]


@given(programs())
@settings(max_examples=300, deadline=None)
def test_propagation_keeps_every_feasible_point(program: Program) -> None:
    rows, low, high, _ = program
    a, b = np.array(low, dtype=np.int64), np.array(high, dtype=np.int64)
    feasible = points(rows, low, high)
    if not propagate(arrays(rows, len(low)), a, b):
        assert not feasible
    assert all(((np.array(p) >= a) & (np.array(p) <= b)).all() for p in feasible)


@given(programs(), st.integers(0, 2))
@settings(max_examples=300, deadline=None)
def test_bound_is_a_bound_and_narrowing_keeps_every_plan_within_the_margin(
        program: Program, margin: int) -> None:
    rows, low, high, cost = program
    feasible = points(rows, low, high)
    if not feasible:
        return
    best = min(sum(c * v for c, v in zip(cost, p, strict=True)) for p in feasible)
    held = arrays(rows, len(low))
    a, b, c = (np.array(v, dtype=np.int64) for v in (low, high, cost))
    answer = solver("highs").relax(held, c, a, b, None)
    assert answer is not None
    bound = proved_bound(held, c, a, b, answer.prices)
    assert bound is not None
    assert bound.whole <= best
    narrowed, exact = narrow(held, a, b, bound, best + margin)
    for p in feasible:
        if sum(k * v for k, v in zip(cost, p, strict=True)) <= best + margin:
            x = np.array(p)
            activity = narrowed.matrix @ x
            assert ((x >= a) & (x <= b)).all()
            assert ((activity >= narrowed.low) & (activity <= narrowed.high)).all()
    if exact:
        left = [p for p in points(rows, [int(v) for v in a], [int(v) for v in b])
                if ((narrowed.matrix @ np.array(p) >= narrowed.low)
                    & (narrowed.matrix @ np.array(p) <= narrowed.high)).all()]
        assert {sum(k * v for k, v in zip(cost, p, strict=True)) for p in left} == {best}


def test_prices_of_odd_parts_still_give_the_whole_bound() -> None:
    x = Count(0, ("x", 0), 0, 200_000)
    held = arrays([Row(("r", 0), ((x, 7),), AT_LEAST, 700_000, Because("test"))], 1)
    ends = np.array([0], dtype=np.int64), np.array([200_000], dtype=np.int64)
    bound = proved_bound(held, np.array([1], dtype=np.int64), *ends, np.array([1 / 7]))
    assert bound is not None
    assert bound.whole == 100_000  # 9 / 60 for 1 / 7 alone gives 95 000
