"""Room kept free and places that can open soon: what a reserve is reckoned from.

Room left of a municipality in a year = its capacity, all kinds together, less the places that
lie in it. What can open is min(places that can open, room left), places.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from models.formulation import Because
from models.lookup import entries

if TYPE_CHECKING:
    from models.plan import Plan
    from models.problem import Problem

At = tuple[str, int]  # municipality code, year
DAYS = (30, 90)


def rooms(problem: Problem) -> dict[At, int]:
    """The capacity of each municipality that has one, all kinds together, by year.

    Its row for all kinds; without one, the sum of its kinds' rows where every kind has one.
    """
    rule: Any = problem.rule("capacity")
    whole: dict[At, int] = {}
    parts: dict[At, list[int]] = {}
    for entry in entries(problem, rule.table, "capacity") if rule else ():
        if entry.place in problem.areas:
            continue
        at = (entry.place, entry.year)
        if len(entry.cells) == len(problem.need.kinds):
            whole[at] = min(entry.figure, whole.get(at, entry.figure))
        else:
            parts.setdefault(at, []).append(entry.figure)
    summed = {at: sum(found) for at, found in parts.items() if len(found) == len(problem.need.kinds)}
    return summed | whole


def reserve_rows(problem: Problem, table: str) -> dict[At, dict[str, Any]]:
    """The row of each municipality and year; a row of a year goes before one for every year."""
    rows = {(r["code"], r.get("year")): r for r in problem.tables[table].rows}
    named = {code for code, _ in rows}
    found = {}
    for code in problem.county.codes:
        for year in problem.need.years if code in named else ():
            row = rows.get((code, year), rows.get((code, None)))
            if row is not None:
                found[code, year] = dict(row)
    return found


def room_left(plan: Plan, at: At) -> int | None:
    """Capacity less the places that lie in the municipality; None where it has no capacity figure."""
    from models.whereabouts import located
    room = rooms(plan.problem).get(at)
    if room is None:
        return None
    return room - sum(located(plan, (at[0], kind, at[1])) for kind in plan.problem.need.kinds)


def can_open(plan: Plan, table: str, days: int) -> dict[At, int]:
    """Places that can open within so many days: min(stated figure, room left), at least 0.

    Only municipalities with a figure; one without a capacity can open what it states.
    """
    found = {}
    for at, row in reserve_rows(plan.problem, table).items():
        stated, left = row.get(f"open_{days}"), room_left(plan, at)
        if stated is not None:
            found[at] = int(stated) if left is None else max(0, min(int(stated), left))
    return found


def county_keeps(plan: Plan, code: str, year: int) -> Because | None:
    """The county's reserve, where one more place in the municipality would leave it too small.

    It is so when what the county can open is just what is asked, and the municipality's room
    left is all of what it can open.
    """
    rule: Any = plan.problem.rule("reserve")
    if rule is None or not rule.county:
        return None
    opens = can_open(plan, rule.table, rule.days)
    own = opens.get((code, year), 0)
    total = sum(places for (_, t), places in opens.items() if t == year)
    if total > rule.county or not own or room_left(plan, (code, year)) != own:
        return None
    return Because("reserve-county", "", "", year, rule.county, str(rule.days))
