"""Two goals against each other, step by step: what a little less of the one gives of the other.

A step is a plan that no other plan betters: none is at least as good by both goals and better by
one. With a the first goal's value and b the second's, the steps are found in turn: the first has
the least a, and then the least b; each next one has the least a among plans with b below the last
step's, and then the least b; the last has the least b of all. Every step is a proved whole-number
plan of the same rules; what the two goals leave open is settled by the scenario's other goals in
their order and by the tie rule, so that it is one and the same.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import pairwise
from math import lcm
from typing import Any

from models.accounts import BOTH, PLACES, accounts
from models.exactness import LARGEST_SCALE
from models.goals import Goal
from models.plan import Ending, Plan
from models.problem import Problem

Plans = Callable[[Sequence[Problem]], Sequence[Plan]]
GAPS = ("worst-gap", "total-gap", "square-gap")  # goals whose values are fractions


@dataclass(frozen=True)
class Step:
    """One step: the values of the first and the second goal, each in its own unit, and the plan."""

    first: Fraction
    second: Fraction
    plan: Plan


@dataclass(frozen=True)
class Frontier:
    """The steps, from the best by the first goal to the best by the second.

    ``ending`` is how the first plan that was not proved ended (proved where all were). Between a
    step whose place is in ``gaps`` and the next there may be steps that were not looked for, or
    not reached in time.
    """

    first: Goal
    second: Goal
    steps: tuple[Step, ...]
    ending: Ending = Ending.PROVED
    gaps: frozenset[int] = frozenset()

    @property
    def complete(self) -> bool:
        """Are these all the steps there are (proved)?"""
        return self.ending is Ending.PROVED and not self.gaps

    def place(self, step: Step) -> int | None:
        """Where a step of these values stands among the steps; None where it does not."""
        return next((i for i, one in enumerate(self.steps)
                     if (one.first, one.second) == (step.first, step.second)), None)

    def joined(self, step: Step) -> Frontier:
        """The same with one more step, which lies where there may be more; itself where it stands there."""
        if self.place(step) is not None:
            return self
        at = sum(one.first < step.first for one in self.steps)
        gaps = {i + (i >= at) for i in self.gaps} | {at - 1, at}
        return replace(self, steps=(*self.steps[:at], step, *self.steps[at:]), gaps=frozenset(gaps))


def scalar(goal: Goal) -> bool:
    """Is the goal's value one number (and not a list of levels)?"""
    return hasattr(goal, "margin")


def tradeoff(problem: Problem, first: Goal, second: Goal, plans: Plans, most: int) -> Frontier:
    """At most ``most`` (from 3) steps between two goals with one number each.

    All of them, each found from the one before, where they are no more than ``most``. Where they
    are more the first half of ``most`` in turn, and the other half spread evenly over what is left.
    ``plans`` plans problems, in order.
    """
    two = _Two(problem, _with_margin(first, Fraction(0)), _with_margin(second, Fraction(0)))
    ends = [two.step(made) for made in plans([two.asked(two.first, two.second),
                                              two.asked(two.second, two.first)])]
    left, right = ends
    if not isinstance(left, Step) or not isinstance(right, Step):
        return Frontier(two.first, two.second, (), next(one for one in ends if isinstance(one, Ending)))
    steps, ending = _walk(two, left, right, plans, most)
    if steps[-1].second == right.second:
        return Frontier(two.first, two.second, tuple(steps))
    if ending is Ending.PROVED:
        steps = steps[:max(2, most // 2)]
    found, late = _spread(two, steps[-1], right, plans, most - len(steps) - 1)
    return _told(two, steps, [*found, right], late if ending is Ending.PROVED else ending)


def better(problem: Problem, frontier: Frontier, gain: Fraction, plans: Plans) -> Step | Ending | None:
    """The step that costs least of the second goal and is at least ``gain`` better by the first than
    the step that is best by the second; None where no plan is so much better. An ending where it
    could not be proved.
    """
    two = _Two(problem, frontier.first, frontier.second)
    room = frontier.steps[-1].first - gain - frontier.steps[0].first
    if room < 0:
        return None
    return two.step(plans([two.asked(_with_margin(two.first, room), two.second, two.first)])[0])


@dataclass(frozen=True)
class _Two:
    """Two goals of a problem, without margins."""

    problem: Problem
    first: Goal
    second: Goal

    def asked(self, *goals: Goal) -> Problem:
        """The problem with these goals before all its others."""
        pair = (self.first.word, self.second.word)
        rest = tuple(goal for goal in self.problem.goals if goal.word not in pair)
        return replace(self.problem, goals=(*goals, *rest), needs=())

    def within(self, most: Fraction, right: Step) -> Problem:
        """The best by the first goal with the second at most ``most``."""
        return self.asked(_with_margin(self.second, most - right.second), self.first, self.second)

    def step(self, plan: Plan) -> Step | Ending:
        """The plan with its values, or how it ended where it is not proved."""
        if plan.ending is not Ending.PROVED:
            return plan.ending
        values: dict[str, Any] = {result.word: result.value for result in plan.goals[:2]}
        return Step(Fraction(values[self.first.word]), Fraction(values[self.second.word]), plan)


def _walk(two: _Two, left: Step, right: Step, plans: Plans, most: int) -> tuple[list[Step], Ending]:
    """At most ``most`` steps in turn, each the next; how the first that was not proved ended."""
    steps, fine = [left], _fine(two.problem, two.second)
    while steps[-1].second > right.second and len(steps) < most:
        made = two.step(plans([two.within(steps[-1].second - fine, right)])[0])
        if isinstance(made, Ending):
            return steps, made
        steps.append(made)
    return steps, Ending.PROVED


def _spread(two: _Two, last: Step, right: Step, plans: Plans, count: int) -> tuple[list[Step], Ending]:
    """Steps at ``count`` values of the second goal, evenly between a step and the last one."""
    span = last.second - right.second
    wanted = [last.second - span * Fraction(i, count + 1) for i in range(1, count + 1)]
    made = [two.step(plan) for plan in plans([two.within(value, right) for value in wanted])]
    late = next((one for one in made if isinstance(one, Ending)), Ending.PROVED)
    return [one for one in made if isinstance(one, Step)], late


def _told(two: _Two, walked: Sequence[Step], others: Sequence[Step], ending: Ending) -> Frontier:
    """The steps in order, each once; what lies between those that were not walked is not known."""
    found = {(step.first, step.second): step for step in (*walked, *others)}
    steps = tuple(found[at] for at in sorted(found))
    gaps = frozenset(i for i, (one, other) in enumerate(pairwise(steps))
                     if i >= len(walked) - 1 and _apart(two.second, one, other))
    return Frontier(two.first, two.second, steps, ending, gaps)


def _apart(goal: Goal, one: Step, other: Step) -> bool:
    """Can there be a step between two? Not where whole values are next to each other."""
    return goal.word in GAPS or one.second - other.second > 1


def _with_margin(goal: Any, margin: Fraction) -> Goal:
    made: Goal = replace(goal, margin=margin)
    return made


def _fine(problem: Problem, goal: Any) -> Fraction:
    """A number above 0, and less than any two different values of the goal are apart."""
    if goal.word not in GAPS:
        return Fraction(1)
    found = accounts(problem, per=goal.per, side=getattr(goal, "side", BOTH),
                     unit=getattr(goal, "unit", PLACES))
    parts = [d for a in found for d in (a.scale.denominator, (a.scale * a.quota).denominator)]
    return Fraction(1, 2 * max(lcm(*parts) if parts else 1, LARGEST_SCALE))
