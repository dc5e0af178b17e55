"""What municipalities have answered and signed: how many new places stand fast, and until when.

A row of the table of answers in a plan year is of new places; its figure is what is signed, else
what is answered. Rows of earlier years are agreements on places of today. A place stands on
31 December of a year if that day lies within its agreement (an empty end is open).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from itertools import pairwise
from math import floor
from typing import Any

from models.apportion import LARGEST_REMAINDER, apportion
from models.need import Cell
from models.problem import Problem

WORD = "answers"
Row = Mapping[str, Any]


@dataclass(frozen=True)
class Answer:
    """One row of the table: whom, which kind ("" = all together), year, and its figures.

    ``fixed`` is how many places stand fast (None: no answer yet); ``assumed`` where the scenario
    supposes the answer.
    """

    code: str
    kind: str
    year: int
    asked: int | None
    answered: int | None
    signed: int | None
    fixed: int | None
    row: Row
    assumed: bool = False

    def stands(self, year: int) -> bool:
        """Does the agreement hold on 31 December of a year, its places having begun?"""
        return self.year <= year and holds(self.row, year)

    @property
    def open(self) -> bool:
        """Is it asked for (at least one place) without an answer?"""
        return self.fixed is None and bool(self.asked)


@dataclass(frozen=True)
class Fast:
    """New places that stand fast: for whom, which cells, how many, and the row that says so."""

    code: str
    kind: str
    year: int
    cells: tuple[Cell, ...]
    places: int
    answer: Answer


def holds(row: Row, year: int) -> bool:
    """Is 31 December of the year within the row's agreement?"""
    day, first, last = date(year, 12, 31), row.get("agreement_from"), row.get("agreement_to")
    return (first is None or first <= day) and (last is None or day <= last)


def fallen(rows: Iterable[Row], kinds: Sequence[str], years: Sequence[int]) -> dict[Cell, int]:
    """Places of today that are gone in each plan year, by municipality and kind.

    Of every row of a year before the plan the signed places, from the first plan year whose
    31 December is after the agreement's last day. An agreement that ended before 31 December of
    the year before the plan is history: today's places do not rest on it. A row without a kind
    is of the only kind there is.
    """
    gone: dict[Cell, int] = {}
    for row in rows:
        last = row.get("agreement_to")
        if row["year"] >= years[0] or not row.get("signed") or not holds_today(row, years[0]):
            continue
        for year in years:
            if last is not None and date(year, 12, 31) > last:
                cell = (row["code"], row.get("kind") or kinds[0], year)
                gone[cell] = gone.get(cell, 0) + int(row["signed"])
    return gone


def holds_today(row: Row, first_year: int) -> bool:
    """Had the agreement not ended before 31 December of the year before the plan?"""
    last = row.get("agreement_to")
    return last is None or last >= date(first_year - 1, 12, 31)


def answers(problem: Problem) -> tuple[Answer, ...]:
    """The rows of the plan years, in the order of municipalities, kinds and years.

    With ``part`` those who were asked and have not answered (and are not assumed to say no) are
    assumed to accept part x asked places together (half a place rounded upwards), divided by largest
    remainder over what each was asked for; equal remainders go to the first in that order.
    """
    if "answers" not in problem.memo:
        problem.memo["answers"] = _with_parts(problem, tuple(_read(problem)))
    known: tuple[Answer, ...] = problem.memo["answers"]
    return known


def _read(problem: Problem) -> Iterator[Answer]:
    rule: Any = problem.rule(WORD)
    if rule is None:
        return
    order = {code: i for i, code in enumerate(problem.county.codes)}
    kinds = ("", *problem.need.kinds)
    rows = [r for r in problem.tables[rule.table].rows if r["year"] >= problem.need.years[0]]
    for row in sorted(rows, key=lambda r: (order[r["code"]], kinds.index(r.get("kind") or ""), r["year"])):
        asked, answered, signed = (row.get(word) for word in ("asked", "answered", "signed"))
        yield Answer(row["code"], row.get("kind") or "", row["year"], asked, answered, signed,
                     answered if signed is None else signed, row)


