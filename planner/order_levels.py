"""What each level of an order means: runs that differ in the county's number alone, side by side."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from models.problem import STOCK
from models.sections.order import half_up
from planner.differences import settings
from planner.order_told import side
from planner.ordered import order_of
from planner.tabular import CODE, TEXT, WHOLE, Field, Sheet
from planner.wording import say, spoken

if TYPE_CHECKING:
    from planner.compare import Comparison
    from planner.run import Run

NUMBERS = ("need.total", "need.new", "order.national")  # the keys that set the county's number


@dataclass(frozen=True)
class Level:
    """One level: the county's number in the last plan year, the plan's numbers and the estimates.

    ``planned[code]`` is the plan's number: places in service on the basis stock, else all that is new
    since the start. ``estimates[code]`` is the planning estimate: share x the county's unrounded number,
    a half upwards; the estimates need not sum to ``number``. ``today[code]`` are the places there are.
    ``national`` is the nation's number of that year, where the county's comes from one.
    """

    run: Run
    number: int
    planned: Mapping[str, int]
    estimates: Mapping[str, int]
    today: Mapping[str, int]
    national: int | None = None


def levels_of(runs: Sequence[Run]) -> tuple[Level, ...]:
    """The levels, lowest first; nothing where the runs differ in more than the county's number.

    Two plans or more, of one kind, with equal keys (titles and numbers aside), equal tables and
    different numbers in the last year.
    """
    if len(runs) < 2 or any(not run.plan.found or len(run.plan.problem.need.kinds) > 1 for run in runs):
        return ()
    if len({repr(_asked(run)) for run in runs}) > 1 or len({run.case.canonical() for run in runs}) > 1:
        return ()
    found = sorted((_level(run) for run in runs), key=lambda one: one.number)
    return tuple(found) if len({one.number for one in found}) == len(found) else ()


def _asked(run: Run) -> list[tuple[str, str]]:
    """The keys of a run but for those that set the county's number."""
    return sorted((key, value) for key, value in settings(run.scenario.resolved).items()
                  if not key.startswith(NUMBERS))


def _level(run: Run) -> Level:
    plan, problem = run.plan, run.plan.problem
    kind, years = problem.need.kinds[0], problem.need.years
    cells = {code: (code, kind, years[-1]) for code in problem.county.codes}
    stock = problem.basis.amount == STOCK
    number = problem.need.total[kind, years[-1]] if stock else problem.need.grown(kind, len(years) - 1)
    planned = {c: plan.places[cell] if stock else plan.new_since_start(cell) for c, cell in cells.items()}
    orders = order_of(run)
    exact = sum((one.exact for one in orders), Fraction(0)) if orders else Fraction(number)
    shares = problem.shares[kind, years[-1]]
    return Level(run, number, planned, {c: half_up(shares.share(c) * exact) for c in cells},
                 {c: problem.need.today.get((c, kind), 0) for c in cells},
                 orders[-1].national if len(orders) == 1 else None)


def level_sheets(runs: Sequence[Run], language: str) -> Iterator[Sheet]:
    """order.csv of a comparison: municipality by municipality, plan and estimate at every level."""
    levels = levels_of(runs)
    if not levels:
        return
    named = tuple(Field(n, say(f"column.{n}", language), t) for n, t in (("code", CODE), ("name", TEXT)))
    pairs = [(one.number, word) for one in levels for word in ("level", "level_estimate")]
    numbers = tuple(Field(f"{number} {word}", say(f"order_text.{word}", language, number=number), WHOLE)
                    for number, word in pairs)
    county = levels[0].run.plan.problem.county
    rows = tuple(_row(town.code, town.name, levels) for town in county.municipalities)
    yield Sheet("order", say("sheet.order", language), (*named, *numbers), rows)


def _row(code: str, name: str, levels: Sequence[Level]) -> tuple[Any, ...]:
    numbers = [n for one in levels for n in (one.planned[code], one.estimates[code])]
    return (code, name, *numbers)


def level_notes(comparison: Comparison) -> tuple[str, ...]:
    """What the planning estimates sum to at each level, beside the county's number."""
    levels, language = levels_of(comparison.runs), comparison.language
    if not levels:
        return ()
    language = spoken(language, levels[0].run.plan.problem.unit)
    told = []
    for one in levels:
        total = sum(one.estimates.values())
        told.append(say(f"order_text.level_{side(total, one.number)}", language, level=one.number, sum=total,
                        apart=abs(total - one.number)))
    nation = [say("order_text.level_nation", language, level=one.number, national=one.national)
              for one in levels if one.national is not None]
    return (*nation, say("order_text.reading", language), *(f"  {line}" for line in told))
