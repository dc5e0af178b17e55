"""School places: cheapest flows by shortest paths, whole places one at a time."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any

from models.need import Cell
from models.problem import Problem

Arc = tuple[int, int, int]  # town, school, minutes


@cache
def cheapest(demand: tuple[int, ...], room: tuple[int, ...], arcs: tuple[Arc, ...]) -> int | None:
    """The least minutes that bring every demand to a school with room; None: it cannot be done.

    One place at a time along the shortest path (taking back flows included), which is exact.
    """
    flow = dict.fromkeys(arcs, 0)
    left, spare, total = list(demand), list(room), 0
    while any(left):
        far, came = _reach(left, len(room), flow)
        ends = [(far[s], s) for s in range(-len(room), 0) if spare[s] and far[s] is not None]
        if not ends:
            return None
        minutes, node = min(ends)
        spare[node] -= 1
        total += minutes
        while node in came:
            node, arc, step = came[node]
            flow[arc] += step
        left[node] -= 1
    return total


def _reach(left: list[int], schools: int, flow: dict[Arc, int]
           ) -> tuple[dict[int, int | None], dict[int, tuple[int, Arc, int]]]:
    """Least minutes to every node from the towns with places left, and the arc it came by.

    Towns are 0, 1, ... and schools -schools ... -1; an arc is walked back where it has flow.
    """
    far: dict[int, int | None] = {town: 0 if places else None for town, places in enumerate(left)}
    far.update(dict.fromkeys(range(-schools, 0)))
    came: dict[int, tuple[int, Arc, int]] = {}
    for _ in range(len(left) + schools):
        for arc, places in flow.items():
            town, school, minutes = arc[0], arc[1] - schools, arc[2]
            steps = [(town, school, minutes, 1)] + ([(school, town, -minutes, -1)] if places else [])
            for a, b, cost, step in steps:
                if far[a] is not None and (far[b] is None or far[a] + cost < far[b]):
                    far[b], came[b] = far[a] + cost, (a, arc, step)
    return far, came


@dataclass(frozen=True)
class Schools:
    """The commuting rule of a problem, in numbers."""

    problem: Problem
    rule: Any

    @cached_property
    def arcs(self) -> tuple[Arc, ...]:
        """Every pair within the limit: towns and schools by their place in the order."""
        codes = self.problem.county.codes
        rows = self.problem.tables[self.rule.minutes].rows
        found = {(codes.index(r["from"]), codes.index(r["to"]), r["minutes"]) for r in rows}
        return tuple(sorted(a for a in found if a[2] <= self.rule.limit))

    @cached_property
    def ordered(self) -> list[tuple[int, int, Arc]]:
        """(town, year index, arc) in the order of the tie rule: town, year, minutes, school code."""
        codes, years = self.problem.county.codes, range(len(self.problem.need.years))
        return sorted(((a[0], t, a) for t in years for a in self.arcs),
                      key=lambda i: (i[0], i[1], i[2][2], codes[i[2][1]]))

    @cached_property
    def rooms(self) -> list[tuple[int, ...]]:
        """School places of every year, by school (0 where the table has none)."""
        rows = self.problem.tables[self.rule.schools].rows
        return [tuple(sum(r["school_places"] for r in rows
                          if r["code"] == s and r.get("year") in (None, year))
                      for s in self.problem.county.codes) for year in self.problem.need.years]

    def demand(self, located: Mapping[Cell, int], index: int) -> tuple[int, ...]:
        """Places lying in each town that need a school place in a year: new since the start, or all."""
        need, old = self.problem.need, self.rule.places == "new"
        year = need.years[index]
        return tuple(sum(located[m, k, year] - (need.existing((m, k, year)) if old else 0)
                         for k in need.kinds) for m in self.problem.county.codes)

    def least(self, located: Mapping[Cell, int], index: int) -> int | None:
        """The least minutes of a year; None: someone reaches no school place."""
        demand = self.demand(located, index)
        return None if min(demand) < 0 else cheapest(demand, self.rooms[index], self.arcs)

    def greatest(self, located: Mapping[Cell, int], most: int | None) -> dict[tuple[int, int, int], int]:
        """The lexicographically greatest flows with at most ``most`` minutes: (town, school, year)."""
        years = range(len(self.problem.need.years))
        demands, rooms = [list(self.demand(located, t)) for t in years], [list(r) for r in self.rooms]
        arcs = [self.arcs for _ in demands]
        spent, found = 0, {}
        for town, year, arc in self.ordered:
            arcs[year] = tuple(a for a in arcs[year] if a != arc)
            for taken in range(min(demands[year][town], rooms[year][arc[1]]), -1, -1):
                demands[year][town] -= taken
                rooms[year][arc[1]] -= taken
                rest = [cheapest(tuple(d), tuple(r), a)
                        for d, r, a in zip(demands, rooms, arcs, strict=True)]
                if None not in rest and (most is None or spent + taken * arc[2] + sum(rest) <= most):
                    break
                demands[year][town] += taken
                rooms[year][arc[1]] += taken
            spent += taken * arc[2]
            found[town, arc[1], year] = taken
        return found


def schools(problem: Problem) -> Schools | None:
    """The schools of a problem (None without the commuting rule)."""
    rule = problem.rule("commuting")
    return None if rule is None else Schools(problem, rule)
