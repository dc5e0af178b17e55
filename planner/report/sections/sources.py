"""Every table that the plan rests on, with who published it, when, and how certain it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planner.headings import sheet_name
from planner.regime_told import regime_lines
from planner.report.section import Section
from planner.report.table import table
from planner.report.told import told
from planner.tabular import Field, Sheet
from planner.wording import say

if TYPE_CHECKING:
    from planner.edition import Edition

COLUMNS = ("table", "status", "publisher", "date", "rule", "file")


def section(edition: Edition) -> Section:
    """The sources as a table, then the rules that held."""
    language = edition.language
    lines = list(regime_lines(edition.run.plan.problem, language))
    return Section("sources", say("sheet.sources", language),
                   table(source_table(edition), language) + told(lines, language), own_page=True)


def source_table(edition: Edition) -> Sheet:
    """A row for each input table."""
    language, case = edition.language, edition.run.case
    fields = tuple(Field(word, say("report.file" if word == "file" else f"column.{word}", language))
                   for word in COLUMNS)
    rows = []
    for name in case.inputs:
        source, table_ = case.sources[name], case.tables[name]
        rows.append((sheet_name(table_.spec.word, language), say(f"rests.{table_.status}", language),
                     source.publisher, source.date, source.rule, name))
    return Sheet("sources", say("report.sources", language), fields, tuple(rows))
