"""The map, and the charts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from markupsafe import Markup

from planner.report.placed import placed
from planner.report.section import Section
from planner.wording import say

if TYPE_CHECKING:
    from planner.report.charts.chart import Chart

MAP, RANGES = "map", "ranges"  # the charts that stand in sections of their own


def section(word: str, charts: Sequence[Chart], language: str) -> Section | None:
    """The charts under a heading; None where there are none."""
    if not charts:
        return None
    html = Markup("").join(placed(chart, language) for chart in charts)
    return Section(word, say(f"report.{word}", language), html)
