"""What of an account no public edition may show: who has received 1 to 4 children, and what gives it away.

Everybody can plan every account that fits what is shown, for the plan is the proved best one. So an
account is never hidden alone: it belongs to a few accounts of equal sums (``Veil.others``) that hide
the same, each belonging to the same few, and a public edition shows only what all of them show. Which
they are rests on nothing but the account, so that all scenarios of it hold together.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import product
from math import lcm
from typing import TYPE_CHECKING

from planner.small_counts import COVERED, LEAST, MOST, SMALL, small

if TYPE_CHECKING:
    from models.ledger_counts import Counts
    from models.problem import Problem

Received = Mapping[str, int]  # by municipality code
Numbers = tuple[int, ...]  # of some municipalities
WINDOW = 4  # numbers that each hidden one is tried with
TOGETHER = 4  # hidden municipalities whose sum stays the same, or up to one less than twice as many
MOST_OTHERS = 12
DECEMBER = 12


@dataclass(frozen=True)
class Veil:
    """What is hidden of an account: the text in place of each hidden number of received children.

    ``whole``: nothing less than all of it is safe. ``others``: the accounts that must look the same.
    """

    texts: Mapping[str, str] = field(default_factory=dict)
    whole: bool = False
    others: tuple[Received, ...] = ()


def veil_of(problem: Problem) -> Veil:
    """What is hidden of the account that a problem goes on from; nothing without one.

    An account that ends with another month than December is hidden whole: with one of some months
    before or after, what came in a few months could be told.
    """
    from models.quotas import received
    if "public veil" not in problem.memo:
        years = _years(problem, received(problem))
        problem.memo["public veil"] = veil(years) if years and ends_a_year(problem) else _whole(years)
    found: Veil = problem.memo["public veil"]
    return found


def account_of(problem: Problem) -> tuple[Received, ...]:
    """The account's numbers, and those of a year before where they are written; () without an account."""
    from models.quotas import received
    return tuple(_years(problem, received(problem)))


def ends_a_year(problem: Problem) -> bool:
    """Does the account end with December?"""
    from models.ledger import ledger
    return ledger(problem).counts.through.month == DECEMBER


def veil(years: Sequence[Received]) -> Veil:
    """What is hidden of the last year's numbers: 1 to 4, and where as few came in the year or were there
    before it, with one municipality more.

    ``years``: received since the start up to a day of each year, the oldest first.
    """
    now, ago = years[-1], years[-2] if len(years) > 1 else None
    secret = {code: _window(code, now, ago) for code in sorted(now) if _secret(code, now, ago)}
    if not secret:
        return Veil()
    if sum(now.values()) <= MOST * len(now):  # so few that the sum could tell that all are 1 to 4
        return _whole(years)
    beside = next((code for code in sorted(now) if code not in secret and _may_move(code, now, ago)), None)
    hidden = secret if beside is None else {**secret, beside: _from(now[beside], _least(beside, ago))}
    others = _others(now, {code: hidden[code] for code in sorted(hidden)}, frozenset(secret))
    if not others:
        return _whole(years)
    return Veil({code: SMALL if small(now[code]) else COVERED for code in hidden}, others=others)


def _whole(years: Sequence[Received]) -> Veil:
    return Veil(dict.fromkeys(years[-1], COVERED), whole=True) if years else Veil()


def _secret(code: str, now: Received, ago: Received | None) -> bool:
    return small(now[code]) or (ago is not None and (small(ago[code]) or small(now[code] - ago[code])))


def _may_move(code: str, now: Received, ago: Received | None) -> bool:
    return now[code] >= _least(code, ago)


def _least(code: str, ago: Received | None) -> int:
    """The least number that is not secret where more than 4 came in the year."""
    return MOST + 1 + (0 if ago is None else ago[code])


def _window(code: str, now: Received, ago: Received | None) -> range:
    """The numbers that a secret one is tried with: all of them are secret and hidden in the same way."""
    before = 0 if ago is None else ago[code]
    if small(now[code]):
        return range(max(LEAST, min(before, now[code])), MOST + 1)
    if small(now[code] - before):
        return range(max(MOST, before) + 1, before + MOST + 1)
    if now[code] > before + MOST:
        return _from(now[code], before + MOST + 1)
    return range(now[code], now[code] + 1)


def _from(number: int, least: int) -> range:
    start = number - (number - least) % WINDOW
    return range(start, start + WINDOW)


def _others(now: Received, hidden: Mapping[str, range], secret: frozenset[str]) -> tuple[Received, ...]:
    """The accounts of the same sums in which every secret number is another in some; () if none are.

    A few municipalities at a time share their sum anew, all at once: each step takes every such part to
    its next way of sharing, until the account itself comes back.
    """
    places, rounds = [], []
    for codes in _parts(list(hidden)):
        own = tuple(now[code] for code in codes)
        fitting = [one for one in product(*(hidden[code] for code in codes)) if sum(one) == sum(own)]
        turn = _turn(own, fitting, [i for i, code in enumerate(codes) if code in secret])
        places.append(codes)
        rounds.append(turn)
    length = lcm(*map(len, rounds))
    if length > MOST_OTHERS or not all(rounds):
        return ()
    return tuple({**now, **{code: n for codes, turn in zip(places, rounds, strict=True)
                            for code, n in zip(codes, turn[step % len(turn)], strict=True)}}
                 for step in range(1, length))


def _parts(codes: Sequence[str]) -> Iterator[Sequence[str]]:
    """The municipalities by fours, the last up to seven; which they are does not hang on their numbers."""
    number = max(len(codes) // TOGETHER, 1)
    for i in range(number):
        yield codes[i * TOGETHER:(i + 1) * TOGETHER if i < number - 1 else len(codes)]


def _turn(own: Numbers, fitting: Sequence[Numbers], secret: Sequence[int]) -> list[Numbers]:
    """The ways of sharing that belong with one's own, from it on: in them every secret number varies.

    All fitting ways fall into such rounds, of two where two differ in all that is secret.
    """
    left, rounds = list(fitting), list[list[Numbers]]()
    alone: list[Numbers] = []
    while left:
        first = left.pop(0)
        other = next((one for one in left if all(one[i] != first[i] for i in secret)), None)
        if other is None:
            alone.append(first)
        else:
            left.remove(other)
            rounds.append([first, other])
    rounds = rounds or [[]]
    for i, one in enumerate(alone):
        rounds[i % len(rounds)].append(one)
    found = next(one for one in rounds if own in one)
    if not all(len({one[i] for one in found}) > 1 for i in secret):
        return []
    at = found.index(own)
    return [*found[at:], *found[:at]]


def _years(problem: Problem, now: Received) -> list[Received]:
    """What was received up to the account's last month, before it a year earlier where months are written."""
    if not now:
        return []
    from models.ledger import ledger
    counts = ledger(problem).counts
    ago = counts.through.replace(year=counts.through.year - 1)
    return [_at(counts, ago, now), now] if ago >= counts.first else [now]


def _at(counts: Counts, day: date, now: Received) -> Received:
    found = {code: counts.opening.get(code, 0) for code in now}
    for (code, month, _), count in counts.monthly.items():
        if month <= day:
            found[code] += count
    return found
