"""Answers by definition: what is fixed, who says no, and what falls when an agreement ends."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from math import floor
from typing import Any

from models.need import Cell
from models.problem import Problem
from tests.oracle.sharing import holds


@dataclass(frozen=True)
class Fixed:
    """An answer that counts: so many new places from a year on, while its agreement holds."""

    code: str
    kind: str | None
    year: int
    places: int
    years: frozenset[int]


def _rows(problem: Problem) -> list[Any]:
    """Rows of new places (the plan's years), in the order municipality, kind, year."""
    rule: Any = problem.rule("answers")
    if rule is None:
        return []
    kinds, codes = (None, *problem.need.kinds), problem.county.codes
    rows = [r for r in problem.tables[rule.table].rows if r["year"] >= problem.need.years[0]]
    return sorted(rows, key=lambda r: (codes.index(r["code"]), kinds.index(r.get("kind")), r["year"]))


def stated(row: Any) -> int | None:
    """Signed if it is given, else answered (None: no answer yet)."""
    return row.get("answered") if row.get("signed") is None else row["signed"]


def assumed(problem: Problem, rows: list[Any]) -> list[int]:
    """What the unanswered rows are assumed to give: largest remainders of the rounded part of the sum."""
    part: Fraction = problem.rule("answers").part
    asked = [r["asked"] for r in rows]
    total = floor(part * sum(asked) + Fraction(1, 2))
    exact = [Fraction(a * total, sum(asked)) for a in asked]
    whole = [floor(q) for q in exact]
    first = sorted(range(len(rows)), key=lambda i: (whole[i] - exact[i], i))
    for i in first[:total - sum(whole)]:
        whole[i] += 1
    return whole


def fixed(problem: Problem) -> list[Fixed]:
    """Every answer that counts, those assumed by ``part`` among them."""
    rule: Any = problem.rule("answers")
    rows = _rows(problem)
    counts = [(r, stated(r)) for r in rows if stated(r) is not None]
    if rule is not None and rule.part is not None:
        open_rows = [r for r in rows if stated(r) is None and r.get("asked") and r["code"] not in rule.no]
        counts += zip(open_rows, assumed(problem, open_rows), strict=True)
    return [Fixed(r["code"], r.get("kind") or None, r["year"], places, frozenset(
        t for t in problem.need.years
        if t >= r["year"] and holds(t, r.get("agreement_from"), r.get("agreement_to"))))
        for r, places in counts]


def sums(problem: Problem) -> Iterator[tuple[tuple[Cell, ...], int]]:
    """(cells, new places they must have together): answers of that year, and those who say no."""
    rule: Any = problem.rule("answers")
    found = fixed(problem)
    for code, kind, year in dict.fromkeys((f.code, f.kind, f.year) for f in found):
        cells = tuple((code, k, year) for k in ((kind,) if kind else problem.need.kinds))
        yield cells, sum(f.places for f in found
                         if (f.code, f.kind) == (code, kind) and year in f.years)
    for cell in problem.cells:
        if rule is not None and cell[0] in rule.no:
            yield (cell,), 0


def released(problem: Problem) -> dict[Cell, int]:
    """New places gone in a year: their agreement held on 31 December of the year before, not of this."""
    years, gone = problem.need.years, {}
    for one in fixed(problem):
        for before, now in pairwise(years):
            if before in one.years and now not in one.years:
                for kind in (one.kind,) if one.kind else problem.need.kinds:
                    cell = (one.code, kind, now)
                    gone[cell] = gone.get(cell, 0) + one.places
    return gone


def fallen(problem: Problem, cell: Cell) -> int:
    """Places of today that leave e in the year of the cell."""
    code, kind, year = cell
    index = problem.need.years.index(year)
    before = (problem.need.today.get((code, kind), 0) if index == 0
              else problem.need.existing((code, kind, problem.need.years[index - 1])))
    return before - problem.need.existing(cell)
