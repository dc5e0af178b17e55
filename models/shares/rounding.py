"""From exact parts of a county to whole hundredths of a promille."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

from models.apportion import FILLED, LARGEST_REMAINDER, apportion
from models.errors import Fault, fault
from models.filling import filled

STEPS = 100  # hundredths in a promille
WHOLE = 1000 * STEPS  # the county, in hundredths of a promille


def floor_faults(floor: Fraction, count: int) -> list[Fault]:
    """What is wrong with a floor (promille of the county) under ``count`` municipalities."""
    if floor < 0:
        return [fault("shares-key-negative", at="shares.floor", value=str(floor))]
    if (floor * STEPS).denominator != 1:
        return [fault("shares-floor-steps", at="shares.floor", value=str(floor))]
    if floor * count > 1000:
        return [fault("shares-floor-much", at="shares.floor", value=str(floor), count=count,
                      most=Fraction(1000, count))]
    return []


def floored(parts: Mapping[str, Fraction], floor: Fraction) -> dict[str, Fraction]:
    """Parts of the county that sum to 1, none under ``floor`` promille.

    Whoever is under the floor is lifted to it and the others are scaled down together; this
    is repeated until nobody falls under it. The end of that repetition is the filled quota
    max(floor, lam * part), which is computed at once.
    """
    least = dict.fromkeys(parts, floor / 1000)
    found = filled(parts, Fraction(1), least, {})
    assert found is not None  # parts sum to more than 0 and the floors to at most 1
    return found


def in_steps(parts: Mapping[str, Fraction], floor: Fraction, order: Sequence[str]) -> dict[str, int]:
    """The floored parts in whole hundredths of a promille; they sum to 100 000 exactly.

    By largest remainder; between equal remainders the first in ``order`` comes first.
    """
    least = dict.fromkeys(parts, int(floor * STEPS))
    return dict(apportion(LARGEST_REMAINDER, parts, WHOLE, lower=least, order=order, quota=FILLED).places)
