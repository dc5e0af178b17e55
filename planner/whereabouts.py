"""Who answers for a place and where it lies, as sheets, as text and as figures draw it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

from models.need import Cell
from models.plan import Plan
from models.whereabouts import At, lies
from planner.tabular import CODE, TEXT, WHOLE, Field, Sheet
from planner.wording import listing, say

if TYPE_CHECKING:
    from models.problem import Problem
    from planner.run import Run

RULES = ("co-operation", "housed-elsewhere")
WHERE = (("code", CODE), ("name", TEXT), ("lies_code", CODE), ("lies_name", TEXT), ("kind", TEXT),
         ("year", WHOLE), ("area", TEXT), ("places", WHOLE))
HOMES = (("area", TEXT), ("lies_code", CODE), ("lies_name", TEXT), ("kind", TEXT), ("year", WHOLE),
         ("places", WHOLE), ("shared_homes", WHOLE), ("parts", TEXT))


@dataclass(frozen=True)
class Shared:
    """What an area's shared homes hold in one host, kinds that share a home, and year.

    ``places`` lie there; ``homes`` is None where no smallest home counts them; ``parts`` are
    (municipality, places) of those who answer, in the county's order.
    """

    area: str
    host: str
    kinds: tuple[str, ...]
    year: int
    places: int
    homes: int | None
    parts: tuple[tuple[str, int], ...]

    @property
    def joint(self) -> bool:
        """Is it shared in fact? A host that answers for all of it alone has a home of its own."""
        return any(code != self.host for code, _ in self.parts)


@dataclass(frozen=True)
class Whereabouts:
    """Where the places of a found plan lie."""

    plan: Plan
    at: Mapping[At, int] = field(default_factory=dict)

    @classmethod
    def of(cls, plan: Plan) -> Whereabouts:
        """The whereabouts of a plan; empty where all places lie where they are counted."""
        return cls(plan, lies(plan) if plan.found and moves(plan.problem) else {})

    @cached_property
    def elsewhere(self) -> dict[Cell, int]:
        """By cell: places that the municipality answers for and that lie in another."""
        return _sums((at[0], at[2], at[3], n) for at, n in self.at.items() if at[0] != at[1])

    @cached_property
    def hosted(self) -> dict[Cell, int]:
        """By cell: places that lie in the municipality and that others answer for."""
        return _sums((at[1], at[2], at[3], n) for at, n in self.at.items() if at[0] != at[1])

    def located(self, cell: Cell) -> int:
        """Places that lie in the municipality, whoever answers for them."""
        return self.plan.places[cell] - self.elsewhere.get(cell, 0) + self.hosted.get(cell, 0)

    def ways(self, cell: Cell) -> list[tuple[str, str, int]]:
        """Where the cell's places lie when not at home: (municipality, area, places)."""
        return [(b, area, n) for (a, b, kind, year, area), n in self.at.items()
                if (a, kind, year) == cell and a != b]

    def guests(self, cell: Cell) -> list[tuple[str, int]]:
        """Who else answers for places in the municipality: (municipality, places)."""
        found: dict[str, int] = {}
        for (a, b, kind, year, _), n in self.at.items():
            if (b, kind, year) == cell and a != b:
                found[a] = found.get(a, 0) + n
        return list(found.items())

    def own_new(self, year: int) -> dict[str, int]:
        """New places by a year in homes of its own, where there are any, in the county's order.

        New places since the start, less those that lie elsewhere and its part of shared homes at home.
        """
        plan, found = self.plan, dict[str, int]()
        joint = {(s.area, s.host, kind, s.year) for s in self.shared() if s.joint for kind in s.kinds}
        for code in plan.problem.county.codes:
            cells = [(code, kind, year) for kind in plan.problem.need.kinds]
            home = sum(n for (a, b, kind, t, area), n in self.at.items()
                       if (a, b, t) == (code, code, year) and (area, b, kind, t) in joint)
            own = sum(plan.new_since_start(c) - self.elsewhere.get(c, 0) for c in cells) - home
            found |= {code: own} if own > 0 else {}
        return found

    def shared(self) -> Iterator[Shared]:
        """The areas' shared places, by area, host, kinds and year, where there are any."""
        rule: Any = self.plan.problem.rule("co-operation")
        for area in rule.all(self.plan.problem) if rule else ():
            for host in area.hosts:
                for kinds in _groups(self.plan.problem):
                    for year in self.plan.problem.need.years:
                        found = self._shared(area.name, host, kinds, year)
                        if found.places:
                            yield found

    def _shared(self, area: str, host: str, kinds: tuple[str, ...], year: int) -> Shared:
        parts: dict[str, int] = {}
        for (a, b, kind, t, g), n in self.at.items():
            if (b, t, g) == (host, year, area) and kind in kinds:
                parts[a] = parts.get(a, 0) + n
        homes = self.plan.shared_homes.get((area, host, "+".join(kinds), year))
        return Shared(area, host, kinds, year, sum(parts.values()), homes, tuple(parts.items()))


