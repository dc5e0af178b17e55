"""The language every rule and goal writes in: whole-number variables and rows.

``Count`` is an integer variable in a finite box, ``Row`` a linear row with whole-number
coefficients and a reason, ``Formulation`` the finished, frozen model.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pulp

    from models.need import Cell
    from models.problem import Problem

AT_MOST, EQUAL, AT_LEAST = "<=", "==", ">="


Name = tuple[str | int, ...]


def label(parts: Name) -> str:
    """A name that every solver and file format keeps as it stands: ``capacity(0114,2010)``.

    Letters outside a-z are written with two letters (å = aa), anything else as ``_``.
    """
    plain = [_plain(part) for part in parts]
    return f"{plain[0]}({','.join(plain[1:])})" if len(plain) > 1 else plain[0]


@cache
def _plain(part: str | int) -> str:
    return re.sub(r"[^A-Za-z0-9_.]", "_", str(part).translate(_LETTERS))


_LETTERS = str.maketrans({"å": "aa", "ä": "ae", "ö": "oe", "Å": "Aa", "Ä": "Ae", "Ö": "Oe", "é": "e"})


@dataclass(frozen=True, slots=True)
class Count:
    """A whole-number variable: its place in the vector, its name in parts, its box low..high."""

    index: int
    parts: Name
    low: int
    high: int

    @property
    def name(self) -> str:
        """The parts as one plain word."""
        return label(self.parts)


@dataclass(frozen=True, slots=True)
class Because:
    """Why a row stands there: the rule's word, whom it concerns, the figure it rests on, and what
    the table says of it (a decision's who, when and why; the reason of a relief).
    """

    rule: str
    code: str = ""
    kind: str = ""
    year: int | None = None
    figure: int | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """Sum of coefficient x count, against a bound: ``sense`` is <=, == or >=."""

    parts: Name
    terms: tuple[tuple[Count, int], ...]
    sense: str
    bound: int
    because: Because

    @property
    def name(self) -> str:
        """The parts as one plain word."""
        return label(self.parts)

    def holds(self, values: Sequence[int]) -> bool:
        """Does the row hold exactly at these whole numbers?"""
        total = sum(c * values[v.index] for v, c in self.terms)
        if self.sense == AT_MOST:
            return total <= self.bound
        return total >= self.bound if self.sense == AT_LEAST else total == self.bound

    def __str__(self) -> str:
        left = " ".join(f"{'+' if c >= 0 else '-'} {'' if abs(c) == 1 else f'{abs(c)} '}{v.name}"
                        for v, c in self.terms)
        return f"{self.name}: {left.removeprefix('+ ')} {self.sense} {self.bound}"


@dataclass(frozen=True)
class Formulation:
    """The whole model: counts, rows, and an objective to minimise (may be empty)."""

    counts: tuple[Count, ...]
    rows: tuple[Row, ...]
    objective: tuple[tuple[Count, int], ...] = ()

    def broken(self, values: Sequence[int]) -> list[str]:
        """The names of the boxes and rows that do not hold at ``values``, exactly."""
        bad = [c.name for c in self.counts if not c.low <= values[c.index] <= c.high]
        return bad + [r.name for r in self.rows if not r.holds(values)]

    def names(self) -> tuple[list[str], list[str]]:
        """The names of counts and rows; two that come out alike in plain letters are numbered."""
        return _told_apart(c.name for c in self.counts), _told_apart(r.name for r in self.rows)

    def to_pulp(self) -> pulp.LpProblem:
        """The model as a PuLP problem with the same names, to read, alter, solve or write."""
        from models.solvers.cbc import as_pulp
        return as_pulp(self)

    def text(self) -> str:
        """The rows and boxes as text, one a line, for reading and golden files."""
        boxes = [f"{c.low} <= {c.name} <= {c.high}" for c in self.counts]
        return "\n".join(boxes + [str(r) for r in self.rows]) + "\n"


def _told_apart(names: Iterable[str]) -> list[str]:
    seen: Counter[str] = Counter()
    apart = []
    for name in names:
        seen[name] += 1
        apart.append(name if seen[name] == 1 else f"{name}.{seen[name]}")
    return apart


def net(terms: Sequence[tuple[Count, int]]) -> Sequence[tuple[Count, int]]:
    """Terms with each count once."""
    if len({count.index for count, _ in terms}) == len(terms):
        return terms
    sums: dict[int, tuple[Count, int]] = {}
    for count, factor in terms:
        sums[count.index] = count, sums.get(count.index, (count, 0))[1] + factor
    return list(sums.values())


class Draft:
    """What rules and goals write on; ``finish`` freezes it.

    ``x[code, kind, year]`` places in service; ``y[code, school, year]`` school places used;
    ``o[code, kinds, year]`` homes opened so far; ``r[code, kinds, year]`` free beds used.
    Places that lie elsewhere than in the municipality that answers for them:
    ``p[area, code, kind, year]`` the municipality's part of the area's shared homes;
    ``v[area, code, kind, year]`` the area's shared places that lie in the municipality;
    ``h[code, located, kind, year]`` housed elsewhere; ``shared[area, code, kinds, year]``
    shared homes opened so far. Per cell, as terms: ``away`` what is taken from x because it is
    shared or lies elsewhere, ``guests`` what others house here, ``hosting`` shared places here.
    """

    def __init__(self) -> None:
        self.counts: list[Count] = []
        self.rows: list[Row] = []
        self.x: dict[Any, Count] = {}
        self.y: dict[Any, Count] = {}
        self.o: dict[Any, Count] = {}
        self.r: dict[Any, Count] = {}
        self.p: dict[Any, Count] = {}
        self.v: dict[Any, Count] = {}
        self.h: dict[Any, Count] = {}
        self.shared: dict[Any, Count] = {}
        self.away: defaultdict[Cell, list[tuple[Count, int]]] = defaultdict(list)
        self.guests: defaultdict[Cell, list[tuple[Count, int]]] = defaultdict(list)
        self.hosting: defaultdict[Cell, list[tuple[Count, int]]] = defaultdict(list)

    def count(self, name: Name, low: int, high: int) -> Count:
        """A new whole-number variable in its box."""
        new = Count(len(self.counts), name, low, high)
        self.counts.append(new)
        return new

    def row(self, name: Name, terms: Sequence[tuple[Count, int]], sense: str, bound: int,
            because: Because) -> Row:
        """A new row; a count that stands twice is added up, terms of coefficient 0 are left out."""
        new = Row(name, tuple(t for t in net(terms) if t[1]), sense, bound, because)
        self.rows.append(new)
        return new

    def base(self, cell: Cell) -> list[tuple[Count, int]]:
        """Places of the municipality's own that lie at home: x, less what is shared or lies elsewhere."""
        return [(self.x[cell], 1), *self.away.get(cell, ())]

    def own(self, cell: Cell) -> list[tuple[Count, int]]:
        """Places in the municipality's own homes, whoever answers for them: base and guests."""
        return [*self.base(cell), *self.guests.get(cell, ())]

    def located(self, cell: Cell) -> list[tuple[Count, int]]:
        """All places that lie in the municipality, whoever answers for them: own and shared."""
        return [*self.own(cell), *self.hosting.get(cell, ())]

    def growth(self, problem: Problem, cell: Cell) -> tuple[list[tuple[Count, int]], int]:
        """g of a cell, the new places added in its year: g = terms + constant = n - n of the year before.

        n = x - e counts what is left of today's places, so a place of today that goes with its
        agreement is no growth, and a place that replaces it is.
        """
        code, kind, year = cell
        index = problem.need.years.index(year)
        if index == 0:
            return [(self.x[cell], 1)], -problem.need.existing(cell)
        before = (code, kind, problem.need.years[index - 1])
        return [(self.x[cell], 1), (self.x[before], -1)], problem.need.falls_out(cell)

    def finish(self, objective: Sequence[tuple[Count, int]] = ()) -> Formulation:
        """The frozen formulation of what stands here now."""
        return Formulation(tuple(self.counts), tuple(self.rows), tuple(objective))
