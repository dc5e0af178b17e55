"""What the search for a way out came to: its ending, and who gives how much."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from fractions import Fraction

from models.formulation import Because
from models.problem import Problem
from models.repair_figures import Figure


class Outcome(Enum):
    """How the search for a way out ended; the value is the word in run.json."""

    PROVED = "proved"
    FOUND = "found"  # a way out, not proved the fairest: quotas move with the figures that give
    NONE = "no-way-out"  # the rules that may not give cannot hold together either
    QUOTAS = "quotas"  # quotas move with the figures that give, and no way out was found
    STOPPED = "not-proved"


@dataclass(frozen=True)
class Concession:
    """What a figure gives: the figure before and after, in its own unit."""

    figure: Figure
    step: int

    @property
    def because(self) -> Because:
        """The rule, the place, the kind and the year of the figure."""
        return self.figure.because

    @property
    def amount(self) -> int:
        """How much is given, at least 1, in the figure's unit."""
        return abs(self.figure.concession(self.step))

    @property
    def after(self) -> int | Fraction:
        """The figure after the concession."""
        return self.figure.after(self.step)

    @property
    def relative(self) -> Fraction:
        """amount / max(1, figure)."""
        return self.figure.relative(self.step)


@dataclass(frozen=True)
class Repair:
    """The fairest way out of a question that nothing fits.

    ``given`` what gives, in the order of the tie rule; ``least`` what would give if only the sum of the
    concessions were as small as possible and the first in the order gave most (empty where the figures
    that may give have several units, or the time ran out); ``rules`` those that may give; ``held`` those
    of the figures that are there to give; ``left`` what cannot hold together though they give; ``problem``
    the question with the figures after the concessions; ``moving`` the rules whose quotas move with the
    figures; ``tried`` whether the ending rests on every way out having been tried.
    """

    outcome: Outcome
    rules: tuple[str, ...]
    given: tuple[Concession, ...] = ()
    least: tuple[Concession, ...] = ()
    left: tuple[Because, ...] = ()
    problem: Problem | None = None
    held: tuple[str, ...] = ()
    moving: tuple[str, ...] = ()
    tried: bool = False
