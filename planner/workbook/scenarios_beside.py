"""Tables of several scenarios under their numbers and titles, and the shares and ways to school of each."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from planner.readable import readable
from planner.tabular import CODE, NUMBER, TEXT, Field, Sheet
from planner.wording import say

if TYPE_CHECKING:
    from planner.report.comparison.scenarios import Scenarios

KEYS = (("code", CODE), ("name", TEXT), ("kind", TEXT))
BETTER, MINUS = "better", " -"  # what is better; a column of differences is named after its scenario


def numbered(sheet: Sheet, scenarios: Scenarios, language: str) -> Sheet:
    """A table of the comparison with numbers and titles where it names scenarios by their files."""
    called = {one.name: one.label for one in scenarios.all}
    fields = tuple(replace(field, title=_title(field, scenarios, called, language)) for field in sheet.fields)
    at = next((j for j, field in enumerate(fields) if field.name == BETTER), None)
    rows = sheet.rows if at is None else tuple(
        (*row[:at], _better(sheet, i, scenarios), *row[at + 1:]) for i, row in enumerate(sheet.rows))
    return replace(sheet, fields=fields, rows=rows)


def _title(field: Field, scenarios: Scenarios, called: dict[str, str], language: str) -> str:
    """A column's title: a scenario's own, that of one of a pair, or a baseline with its scenario's number."""
    if field.name in called:
        return called[field.name]
    if field.name.endswith(MINUS) and (one := scenarios.named(field.name.removesuffix(MINUS))):
        return say("decided_text.minus", language, name=one.number)
    what, of = scenarios.baseline(field.title)
    return say("workbook.of_scenario", language, what=what, number=of.number) if of else field.title


def _better(sheet: Sheet, i: int, scenarios: Scenarios) -> str:
    """The numbers of the better scenarios of a row, as they are marked."""
    numbers = {one.name: str(one.number) for one in scenarios.all}
    names = [sheet.fields[j].name for row, j in sorted(sheet.marked) if row == i]
    return ", ".join(numbers[name] for name in names if name in numbers)


def shares_beside(scenarios: Scenarios, language: str) -> Sheet | None:
    """Each municipality's part of the county by kind, in the last year of every scenario that has a plan."""
    found: dict[tuple[Any, ...], dict[str, Any]] = {}
    for one in scenarios.planned:
        shares = one.edition.sheet("shares") if one.edition is not None else None
        if shares is not None:
            told = readable(shares, one.run.case.kinds, language)
            columns = [told.column(name) for name, _ in KEYS]
            last = one.run.plan.problem.need.years[-1]
            for *key, year, share in zip(*columns, told.column("year"), told.column("share"), strict=True):
                if year == last:
                    found.setdefault(tuple(key), {})[one.name] = share
    if not found:
        return None
    fields = (*(Field(name, say(f"column.{name}", language), type_) for name, type_ in KEYS),
              *(Field(one.name, one.label, NUMBER, shown=4, part=True) for one in scenarios.planned))
    rows = tuple((*key, *(held.get(one.name) for one in scenarios.planned)) for key, held in found.items())
    return Sheet("shares", say("sheet.shares", language), fields, rows)


def flows_of_all(scenarios: Scenarios, word: str, language: str) -> Sheet | None:
    """A table of ways to school of every scenario that has it, one after another."""
    made: Sheet | None = None
    rows: list[tuple[Any, ...]] = []
    for one in scenarios.planned:
        sheet = one.edition.sheet(word) if one.edition is not None else None
        if sheet is not None and sheet.rows:
            made = made or sheet
            rows += ((one.label, *row) for row in sheet.rows)
    if made is None:
        return None
    return replace(made, fields=(Field("scenario", say("column.scenario", language)), *made.fields),
                   rows=tuple(rows), marked=frozenset())
