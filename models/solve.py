"""Planning: rules, then goals in order, then the tie rule; every step proved and checked.

    formulate(problem)  the rules' rows
    plan(problem)       the one plan that is best by the goals and first by the tie rule
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from models.at_least import first_that_fits
from models.conflict import conflict, sums_that_cannot_fit
from models.conflict_wide import raised
from models.errors import InputFault, NumericalTrouble
from models.formulation import Because, Draft, Formulation
from models.goals import Goal, Linear, Worst
from models.held import Infeasible
from models.levels import level
from models.moving import keep_at_home
from models.need import Cell
from models.plan import Ending, GoalResult, Plan, Tie, Value
from models.problem import DEFAULT_SOLVER, Problem
from models.quotas import quotas
from models.search import Search, Stopped
from models.solvers import Solver
from models.solvers import solver as solver_of
from models.solvers.budget import Budget
from models.threshold import hold_worst, least_worst
from models.ties import break_ties


def draft_of(problem: Problem) -> Draft:
    """A draft with the places x and every rule's counts and rows on it."""
    draft = Draft()
    for cell in problem.cells:
        draft.x[cell] = draft.count(("x", *cell), 0, problem.need.total[cell[1], cell[2]])
    for rule in problem.rules:
        rule.move(problem, draft)
    keep_at_home(problem, draft)
    for rule in problem.rules:
        rule.write(problem, draft)
    return draft


def formulate(problem: Problem) -> Formulation:
    """The rules of a problem as whole-number counts and rows, without any goal."""
    return draft_of(problem).finish()


def plan(problem: Problem, solver: str = DEFAULT_SOLVER, seconds: float | None = None,
         watch: Callable[..., None] | None = None, explain: bool = True) -> Plan:
    """The plan that is best by the problem's goals in order and first by the tie rule.

    Units: places, minutes, homes, kronor as the goals say. ``seconds`` limits the time of all
    solves together. ``watch`` is called with every solve's arrays (for measuring). Endings:
    proved; infeasible, with the rows in conflict; not proved or nothing found when the time
    ran out; numerical trouble. Without ``explain`` no rows in conflict are sought.
    InputFault where the quotas cannot be formed. A problem with
    several ``needs`` is planned for the first of them that fits.
    """
    how = How(solver_of(solver), solver, Budget(seconds), watch)
    return first_that_fits(problem, lambda asked, why: _plan(asked, how, why and explain))


@dataclass(frozen=True)
class How:
    """A solver and its word, the time it may use, and who watches."""

    chosen: Solver
    word: str
    budget: Budget
    watch: Callable[..., None] | None


def _plan(problem: Problem, how: How, explain: bool) -> Plan:
    """The plan for one need; ``explain``: where nothing fits, find what cannot hold together."""
    impossible = sums_that_cannot_fit(problem)
    try:
        found = quotas(problem)
    except InputFault:
        # Limits that no plan can keep may leave no quota either: then the limits are the answer.
        if not impossible:
            raise
        found = {}
    if impossible:
        return Plan(problem, Ending.INFEASIBLE, how.word, found, conflict=impossible)
    draft = draft_of(problem)
    rules = draft.finish()
    try:
        search = search_on(problem, draft, how)
        search.begin()
    except Infeasible:
        because, minimal = _in_conflict(problem, rules, how) if explain else ((), True)
        return Plan(problem, Ending.INFEASIBLE, how.word, found, conflict=because,
                    stopped="" if minimal else "time")
    except Stopped:
        return Plan(problem, Ending.NOTHING_FOUND, how.word, found, stopped="time")
    except NumericalTrouble as trouble:
        return Plan(problem, Ending.NUMERICAL, how.word, found, stopped=str(trouble))
    return _pursue(search, rules, found)


def _in_conflict(problem: Problem, rules: Formulation, how: How) -> tuple[tuple[Because, ...], bool]:
    return conflict(rules, how.chosen, how.budget, formulate(raised(problem, rules)))


def search_on(problem: Problem, draft: Draft, how: How) -> Search:
    """A search over what stands on the draft, not begun; Infeasible where its rows leave nothing."""
    return Search(problem, draft, how.chosen, how.budget, how.watch)


def pursued(problem: Problem, how: How) -> tuple[Search, tuple[Reached, ...]]:
    """A search with every goal at its best and held there, before the tie rule; what each came to.

    What it minimises from here on is over all plans that are best by the goals. Raises Infeasible,
    Stopped and NumericalTrouble.
    """
    search = search_on(problem, draft_of(problem), how)
    search.begin()
    return search, tuple(reach(search, goal) for goal in problem.goals)


