"""What is wrong between keys of a scenario that are right one by one."""

from __future__ import annotations

from collections.abc import Iterator

from models.errors import Fault
from planner.keys import NO_COUNTY
from planner.merge import Node
from planner.permit_check import permit_faults
from planner.regime_check import regime_faults
from planner.settings import Settings


def clashes(found: Settings, tree: Node) -> Iterator[Fault]:
    """Faults of lists, dates, need and goals that no single key shows."""
    yield from _lists(found, tree)
    yield from _dates(found, tree)
    yield from regime_faults(found, tree)
    yield from permit_faults(found, tree)
    if found.case.county_code == NO_COUNTY:
        yield tree.complain("county-fill", ("case", "county_code"))
    if found.need.total is None and found.need.new is None and tree.child("order") is None:
        yield tree.complain("need-empty", ("need",))


def _lists(found: Settings, tree: Node) -> Iterator[Fault]:
    """Years that do not rise; kinds and goals that stand twice; rules without a figure."""
    years = found.years
    if list(years) != sorted(set(years)):
        yield tree.complain("years-order", ("years",), found=", ".join(map(str, years)))
    if found.kinds and len(set(found.kinds)) < len(found.kinds):
        yield tree.complain("kinds-twice", ("kinds",), found=", ".join(found.kinds))
    for rule in found.rules:
        if getattr(rule, "places", 0) is None and not getattr(rule, "table", "-"):
            yield tree.complain("rule-says-nothing", ("rules", rule.word), rule=rule.word)
        grouped = [kind for group in getattr(rule, "kinds", ()) for kind in group]
        if len(set(grouped)) < len(grouped) or any(not group for group in getattr(rule, "kinds", ())):
            yield tree.complain("home-groups", ("rules", rule.word, "kinds"), rule=rule.word)
    words = [goal.word for goal in found.goals]
    for word in sorted({w for w in words if words.count(w) > 1}):
        yield tree.complain("goal-twice", ("goals",), goal=word)


def _dates(found: Settings, tree: Node) -> Iterator[Fault]:
    """A population date that is no 31 December, a plan date outside year 1, a window turned round."""
    counted, day, first = found.population_date, found.plan_date, found.years[0]
    if counted and (counted.month, counted.day) != (12, 31):
        yield tree.complain("population-date", ("population_date",), found=str(counted))
    if day and day.year != first:
        yield tree.complain("plan-date", ("plan_date",), found=str(day), year=str(first))
    start, end = found.window.valid_from, found.window.valid_to
    if start and end and end < start:
        yield tree.complain("window-order", ("shares", "valid_to"), found=str(end))
    approved = found.window.approved
    if approved and end and approved > end:
        yield tree.complain("approved-late", ("shares", "approved"), found=str(approved), last=str(end))
