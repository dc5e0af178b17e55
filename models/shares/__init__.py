"""Share models, one file each: which part of the whole each municipality answers for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from functools import cached_property

FINE, INHABITANTS, PERSONS = "0.01 promille", "inhabitants", "persons"  # units of a weight
OWN = "units"  # of a table that says only how many its whole has


@dataclass(frozen=True)
class Shares:
    """A share table: whole-number weights a_m >= 0 with A = sum of a > 0.

    The share of m within the county is a_m / A. ``whole`` says what the weights are parts of
    ("county" or "nation"), ``whole_units`` how many units that whole has (100000 for promille
    with two decimals of the nation; A itself for a county table of populations).
    ``status`` is the least certain status among the tables it rests on; ``model`` the word of
    the share model; ``official`` is False where the weights or the form are not published.
    ``approved_by`` and ``approved`` say who approved the shares and when. ``unit`` is what a
    weight counts; ``notes`` are the words of what a reader must know of the form. ``lost`` are
    the units that a revision took from each municipality and gave to nobody; ``moved`` the
    units that redistribution took from (below 0) or gave to each municipality.
    """

    weights: Mapping[str, int]
    whole: str
    whole_units: int
    model: str
    status: str
    official: bool = True
    valid_from: date | None = None
    valid_to: date | None = None
    approved_by: str = ""
    approved: date | None = None
    unit: str = ""
    notes: tuple[str, ...] = ()
    lost: Mapping[str, int] = field(default_factory=dict)
    moved: Mapping[str, int] = field(default_factory=dict)

    @cached_property
    def total(self) -> int:
        """A = sum of the weights."""
        return sum(self.weights.values())

    def share(self, code: str) -> Fraction:
        """a_m / A, the part of the county."""
        return Fraction(self.weights[code], self.total)
