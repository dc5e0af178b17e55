"""How many days places stand agreed, taken and empty: of places in service, or of referred children."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from models.money_values import DAYS_PER_CHILD, OCCUPIED, Piece

if TYPE_CHECKING:
    from models.need import Cell


@dataclass(frozen=True)
class Factor:
    """One factor of a line: what it is (a word of its own, or a parameter's) and how much."""

    word: str
    value: Fraction


Factors = tuple[Factor, ...]  # nothing: there are no such days


@dataclass(frozen=True)
class Use:
    """Days of the cells: ``amounts`` are places in service, or referrals of the year where ``flow``.

    Places are all agreed, stand all year and are occupied in the part of the parameter ``occupied``.
    A referred child stays ``days-per-child`` days of a year; of the agreed places (``agreed``, by
    municipality and kind) each holds a child a day, and further days are beyond the agreement.
    """

    amounts: Mapping[Cell, int]
    agreed: Mapping[tuple[str, str], int]
    flow: bool

    @property
    def word(self) -> str:
        """The parameter that says how many days are taken."""
        return DAYS_PER_CHILD if self.flow else OCCUPIED

    def amount(self, cell: Cell) -> Factor:
        """Places, or referrals."""
        return Factor("referrals" if self.flow else "places", Fraction(self.amounts[cell]))

    def children(self, cell: Cell, piece: Piece, part: Fraction) -> Factors:
        """Days with a child in a place: x d o, or r * days per child * part of the year."""
        if self.flow:
            return self.amount(cell), Factor(DAYS_PER_CHILD, part), Factor("part-of-year", piece.part)
        return self.amount(cell), _days(piece), Factor(OCCUPIED, part)

    def empty(self, cell: Cell, piece: Piece, part: Fraction) -> Factors:
        """Days on which a place in service stands empty: x d (1 - o)."""
        return self.amount(cell), _days(piece), Factor("part-empty", 1 - part)

    def of(self, cell: Cell, piece: Piece, part: Fraction) -> tuple[Factors, Factors, Factors, Factors]:
        """Agreed days, those taken, days of children beyond the agreement, and empty days.

        Of an order: taken = min(child days, agreed days); beyond = child days - taken; empty =
        agreed days - taken.
        """
        children = self.children(cell, piece, part)
        if not self.flow:
            return children[:2], children, (), self.empty(cell, piece, part)
        agreed = Factor("agreed", Fraction(self.agreed.get(cell[:2], 0))), _days(piece)
        wanted = children[0].value * children[1].value * children[2].value
        there = agreed[0].value * agreed[1].value
        if wanted <= there:
            return agreed, children, (), (Factor("empty-days", there - wanted),)
        return agreed, agreed, (Factor("beyond-days", wanted - there),), ()


def _days(piece: Piece) -> Factor:
    return Factor("days", Fraction(piece.days))
