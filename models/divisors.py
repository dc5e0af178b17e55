"""Divisor methods: the claim on place k + 1 is the weight over the method's divisor d(k).

A method is its divisors d(0) < d(1) < ... with k <= d(k) <= k + 1. Adams k, Hill
sqrt(k (k+1)), Sainte-Laguë (Webster) k + 1/2, D'Hondt (Jefferson) k + 1; the adjusted
Sainte-Laguë of Swedish elections has the first divisor 1.2 / 2 (from the election of 2018)
or 1.4 / 2 (before). Sources: Balinski and Young, Fair Representation (1982); vallag
(2005:837), chapter 14.

A claim over d(0) = 0 goes before every other, and all such claims are equal. The weight 0
has no claim. Hill's claims are compared by their squares, so nothing is ever rounded.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from math import floor

from models.claims import Claim
from models.filling import Number


@dataclass(frozen=True)
class Divisor:
    """A divisor method: ``signpost(k)`` is d(k) ** power, exact."""

    signpost: Callable[[int], Number]
    power: int = 1

    def claim(self, weight: Number, places: int) -> Claim | None:
        """The claim, a ** power / d(places) ** power, of a weight that has so many places."""
        if weight == 0:
            return None
        divisor = self.signpost(places)
        if divisor == 0:
            return True, 0
        return False, Fraction(weight) ** self.power / divisor

    def rounded(self, part: Fraction) -> int:
        """The whole places of a proportional part: how many divisors are at most ``part``."""
        whole = floor(part)
        return whole + (part > 0 and self.signpost(whole) <= part**self.power)


def _odd_numbers(first: Fraction) -> Divisor:
    """Half of: first, 3, 5, 7 ..."""
    return Divisor(lambda k: Fraction(2 * k + 1, 2) if k else first / 2)


DIVISORS: Mapping[str, Divisor] = {
    "sainte-lague": _odd_numbers(Fraction(1)),
    "adjusted-1.2": _odd_numbers(Fraction(6, 5)),
    "adjusted-1.4": _odd_numbers(Fraction(7, 5)),
    "hill": Divisor(lambda k: k * (k + 1), power=2),
    "adams": Divisor(lambda k: k),
    "dhondt": Divisor(lambda k: k + 1),
}
