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
from fractions import Fraction

from models.accounts import Account
from models.formulation import AT_LEAST, AT_MOST, EQUAL, Because, Count
from models.search import Search
from models.threshold import hold_worst, least_worst


@dataclass(frozen=True)
class Step:
    """One step of an amount away from its best: from a better value to a worse (or equal) one."""

    count: Count
    before: Fraction
    after: Fraction


@dataclass(frozen=True)
class Ladder:
    """All levels and all steps: what N_l is made of."""

    values: tuple[Fraction, ...]  # worst first
    reach: tuple[int, ...]  # how many accounts can stand exactly at each level
    fixed: tuple[int, ...]  # accounts whose best is at least as bad as each level
    steps: tuple[Step, ...]

    def crossing(self, level: int) -> list[tuple[Count, int]]:
        """The steps whose sum, with ``fixed``, is N of the level."""
        value = self.values[level]
        return [(s.count, 1) for s in self.steps if s.before < value <= s.after]


def level(search: Search, word: str, accounts: Sequence[Account]) -> None:
    """Hold the accounts at their lexicographically least sorted badnesses (worst first)."""
    hold_worst(search, word, accounts, least_worst(search, accounts))
    ladder = _ladder(search, word, accounts)
    search.sync()
    _extend(search)
    done = kept = 0
    while done < len(ladder.values):
        counts = _counts(search, accounts, ladder)
        first = _first_open(ladder, counts, done, kept)
        if first > done:
            _hold(search, word, ladder, counts, range(done, first))
            kept = counts[first - 1]
        if first == len(ladder.values):
            break
        done = _decide(search, word, accounts, ladder, first)
        kept = _counts(search, accounts, ladder)[done - 1]


def _ladder(search: Search, word: str, accounts: Sequence[Account]) -> Ladder:
    steps: list[Step] = []
    possible: Counter[Fraction] = Counter()
    best: list[Fraction] = []
    for account in accounts:
        count = search.amount(account)
        low, high = (int(b[count.index]) - account.offset for b in (search.low, search.high))
        centre = account.best(low, high)
        best.append(account.badness(centre))
        possible.update({account.badness(x) for x in range(low, high + 1)})
        steps += _steps(search, word, account, count, (low, centre, high))
    values = tuple(sorted(possible, reverse=True))
    best.sort()
    fixed = tuple(len(best) - bisect_left(best, v) for v in values)
    return Ladder(values, tuple(possible[v] for v in values), fixed, tuple(steps))


def _steps(search: Search, word: str, account: Account, count: Count,
           box: tuple[int, int, int]) -> list[Step]:
    """Steps up and down from the centre: X = centre + up - down, each step after the one before."""
    low, centre, high = box
    draft, made = search.draft, []
    link = [(count, 1)]
    for side, sign, length in (("up", 1, high - centre), ("down", -1, centre - low)):
        last = None
        for n in range(1, length + 1):
            at = (word, side, *account.cells[0], n)
            step = draft.count(at, 0, 1)
            link.append((step, -sign))
            made.append(Step(step, account.badness(centre + sign * (n - 1)),
                             account.badness(centre + sign * n)))
            if last is not None:
                draft.row(at, [(last, 1), (step, -1)], AT_LEAST, 0, Because("goal"))
            last = step
    if made:
        draft.row((word, *account.cells[0]), link, EQUAL, centre + account.offset, Because("goal"))
    return made


def _extend(search: Search) -> None:
    """Give the incumbent values for counts that came after it (one solve, nothing to minimise)."""
    if search.incumbent is not None and len(search.incumbent) < len(search.low):
        low, high = search.low.copy(), search.high.copy()
        n = len(search.incumbent)
        low[:n] = high[:n] = search.incumbent
        search.minimise([], low, high)


def _counts(search: Search, accounts: Sequence[Account], ladder: Ladder) -> list[int]:
    """N of every level at the incumbent."""
    x = search.draft.x
    bad = sorted(a.badness(search.now([(x[c], 1) for c in a.cells]) - a.offset) for a in accounts)
    return [len(bad) - bisect_left(bad, value) for value in ladder.values]


def _first_open(ladder: Ladder, counts: Sequence[int], done: int, kept: int) -> int:
    """The first level at which the incumbent might be improved."""
    for l in range(done, len(ladder.values)):
        if counts[l] > max(kept, ladder.fixed[l]):
            return l
        kept = counts[l]
    return len(ladder.values)


def _decide(search: Search, word: str, accounts: Sequence[Account], ladder: Ladder, first: int) -> int:
    """Minimise the counts of a block of levels from ``first`` on, hold them; the level after it."""
    radix, end = 1, first
    while end < len(ladder.values) and (end == first or radix * (ladder.reach[end] + 1) <= search.solver.block):
        radix *= ladder.reach[end] + 1
        end += 1
    terms = _block(ladder, first, end)
    outcome = search.minimise(terms)
    if search.narrow(outcome.bound, outcome.value):
        search.sync()
    _hold(search, word, ladder, _counts(search, accounts, ladder), range(first, end))
    return end


def _block(ladder: Ladder, first: int, end: int) -> list[tuple[Count, int]]:
    """Sum over the block of digit weight x accounts exactly at the level, as terms on steps.

    A step costs the weight of the worst level of the block that it crosses into, less that
    of the level it comes from.
    """
    weight = {}
    running = 1
    for l in reversed(range(first, end)):
        weight[ladder.values[l]] = running
        running *= ladder.reach[l] + 1
    top = ladder.values[first]
    terms: dict[int, tuple[Count, int]] = {}
    for step in ladder.steps:
        cost = weight.get(min(step.after, top), 0) - weight.get(min(step.before, top), 0)
        if cost:
            terms[step.count.index] = (step.count, cost)
    return list(terms.values())


def _hold(search: Search, word: str, ladder: Ladder, counts: Sequence[int], levels: range) -> None:
    """The rows N <= k of some levels; one that the next implies (same k) is left out."""
    for l in levels:
        if l + 1 not in levels or counts[l + 1] > counts[l]:
            terms = ladder.crossing(l)
            if terms:
                most = counts[l] - ladder.fixed[l]
                search.draft.row((word, "count", l), terms, AT_MOST, most, Because("goal"))
    search.sync()
