"""Level by level: the worst badness as small as possible, then the next worst, to the end.

Level l of the sorted values (worst first); N_l = how many accounts are at least as bad as
level l. Sorted badnesses compare as (N_1, N_2, ...) does. Each amount is its best value and
ordered steps away from it; N_l counts the steps that cross level l. Several levels are
decided in one solve: exactly-at-level counts are digits of a number in mixed radix.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from models.accounts import Account
from models.formulation import AT_LEAST, AT_MOST, EQUAL, Because, Count
from models.search import Search
from models.threshold import Standing, hold_worst, least_worst


@dataclass(frozen=True)
class Step:
    """One step of an amount away from its best: from a better value to a worse (or equal) one.

    ``amount`` is the count of the places, ``end`` the places that the step reaches, ``sign``
    +1 for a step up and -1 for one down.
    """

    count: Count
    before: int
    after: int
    amount: Count
    end: int
    sign: int

    def taken(self, places: int) -> bool:
        """Is the step taken at so many places?"""
        return (places - self.end) * self.sign >= 0


@dataclass(frozen=True)
class Ladder:
    """All levels and all steps: what N_l is made of. Values are whole numbers of the yardstick."""

    standing: Standing
    values: tuple[int, ...]  # worst first
    reach: tuple[int, ...]  # how many accounts can stand exactly at each level
    fixed: tuple[int, ...]  # accounts whose best is at least as bad as each level
    steps: tuple[Step, ...]

    def crossing(self, level: int) -> list[tuple[Count, int]]:
        """The steps whose sum, with ``fixed``, is N of the level."""
        value = self.values[level]
        return [(s.count, 1) for s in self.steps if s.before < value <= s.after]

    def counts(self) -> list[int]:
        """N of every level at the incumbent."""
        return _at_least(sorted(int(v) for v in self.standing.now()), self.values)


def _at_least(rising: Sequence[int], values: Sequence[int]) -> list[int]:
    return [len(rising) - bisect_left(rising, value) for value in values]


def level(search: Search, word: str, accounts: tuple[Account, ...]) -> None:
    """Hold the accounts at their lexicographically least sorted badnesses (worst first)."""
    if not accounts:
        return
    hold_worst(search, word, accounts, least_worst(search, accounts))
    ladder = _ladder(search, word, accounts)
    search.sync()
    _extend(search, ladder)
    done = kept = 0
    while done < len(ladder.values):
        counts = ladder.counts()
        first = _first_open(ladder, counts, done, kept)
        if first > done:
            _hold(search, word, ladder, counts, range(done, first))
            kept = counts[first - 1]
        if first == len(ladder.values):
            break
        done = _decide(search, word, ladder, first)
        kept = ladder.counts()[done - 1]


def _ladder(search: Search, word: str, accounts: tuple[Account, ...]) -> Ladder:
    standing = Standing.of(search, accounts)
    lows, highs = standing.box()
    centres = standing.yard.best(lows, highs)
    steps: list[Step] = []
    possible: Counter[int] = Counter()
    for i, (low, centre, high) in enumerate(zip(lows, centres, highs, strict=True)):
        first, last = search.holes.get(standing.counts[i].index, (1, 0))
        shift = accounts[i].offset
        amounts = [x for x in range(int(low), int(high) + 1) if not first <= x + shift <= last]
        value = {x: standing.yard.value(i, x) for x in amounts}
        centres[i] = min(amounts, key=lambda x: (value[x], abs(x - int(centre)), x))
        possible.update(set(value.values()))
        steps += _steps(search, word, standing, i, int(centres[i]), value)
    values = tuple(sorted(possible, reverse=True))
    best = sorted(int(v) for v in standing.yard.values(centres))
    return Ladder(standing, values, tuple(possible[v] for v in values), tuple(_at_least(best, values)),
                  tuple(steps))


def _steps(search: Search, word: str, standing: Standing, i: int, centre: int,
           value: dict[int, int]) -> list[Step]:
    """Steps up and down from the centre: X = centre + up - down, each step after the one before.

    A step goes from one amount that is possible to the next, so it may be several places long.
    """
    account, draft = standing.accounts[i], search.draft
    made: list[Step] = []
    link = [(standing.counts[i], 1)]
    amounts = sorted(value)
    at = amounts.index(centre)
    for side, sign, way in (("up", 1, amounts[at:]), ("down", -1, amounts[at::-1])):
        last = None
        for start, end in pairwise(way):
            name = (word, side, *account.cells[0], abs(end - centre))
            step = draft.count(name, 0, 1)
            link.append((step, start - end))
            made.append(Step(step, value[start], value[end], standing.counts[i], end + account.offset, sign))
            if last is not None:
                draft.row(name, [(last, 1), (step, -1)], AT_LEAST, 0, Because("goal"))
            last = step
    if made:
        draft.row((word, *account.cells[0]), link, EQUAL, centre + account.offset, Because("goal"))
    return made


def _extend(search: Search, ladder: Ladder) -> None:
    """Give the incumbent its steps: those in a row from the best that its amount has taken."""
    wide = search.widened()
    for step in ladder.steps:
        wide[step.count.index] = step.taken(int(wide[step.amount.index]))
    search.incumbent = wide


def _first_open(ladder: Ladder, counts: Sequence[int], done: int, kept: int) -> int:
    """The first level at which the incumbent might be improved."""
    for at in range(done, len(ladder.values)):
        if counts[at] > max(kept, ladder.fixed[at]):
            return at
        kept = counts[at]
    return len(ladder.values)


def _decide(search: Search, word: str, ladder: Ladder, first: int) -> int:
    """Minimise the counts of a block of levels from ``first`` on, hold them; the level after it."""
    radix, end = 1, first
    while end < len(ladder.values):
        radix *= ladder.reach[end] + 1
        if end > first and radix > search.solver.block:
            break
        end += 1
    outcome = search.minimise(_block(ladder, first, end))
    if search.narrow(outcome.bound, outcome.value):
        search.sync()
    _hold(search, word, ladder, ladder.counts(), range(first, end))
    return end


def _block(ladder: Ladder, first: int, end: int) -> list[tuple[Count, int]]:
    """Sum over the block of digit weight x accounts exactly at the level, as terms on steps.

    A step costs the weight of the worst level of the block that it crosses into, less that
    of the level it comes from.
    """
    weight = {}
    running = 1
    for at in reversed(range(first, end)):
        weight[ladder.values[at]] = running
        running *= ladder.reach[at] + 1
    top = ladder.values[first]
    costs = ((s.count, weight.get(min(s.after, top), 0) - weight.get(min(s.before, top), 0))
             for s in ladder.steps)
    return [(count, cost) for count, cost in costs if cost]


def _hold(search: Search, word: str, ladder: Ladder, counts: Sequence[int], levels: range) -> None:
    """The rows N <= k of some levels; one that the next implies (same k) is left out."""
    for at in levels:
        if at + 1 not in levels or counts[at + 1] > counts[at]:
            terms = ladder.crossing(at)
            if terms:
                most = counts[at] - ladder.fixed[at]
                search.draft.row((word, "count", at), terms, AT_MOST, most, Because("goal"))
    search.sync()
