"""How much of a plan is forced: ranges over all best plans and within a margin, and other plans.

For every cell the least and the most places over all plans that are best by the goals (before the
tie rule) and over all within a margin of them (``models.within``). Then plans within the margin as
unlike as possible: each is as far as possible from the nearest of the plan and those before it,
far = places that another municipality has, sum of max(0, x - x') (half the sum of |x - x'|, for
the county's totals are the same); of those as far, the first by the tie rule. And the plan that
the tie rule gives when the tied municipalities stand in the opposite order.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from models.county import County
from models.errors import NumericalTrouble
from models.formulation import AT_LEAST, AT_MOST, Because
from models.goals import Aim, Linear
from models.held import Infeasible, Terms
from models.need import Cell
from models.plan import Ending, Plan, Value
from models.problem import Problem
from models.search import Search, Stopped
from models.solve import How, Reached, plan, pursued, value_of
from models.solvers import solver as solver_of
from models.solvers.budget import Budget
from models.ties import blocks, digits
from models.within import within

Places = Mapping[Cell, int]
Fresh = Callable[[], tuple[Search, tuple[Aim, ...]]]
TROUBLE = (Stopped, NumericalTrouble, Infeasible)  # what leaves a question open, never answered wrongly


@dataclass(frozen=True)
class Reach:
    """Least and most places of a cell; not ``proved``: plans have these, but others may go further."""

    least: int
    most: int
    proved: bool

    @property
    def forced(self) -> bool:
        """Has every plan the same number (proved)?"""
        return self.proved and self.least == self.most


@dataclass(frozen=True)
class Other:
    """Another plan within the margin: its places, each goal's value, and how far it is.

    ``moved`` places lie with another municipality than in the plan; ``nearest`` the same against
    the nearest of the plan and the others before it, proved to be as many as possible.
    """

    places: Places
    goals: tuple[Value, ...]
    moved: int
    nearest: int


@dataclass(frozen=True)
class Alternatives:
    """What is forced and what was chosen in a proved plan.

    ``best`` and ``near`` are the ranges over all best plans and within ``margin``; ``others`` the
    plans as unlike as possible, ``asked`` how many were sought, ``finished`` False where the time
    ran out before that many were found or shown not to exist; ``tied`` the municipalities whose
    number differs between best plans, ``reversed`` the plan when they stand in the opposite order
    (None: nobody is tied; unless its ending is proved it is not known).
    """

    plan: Plan
    margin: int
    asked: int
    best: Mapping[Cell, Reach]
    near: Mapping[Cell, Reach]
    others: tuple[Other, ...] = ()
    finished: bool = True
    tied: tuple[str, ...] = ()
    reversed: Plan | None = None

    @property
    def complete(self) -> bool:
        """Is everything known, and proved?"""
        ranges = (*self.best.values(), *self.near.values())
        back = self.reversed is None or self.reversed.ending is Ending.PROVED
        return self.finished and back and all(one.proved for one in ranges)


def alternatives(made: Plan, solver: str, seconds: float | None = None, margin: int = 1,
                 number: int = 3) -> Alternatives:
    """What is forced in a proved plan and what else is as good, or within the margin.

    Units: places. ``seconds`` limits all of it; what was not settled in time says so.
    """
    how = How(solver_of(solver), solver, Budget(seconds), None)
    problem = replace(made.problem, needs=())
    try:
        search, reached = pursued(problem, how)
    except TROUBLE:
        unknown = {cell: Reach(places, places, False) for cell, places in made.places.items()}
        return Alternatives(made, margin, number, unknown, unknown, finished=number == 0)
    best = ranges(search, made.places)
    tied = tuple(code for code in problem.county.codes
                 if any(one.least < one.most for cell, one in best.items() if cell[0] == code))
    back = plan(turned(problem, tied), solver, how.budget.left, explain=False) if tied else None
    near, others, finished = _near(problem, how, reached, made, best, margin, number)
    return Alternatives(made, margin, number, best, near, others, finished, tied, back)


def _near(problem: Problem, how: How, reached: Sequence[Reached], made: Plan, best: Mapping[Cell, Reach],
          margin: int, number: int) -> tuple[Mapping[Cell, Reach], tuple[Other, ...], bool]:
    """The ranges within the margin, the other plans there, and whether all of them were found."""
    def fresh() -> tuple[Search, tuple[Aim, ...]]:
        return within(problem, how, reached, margin, made.places)
    try:
        search, _ = fresh()
    except TROUBLE:
        return {cell: replace(one, proved=False) for cell, one in best.items()}, (), number == 0
    near = ranges(search, made.places, best)
    others: list[Other] = []
    try:
        others.extend(_unlike(made, near, fresh, number, others))
    except TROUBLE:
        return near, tuple(others), False
    return near, tuple(others), True


def ranges(search: Search, places: Places, inside: Mapping[Cell, Reach] | None = None) -> dict[Cell, Reach]:
    """The least and most of every cell over all plans of the search, which has ``places``.

    ``inside``: ranges that are reached by plans of the search. No question is put to the solver
    where a plan is already at the end of its box.
    """
    seen = {cell: [n, n] for cell, n in places.items()}
    for cell, one in (inside or {}).items():
        seen[cell] = [min(seen[cell][0], one.least), max(seen[cell][1], one.most)]
    settled = {cell: [False, False] for cell in places}
    try:
        for cell in search.problem.cells:
            for end in (0, 1):
                _settle(search, seen, cell, end)
                settled[cell][end] = True
    except TROUBLE:
        pass  # what is left is told as not proved
    return {cell: Reach(least, most, all(settled[cell])) for cell, (least, most) in seen.items()}


def _settle(search: Search, seen: dict[Cell, list[int]], cell: Cell, end: int) -> None:
    """One end of one cell's range: 0 the least, 1 the most; then its box ends there."""
    index = search.draft.x[cell].index
    box = (search.low, search.high)[end]
    if seen[cell][end] == box[index]:
        return
    sign = (1, -1)[end]
    box[index] = sign * search.minimise([(search.draft.x[cell], sign)]).value
    assert search.incumbent is not None
    for other, span in seen.items():
        there = int(search.incumbent[search.draft.x[other].index])
        span[0], span[1] = min(span[0], there), max(span[1], there)


