"""State grants and costs of a planned run: every line with its formula, sums, and what a place costs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from models.money import account, values_of
from models.money_lines import COST, GRANT, Account
from models.money_place import PlaceDay, place_days
from models.sections.money import FIRST_NEW, LAST_OLD
from models.tables import OFFICIAL, STATUSES
from planner.money_words import formula, number, parameter_name, rests, title
from planner.tabular import CODE, NUMBER, TEXT, WHOLE, Field, Sheet
from planner.wording import say

if TYPE_CHECKING:
    import pandas as pd

    from models.parameters import Parameter
    from planner.run import Run

LINES = (("code", CODE), ("name", TEXT), ("year", WHOLE), ("side", TEXT), ("meaning", TEXT),
         ("line", TEXT), ("kind", TEXT), ("first_day", TEXT), ("last_day", TEXT), ("formula", TEXT),
         ("kronor", WHOLE), ("amount", NUMBER), ("amount_unit", TEXT), ("amount_from", TEXT),
         ("amount_to", TEXT), ("status", TEXT), ("source", TEXT), ("others", TEXT))
SUMS = (("code", CODE), ("name", TEXT), ("year", WHOLE), ("grants", WHOLE), ("costs", WHOLE),
        ("left", WHOLE), ("status", TEXT))
PLACE = (("day", TEXT), ("type", TEXT), ("grant_empty", NUMBER), ("cost_empty", NUMBER),
         ("left_empty", NUMBER), ("grant_full", NUMBER), ("cost_full", NUMBER), ("left_full", NUMBER),
         ("pays", TEXT), ("even", TEXT), ("status", TEXT))
VALUES = (("parameter", TEXT), ("meaning", TEXT), ("amount", TEXT), ("amount_unit", TEXT),
          ("amount_from", TEXT), ("amount_to", TEXT), ("status", TEXT), ("source", TEXT))


def money_of(run: Run) -> Account | None:
    """The account of the plan, or None without the section or without a plan."""
    problem = run.plan.problem
    if problem.section("money") is None or not run.plan.found:
        return None
    return account(problem, run.plan.places)


def place_of(run: Run) -> tuple[PlaceDay, ...]:
    """What a place brings and costs on the last day of the old grants and the first of the new."""
    problem = run.plan.problem
    if not problem.section("money").compare:
        return ()
    return place_days((LAST_OLD, FIRST_NEW), values_of(problem))


def money_sheets(run: Run, language: str) -> Iterator[Sheet]:
    """money.csv (every line), money_sums.csv, money_place.csv and money_values.csv."""
    found, language = money_of(run), str(language)  # "place" is meant also where referrals are counted
    if found is None:
        return
    yield _sheet("money", LINES, _line_rows(run, found, language), language)
    yield _sheet("money_sums", SUMS, sum_rows(run, found, language), language)
    places = place_of(run)
    if places:
        yield _sheet("money_place", PLACE, map(_place_row, places), language)
    used = {(p.word, p.first or date.min): p
            for p in (*found.parameters, *(p for one in places for p in one.parameters))}
    yield _sheet("money_values", VALUES, (_value_row(used[at], language) for at in sorted(used)), language)


def money_frame(run: Run, language: str) -> pd.DataFrame | None:
    """The municipalities' rows of money_sums.csv as a table, for drawing; None without the section."""
    found = money_of(run)
    if found is None:
        return None
    sheet = _sheet("money_sums", SUMS, sum_rows(run, found, language), str(language))
    return replace(sheet, rows=tuple(row for row in sheet.rows if row[0])).frame()


def _sheet(word: str, columns: Sequence[tuple[str, str]], rows: Any, language: str) -> Sheet:
    fields = tuple(Field(name, title(name, language), type_) for name, type_ in columns)
    return Sheet(word, say(f"sheet.{word}", language), fields, tuple(rows))


def _line_rows(run: Run, found: Account, language: str) -> Iterator[tuple[Any, ...]]:
    towns = run.plan.problem.county.by_code
    for line in found.lines:
        rate = line.parameters[-1]
        yield (line.code, towns[line.code].name, line.year, line.side, parameter_name(line.word, language),
               line.word, line.kind or None, str(line.first), str(line.last), formula(line, language),
               line.kronor, *_dated(rate), rate.status, rate.source or None,
               rests(line.parameters[:-1], language) or None)


def sum_rows(run: Run, found: Account, language: str) -> Iterator[tuple[Any, ...]]:
    """Grants, costs and what is left by municipality and year, then the county's sums."""
    problem = run.plan.problem
    worst = {(line.code, line.year): "" for line in found.lines}
    for line in found.lines:
        statuses = [worst[line.code, line.year] or OFFICIAL, *(p.status for p in line.parameters)]
        worst[line.code, line.year] = max(statuses, key=STATUSES.index)
    for year in problem.need.years:
        for town in problem.county.municipalities:
            yield (town.code, town.name, year, *_sums(found, (town.code,), year),
                   worst.get((town.code, year), OFFICIAL))
        county = max((s for (_, t), s in worst.items() if t == year), key=STATUSES.index, default=OFFICIAL)
        yield (None, say("table.county", language), year, *_sums(found, problem.county.codes, year), county)


def _sums(found: Account, codes: Sequence[str], year: int) -> tuple[int, int, int]:
    """Grants, costs, left, whole kronor."""
    return found.total(GRANT, codes, (year,)), found.total(COST, codes, (year,)), found.left(codes, (year,))


def _place_row(one: PlaceDay) -> tuple[Any, ...]:
    status = max((p.status for p in one.parameters), key=STATUSES.index)
    return (str(one.day), one.type, one.grant_empty, one.cost_empty, one.left_empty, one.grant_full,
            one.cost_full, one.left_full, one.pays, None if one.even is None else str(one.even), status)


def _value_row(one: Parameter, language: str) -> tuple[Any, ...]:
    return (one.word, parameter_name(one.word, language), number(one.value, language), *_dated(one)[1:],
            one.status, one.source or None)


def _dated(one: Parameter) -> tuple[Fraction, str, str | None, str | None]:
    """Value, unit and window as cells; a window that is open has an empty end."""
    return (one.value, one.unit, str(one.first) if one.first else None, str(one.last) if one.last else None)
