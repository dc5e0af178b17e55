"""Share models, one file each: which part of the whole each municipality answers for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import cached_property


@dataclass(frozen=True)
class Shares:
    """A share table: whole-number weights a_m >= 0 with A = sum of a > 0.

    The share of m within the county is a_m / A. ``whole`` says what the weights are parts of
    ("county" or "nation"), ``whole_units`` how many units that whole has (100000 for promille
    with two decimals of the nation; A itself for a county table of populations).
    ``status`` is the least certain status among the tables it rests on; ``model`` the word of
    the share model; ``official`` is False where the weights or the form are not published.
    """

    weights: Mapping[str, int]
    whole: str
    whole_units: int
    model: str
    status: str
    official: bool = True
    valid_from: date | None = None
    valid_to: date | None = None

    @cached_property
    def total(self) -> int:
        """A = sum of the weights."""
        return sum(self.weights.values())

    def share(self, code: str) -> Fraction:
        """a_m / A, the part of the county."""
        return Fraction(self.weights[code], self.total)
