"""The rules that bound a sum of cells, read straight from the tables."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from math import ceil, floor
from typing import Any

from models.need import Cell
from models.problem import LIMITS, Problem
from tests.oracle import answers
from tests.oracle.booked import received
from tests.oracle.sharing import movable

Quotas = dict[Cell, Fraction]
Bounds = dict[Cell, tuple[int, int | None]]


@dataclass(frozen=True)
class Limit:
    """low <= sum of x over the cells <= high (None: no bound on that side)."""

    cells: tuple[Cell, ...]
    low: int | None = None
    high: int | None = None


def rows(problem: Problem, table: str, column: str) -> Iterator[tuple[tuple[Cell, ...], int, bool]]:
    """(cells, figure, named an area) of each row and year; empty kind or year means all.

    Kinds and members are summed; every year is a limit of its own.
    """
    need = problem.need
    for row in problem.tables[table].rows:
        members = problem.areas.get(row["code"], (row["code"],))
        kinds = (row["kind"],) if row.get("kind") else need.kinds
        for year in (row["year"],) if row.get("year") else need.years:
            cells = tuple((m, k, year) for m in members for k in kinds)
            yield cells, row[column], row["code"] in problem.areas


def figures(problem: Problem, word: str) -> Iterator[tuple[tuple[Cell, ...], int, bool]]:
    """The figures of floor, ceiling or pace: one number for each cell, or a table."""
    rule: Any = problem.rule(word)
    if rule is None:
        return
    if rule.places is not None:
        yield from (((cell,), rule.places, False) for cell in problem.cells)
    if rule.table:
        yield from rows(problem, rule.table, "places")


def today(problem: Problem, cells: tuple[Cell, ...]) -> int:
    """Places today in the cells together."""
    return sum(problem.need.existing(cell) for cell in cells)


def _tables(problem: Problem) -> Iterator[tuple[Limit, bool]]:
    """The limits of agreements, capacity, floor, ceiling, pins and answers, each with 'bounds no cell'."""
    keep: Any = problem.rule("keep-existing")
    if keep is not None and keep.agreements:
        for cells, figure, area in rows(problem, keep.agreements, "places"):
            yield Limit(cells, low=figure), area
    capacity: Any = problem.rule("capacity")
    away = movable(problem)
    for cells, figure, area in rows(problem, capacity.table, "capacity") if capacity is not None else ():
        if not any(c[0] in away for c in cells):  # of others, what lies there is checked with where it lies
            yield Limit(cells, high=figure), area
    for cells, figure, area in figures(problem, "floor"):
        yield Limit(cells, low=today(problem, cells) + figure), area
    for cells, figure, area in figures(problem, "ceiling"):
        yield Limit(cells, high=today(problem, cells) + figure), area
    pinned: Any = problem.rule("pinned")
    if pinned is not None:
        for cells, figure, area in rows(problem, pinned.table, "places"):
            yield Limit(cells, low=figure, high=figure), area
    for cells, new in answers.sums(problem):
        figure = today(problem, cells) + new
        yield Limit(cells, low=figure, high=figure), False


def table_limits(problem: Problem) -> list[Limit]:
    """Every limit that a table or a number of a rule states."""
    return [limit for limit, _ in _tables(problem)]


def bounds(problem: Problem) -> Bounds:
    """L and U of each cell, in places in service: constants, never last year's places.

    Places today count in L where keep-existing stands. L has what is said of the cell alone; U also
    what is said of its town's kinds together: what bounds a sum from above bounds each part.
    """
    keep = problem.rule("keep-existing") is not None
    low = {c: problem.need.existing(c) if keep else 0 for c in problem.cells}
    high: dict[Cell, int | None] = dict.fromkeys(problem.cells)
    for limit, area in _tables(problem):
        if area:
            continue
        for cell in limit.cells:
            if limit.low is not None and len(limit.cells) == 1:
                low[cell] = max(low[cell], limit.low)
            if limit.high is not None:
                high[cell] = min(limit.high, limit.high if high[cell] is None else high[cell])
    return {c: (low[c], high[c]) for c in problem.cells}


def start(problem: Problem, cell: Cell) -> int:
    """What stands between X and x: 0 for stock, places today for flow, less what is booked for ledger."""
    return 0 if problem.basis.amount == "stock" else problem.need.existing(cell) - received(problem)[cell[0]]


def amount_bounds(problem: Problem) -> Bounds:
    """L and U of each cell's amount X in the scenario's basis."""
    found = {}
    for cell, (low, high) in bounds(problem).items():
        shift = start(problem, cell)
        found[cell] = (low - shift, None if high is None else high - shift)
    return found


def sums_fit(problem: Problem) -> bool:
    """Do the least places of every kind and year stay within its total, and the most reach it?"""
    bound, need = bounds(problem), problem.need
    for (kind, year), total in need.total.items():
        here = [bound[m, kind, year] for m in problem.county.codes]
        most = [high for _, high in here if high is not None]
        if sum(low for low, _ in here) > total or (len(most) == len(here) and sum(most) < total):
            return False
    return True


def fill_bounds(problem: Problem) -> Bounds:
    """L and U that fill the quotas: U only where the scenario fills by limits."""
    both = problem.basis.fill == LIMITS
    return {c: (low, high if both else None) for c, (low, high) in amount_bounds(problem).items()}


def gap_limits(problem: Problem, quotas: Quotas, filled: Quotas) -> Iterator[Limit]:
    """The limits of within-gap (the scenario's quotas) and within-quota (the filled ones)."""
    within: Any = problem.rule("within-gap")
    bound = amount_bounds(problem)
    for cell in problem.cells:
        shift = start(problem, cell)
        if within is not None:
            low, high = ceil(quotas[cell] - within.gap), floor(quotas[cell] + within.gap)
            if within.stuck == "hold":
                least, most = bound[cell]
                low = low if most is None else min(low, most)
                high = max(high, least)
            yield Limit((cell,), low + shift, high + shift)
        if problem.rule("within-quota") is not None:
            yield Limit((cell,), floor(filled[cell]) + shift, ceil(filled[cell]) + shift)


def relief_parts(problem: Problem) -> dict[str, Fraction]:
    """The part taken away from each municipality's share (0 where nothing is said)."""
    relief: Any = problem.rule("relief")
    parts = dict.fromkeys(problem.county.codes, Fraction(0))
    if relief is not None:
        parts.update((r["code"], Fraction(r["part"])) for r in problem.tables[relief.table].rows)
    return parts


def relief_limits(problem: Problem, plain_of_relief: Quotas) -> Iterator[Limit]:
    """X <= max(L, ceil((1 - part) q)) where q is the quota without any relief."""
    relief: Any = problem.rule("relief")
    if relief is None or not relief.cap:
        return
    bound = amount_bounds(problem)
    for cell in problem.cells:
        part = relief_parts(problem)[cell[0]]
        if part > 0:
            most = max(bound[cell][0], ceil((1 - part) * plain_of_relief[cell]))
            yield Limit((cell,), high=most + start(problem, cell))
