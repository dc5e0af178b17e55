"""Municipalities that run homes together."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from models.formulation import AT_LEAST, AT_MOST, EQUAL, Because
from models.moving import may_fall, most_new, stays, years_before
from models.pieces import key
from models.rules import Rule
from models.tables import AREAS

if TYPE_CHECKING:
    from models.formulation import Draft
    from models.problem import Problem


@dataclass(frozen=True)
class Area:
    """Municipalities that share homes: ``split[code]`` whole weights, ``hosts`` where homes may lie."""

    name: str
    split: dict[str, int]
    hosts: tuple[str, ...]


@dataclass(frozen=True)
class CoOperation(Rule):
    """Areas whose municipalities open homes together; a home's places are counted to each by a split.

    For area g, member m, host b, kind k and year t: parts p[g,m,k,t] and shared places that
    lie in the host v[g,b,k,t] with sum over m of p = sum over b of v. With whole split weights
    s (empty = 1), S = sum s, P_m the parts of m and W = sum P_m over the kinds that share a
    home: |S P_m - s_m W| <= S - 1, so a part is s_m W / S rounded down or up. x counts parts;
    the smallest home and the room of a municipality hold where the home lies. Only new places
    are shared; parts and shared places never fall while places that exist are kept. Hosts:
    the members marked in the table, all where none is. Unit: places. Source: the
    municipalities' agreement, or an assumption.
    """

    word: ClassVar[str] = "co-operation"
    table: str = key("table of areas: area, code, split, host", "areas.csv", table=AREAS)
    areas: tuple[str, ...] = key("the areas that share homes; none = all of the table", ())

    def all(self, problem: Problem) -> tuple[Area, ...]:
        """The areas, larger population first, then by name; members in the county's order."""
        rank = {code: i for i, code in enumerate(problem.county.codes)}
        rows: dict[str, list[tuple[int, str, int, int | None]]] = {}
        for row in problem.tables[self.table].rows:
            if not self.areas or row["area"] in self.areas:
                split = 1 if row["split"] is None else row["split"]
                rows.setdefault(row["area"], []).append((rank[row["code"]], row["code"], split, row["host"]))
        towns = problem.county.by_code
        order = sorted(rows, key=lambda a: (-sum(towns[code].inhabitants for _, code, _, _ in rows[a]), a))
        return tuple(_area(name, sorted(rows[name])) for name in order)

    def members(self, problem: Problem, area: str) -> tuple[str, ...]:
        """The members of an area, in the county's order."""
        return tuple(next(one for one in self.all(problem) if one.name == area).split)

    def lends(self, problem: Problem) -> Iterator[str]:
        """Members of an area with another host than themselves."""
        for area in self.all(problem):
            yield from (code for code in area.split if set(area.hosts) - {code})

    def involves(self, problem: Problem) -> Iterator[str]:
        """Every member of an area."""
        for area in self.all(problem):
            yield from area.split

    def write(self, problem: Problem, draft: Draft) -> None:
        """Nothing more: all rows stand in ``move``."""

    def move(self, problem: Problem, draft: Draft) -> None:
        """Parts p, shared places v, and the rows that tie them together."""
        for area in self.all(problem):
            self._counts(problem, draft, area)
            for group in kinds_together(problem):
                for year in problem.need.years:
                    self._split(draft, area, group, year)

    def _counts(self, problem: Problem, draft: Draft, area: Area) -> None:
        for kind in problem.need.kinds:
            for year, before in years_before(problem):
                most = most_new(problem, kind, year)
                kept = before is not None and not _falls(problem, area, kind, year)
                for what, counts, codes in (("part", draft.p, area.split), ("hosted", draft.v, area.hosts)):
                    for code in codes:
                        at = (area.name, code, kind, year)
                        counts[at] = draft.count((what, *at), 0, most)
                        if kept:
                            both, name = (counts[at], counts[area.name, code, kind, before]), f"{what}-stays"
                            stays(problem, draft, (name, *at), both, self._because(area, kind, year))
                self._tie(draft, area, kind, year)

    def _tie(self, draft: Draft, area: Area, kind: str, year: int) -> None:
        """All parts lie somewhere; x counts them, the host has them."""
        parts = {m: draft.p[area.name, m, kind, year] for m in area.split}
        hosted = {b: draft.v[area.name, b, kind, year] for b in area.hosts}
        terms = [(p, 1) for p in parts.values()] + [(v, -1) for v in hosted.values()]
        draft.row(("parts", area.name, kind, year), terms, EQUAL, 0, self._because(area, kind, year))
        for m, p in parts.items():
            draft.away[m, kind, year].append((p, -1))
        for b, v in hosted.items():
            draft.hosting[b, kind, year].append((v, 1))

    def _split(self, draft: Draft, area: Area, group: tuple[str, ...], year: int) -> None:
        label, whole = "+".join(group), sum(area.split.values())
        everyone = [draft.p[area.name, m, k, year] for m in area.split for k in group]
        for m, weight in area.split.items():
            own = {draft.p[area.name, m, k, year] for k in group}
            terms = [(p, (whole if p in own else 0) - weight) for p in everyone]
            because = Because("split", m, label, year, weight, area.name)
            name = (area.name, m, label, year)
            draft.row(("split-most", *name), terms, AT_MOST, whole - 1, because)
            draft.row(("split-least", *name), terms, AT_LEAST, 1 - whole, because)

    def _because(self, area: Area, kind: str, year: int) -> Because:
        return Because(self.word, area.name, kind, year)


def kinds_together(problem: Problem) -> tuple[tuple[str, ...], ...]:
    """The groups of kinds that share a home: those of smallest-home, else all kinds together.

    A kind that smallest-home says nothing of is a group of its own.
    """
    rule: Any = problem.rule("smallest-home")
    groups: tuple[tuple[str, ...], ...] = rule.groups(problem) if rule else (problem.need.kinds,)
    named = {kind for group in groups for kind in group}
    return (*groups, *((kind,) for kind in problem.need.kinds if kind not in named))


def _area(name: str, rows: list[tuple[int, str, int, int | None]]) -> Area:
    marked = any(host is not None for *_, host in rows)
    return Area(name, {code: split for _, code, split, _ in rows},
                tuple(code for _, code, _, host in rows if host == 1 or not marked))


def _falls(problem: Problem, area: Area, kind: str, year: int) -> bool:
    return any(may_fall(problem, code, kind, year) for code in area.split)
