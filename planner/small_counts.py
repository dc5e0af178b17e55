"""Counts of children so small that they could point somebody out: 1 to 4 are never shown to others.

``shown`` gives "1–4" in their place, in texts, figures and sheets meant for others. Where a sum
that is shown would give a hidden count away, the next smallest is hidden too (".."). Published
tables are shown as published; exact counts stand only in files marked internal.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
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

    1 to 4 become a range. Where the hidden ones can be worked out from the sum (there is one, or
    they must all be 1 or all be 4), the next smallest count is hidden too, altogether; where that is
    not enough more of them are, or all that were hidden. A sum that is itself 1 to 4 is hidden:
    only four ones show in it.
    """
    hidden = [key for key, count in counts.items() if small(count)]
    found = {key: Veiled(LEAST, MOST) if small(count) else Veiled(count, count)
             for key, count in counts.items()}
    total, number = sum(counts[key] for key in hidden), len(hidden)
    others = sorted((key for key in counts if not small(counts[key])),
                    key=lambda key: (not counts[key], counts[key], str(key)))
    told: list[K] = []
    if small(sum(counts.values())):
        told = hidden if number == MOST else []  # four in a sum of at most four are one each
    elif number == 1:
        told = _covered(counts, total, others) or [*hidden, *others]
    elif number and total in (LEAST * number, MOST * number):
        told = others[:1] if any(counts[key] for key in others[:1]) or total > number else []
        told = told or hidden  # all are ones, and what is hidden beside them could only be nought
    return found | dict.fromkeys(told, Veiled(None, None))


def _covered(counts: Mapping[K, int], lone: int, others: Sequence[K]) -> list[K]:
    """The fewest of the others, the smallest first, that are hidden with a lone count of 1 to 4.

    Their sum with it is known, and that each is at least 5 and at most the smallest that is shown:
    two counts must be possible. [] where they never are.
    """
    for number in range(1, len(others) + 1):
        rest = lone + sum(counts[key] for key in others[:number])
        most = counts[others[number]] * number if others[number:] and counts[others[number]] else rest
        if sum((MOST + 1) * number <= rest - one <= most for one in range(LEAST, MOST + 1)) > 1:
            return list(others[:number])
    return []


def between(low: Fraction, high: Fraction, digits: int, language: str, *, sign: bool = False) -> str:
    """A number of which only the ends are told: one where they read alike."""
    ends = [decimal(end, digits, language, sign=sign) for end in (low, high)]
    return ends[0] if ends[0] == ends[1] else "–".join(ends) if not sign else f"{ends[0]} … {ends[1]}"
