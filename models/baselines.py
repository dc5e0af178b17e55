"""Three plain divisions of a county's places, shown beside every plan; no solver, no goals.

population-only: by inhabitants alone. equal-increase: the same number of new places to each,
the rest by the tie rule. growth-in-proportion: everyone grows by the same part of its places
today. All are largest remainder (``models.apportion``) over filled quotas, in whole places,
equals decided by the order of the tie rule. They follow the county's totals and the basis,
and upper bounds where some are given; no other rule of the scenario. Nobody's places fall in
a year when the county's do not; when they fall, all fall in proportion to the year before.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from models.apportion import FILLED, LARGEST_REMAINDER, Apportionment, Tie, apportion
from models.need import Cell
from models.problem import STOCK, Problem

Places = Mapping[str, int]  # by municipality code


@dataclass(frozen=True)
class Baseline:
    """Places in service of every cell, and the ties met in each kind and year.

    A kind that cannot be divided so (growth where no place of the kind exists) has no cells.
    """

    word: str
    places: Mapping[Cell, int]
    ties: Mapping[tuple[str, int], tuple[Tie, ...]]


@dataclass(frozen=True)
class _Way:
    """How one kind is divided: by which weights, of new places or of all, from which places."""

    weights: Places
    today: Places
    new_only: bool
    start: Places


def population_only(problem: Problem, upper: Mapping[Cell, int] | None = None) -> Baseline:
    """The county's places by inhabitants.

    Basis stock: all places, nobody below its places today (where the scenario has no rule
    keep-existing: without that limit). Basis flow or ledger: the new places only. ``upper`` is the
    most places in service by cell. ``InputFault`` where the bounds do not fit the total.
    """
    people = {m.code: m.inhabitants for m in problem.county.municipalities}
    flow = problem.basis.amount != STOCK
    kept = flow or problem.rule("keep-existing") is not None

    def way(today: Places) -> _Way:
        return _Way(people, today, flow, today if kept else dict.fromkeys(today, 0))

    return _divided("population-only", problem, way, upper)


def equal_increase(problem: Problem, upper: Mapping[Cell, int] | None = None) -> Baseline:
    """The same number of new places to each; what is left over one each, first in the order.

    ``upper`` and faults as in ``population_only``; what a bound holds back is shared equally.
    """
    ones = dict.fromkeys(problem.county.codes, 1)
    return _divided("equal-increase", problem, lambda today: _Way(ones, today, True, today), upper)


def growth_in_proportion(problem: Problem, upper: Mapping[Cell, int] | None = None) -> Baseline:
    """All places of a kind in proportion to its places today, nobody below today's.

    ``upper`` and faults as in ``population_only``.
    """
    def way(today: Places) -> _Way | None:
        return _Way(today, today, False, today) if any(today.values()) else None

    return _divided("growth-in-proportion", problem, way, upper)


BASELINES: Mapping[str, Callable[..., Baseline]] = {
    "population-only": population_only, "equal-increase": equal_increase,
    "growth-in-proportion": growth_in_proportion}


def baselines(problem: Problem, upper: Mapping[Cell, int] | None = None) -> tuple[Baseline, ...]:
    """All three baselines, in the order of ``BASELINES``."""
    return tuple(make(problem, upper) for make in BASELINES.values())


def _divided(word: str, problem: Problem, way_of: Callable[[Places], _Way | None],
             upper: Mapping[Cell, int] | None) -> Baseline:
    """Every kind in the way it is divided, year after year; what goes with its agreement goes first."""
    places: dict[Cell, int] = {}
    ties: dict[tuple[str, int], tuple[Tie, ...]] = {}
    need = problem.need
    for kind in need.kinds:
        way = way_of({m: need.existing((m, kind, 0)) for m in problem.county.codes})
        if way is None:
            continue
        before = way.start
        for year in need.years:
            left = {m: need.existing((m, kind, year)) for m in before}
            before = {m: max(0, n - need.falls_out((m, kind, year))) for m, n in before.items()}
            way = replace(way, today=left)
            most = {m: upper[m, kind, year] for m in before if (m, kind, year) in upper} if upper else {}
            found = _year(way, before, problem.need.total[kind, year], most)
            before, ties[kind, year] = found.places, found.ties
            places.update({(m, kind, year): before[m] for m in problem.county.codes})
    return Baseline(word, places, ties)


def _year(way: _Way, before: Places, total: int, most: Places) -> Apportionment:
    """One year: what rises is divided by the weights, what falls by the places of the year before."""
    order = tuple(way.weights)
    if total < sum(before.values()):
        capped = {m: min(places, most.get(m, places)) for m, places in before.items()}
        return apportion(LARGEST_REMAINDER, before, total, upper=capped, order=order, quota=FILLED)
    fallen = any(before[m] < way.today[m] for m in order)  # only where places may be closed
    base = dict.fromkeys(order, 0) if not way.new_only else before if fallen else way.today
    found = apportion(LARGEST_REMAINDER, way.weights, total - sum(base.values()), order=order, quota=FILLED,
                      lower={m: before[m] - base[m] for m in order},
                      upper={m: bound - base[m] for m, bound in most.items()})
    return Apportionment({m: base[m] + places for m, places in found.places.items()}, found.ties)
