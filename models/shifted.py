"""What a municipality's own capacity figure moves to others, exactly: the plan made again without it.

For every municipality whose figure leaves it no room for one more unit (one place, or a smallest
home) the same problem is planned without that municipality's own rows of capacity, everything
else as it is. What it would have had more, and what each other municipality then has less or
more, is what its limit shifts. One municipality at a time: the answers do not add up.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from models.lookup import Entry, entries
from models.need import Cell
from models.plan import Ending, Plan
from models.problem import Problem
from models.reserves import reserve_rows
from models.tables import RESERVE, Table
from models.whereabouts import located

Held = tuple[str, str]  # municipality code, kind

OWN = "own limits"  # where a problem remembers them


@dataclass(frozen=True)
class Shift:
    """One municipality's limit: places by kind in the last year, in the plan and without the limit.

    ``carried[code, kind]`` is what another municipality has more in the plan than without the
    limit (below 0: fewer), only where they differ. ``without`` and ``carried`` are empty unless
    ``ending`` is proved.
    """

    code: str
    ending: Ending
    places: Mapping[str, int]
    without: Mapping[str, int]
    carried: Mapping[Held, int]

    @property
    def computed(self) -> bool:
        """Is the plan without the limit known, and proved?"""
        return self.ending is Ending.PROVED

    def more(self, kinds: Collection[str]) -> int:
        """Places of these kinds that it would have had more without its limit."""
        return sum(self.without[k] - self.places[k] for k in kinds) if self.computed else 0

    def others(self, kinds: Collection[str]) -> dict[str, int]:
        """Places of these kinds that each other carries because of the limit; only where not 0."""
        found: dict[str, int] = {}
        for (code, kind), places in self.carried.items():
            if kind in kinds:
                found[code] = found.get(code, 0) + places
        return {code: places for code, places in found.items() if places}


@dataclass(frozen=True)
class Shifted:
    """The limits looked into, in the county's order, and those there was no time for."""

    plan: Plan
    shifts: tuple[Shift, ...]
    left_out: tuple[str, ...] = ()

    @property
    def complete(self) -> bool:
        """Was every limit that leaves no room looked into to the end?"""
        return not self.left_out and all(s.ending in (Ending.PROVED, Ending.INFEASIBLE) for s in self.shifts)

    def of(self, code: str) -> Shift | None:
        """The shift of a municipality, or None where its limit was not looked into."""
        return next((s for s in self.shifts if s.code == code), None)


def shifted(plan: Plan, plans: Callable[[Sequence[Problem]], Sequence[Plan]]) -> Shifted | None:
    """What every limit that leaves no room for one more unit shifts.

    ``plans`` plans problems, in order; one for which there was no time has found nothing. None
    where there is no plan or no rule of capacity.
    """
    if not plan.found or plan.problem.rule("capacity") is None:
        return None
    codes = without_room(plan)
    others = plans([problem_without(plan.problem, code) for code in codes])
    found = {code: other for code, other in zip(codes, others, strict=True) if not _out_of_time(other)}
    return Shifted(plan, tuple(_shift(plan, code, other) for code, other in found.items()),
                   tuple(code for code in codes if code not in found))


def _out_of_time(plan: Plan) -> bool:
    return plan.ending is Ending.NOTHING_FOUND and plan.stopped == "time"


def without_room(plan: Plan) -> tuple[str, ...]:
    """Municipalities with a capacity of their own and no room for one more unit in the last year."""
    return tuple(code for code in plan.problem.county.codes
                 if own_limits(plan.problem, code) and all(
                     (room := _room(plan, code, group)) is not None and room < unit
                     for group, unit in _units(plan.problem)))


def own_limits(problem: Problem, code: str) -> tuple[Entry, ...]:
    """The municipality's own limits of capacity in the last year."""
    if OWN not in problem.memo:
        rule: Any = problem.rule("capacity")
        found: dict[str, list[Entry]] = {}
        for entry in entries(problem, rule.table, "capacity") if rule else ():
            if entry.year == problem.need.years[-1]:
                found.setdefault(entry.place, []).append(entry)
        problem.memo[OWN] = {place: tuple(some) for place, some in found.items()}
    limits: dict[str, tuple[Entry, ...]] = problem.memo[OWN]
    return limits.get(code, ())


def room_left(plan: Plan, entry: Entry) -> int:
    """The figure of a limit less the places that lie there."""
    return entry.figure - sum(located(plan, cell) for cell in entry.cells)


def _units(problem: Problem) -> Iterator[tuple[tuple[str, ...], int]]:
    """Each group of kinds that share a home and the fewest places it can grow by; else each kind by 1."""
    rule: Any = problem.rule("smallest-home")
    if rule is None:
        yield from (((kind,), 1) for kind in problem.need.kinds)
    else:
        yield from ((group, rule.size(problem, group)[0]) for group in rule.groups(problem))


def _room(plan: Plan, code: str, group: tuple[str, ...]) -> int | None:
    """Room left for kinds together, less what is kept free; None where nothing limits them."""
    limits = own_limits(plan.problem, code)
    kinds = [[room_left(plan, e) for e in limits if e.kind == kind] for kind in group]
    rooms = [room_left(plan, e) for e in limits if not e.kind]
    if all(kinds):
        rooms.append(sum(min(found) for found in kinds))
    return min(rooms) - _kept(plan.problem, code) if rooms else None


def _kept(problem: Problem, code: str) -> int:
    """Room that a reserve keeps free in the last year: nobody may use it."""
    rule: Any = problem.rule("reserve")
    rows = reserve_rows(problem, rule.table) if rule else {}
    return rows.get((code, problem.need.years[-1]), {}).get("free") or 0


def problem_without(problem: Problem, code: str) -> Problem:
    """The problem without the municipality's own rows of capacity; its county totals stand as they are.

    Room kept in reserve is reckoned from the capacity, so the municipality then keeps none.
    """
    rule: Any = problem.rule("capacity")
    tables = {name: _unreserved(t, code) if t.spec.word == RESERVE.word else t
              for name, t in problem.tables.items()}
    kept = tuple(row for row in tables[rule.table].rows if row["code"] != code)
    tables[rule.table] = replace(tables[rule.table], rows=kept)
    return replace(problem, tables=tables, needs=())


def _unreserved(table: Table, code: str) -> Table:
    rows = (({**row, "free": None} if row["code"] == code else row) for row in table.rows)
    return replace(table, rows=tuple(rows))


def _shift(plan: Plan, code: str, other: Plan) -> Shift:
    """The plan without one municipality's limit, set against the plan."""
    problem = plan.problem
    kinds, last = problem.need.kinds, problem.need.years[-1]
    places = {kind: plan.places[code, kind, last] for kind in kinds}
    if other.ending is not Ending.PROVED:
        return Shift(code, other.ending, places, {}, {})
    return Shift(code, other.ending, places, {kind: other.places[code, kind, last] for kind in kinds},
                 dict(_carried(plan, other, code, last)))


def _carried(plan: Plan, other: Plan, code: str, last: int) -> Iterator[tuple[Held, int]]:
    """Who has more (or fewer) in the plan than in the other one, in the county's order."""
    for m in plan.problem.county.codes:
        for kind in plan.problem.need.kinds:
            cell: Cell = (m, kind, last)
            if m != code and plan.places[cell] != other.places[cell]:
                yield (m, kind), plan.places[cell] - other.places[cell]
