"""The charts of a report as inline SVG, each with its figures as a table."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from planner.edition import ComparisonEdition, Edition
    from planner.report.charts.chart import Chart


def charts(edition: Edition) -> list[Chart]:
    """Every chart that a run has something to show in, in reading order."""
    from planner.report.charts import (
        before_after,
        county_map,
        gap,
        money,
        new_places,
        per_10000,
        permit,
        ranges,
    )

    makers = (county_map.chart, new_places.chart, before_after.chart, gap.chart, per_10000.chart,
              ranges.chart, money.chart, permit.chart)
    return [made for make in makers if (made := make(edition)) is not None]


def comparison_charts(edition: ComparisonEdition) -> list[Chart]:
    """Every chart of a comparison, in reading order."""
    from planner.report.charts import by_scenario, change, maps, measures

    makers = (by_scenario.chart, change.chart, maps.chart, measures.chart)
    return [made for make in makers if (made := make(edition)) is not None]
