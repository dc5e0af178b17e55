"""A chart in its place: heading, how to read it, the drawing, its source, and its figures as a table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from markupsafe import Markup

from planner.report.folded import folded
from planner.report.page import rendered

if TYPE_CHECKING:
    from planner.report.charts.chart import Chart


def placed(chart: Chart, language: str) -> Markup:
    """The chart with what belongs to it."""
    return rendered("placed.html.j2", language, chart=chart, table=folded(chart.table, language))
