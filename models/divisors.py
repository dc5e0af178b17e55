"""Divisor methods: place after place to the one whose weight over its next divisor is greatest.

A method is its divisors d(0) < d(1) < ... with k <= d(k) <= k + 1: the (k+1)-th place of m
has the claim a[m] / d(k). Adams k, Hill sqrt(k (k+1)), Sainte-Laguë (Webster) k + 1/2,
D'Hondt (Jefferson) k + 1; the adjusted Sainte-Laguë of Swedish elections has the first
divisor 1.2 / 2 (from the election of 2018) or 1.4 / 2 (before). Sources: Balinski and Young,
Fair Representation (1982); vallag (2005:837) chapter 14.

A claim over d(0) = 0 goes before every other; among such claims there is a tie. A weight of
0 has no claim. Hill's claims are compared by their squares, so nothing is ever rounded.
"""

from __future__ import annotations

import heapq
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import floor

from models.filling import Number, level

Claim = tuple[bool, Fraction]  # (goes before every finite claim, a ** power / d(k) ** power)


@dataclass(frozen=True)
class Divisor:
    """A divisor method: ``signpost(k)`` is d(k) ** power, exact."""

    signpost: Callable[[int], Number]
    power: int = 1

    def claim(self, weight: Number, places: int) -> Claim:
        """The claim on one place more by a weight > 0 that has ``places`` already."""
        divisor = self.signpost(places)
        if divisor == 0:
            return True, Fraction(0)
        return False, Fraction(weight) ** self.power / divisor

    def rounded(self, value: Fraction) -> int:
        """The whole places of a proportional part: how many divisors are at most ``value``."""
        whole = floor(value)
        return whole + (self.signpost(whole) <= value**self.power)


def _odd_numbers(first: Fraction) -> Divisor:
    return Divisor(lambda k: Fraction(2 * k + 1, 2) if k else first / 2)


DIVISORS: Mapping[str, Divisor] = {
    "sainte-lague": _odd_numbers(Fraction(1)),
    "adjusted-1.2": _odd_numbers(Fraction(6, 5)),
    "adjusted-1.4": _odd_numbers(Fraction(7, 5)),
    "hill": Divisor(lambda k: k * (k + 1), power=2),
    "adams": Divisor(lambda k: k),
    "dhondt": Divisor(lambda k: k + 1),
}


@dataclass(frozen=True)
class Claims:
    """The claims of one apportionment: method, weights and both bounds (whole places) of all."""

    method: Divisor
    weights: Mapping[str, Number]
    lower: Mapping[str, int]
    upper: Mapping[str, int]

    def next(self, name: str, places: int) -> Claim | None:
        """The claim on one more place; None at the upper bound and for the weight 0."""
        if places >= self.upper[name] or self.weights[name] == 0:
            return None
        return self.method.claim(self.weights[name], places)

    def last(self, name: str, places: int) -> Claim | None:
        """The claim by which the last place was had; None at the lower bound."""
        if places <= self.lower[name]:
            return None
        return self.method.claim(self.weights[name], places - 1)


def share_out(claims: Claims, total: int) -> dict[str, int] | None:
    """Whole places that sum to ``total``, greatest claims first; None where no level fits.

    Starts from the proportional parts rounded by the method, so that at most one place a
    name is left to add or to take back, whatever the total. Equal claims fall by name:
    ``settle`` hands them out by the order.
    """
    lam = level(claims.weights, total, claims.lower, claims.upper)
    if lam is None:
        return None
    places = {name: _start(claims, name, lam) for name in sorted(claims.weights)}
    missing = total - sum(places.values())
    if missing > 0:
        _add(claims, places, missing)
    else:
        _take_back(claims, places, -missing)
    return places


def _start(claims: Claims, name: str, lam: Fraction) -> int:
    weight = claims.weights[name]
    rounded = claims.method.rounded(lam * weight) if weight > 0 else 0
    return min(claims.upper[name], max(claims.lower[name], rounded))


def _add(claims: Claims, places: dict[str, int], missing: int) -> None:
    heap = [_greatest(c, n) for n in places if (c := claims.next(n, places[n])) is not None]
    heapq.heapify(heap)
    for _ in range(missing):
        name = heapq.heappop(heap)[-1]
        places[name] += 1
        claim = claims.next(name, places[name])
        if claim is not None:
            heapq.heappush(heap, _greatest(claim, name))


def _greatest(claim: Claim, name: str) -> tuple[bool, Fraction, str]:
    """A heap entry that puts the greatest claim first."""
    return not claim[0], -claim[1], name


def _take_back(claims: Claims, places: dict[str, int], surplus: int) -> None:
    heap = [(c, n) for n in places if (c := claims.last(n, places[n])) is not None]
    heapq.heapify(heap)
    for _ in range(surplus):
        name = heapq.heappop(heap)[1]
        places[name] -= 1
        claim = claims.last(name, places[name])
        if claim is not None:
            heapq.heappush(heap, (claim, name))


def settle(claims: Claims, places: dict[str, int], order: Sequence[str]) -> tuple[tuple[str, ...], int]:
    """Hand the places of equal claims to the first in ``order`` (changes ``places``).

    Returns who tied (in the order) and how many places they had between them; nobody and 0
    where the last place taken had a greater claim than every place refused.
    """
    last = {name: claims.last(name, places[name]) for name in order}
    after = {name: claims.next(name, places[name]) for name in order}
    taken = min((claim for claim in last.values() if claim is not None), default=None)
    refused = max((claim for claim in after.values() if claim is not None), default=None)
    if taken is None or taken != refused:
        return (), 0
    tied = tuple(name for name in order if taken in (last[name], after[name]))
    holders = [name for name in tied if last[name] == taken]
    for name in holders:
        places[name] -= 1
    for name in tied[:len(holders)]:
        places[name] += 1
    return tied, len(holders)
