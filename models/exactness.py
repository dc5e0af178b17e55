"""Whole-number costs for goals whose values are fractions.

Every value of a goal is multiplied by D, the least common denominator. Where D would grow
beyond what a solver's floating-point numbers tell apart, the quotas are restated in units
of 10^-7 place by largest remainder, so that each kind and year still sums to its total.
What is proved is then proved of the restated quotas, and every output says so.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import replace
from fractions import Fraction
from itertools import pairwise
from math import floor, lcm
from typing import TYPE_CHECKING

from models.accounts import Account
from models.goals import Linear, convex

if TYPE_CHECKING:
    from models.search import Search

# A goal is held as a row of its costs; beyond these a solver's tolerances no longer see one unit.
LARGEST, LARGEST_SCALE = 2**40, 2**26
FINE = 10**7
Value = Callable[[Account, int], Fraction]


def whole_costs(search: Search, word: str, accounts: Sequence[Account], value: Value) -> Linear:
    """The sum of ``value(account, X)`` as a whole-number linear aim (values times a scale).

    The scale is D where it is small enough; else the quotas are restated; where the scale
    is still too large (a unit with many totals) the marginal costs are rounded to a power of
    ten that fits, which keeps them rising. Marks the search as restated in both cases.
    """
    boxes = [search.box([(search.draft.x[c], 1) for c in a.cells]) for a in accounts]
    size = _size(search, word)
    scale = _denominator(accounts)
    if scale > LARGEST_SCALE or scale * size > LARGEST:
        search.restated.add(word)
        accounts = restated(accounts)
        scale = _denominator(accounts)
    if scale > LARGEST_SCALE or scale * size > LARGEST:
        scale = 10 ** (len(str(min(LARGEST_SCALE, LARGEST // size))) - 1)
    terms, constant = [], Fraction(0)
    for account, (low, high) in zip(accounts, boxes, strict=True):
        start = account.offset
        values = [value(account, x - start) * scale for x in range(low, high + 1)]
        name: tuple[str | int, ...] = (word, *account.cells[0], *(c[1] for c in account.cells[1:]))
        slopes = [round(b - a) for a, b in pairwise(values)]
        terms += convex(search, name, account.cells, start, slopes, low - start)
        constant += values[0]
    return Linear(terms, round(constant), scale)


def _denominator(accounts: Sequence[Account]) -> int:
    parts = [(a.scale.denominator, (a.scale * a.quota).denominator) for a in accounts]
    return lcm(*(d for pair in parts for d in pair)) if parts else 1


def _size(search: Search, word: str) -> int:
    need = search.problem.need
    power = 2 if word == "square-gap" else 1
    return max(1, sum(total**power for total in need.total.values()) * len(need.kinds) * len(need.years))


def restated(accounts: Sequence[Account]) -> list[Account]:
    """The same accounts with quotas in whole units of 10^-7 place, sums kept by largest remainder.

    Accounts of the same kinds and year share a sum; ties of remainders go to the earlier one.
    """
    together: dict[object, list[int]] = defaultdict(list)
    for i, account in enumerate(accounts):
        together[tuple(c[1:] for c in account.cells)].append(i)
    new = list(accounts)
    for members in together.values():
        exact = [accounts[i].quota * FINE for i in members]
        units = [floor(q) for q in exact]
        missing = round(sum(exact)) - sum(units)
        order = sorted(range(len(members)), key=lambda j: (units[j] - exact[j], j))
        for j in order[:missing]:
            units[j] += 1
        for i, unit in zip(members, units, strict=True):
            new[i] = replace(accounts[i], quota=Fraction(unit, FINE))
    return new
