"""New places of each municipality in every scenario: a mark for each on a lane of its own."""

from __future__ import annotations

from functools import partial

from markupsafe import Markup

from planner.edition import ComparisonEdition
from planner.report.charts.beside import (
    Line,
    Table,
    columns,
    comparison_id,
    comparison_source,
    comparison_title,
    high,
    lane,
    mark,
    read,
    shapes,
    signs,
    value_of,
)
from planner.report.charts.chart import Chart
from planner.report.charts.figures import Figure, table, whole
from planner.report.charts.key import key
from planner.report.charts.rows import Rows, Scale, drawn
from planner.report.charts.svg import MUTED, RULE, across, joined
from planner.report.charts.towns import number, told
from planner.wording import say

WORD = "by_scenario"


def chart(edition: ComparisonEdition) -> Chart | None:
    """The chart of a comparison in which any scenario has a plan."""
    found = read(edition, "new_places")
    if found is None:
        return None
    language, word = edition.language, comparison_id(edition, WORD)
    plan = Rows(
        word, comparison_title(edition, "figure.beside_title"), language,
        columns(found.scenarios, language), extent=extent,
        paint=partial(_paint, word, found), tell=partial(_tell, found, language),
        axis=say("figure.axis_flow", language), high=high(len(found.scenarios)))
    return Chart(WORD, plan.title, say("chart.by_scenario_lead", language),
                 joined([key(signs(found.scenarios)), shapes(word, found.scenarios),
                         drawn(plan, found.kinds)]),
                 table(WORD, plan.title, language, found.kinds, _figures(found, language)),
                 comparison_source(edition))


def extent(line: Line) -> tuple[float, float]:
    """From the least to the most of the scenarios, and nought."""
    known = [n for n in map(number, line.values) if n is not None]
    return min([0.0, *known]), max([0.0, *known])


def _paint(word: str, found: Table, scale: Scale, line: Line) -> Markup:
    """A thin line from the least to the most, and each scenario's shape on its lane."""
    known = [(i, n) for i, n in enumerate(map(number, line.values)) if n is not None]
    count = len(found.scenarios)
    parts = [across(scale.at(0.0), scale.at(n), lane(i, count), MUTED if n else RULE, 1,
                    data_scenario=found.scenarios[i].index) for i, n in known if n]
    parts += [mark(word, found.scenarios[i], scale.at(n), lane(i, count)) for i, n in known]
    return joined(parts)


def _tell(found: Table, language: str, line: Line) -> str:
    values = "; ".join(say("chart.scenario_value", language, scenario=s.title, value=told(v, language))
                       for s, v in zip(found.scenarios, line.values, strict=True) if v is not None)
    return say("chart.by_scenario", language, name=line.name, values=values)


def _figures(found: Table, language: str) -> list[Figure]:
    """Today, then every scenario under its title."""
    return [(whole("today", say("column.today", language)), lambda line: line.today),
            *((whole(s.name, s.title), value_of(i)) for i, s in enumerate(found.scenarios))]
