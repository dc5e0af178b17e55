"""How each plan measures, the better value marked measure by measure; no scenario is called the winner."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from markupsafe import Markup

from planner.edition import ComparisonEdition
from planner.report.charts.chart import Chart
from planner.report.comparison.grid import Cell, Head, Row, grid
from planner.report.comparison.scenarios import Scenario, Scenarios
from planner.report.placed import placed
from planner.report.section import Section
from planner.report.told import told
from planner.tabular import Sheet, shown
from planner.wording import say

FIXED = ("measure", "unit", "better")
MOST_DIGITS = 3


@dataclass(frozen=True)
class Rated:
    """One measure: its name and unit, the scenarios with the better value, those farthest from it."""

    name: str
    unit: str
    better: tuple[Scenario, ...]
    worst: tuple[Scenario, ...]
    best: Any
    least: Any


def section(edition: ComparisonEdition, charts: Sequence[Chart]) -> Section:
    """The charts, then the table, scenarios first, then the baselines, which are not judged."""
    language, sheet = edition.language, measure_sheet(edition)
    scenarios = Scenarios(edition)
    columns = [j for j, field in enumerate(sheet.fields) if field.name not in FIXED
               and ((one := scenarios.named(field.name)) is None or one.edition is not None)]
    heads = [Head(sheet.fields[0].title, False)]
    for j in columns:
        one = scenarios.named(sheet.fields[j].name)
        heads.append(Head(scenarios.heading(sheet.fields[j]), True, one.index if one else None))
    rows = [Row([Cell(say("figure.beside_labelled", language, name=row[0], unit=row[1])),
                 *(Cell(text, (i, j) in sheet.marked)
                   for j, text in zip(columns, texts(sheet, i, columns, language), strict=True))])
            for i, row in enumerate(sheet.rows)]
    parts = [told([say("report_compare.measures_how", language)], language),
             *(placed(one, language) for one in charts),
             grid(say("report_compare.measures", language), heads, rows, language, still=True)]
    return Section("measures", say("sheet.measures", language), Markup("").join(parts))


def measure_sheet(edition: ComparisonEdition) -> Sheet:
    """The comparison's measures as the release shows them."""
    return next(one for one in edition.sheets if one.word == "measures")


def texts(sheet: Sheet, i: int, columns: Sequence[int], language: str) -> list[str]:
    """A measure's values, with as many decimals as tell the better ones from the others."""
    row, made = sheet.rows[i], []
    for digits in range(1, MOST_DIGITS + 1):
        made = [shown(row[j], replace(sheet.fields[j], shown=digits), language) for j in columns]
        better = {text for j, text in zip(columns, made, strict=True) if (i, j) in sheet.marked}
        rest = {text for j, text in zip(columns, made, strict=True) if (i, j) not in sheet.marked}
        if not better & rest:
            break
    return made


def rated(edition: ComparisonEdition) -> Iterator[Rated]:
    """Every measure that is known of all scenarios with a plan; better and worst are empty where none is."""
    sheet, scenarios = measure_sheet(edition), Scenarios(edition)
    at = {field.name: j for j, field in enumerate(sheet.fields)}
    for i, row in enumerate(sheet.rows):
        values = {one: row[at[one.name]] for one in scenarios}
        if any(value is None or isinstance(value, str) for value in values.values()):
            continue
        better = tuple(one for one in values if (i, at[one.name]) in sheet.marked)
        if not better:
            continue
        best = values[better[0]]
        least = max(values.values(), key=lambda value: abs(value - best))
        worst = tuple(one for one, value in values.items() if value == least and one not in better)
        yield Rated(row[0], row[1], better, worst, best, least)
