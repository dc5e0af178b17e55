"""The comparison's other tables: levels of an order, decisions, what came of it."""

from __future__ import annotations

from dataclasses import replace

from markupsafe import Markup

from planner.collation import by_name
from planner.edition import ComparisonEdition
from planner.readable import readable
from planner.report.folded import folded
from planner.report.section import Section
from planner.scenario_titles import titled
from planner.tabular import Sheet
from planner.wording import say

ELSEWHERE = ("inputs", "new_places", "places_after", "measures", "ranges")


def section(edition: ComparisonEdition) -> Section | None:
    """Each table closed until it is opened; None where there is none."""
    language, runs = edition.language, edition.comparison.runs
    left = [one for one in edition.sheets if one.word not in ELSEWHERE and one.rows]
    if not left:
        return None
    kinds = {kind: names for run in reversed(runs) for kind, names in run.case.kinds.items()}
    html = Markup("").join(
        folded(readable(_by_name(titled(one, runs, language)), kinds, language), language) for one in left)
    return Section("more", say("report_compare.others", language), html)


def _by_name(sheet: Sheet) -> Sheet:
    """The rows in the order of the municipalities' names, years as they stand."""
    names = [field.name for field in sheet.fields]
    if "name" not in names:
        return sheet
    year, name = names.index("year") if "year" in names else None, names.index("name")
    rows = sorted(sheet.rows, key=lambda row: (0 if year is None else row[year], by_name(str(row[name]))))
    return replace(sheet, rows=tuple(rows))
