"""From exact parts of a county to whole units: hundredths of a promille, or persons."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

from models.apportion import FILLED, LARGEST_REMAINDER, apportion
from models.filling import filled

STEPS = 100  # hundredths in a promille
WHOLE = 1000 * STEPS  # the whole, in hundredths of a promille


def floored(parts: Mapping[str, Fraction], least: Fraction) -> dict[str, Fraction]:
    """Parts of the county that sum to 1, none under ``least`` (a part of the county).

    Whoever is under it is lifted to it and the others are scaled down together; this is
    repeated until nobody falls under it. The end of that repetition is the filled quota
    max(least, lam * part), which is computed at once.
    """
    if least == 0:
        whole = sum(parts.values())
        return {name: part / whole for name, part in parts.items()}
    found = filled(parts, Fraction(1), dict.fromkeys(parts, least), {})
    assert found is not None  # parts sum to more than 0 and the least parts to at most 1
    return found


def in_units(parts: Mapping[str, Fraction], total: int, least: int, order: Sequence[str]) -> dict[str, int]:
    """The parts in whole units that sum to ``total`` exactly, none under ``least`` units.

    By largest remainder; between equal remainders the first in ``order`` comes first.
    """
    lower = dict.fromkeys(parts, least) if least else {}
    return dict(apportion(LARGEST_REMAINDER, parts, total, lower=lower, order=order, quota=FILLED).places)
