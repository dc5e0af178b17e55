"""Homes and free beds by definition: every rising sequence is tried."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from itertools import pairwise, product
from typing import Any, NamedTuple

from models.need import Cell
from models.problem import Problem
from tests.oracle.answers import released
from tests.oracle.sharing import pairs

Steps = tuple[int, ...]
Options = list[tuple[Steps, list[Steps]]]


class Unit(NamedTuple):
    """A group of kinds that share a home, with the least and most places of one."""

    kinds: tuple[str, ...]
    least: int
    most: int | None


def rising(limits: Sequence[int], gone: frozenset[int] = frozenset()) -> Iterator[Steps]:
    """Every sequence that never falls but in the years ``gone``, each figure between 0 and its limit."""
    ranges = [range(limit + 1) for limit in limits]
    return (s for s in product(*ranges)
            if all(a <= b or i in gone for i, (a, b) in enumerate(pairwise(s), start=1)))


def units(problem: Problem) -> tuple[Unit, ...]:
    """The groups of kinds that share a home (none without the rule), in the order of their first kinds.

    A kind with a unit of its own is a group of its own; the others are grouped as the rule says.
    """
    rule: Any = problem.rule("smallest-home")
    if rule is None:
        return ()
    rows = problem.tables[rule.units].rows if rule.units else ()
    own = {r["kind"]: Unit((r["kind"],), r["smallest"], r.get("largest"))
           for r in rows if r.get("smallest") is not None and r["kind"] in problem.need.kinds}
    stated = [tuple(k for k in j if k not in own) for j in tuple(rule.kinds) or (problem.need.kinds,)]
    found = [*own.values(), *(Unit(j, rule.places, rule.most) for j in stated if j)]
    if not own:
        return tuple(found)
    return tuple(sorted(found, key=lambda u: problem.need.kinds.index(u.kinds[0])))


def groups(problem: Problem) -> tuple[tuple[str, ...], ...]:
    """The kinds of each group."""
    return tuple(u.kinds for u in units(problem))


def new_places(problem: Problem, own: Mapping[Cell, int], code: str, kinds: Sequence[str]) -> Steps:
    """New places in homes of a town's own, its kinds together, year by year."""
    need = problem.need
    return tuple(sum(own[code, k, t] - need.existing((code, k, t)) for k in kinds) for t in need.years)


def free_beds(problem: Problem, code: str) -> int:
    """Empty beds in homes that exist (0 where nothing is said)."""
    rule: Any = problem.rule("smallest-home")
    if not rule.free:
        return 0
    return next((r["free"] for r in problem.tables[rule.free].rows if r["code"] == code), 0)


def fits(new: int, homes: int, beds: int, places: int, most: int | None) -> bool:
    """Is new = r + w with a w that this number of homes can hold in one year?

    Without a largest size there is at most one home, as large as its cell allows.
    """
    inside = new - beds
    if most is None:
        return homes <= 1 and (inside >= places if homes else inside == 0)
    return places * homes <= inside <= most * homes


@cache
def choices(new: Steps, places: int, most: int | None, free: int,
            gone: frozenset[int] = frozenset()) -> Options:
    """Every sequence of homes that goes with the new places, with its sequences of free beds.

    Homes stand least first, beds greatest first; in the years ``gone`` places go with their agreement.
    """
    if min(new) < 0:
        return []
    all_beds = sorted(rising([min(free, n) for n in new], gone), reverse=True)
    found = []
    for homes in sorted(rising([1 if most is None else n // places for n in new], gone)):
        beds = [b for b in all_beds
                if all(fits(n, o, r, places, most) for n, o, r in zip(new, homes, b, strict=True))]
        if beds:
            found.append((homes, beds))
    return found


def town_options(news: Sequence[Steps], asked: Sequence[Unit], free: int,
                 gone: Sequence[frozenset[int]]) -> Options:
    """The choices of a town's groups one after the other; empty beds are one stock for all of them."""
    each = [choices(new, u.least, u.most, free, years)
            for new, u, years in zip(news, asked, gone, strict=True)]
    if len(each) == 1:
        return each[0]
    found = []
    for parts in product(*each):
        beds = [b for b in product(*(stock for _, stock in parts))
                if all(sum(year) <= free for year in zip(*b, strict=True))]
        if beds:
            found.append((sum((o for o, _ in parts), ()), [sum(b, ()) for b in beds]))
    return found


def town_choices(problem: Problem, own: Mapping[Cell, int]) -> list[Options]:
    """The choices of each town, its groups one after the other, in the order of the tie rule."""
    asked = units(problem)
    return [town_options([new_places(problem, own, m, u.kinds) for u in asked], asked, free_beds(problem, m),
                         [ending(problem, (m,), u.kinds) | guests_gone(problem, m, u.kinds) for u in asked])
            for m in problem.county.codes]


def guests_gone(problem: Problem, host: str, kinds: Sequence[str]) -> frozenset[int]:
    """The years (by number) in which places housed in a town go: their agreement ends, or the pair's."""
    years, gone, known = problem.need.years, released(problem), pairs(problem)
    used = [{(p.code, k) for p in known if p.located == host and t in p.years for k in kinds if k in p.kinds}
            for t in years]
    return frozenset(i for i in range(1, len(years)) for a, k in used[i - 1]
                     if (a, k) not in used[i] or gone.get((a, k, years[i])))


def ending(problem: Problem, codes: Sequence[str], kinds: Sequence[str]) -> frozenset[int]:
    """The years (by number) in which new places of these towns and kinds go with their agreement."""
    gone = released(problem)
    return frozenset(i for i, t in enumerate(problem.need.years)
                     if any(gone.get((m, k, t)) for m in codes for k in kinds))


def last(homes: Steps, years: int) -> int:
    """Homes open in the last year: sequences of so many years stand one after the other."""
    return sum(homes[years - 1::years])


def fewest(options: list[Options], years: int) -> int | None:
    """The least number of homes open in the last year, all towns together; None: no way."""
    if not all(options):
        return None
    return sum(min(last(homes, years) for homes, _ in town) for town in options)


def pick(options: list[Options], most: int | None, years: int) -> list[tuple[Steps, Steps]]:
    """Homes least in order, then free beds greatest, with at most ``most`` homes in the end."""
    picked = []
    for index, town in enumerate(options):
        rest = fewest(options[index + 1:], years) or 0
        homes, beds = next(o for o in town if most is None or last(o[0], years) + rest <= most)
        picked.append((homes, beds[0]))
        most = None if most is None else most - last(homes, years)
    return picked
