"""Steps between two goals as sheets: the steps, every municipality's places in each, the changes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from models.tradeoff import Step
from planner.tabular import CODE, NUMBER, TEXT, WHOLE, Field, Sheet
from planner.tradeoff_run import CHANGE
from planner.tradeoff_told import changes, goal_name, sentences
from planner.wording import say

if TYPE_CHECKING:
    from planner.tradeoff_run import Traded

STEPS = (("step", WHOLE), ("first_goal", TEXT), ("first", NUMBER), ("first_exact", TEXT),
         ("second_goal", TEXT), ("second", NUMBER), ("second_exact", TEXT),
         ("more_after", TEXT), ("picked", TEXT))
TOWNS = (("step", WHOLE), ("code", CODE), ("name", TEXT), ("kind", TEXT), ("year", WHOLE), ("places", WHOLE))
CHANGES = (("code", CODE), ("name", TEXT), ("kind", TEXT), ("year", WHOLE), ("given", WHOLE),
           ("places", WHOLE), ("difference", WHOLE))


def sheets_of(found: Traded, language: str) -> list[Sheet]:
    """avvagning, avvagning_kommuner and, where a gain is asked for against a given plan, minsta_andring."""
    made = [_sheet("avvagning", "steps", STEPS, _steps(found, language), language),
            _sheet("avvagning_kommuner", "towns", TOWNS, _towns(found), language)]
    if isinstance(found.gained, Step) and found.frontier.second.word == CHANGE:
        made.append(_sheet("minsta_andring", "change", CHANGES, _changes(found, found.gained), language))
    return made


def text_sheet(found: Traded, language: str) -> Sheet:
    """The sentences, a row each, for the workbook."""
    rows = ((sentence,) for sentence in sentences(found, language))
    return _sheet("avvagning_text", "text", (("sentence", TEXT),), rows, language)


def _sheet(word: str, title: str, columns: tuple[tuple[str, str], ...], rows: Iterator[tuple[Any, ...]],
           language: str) -> Sheet:
    fields = tuple(Field(name, say(f"tradeoff_column.{name}", language), type_, sign=name == "difference")
                   for name, type_ in columns)
    return Sheet(word, say(f"tradeoff_sheet.{title}", language), fields, tuple(rows))


def _steps(found: Traded, language: str) -> Iterator[tuple[Any, ...]]:
    frontier = found.frontier
    first, second = (goal_name(goal, language) for goal in (frontier.first, frontier.second))
    picked = frontier.place(found.gained) if isinstance(found.gained, Step) else None
    for i, step in enumerate(frontier.steps):
        words = [say(f"tradeoff.{'yes' if so else 'no'}", language)
                 for so in (i in frontier.gaps, i == picked)]
        yield i + 1, first, step.first, str(step.first), second, step.second, str(step.second), *words


def _towns(found: Traded) -> Iterator[tuple[Any, ...]]:
    towns = found.case.problem.county.by_code
    for number, step in enumerate(found.frontier.steps, 1):
        for cell in found.case.problem.cells:
            code, kind, year = cell
            yield number, code, towns[code].name, kind, year, step.plan.places[cell]


def _changes(found: Traded, step: Step) -> Iterator[tuple[Any, ...]]:
    towns = found.case.problem.county.by_code
    for (code, kind, year), given, now in changes(found, step):
        yield code, towns[code].name, kind, year, given, now, now - given