def turned(problem: Problem, codes: Sequence[str]) -> Problem:
    """The problem with these municipalities in the opposite order, on the ranks they hold together."""
    left = list(codes)
    order = [left.pop() if code in codes else code for code in problem.county.codes]
    return replace(problem, needs=(),
                   county=County.of(problem.county.name, problem.county.municipalities, order))


def _unlike(made: Plan, near: Mapping[Cell, Reach], fresh: Fresh, number: int,
            found: Sequence[Other]) -> Iterator[Other]:
    """Plans as unlike as possible, one at a time, until there are so many or no other exists."""
    known: list[Places] = [made.places]
    while len(known) <= number:
        search, aims = fresh()
        for cell, one in near.items():
            if one.proved:
                index = search.draft.x[cell].index
                search.low[index], search.high[index] = one.least, one.most
        nearest = _farthest(search, known)
        if not nearest:
            return
        other = _chosen(search, aims, made, nearest)
        known.append(other.places)
        yield other


def _farthest(search: Search, known: Sequence[Places]) -> int:
    """Bring the incumbent as far as can be from the nearest of the known plans, and hold it there."""
    draft = search.draft
    total = sum(search.problem.need.total.values())
    far = draft.count(("far",), 0, total)
    for number, places in enumerate(known):
        terms, constant = _moved(search, number, places)
        draft.row(("far", number), [*terms, (far, -1)], AT_LEAST, -constant, Because("goal"))
    search.sync()
    nearest = -search.minimise([(far, -1)]).value
    search.low[far.index] = search.high[far.index] = nearest
    return nearest


def _moved(search: Search, number: int, places: Places) -> tuple[Terms, int]:
    """Sum of max(0, x - x') as terms and a constant: where x' is inside its box by a binary.

    more <= x - x' + (x' - low)(1 - b), more <= (high - x') b.
    """
    draft, terms, constant = search.draft, [], 0
    for cell, before in places.items():
        x = draft.x[cell]
        low, high = int(search.low[x.index]), int(search.high[x.index])
        if before >= high:
            continue
        if before <= low:
            terms.append((x, 1))
            constant -= before
            continue
        more = draft.count(("more", number, *cell), 0, high - before)
        up = draft.count(("up", number, *cell), 0, 1)
        draft.row(("more", number, *cell), [(more, 1), (x, -1), (up, before - low)], AT_MOST, -low,
                  Because("goal"))
        draft.row(("up", number, *cell), [(more, 1), (up, before - high)], AT_MOST, 0, Because("goal"))
        terms.append((more, 1))
    return terms, constant


def _chosen(search: Search, aims: Sequence[Aim], made: Plan, nearest: int) -> Other:
    """Of the plans as far the first by the tie rule; where its places lie, best by the goals in order."""
    counts = [search.draft.x[cell] for cell in search.problem.cells]
    for block in blocks(search, counts):
        search.minimise(digits(search, block, -1))
        search.fix(block)
    assert search.incumbent is not None
    places = {cell: int(search.incumbent[search.draft.x[cell].index]) for cell in search.problem.cells}
    there = replace(made, places=places)
    values = tuple(_least(search, number, aim) if isinstance(aim, Linear) else goal.value(there)
                   for number, (goal, aim) in enumerate(zip(search.problem.goals, aims, strict=True)))
    moved = sum(max(0, n - made.places[cell]) for cell, n in places.items())
    return Other(places, values, moved, nearest)


def _least(search: Search, number: int, aim: Linear) -> Value:
    """The least value of a linear aim, held from here on."""
    outcome = search.minimise(aim.terms)
    search.keep(("other", number), aim.terms, outcome.value, outcome.bound)
    return value_of(outcome.value, aim)
