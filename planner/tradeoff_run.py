"""Two goals of a scenario or a run set against each other, and the least change for a stated gain."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING

from models.errors import InputFault, fault
from models.goals import Goal
from models.pieces import pieces, tables_of
from models.plan import Ending
from models.tradeoff import Frontier, Step, better, scalar, tradeoff

if TYPE_CHECKING:
    from models.problem import Problem
    from planner.case import Case
    from planner.scenario import Scenario

FAIR, USUAL = ("worst-gap", "total-gap", "square-gap"), ("travel", "change")
CHANGE = "change"
MOST = 12  # steps, unless told


@dataclass(frozen=True)
class Traded:
    """A question, the steps between two of its goals, and the one picked for a stated gain.

    ``gain`` is the gain asked for, in the first goal's unit (None: none); ``gained`` the step, how
    its planning ended where it is not proved, or None where no plan gains so much.
    """

    id: str
    scenario: Scenario
    case: Case
    frontier: Frontier
    gain: Fraction | None = None
    gained: Step | Ending | None = None

    @property
    def ending(self) -> Ending:
        """How it ended: proved, or as the first plan that was not."""
        if self.frontier.ending is not Ending.PROVED:
            return Ending.NOT_PROVED if self.frontier.steps else self.frontier.ending
        return Ending.NOT_PROVED if isinstance(self.gained, Ending) else Ending.PROVED


def trade(path: Path, sets: Sequence[str] = (), between: Sequence[str] = (), *, gain: Fraction | None = None,
          most: int = MOST, solver: str | None = None, seconds: float | None = None,
          progress: bool = False) -> Traded:
    """The steps between two goals of what a path names; raises as planning does.

    ``between`` names the goals (none: fairness against travel or change); ``seconds`` is for all.
    """
    from planner.case import load_case
    from planner.identity import digest
    from planner.price_run import scenario_at
    from planner.run import how, run_id
    from planner.several import Beside
    scenario = scenario_at(path, sets)
    case = load_case(scenario)
    first, second = goals_of(case.problem, between)
    solver, seconds = how(scenario, solver, seconds)
    beside = Beside(solver, None if seconds is None else time.time() + seconds, each=1.0, progress=progress)
    # Where several county totals are tried in turn the steps are those of the first that fits.
    problem = beside.plans([case.problem])[0].problem if case.problem.needs else case.problem
    found = tradeoff(problem, first, second, beside.plans, most)
    gained = None
    if gain is not None and found.steps and found.ending is Ending.PROVED:
        gained = better(problem, found, gain, beside.plans)
        found = found.joined(gained) if isinstance(gained, Step) else found
    made = digest({"run": run_id(scenario, case), "between": [first.word, second.word], "most": most,
                   "gain": str(gain)})
    return Traded(made, scenario, case, found, gain, gained)


def goals_of(problem: Problem, between: Sequence[str]) -> tuple[Goal, Goal]:
    """The two goals: the scenario's own of these words, else with their usual keys; ``InputFault``
    where a word is no goal of one number, or lacks its rule or table here.
    """
    words = tuple(between) or _usual(problem)
    if len(words) != 2 or words[0] == words[1]:
        raise InputFault([fault("tradeoff-two", at="--between", known=", ".join(possible(problem)))])
    wrong = [word for word in words if word not in possible(problem)]
    if wrong:
        raise InputFault([fault("tradeoff-goal", at="--between", word=word,
                                known=", ".join(possible(problem))) for word in wrong])
    first, second = (_goal(problem, word) for word in words)
    return first, second


def _usual(problem: Problem) -> tuple[str, ...]:
    own = [goal.word for goal in problem.goals]
    fair = next((word for word in FAIR if word in own), FAIR[0])
    given = [CHANGE] if CHANGE in own else []  # a given plan is there to be weighed against
    other = next((word for word in (*given, *USUAL) if word in possible(problem)), "")
    return (fair, other) if other else ()


def possible(problem: Problem) -> tuple[str, ...]:
    """The goals of one number that can be pursued here: those of the scenario, and those that need
    neither a rule nor a table that it lacks.
    """
    own = {goal.word for goal in problem.goals if scalar(goal)}
    return tuple(word for word, piece in pieces("goals").items() if word in own or _fits(problem, piece))


def _fits(problem: Problem, piece: type) -> bool:
    try:
        goal = piece()
    except TypeError:  # a key of it must be given
        return False
    needs = all(name in problem.tables for name in tables_of(goal))
    return scalar(goal) and needs and (not goal.rule or problem.rule(goal.rule) is not None)


def _goal(problem: Problem, word: str) -> Goal:
    own = next((goal for goal in problem.goals if goal.word == word), None)
    made: Goal = own or pieces("goals")[word]()
    return made
