"""What the plan rests on, and the range that other defensible assumptions make."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from planner.headings import sheet_name
from planner.ranges_told import remarks
from planner.readable import readable
from planner.report.folded import folded
from planner.report.placed import placed
from planner.report.planned import hides
from planner.report.section import Section
from planner.report.table import table
from planner.report.told import told
from planner.tabular import Field, Sheet
from planner.wording import say

if TYPE_CHECKING:
    from planner.edition import Edition
    from planner.report.charts.chart import Chart
    from planner.run import Run

COLUMNS = ("table", "publisher", "date", "rule")


def section(edition: Edition, charts: Sequence[Chart] = ()) -> Section:
    """Every assumed table with its rule; then how far other versions of them move the plan."""
    language, run = edition.language, edition.run
    assumed = assumed_sheet(edition)
    none = told([say("report.rests_nothing", language)], language)
    parts = [table(assumed, language) if assumed.rows else none]
    parts.append(told(_range_lines(edition, drawn=bool(charts)), language))
    parts += [placed(chart, language) for chart in charts]
    parts += [folded(readable(sheet, run.case.kinds, language), language)
              for word in ("ranges", "versions") if (sheet := edition.sheet(word)) is not None]
    return Section("assumptions", say("report.assumptions", language), Markup("").join(parts))


def assumed_sheet(edition: Edition) -> Sheet:
    """The assumed tables: what each holds, who made it, how."""
    language, case = edition.language, edition.run.case
    fields = tuple(Field(word, say(f"column.{word}", language)) for word in COLUMNS)
    rows: list[tuple[Any, ...]] = []
    for name in case.assumed:
        source = case.sources[name]
        rows.append((sheet_name(case.tables[name].spec.word, language), source.publisher, source.date,
                     source.rule or say("report.assumed_rows", language)))
    return Sheet("assumed", say("report.assumed", language), fields, tuple(rows))


def _range_lines(edition: Edition, *, drawn: bool) -> Iterator[str]:
    """What the ranges are made of; where no chart says it, who is furthest and what does not count."""
    run, language = edition.run, edition.language
    ranges = run.ranges
    if ranges is None:
        yield from () if hides(edition) else unranged([run], language)  # the notes tell what is hidden
        return
    yield say("report.ranges", language, versions=len(ranges.counted))
    if not hides(edition) and not drawn:
        yield from remarks(ranges, language)


def unranged(runs: Sequence[Run], language: str) -> Iterator[str]:
    """Why runs have no range: no other versions, or not planned; nothing where nothing is assumed."""
    assumed = [run.scenario for run in runs if run.case.assumed]
    files = dict.fromkeys(one.path.name for one in assumed if one.settings.versions)
    if files:
        yield say("report.no_ranges", language, files=" ".join(files))
    elif assumed:
        yield say("report.no_versions", language)
