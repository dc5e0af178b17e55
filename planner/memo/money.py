"""The financial consequences of a plan, from its money tables."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from models.tables import ASSUMED
from planner.memo.facts import measure, records, told
from planner.money_told import money_of
from planner.money_words import type_name
from planner.wording import decimal, say

if TYPE_CHECKING:
    from planner.edition import Edition
    from planner.run import Run

COST = "cost"
THOUSAND, MILLION = 1000, 1_000_000


def left_out(run: Run, language: str) -> Iterator[str]:
    """What the sums leave out, or take for granted."""
    found = money_of(run)
    usual = type_name(run.plan.problem.section("money").place_type, language)
    for word in found.left_out if found else ():
        yield say(f"money_text.left_out_{word}", language, type=usual)


def amount(kronor: Any, language: str) -> str:
    """An amount of kronor, without its sign, as it is said: in millions, or thousands where it is less.

    What stands in a hidden one's place is told as it stands.
    """
    if isinstance(kronor, str):
        return kronor
    size = abs(Fraction(kronor))
    if size >= MILLION:
        return say("memo.million", language, amount=decimal(size / MILLION, 1, language))
    if size >= THOUSAND:
        return say("memo.thousand", language, amount=decimal(size / THOUSAND, 0, language))
    return say("memo.kronor", language, amount=told(size, language, 0))


def money_lines(edition: Edition) -> Iterator[str]:
    """The county's grants and costs by year, what they rest on, the goal's cost; else that none is."""
    language = str(edition.language)  # "place" is meant also where referrals are counted
    sums = [row for row in records(edition.sheet("money_sums")) if not row["code"]]
    for row in sums:
        left = row["left"]
        over = not isinstance(left, str) and left > 0
        word = "county_over" if over else "county_even" if left == 0 else "county"
        yield say(f"memo.money_{word}", language, year=row["year"], grants=amount(row["grants"], language),
                  costs=amount(row["costs"], language), left=amount(left, language))
    if sums:
        values = records(edition.sheet("money_values"))
        assumed = sum(row["status"] == ASSUMED for row in values)
        yield from left_out(edition.run, language)
        yield say("memo.money_assumed", language, assumed=assumed, all=len(values))
        yield say("memo.money_place", language)
    cost = measure(edition, "cost")
    if cost is not None:
        yield say("memo.money_cost", language, cost=amount(cost, language))
    if not sums and cost is None:
        problem = edition.run.plan.problem
        counted = problem.section("money") is not None or any(goal.word == COST for goal in problem.goals)
        yield say(f"memo.money_{'hidden' if counted else 'none'}", language)
