"""A workbook of a run handed back: its plan as the places of today, its shares as decided shares.

The sheet of the plan is known by its columns of places before and after. Its last year's places
after the plan are today's; the row of sums goes. The sheet of shares is known by its columns of
weights and their sum; every kind and year of it must have the same weights.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from models.tables import TableSpec
from planner.grids import Figure, Grid, Line
from planner.layouts import plain, refuse, turned
from planner.wording import LANGUAGES, subject

PLAN = ("code", "name", "kind", "year", "before", "new", "net", "after", "quota", "gap", "new_since_start",
        "per_10000", "population", "capacity", "located", "basis", "share", "capacity_for", "elsewhere",
        "hosted", "rests_on", "sentence", "received", "together")
SHARES = ("code", "name", "kind", "year", "weight", "total", "share", "whole", "whole_units", "model",
          "status", "official")
PLAN_MARKS, SHARE_MARKS = ("code", "year", "before", "after"), ("code", "year", "weight", "total")
# What is read as which column, by the table asked for.
AS: Mapping[str, tuple[tuple[str, ...], tuple[str, ...], Mapping[str, str]]] = {
    "places": (PLAN, PLAN_MARKS, {"code": "code", "name": "name", "kind": "kind", "after": "places"}),
    "plan": (PLAN, PLAN_MARKS, {"code": "code", "name": "name", "kind": "kind", "year": "year",
                                "after": "after"}),
    "weights": (SHARES, SHARE_MARKS, {"code": "code", "name": "name", "weight": "weight"}),
}


def handed_back(grid: Grid, spec: TableSpec, shown: str) -> Grid:
    """The grid as the table asked for where it is a sheet of a run's workbook; else as it is."""
    if spec.word not in AS or not grid.sheet or not grid.lines:
        return grid
    columns, marks, wanted = AS[spec.word]
    header, *body = grid.lines
    at = _places(header, columns)
    if not set(marks) <= at.keys():
        return grid
    rows = [line for line in body if not _sums(line, at)]
    if spec.word == "weights":
        rows = _once(_last(rows, at, grid, shown), at, grid, shown)
    else:
        _added_up(rows, at, grid, shown)
        rows = _last(rows, at, grid, shown) if spec.word == "places" else rows
    own = {at[name]: word for name, word in wanted.items() if name in at}
    return turned(grid, header, own, rows, [at[name] for name in at])


@cache
def _titles(columns: tuple[str, ...]) -> dict[str, str]:
    """Heading in any language -> column."""
    words = subject("column")
    return {plain(words[name][language]): name for language in LANGUAGES for name in columns}


def _places(header: Line, columns: tuple[str, ...]) -> dict[str, int]:
    """Where each column of ours stands."""
    titles = _titles(columns)
    return {titles[plain(cell)]: j for j, cell in enumerate(header.cells) if plain(cell) in titles}


def _cell(line: Line, at: Mapping[str, int], name: str) -> str:
    j = at.get(name, len(line.cells))
    return line.cells[j] if j < len(line.cells) else ""


def _sums(line: Line, at: Mapping[str, int]) -> bool:
    """Is it the row of sums: no code, and the word of a sum for a name?"""
    words = {word.casefold() for word in subject("column")["sum"].values()}
    return not _cell(line, at, "code") and _cell(line, at, "name").casefold() in words


def _last(rows: list[Line], at: Mapping[str, int], grid: Grid, shown: str) -> list[Line]:
    """The rows of the last year there is."""
    for line in rows:
        if not _cell(line, at, "year").isdigit():
            _refuse("cell-year", line, "year", at, grid, shown, found=_cell(line, at, "year"))
    last = max((int(_cell(line, at, "year")) for line in rows), default=0)
    return [line for line in rows if int(_cell(line, at, "year")) == last]


def _added_up(rows: list[Line], at: Mapping[str, int], grid: Grid, shown: str) -> None:
    """A fault where places after are not those before and the new ones: which were meant?"""
    new = "new" if "new" in at else "net"
    for line in rows:
        before, more, after = (_cell(line, at, name) for name in ("before", new, "after"))
        if all(isinstance(cell, Figure) for cell in (before, more, after)) and (
                float(before) + float(more) != float(after)):
            _refuse("handed-sum", line, "after", at, grid, shown, found=str(after), before=str(before),
                    new=str(more))


def _once(rows: list[Line], at: Mapping[str, int], grid: Grid, shown: str) -> list[Line]:
    """One row of each municipality; a fault where it has two weights."""
    first: dict[str, Line] = {}
    for line in rows:
        other = first.setdefault(_cell(line, at, "code"), line)
        if _cell(other, at, "weight") != _cell(line, at, "weight"):
            _refuse("handed-weights", line, "weight", at, grid, shown, found=str(_cell(line, at, "weight")),
                    first=str(_cell(other, at, "weight")), code=str(_cell(line, at, "code")))
    return list(first.values())


def _refuse(key: str, line: Line, name: str, at: Mapping[str, int], grid: Grid, shown: str,
            **values: str) -> None:
    refuse(key, grid, shown, line.number, at[name], grid.lines[0].cells[at[name]], **values)
