"""Who stands first when everyone's figure grows at a pace of its own: a tournament kept up to date.

Each contestant has a line: (p + s n) / d, with whole numbers p, s and d >= 0, at the whole moment
n; d = 0 means endless. The greatest value stands first, and between equals the lower place in
the list. The lines meet two and two; every meeting remembers the first moment at which its loser
would win, so that going on one moment costs nothing where nothing changes, and a new line for one
contestant costs as many meetings as a tournament has rounds. Only whole numbers are compared.
"""

from __future__ import annotations

from collections.abc import Sequence

Line = tuple[int, int, int]  # (p, s, d)
NOBODY = -1
ASIDE: Line = (0, 0, 1)  # never met: whoever stands aside is nobody


class Contest:
    """A tournament of lines in the order that decides between equals; None stands aside."""

    def __init__(self, lines: Sequence[Line | None], moment: int) -> None:
        self.lines = list(lines)
        self.size = 1 << max(1, (len(self.lines) - 1).bit_length())
        self.best = [NOBODY] * (2 * self.size)
        self.change: list[int | None] = [None] * (2 * self.size)  # first moment with another winner
        self.moment = moment
        for index, line in enumerate(self.lines):
            self.best[self.size + index] = NOBODY if line is None else index
        for node in range(self.size - 1, 0, -1):
            self._meet(node)

    def first(self, moment: int) -> int:
        """The place in the list of whoever stands first at a moment that is no earlier than the last."""
        self.moment = moment
        self._renew(1)
        return self.best[1]

    def set(self, index: int, line: Line | None) -> None:
        """Give one contestant a new line from the present moment on; None takes it out."""
        self.lines[index] = line
        node = self.size + index
        self.best[node] = NOBODY if line is None else index
        while node > 1:
            node //= 2
            self._meet(node)

    def shared(self) -> bool:
        """Does anyone else stand as high as the first does now?

        Whoever does has lost to the first, or to one as high who has: so it is enough to look at
        those whom the first has met.
        """
        first, best, moment = self.best[1], self.best, self.moment
        p, s, d = self.lines[first] or ASIDE
        value = p + s * moment
        node = self.size + first
        while node > 1:
            other = best[node ^ 1]
            if other != NOBODY:
                q, t, e = self.lines[other] or ASIDE
                if value * e == (q + t * moment) * d and (d == 0) == (e == 0):
                    return True
            node //= 2
        return False

    def _renew(self, node: int) -> None:
        change = self.change[node]
        if change is not None and change <= self.moment:
            self._renew(2 * node)
            self._renew(2 * node + 1)
            self._meet(node)

    def _meet(self, node: int) -> None:
        """The winner of a meeting, and the first moment at which it or one below has another."""
        left, right = self.best[2 * node], self.best[2 * node + 1]
        below, beside = self.change[2 * node], self.change[2 * node + 1]
        soonest = beside if below is None or (beside is not None and beside < below) else below
        if left == NOBODY or right == NOBODY:
            self.best[node], self.change[node] = max(left, right), soonest
            return
        p, s, d = self.lines[left] or ASIDE
        q, t, e = self.lines[right] or ASIDE
        if d == 0 or e == 0:  # endless before ended, for good
            self.best[node], self.change[node] = left if d == 0 else right, soonest
            return
        gain = s * e - t * d
        ahead = p * e - q * d + gain * self.moment
        self.best[node] = left if ahead >= 0 else right
        turn = self._turn(ahead, gain)
        self.change[node] = turn if soonest is None or (turn is not None and turn < soonest) else soonest

    def _turn(self, ahead: int, gain: int) -> int | None:
        """The first later moment at which the loser of a meeting wins; None where that never comes.

        The left one is ``ahead`` now and gains ``gain`` on the right one each moment.
        """
        if ahead >= 0:
            return self.moment + ahead // -gain + 1 if gain < 0 else None
        return self.moment - ahead // gain if gain > 0 else None
