"""Measures of a plan: one small exact function each, none of them decides anything.

Every measure takes a ``Plan`` that was found and gives a whole number or an exact fraction;
``None`` means that the plan has nothing to measure (no commuting rule, no prices, ...).
Gaps are measured against quotas: the plain ones ("före gränser") or those filled by the
least and most places of each municipality ("efter gränser"), from ``models.quotas``.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from fractions import Fraction

from models.goals.cost import Cost
from models.need import Cell
from models.plan import Plan
from models.quotas import offset
from models.tables import MINUTES, PLAN, PRICES, Table, TableSpec
from models.whereabouts import lies

Quotas = Mapping[Cell, Fraction]
Years = Collection[int] | None  # the years to measure; None = all


def amount(plan: Plan, cell: Cell) -> int:
    """X of a cell: places in service (stock), new places since the start (flow), or these and what
    has been received before (ledger).
    """
    return plan.places[cell] - offset(plan.problem, cell)


def gap(plan: Plan, cell: Cell, quotas: Quotas) -> Fraction:
    """X - q of a cell, places, signed: above 0 where the municipality has more than its quota."""
    return amount(plan, cell) - quotas[cell]


def worst_gap(plan: Plan, quotas: Quotas, years: Years = None) -> Fraction:
    """max |X - q| over the cells, places."""
    return max(abs(gap(plan, cell, quotas)) for cell in _cells(plan, years))


def total_gap(plan: Plan, quotas: Quotas, years: Years = None) -> Fraction:
    """Sum of |X - q| over the cells, places."""
    return sum((abs(gap(plan, cell, quotas)) for cell in _cells(plan, years)), Fraction(0))


def worst_movable_gap(plan: Plan, quotas: Quotas, years: Years = None) -> Fraction | None:
    """max |X - q| over the cells whose limits leave a choice (U > L); None where none does."""
    limits = {cell: plan.problem.limits[cell] for cell in _cells(plan, years)}
    free = [c for c, (least, most) in limits.items() if most is None or most > least]
    return max((abs(gap(plan, cell, quotas)) for cell in free), default=None)


def new_places(plan: Plan) -> int:
    """New places of all kinds that begin in the county in the plan's years: sum of the change and of
    what it replaces where agreements end.
    """
    return sum(map(plan.opened, plan.problem.cells))


def per_10000(plan: Plan, code: str, year: int) -> Fraction:
    """Places in service of all kinds per 10,000 inhabitants of a municipality in a year."""
    places = sum(plan.places[code, kind, year] for kind in plan.problem.need.kinds)
    return Fraction(10_000 * places, plan.problem.county.by_code[code].inhabitants)


def least_per_10000(plan: Plan) -> Fraction:
    """The fewest places per 10,000 inhabitants of any municipality in the last year."""
    last = plan.problem.need.years[-1]
    return min(per_10000(plan, code, last) for code in plan.problem.county.codes)


def most_per_10000(plan: Plan) -> Fraction:
    """The most places per 10,000 inhabitants of any municipality in the last year."""
    last = plan.problem.need.years[-1]
    return max(per_10000(plan, code, last) for code in plan.problem.county.codes)


def minutes_per_place(plan: Plan, years: Years = None) -> Fraction | None:
    """Mean minutes one way from home to school over the school places used."""
    table, flows = _table(plan, MINUTES), _flows(plan, years)
    used = sum(flows.values())
    if table is None or not used:
        return None
    minutes = {(row["from"], row["to"]): int(row["minutes"]) for row in table.rows}
    return Fraction(sum(minutes[m, s] * y for (m, s, _), y in flows.items()), used)


def school_elsewhere(plan: Plan, years: Years = None) -> Fraction | None:
    """Part (0..1) of the school places used that lie in another municipality."""
    flows = _flows(plan, years)
    used = sum(flows.values())
    return Fraction(sum(y for (m, s, _), y in flows.items() if m != s), used) if used else None


def homes_opened(plan: Plan) -> int | None:
    """Homes opened by the last year, shared ones among them; None without the rule smallest-home."""
    if plan.problem.rule("smallest-home") is None:
        return None
    last = plan.problem.need.years[-1]
    homes = (*plan.homes.items(), *plan.shared_homes.items())
    return sum(opened for at, opened in homes if at[-1] == last)


def participation(plan: Plan) -> int:
    """Municipalities with at least one new place (all kinds) since the start, in the last year."""
    need = plan.problem.need
    return sum(sum(plan.new_since_start((code, kind, need.years[-1])) for kind in need.kinds) > 0
               for code in plan.problem.county.codes)


def at_home(plan: Plan) -> Fraction | None:
    """Part (0..1) of the new places of the last year that lie in the municipality that answers.

    Only new places lie elsewhere; 1 where none does, None without new places.
    """
    last = plan.problem.need.years[-1]
    new = sum(plan.new_since_start(cell) for cell in plan.problem.cells if cell[2] == last)
    away = sum(n for (a, b, _, year, _), n in lies(plan).items() if a != b and year == last)
    return 1 - Fraction(away, new) if new > 0 else None


def shared_homes(plan: Plan) -> int | None:
    """Homes that areas share, by the last year; None without the rules co-operation and smallest-home."""
    if any(plan.problem.rule(word) is None for word in ("co-operation", "smallest-home")):
        return None
    last = plan.problem.need.years[-1]
    return sum(homes for (*_, year), homes in plan.shared_homes.items() if year == last)


def cost(plan: Plan, years: Years = None) -> int | None:
    """Sum of price x places in service, whole kronor; None without prices."""
    table = _table(plan, PRICES)
    if table is None:
        return None
    price = Cost(prices=table.name).price(plan.problem)
    return sum(price[cell] * plan.places[cell] for cell in _cells(plan, years))


def change(plan: Plan, earlier: Mapping[Cell, int] | None = None) -> int | None:
    """Sum of |x - x'| over the cells both plans have, places.

    ``earlier`` is x'; without it the plan table that the scenario names; None without either.
    """
    earlier = _earlier(plan) if earlier is None else earlier
    both = [cell for cell in plan.problem.cells if earlier is not None and cell in earlier]
    if earlier is None or not both:
        return None
    return sum(abs(plan.places[cell] - earlier[cell]) for cell in both)


def _cells(plan: Plan, years: Years) -> Iterator[Cell]:
    return (cell for cell in plan.problem.cells if years is None or cell[2] in years)


def _flows(plan: Plan, years: Years) -> dict[tuple[str, str, int], int]:
    return {at: y for at, y in plan.flows.items() if years is None or at[2] in years}


def _earlier(plan: Plan) -> dict[Cell, int] | None:
    """The plan that the scenario names to be compared with, or None."""
    table = _table(plan, PLAN)
    if table is None:
        return None
    return {(row["code"], row["kind"], int(row["year"])): int(row["after"]) for row in table.rows}


def _table(plan: Plan, spec: TableSpec) -> Table | None:
    """The first table of that specification in the problem, by name."""
    tables = plan.problem.tables
    return next((tables[name] for name in sorted(tables) if tables[name].spec.word == spec.word), None)
