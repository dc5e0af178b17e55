"""The tie rule below places: pairs, parts, hosts, homes, beds, shared homes, school places."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from models.need import Cell
from models.problem import Problem
from tests.oracle import homes
from tests.oracle.enumerate import Possible
from tests.oracle.flows import schools
from tests.oracle.located import Where
from tests.oracle.sharing import areas

Group = tuple[str, ...]


@dataclass(frozen=True)
class Choice:
    """Where the places of the plan lie, all counts with the year last.

    ``homes`` and ``free_beds`` by (code, kinds, year), ``shared_homes`` by (area, host, kinds, year),
    ``parts`` by (area, member, kind, year), ``hosted`` by (area, host, kind, year), ``elsewhere`` by
    (answers, located, kind, year), ``flows`` by (code, school, year), ``located`` by cell; ``lies`` by
    (answers, located, kind, year, area or "").
    """

    homes: dict[tuple[str, Group, int], int] = field(default_factory=dict)
    free_beds: dict[tuple[str, Group, int], int] = field(default_factory=dict)
    shared_homes: dict[tuple[str, str, Group, int], int] = field(default_factory=dict)
    parts: dict[tuple[str, str, str, int], int] = field(default_factory=dict)
    hosted: dict[tuple[str, str, str, int], int] = field(default_factory=dict)
    elsewhere: dict[tuple[str, str, str, int], int] = field(default_factory=dict)
    flows: dict[tuple[str, str, int], int] = field(default_factory=dict)
    located: Mapping[Cell, int] = field(default_factory=dict)
    lies: dict[tuple[str, str, str, int, str], int] = field(default_factory=dict)
    minutes: int = 0


def first(problem: Problem, plans: list[Possible], homes_most: int | None, minutes_most: int | None
          ) -> tuple[Possible, Choice]:
    """The plan that comes first by the tie rule, of plans with the same places."""
    ranked = [(_rank(problem, p.where, homes_most), p) for p in plans]
    top = max(rank for rank, _ in ranked)
    plan = next(p for rank, p in ranked if rank == top)
    return plan, _chosen(problem, plan.where, homes_most, minutes_most)


def _homes(problem: Problem, where: Where, top: int | None) -> tuple[list[Any], list[Any]]:
    """Homes of towns (least first, then beds greatest), then shared homes least."""
    years = len(problem.need.years)
    shared = homes.fewest(where.shared_homes, years) or 0
    towns = homes.pick(where.town_homes, None if top is None else top - shared, years)
    rest = None if top is None else top - sum(homes.last(o, years) for o, _ in towns)
    return towns, homes.pick(where.shared_homes, rest, years)


def _rank(problem: Problem, where: Where, top: int | None) -> tuple[list[int], ...]:
    """What the tie rule compares, greater first."""
    towns, shared = _homes(problem, where, top)
    return ([-h for h in _sorted(problem, where, "elsewhere")],
            [-p for p in _sorted(problem, where, "part")], _sorted(problem, where, "hosted"),
            [-o for homes_of, _ in towns for o in homes_of], [r for _, beds in towns for r in beds],
            [-o for homes_of, _ in shared for o in homes_of])


def _sorted(problem: Problem, where: Where, what: str) -> list[int]:
    """Counts of the years in the order area or town, town, kind, year."""
    names = [a.name for a in areas(problem)]
    order = {n: i for i, n in enumerate(names if what != "elsewhere" else problem.county.codes)}
    codes, kinds = problem.county.codes, problem.need.kinds
    at = sorted(getattr(where.states[0], what),
                key=lambda a: (order[a[0]], codes.index(a[1]), kinds.index(a[2])))
    return [getattr(s, what)[a] for a in at for s in where.states]


def _dated(problem: Problem, where: Where, what: str) -> dict[Any, int]:
    """Counts with the year last."""
    return {(*at, t): v for t, s in zip(problem.need.years, where.states, strict=True)
            for at, v in getattr(s, what).items()}


def _chosen(problem: Problem, where: Where, top: int | None, minutes_most: int | None) -> Choice:
    """The choice in full."""
    years, codes, asked = problem.need.years, problem.county.codes, homes.units(problem)
    towns, shared = _homes(problem, where, top)
    at = [(m, u.kinds, t) for m in codes for u in asked for t in years]
    opened = [v for o, _ in towns for v in o]
    beds = [v for _, r in towns for v in r]
    at_host = [(a.name, b, u.kinds, t) for a in areas(problem) for b in a.hosts for u in asked for t in years]
    parts, hosted, away = (_dated(problem, where, w) for w in ("part", "hosted", "elsewhere"))
    flows, minutes = _flows(problem, where, minutes_most)
    return Choice(dict(zip(at, opened, strict=True)), dict(zip(at, beds, strict=True)),
                  dict(zip(at_host, (v for o, _ in shared for v in o), strict=True)), parts, hosted, away,
                  flows, where.located, _lies(problem, where, parts, hosted, away), minutes)


def _flows(problem: Problem, where: Where, top: int | None) -> tuple[dict[tuple[str, str, int], int], int]:
    """The greatest flows in order that the travel goal allows (only those above 0), and their minutes."""
    school, codes, years = schools(problem), problem.county.codes, problem.need.years
    if school is None:
        return {}, 0
    found = school.greatest(where.located, top)
    minutes = {(a, b): m for a, b, m in school.arcs}
    return ({(codes[m], codes[s], years[t]): v for (m, s, t), v in found.items() if v},
            sum(minutes[m, s] * v for (m, s, _), v in found.items()))


def _lies(problem: Problem, where: Where, parts: Any, hosted: Any, away: Any) -> dict[Any, int]:
    """Who answers and where it lies: at home, by a pair, or in a shared home of an area.

    Of shared homes a member's part first lies at its own, the rest is filled in order of members and hosts.
    """
    found = {(m, m, k, t, ""): v for s in where.states for (m, k, t), v in s.base.items()}
    found |= {(a, b, k, t, ""): v for (a, b, k, t), v in away.items()}
    for area in areas(problem):
        for k in problem.need.kinds:
            for t in problem.need.years:
                part = {m: parts[area.name, m, k, t] for m in area.members}
                room = {b: hosted[area.name, b, k, t] for b in area.hosts}
                at_home = [(m, m) for m in area.members if m in room]
                for m, b in (*at_home, *((m, b) for m in area.members for b in area.hosts)):
                    placed = min(part[m], room[b])
                    found[m, b, k, t, area.name] = found.get((m, b, k, t, area.name), 0) + placed
                    part[m] -= placed
                    room[b] -= placed
    return {at: v for at, v in found.items() if v}
