"""The smallest largest badness: a search over thresholds, each tried as boxes."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from models.accounts import Account
from models.formulation import AT_LEAST, AT_MOST, Because, Count
from models.propagation import propagate
from models.search import Infeasible, Search


def least_worst(search: Search, accounts: Sequence[Account]) -> Fraction:
    """v* = the least value v that some account can take and for which the boxes u <= v leave a plan.

    Halves the span between the best value that the boxes allow and the worst value of the
    incumbent; thresholds are values that an account really takes. The incumbent has v*.
    """
    counts = [search.amount(a) for a in accounts]
    search.sync()
    if not accounts:
        return Fraction(0)
    lowest = max(a.badness(a.best(*_amounts(search, a, c))) for a, c in zip(accounts, counts, strict=True))
    worst = _worst(search, accounts)
    while lowest < worst:
        tried = _value_at_most(search, accounts, counts, (lowest + worst) / 2, lowest)
        if _fits(search, accounts, counts, tried):
            worst = _worst(search, accounts)
        else:
            lowest = _next_value(search, accounts, counts, tried)
    return worst


def hold_worst(search: Search, word: str, accounts: Sequence[Account], most: Fraction) -> None:
    """From here on no account is worse than ``most``: two rows an account."""
    for account in accounts:
        count = search.amount(account)
        low, high = account.within(most, *_amounts(search, account, count))
        for sense, bound in ((AT_LEAST, low), (AT_MOST, high)):
            name = (word, "least" if sense == AT_LEAST else "most", *account.cells[0])
            search.draft.row(name, [(count, 1)], sense, bound + account.offset, Because("goal"))
    search.sync()


def _amounts(search: Search, account: Account, count: Count) -> tuple[int, int]:
    """The box of an account's amount X."""
    return (int(search.low[count.index]) - account.offset, int(search.high[count.index]) - account.offset)


def _worst(search: Search, accounts: Sequence[Account]) -> Fraction:
    x = search.draft.x
    return max(a.badness(search.now([(x[cell], 1) for cell in a.cells]) - a.offset) for a in accounts)


def _fits(search: Search, accounts: Sequence[Account], counts: Sequence[Count], worst: Fraction) -> bool:
    low, high = search.low.copy(), search.high.copy()
    for account, count in zip(accounts, counts, strict=True):
        least, most = account.within(worst, *_amounts(search, account, count))
        if least > most:
            return False
        low[count.index], high[count.index] = least + account.offset, most + account.offset
    if not propagate(search.rows, low, high):
        return False
    try:
        search.minimise([], low, high)
    except Infeasible:
        return False
    return True


def _value_at_most(search: Search, accounts: Sequence[Account], counts: Sequence[Count],
                   limit: Fraction, lowest: Fraction) -> Fraction:
    """The largest value of any account that is at most ``limit`` (``lowest`` at the least)."""
    found = lowest
    for account, count in zip(accounts, counts, strict=True):
        box = _amounts(search, account, count)
        low, high = account.within(limit, *box)
        if low <= high:
            found = max(found, account.badness(low), account.badness(high))
    return found


def _next_value(search: Search, accounts: Sequence[Account], counts: Sequence[Count],
                above: Fraction) -> Fraction:
    """The smallest value of any account that is larger than ``above``."""
    nearest = None
    for account, count in zip(accounts, counts, strict=True):
        box = _amounts(search, account, count)
        low, high = account.within(above, *box)
        ends = [low - 1, high + 1] if low <= high else [account.best(*box)]
        for amount in ends:
            if box[0] <= amount <= box[1]:
                value = account.badness(amount)
                if value > above and (nearest is None or value < nearest):
                    nearest = value
    assert nearest is not None, "the incumbent's own value is larger"
    return nearest
