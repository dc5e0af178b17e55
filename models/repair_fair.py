"""Who gives how much: the largest part as small as possible, then the next, to the end.

Each giver has a count of steps and a value that rises with it. N_l = the givers at level l or worse;
the levels are gone through worst first, and N_l made as small as possible at each. The worst level that
must be reached is found by trying thresholds as boxes; there every giver is its last step and the rest,
and the last steps are made as few as possible. Steps are not ordered against each other, so that where
the rules are a network every relaxation is whole; with every N_l at its least they are in order.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from models.formulation import AT_MOST, EQUAL, Because, Count
from models.held import Infeasible
from models.propagation import propagate
from models.repair_levels import Giver, hold_least, try_lower
from models.search import Search

BLOCK = 2**20  # how large the weights of one solve of the order may grow


def fairest(search: Search, givers: Sequence[Giver]) -> None:
    """Hold the givers' values at their lexicographically least, the largest first.

    While it is settled who stands at the levels so far, v = the least threshold that leaves a plan, else
    the next value that can be taken. At v the givers that stand there, or passed it, are made as few as
    possible (proved by an exact bound, or by branching).
    """
    left = list(givers)
    search.sync()
    if search.incumbent is not None and len(search.incumbent) < len(search.low):
        search.incumbent = None
    while True:
        left = [kept for one in left for kept in _settled(search, one)]
        if not left:
            return
        pending = any(one.upper for one in left)
        worst = max(one.worth(_most(search, one)) for one in left) if pending else hold_least(search, left)
        if not worst:
            return
        there = [one for one in left if one.worth(_most(search, one)) == worst]
        rest = [one for one in left if one not in there]
        if len(there) == 1 and not pending:
            _stay(search, there[0])
        else:
            rest += _level(search, there, rest)
        left = rest


def _most(search: Search, one: Giver) -> int:
    return int(search.high[one.count.index])


def _open(search: Search, one: Giver) -> bool:
    return bool(search.low[one.count.index] < search.high[one.count.index])


def _settled(search: Search, one: Giver) -> Iterator[Giver]:
    """The giver as it goes on; nothing of one that can no longer give more or less."""
    if one.upper is not None:
        low, high = search.low[one.upper.index], search.high[one.upper.index]
        if low == 1:  # whoever takes the step has taken those below it
            _stay(search, one)
            return
        one = one if high else replace(one, upper=None)
    if one.upper is not None or _open(search, one):
        yield one


def _stay(search: Search, one: Giver) -> None:
    """It cannot give less."""
    search.low[one.count.index] = search.high[one.count.index]
    if not propagate(search.rows, search.low, search.high):
        raise Infeasible


def _level(search: Search, there: Sequence[Giver], rest: Sequence[Giver]) -> list[Giver]:
    """Make those that stand at the level, or passed it, as few as possible; who stood there goes on.

    One that cannot give less than the level stands there whatever happens. Where the incumbent has nobody
    at the level but those that passed it, that is the least: nobody new stands there.
    """
    opened = [one for one in there if _open(search, one)]
    before = [one.upper for one in (*there, *rest) if one.upper]
    if len(opened) == len(there) and _only(search, opened, rest, before):
        return _nobody_new(search, opened)
    split = [_split(search, one) for one in opened]
    search.sync()
    _extend(search, opened, split)
    terms = [(one.upper, 1) for one in (*split, *rest) if one.upper]
    held = search.incumbent
    if terms:
        outcome = search.minimise(terms)
        search.keep(("fewest", *terms[0][0].parts), terms, outcome.value, outcome.bound)
        if search.incumbent is not held and before:
            try_lower(search, [*split, *rest])
    return split


def _only(search: Search, opened: Sequence[Giver], rest: Sequence[Giver], before: Sequence[Count]) -> bool:
    """Does the incumbent have no more at the level than those that passed it, a proved least?"""
    held = search.incumbent
    if held is None:
        return False
    at = sum(int(held[one.count.index]) == _most(search, one) for one in opened)
    return at + sum(int(held[one.upper.index]) for one in rest if one.upper) == sum(
        int(held[count.index]) for count in before)


def _split(search: Search, one: Giver) -> Giver:
    """The giver without its last step, which is a count of its own."""
    low, high = int(search.low[one.count.index]), _most(search, one)
    name, draft = (*one.count.parts, high), search.draft
    last, rest = draft.count(("last", *name), 0, 1), draft.count(("rest", *name), low, high - 1)
    draft.row(("last", *name), [(one.count, 1), (last, -1), (rest, -1)], EQUAL, 0, Because("goal"))
    return replace(one, count=rest, upper=last)


def _extend(search: Search, opened: Sequence[Giver], split: Sequence[Giver]) -> None:
    """Give the incumbent its last steps."""
    if search.incumbent is None:
        return
    wide = search.widened()
    for one, now in zip(opened, split, strict=True):
        assert now.upper is not None
        steps = int(wide[one.count.index])
        wide[now.upper.index] = steps == int(search.high[now.count.index]) + 1
        wide[now.count.index] = steps - wide[now.upper.index]
    keeps = ((wide >= search.low) & (wide <= search.high)).all()
    search.incumbent = wide if keeps else None


def _nobody_new(search: Search, opened: Sequence[Giver]) -> list[Giver]:
    """At the level stand only those that passed it."""
    going, split = [], []
    for one in opened:
        if one.upper is None:
            search.high[one.count.index] -= 1
            going.append(one)
        else:
            now = _split(search, one)
            assert now.upper is not None
            search.draft.row(("nobody", *now.upper.parts), [(now.upper, 1), (one.upper, -1)], AT_MOST, 0,
                             Because("goal"))
            split.append(now)
    search.sync()
    _extend(search, [one for one in opened if one.upper], split)
    return going + split


def first_gives_most(search: Search, counts: Sequence[Count]) -> None:
    """Hold the counts at their lexicographically greatest, in the order given."""
    waiting = list(counts)
    while waiting:
        block: list[Count] = []
        size = 1
        while waiting and (not block or size * _width(search, waiting[0]) <= BLOCK):
            size *= _width(search, waiting[0])
            block.append(waiting.pop(0))
        block = [count for count in block if _width(search, count) > 1]
        if block:
            search.minimise(_digits(search, block))
            search.fix(block)


def _width(search: Search, count: Count) -> int:
    return int(search.high[count.index] - search.low[count.index]) + 1


def _digits(search: Search, block: Sequence[Count]) -> list[tuple[Count, int]]:
    """Weights that make the sum a number whose digits are the counts, the first count first."""
    terms, weight = [], 1
    for count in reversed(block):
        terms.append((count, -weight))
        weight *= _width(search, count)
    return terms
