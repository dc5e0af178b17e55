"""The fairest way out when nothing fits: who gives how much of which figure.

Each figure of a rule that may give is loosened by whole steps. The relative concessions
(concession / max(1, figure)) are brought level by level to their lexicographically least, the
largest first, exactly as the gaps of a plan are; then the first in the order gives most.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from fractions import Fraction

from models.accounts import BOTH, OVER, Account
from models.conflict import conflict
from models.errors import InputFault, NumericalTrouble
from models.formulation import AT_LEAST, Because, Count, Draft
from models.held import Infeasible
from models.levels import level
from models.problem import Problem
from models.repair_figures import EITHER, Figure, Loosened, loosen
from models.repair_schools import empty_schools, with_rows
from models.repair_tables import repaired
from models.search import Search, Stopped
from models.sections.repair import RepairKeys
from models.solve import draft_of
from models.solvers import Solver
from models.solvers import solver as solver_of
from models.solvers.budget import Budget
from models.ties import blocks, decide

WORD = "repair"


class Outcome(Enum):
    """How the search for a way out ended; the value is the word in run.json."""

    PROVED = "proved"
    NONE = "no-way-out"  # the rules that may not give cannot hold together either
    QUOTAS = "quotas"  # the quotas that rules read cannot be formed, or move with the figures
    STOPPED = "not-proved"


@dataclass(frozen=True)
class Concession:
    """What a figure gives: the figure before and after, in its own unit."""

    figure: Figure
    step: int

    @property
    def because(self) -> Because:
        """The rule, the place, the kind and the year of the figure."""
        return self.figure.because

    @property
    def amount(self) -> int:
        """How much is given, at least 1, in the figure's unit."""
        return abs(self.figure.concession(self.step))

    @property
    def after(self) -> int:
        """The figure after the concession."""
        return self.figure.after(self.step)

    @property
    def relative(self) -> Fraction:
        """amount / max(1, figure)."""
        return self.figure.relative(self.step)


@dataclass(frozen=True)
class Repair:
    """The fairest way out of a question that nothing fits.

    ``given`` what gives, in the order of the tie rule; ``least`` what would give if only the sum
    of the steps were as small as possible and the first in the order gave most; ``rules`` those
    that may give; ``left`` what cannot hold together though they give; ``problem`` the question
    with the figures after the concessions.
    """

    outcome: Outcome
    rules: tuple[str, ...]
    given: tuple[Concession, ...] = ()
    least: tuple[Concession, ...] = ()
    left: tuple[Because, ...] = ()
    problem: Problem | None = None


@dataclass(frozen=True)
class _How:
    problem: Problem
    rules: tuple[str, ...]
    solver: Solver
    budget: Budget


def repair(problem: Problem, solver: str, seconds: float | None = None) -> Repair:
    """The fairest way out of a problem that is proved to have no plan; of several needs, of ``need``.

    Units: those of the figures. ``seconds`` limits the time of all solves together. Endings:
    proved; no way out (``left`` says what stands in the way); quotas that cannot be formed or
    that move with the figures, so that the way out is no plan; stopped by time or trouble.
    """
    keys: RepairKeys = problem.section(WORD) or RepairKeys()
    how = _How(problem, keys.rules, solver_of(solver), Budget(seconds))
    try:
        return _repair(how)
    except (Stopped, NumericalTrouble):
        return Repair(Outcome.STOPPED, how.rules)
    except InputFault:  # rules that read quotas cannot be written where no quota can be formed
        return Repair(Outcome.QUOTAS, how.rules)


def _repair(how: _How) -> Repair:
    loosened = _loosened(how)
    rules = loosened.draft.finish()
    try:
        given = _best(how, loosened, _fairest)
    except Infeasible:
        left, _ = conflict(rules, how.solver, how.budget)
        return Repair(Outcome.NONE, how.rules, left=left)
    after = repaired(how.problem, given)
    if not _fits(how, after):
        return Repair(Outcome.QUOTAS, how.rules)
    least = _best(how, _loosened(how), _smallest)
    return Repair(Outcome.PROVED, how.rules, given, least, problem=after)


def _loosened(how: _How) -> Loosened:
    problem = with_rows(how.problem) if "commuting" in how.rules else how.problem
    draft = draft_of(problem)
    empty_schools(how.problem, draft)
    return loosen(how.problem, draft, how.rules)


def _best(how: _How, loosened: Loosened, aim: Callable[[Search, Loosened], None]) -> tuple[Concession, ...]:
    """The concessions that are best by the aim and first by the order."""
    search = Search(how.problem, loosened.draft, how.solver, how.budget)
    search.begin()
    aim(search, loosened)
    for block in blocks(search, list(loosened.steps.values())):
        decide(search, block)
    found = search.widened()
    return tuple(Concession(one, int(found[count.index])) for one, count in loosened.steps.items()
                 if found[count.index])


def _fairest(search: Search, loosened: Loosened) -> None:
    """Relative concessions at their lexicographically least, the largest first."""
    accounts = []
    for number, (one, count) in enumerate(loosened.steps.items()):
        cell = (WORD, str(number), 0)
        loosened.draft.x[cell] = count
        weight = max(1, one.figure)
        # scale x (step - quota) = (unit x step - rest) / weight, and 0 at step 0.
        accounts.append(Account((cell,), 0, Fraction(one.rest, one.unit), Fraction(one.unit, weight),
                                BOTH if one.because.rule == EITHER else OVER))
    level(search, WORD, tuple(accounts))


def _smallest(search: Search, loosened: Loosened) -> None:
    """The sum of the steps as small as possible."""
    terms = [(_size(loosened.draft, one, count), 1) for one, count in loosened.steps.items()]
    search.sync()
    search.incumbent = None
    outcome = search.minimise(terms)
    search.keep((WORD, "least"), terms, outcome.value, outcome.bound)


def _size(draft: Draft, one: Figure, count: Count) -> Count:
    """The count itself, or one that is at least its size where it may be below 0."""
    if count.low >= 0:
        return count
    size = draft.count(("size", *count.parts), 0, max(-count.low, count.high))
    for sign in (1, -1):
        draft.row(("size", *count.parts, sign), [(size, 1), (count, sign)], AT_LEAST, 0,
                  Because("goal", figure=one.figure))
    return size


def _fits(how: _How, problem: Problem) -> bool:
    """Is there a plan for the question with the new figures?"""
    try:
        Search(problem, draft_of(problem), how.solver, how.budget).begin()
    except Infeasible:
        return False
    return True


