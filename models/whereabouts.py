"""Who answers for a place and where it lies."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from models.need import Cell
from models.plan import Plan

At = tuple[str, str, str, int, str]  # answers, located, kind, year, area ("" = not shared)


def lies(plan: Plan) -> dict[At, int]:
    """Places in service by who answers for them and where they lie; the sum over where is x.

    Of an area's shared places a member's part first lies in the member itself, as far as
    shared places lie there; the rest of the parts, in the county's order, takes the rest of
    the shared places, in the county's order. Only places > 0 are given.
    """
    found: dict[At, int] = {}
    for cell in plan.problem.cells:
        code, kind, year = cell
        away = sum(n for at, n in plan.parts.items() if at[1:] == cell)
        away += sum(n for at, n in plan.elsewhere.items() if (at[0], *at[2:]) == cell)
        found[code, code, kind, year, ""] = plan.places[cell] - away
    for (code, located, kind, year), places in plan.elsewhere.items():
        found[code, located, kind, year, ""] = places
    for area, kind, year in dict.fromkeys((at[0], *at[2:]) for at in plan.parts):
        for code, located, places in _shared(plan, area, kind, year):
            found[code, located, kind, year, area] = places
    rank = {code: i for i, code in enumerate(plan.problem.county.codes)}
    kinds = plan.problem.need.kinds.index
    order = sorted(found, key=lambda at: (rank[at[0]], kinds(at[2]), at[3], at[4], rank[at[1]]))
    return {at: found[at] for at in order if found[at]}


def located(plan: Plan, cell: Cell) -> int:
    """Places in service that lie in the municipality, whoever answers for them."""
    out = sum(n for at, n in plan.elsewhere.items() if (at[0], *at[2:]) == cell)
    here = _sum(plan.hosted, cell) + _sum(plan.elsewhere, cell)
    return plan.places[cell] - out - _sum(plan.parts, cell) + here


def _sum(places: Mapping[tuple[str, str, str, int], int], cell: Cell) -> int:
    return sum(n for at, n in places.items() if at[1:] == cell)


def _shared(plan: Plan, area: str, kind: str, year: int) -> Iterator[tuple[str, str, int]]:
    """The shared places of an area: answers, located, places."""
    order = plan.problem.county.codes
    parts = {m: plan.parts[area, m, kind, year] for m in order if (area, m, kind, year) in plan.parts}
    rooms = {b: plan.hosted[area, b, kind, year] for b in order if (area, b, kind, year) in plan.hosted}
    for code, part in parts.items():
        home = min(part, rooms.get(code, 0))
        if home:
            parts[code], rooms[code] = part - home, rooms[code] - home
            yield code, code, home
    for code in parts:
        for host in rooms:
            places = min(parts[code], rooms[host])
            if places:
                parts[code], rooms[host] = parts[code] - places, rooms[host] - places
                yield code, host, places
