"""What differs between the scenarios before anything is planned: keys and tables, in words."""

from __future__ import annotations

from planner.edition import ComparisonEdition
from planner.report.comparison.grid import Cell, Head, Row, grid
from planner.report.comparison.scenarios import Scenarios
from planner.report.section import Section
from planner.report.told import told
from planner.wording import say


def section(edition: ComparisonEdition) -> Section:
    """A row for each input that is not the same in all scenarios, also of those without a plan."""
    language, scenarios = edition.language, Scenarios(edition)
    sheet = next(one for one in edition.sheets if one.word == "inputs")
    title = say("report_compare.inputs", language)
    if not sheet.rows:
        return Section("inputs", title, told([say("compare.no_difference", language)], language))
    heads = [Head(sheet.fields[0].title, False),
             *(Head(one.short, False, one.index) for one in scenarios.all)]
    rows = [Row([Cell(str(value)) for value in row]) for row in sheet.rows]
    return Section("inputs", title, told([say("report_compare.inputs_how", language)], language)
                   + grid(say("compare.heading_inputs", language), heads, rows, language, still=True))
