"""The report of a comparison: scenarios beside each other on one page, inputs first, then results."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from planner.release import stamp
from planner.report.page import Page
from planner.version import VERSION
from planner.wording import say

if TYPE_CHECKING:
    from planner.edition import ComparisonEdition
    from planner.report.section import Section

ID_SHOWN, MEASURES = 12, "measures"


def page(edition: ComparisonEdition) -> Page:
    """The whole page; the comparison has a plan of one scenario at least."""
    language, id_ = edition.language, edition.comparison.id[:ID_SHOWN]
    county = edition.runs[0].run.plan.problem.county.name
    example = any(run.case.example for run in edition.comparison.runs)
    title = say("report_compare.title", language, county=county)
    return Page(say("figure.example", language, title=title) if example else title,
                say("report_compare.under", language, count=len(edition.comparison.runs), id=id_),
                stamp(edition.release, language), language, tuple(sections(edition)),
                [say("record.example", language)] if example else (),
                say("report_compare.foot", language, id=id_, version=VERSION))


def sections(edition: ComparisonEdition) -> Iterator[Section]:
    """The sections that have something to say, in reading order."""
    from planner.report.charts import comparison_charts
    from planner.report.comparison import (
        first,
        gains,
        inputs,
        measures,
        notes,
        others,
        provenance,
        ranges,
        results,
        sources,
        towns,
    )
    drawn = comparison_charts(edition)
    of_measures = [chart for chart in drawn if chart.word == MEASURES]
    made = (
        first.section(edition),
        ranges.section(edition),
        inputs.section(edition),
        results.section(edition, [chart for chart in drawn if chart.word != MEASURES]),
        measures.section(edition, of_measures),
        gains.section(edition),
        notes.section(edition),
        others.section(edition),
        towns.section(edition),
        sources.section(edition),
        provenance.section(edition),
    )
    yield from (one for one in made if one is not None)
