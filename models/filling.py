"""Filled quotas: proportional parts of a total within bounds, in exact fractions.

``q[m] = min(U[m], max(L[m], lam * a[m]))`` with the one level ``lam >= 0`` that makes the
parts sum to the total. Without bounds this is the plain quota ``a[m] * total / A``.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

Number = int | Fraction


def level(weights: Mapping[str, Number], total: Number, lower: Mapping[str, Number],
          upper: Mapping[str, Number]) -> Fraction | None:
    """The least ``lam >= 0`` at which the filled parts sum to ``total``; None where there is none.

    A name missing in ``lower`` has the bound 0, one missing in ``upper`` has no bound;
    ``lower <= upper`` is taken for granted. Units: those of the total per unit of weight.
    """
    amount: Number = sum((lower.get(name, 0) for name in weights), 0)
    if amount >= total:
        return Fraction(0) if amount == total else None
    at, slope = Fraction(0), Fraction(0)
    for point, change in _bends(weights, lower, upper):
        reached = amount + slope * (point - at)
        if reached >= total:
            return at + (total - amount) / slope
        at, amount, slope = point, reached, slope + change
    return at + (total - amount) / slope if slope > 0 else None


def _bends(weights: Mapping[str, Number], lower: Mapping[str, Number],
           upper: Mapping[str, Number]) -> list[tuple[Fraction, Number]]:
    """Where the sum of the parts bends as the level rises: (level, change of slope), rising."""
    bends = []
    for name, weight in weights.items():
        if weight > 0:
            bends.append((Fraction(lower.get(name, 0)) / weight, weight))
            if name in upper:
                bends.append((Fraction(upper[name]) / weight, -weight))
    return sorted(bends)


def filled(weights: Mapping[str, Number], total: Number, lower: Mapping[str, Number],
           upper: Mapping[str, Number]) -> dict[str, Fraction] | None:
    """The filled quota of every name (fractions that sum to ``total``); None where none exists."""
    lam = level(weights, total, lower, upper)
    if lam is None:
        return None
    return {name: _clip(lam * weight, lower.get(name, 0), upper.get(name))
            for name, weight in weights.items()}


def _clip(value: Fraction, least: Number, most: Number | None) -> Fraction:
    raised = max(value, Fraction(least))
    return raised if most is None else min(raised, Fraction(most))
