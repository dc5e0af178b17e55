"""Which more numbers must be hidden so that no secret one can be worked out from what is shown.

A table of whole numbers is known by its cells and the sums between them. Small counts are hidden
first; then further groups of cells, the smallest first, until a solver finds for each secret cell
another number that fits everything that is shown (``planner.suppress_solve``). Every such other table
is checked in whole numbers before it is believed; what cannot be shown to be safe is hidden.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

from planner.suppress_solve import another

Key = Any  # a cell: any value that can be looked up
Bounds = tuple[int, int | None]  # least and most that everyone knows a cell to be; None: no end


@dataclass(frozen=True)
class Relation:
    """sum of terms x cells = total (``least``: at least total), known to everyone."""

    terms: Mapping[Key, int]
    total: int
    least: bool = False

    def holds(self, values: Mapping[Key, int]) -> bool:
        """Does it hold for these numbers?"""
        found = sum(times * values[key] for key, times in self.terms.items())
        return found >= self.total if self.least else found == self.total


@dataclass(frozen=True)
class Group:
    """Cells that are hidden together; the first one orders the groups: the smallest is hidden first.

    ``sort``: groups of one sort stand in one row or column. That the smallest was taken is known to
    everyone, so a hidden cell is at most the smallest that is shown of its sort; ``least`` is what a
    first cell is at least when it was hidden for others' sake (5: below that it says "1–4"). Groups of
    a lower ``rank`` are hidden before those of a higher.
    """

    cells: tuple[Key, ...]
    sort: Hashable = ""
    least: int | None = None
    rank: int = 0


@dataclass(frozen=True)
class Question:
    """What is published: the exact cells, what holds between them, and what must never be known.

    ``secret`` cells are hidden from the start with ``covered`` ones; ``groups`` may be hidden for
    their sake. ``bounds`` are what is known of a cell although it is hidden; without any: 0 or more.
    """

    values: Mapping[Key, int]
    relations: Sequence[Relation]
    secret: frozenset[Key]
    groups: Sequence[Group] = ()
    covered: frozenset[Key] = frozenset()
    bounds: Mapping[Key, Bounds] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Raises ``ValueError`` where the numbers do not keep the relations or the bounds."""
        wrong = [one for one in self.relations if not one.holds(self.values)]
        outside = [key for key, bounds in self.bounds.items() if not within(self.values[key], bounds)]
        if wrong or outside:
            raise ValueError(f"the cells do not keep what is known of them: {wrong[:1] or outside[:1]}")

    @cached_property
    def order(self) -> tuple[Group, ...]:
        """The groups by rank, the smallest first, equals as they were given."""
        return tuple(sorted(self.groups, key=lambda group: (group.rank, self.values[group.cells[0]])))

    def known(self, hidden: Iterable[Group]) -> dict[Key, Bounds]:
        """What everyone knows of the hidden cells before the relations."""
        taken = set(hidden)
        found = {key: self.bounds.get(key, (0, None)) for key in self.hidden(taken)}
        for group in (one for one in taken if one.cells[0] not in self.secret | self.covered):
            found[group.cells[0]] = self._head(group, taken, found[group.cells[0]])
        return found

    def hidden(self, groups: Iterable[Group]) -> frozenset[Key]:
        """All cells that are hidden with these groups."""
        return self.secret | self.covered | {key for group in groups for key in group.cells}

    def _head(self, group: Group, taken: set[Group], bounds: Bounds) -> Bounds:
        """A first cell's bounds, with what the order of hiding tells; never without its own number."""
        own = self.values[group.cells[0]]
        shown = [self.values[other.cells[0]] for other in self.groups
                 if other.sort == group.sort and other not in taken]
        cap = max(own, min(shown)) if shown else None
        low = bounds[0] if group.least is None else max(bounds[0], min(own, group.least))
        return low, cap if bounds[1] is None else bounds[1] if cap is None else min(cap, bounds[1])


def within(value: int, bounds: Bounds) -> bool:
    """Is the number within its bounds?"""
    return bounds[0] <= value and (bounds[1] is None or value <= bounds[1])


@dataclass(frozen=True)
class Suppressed:
    """The answer: every hidden cell; ``open`` are secret cells that nothing in the question can protect."""

    hidden: frozenset[Key]
    open: frozenset[Key] = frozenset()


def suppress(question: Question) -> Suppressed:
    """Hide groups, the smallest and nearest first, until every secret cell can be two numbers or more."""
    taken: list[Group] = []
    open_ = revealed(question, taken)
    while open_:
        group = _next(question, taken, open_)
        if group is None:
            break
        taken.append(group)
        open_ = revealed(question, taken)
    return Suppressed(question.hidden(taken), frozenset(open_))


def revealed(question: Question, taken: Iterable[Group] = ()) -> list[Key]:
    """The secret cells that can be only one number, for one who knows all that is shown."""
    bounds = question.known(taken)
    rows = [row for one in question.relations if (row := _row(one, bounds, question.values)).terms]
    safe: set[Key] = set()
    for key in sorted(question.secret, key=repr):
        if key in safe:
            continue
        other = another(key, question.values, bounds, rows)
        if other is not None and fits(other, bounds, rows):
            safe |= {one for one in question.secret if other.get(one) != question.values[one]}
    return [key for key in sorted(question.secret, key=repr) if key not in safe]


def fits(values: Mapping[Key, int], bounds: Mapping[Key, Bounds], rows: Iterable[Relation]) -> bool:
    """Are these whole numbers within what is known of the hidden cells, exactly?"""
    return all(within(values[key], one) for key, one in bounds.items()) and all(
        row.holds(values) for row in rows)


def _row(relation: Relation, hidden: Mapping[Key, Bounds], values: Mapping[Key, int]) -> Relation:
    """What a relation says of the hidden cells: what is shown is moved to the other side."""
    shown = sum(times * values[key] for key, times in relation.terms.items() if key not in hidden)
    terms = {key: times for key, times in relation.terms.items() if key in hidden}
    return replace(relation, terms=terms, total=relation.total - shown)


def _next(question: Question, taken: Sequence[Group], open_: Sequence[Key]) -> Group | None:
    """The group to hide now: of the lowest rank, of those nearest by relations to what can be worked
    out, the smallest.
    """
    hidden = question.hidden(taken)
    left = [group for group in question.order if not hidden.issuperset(group.cells)]
    far = _distances(question.relations, open_)
    near = [(group.rank, min(far[key] for key in group.cells if key in far)) for group in left
            if any(key in far for key in group.cells)]
    reached = [group for group in left if any(key in far for key in group.cells)]
    return reached[near.index(min(near))] if reached else None


def _distances(relations: Sequence[Relation], start: Iterable[Key]) -> dict[Key, int]:
    """How many relations lie between each cell and the nearest of some others."""
    found: dict[Key, int] = dict.fromkeys(start, 0)
    edge, step = set(found), 0
    while edge:
        step += 1
        touched = [one.terms for one in relations if not edge.isdisjoint(one.terms)]
        edge = {key for terms in touched for key in terms} - found.keys()
        found |= dict.fromkeys(edge, step)
    return found
