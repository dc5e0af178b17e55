"""The figures behind the pages as two tables: what made each number, and what each change does to whom."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Any

from models.baselines import BASELINES
from models.explained import Answer
from models.measures import amount, per_10000
from models.need import Cell
from models.problem import PLAIN
from models.quotas import quotas, total_amount
from planner.explain_beside import baseline
from planner.explain_change import condition
from planner.explain_told import Told
from planner.internal import internal
from planner.measured import exact
from planner.tabular import CODE, NUMBER, TEXT, WHOLE, Field, Sheet
from planner.wording import say

FIGURES = (("code", CODE), ("name", TEXT), ("kind", TEXT), ("year", WHOLE), ("figure", TEXT),
           ("value", NUMBER), ("exact", TEXT), ("rests_on", TEXT))
CHANGED = ("rules", "change")  # parts whose figures are answers: they stand in the other table
CHANGES = (("change", TEXT), ("about", TEXT), ("told", TEXT), ("status", TEXT), ("code", CODE),
           ("name", TEXT), ("year", WHOLE), ("places", WHOLE), ("instead", WHOLE), ("apart", WHOLE))


def figure_sheet(told: Told) -> Sheet:
    """forklaring.csv: municipality, kind, year, which figure, its value, what it rests on."""
    rows = tuple(row for code in told.found.codes for row in _figures(told, code))
    return _sheet(told, "forklaring", FIGURES, rows)


def change_sheet(told: Told) -> Sheet:
    """vad_om.csv: every change and every municipality: places in the plan, with the change, difference.

    All kinds together in the last year; empty where no proved plan with the change is known.
    """
    rows = tuple(row for answer in told.found.answers for row in _answer(told, answer))
    return _sheet(told, "vad_om", CHANGES, rows)


def _sheet(told: Told, word: str, columns: tuple[tuple[str, str], ...], rows: tuple[Any, ...]) -> Sheet:
    """The table; where the run holds small counts of children it says that it is internal."""
    if internal(told.problem):
        columns, rows = (("internal", TEXT), *columns), tuple(("yes", *row) for row in rows)
    fields = tuple(Field(name, say(f"explain_column.{name}", told.language), type_)
                   for name, type_ in columns)
    return Sheet(word, say(f"explain_sheet.{word}", told.language), fields, rows)


def _figures(told: Told, code: str) -> Iterator[tuple[Any, ...]]:
    for cell in told.cells(code):
        for word, value in _of_cell(told, cell):
            yield code, told.name(code), cell[1], cell[2], word, value, exact(value), told.rests.of(cell)
    plain = {word: baseline(told, word, code) for word in BASELINES}
    for word, total in {**plain, "per_10000": per_10000(told.plan, code, told.year)}.items():
        if total is not None:
            yield code, told.name(code), "all", told.year, word, total, exact(total), ""
    for word, value in _said(told, code):
        yield code, told.name(code), "all", told.year, word, value, exact(value), ""


def _said(told: Told, code: str) -> Iterator[tuple[str, Fraction | int]]:
    """Every figure that a sentence of the page holds, named by its sentence, whom or what it is about,
    and its place in it; what the page hides is not here either.
    """
    from planner.explain_page import parts
    for part, sentences in parts(told, code):
        own = [one for one in sentences if part not in CHANGED or one.key.startswith("room")]
        for one in own:
            others = {one.values[name] for name in ("what", "school", "kind", "name") if name in one.values}
            about = sorted(map(str, others - {told.name(code)}))
            yield from ((": ".join([one.key, *about, name]), value) for name, value in one.values.items()
                        if isinstance(value, (int, Fraction)) and name != "year")


def _of_cell(told: Told, cell: Cell) -> Iterator[tuple[str, Fraction | int]]:
    plan, problem = told.plan, told.problem
    shares = problem.shares[cell[1], cell[2]]
    yield "weight", shares.weights[cell[0]]
    yield "county_weight", shares.total
    yield "share", shares.share(cell[0])
    yield "county_total", total_amount(problem, cell[1], cell[2])
    yield "share_alone", quotas(problem, PLAIN)[cell]
    yield "quota", plan.quotas[cell]
    yield "counted", amount(plan, cell)
    if problem.unit == "places":
        yield "today", problem.need.existing((*cell[:2], 0))
    yield "new", plan.new_since_start(cell)
    yield "places", plan.places[cell]
    for tie in plan.ties:
        if tie.cell == cell:
            yield "tie_least", tie.least
            yield "tie_most", tie.most


def _answer(told: Told, answer: Answer) -> Iterator[tuple[Any, ...]]:
    text = condition(told, answer)
    for code, now in answer.now.items():
        other = answer.other.get(code)
        yield (answer.change.word, answer.change.about, text, answer.state, code, told.name(code), told.year,
               now, other, None if other is None else other - now)