def moves(problem: Problem) -> bool:
    """Can places lie elsewhere than where they are counted?"""
    return any(problem.rule(word) is not None for word in RULES)


def areas_of(problem: Problem) -> dict[str, tuple[str, ...]]:
    """The members of each area that shares homes, in the county's order; none without the rule."""
    rule: Any = problem.rule("co-operation")
    return {area.name: tuple(area.split) for area in rule.all(problem)} if rule else {}


def _groups(problem: Problem) -> tuple[tuple[str, ...], ...]:
    from models.rules.co_operation import kinds_together
    return kinds_together(problem)


def _sums(rows: Iterator[tuple[str, str, int, int]]) -> dict[Cell, int]:
    found: dict[Cell, int] = {}
    for code, kind, year, places in rows:
        found[code, kind, year] = found.get((code, kind, year), 0) + places
    return found


def where_sheets(run: Run, language: str) -> list[Sheet]:
    """whereabouts.csv (who answers, where it lies) and shared_homes.csv; none where nothing can move."""
    plan = run.plan
    if not moves(plan.problem):
        return []
    found, names = Whereabouts.of(plan), _names(plan)
    rows = tuple((a, names[a], b, names[b], kind, year, area, places)
                 for (a, b, kind, year, area), places in found.at.items())
    homes = tuple((s.area, s.host, names[s.host], _kinds(s.kinds, run, language), s.year, s.places, s.homes,
                   _parts(s, names, language)) for s in found.shared())
    return [Sheet("whereabouts", say("sheet.whereabouts", language), _fields(WHERE, language), rows),
            Sheet("shared_homes", say("sheet.shared_homes", language), _fields(HOMES, language), homes)]


def _fields(columns: tuple[tuple[str, str], ...], language: str) -> tuple[Field, ...]:
    return tuple(Field(name, say(f"where.{name}" if name in ("code", "name") else f"column.{name}", language),
                       type_) for name, type_ in columns)


def _names(plan: Plan) -> dict[str, str]:
    return {town.code: town.name for town in plan.problem.county.municipalities}


def _kinds(kinds: tuple[str, ...], run: Run, language: str) -> str:
    """The kinds that share a home, by name; the word alone where there is one (the sheet is read by it)."""
    return kinds[0] if len(kinds) == 1 else listing([run.case.kinds[k][language] for k in kinds], language)


def _parts(shared: Shared, names: Mapping[str, str], language: str) -> str:
    """Täby 3, Vallentuna 2, Österåker 1: the largest part first."""
    ranked = sorted(shared.parts, key=lambda part: -part[1])
    return ", ".join(say("where.part", language, name=names[code], places=places) for code, places in ranked)


def where_lines(run: Run, language: str) -> Iterator[str]:
    """Shared homes, places housed elsewhere, then the new places at home, in the last year.

    Nothing where none can lie elsewhere.
    """
    plan = run.plan
    if not moves(plan.problem):
        return
    found, last = Whereabouts.of(plan), plan.problem.need.years[-1]
    lines = [*_home_lines(run, found, last, language), *_housed_lines(run, found, last, language)]
    yield say("where.heading", language, year=last)
    yield from (f"  {line}" for line in lines or [say("where.none", language)])
    if own := found.own_new(last):
        names = _names(plan)
        told = (say("where.part", language, name=names[code], places=own[code]) for code in own)
        yield "  " + say("where.own", language, names=", ".join(told))


def _home_lines(run: Run, found: Whereabouts, year: int, language: str) -> Iterator[str]:
    names, several = _names(run.plan), len(_groups(run.plan.problem)) > 1
    for s in found.shared():
        if s.year == year and s.joint:
            named = listing([run.case.kinds[k][language] for k in s.kinds], language)
            kinds = say("where.kinds", language, kinds=named) if several else ""
            yield say(_home_key(s), language, area=s.area, host=names[s.host], places=s.places, homes=s.homes,
                      kinds=kinds, parts=_parts(s, names, language))


def _housed_lines(run: Run, found: Whereabouts, year: int, language: str) -> Iterator[str]:
    names, several = _names(run.plan), len(run.plan.problem.need.kinds) > 1
    for (a, b, kind, t, area), n in found.at.items():
        if a != b and not area and t == year:
            told = run.case.kinds[kind][language] if several else say("where.places", language)
            yield say("where.housed", language, name=names[a], host=names[b], places=n, kind=told)


def _home_key(shared: Shared) -> str:
    if shared.homes is None:
        return "where.shared"
    return "where.home" if shared.homes == 1 else "where.homes"
