"""Permit places short in the same area: children out of asylum places against permit places near them."""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from models.permit_need import PermitNeed
from models.permit_terms import figures
from models.tables import Table
from models.whereabouts import located

if TYPE_CHECKING:
    from models.plan import Plan
    from models.problem import Problem

AREAS, COMMUTING, OWN = "areas", "commuting", "own"
ZERO = Fraction(0)
STOCK, KEEPS = "permit-stock", "keep-existing"


@dataclass(frozen=True)
class Near:
    """A municipality at the end of a year: ``children`` who then need a permit place (those there today
    and those out of asylum places that lie there), permit ``places`` that lie in it, and how many of
    its children have none near: ``short`` (exact, in places).
    """

    code: str
    year: int
    children: Fraction
    places: int
    short: Fraction


def permit_need(problem: Problem) -> PermitNeed | None:
    """The need model of the problem's [permit-stock], or None without the section."""
    section: Any = problem.section(STOCK)
    if section is None:
        return None
    years = range(problem.need.years[0], problem.need.years[-1] + 1)
    table: Table = problem.tables[section.parameters]
    terms = {year: one.terms for year, one in figures(section, table, years).items()}
    return PermitNeed(section, terms, problem.rule(KEEPS) is not None)


def nearness(problem: Problem) -> str:
    """What the same area is: areas, commuting or own."""
    section: Any = problem.section(STOCK)
    if section.near:
        return str(section.near)
    return AREAS if problem.areas else COMMUTING if problem.rule("commuting") else OWN


def neighbours(problem: Problem) -> dict[str, tuple[str, ...]]:
    """By municipality those in the same area: itself first, then the others in the county's order."""
    codes, word = problem.county.codes, nearness(problem)
    pairs: set[tuple[str, str]] = set()
    if word == AREAS:
        pairs = {(a, b) for members in problem.areas.values() for a in members for b in members}
    elif word == COMMUTING:
        rule: Any = problem.rule("commuting")
        pairs = {(row["from"], row["to"]) for row in problem.tables[rule.minutes].rows
                 if row["minutes"] <= rule.limit}
    return {a: (a, *(b for b in codes if b != a and (a, b) in pairs)) for a in codes}


def near(plan: Plan) -> tuple[Near, ...]:
    """Every municipality and plan year, in the county's order; nothing without [permit-stock].

    The flow of each municipality runs on the asylum places that lie in it; by linearity the children
    sum to the county's. A municipality's own permit places come first, then the others near it,
    so that as few children as can be are short. Both sides on 31 December.
    """
    problem = plan.problem
    model = permit_need(problem)
    if model is None or not plan.found:
        return ()
    by_code = {code: _children(model, plan, code) for code in problem.county.codes}
    around, found = neighbours(problem), []
    for year in problem.need.years:
        children = {code: stock[year] for code, stock in by_code.items()}
        places = {code: located(plan, (code, model.follower, year)) for code in problem.county.codes}
        short = shortage(children, places, around)
        found += [Near(code, year, children[code], places[code], short[code]) for code in children]
    return tuple(found)


def _children(model: PermitNeed, plan: Plan, code: str) -> dict[int, Fraction]:
    """Children on permit places at each year's end, from the asylum places that lie here."""
    need = plan.problem.need
    totals = {year: located(plan, (code, model.leader, year)) for year in need.years}
    asylum, permit = (need.today.get((code, kind), 0) for kind in (model.leader, model.follower))
    return model.stocks(asylum, permit, totals)


def short_in(plan: Plan, year: int) -> Fraction | None:
    """Permit places short in the same area in a year, summed; None without [permit-stock]."""
    found = [one.short for one in near(plan) if one.year == year]
    return sum(found, ZERO) if found else None


def shortage(children: Mapping[str, Fraction], places: Mapping[str, int],
             around: Mapping[str, Sequence[str]]) -> dict[str, Fraction]:
    """How many of each municipality's children no place near can take; the sum is the least possible.

    A largest flow from children to places: the own places first, then shortest augmenting ways in the
    order given. A child with a place may be moved to another near one, but never loses it.
    """
    own = {code: min(n, Fraction(places[code])) for code, n in children.items()}
    left = {code: n - own[code] for code, n in children.items()}
    room = {code: n - own[code] for code, n in places.items()}
    used = {(code, code): n for code, n in own.items()}
    while True:
        way = _way(left, room, used, around)
        if way is None:
            return left
        back = [used[b, a] for a, b in zip(way[1::2], way[2::2], strict=False)]
        amount = min(left[way[0]], room[way[-1]], *back)
        for home, place in zip(way[::2], way[1::2], strict=True):
            used[home, place] = used.get((home, place), ZERO) + amount
        for place, home in zip(way[1::2], way[2::2], strict=False):
            used[home, place] -= amount
        left[way[0]] -= amount
        room[way[-1]] -= amount


def _way(left: Mapping[str, Fraction], room: Mapping[str, Fraction], used: Mapping[tuple[str, str], Fraction],
         around: Mapping[str, Sequence[str]]) -> list[str] | None:
    """Home, place, home, place ... from children without a place to a place with room; the shortest."""
    starts = [code for code, n in left.items() if n]
    queue: deque[tuple[str, ...]] = deque((code,) for code in starts)
    homes, seen = set(starts), set[str]()
    while queue:
        way = queue.popleft()
        for place in (b for b in around[way[-1]] if b not in seen):
            seen.add(place)
            if room[place]:
                return [*way, place]
            for home in (a for (a, b), n in used.items() if b == place and n and a not in homes):
                homes.add(home)
                queue.append((*way, place, home))
    return None
