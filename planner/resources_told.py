"""What each resource is used for in a planned run: available, used and left, as sheet and text."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from models.plan import Plan
from models.rules.limit import ANSWERS, Supply
from models.whereabouts import located
from planner.tabular import CODE, TEXT, WHOLE, Field, Sheet
from planner.wording import listing, say

if TYPE_CHECKING:
    from planner.run import Run

COLUMNS = (("resource", TEXT), ("place_code", CODE), ("place_name", TEXT), ("year", WHOLE),
           ("available", WHOLE), ("used", WHOLE), ("remaining", WHOLE), ("binds", TEXT))
NAMED = 8  # so many that a limit stops are named in a sentence, more are counted


@dataclass(frozen=True)
class Used:
    """A row of the table of resources in a year: ``used`` of it, ``left`` and whether it is ``full``.

    used = sum over members and kinds of use x places (those answered for, or those that lie
    there, as the table of use says); left = available - used; full: no further place of any kind
    that uses it would fit. Units: those of the resource.
    """

    supply: Supply
    used: int
    full: bool

    @property
    def left(self) -> int:
        """What is left, in the resource's own units."""
        return self.supply.available - self.used


def used_of(plan: Plan) -> Iterator[Used]:
    """Every limit of the rule with what a found plan uses of it; nothing without the rule."""
    rule: Any = plan.problem.rule("limit")
    if rule is None or not plan.found:
        return
    uses = rule.uses(plan.problem)
    for supply in rule.supplies(plan.problem):
        used = sum(uses[supply.resource, cell[1]][0] * (
            plan.places[cell] if uses[supply.resource, cell[1]][1] == ANSWERS else located(plan, cell))
            for cell in supply.cells if (supply.resource, cell[1]) in uses)
        each = [use for (resource, _), (use, _) in uses.items() if resource == supply.resource]
        yield Used(supply, used, bool(each) and supply.available - used < min(each))


def resource_sheets(run: Run, language: str) -> Iterator[Sheet]:
    """resources.csv: resource, municipality or area, year, available, used, left, and where it binds."""
    found = list(used_of(run.plan))
    if not found:
        return
    fields = tuple(Field(name, say(f"column.{name}", language), type_) for name, type_ in COLUMNS)
    rows = tuple((one.supply.resource, one.supply.place, _name(run, one.supply.place), one.supply.year,
                  one.supply.available, one.used, one.left,
                  say("resources.binds", language) if one.full else "") for one in found)
    yield Sheet("resources", say("sheet.resources", language), fields, rows)


def resource_lines(run: Run, language: str) -> Iterator[str]:
    """One line for each resource and year: the county's sums, and where no further place fits."""
    groups: dict[tuple[str, int], list[Used]] = {}
    for one in used_of(run.plan):
        groups.setdefault((one.supply.resource, one.supply.year), []).append(one)
    if groups:
        yield say("resources.title", language)
    for (resource, year), found in groups.items():
        full = [one.supply.place for one in found if one.full]
        available = sum(one.supply.available for one in found)
        used = sum(one.used for one in found)
        yield "  " + say(f"resources.{'line_full' if full else 'line'}", language, resource=resource,
                         available=available, used=used, left=available - used, year=year,
                         names=_names(run, full, language))


def _names(run: Run, places: list[str], language: str) -> str:
    """Municipalities and areas by name, or how many they are."""
    if len(places) <= NAMED:
        return listing([_name(run, place) for place in places], language)
    towns = all(place in run.plan.problem.county.by_code for place in places)
    return say(f"conflict.{'towns' if towns else 'some'}", language, count=len(places))


def _name(run: Run, place: str) -> str:
    town = run.plan.problem.county.by_code.get(place)
    return town.name if town else place
