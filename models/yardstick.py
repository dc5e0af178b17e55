"""Many accounts measured at once, in whole numbers.

Badnesses are fractions; multiplied by D, the least common denominator of a goal's accounts,
they are whole numbers: u D = max(A X - B, B - A X) with A = D scale and B = D scale q. Where
these would not fit 64 bits the arrays hold Python's own unlimited whole numbers.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from math import lcm

import numpy as np

from models.accounts import OVER, UNDER, Account, FulfilmentAccount
from models.solvers import Array

SAFE = 2**62


class Yardstick:
    """The badness of a goal's accounts at whole amounts, in units of 1 / ``unit``."""

    def __init__(self, accounts: Sequence[Account], largest: int) -> None:
        """``largest`` is an upper bound on every amount and its size."""
        lines = [_line(account) for account in accounts]
        self.unit = lcm(*(f.denominator for line in lines for f in line))
        a = [int(slope * self.unit) for slope, _ in lines]
        b = [int(start * self.unit) for _, start in lines]
        fits = max(map(abs, (*a, 1))) * (largest + 1) + max(map(abs, (*b, 1))) < SAFE // 2
        kind = np.int64 if fits else object
        self.a, self.b = np.array(a, dtype=kind), np.array(b, dtype=kind)
        self.above = np.array([x.side != UNDER for x in accounts], dtype=bool)
        self.below = np.array([x.side != OVER for x in accounts], dtype=bool)
        self.open = np.array([isinstance(x, FulfilmentAccount) for x in accounts], dtype=bool)

    def fraction(self, value: int) -> Fraction:
        """A badness as a fraction."""
        return Fraction(int(value), self.unit)

    def values(self, amounts: Array) -> Array:
        """The badness of every account at its amount."""
        gap = self.a * amounts - self.b
        zero = gap * 0
        found = np.maximum(np.where(self.above, gap, zero), np.where(self.below, -gap, zero))
        return np.where(self.open, -gap, found)

    def value(self, account: int, amount: int) -> int:
        """The badness of one account."""
        gap = int(self.a[account]) * amount - int(self.b[account])
        if self.open[account]:
            return -gap
        return max(gap if self.above[account] else 0, -gap if self.below[account] else 0)

    def within(self, worst: int, low: Array, high: Array) -> tuple[Array, Array]:
        """The amounts of low..high whose badness is at most ``worst`` (low > high: none)."""
        least = np.where(self.below, -((worst - self.b) // self.a), low)
        most = np.where(self.above, (worst + self.b) // self.a, high)
        return (np.maximum(low, least).astype(np.int64), np.minimum(high, most).astype(np.int64))

    def best(self, low: Array, high: Array) -> Array:
        """The least bad amount of low..high; of two equally bad ones the smaller."""
        down = self.b // self.a
        rest = self.b - down * self.a
        up = np.where(self.above, np.where(self.below, 2 * rest > self.a, False), rest > 0)
        nearest = np.where(self.open, high, down + up)
        return np.minimum(np.maximum(nearest, low), high).astype(np.int64)

    def after(self, value: int, low: Array, high: Array) -> int | None:
        """The smallest badness of any account that is larger than ``value``; None if there is none."""
        least, most = self.within(value, low, high)
        some = least <= most
        best = self.best(low, high)
        found = []
        for ends in (np.where(some, least - 1, best), np.where(some, most + 1, best)):
            inside = (ends >= low) & (ends <= high)
            values = self.values(np.clip(ends, low, high))
            found += [int(v) for v in values[inside & (values > value)]]
        return min(found, default=None)

    def reached(self, limit: int, low: Array, high: Array) -> int | None:
        """The largest badness of any account that is at most ``limit``; None if there is none."""
        least, most = self.within(limit, low, high)
        some = least <= most
        if not some.any():
            return None
        ends = [self.values(np.where(some, end, low))[some].max() for end in (least, most)]
        return int(max(ends))


def _line(account: Account) -> tuple[Fraction, Fraction]:
    """Slope and start of the account's badness: slope X - start above its quota."""
    if isinstance(account, FulfilmentAccount):
        return 1 / account.quota, Fraction(0)
    return account.scale, account.scale * account.quota
