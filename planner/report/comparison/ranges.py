"""What rests on assumptions in each scenario: the assumed tables, and the range that other versions make."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from markupsafe import Markup

from planner.collation import by_name
from planner.edition import ComparisonEdition
from planner.report.comparison.grid import Cell, Head, Row, grid
from planner.report.comparison.places import hidden
from planner.report.comparison.scenarios import Scenarios
from planner.report.comparison.sources import joint
from planner.report.section import Section
from planner.report.sections.assumptions import assumed_sheet, unranged
from planner.report.table import table
from planner.report.told import told
from planner.tabular import shown
from planner.wording import say


def section(edition: ComparisonEdition) -> Section:
    """What is assumed in each scenario, then the ranges, where any scenario has them."""
    language = edition.language
    parts = [*_assumed(edition), told(_lines(edition), language), *_table(edition)]
    return Section("assumptions", say("report.assumptions", language), Markup("").join(parts))


def _assumed(edition: ComparisonEdition) -> Iterator[Markup]:
    """Every assumed table once, with its rule; a column of scenarios where they do not all assume it."""
    language, sheet = edition.language, joint(edition, assumed_sheet)
    if not sheet.rows:
        yield told([say("report.rests_nothing", language)], language)
        return
    alike = set(sheet.column("scenarios")) == {say("report_compare.all", language)}
    yield told([say(f"report_compare.{'assumed_alike' if alike else 'assumed_apart'}", language)], language)
    yield table(replace(sheet, fields=sheet.fields[:-1], rows=tuple(
        row[:-1] for row in sheet.rows)) if alike else sheet, language)


def _lines(edition: ComparisonEdition) -> Iterator[str]:
    """What is known of the ranges."""
    language, scenarios = edition.language, Scenarios(edition)
    if hidden(edition):
        return
    if all(one.run.ranges is None for one in scenarios.all):
        yield from unranged([one.run for one in scenarios.all], language)
    else:
        yield from (scenarios.retold(note) for note in edition.comparison.range_notes)


def _table(edition: ComparisonEdition) -> Iterator[Markup]:
    """The ranges of the last year: least–most, and the plan's own number."""
    sheet = next((one for one in edition.sheets if one.word == "ranges"), None)
    if sheet is None:
        return
    language, scenarios = edition.language, Scenarios(edition)
    at = {field.name: j for j, field in enumerate(sheet.fields)}
    named = [at["name"], *([at["kind"]] if "kind" in at else [])]
    heads = [*(Head(sheet.fields[j].title, False) for j in named),
             *(Head(one.short, True, one.index) for one in scenarios)]
    columns = [*named, *(at[one.name] for one in scenarios)]
    rows = [Row([Cell(shown(row[j], sheet.fields[j], language)) for j in columns], row[at["code"]])
            for row in sorted(sheet.rows, key=lambda row: by_name(row[at["name"]]))]
    yield grid(sheet.title, heads, rows, language)
