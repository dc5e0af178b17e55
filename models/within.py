"""All plans in which no goal is more than a margin worse than its best: the rows that say so.

Margin N, a whole number of units. A goal of one value: value <= v* + sigma + N e, v* its best given
the goals before it, sigma its own margin in the scenario, e one unit of its own: 1 place, minute,
home, krona, municipality, place per 10,000 inhabitants; 1 per cent (1/100) in the units total and
relative. A goal of levels: no account is more than N places worse than the worst account in the
best plans, u <= u* + N scale (X / q >= f* - N / q for fulfilment); its deeper levels are free.
N = 0 leaves the levels free below the worst: it holds more plans than those that are best.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from math import ceil, floor

from models.accounts import OVER, UNDER, Account, FulfilmentAccount
from models.errors import NumericalTrouble
from models.formulation import AT_LEAST, AT_MOST, Because
from models.goals import Aim, Goal, Levels, Linear
from models.held import Infeasible
from models.need import Cell
from models.problem import Problem
from models.search import Search
from models.solve import How, Reached, draft_of, search_on

PARTS = ("total", "relative")  # units that are parts of a whole: one unit of them is a hundredth


def unit_of(goal: Goal) -> Fraction:
    """e: one unit of a goal of one value."""
    return Fraction(1, 100) if getattr(goal, "unit", "") in PARTS else Fraction(1)


def within(problem: Problem, how: How, reached: Sequence[Reached], margin: int,
           places: Mapping[Cell, int]) -> tuple[Search, tuple[Aim, ...]]:
    """A search over the plans within the margin, and the goals' aims in order.

    ``places`` are those of a best plan; the incumbent is a plan with them. Raises Stopped and
    NumericalTrouble.
    """
    search = search_on(problem, draft_of(problem), how)
    aims = [goal.aim(problem, search) for goal in problem.goals]
    search.sync()
    for goal, aim, best in zip(problem.goals, aims, reached, strict=True):
        _hold(search, goal, aim, best, margin)
    low, high = search.low.copy(), search.high.copy()
    for cell in problem.cells:
        index = search.draft.x[cell].index
        low[index] = high[index] = places[cell]
    try:
        search.minimise([], low, high)
    except Infeasible as none:
        raise NumericalTrouble("margin") from none
    return search, tuple(aims)


def _hold(search: Search, goal: Goal, aim: Aim, best: Reached, margin: int) -> None:
    """The rows of one goal."""
    if isinstance(aim, Levels):
        value = best.value
        assert isinstance(value, tuple)
        worst = value[0] if value else Fraction(0)
        for account in aim.accounts:
            _box(search, goal.word, account, _badness(account, worst, margin))
        return
    assert not isinstance(best.value, tuple)
    most = best.value + goal.slack + margin * unit_of(goal)
    if isinstance(aim, Linear):
        search.keep((goal.word, "within"), aim.terms, floor(most * aim.scale) - aim.constant, None)
        return
    for account in aim.accounts:
        _box(search, goal.word, account, Fraction(most))


def _badness(account: Account, worst: Fraction, margin: int) -> Fraction:
    """The worst badness of an account that may be so many places worse than the worst."""
    if isinstance(account, FulfilmentAccount):
        return -worst + margin / account.quota
    return worst + margin * account.scale


def _box(search: Search, word: str, account: Account, most: Fraction) -> None:
    """The account's badness is at most so much: two bounds on its amount."""
    if isinstance(account, FulfilmentAccount):
        least: int | None = ceil(-most * account.quota)
        largest = None
    else:
        reach = most / account.scale
        least = None if account.side == OVER else ceil(account.quota - reach)
        largest = None if account.side == UNDER else floor(account.quota + reach)
    count = search.amount(account)
    for end, sense, bound in (("least", AT_LEAST, least), ("most", AT_MOST, largest)):
        if bound is not None:
            search.draft.row((word, end, *account.cells[0]), [(count, 1)], sense, bound + account.offset,
                             Because("goal"))
    search.sync()
