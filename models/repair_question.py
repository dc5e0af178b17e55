"""One question with figures that may give: its best concessions by an aim, and whether a plan fits."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from models.conflict import conflict
from models.conflict_wide import raised
from models.errors import InputFault, NumericalTrouble
from models.formulation import AT_LEAST, Because, Count, Draft
from models.held import Infeasible
from models.problem import Problem
from models.repair_fair import fairest, first_gives_most
from models.repair_figures import Figure, Loosened, loosen
from models.repair_found import Concession
from models.repair_levels import Giver
from models.repair_quotas import rows_of, without
from models.repair_schools import empty_schools
from models.repair_tables import repaired
from models.repair_wide import loosen_wide, wide_figures, widened
from models.search import Search, Stopped
from models.solve import draft_of
from models.solvers import Solver
from models.solvers.budget import Budget

Given = tuple[Concession, ...]


@dataclass(frozen=True)
class How:
    """The question, the rules that may give, a solver, and the time it may use."""

    problem: Problem
    rules: tuple[str, ...]
    solver: Solver
    budget: Budget


def loosened(how: How, leave: tuple[str, ...] = (), quotas_of: Problem | None = None) -> Loosened:
    """The question with steps in the rows that may give.

    ``leave``: rules whose rows are left out; with ``quotas_of`` their rows are those of that problem.
    """
    asked = without(how.problem, leave)
    wide = widened(asked, how.rules)
    draft = draft_of(wide)
    empty_schools(asked, draft)
    if quotas_of is not None:
        draft.rows += rows_of(quotas_of, leave, draft)
    steps = loosen(how.problem, draft, how.rules, list(wide_figures(asked, how.rules)))
    loosen_wide(asked, draft, steps, how.rules)
    return Loosened(draft, steps, wide)


def left_over(how: How, leave: tuple[str, ...] = ()) -> tuple[Because, ...]:
    """What cannot hold together however much the figures give: drop any one and the rest fit."""
    rules = loosened(how, leave).draft.finish()
    wide = loosened(replace(how, problem=raised(how.problem, rules)), leave).draft.finish()
    found, _ = conflict(rules, how.solver, how.budget, wide)
    return tuple(because for because in found if because.rule != "goal")


def fairest_given(how: How, asked: Loosened) -> Given:
    """The fairest concessions, first by the order. Raises ``Infeasible`` where nothing that gives helps."""
    return _best(how, asked, lambda search: fairest(search, list(_givers(asked))))


def least_beside(how: How, leave: tuple[str, ...] = ()) -> Given:
    """The concessions whose sum is smallest, first by the order; nothing where the figures have several
    units, where the time runs out, or where rules left out do not hold with them.
    """
    asked = loosened(how, leave)
    if len({one.sort for one in asked.steps}) > 1:
        return ()
    try:
        given = _best(how, asked, lambda search: _smallest(search, asked))
        return given if not leave or fits(how, repaired(how.problem, given)) else ()
    except (Stopped, NumericalTrouble):
        return ()


def _best(how: How, asked: Loosened, aim: Callable[[Search], None]) -> Given:
    search = Search(asked.problem, asked.draft, how.solver, how.budget)
    search.begin()
    aim(search)
    first_gives_most(search, list(asked.steps.values()))
    found = search.widened()
    return tuple(Concession(one, int(found[count.index])) for one, count in asked.steps.items()
                 if found[count.index])


def _givers(asked: Loosened) -> Iterator[Giver]:
    for one, count in asked.steps.items():
        yield Giver(_size(asked.draft, one, count), one.relative, one.within)


def _smallest(search: Search, asked: Loosened) -> None:
    """The sum of the concessions as small as possible, in the figures' own unit."""
    terms = [term for one, count in asked.steps.items() for term in _amount(asked.draft, one, count)]
    search.sync()
    search.incumbent = None
    outcome = search.minimise(terms)
    search.keep(("gives", "least"), terms, outcome.value, outcome.bound)


def _amount(draft: Draft, one: Figure, count: Count) -> Iterator[tuple[Count, int]]:
    """The concession of a count of steps as a cost: unit x steps - rest, and 0 at 0 (the first step is
    the cheapest, so a step of its own that takes the rest away comes first without being told to).
    """
    size = _size(draft, one, count)
    yield size, one.unit
    if one.rest and size.high:
        first = draft.count(("first", *count.parts), 0, 1)
        draft.row(("first", *count.parts), [(size, 1), (first, -1)], AT_LEAST, 0, Because("goal"))
        yield first, -one.rest


def _size(draft: Draft, one: Figure, count: Count) -> Count:
    """The count itself, or one that is at least its size where it may be below 0."""
    if count.low >= 0:
        return count
    size = draft.count(("size", *count.parts), 0, max(-count.low, count.high))
    for sign in (1, -1):
        draft.row(("size", *count.parts, sign), [(size, 1), (count, sign)], AT_LEAST, 0,
                  Because("goal"))
    return size


def fits(how: How, problem: Problem) -> bool:
    """Is there a plan for the question with the new figures? Not where its quotas cannot be formed."""
    try:
        Search(problem, draft_of(problem), how.solver, how.budget).begin()
    except (Infeasible, InputFault):
        return False
    return True