def _with_parts(problem: Problem, rows: tuple[Answer, ...]) -> tuple[Answer, ...]:
    rule: Any = problem.rule(WORD)
    waiting = [a for a in rows if a.open and a.code not in rule.no and a.year in problem.need.years]
    if rule is None or rule.part is None or not waiting:
        return rows
    names = {f"{i:06}": a for i, a in enumerate(waiting)}
    weights: dict[str, int | Fraction] = {name: a.asked or 0 for name, a in names.items()}
    accepted = floor(rule.part * sum(a.asked or 0 for a in waiting) + Fraction(1, 2))
    found = apportion(LARGEST_REMAINDER, weights, accepted, order=list(names)).places
    given = {(a.code, a.kind, a.year): found[name] for name, a in names.items()}
    return tuple(replace(a, fixed=given[at], assumed=True) if (at := (a.code, a.kind, a.year)) in given
                 else a for a in rows)


def fast(problem: Problem) -> Iterator[Fast]:
    """New places that stand fast: one entry for each row of a plan year that has a figure.

    places = the figures of the rows of the same municipality and kind up to that year whose
    agreement holds on its 31 December.
    """
    rows = answers(problem)
    for one in rows:
        if one.fixed is not None and one.year in problem.need.years:
            kinds = (one.kind,) if one.kind else problem.need.kinds
            places = sum(a.fixed or 0 for a in rows if (a.code, a.kind) == (one.code, one.kind)
                         and a.stands(one.year))
            yield Fast(one.code, one.kind, one.year, tuple((one.code, k, one.year) for k in kinds), places,
                       one)


def ended(problem: Problem) -> Iterator[tuple[Answer, int]]:
    """New places whose agreement ends inside the plan, and the first plan year without them."""
    years = problem.need.years
    for one in answers(problem):
        for before, year in pairwise(years):
            if one.fixed and one.stands(before) and not one.stands(year):
                yield one, year


def released(problem: Problem) -> dict[Cell, int]:
    """New places that go in each cell's year because their agreement has ended by its 31 December.

    Places promised for all kinds together may go from any of them; ``released_together`` says
    how many of a municipality's may go in all.
    """
    if "released" not in problem.memo:
        gone: dict[Cell, int] = {}
        for one, year in ended(problem):
            for kind in (one.kind,) if one.kind else problem.need.kinds:
                gone[one.code, kind, year] = gone.get((one.code, kind, year), 0) + (one.fixed or 0)
        problem.memo["released"] = gone
    known: dict[Cell, int] = problem.memo["released"]
    return known


def released_together(problem: Problem) -> dict[tuple[str, int], int]:
    """Per municipality and year, where places promised for several kinds together end: how many
    of its new places go in all.
    """
    pooled = len(problem.need.kinds) > 1
    found = {(one.code, year) for one, year in ended(problem) if pooled and not one.kind}
    gone = dict.fromkeys(sorted(found), 0)
    for one, year in ended(problem):
        if (one.code, year) in gone:
            gone[one.code, year] += one.fixed or 0
    return gone


def released_by_kind(problem: Problem, places: Mapping[Cell, int]) -> dict[Cell, int]:
    """``released`` of a plan, each place once: those promised for several kinds together are taken
    from the kinds whose new places fell, first kind first, and the rest from the first kind.
    """
    gone = dict(released(problem))
    for (code, year), most in released_together(problem).items():
        cells = [(code, kind, year) for kind in problem.need.kinds]
        before = problem.need.years[problem.need.years.index(year) - 1]
        rest = most
        for cell in cells:
            fell = places[code, cell[1], before] - places[cell] - problem.need.falls_out(cell)
            gone[cell] = min(rest, max(0, fell))
            rest -= gone[cell]
        gone[cells[0]] += rest
    return gone
