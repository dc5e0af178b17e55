"""What a wish costs: the same question planned with it and without it, and nothing estimated.

A wish is whatever narrows the plan and could be taken away: a decision that is pinned, a rule, a
municipality's own capacity, a least or a most that names someone, a value laid over the scenario.
For each one alone the problem without it is planned. One wish at a time: the prices do not add up.

Both plans are measured by the same yardstick, that of the question without the wish: its quotas,
its rules. A pinned number fills its own quota, so by the yardstick of the question with it the
decision would cost nothing, however unfair it is.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import Any

from models.goals import Goal
from models.goals.total_gap import TotalGap
from models.goals.worst_gap import WorstGap
from models.plan import Ending, Plan, Value
from models.problem import Problem
from models.shifted import own_limits, problem_without, without_room
from models.tables import Table
from models.variations import ALWAYS, without

PIN, RULE, CAPACITY, FLOOR, CEILING, SET = "pinned", "rule", "capacity", "floor", "ceiling", "set"
ROWS = (PIN, FLOOR, CEILING)  # rules each row of whose table is a wish of its own
Plans = Callable[[Sequence[Problem]], Sequence[Plan]]


@dataclass(frozen=True)
class Wish:
    """What could be taken away, and the problem without it.

    ``sort`` is a word of this file; ``word`` the rule, or the value laid over the scenario;
    ``place``, ``kind``, ``year`` and ``figure`` whom it names and how many (empty, None: all);
    ``row`` what its table says of it: who, when, why, source, note.
    """

    sort: str
    word: str
    problem: Problem
    place: str = ""
    kind: str = ""
    year: int | None = None
    figure: int | None = None
    row: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class GoalPrice:
    """One goal of the question without the wish.

    ``own`` is the plan's value as the question with the wish measures it (None where it has no such
    goal), ``with_it`` the same plan's value and ``without`` the other's, both measured as without.
    """

    word: str
    own: Value | None
    with_it: Value
    without: Value

    @property
    def cost(self) -> Fraction | None:
        """How much worse with the wish, in the goal's unit; None for a goal that is a list."""
        if isinstance(self.with_it, tuple) or isinstance(self.without, tuple):
            return None
        return Fraction(self.with_it) - Fraction(self.without)


@dataclass(frozen=True)
class Price:
    """A wish, and the plan with and without it: how each ended, and where both are proved the cost.

    ``moved[code]`` is what a municipality has with the wish less what it has without it, places of
    all kinds in the last year; every municipality of the county stands there. ``worst`` and
    ``total`` are the largest gap and the sum of the gaps. Empty and None unless ``priced``; the
    goals too where the two plans share out different totals. ``same``: both have the same places
    in every cell. ``stopped`` says why the plan without the wish is not known: "time", or "" where
    that question cannot be put.
    """

    wish: Wish
    with_it: Ending
    without: Ending
    goals: tuple[GoalPrice, ...] = ()
    moved: Mapping[str, int] = field(default_factory=dict)
    places: Mapping[str, tuple[int, int]] = field(default_factory=dict)
    worst: GoalPrice | None = None
    total: GoalPrice | None = None
    same: bool = False
    stopped: str = ""

    @property
    def priced(self) -> bool:
        """Are both plans known, and proved?"""
        return self.with_it is Ending.PROVED and self.without is Ending.PROVED

    @property
    def fairness(self) -> tuple[Fraction, Fraction]:
        """What the wish costs in fairness: of the largest gap, then of the sum of the gaps."""
        worst, total = (one.cost or Fraction(0) if one else Fraction(0) for one in (self.worst, self.total))
        return worst, total

    @property
    def free(self) -> bool:
        """Is the plan the same without it, and as good by every goal?"""
        return self.same and bool(self.goals) and all(goal.cost in (None, 0) for goal in self.goals)

    @property
    def changed(self) -> int:
        """Places that lie elsewhere with the wish than without it: the sum of what anyone has more."""
        return sum(n for n in self.moved.values() if n > 0)


def wishes(plan: Plan) -> tuple[Wish, ...]:
    """Every wish of a planned question: decisions, rules, capacities that bind, least and most."""
    return (*_rows(plan.problem), *_rules(plan.problem), *_capacities(plan))


