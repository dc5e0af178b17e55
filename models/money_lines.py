"""The lines of an account of money, and the sums over them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import cached_property
from math import prod
from typing import TYPE_CHECKING

from models.money_use import Factor
from models.money_values import half_up

if TYPE_CHECKING:
    from models.parameters import Parameter

GRANT, COST = "grant", "cost"


@dataclass(frozen=True)
class Line:
    """One amount of a municipality and year, for the days ``first``..``last``.

    ``side`` is grant or cost; ``word`` says what it is for; ``kind`` is empty where it is of no kind
    of place. ``parameters`` are those among the factors, the rate last; ``share`` is the
    part of the nation (0..1) that an estimate of children rests on.
    """

    code: str
    year: int
    side: str
    word: str
    kind: str
    first: date
    last: date
    factors: tuple[Factor, ...]
    parameters: tuple[Parameter, ...]
    share: Fraction | None = None

    @property
    def exact(self) -> Fraction:
        """The product of the factors, kronor."""
        return prod((factor.value for factor in self.factors), start=Fraction(1))

    @cached_property
    def kronor(self) -> int:
        """Whole kronor: the product rounded half up."""
        return half_up(self.exact)


@dataclass(frozen=True)
class Account:
    """All lines of a plan or an order; ``left_out`` holds the words of what is not counted."""

    lines: tuple[Line, ...]
    left_out: tuple[str, ...]

    @cached_property
    def sums(self) -> Mapping[tuple[str, str, int], int]:
        """Kronor by side, municipality and year: sums of the rounded lines."""
        found: dict[tuple[str, str, int], int] = {}
        for line in self.lines:
            at = (line.side, line.code, line.year)
            found[at] = found.get(at, 0) + line.kronor
        return found

    def total(self, side: str, codes: Iterable[str], years: Iterable[int]) -> int:
        """Kronor of one side over municipalities and years."""
        years = tuple(years)
        return sum(self.sums.get((side, code, year), 0) for code in codes for year in years)

    def left(self, codes: Iterable[str], years: Iterable[int]) -> int:
        """Grants - costs, kronor: below 0 where the municipality pays itself."""
        codes, years = tuple(codes), tuple(years)
        return self.total(GRANT, codes, years) - self.total(COST, codes, years)

    @property
    def parameters(self) -> tuple[Parameter, ...]:
        """Every parameter that a line rests on, by word and first day."""
        found = {(p.word, p.first or date.min): p for line in self.lines for p in line.parameters}
        return tuple(found[at] for at in sorted(found))
