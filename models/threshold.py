"""The smallest largest badness: a search over thresholds, each tried as boxes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction

from models.accounts import Account
from models.formulation import AT_LEAST, AT_MOST, Because, Count
from models.propagation import propagate
from models.search import Infeasible, Search
from models.solvers import Array

Boxes = tuple[Array, Array]


class Threshold:
    """The accounts of one goal, each with the count that carries its places in service."""

    def __init__(self, search: Search, accounts: Sequence[Account]) -> None:
        self.search = search
        self.pairs = [(account, search.amount(account)) for account in accounts]
        search.sync()

    def box(self, account: Account, count: Count) -> tuple[int, int]:
        """Least and most of an account's amount X."""
        low, high = self.search.low[count.index], self.search.high[count.index]
        return int(low) - account.offset, int(high) - account.offset

    def best(self) -> Fraction:
        """The largest of the accounts' own best values: no plan does better."""
        return max(a.badness(a.best(*self.box(a, c))) for a, c in self.pairs)

    def now(self) -> Fraction:
        """The largest badness of the incumbent."""
        x = self.search.draft.x
        return max(a.badness(self.search.now([(x[cell], 1) for cell in a.cells]) - a.offset)
                   for a, _ in self.pairs)

    def boxes(self, worst: Fraction) -> Boxes | None:
        """The boxes in which no account is worse, narrowed by the rows; None where one is empty."""
        low, high = self.search.low.copy(), self.search.high.copy()
        for account, count in self.pairs:
            least, most = account.within(worst, *self.box(account, count))
            if least > most:
                return None
            low[count.index], high[count.index] = least + account.offset, most + account.offset
        return (low, high) if propagate(self.search.rows, low, high) else None

    def fits(self, worst: Fraction) -> bool:
        """Is there a plan in which no account is worse? It becomes the incumbent."""
        boxes = self.boxes(worst)
        if boxes is None:
            return False
        try:
            self.search.minimise([], *boxes)
        except Infeasible:
            return False
        return True

    def after(self, value: Fraction) -> Fraction:
        """The smallest value of any account that is larger; there must be one."""
        return min(v for a, c in self.pairs for v in _worse(a, self.box(a, c), value))


def _worse(account: Account, box: tuple[int, int], value: Fraction) -> list[Fraction]:
    """The account's next worse values on either side."""
    low, high = account.within(value, *box)
    ends = (low - 1, high + 1) if low <= high else (account.best(*box),)
    found = [account.badness(amount) for amount in ends if box[0] <= amount <= box[1]]
    return [v for v in found if v > value]


def least_worst(search: Search, accounts: tuple[Account, ...]) -> Fraction:
    """v* = the least value v that some account can take and for which the boxes u <= v leave a plan.

    First what the rows alone, without a solver, show to be impossible; the least value left
    is tried, and where it fails the span up to the incumbent's own value is halved. The
    incumbent then has v*.
    """
    if accounts in search.proved_worst or not accounts:
        return search.proved_worst.get(accounts, Fraction(0))
    threshold = Threshold(search, accounts)
    worst = threshold.now()
    lowest = _halve(threshold, threshold.best(), worst, lambda v: threshold.boxes(v) is not None)
    if lowest < worst:
        if threshold.fits(lowest):
            return threshold.now()
        _halve(threshold, threshold.after(lowest), worst, threshold.fits)
    return threshold.now()


def _halve(threshold: Threshold, low: Fraction, high: Fraction, holds: Callable[[Fraction], bool]) -> Fraction:
    """The least value from ``low`` on that ``holds``; ``high`` does."""
    while low < high:
        middle = (low + high) / 2
        if holds(middle):
            high = min(threshold.now(), _reached(threshold, middle))
        else:
            low = threshold.after(middle)
    return low


def _reached(threshold: Threshold, limit: Fraction) -> Fraction:
    """The largest value of any account that is at most ``limit``."""
    found = Fraction(-(2**40))
    for account, count in threshold.pairs:
        low, high = account.within(limit, *threshold.box(account, count))
        if low <= high:
            found = max(found, account.badness(low), account.badness(high))
    return found


def hold_worst(search: Search, word: str, accounts: Sequence[Account], most: Fraction) -> None:
    """From here on no account is worse than ``most``: two rows an account."""
    threshold = Threshold(search, accounts)
    for account, count in threshold.pairs:
        low, high = account.within(most, *threshold.box(account, count))
        for sense, bound in ((AT_LEAST, low), (AT_MOST, high)):
            name = (word, "least" if sense == AT_LEAST else "most", *account.cells[0])
            search.draft.row(name, [(count, 1)], sense, bound + account.offset, Because("goal"))
    search.sync()
