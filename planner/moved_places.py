"""How many places lie otherwise in one plan than in another."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from models.plan import Plan


def moved_places(plan: Plan, first: Plan) -> int | None:
    """Places that lie otherwise in the last year: what some municipalities have more of, all together.

    Σ max(0, x − x') over the municipalities, or Σ max(0, x' − x) where that is larger; None where
    either plan is missing.
    """
    held = []
    for one in (plan, first):
        end, sums = one.problem.need.years[-1], dict[str, int]()
        for (code, _, year), places in one.places.items():
            if year == end:
                sums[code] = sums.get(code, 0) + places
        held.append(sums)
    here, there = held
    if not here or not there:
        return None
    differ = [here[code] - there[code] for code in here if code in there]
    return max(sum(d for d in differ if d > 0), -sum(d for d in differ if d < 0))
