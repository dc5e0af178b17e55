"""Every table that the plans rest on, each once, with who published it and how certain it is."""

from __future__ import annotations

from collections.abc import Callable

from planner.edition import ComparisonEdition, Edition
from planner.regime_told import regime_lines
from planner.report.comparison.scenarios import Scenarios
from planner.report.section import Section
from planner.report.sections.sources import source_table
from planner.report.table import table
from planner.report.told import told
from planner.tabular import Field, Sheet
from planner.wording import listing, say


def section(edition: ComparisonEdition) -> Section:
    """The sources as a table, then the rules that held."""
    language = edition.language
    problems = [one.run.plan.problem for one in edition.runs]
    lines = dict.fromkeys(line for problem in problems for line in regime_lines(problem, language))
    return Section("sources", say("sheet.sources", language),
                   table(joint_sources(edition), language) + told(list(lines), language), own_page=True)


def joint_sources(edition: ComparisonEdition) -> Sheet:
    """A row for each table, and in which scenarios it stands (by number) where that is not all of them."""
    return joint(edition, source_table)


def joint(edition: ComparisonEdition, made: Callable[[Edition], Sheet]) -> Sheet:
    """A run's table made of every scenario's: each row once, and the scenarios that have it."""
    language, scenarios = edition.language, Scenarios(edition)
    rows: dict[tuple[str, ...], list[int]] = {}
    sheet = made(edition.runs[0])
    for one in scenarios:
        if one.edition is not None:
            for row in made(one.edition).rows:
                rows.setdefault(row, []).append(one.number)
    told_ = [(*row, say("report_compare.all", language) if len(found) == len(scenarios.planned)
              else listing(map(str, found), language)) for row, found in rows.items()]
    fields = (*sheet.fields, Field("scenarios", say("report_compare.in_scenarios", language)))
    return Sheet(sheet.word, sheet.title, fields, tuple(sorted(told_)))
