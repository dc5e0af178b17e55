"""A formulation in which only the rows of the need know how many places the county shall have.

Rules bound their counts by the county's totals (no municipality can have more places than all),
and some write them into a coefficient. Asked without the need, such a box would be a demand that
nobody made: here every box and coefficient comes from totals so large that they bind nothing.
"""

from __future__ import annotations

from dataclasses import replace
from math import ceil
from typing import Any

from models.formulation import AT_MOST, Formulation
from models.problem import Problem


def widened(rules: Formulation, wide: Formulation) -> Formulation:
    """Counts and terms of ``wide``, bounds and reasons of ``rules``: the same rows, real figures.

    ``wide`` is written like ``rules``, for ``raised`` totals. Raises ValueError where the two do
    not stand row by row.
    """
    if [row.parts for row in rules.rows] != [row.parts for row in wide.rows]:
        raise ValueError("the two formulations differ in their rows")
    rows = (replace(w, bound=r.bound, because=r.because)
            for r, w in zip(rules.rows, wide.rows, strict=True))
    return Formulation(wide.counts, tuple(rows))


def raised(problem: Problem, rules: Formulation) -> Problem:
    """The same question with every total so large that it bounds nothing; quotas stay those of the
    real totals. ``rules`` is the formulation of the problem.
    """
    most = safe_total(problem, rules)
    return replace(problem, need=replace(problem.need, total=dict.fromkeys(problem.need.total, most)),
                   quotas_of=problem)


def safe_total(problem: Problem, rules: Formulation) -> int:
    """As many places as any rows together can ask for, in one municipality or in all. Unit: places.

    What asks for places is a row's figure (its bound, where it is at least or equal, or at most
    something below 0), each home rounded up to its smallest size, the follower's ratio times what it
    follows, and an area that must be so large that one member's part of it is enough.
    """
    asked = sum(abs(row.bound) for row in rules.rows if row.sense != AT_MOST or row.bound < 0)
    home: Any = problem.rule("smallest-home")
    if home is not None:
        least = max(home.size(problem, group)[0] for group in home.groups(problem))
        asked += least * len(problem.cells)
    follows: Any = problem.rule("permit-follows-asylum")
    together: Any = problem.rule("co-operation")
    ratio = 0 if follows is None else ceil(follows.ratio)
    parts = 0 if together is None else sum(sum(area.split.values()) for area in together.all(problem))
    return (asked + 1) * (1 + ratio) * (1 + parts)
