"""How each plan measures, the better value marked measure by measure; no scenario is called the winner."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from markupsafe import Markup

from planner.beside import quotas_alike
from planner.edition import ComparisonEdition
from planner.report.charts.chart import Chart
from planner.report.comparison.grid import Cell, Head, Row, grid
from planner.report.comparison.scenarios import Scenarios
from planner.report.placed import placed
from planner.report.section import Section
from planner.report.told import told
from planner.tabular import Field, Sheet, shown
from planner.wording import say

FIXED = ("measure", "unit", "better")
MOST_DIGITS = 3


def section(edition: ComparisonEdition, charts: Sequence[Chart]) -> Section:
    """The charts, then the table: the scenarios, then the first one's baselines, which are not judged."""
    language, sheet = edition.language, measure_sheet(edition)
    scenarios = Scenarios(edition)
    columns = [j for j, field in enumerate(sheet.fields) if _wanted(field, scenarios)]
    heads = [Head(sheet.fields[0].title, False)]
    for j in columns:
        one = scenarios.named(sheet.fields[j].name)
        heads.append(Head(scenarios.heading(sheet.fields[j]), True, one.index if one else None))
    rows = [Row([Cell(labelled(row[0], row[1], language)),
                 *(Cell(text, (i, j) in sheet.marked)
                   for j, text in zip(columns, texts(sheet, i, columns, language), strict=True))])
            for i, row in enumerate(sheet.rows)]
    how = ["measures_how", *(() if quotas_alike([one.run for one in edition.runs]) else ("measures_gaps",))]
    parts = [told([say(f"report_compare.{word}", language) for word in how], language),
             *(placed(one, language) for one in charts),
             grid(say("report_compare.measures", language), heads, rows, language, still=True,
                  word="measured")]
    return Section("measures", say("sheet.measures", language), Markup("").join(parts))


def _wanted(field: Field, scenarios: Scenarios) -> bool:
    """Scenarios with a plan; of the baselines that are each scenario's own only the first scenario's."""
    one = scenarios.named(field.name)
    if field.name in FIXED or one is not None:
        return one is not None and one.edition is not None
    return scenarios.baseline(field.title)[1] in (None, scenarios.planned[0])


def labelled(name: str, unit: str, language: str) -> str:
    """A measure with its unit, where its name does not say it already."""
    said = {word.casefold() for word in name.replace(",", " ").split()}
    return name if unit.casefold() in said else say(
        "figure.beside_labelled", language, name=name, unit=unit)


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
