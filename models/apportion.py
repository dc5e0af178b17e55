"""Whole places from shares: largest remainder and the divisor methods, exact, with bounds.

Every number is an ``int`` or a ``Fraction``; nothing is rounded on the way. Whoever has an
equal claim on the last places is returned as a tie, and a stated order decides between them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import floor, lcm

from models.claims import Claim, Claims, meet, settle
from models.divisors import DIVISORS
from models.errors import Fault, InputFault, fault
from models.filling import Number, filled, level

LARGEST_REMAINDER = "largest-remainder"
METHODS = (LARGEST_REMAINDER, *DIVISORS)
ALSO_CALLED = {"hamilton": LARGEST_REMAINDER, "webster": "sainte-lague", "huntington-hill": "hill",
               "jefferson": "dhondt"}
PLAIN, FILLED = "plain", "filled"


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
              order: Sequence[str] | None = None, quota: str = PLAIN) -> Apportionment:
    """Divide ``total`` places in proportion to ``weights`` (>= 0) within whole bounds.

    ``method`` is one of ``METHODS`` (or a name in ``ALSO_CALLED``). ``lower`` (default 0) and
    ``upper`` (default none) are places by name. ``order`` decides ties, first in order first;
    default: greater weight first, then name.

    Largest remainder hands each place to whoever is furthest below its quota, which without
    bounds is the quota rounded down and one place each to the greatest remainders; it makes
    the total, the worst and the squared gap to the quotas least. ``quota`` is ``plain``
    (weight * total / all weights) or ``filled`` (``models.filling``: what the bounds hold
    back or add is shared by all others in proportion). A divisor method starts each name at
    its lower bound and passes it by at its upper bound; ``quota`` says nothing there.

    Raises ``InputFault`` where the method is unknown, a weight or the total is negative, the
    bounds do not fit the total, or only names of weight 0 are left to take a place.
    """
    if quota not in (PLAIN, FILLED):
        raise ValueError(f"quota is {PLAIN} or {FILLED}, not {quota}")
    method = ALSO_CALLED.get(method, method)
    least = {name: (lower or {}).get(name, 0) for name in weights}
    most = {name: min(total, (upper or {}).get(name, total)) for name in weights}
    faults = _faults(method, weights, total, least, most) + _strangers(weights, lower, upper, order)
    if faults:
        raise InputFault(faults)
    by_weight = order if order is not None else sorted(weights, key=lambda name: (-weights[name], name))
    ranked = [name for name in by_weight if name in weights]
    if method == LARGEST_REMAINDER:
        begun = _remainders(weights, total, least, most, quota)
    else:
        begun = _divisors(method, weights, total, least, most)
    places = meet(*begun, total) if begun else None
    if begun is None or places is None:
        raise InputFault([fault("apportion-no-weight", total=total)])
    tied, shared = settle(begun[0], places, ranked)
    return Apportionment({name: places[name] for name in weights}, (Tie(tied, shared),) if tied else ())


Begun = tuple[Claims, dict[str, int]]  # the claims of a method, and where to start


def _remainders(weights: Mapping[str, Number], total: int, lower: Mapping[str, int],
                upper: Mapping[str, int], quota: str) -> Begun | None:
    """Largest remainder: the claim is what is left of the quota, in whole parts of a place."""
    quotas = filled(weights, total, lower, upper) if quota == FILLED else filled(weights, total, {}, {})
    if quotas is None:
        return None
    unit = lcm(*(q.denominator for q in quotas.values()))
    scaled = {name: int(q * unit) for name, q in quotas.items()}

    def claim(name: str, places: int) -> Claim:
        return False, scaled[name] - unit * places

    return Claims(claim, lower, upper), {name: floor(q) for name, q in quotas.items()}


def _divisors(method: str, weights: Mapping[str, Number], total: int, lower: Mapping[str, int],
              upper: Mapping[str, int]) -> Begun | None:
    """A divisor method, begun at the proportional parts rounded as the method rounds."""
    lam = level(weights, total, lower, upper)
    if lam is None:
        return None
    divisor = DIVISORS[method]
    start = {name: divisor.rounded(lam * weight) for name, weight in weights.items()}
    return Claims(lambda name, places: divisor.claim(weights[name], places), lower, upper), start


def _faults(method: str, weights: Mapping[str, Number], total: int, lower: Mapping[str, int],
            upper: Mapping[str, int]) -> list[Fault]:
    """What is wrong with the figures: method, signs, and bounds that do not fit."""
    faults = []
    if method not in METHODS:
        faults.append(fault("apportion-method", method=method, known=", ".join(METHODS)))
    if total < 0:
        return [*faults, fault("apportion-total", total=total)]
    for name in sorted(weights):
        faults += _faults_of(name, weights[name], lower[name], upper[name])
    least, most = sum(lower.values()), sum(upper.values())
    if least > total:
        faults.append(fault("apportion-least", least=least, total=total))
    if most < total:
        faults.append(fault("apportion-most", most=most, total=total))
    return faults


def _faults_of(name: str, weight: Number, lower: int, upper: int) -> list[Fault]:
    if isinstance(weight, float):
        raise TypeError(f"the weight of {name} is a float: whole numbers and fractions only")
    faults = []
    if weight < 0:
        faults.append(fault("apportion-weight", name=name, weight=str(weight)))
    if not 0 <= lower <= upper:
        faults.append(fault("apportion-bounds", name=name, lower=lower, upper=upper))
    return faults


def _strangers(weights: Mapping[str, Number], lower: Mapping[str, int] | None,
               upper: Mapping[str, int] | None, order: Sequence[str] | None) -> list[Fault]:
    """Bounds for a name that has no weight, and names that the order leaves out."""
    unknown = sorted((set(lower or {}) | set(upper or {})) - set(weights))
    missing = sorted(set(weights) - set(order)) if order is not None else []
    faults = [fault("apportion-stranger", name=name) for name in unknown]
    return faults + [fault("apportion-order", name=name) for name in missing]
