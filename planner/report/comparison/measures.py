"""How each plan measures, the better value marked measure by measure; no scenario is called the winner."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from markupsafe import Markup

from models.problem import PLAIN
from models.quotas import quotas
from planner.edition import ComparisonEdition
from planner.report.charts.chart import Chart
from planner.report.comparison.grid import Cell, Head, Row, grid
from planner.report.comparison.scenarios import Scenarios
from planner.report.placed import placed
from planner.report.section import Section
from planner.report.told import told
from planner.tabular import Sheet, shown
from planner.wording import say

FIXED = ("measure", "unit", "better")
GAPS = ("worst_before", "total_before", "movable_before", "worst_after", "total_after", "movable_after")
MOST_DIGITS = 3


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
    how = ["measures_how", *(() if same_quotas(edition) else ("measures_gaps",))]
    parts = [told([say(f"report_compare.{word}", language) for word in how], language),
             *(placed(one, language) for one in charts),
             grid(say("report_compare.measures", language), heads, rows, language, still=True)]
    return Section("measures", say("sheet.measures", language), Markup("").join(parts))


def measure_sheet(edition: ComparisonEdition) -> Sheet:
    """The comparison's measures as the release shows them.

    Where the scenarios have different quotas no gap is marked as the better one: each is measured
    against its own quotas, so that a smaller gap may be a smaller demand.
    """
    sheet = next(one for one in edition.sheets if one.word == "measures")
    if same_quotas(edition):
        return sheet
    gaps = {say(f"measure.{word}", edition.language) for word in GAPS}
    return replace(sheet, marked=frozenset(
        (i, j) for i, j in sheet.marked if sheet.rows[i][0] not in gaps))


def same_quotas(edition: ComparisonEdition) -> bool:
    """Have all plans the same quotas before limits: one share model and one number for the county?"""
    found = [quotas(one.run.plan.problem, PLAIN) for one in edition.runs]
    return all(one == found[0] for one in found)


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