def prices(plan: Plan, asked: Sequence[Wish], plans: Plans) -> tuple[Price, ...]:
    """The price of each wish, what costs most in fairness first, what has no price last.

    ``plans`` plans problems, in order; one for which there was no time has found nothing.
    """
    others = plans([wish.problem for wish in asked])
    found = [_price(plan, wish, other) for wish, other in zip(asked, others, strict=True)]
    return tuple(sorted(found, key=lambda one: (not one.priced, one.goals == (),
                                                *(-cost for cost in one.fairness), -one.changed)))


def _rows(problem: Problem) -> Iterator[Wish]:
    """Each row of the tables of decisions, of the least and of the most, in the table's order."""
    for word in ROWS:
        rule: Any = problem.rule(word)
        table = problem.tables[rule.table] if rule and rule.table else None
        for row in _ordered(problem, table) if table else ():
            kept = tuple(one for one in table.rows if one is not row) if table else ()
            yield Wish(word, word, _with_rows(problem, table, kept), row["code"], row.get("kind") or "",
                       row.get("year"), row["places"], row)


def _ordered(problem: Problem, table: Table) -> list[Mapping[str, Any]]:
    """The rows by place (the county's order, then areas), kind and year: no order of a file matters."""
    rank = {place: i for i, place in enumerate((*problem.county.codes, *problem.areas))}
    def at(row: Mapping[str, Any]) -> tuple[int, str, int]:
        return rank[row["code"]], row.get("kind") or "", row.get("year") or 0
    return sorted(table.rows, key=at)


def _rules(problem: Problem) -> Iterator[Wish]:
    """Every rule but the need, and one that is a single row, which stands there already."""
    for rule in problem.rules:
        if rule.word in ALWAYS or _single(problem, rule):
            continue
        other = without(problem, rule.word)
        if other is not None:
            yield Wish(RULE, rule.word, other)


def _single(problem: Problem, rule: Any) -> bool:
    if rule.word not in ROWS or getattr(rule, "places", None) is not None:
        return False
    return bool(rule.table) and len(problem.tables[rule.table].rows) == 1


def _capacities(plan: Plan) -> Iterator[Wish]:
    """Each municipality's own capacity that leaves it no room; all of them where there is no plan."""
    problem = plan.problem
    if problem.rule(CAPACITY) is None:
        return
    codes = without_room(plan) if plan.found else tuple(
        code for code in problem.county.codes if own_limits(problem, code))
    for code in codes:
        limits = own_limits(problem, code)
        figure = limits[0].figure if len(limits) == 1 else None
        yield Wish(CAPACITY, CAPACITY, problem_without(problem, code), code, "", None, figure, limits[0].row)


def _with_rows(problem: Problem, table: Table | None, rows: tuple[Mapping[str, Any], ...]) -> Problem:
    assert table is not None
    return replace(problem, tables={**problem.tables, table.name: replace(table, rows=rows)}, needs=())


def _price(plan: Plan, wish: Wish, other: Plan) -> Price:
    """The plan with the wish set against the one without it."""
    price = Price(wish, plan.ending, other.ending, stopped=other.stopped)
    if not price.priced:
        return price
    last, need = plan.problem.need.years[-1], plan.problem.need
    codes = plan.problem.county.codes
    places = {m: (sum(plan.places[m, k, last] for k in need.kinds), _there(other, m)) for m in codes}
    price = replace(price, places=places, moved={m: a - b for m, (a, b) in places.items()},
                    same=dict(plan.places) == dict(other.places))
    if other.problem.need.total != need.total or other.problem.county.codes != codes:
        return price
    goals = tuple(_goal(plan, other, goal) for goal in other.problem.goals)
    worst, total = (_goal(plan, other, _measure(other.problem, kind)) for kind in (WorstGap(), TotalGap()))
    return replace(price, goals=goals, worst=worst, total=total)


def _there(plan: Plan, code: str) -> int:
    """Places of all kinds of a municipality in the last year of a plan; 0 where it is not in it."""
    need = plan.problem.need
    return sum(plan.places.get((code, kind, need.years[-1]), 0) for kind in need.kinds)


def _measure(problem: Problem, usual: Goal) -> Goal:
    """The question's own goal of that sort, which may judge otherwise than usual."""
    return next((goal for goal in problem.goals if goal.word == usual.word), usual)


def _goal(plan: Plan, other: Plan, goal: Goal) -> GoalPrice:
    same = replace(plan, problem=other.problem)
    own = next((one for one in plan.problem.goals if one.word == goal.word), None)
    return GoalPrice(goal.word, own.value(plan) if own else None, goal.value(same), goal.value(other))
