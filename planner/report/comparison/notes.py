"""What to know when reading: sizes, years, rules in force, what is hidden; and how many plans are as good."""

from __future__ import annotations

from planner.edition import ComparisonEdition
from planner.order_levels import level_notes
from planner.report.comparison.places import hidden
from planner.report.comparison.scenarios import Scenarios
from planner.report.section import Section
from planner.report.sections.first import tied
from planner.report.told import told
from planner.wording import say


def section(edition: ComparisonEdition) -> Section:
    """The comparison's own notes, then a line for each scenario of the plans that are as good as its own."""
    language, scenarios = edition.language, Scenarios(edition)
    said = {say("compare.baselines", language), say("record.example", language)}  # they stand elsewhere
    lines = [scenarios.retold(note) for note in edition.comparison.notes
             if note not in said]
    lines += edition.notes
    lines += level_notes(edition.comparison) if not hidden(edition) else ()
    ties = [f"  {one.title}: {tied(one.edition)}" for one in scenarios if one.edition is not None]
    none = not hidden(edition) and all(
        one.run.plan.ties_listed and not one.run.plan.ties for one in scenarios)
    lines += [say("report_compare.tied_none", language)] if none else [
        say("report_compare.tied", language), *ties]
    return Section("notes", say("report_compare.notes", language), told(lines, language))
