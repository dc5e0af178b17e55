"""Groups of people and the kinds of place they may use: do the places suffice for all at once?

By Hall's condition they do if and only if no set of groups needs more places than the kinds that
any of them may use hold together. All numbers are whole, so the check is exact.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Shortage:
    """Groups that together need more than the kinds they may use hold, places in service."""

    groups: tuple[str, ...]
    needed: int
    kinds: tuple[str, ...]
    places: int


def shortage(needs: Mapping[str, int], places: Mapping[str, int],
             may_use: Mapping[str, Collection[str]]) -> Shortage | None:
    """A smallest set of groups that the places cannot cover, or None where all fit at once.

    ``needs`` places by group, ``places`` by kind, ``may_use`` the kinds of each group. The set is
    minimal: without any one of its groups the rest fit.
    """
    short = set(_uncovered(needs, places, may_use))
    if not short:
        return None
    for group in needs:
        rest = {g: needs[g] for g in short - {group}}
        if group in short and _uncovered(rest, places, may_use):
            short = set(_uncovered(rest, places, may_use))
    groups = tuple(g for g in needs if g in short)
    kinds = tuple(k for k in places if any(k in may_use[g] for g in groups))
    return Shortage(groups, sum(needs[g] for g in groups), kinds, sum(places[k] for k in kinds))


def use(needs: Mapping[str, int], places: Mapping[str, int],
        may_use: Mapping[str, Collection[str]]) -> dict[tuple[str, str], int]:
    """Places of each kind for each group, as many as fit: (group, kind) -> places, greatest flow."""
    flow = {(g, k): 0 for g in needs for k in places if k in may_use[g]}
    while True:
        path = _path(needs, places, flow)[0]
        if not path:
            return flow
        group, kind = path[0][0], path[-1][1]
        step = min(needs[group] - sum(n for (g, _), n in flow.items() if g == group),
                   places[kind] - sum(n for (_, k), n in flow.items() if k == kind),
                   *(flow[arc] for arc, sign in zip(path, _signs(path), strict=True) if sign < 0))
        for arc, sign in zip(path, _signs(path), strict=True):
            flow[arc] += sign * step


def _uncovered(needs: Mapping[str, int], places: Mapping[str, int],
               may_use: Mapping[str, Collection[str]]) -> tuple[str, ...]:
    """The groups on the short side of a least cut: empty where every need is covered."""
    flow = use(needs, places, may_use)
    return _path(needs, places, flow)[1]


def _signs(path: list[tuple[str, str]]) -> list[int]:
    """Along a path of arcs flow is added and taken in turn."""
    return [1 if i % 2 == 0 else -1 for i in range(len(path))]


def _path(needs: Mapping[str, int], places: Mapping[str, int],
          flow: Mapping[tuple[str, str], int]) -> tuple[list[tuple[str, str]], tuple[str, ...]]:
    """A shortest way from a group in need to a kind with room, else the groups that were reached."""
    got = {g: sum(n for (h, _), n in flow.items() if h == g) for g in needs}
    held = {k: sum(n for (_, j), n in flow.items() if j == k) for k in places}
    ways: dict[str, list[tuple[str, str]]] = {g: [] for g in needs if got[g] < needs[g]}
    seen: set[str] = set()
    queue = list(ways)
    for group in queue:
        for kind in (k for k in places if (group, k) in flow and k not in seen):
            seen.add(kind)
            way = [*ways[group], (group, kind)]
            if held[kind] < places[kind]:
                return way, ()
            for other in (g for g in needs if flow.get((g, kind), 0) and g not in ways):
                ways[other] = [*way, (other, kind)]
                queue.append(other)
    return [], tuple(queue)
