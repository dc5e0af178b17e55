"""The tie rule: among all plans that are best by the goals, the one that comes first.

First is the lexicographically greatest x by municipality (the county's order), kind and
year; then the fewest homes o; then the most free beds r; then the greatest school flows y
by municipality, year, minutes and school. Several counts are decided in one solve: their
values are digits of a number in mixed radix.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

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
    for block in _blocks(search, [search.draft.x[cell] for cell in cells]):
        open_cells |= _decide(search, block)
    rank = {code: i for i, code in enumerate(search.problem.county.codes)}
    groups = {at[1]: i for i, at in enumerate(reversed(search.draft.o))}
    for counts, sign in ((search.draft.o, 1), (search.draft.r, -1)):
        order = sorted(counts, key=lambda at: (rank[at[0]], -groups[at[1]], at[2]))
        for block in _blocks(search, [counts[at] for at in order]):
            search.minimise(_digits(search, block, sign))
            search.fix(block)
    first_flows(search)
    return _open(search, *goals) if open_cells else ()


def _blocks(search: Search, counts: Sequence[Count]) -> Iterator[list[Count]]:
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


def _digits(search: Search, block: Sequence[Count], sign: int) -> list[tuple[Count, int]]:
    """Weights that make the sum a number whose digits are the counts, first count first."""
    terms, weight = [], 1
    for count in reversed(block):
        terms.append((count, sign * weight))
        weight *= int(search.high[count.index] - search.low[count.index]) + 1
    return terms


def _decide(search: Search, block: list[Count]) -> bool:
    """Hold the block at its greatest; could it, those before it held, have been anything else?"""
    terms = _digits(search, block, -1)
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
