"""Whole places from shares: largest remainder and the divisor methods, exact, with bounds.

Every number is an ``int`` or a ``Fraction``; nothing is rounded on the way. Whoever has an
equal claim on the last places is returned as a tie, and a stated order decides between them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import floor

from models.divisors import DIVISORS, Claims, settle, share_out
from models.errors import Fault, InputFault, fault
from models.filling import Number, filled

LARGEST_REMAINDER = "largest-remainder"
METHODS = (LARGEST_REMAINDER, *DIVISORS)
ALSO_CALLED = {"hamilton": LARGEST_REMAINDER, "webster": "sainte-lague", "huntington-hill": "hill",
               "jefferson": "dhondt"}


@dataclass(frozen=True)
class Tie:
    """Equal claims: ``places`` places for all of ``names``, given to the first in the order.

    ``names`` stand in that order, so ``names[:places]`` got one place each.
    """

    names: tuple[str, ...]
    places: int


@dataclass(frozen=True)
class Apportionment:
    """Whole places by name (they sum to the total), and the ties met on the way."""

    places: Mapping[str, int]
    ties: tuple[Tie, ...] = ()


def apportion(method: str, weights: Mapping[str, Number], total: int, *,
              lower: Mapping[str, int] | None = None, upper: Mapping[str, int] | None = None,
              order: Sequence[str] | None = None) -> Apportionment:
    """Divide ``total`` places in proportion to ``weights`` (>= 0) within whole bounds.

    ``method`` is one of ``METHODS`` (or a name in ``ALSO_CALLED``). ``lower`` (default 0) and
    ``upper`` (default none) are places by name. ``order`` decides ties, first in order first;
    default: greater weight first, then name. Largest remainder with bounds is taken over the
    filled quotas (``models.filling``): every name gets its quota rounded down, the places
    left go to the greatest remainders. A divisor method skips a name at its upper bound and
    starts each at its lower bound.

    Raises ``InputFault`` where the method is unknown, a weight or the total is negative, the
    bounds do not fit the total, or only names of weight 0 have room left.
    """
    method = ALSO_CALLED.get(method, method)
    least = {name: (lower or {}).get(name, 0) for name in weights}
    most = {name: min(total, (upper or {}).get(name, total)) for name in weights}
    _refuse(_faults(method, weights, total, least, most) + _strangers(weights, lower, upper, order))
    ranked = tuple(order) if order is not None else tuple(sorted(weights, key=lambda n: (-weights[n], n)))
    ranked = tuple(name for name in ranked if name in weights)
    exact = {name: Fraction(weights[name]) for name in ranked}
    if method == LARGEST_REMAINDER:
        found = _largest_remainder(exact, total, least, most)
    else:
        found = _by_divisor(Claims(DIVISORS[method], exact, least, most), total, ranked)
    if found is None:
        raise InputFault([fault("apportion-no-weight", total=total)])
    return Apportionment({name: found.places[name] for name in weights}, found.ties)


def _largest_remainder(weights: Mapping[str, Fraction], total: int, lower: Mapping[str, int],
                       upper: Mapping[str, int]) -> Apportionment | None:
    """Filled quotas rounded down, then one place each to the greatest remainders.

    ``weights`` stand in the order that decides ties.
    """
    quotas = filled(weights, total, lower, upper)
    if quotas is None:
        return None
    places = {name: floor(quota) for name, quota in quotas.items()}
    left = total - sum(places.values())
    rest = {name: quotas[name] - places[name] for name in quotas}
    by_rest = sorted(rest, key=lambda name: -rest[name])  # stable: equal ones keep the order
    for name in by_rest[:left]:
        places[name] += 1
    if left == 0 or rest[by_rest[left - 1]] != rest[by_rest[left]]:
        return Apportionment(places)
    cut = rest[by_rest[left]]
    tied = tuple(name for name in by_rest if rest[name] == cut)
    return Apportionment(places, (Tie(tied, left - sum(r > cut for r in rest.values())),))


def _by_divisor(claims: Claims, total: int, order: Sequence[str]) -> Apportionment | None:
    """The divisor method's places, ties handed out by the order."""
    places = share_out(claims, total)
    if places is None:
        return None
    tied, shared = settle(claims, places, order)
    return Apportionment(places, (Tie(tied, shared),) if tied else ())


def _faults(method: str, weights: Mapping[str, Number], total: int, lower: Mapping[str, int],
            upper: Mapping[str, int]) -> list[Fault]:
    """What is wrong with the figures: method, signs, and bounds that do not fit."""
    faults = []
    if method not in METHODS:
        faults.append(fault("apportion-method", method=method, known=", ".join(METHODS)))
    if total < 0:
        faults.append(fault("apportion-total", total=total))
    for name in sorted(weights):
        if isinstance(weights[name], float):
            raise TypeError(f"the weight of {name} is a float; whole numbers and fractions only")
        if weights[name] < 0:
            faults.append(fault("apportion-weight", name=name, weight=weights[name]))
        if not 0 <= lower[name] <= upper[name]:
            faults.append(fault("apportion-bounds", name=name, lower=lower[name], upper=upper[name]))
    least, most = sum(lower.values()), sum(upper.values())
    if least > total:
        faults.append(fault("apportion-least", least=least, total=total))
    if most < total:
        faults.append(fault("apportion-most", most=most, total=total))
    return faults


def _strangers(weights: Mapping[str, Number], lower: Mapping[str, int] | None,
               upper: Mapping[str, int] | None, order: Sequence[str] | None) -> list[Fault]:
    """Bounds for a name that has no weight, and names that the order leaves out."""
    unknown = sorted((set(lower or {}) | set(upper or {})) - set(weights))
    missing = sorted(set(weights) - set(order)) if order is not None else []
    faults = [fault("apportion-stranger", name=name) for name in unknown]
    return faults + [fault("apportion-order", name=name) for name in missing]


def _refuse(faults: list[Fault]) -> None:
    if faults:
        raise InputFault(faults)
