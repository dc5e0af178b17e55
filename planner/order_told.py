"""How the annual order becomes the county's number, and each municipality's planning estimate."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from models.parameters import Parameters
from models.sections.order import INHABITANTS, SHARES, CountyOrder
from planner.ordered import order_of
from planner.tabular import CODE, NUMBER, TEXT, WHOLE, Field, Sheet
from planner.window import in_year
from planner.wording import decimal, say

if TYPE_CHECKING:
    from models.problem import Problem
    from planner.run import Run

COLUMNS = (("code", CODE), ("name", TEXT), ("year", WHOLE), ("fair", NUMBER), ("estimate", WHOLE),
           ("planned", WHOLE), ("estimate_gap", WHOLE))


def order_lines(run: Run, language: str) -> Iterator[str]:
    """The county's part year by year, and what the planning estimates sum to; nothing without [order]."""
    found = order_of(run)
    if not found and run.scenario.settings.section("order") is not None:
        yield say("order_text.unused", language)
    if not found:
        return
    yield say("order_text.title", language)
    for one in found:
        yield "  " + _line(run, one, language)
    if part_assumed(run.plan.problem, language):
        yield "  " + say("order_text.basis", language)
    for one in found:
        yield "  " + estimate_line(sum(_estimates(run, one).values()), one.number, language)


def part_assumed(problem: Problem, language: str) -> str:
    """That the county's part of the order is an assumption, for a figure; empty where its shares say it."""
    order = problem.section("order")
    return say("order_text.basis_short", language) if order is not None and order.part != SHARES else ""


def estimate_line(total: int, number: int, language: str) -> str:
    """What the planning estimates sum to beside the county's number."""
    return say(f"order_text.estimates_{side(total, number)}", language, sum=total, apart=abs(total - number))


def side(total: int, number: int) -> str:
    """Is the total equal to the number, more or fewer?"""
    return "equal" if total == number else "more" if total > number else "fewer"


def _line(run: Run, one: CountyOrder, language: str) -> str:
    """One year's arithmetic as a sentence."""
    order = run.scenario.settings.section("order")
    word = order.part if order.part in (INHABITANTS, SHARES) else "parameter"
    given: dict[str, Any] = {
        "year": one.year, "national": one.national, "part": decimal(100 * one.part, 2, language),
        "exact": decimal(one.exact, 1, language), "number": one.number}
    if word == "parameter":
        day = in_year(run.scenario.settings.first_day, one.year)
        found = Parameters.of(run.case.tables[order.parameters]).at(order.part, day)
        return say("order_text.parameter", language, word=order.part,
                   status=say(f"rests.{found.status}", language), **given)
    return say(f"order_text.{word}", language, counted=one.counted, whole=one.whole, **given)


def _estimates(run: Run, one: CountyOrder) -> dict[str, int]:
    """The planning estimate of each municipality in a year."""
    problem = run.plan.problem
    shares = problem.shares[problem.need.kinds[0], one.year]
    return {code: one.estimate(shares.share(code)) for code in problem.county.codes}


def order_sheets(run: Run, language: str) -> Iterator[Sheet]:
    """order.csv: share x the county's unrounded number, the planning estimate, the plan's number."""
    found = order_of(run)
    if not found:
        return
    rows = tuple(row for one in found for row in _rows(run, one))
    fields = tuple(Field(name, say(f"column.{name}", language), type_, sign=name == "estimate_gap")
                   for name, type_ in COLUMNS)
    yield Sheet("order", say("sheet.order", language), fields, rows)


def _rows(run: Run, one: CountyOrder) -> Iterator[tuple[Any, ...]]:
    plan, problem = run.plan, run.plan.problem
    kind = problem.need.kinds[0]
    shares, estimates = problem.shares[kind, one.year], _estimates(run, one)
    for town in problem.county.municipalities:
        planned = plan.new((town.code, kind, one.year))
        estimate = estimates[town.code]
        yield (town.code, town.name, one.year, shares.share(town.code) * one.exact, estimate, planned,
               planned - estimate)


def order_record(run: Run) -> dict[str, Any]:
    """What run.json says of the order and of the decision beside the plan; nothing without them."""
    from planner.decided_beside import decided_record
    orders = [{"year": one.year, "national": one.national, "part": str(one.part), "exact": str(one.exact),
               "number": one.number} for one in order_of(run)]
    decided = decided_record(run)
    return ({"order": orders} if orders else {}) | ({"decided": decided} if decided else {})
