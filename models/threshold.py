"""The smallest largest badness: a search over thresholds, each tried as boxes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction

import numpy as np

from models.accounts import Account
from models.formulation import AT_LEAST, AT_MOST, Because
from models.held import Infeasible
from models.propagation import propagate
from models.search import Search
from models.solvers import Array
from models.yardstick import Yardstick


class Standing:
    """The accounts of one goal with the counts that carry their places in service."""

    @classmethod
    def of(cls, search: Search, accounts: tuple[Account, ...]) -> Standing:
        """The standing of these accounts, made once a search (boxes only ever narrow)."""
        known = search.standings
        if accounts not in known:
            known[accounts] = cls(search, accounts)
        found: Standing = known[accounts]
        return found

    def __init__(self, search: Search, accounts: Sequence[Account]) -> None:
        self.search, self.accounts = search, accounts
        self.counts = [search.amount(account) for account in accounts]
        search.sync()
        self.index = np.array([c.index for c in self.counts], dtype=np.int64)
        self.offset = np.array([a.offset for a in accounts], dtype=np.int64)
        low, high = self.box()
        self.yard = Yardstick(accounts, int(max(np.abs(low).max(initial=0), np.abs(high).max(initial=0))))

    def box(self) -> tuple[Array, Array]:
        """Least and most of every account's amount X."""
        return self.search.low[self.index] - self.offset, self.search.high[self.index] - self.offset

    def now(self) -> Array:
        """The badness of every account in the incumbent."""
        return self.yard.values(self.search.widened()[self.index] - self.offset)

    def worst(self) -> int:
        """The largest badness in the incumbent."""
        return int(self.now().max())

    def boxes(self, worst: int) -> tuple[Array, Array] | None:
        """The boxes in which no account is worse, narrowed by the rows; None where one is empty."""
        least, most = self.yard.within(worst, *self.box())
        if (least > most).any():
            return None
        low, high = self.search.low.copy(), self.search.high.copy()
        low[self.index], high[self.index] = least + self.offset, most + self.offset
        return (low, high) if propagate(self.search.rows, low, high) else None

    def fits(self, worst: int) -> bool:
        """Is there a plan in which no account is worse? It becomes the incumbent."""
        boxes = self.boxes(worst)
        if boxes is None:
            return False
        try:
            self.search.minimise([], *boxes)
        except Infeasible:
            return False
        return True


def least_worst(search: Search, accounts: tuple[Account, ...]) -> Fraction:
    """v* = the least value v that some account can take and for which the boxes u <= v leave a plan.

    First what the rows alone, without a solver, show to be impossible; the least value left
    is tried, and where it fails the span up to the incumbent's own value is halved. The
    incumbent then has v*.
    """
    if accounts in search.proved_worst or not accounts:
        return search.proved_worst.get(accounts, Fraction(0))
    standing = Standing.of(search, accounts)
    worst = standing.worst()
    box = standing.box()
    best = int(standing.yard.values(standing.yard.best(*box)).max())
    lowest = _halve(standing, best, worst, lambda v: standing.boxes(v) is not None)
    if lowest < worst and not standing.fits(lowest):
        _halve(standing, standing.yard.after(lowest, *box) or worst, worst, standing.fits)
    return standing.yard.fraction(standing.worst())


def _halve(standing: Standing, low: int, high: int, holds: Callable[[int], bool]) -> int:
    """The least value from ``low`` on that ``holds``; ``high`` does."""
    box = standing.box()
    while low < high:
        middle = (low + high) // 2
        if holds(middle):
            reached = standing.yard.reached(middle, *box)
            high = min(standing.worst(), middle if reached is None else reached)
        else:
            low = standing.yard.after(middle, *box) or high
    return low


def hold_worst(search: Search, word: str, accounts: tuple[Account, ...], most: Fraction) -> None:
    """From here on no account is worse than ``most``: two rows an account."""
    if not accounts:
        return
    standing = Standing.of(search, accounts)
    ends = [standing.yard.values(end).max() for end in standing.box()]
    worst = min(most.numerator * standing.yard.unit // most.denominator, int(max(ends)))
    least, largest = standing.yard.within(worst, *standing.box())
    for account, count, low, high in zip(accounts, standing.counts, least, largest, strict=True):
        for sense, end, bound in ((AT_LEAST, "least", low), (AT_MOST, "most", high)):
            search.draft.row((word, end, *account.cells[0]), [(count, 1)], sense,
                             int(bound) + account.offset, Because("goal"))
    search.sync()
