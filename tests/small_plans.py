"""Plans of small counties by looking at all of them: one kind, one year, need, keep, capacity, gaps."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from itertools import product


def best(people: Mapping[str, int], today: Mapping[str, int], room: Mapping[str, int],
         total: int) -> dict[str, int] | None:
    """The fairest plan, by gaps to people x total / sum of people, worst first; None where nothing fits.

    Of equally fair ones the first by the tie rule: the larger municipality, then the lower code,
    has as many places as it can.
    """
    order = sorted(people, key=lambda m: (-people[m], m))
    quota = {m: Fraction(people[m] * total, sum(people.values())) for m in order}
    spans = [range(today.get(m, 0), min(total, room.get(m, total)) + 1) for m in order]
    fits = [dict(zip(order, x, strict=True)) for x in product(*spans) if sum(x) == total]
    if not fits:
        return None
    return min(fits, key=lambda x: (sorted((abs(x[m] - quota[m]) for m in order), reverse=True),
                                    [-x[m] for m in order]))
