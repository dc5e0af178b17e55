"""What cannot hold together is minimal: drop any one demand and the others fit."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random

import numpy as np
import pytest

from models.conflict import sums_that_cannot_fit
from models.formulation import Because, Formulation
from models.pieces import pieces
from models.plan import Ending
from models.problem import Problem
from models.propagation import build
from models.solve import formulate, plan
from models.solvers import NO_LIMIT, Rows
from models.solvers import solver as solver_of
from tests.repair_counties import tight
from tests.tiny_counties import also

WORDS = ("floor", "ceiling", "pace", "pinned", "limit", "commuting", "reserve", "smallest-home")
EACH = 30  # counties in each of ten parts
PARTS = 10


def county(seed: int) -> Problem:
    """A county with some rules, one or two kinds, one or two years; most do not fit."""
    draw = Random(seed)
    words = tuple(draw.sample(WORDS[:-1], draw.randint(0, 3)))
    problem = tight(seed, kinds=draw.randint(1, 2), years=draw.randint(1, 2), words=words)
    if draw.random() < 0.5:
        size = draw.randint(2, 4)
        home = pieces("rules")["smallest-home"](places=size, most=draw.choice((None, size, size + 1)))
        problem = also(problem, home)
    return problem


def fits(rules: Formulation, demands: Sequence[Because]) -> bool:
    """Do the rows of these demands fit together? The need bounds places only where it is a demand."""
    rows = [row for row in rules.rows if row.because in demands]
    low = np.array([c.low for c in rules.counts])
    high = np.array([10_000 if c.parts[0] == "x" else c.high for c in rules.counts])
    least = np.array([r.bound if r.sense != "<=" else -NO_LIMIT for r in rows], dtype=np.int64)
    most = np.array([r.bound if r.sense != ">=" else NO_LIMIT for r in rows], dtype=np.int64)
    held = Rows(build(rows, len(low)), least, most)
    return solver_of("cp-sat").solve(held, np.zeros_like(low), low, high, None).reason == "optimal"


def sums_fit(demands: Sequence[Because]) -> bool:
    """Do a total and the least or most of single municipalities fit?"""
    figures = {(b.rule, b.code): b.figure or 0 for b in demands}
    total = figures.get(("need", ""))
    least = sum(figure for (rule, _), figure in figures.items() if rule == "least")
    bounded = {code: figure for (rule, code), figure in figures.items() if rule == "most"}
    if total is None:
        return True
    return least <= total and (len(bounded) < 3 or sum(bounded.values()) >= total)


@pytest.mark.parametrize("part", range(PARTS))
def test_drop_any_one_and_it_fits(part: int) -> None:
    found = several = 0
    for seed in range(part * EACH, (part + 1) * EACH):
        problem = county(seed)
        result = plan(problem)
        if result.ending is not Ending.INFEASIBLE:
            continue
        found += 1
        demands = result.conflict
        if sums_that_cannot_fit(problem):
            assert not sums_fit(demands)
            assert all(sums_fit([b for b in demands if b != one]) for one in demands), seed
            continue
        rules = formulate(problem)
        assert not fits(rules, demands), seed
        for one in demands:
            assert fits(rules, [b for b in demands if b != one]), (seed, one)
        everything = list(dict.fromkeys(row.because for row in rules.rows))
        several += any(not fits(rules, [b for b in everything if b != one]) for one in demands)
    assert found >= 22
    assert several


