"""State grants and costs of a planned run as a few lines of text."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from models.money import account
from models.money_lines import COST, GRANT, Account
from models.tables import ASSUMED
from planner.money_told import money_of, place_of
from planner.money_words import names_of, number, type_name
from planner.plan_text import text_table
from planner.wording import decimal, listing, say, whole

if TYPE_CHECKING:
    from models.money_place import PlaceDay
    from planner.run import Run

LARGEST = 3  # municipalities named with the largest sums left


def money_lines(run: Run, language: str) -> Iterator[str]:
    """The county's sums each year, the three largest, what is left out, what a place costs, what is
    assumed; nothing without the section.
    """
    found, language = money_of(run), str(language)  # "place" is meant also where referrals are counted
    if found is None:
        return
    yield say("money_text.title", language)
    for year in run.plan.problem.need.years:
        yield "  " + _county(run, found, year, language)
        yield "    " + _largest(run, found, year, language)
        yield from ("    " + line for line in _other_values(run, found, year, language))
    usual = type_name(run.plan.problem.section("money").place_type, language)
    for word in found.left_out:
        yield "  " + say(f"money_text.left_out_{word}", language, type=usual)
    places = place_of(run)
    resting = (*found.parameters, *(p for one in places for p in one.parameters))
    assumed = names_of((p.word for p in resting if p.status == ASSUMED), language)
    if assumed:
        yield "  " + say("money_text.assumed_list", language, names=listing(assumed, language))
    yield from _places(places, language)


def _county(run: Run, found: Account, year: int, language: str) -> str:
    codes = run.plan.problem.county.codes
    left = found.left(codes, (year,))
    word = "county_over" if left > 0 else "county_even" if left == 0 else "county"
    return say(f"money_text.{word}", language, year=year, grants=found.total(GRANT, codes, (year,)),
               costs=found.total(COST, codes, (year,)), left=abs(left))


def _largest(run: Run, found: Account, year: int, language: str) -> str:
    """The municipalities whose grants and costs are furthest apart, with what is left."""
    towns = run.plan.problem.county.municipalities
    left = {town.code: found.left((town.code,), (year,)) for town in towns}
    chosen = sorted(towns, key=lambda town: (-abs(left[town.code]), town.code))[:LARGEST]
    return say("money_text.largest", language,
               names=listing((f"{town.name} {whole(left[town.code], language)}" for town in chosen),
                             language))


def _other_values(run: Run, found: Account, year: int, language: str) -> Iterator[str]:
    """The least and the most that is left in the county with the other versions of the table."""
    problem = run.plan.problem
    table = problem.section("money").parameters
    others = [account(one.plan.problem, run.plan.places) for one in (run.ranges.tried if run.ranges else ())
              if one.table == table]
    if others:
        left = [one.left(problem.county.codes, (year,)) for one in (found, *others)]
        yield say("money_text.other_values", language, least=min(left), most=max(left))


def _places(places: tuple[PlaceDay, ...], language: str) -> Iterator[str]:
    """The small table of a place empty and full, kronor a day, and when grants cover the cost."""
    if not places:
        return
    yield "  " + say("money_text.place_title", language)
    header = [say(f"money_text.head_{word}", language)
              for word in ("day", "type", "grant_empty", "cost_empty", "grant_full", "cost_full", "even")]
    rows = [[str(one.day), type_name(one.type, language), *(decimal(v, 0, language) for v in (
        one.grant_empty, one.cost_empty, one.grant_full, one.cost_full)), pays(one, language)]
        for one in places]
    yield from ("  " + line for line in text_table(header, rows, 2))
    yield "  " + say("money_text.place_note", language)


def pays(one: PlaceDay, language: str) -> str:
    """At which occupancy grants cover the cost, in percent and as the exact fraction."""
    if one.even is None:
        return say(f"money_pays.{one.pays}", language)
    return say(f"money_text.pays_{one.pays}", language, percent=decimal(one.even * 100, 1, language),
               exact=number(one.even, language) if one.even.denominator == 1 else str(one.even))
