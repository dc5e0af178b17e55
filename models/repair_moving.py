"""The way out where quotas move with the figures that give.

Without the rows that read the quotas the question is wider: its fairest way out is the fairest of all
if a plan fits there, quotas and all. Otherwise the quotas are taken where a way out left them, and the
question put again, until a plan fits; and where the ways out are few they are all tried in order.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from itertools import product
from math import prod

from models.errors import InputFault
from models.held import Infeasible
from models.problem import Problem
from models.repair_figures import Loosened
from models.repair_found import Concession, Outcome, Repair
from models.repair_question import Given, How, fairest_given, fits, least_beside, left_over, loosened
from models.repair_tables import repaired

ROUNDS = 6  # so many times the quotas are taken anew
LISTED = 20_000  # ways out that are put in order at the most, and how many of them are tried
TRIED = 300
Steps = tuple[int, ...]
Rank = tuple[list[Fraction], list[int]]


def way_out(how: How, words: tuple[str, ...]) -> Repair:
    """The way out of a question in which the quotas of the rules ``words`` move with the figures."""
    free = loosened(how, words)
    held = free.held
    try:
        least = fairest_given(how, free)
    except Infeasible:
        return Repair(Outcome.NONE, how.rules, left=left_over(how, words), held=held, moving=words)
    if fits(how, repaired(how.problem, least)):
        return _told(how, Outcome.PROVED, least, words, held)
    figures = _figures(how, words, free)
    found = list(_candidates(how, words, least))
    best = min(found, key=lambda given: _rank(figures, _steps(figures, given)), default=None)
    try:
        first = _first(how, figures, least, best)
    except _TooMany:
        if best is None:
            return Repair(Outcome.QUOTAS, how.rules, held=held, moving=words)
        return _told(how, Outcome.FOUND, best, words, held)
    if first is None:
        return Repair(Outcome.NONE, how.rules, held=held, moving=words, tried=True)
    return _told(how, Outcome.PROVED, first, words, held, True)


def _told(how: How, outcome: Outcome, given: Given, words: tuple[str, ...], held: tuple[str, ...],
          tried: bool = False) -> Repair:
    least = least_beside(how, words) if outcome is Outcome.PROVED else ()
    return Repair(outcome, how.rules, given, least, problem=repaired(how.problem, given), held=held,
                  moving=words, tried=tried)


def _candidates(how: How, words: tuple[str, ...], given: Given) -> Iterator[Given]:
    """Ways out found with the quotas as they were, then as each way out leaves them, where a plan fits."""
    seen: list[Given] = [given]
    asked: Problem = how.problem
    for _ in range(ROUNDS):
        try:
            given = fairest_given(how, loosened(how, words, asked))
        except (Infeasible, InputFault):
            given = ()
        if given and given not in seen:
            seen.append(given)
            if fits(how, repaired(how.problem, given)):
                yield given
        elif asked is not how.problem:
            return
        asked = repaired(how.problem, given or seen[0])


class _TooMany(Exception):
    """There are more ways out than can be tried."""


def _figures(how: How, words: tuple[str, ...], free: Loosened) -> Loosened:
    """The figures that may give, the limit of the gap among them; those of the free question where the
    quotas of today cannot be formed.
    """
    try:
        return loosened(how, words, how.problem)
    except InputFault:
        return free


def _first(how: How, figures: Loosened, least: Given, best: Given | None) -> Given | None:
    """The fairest way out, every fairer one having been tried; None where there is none at all.

    None is fairer than ``least``; ``best`` is one, if any is known.
    """
    if "within-gap" in how.rules and "within-gap" not in figures.held:
        raise _TooMany
    ranges = [range(count.low, count.high + 1) for count in figures.steps.values()]
    if prod(map(len, ranges)) > LISTED:
        raise _TooMany
    floor = _rank(figures, _steps(figures, least))
    roof = None if best is None else _rank(figures, _steps(figures, best))
    listed = sorted((rank, steps) for steps in product(*ranges)
                    if (rank := _rank(figures, steps)) > floor and (roof is None or rank < roof))
    for number, (_, steps) in enumerate(listed):
        given = tuple(Concession(one, n) for one, n in zip(figures.steps, steps, strict=True) if n)
        if number >= TRIED:
            raise _TooMany
        if fits(how, repaired(how.problem, given)):
            return given
    return best


def _steps(figures: Loosened, given: Given) -> Steps:
    found = {one.figure: one.step for one in given}
    return tuple(found.get(one, 0) for one in figures.steps)


def _rank(figures: Loosened, steps: Steps) -> Rank:
    """What puts ways out in order: the relative concessions, largest first, then who gives first."""
    parts = (one.relative(n) for one, n in zip(figures.steps, steps, strict=True))
    return sorted(parts, reverse=True), [-n for n in steps]
