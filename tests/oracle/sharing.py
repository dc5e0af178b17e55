"""Who may share homes or be housed elsewhere: areas with hosts and weights, pairs with dates."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import product
from typing import Any

from models.problem import Problem

FREE_UNTIL = 2017  # housing elsewhere needs no agreement before 1 June 2018


@dataclass(frozen=True)
class Area:
    """Municipalities that run homes together: split weight of each member, and who may host."""

    name: str
    members: tuple[str, ...]
    weights: tuple[int, ...]
    hosts: tuple[str, ...]

    def splits(self, most: Sequence[int]) -> Iterator[tuple[int, ...]]:
        """Every way to count a sum of shared places to the members, none above its most.

        |S P_m - s_m W| <= S - 1, so each part is s_m W / S rounded down or up.
        """
        whole = sum(self.weights)
        for total in range(sum(most) + 1):
            near = [{s * total // whole, -(-s * total // whole)} for s in self.weights]
            ways = [sorted(p for p in around if p <= top) for around, top in zip(near, most, strict=True)]
            yield from (way for way in product(*ways) if sum(way) == total)


@dataclass(frozen=True)
class Pair:
    """Places of some kinds counted to ``code`` may lie in ``located``, in these years, at most so many."""

    code: str
    located: str
    kinds: tuple[str, ...]
    most: int | None
    years: frozenset[int]


def holds(year: int, first: date | None, last: date | None) -> bool:
    """Does an agreement of these days (open where None) hold on 31 December of the year?"""
    day = date(year, 12, 31)
    return (first is None or first <= day) and (last is None or day <= last)


def areas(problem: Problem) -> list[Area]:
    """The areas of co-operation: larger population first, then name; members in county order."""
    rule: Any = problem.rule("co-operation")
    if rule is None:
        return []
    rows = problem.tables[rule.table].rows
    names = {r["area"] for r in rows if not rule.areas or r["area"] in rule.areas}
    found = []
    for name in names:
        of = {r["code"]: r for r in rows if r["area"] == name}
        members = tuple(m for m in problem.county.codes if m in of)
        weights = tuple(1 if of[m].get("split") is None else of[m]["split"] for m in members)
        stated = any(of[m].get("host") is not None for m in members)
        hosts = tuple(m for m in members if not stated or of[m].get("host") == 1)
        found.append(Area(name, members, weights, hosts))
    people = {a.name: sum(problem.county.by_code[m].inhabitants for m in a.members) for a in found}
    return sorted(found, key=lambda a: (-people[a.name], a.name))


def pairs(problem: Problem) -> list[Pair]:
    """The pairs of housed-elsewhere; a row with neither date is free housing, up to 2017."""
    rule: Any = problem.rule("housed-elsewhere")
    found = []
    for r in problem.tables[rule.table].rows if rule is not None else ():
        first, last = r.get("agreement_from"), r.get("agreement_to")
        free = first is None and last is None
        years = frozenset(t for t in problem.need.years
                          if (t <= FREE_UNTIL if free else holds(t, first, last)))
        kinds = (r["kind"],) if r.get("kind") else problem.need.kinds
        found.append(Pair(r["code"], r["located"], kinds, r.get("most"), years))
    return found


def movable(problem: Problem) -> frozenset[str]:
    """Whose places may lie elsewhere: in an area with another host, or with a pair of these years."""
    shared = {m for a in areas(problem) for m in a.members if any(b != m for b in a.hosts)}
    return frozenset(shared) | {p.code for p in pairs(problem) if p.years}