def _pursue(search: Search, rules: Formulation, found: Mapping[Cell, Fraction]) -> Plan:
    """From any plan that keeps the rules to the first of the best ones."""
    problem = search.problem
    reached: list[Reached] = []
    ties: tuple[Tie, ...] | None = None
    ending, stopped = Ending.PROVED, ""
    try:
        for goal in problem.goals:
            reached.append(reach(search, goal))
        ties = break_ties(search)
    except Stopped:
        ending, stopped = Ending.NOT_PROVED, "time"
    except (NumericalTrouble, Infeasible) as trouble:
        return Plan(problem, Ending.NUMERICAL, search.solver.word, found, stopped=str(trouble),
                    solves=search.solves)
    _check(search, rules)
    linear = [one.aim.terms for one in reached if one.aim is not None]
    written = search.draft.finish(linear[-1] if linear else ())
    made = replace(_plan_of(search, found), formulation=written, ending=ending, stopped=stopped,
                   ties=ties or (), ties_listed=ties is not None, restated=tuple(sorted(search.restated)))
    return replace(made, goals=tuple(_results(search, made, reached)))


@dataclass(frozen=True)
class Reached:
    """A goal brought to its best: the value then, and its linear aim if it has one."""

    value: Value
    aim: Linear | None


def reach(search: Search, goal: Goal) -> Reached:
    """Bring the incumbent to the goal's best and hold it there (within its margin)."""
    aim = goal.aim(search.problem, search)
    search.sync()
    if isinstance(aim, Linear):
        return _least(search, goal, aim)
    if isinstance(aim, Worst):
        worst = least_worst(search, aim.accounts)
        hold_worst(search, goal.word, aim.accounts, worst + goal.slack)
        if not goal.slack:
            search.proved_worst[aim.accounts] = worst
        return Reached(worst, None)
    level(search, goal.word, aim.accounts)
    return Reached(goal.value(_plan_of(search, {})), None)


def _least(search: Search, goal: Goal, aim: Linear) -> Reached:
    outcome = search.minimise(aim.terms)
    most = outcome.value + int(goal.slack * aim.scale)
    search.keep((goal.word, "hold"), aim.terms, most, outcome.bound)
    return Reached(value_of(outcome.value, aim), aim)


def value_of(cost: int, aim: Linear) -> Value:
    """A linear aim's value at a cost: whole where it counts whole things."""
    exact = Fraction(cost + aim.constant, aim.scale)
    return exact.numerator if aim.scale == 1 else exact


def _plan_of(search: Search, found: Mapping[Cell, Fraction]) -> Plan:
    """The incumbent as a plan."""
    values, draft = search.incumbent, search.draft
    assert values is not None
    pick = {name: {at: int(values[c.index]) for at, c in counts.items()}
            for name, counts in (("x", draft.x), ("y", draft.y), ("o", draft.o), ("r", draft.r),
                                 ("p", draft.p), ("v", draft.v), ("h", draft.h), ("shared", draft.shared))}
    flows = {at: y for at, y in pick["y"].items() if y}
    return Plan(search.problem, Ending.PROVED, search.solver.word, found, pick["x"], flows, pick["o"],
                pick["r"], pick["p"], pick["v"], pick["h"], pick["shared"], solves=search.solves,
                formulation=draft.finish())


def _results(search: Search, made: Plan, reached: Sequence[Reached]) -> Iterator[GoalResult]:
    """What each goal came to; a goal that was not reached has no bound.

    A goal whose quotas were restated is told in the restated quotas, of which it is proved.
    """
    for i, goal in enumerate(made.problem.goals):
        value, bound = goal.value(made), None
        if i < len(reached):
            bound, aim = reached[i].value, reached[i].aim
            if aim is not None and goal.word in search.restated:
                value = value_of(search.now(aim.terms), aim)
        yield GoalResult(goal.word, value, bound, bound is not None, goal.slack)


def _check(search: Search, rules: Formulation) -> None:
    """The last word before anyone sees the plan: every box and row of the rules, exactly."""
    assert search.incumbent is not None
    broken = rules.broken([int(v) for v in search.incumbent[:len(rules.counts)]])
    if broken:
        raise NumericalTrouble(", ".join(broken))
