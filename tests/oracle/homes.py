"""Homes and free beds by definition: every rising sequence is tried."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise, product
from typing import Any

from models.need import Cell
from models.problem import Problem

Steps = tuple[int, ...]


def rising(limits: Sequence[int]) -> Iterator[Steps]:
    """Every sequence that never falls, each figure between 0 and its limit."""
    ranges = [range(limit + 1) for limit in limits]
    return (s for s in product(*ranges) if all(a <= b for a, b in pairwise(s)))


def groups(problem: Problem) -> tuple[tuple[str, ...], ...]:
    """The groups of kinds that share a home (none without the rule)."""
    rule: Any = problem.rule("smallest-home")
    if rule is None:
        return ()
    return tuple(rule.kinds) or (problem.need.kinds,)


def new_places(problem: Problem, x: dict[Cell, int], code: str, kinds: Sequence[str]) -> Steps:
    """n of a town, its kinds together, year by year."""
    need = problem.need
    return tuple(sum(x[code, k, t] - need.existing((code, k, t)) for k in kinds) for t in need.years)


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


def choices(new: Steps, places: int, most: int | None, free: int) -> list[tuple[Steps, list[Steps]]]:
    """Every sequence of homes that goes with the new places, with its sequences of free beds.

    Homes stand least first, beds greatest first.
    """
    if min(new) < 0:
        return []
    all_beds = sorted(rising([min(free, n) for n in new]), reverse=True)
    found = []
    for homes in sorted(rising([1 if most is None else n // places for n in new])):
        beds = [b for b in all_beds
                if all(fits(n, o, r, places, most) for n, o, r in zip(new, homes, b, strict=True))]
        if beds:
            found.append((homes, beds))
    return found


def town_choices(problem: Problem, x: dict[Cell, int]) -> list[list[tuple[Steps, list[Steps]]]]:
    """The choices of each town and group, in the order of the tie rule."""
    rule: Any = problem.rule("smallest-home")
    return [choices(new_places(problem, x, m, j), rule.places, rule.most, free_beds(problem, m))
            for m in problem.county.codes for j in groups(problem)]


def fewest(options: list[list[tuple[Steps, list[Steps]]]]) -> int | None:
    """The least number of homes open in the last year, all towns together; None: no way."""
    if not all(options):
        return None
    return sum(min(homes[-1] for homes, _ in town) for town in options)


def pick(options: list[list[tuple[Steps, list[Steps]]]], most: int | None) -> list[tuple[Steps, Steps]]:
    """Homes least in order, then free beds greatest, with at most ``most`` homes in the end."""
    picked = []
    for index, town in enumerate(options):
        rest = fewest(options[index + 1:]) or 0
        homes, beds = next(o for o in town if most is None or o[0][-1] + rest <= most)
        picked.append((homes, beds[0]))
        most = None if most is None else most - homes[-1]
    return picked
