"""Place after place to the greatest claim: the engine under every apportionment method.

A claim is what a name with so many places has on one place more; it falls with every place
it gets. The places that sum to the total, greatest claims first, are those where the
smallest claim met is at least the greatest claim refused; whoever stands exactly there ties.
"""

from __future__ import annotations

import heapq
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from models.filling import Number

Claim = tuple[bool, Number]  # (goes before every ordinary claim, how strong it is)


@dataclass(frozen=True)
class Claims:
    """The claims of one apportionment; ``claim(name, places)`` is None where there is none.

    ``lower`` and ``upper`` bound every name, in whole places.
    """

    claim: Callable[[str, int], Claim | None]
    lower: Mapping[str, int]
    upper: Mapping[str, int]

    def next(self, name: str, places: int) -> Claim | None:
        """The claim on one more place; None at the upper bound."""
        return self.claim(name, places) if places < self.upper[name] else None

    def last(self, name: str, places: int) -> Claim | None:
        """The claim by which the last place was had; None at the lower bound."""
        return self.claim(name, places - 1) if places > self.lower[name] else None

    def clip(self, name: str, places: int) -> int:
        """The number of places brought within the bounds of the name."""
        return min(self.upper[name], max(self.lower[name], places))


def meet(claims: Claims, start: Mapping[str, int], total: int) -> dict[str, int] | None:
    """Whole places that sum to ``total``, greatest claims met; None where claims run out.

    ``start`` must stand on one level of claims, cut by the bounds: then the work is one heap
    step for each place that ``start`` is away from the total.
    """
    places = {name: claims.clip(name, start[name]) for name in sorted(start)}
    missing = total - sum(places.values())
    step = _add if missing > 0 else _take_back
    return places if step(claims, places, abs(missing)) else None


def _add(claims: Claims, places: dict[str, int], missing: int) -> bool:
    heap = [_greatest(c, n) for n in places if (c := claims.next(n, places[n])) is not None]
    heapq.heapify(heap)
    for _ in range(missing):
        if not heap:
            return False
        name = heapq.heappop(heap)[-1]
        places[name] += 1
        if (claim := claims.next(name, places[name])) is not None:
            heapq.heappush(heap, _greatest(claim, name))
    return True


def _greatest(claim: Claim, name: str) -> tuple[bool, Number, str]:
    """A heap entry that puts the greatest claim first."""
    return not claim[0], -claim[1], name


def _take_back(claims: Claims, places: dict[str, int], surplus: int) -> bool:
    heap = [(c, n) for n in places if (c := claims.last(n, places[n])) is not None]
    heapq.heapify(heap)
    for _ in range(surplus):
        if not heap:
            return False
        name = heapq.heappop(heap)[1]
        places[name] -= 1
        if (claim := claims.last(name, places[name])) is not None:
            heapq.heappush(heap, (claim, name))
    return True


def settle(claims: Claims, places: dict[str, int], order: Sequence[str]) -> tuple[tuple[str, ...], int]:
    """Hand the places of equal claims to the first in ``order`` (changes ``places``).

    Returns who tied (in the order) and how many places they had between them; nobody and 0
    where the smallest claim met was greater than every claim refused.
    """
    last = {name: claims.last(name, places[name]) for name in order}
    after = {name: claims.next(name, places[name]) for name in order}
    met = min((claim for claim in last.values() if claim is not None), default=None)
    refused = max((claim for claim in after.values() if claim is not None), default=None)
    if met is None or met != refused:
        return (), 0
    tied = tuple(name for name in order if met in (last[name], after[name]))
    holders = [name for name in tied if last[name] == met]
    for name in holders:
        places[name] -= 1
    for name in tied[:len(holders)]:
        places[name] += 1
    return tied, len(holders)
