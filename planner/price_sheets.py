"""Prices as sheets: each wish, each goal of it, each municipality of it, the sentences."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from models.plan import Value
from models.price import GoalPrice
from planner.plan_text import value_text
from planner.price_told import named, sentences, stated, unit_of
from planner.tabular import CODE, NUMBER, TEXT, WHOLE, Field, Sheet
from planner.wording import say

if TYPE_CHECKING:
    from planner.price_run import Priced

WISHES = (("number", WHOLE), ("sort", TEXT), ("wish", TEXT), ("code", CODE), ("who", TEXT), ("when", TEXT),
          ("why", TEXT), ("with_ending", TEXT), ("without_ending", TEXT), ("worst_with", NUMBER),
          ("worst_without", NUMBER), ("worst_cost", NUMBER), ("total_with", NUMBER),
          ("total_without", NUMBER), ("total_cost", NUMBER), ("moved", WHOLE))
GOALS = (("number", WHOLE), ("wish", TEXT), ("goal", TEXT), ("unit", TEXT), ("own", NUMBER),
         ("with_it", NUMBER), ("without", NUMBER), ("cost", NUMBER), ("levels", TEXT))
TOWNS = (("number", WHOLE), ("wish", TEXT), ("code", CODE), ("name", TEXT), ("places_with", WHOLE),
         ("places_without", WHOLE), ("minus", WHOLE))


def sheets_of(found: Priced, language: str) -> list[Sheet]:
    """priser, priser_mal, priser_kommuner: one row a wish, a goal of it, a municipality of it."""
    return [_sheet("priser", "prices", WISHES, _wishes(found, language), language),
            _sheet("priser_mal", "goals", GOALS, _goals(found, language), language),
            _sheet("priser_kommuner", "towns", TOWNS, _towns(found, language), language)]


def text_sheet(found: Priced, language: str) -> Sheet:
    """The sentences, a row each, for the workbook."""
    rows = ((sentence,) for sentence in sentences(found, language))
    return _sheet("priser_text", "text", (("sentence", TEXT),), rows, language)


def _sheet(word: str, title: str, columns: tuple[tuple[str, str], ...], rows: Iterator[tuple[Any, ...]],
           language: str) -> Sheet:
    fields = tuple(Field(name, say(f"price_column.{name}", language), type_, sign=name in ("cost", "minus"))
                   for name, type_ in columns)
    return Sheet(word, say(f"price_sheet.{title}", language), fields, tuple(rows))


def _wishes(found: Priced, language: str) -> Iterator[tuple[Any, ...]]:
    towns = found.plan.problem.county.by_code
    for number, price in enumerate(found.prices, 1):
        wish = price.wish
        yield (number, say(f"price_sort.{wish.sort}", language), named(found, wish, language),
               wish.place if wish.place in towns else None, *stated(found, wish, language).values(),
               say(f"status.{price.with_it.value}", language),
               say(f"status.{price.without.value}", language), *_three(price.worst), *_three(price.total),
               price.changed if price.priced else None)


def _three(goal: GoalPrice | None) -> tuple[Fraction | None, ...]:
    """A measure with, without, and their difference."""
    if goal is None:
        return None, None, None
    return _number(goal.with_it), _number(goal.without), goal.cost


def _goals(found: Priced, language: str) -> Iterator[tuple[Any, ...]]:
    for number, price in enumerate(found.prices, 1):
        for goal in price.goals:
            unit = unit_of(price.wish.problem, goal)
            levels = [value_text(value, unit, language) for value in (goal.with_it, goal.without)
                      if isinstance(value, tuple)]
            yield (number, named(found, price.wish, language), say(f"goal_text.{goal.word}", language),
                   say(f"unit.{unit}", language, value="").strip(), _number(goal.own), _number(goal.with_it),
                   _number(goal.without), goal.cost, " | ".join(levels))


def _towns(found: Priced, language: str) -> Iterator[tuple[Any, ...]]:
    names = found.plan.problem.county.by_code
    for number, price in enumerate(found.prices, 1):
        told = named(found, price.wish, language)
        for code, (with_it, without) in price.places.items():
            yield number, told, code, names[code].name, with_it, without, with_it - without


def _number(value: Value | None) -> Fraction | None:
    return None if value is None or isinstance(value, tuple) else Fraction(value)
