"""Limits on new places since the start, shared by floor and ceiling."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from models.formulation import Because, Draft
from models.lookup import Entry, each_cell, entries
from models.need import Cell
from models.problem import Problem


def _limits(problem: Problem, places: int | None, table: str) -> Iterator[Entry]:
    return chain(each_cell(problem, places), entries(problem, table, "places"))


def limit_bounds(problem: Problem, places: int | None, table: str, *,
                 pooled: bool) -> Iterator[tuple[Cell, int]]:
    """Bounds on places in service of single cells.

    ``pooled``: a limit on several kinds of one municipality together also bounds each of
    them (true of an upper limit, not of a lower one).
    """
    for entry in _limits(problem, places, table):
        existing = sum(map(problem.need.existing, entry.cells))
        if len(entry.cells) == 1 or (pooled and entry.place not in problem.areas):
            for cell in entry.cells:
                yield cell, existing + entry.figure


def write_limit(problem: Problem, draft: Draft, word: str, sense: str, places: int | None,
                table: str) -> None:
    """One row per limit: sum of x (sense) limit + sum of e."""
    for number, limits in enumerate((each_cell(problem, places), entries(problem, table, "places"))):
        for entry in limits:
            existing = sum(map(problem.need.existing, entry.cells))
            name = (word, *entry.label) if number else (word, "all", *entry.label)
            draft.row(name, [(draft.x[c], 1) for c in entry.cells], sense, entry.figure + existing,
                      Because(word, entry.place, entry.kind, entry.year, entry.figure))
