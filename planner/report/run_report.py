"""The report of a run: its sections in reading order, and what stands around them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from planner.answers_told import what_if_lines
from planner.money_first import first_lines
from planner.release import stamp
from planner.report.charts import charts
from planner.report.page import Page
from planner.report.section import Section
from planner.report.sections import (
    assumptions,
    decision,
    figures,
    first,
    gains,
    municipalities,
    provenance,
    sources,
    subjects,
    ties,
)
from planner.version import VERSION
from planner.wording import say

if TYPE_CHECKING:
    from planner.edition import Edition

ID_SHOWN = 12


def page(edition: Edition) -> Page:
    """The whole page."""
    language, view = edition.language, edition.view
    title = say("figure.example", language, title=view.title) if view.example else view.title
    return Page(title, say("report.under", language, county=view.county, scenario=view.scenario,
                           run=view.run_id[:ID_SHOWN]),
                stamp(edition.release, language), language, tuple(sections(edition)), tuple(notes(edition)),
                say("report.foot", language, run=view.run_id[:ID_SHOWN], version=VERSION))


def notes(edition: Edition) -> Iterator[str]:
    """What must be known of the five sentences: cost before fairness, supposed answers."""
    run, language = edition.run, edition.language
    yield from first_lines(run.case.problem, language)
    yield from (line.strip() for line in what_if_lines(run, language))


def sections(edition: Edition) -> Iterator[Section]:
    """The sections that have something to say."""
    language, drawn = edition.language, charts(edition)
    apart = (figures.MAP, figures.RANGES)
    made = (
        first.section(edition),
        assumptions.section(edition, [chart for chart in drawn if chart.word == figures.RANGES]),
        decision.section(edition),
        figures.section("map", [chart for chart in drawn if chart.word == figures.MAP], language),
        figures.section("figures", [chart for chart in drawn if chart.word not in apart], language),
        gains.section(edition),
        ties.section(edition),
        subjects.section(edition),
        municipalities.section(edition),
        sources.section(edition),
        provenance.section(edition),
    )
    yield from (one for one in made if one is not None)
