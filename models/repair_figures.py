"""The figures of rules that may give, and how much each loosens the rows that rest on it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from math import floor, gcd
from typing import Any

from models.agreements import answers
from models.formulation import AT_LEAST, Because, Count, Draft, Row, net
from models.lookup import Entry, entries
from models.problem import Problem

# The reason that a row of the rule carries -> the word of the rule in ``may_give``.
RULE_OF: Mapping[str, str] = {
    "capacity": "capacity", "reserve": "reserve", "reserve-county": "reserve", "limit": "limit",
    "school-places": "commuting", "pace": "pace", "ceiling": "ceiling", "floor": "floor",
    "pinned": "pinned", "agreement": "agreements", "within-gap": "within-gap",
    "smallest-home": "smallest-home", "minutes": "minutes", "answer-no": "answers"}
ROOMY = ("reserve", "reserve-room")  # rows whose bound is the capacity, less a reserve
# A concession makes these figures smaller.
FALLS = ("reserve", "reserve-county", "floor", "agreement", "smallest-home")
EITHER = "pinned"
OWN_UNIT = ("minutes", "smallest-home", "within-gap")  # concessions that add up with no others


@dataclass(frozen=True)
class Figure:
    """A figure that may give: the reason of its rows, and what a step of it is.

    Step j >= 1 loosens the row by j and is a concession of unit x j - rest, in the figure's own unit
    (a resource of which a place uses 8 and of which 3 are left over: 5, 13, 21 ...); with ``ends`` it is
    the j-th of these. ``said`` is the figure where it is no whole number (a limit of the gap).
    """

    because: Because
    unit: int = 1
    rest: int = 0
    said: Fraction | None = None
    ends: tuple[int, ...] = ()

    @property
    def rule(self) -> str:
        """The word of its rule."""
        return RULE_OF[self.because.rule]

    @property
    def figure(self) -> int | Fraction:
        """What the rule says."""
        return self.because.figure or 0 if self.said is None else self.said

    def concession(self, step: int) -> int:
        """How much of the figure a step gives; of a decision also downwards (below 0)."""
        if self.ends and step > 0:
            return self.ends[step - 1]
        return self.unit * step - self.rest if step > 0 else step

    def after(self, step: int) -> int | Fraction:
        """The figure after the concession."""
        given = self.concession(step)
        return self.figure - given if self.because.rule in FALLS else self.figure + given

    def relative(self, step: int) -> Fraction:
        """The concession as a part of the figure (of 1 where the figure is 0)."""
        return Fraction(abs(self.concession(step))) / max(1, self.figure)

    def within(self, relative: Fraction) -> int:
        """The most steps whose concession is at most that part of the figure."""
        most = floor(relative * max(1, self.figure))
        return bisect_right(self.ends, most) if self.ends else max(0, (most + self.rest) // self.unit)

    @property
    def sort(self) -> str:
        """What its concessions are counted in: the resource, minutes, places of a home or of the gap, or
        places and room ("")."""
        if self.because.rule == "limit":
            return f"limit {self.because.note}"
        return self.because.rule if self.because.rule in OWN_UNIT else ""


def could_give(problem: Problem, because: Because) -> tuple[str, ...]:
    """The words of ``may_give`` that would let the demand give; none where it never does."""
    if because.rule in ("commuting", "smallest-home"):
        return ("minutes" if because.rule == "commuting" else because.rule,)
    return (RULE_OF[because.rule],) if because.rule in RULE_OF and _gives(problem, because) else ()


def key_of(because: Because) -> Because:
    """The figure a row rests on: the county's reserve and the limit of the gap are one for all years,
    and so is an answer, which a later year adds to.
    """
    if because.rule == "within-gap":
        return Because(because.rule)
    if because.rule == "answer-no":
        return replace(because, year=None, note="")
    return replace(because, year=None) if because.rule == "reserve-county" else because


def _gives(problem: Problem, because: Because) -> bool:
    """Can the figure be loosened soundly?

    A limit of the gap, where one that cannot keep it is a conflict (else its rows rest on L and U too).
    A no, where the municipality has said no to the kind in every year and for good. Homes and journeys
    are loosened apart.
    """
    if because.rule == "within-gap":
        rule: Any = problem.rule("within-gap")
        return bool(rule.stuck == "conflict")
    if because.rule == "answer-no":
        own = [a for a in answers(problem) if (a.code, a.kind) == (because.code, because.kind)]
        return all(a.fixed == 0 and a.row.get("agreement_to") is None for a in own)
    return because.rule not in ("smallest-home", "minutes")


def figure_of(problem: Problem, because: Because) -> Figure:
    """The figure of a reason, with its step."""
    if because.rule == "within-gap":
        gap: Any = problem.rule("within-gap")
        return Figure(because, said=Fraction(gap.gap))
    if because.rule != "limit":
        return Figure(because)
    rule: Any = problem.rule("limit")
    used = [use for (resource, _), (use, _) in rule.uses(problem).items() if resource == because.note]
    unit = gcd(*used)
    return Figure(because, unit, (because.figure or 0) % unit)


def in_order(problem: Problem, found: Sequence[Figure], rules: Sequence[str]) -> list[Figure]:
    """Figures by place (the county's order, then areas, then the county), rule, kind and year."""
    places = {place: i for i, place in enumerate((*problem.county.codes, *problem.areas, ""))}
    kinds = ("", *problem.need.kinds)
    reasons = tuple(RULE_OF)

    def rank(one: Figure) -> tuple[Any, ...]:
        b = one.because
        place = places.get(b.code, len(places))
        return (place, rules.index(one.rule), reasons.index(b.rule), b.note, kinds.index(b.kind), b.year or 0,
                b.code, one.figure)
    return sorted(found, key=rank)


@dataclass(frozen=True)
class Loosened:
    """A draft whose rows may give: the count of the steps of each figure, in order; the problem that the
    draft was written for.
    """

    draft: Draft
    steps: Mapping[Figure, Count]
    problem: Problem

    @property
    def held(self) -> tuple[str, ...]:
        """The words of the rules that have a figure here."""
        return tuple(dict.fromkeys(one.rule for one in self.steps))

    @property
    def reasons(self) -> frozenset[str]:
        """The reasons (``Because.rule``) of the figures that can give at all."""
        return frozenset(one.because.rule for one, count in self.steps.items() if count.low < count.high)


def loosen(problem: Problem, draft: Draft, rules: Sequence[str],
           wide: Sequence[Figure] = ()) -> Mapping[Figure, Count]:
    """A count of steps for every figure that may give, in order, put into the rows of the draft; those of
    the ``wide`` figures are only made.

    At most: sum <= bound + step. At least: sum >= bound - step. Equal: sum = bound + step, where the
    step may be below 0. A row of a reserve rests on the capacity too, whose steps give it room.
    """
    rows = [other for row in draft.rows for other in _roomy(problem, row)]
    keys = dict.fromkeys(key_of(b) for row, more in rows for b in (row.because, *more)
                         if RULE_OF.get(b.rule) in rules and _gives(problem, b))
    found = in_order(problem, [*wide, *(figure_of(problem, because) for because in keys)], rules)
    ends = _ends(found, rows) | {one.because: (0, len(one.ends)) for one in wide}
    steps = {one: draft.count(("gives", one.because.rule, one.because.code, one.because.kind,
                               one.because.year or 0), *ends[one.because]) for one in found}
    by_reason = {one.because: count for one, count in steps.items()}
    draft.rows[:] = [_loose(row, more, by_reason) for row, more in rows]
    return steps


def _roomy(problem: Problem, row: Row) -> Iterator[tuple[Row, tuple[Because, ...]]]:
    """The row and the reasons of the capacities in its bound; one row for each room that bounds it."""
    if row.because.rule not in ROOMY:
        yield row, ()
        return
    at = (row.because.code, row.because.year)
    figure = row.because.figure or 0
    for number, room in enumerate(_rooms(problem)[at]):
        bound = sum(entry.figure for entry in room) - (figure if row.because.rule == "reserve" else 0)
        more = tuple(Because("capacity", e.place, e.kind, e.year, e.figure) for e in room)
        yield replace(row, parts=(*row.parts, number), bound=bound), more


def _rooms(problem: Problem) -> dict[tuple[str, int | None], list[list[Entry]]]:
    """The capacities whose sums bound a municipality's places of all kinds, as a reserve reads them."""
    rule: Any = problem.rule("capacity")
    whole: dict[tuple[str, int | None], list[list[Entry]]] = {}
    parts: dict[tuple[str, int | None], list[Entry]] = {}
    for entry in entries(problem, rule.table, "capacity"):
        if len(entry.cells) == len(problem.need.kinds) and entry.place not in problem.areas:
            whole.setdefault((entry.place, entry.year), []).append([entry])
        elif entry.place not in problem.areas:
            parts.setdefault((entry.place, entry.year), []).append(entry)
    return {at: [found] for at, found in parts.items()} | whole


def _ends(found: Sequence[Figure], rows: Sequence[tuple[Row, tuple[Because, ...]]]
          ) -> dict[Because, tuple[int, int]]:
    """Least and most steps of each figure: beyond them no row that rests on it can be broken."""
    most = dict.fromkeys((one.because for one in found), 0)
    for row, more in rows:
        for because in (key_of(row.because), *more):
            if because in most:
                most[because] = max(most[because], _widest(row))
    return {one.because: (-int(one.figure) if one.because.rule == EITHER else 0,
                          min(most[one.because], int(one.figure)) if one.because.rule in FALLS
                          else most[one.because]) for one in found}


def _widest(row: Row) -> int:
    """By how much the row can be broken at the most, with every count in its box."""
    if row.sense == AT_LEAST:
        return max(0, row.bound - sum(min(c * v.low, c * v.high) for v, c in row.terms))
    return max(0, sum(max(c * v.low, c * v.high) for v, c in row.terms) - row.bound)


def _loose(row: Row, more: Sequence[Because], steps: Mapping[Because, Count]) -> Row:
    counts = [steps[b] for b in (key_of(row.because), *more) if b in steps]
    sign = 1 if row.sense == AT_LEAST else -1
    terms = net([*row.terms, *((count, sign) for count in counts)])
    return replace(row, terms=tuple(terms), sense=row.sense) if counts else row


