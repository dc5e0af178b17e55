"""Counts of children so small that they could point somebody out: 1 to 4 are never shown to others.

``shown`` gives "1–4" in their place, in texts, figures and sheets meant for others. Where a sum
that is shown would give a hidden count away, the next smallest is hidden too (".."). Published
tables are shown as published; exact counts stand only in files marked internal.
"""

from __future__ import annotations

from collections.abc import Collection, Hashable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import TypeVar

from planner.wording import decimal, whole

LEAST, MOST = 1, 4
SMALL, COVERED = "1–4", ".."
K = TypeVar("K", bound=Hashable)


def small(count: int) -> bool:
    """Is the count one of those that are hidden?"""
    return LEAST <= count <= MOST


def shown(count: int, language: str = "sv") -> str:
    """The count as others may see it: 0, "1–4", or the number."""
    return SMALL if small(count) else whole(count, language)


@dataclass(frozen=True)
class Veiled:
    """A count as others may see it: from ``least`` to ``most``, or nothing at all (both None)."""

    least: int | None
    most: int | None

    @property
    def exact(self) -> bool:
        """Is the count itself shown?"""
        return self.least is not None and self.least == self.most

    def text(self, language: str = "sv") -> str:
        """The number, "1–4" or ".."."""
        if self.least is None or self.most is None:
            return COVERED
        return whole(self.least, language) if self.exact else SMALL


def veiled(counts: Mapping[K, int]) -> dict[K, Veiled]:
    """The counts of a column whose sum is shown, so that no hidden one can be worked out.

    1 to 4 become a range. Where one of them is alone, or all must be 1 or all be 4, the first larger
    count (by its key, never by its size) is hidden too, altogether; where that is not enough, all are.
    What is hidden always tells at least two numbers for each, also to one who knows this rule (the
    tests try every column of some sizes). A sum that is itself 1 to 4 is hidden too.
    """
    hidden = [key for key, count in counts.items() if small(count)]
    found = {key: Veiled(LEAST, MOST) if small(count) else Veiled(count, count)
             for key, count in counts.items()}
    return found | dict.fromkeys(_covered(counts, hidden) if hidden else (), Veiled(None, None))


def _covered(counts: Mapping[K, int], hidden: Sequence[K]) -> Collection[K]:
    """Those that are hidden altogether for the sake of the ``hidden`` ones of 1 to 4."""
    number, total, all_ = len(hidden), sum(counts[key] for key in hidden), sum(counts.values())
    if small(all_):
        return counts.keys() if number > 2 else ()
    if len(counts) == 2 or all_ == MOST + 1:  # else too few columns of this sum would hide all
        return counts.keys()
    if number > 1 and number * LEAST < total < number * MOST:
        return ()
    larger = next((key for key in sorted(counts, key=str) if counts[key] > MOST), None)
    needed = MOST + 3 if number == 1 else MOST * (number + 1) + 1
    return counts.keys() if larger is None or total + counts[larger] < needed else (larger,)


def between(low: Fraction, high: Fraction, digits: int, language: str, *, sign: bool = False) -> str:
    """A number of which only the ends are told: one where they read alike."""
    ends = [decimal(end, digits, language, sign=sign) for end in (low, high)]
    return ends[0] if ends[0] == ends[1] else "–".join(ends) if not sign else f"{ends[0]} … {ends[1]}"
