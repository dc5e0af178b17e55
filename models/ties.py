"""The tie rule: among all plans that are best by the goals, the one that comes first.

First is the lexicographically greatest x by municipality (the county's order), kind and
year; then where places lie (fewest housed elsewhere, least parts of shared homes, the first
hosts); then the fewest homes o; then the most free beds r; then the greatest school flows y by
municipality, year, minutes and school. Several counts are decided in one solve: their
values are digits of a number in mixed radix.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from models.errors import NumericalTrouble
from models.flow_ties import first_flows
from models.formulation import Count
from models.plan import Tie
from models.search import Search, Stopped
from models.solvers import Array


def break_ties(search: Search) -> tuple[Tie, ...] | None:
    """Bring the incumbent to the first of all optimal plans; the cells the goals left open.

    None where the plan is decided but the list of open cells could not be finished.
    """
    goals = (search.low.copy(), search.high.copy())
    cells = search.problem.cells
    open_cells = False
    for block in blocks(search, [search.draft.x[cell] for cell in cells]):
        open_cells |= decide(search, block)
    for counts, sign in _then(search):
        for block in blocks(search, counts):
            search.minimise(digits(search, block, sign))
            search.fix(block)
    first_flows(search)
    return _open(search, *goals) if open_cells else ()


def _then(search: Search) -> Iterator[tuple[list[Count], int]]:
    """What is decided after x, in order, with the sign of its cost.

    Where places lie: housed elsewhere (least), parts of shared homes (least), shared places
    (greatest: the first in order is the host); then homes (least), free beds (greatest), shared
    homes (least). Each by area, municipality (the county's order), kind or group, and year.
    """
    draft, need = search.draft, search.problem.need
    rank = {code: i for i, code in enumerate(search.problem.county.codes)}
    groups = {at[1]: i for i, at in enumerate(reversed(draft.o))}
    kinds = {kind: i for i, kind in enumerate(need.kinds)}
    areas = {area: i for i, area in enumerate(dict.fromkeys(at[0] for at in draft.p))}
    yield _in_order(draft.h, lambda at: (rank[at[0]], rank[at[1]], kinds[at[2]], at[3])), 1
    for parts, sign in ((draft.p, 1), (draft.v, -1)):
        yield _in_order(parts, lambda at: (areas[at[0]], rank[at[1]], kinds[at[2]], at[3])), sign
    for homes, sign in ((draft.o, 1), (draft.r, -1)):
        yield _in_order(homes, lambda at: (rank[at[0]], -groups[at[1]], at[2])), sign
    yield _in_order(draft.shared, lambda at: (areas[at[0]], rank[at[1]], -groups[at[2]], at[3])), 1


def _in_order(counts: Mapping[Any, Count], order: Callable[[Any], tuple[int, ...]]) -> list[Count]:
    return [counts[at] for at in sorted(counts, key=order)]


def blocks(search: Search, counts: Sequence[Count]) -> Iterator[list[Count]]:
    """Open counts in order, as many at a time as the digits of one solve allow."""
    block: list[Count] = []
    size = 1
    for count in counts:
        width = int(search.high[count.index] - search.low[count.index]) + 1
        if width > 1 and block and size * width > search.solver.block:
            yield block
            block, size = [], 1
            width = int(search.high[count.index] - search.low[count.index]) + 1
        if width > 1:
            block.append(count)
            size *= width
    if block:
        yield block


def digits(search: Search, block: Sequence[Count], sign: int) -> list[tuple[Count, int]]:
    """Weights that make the sum a number whose digits are the counts, first count first."""
    terms, weight = [], 1
    for count in reversed(block):
        terms.append((count, sign * weight))
        weight *= int(search.high[count.index] - search.low[count.index]) + 1
    return terms


def decide(search: Search, block: list[Count]) -> bool:
    """Hold the block at its greatest; could it, those before it held, have been anything else?"""
    terms = digits(search, block, -1)
    greatest = -search.minimise(terms).value
    best = search.incumbent
    try:
        least = search.minimise([(count, -weight) for count, weight in terms]).value
    finally:
        search.incumbent = best
    search.fix(block)
    return least < greatest


def _open(search: Search, low: Array, high: Array) -> tuple[Tie, ...] | None:
    """The least and the most of every cell over all plans that the goals leave, where they differ.

    None when the time runs out first: the plan is proved all the same.
    """
    best, held = search.incumbent, (search.low, search.high)
    search.low, search.high = low, high
    ties = []
    try:
        for cell in search.problem.cells:
            count = search.draft.x[cell]
            if low[count.index] < high[count.index]:
                least, most = (sign * search.minimise([(count, sign)]).value for sign in (1, -1))
                if least < most:
                    ties.append(Tie(cell, least, most))
    except (Stopped, NumericalTrouble):
        return None
    finally:
        search.incumbent, (search.low, search.high) = best, held
    return tuple(ties)
