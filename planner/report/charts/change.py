"""What every other scenario gives each municipality more or fewer of than the first."""

from __future__ import annotations

from functools import partial

from markupsafe import Markup

from planner.edition import ComparisonEdition
from planner.figures.beside import colour
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
from planner.report.charts.by_scenario import extent
from planner.report.charts.chart import Chart
from planner.report.charts.figures import Figure, table, whole
from planner.report.charts.key import key
from planner.report.charts.rows import Rows, Scale, drawn
from planner.report.charts.svg import bar, joined
from planner.report.charts.towns import Value, number, told
from planner.small_counts import COVERED
from planner.wording import say

WORD, OWN = "change", 15.0  # smaller differences all share one scale


def chart(edition: ComparisonEdition) -> Chart | None:
    """The chart of a comparison whose first scenario has a plan, and another one too."""
    read_ = read(edition, "new_places")
    if read_ is None or read_.scenarios[0].index != 0 or len(read_.scenarios) < 2:
        return None
    first, found = read_.scenarios[0], _changes(read_)
    language, word = edition.language, comparison_id(edition, WORD)
    plan = Rows(
        word, comparison_title(edition, "chart.change_title", first=first.title), language,
        columns(found.scenarios, language, sign=True), extent=extent,
        paint=partial(_paint, word, found), tell=partial(_tell, found, language),
        axis=say("chart.change_axis", language), signed=True, own_from=OWN, high=high(len(found.scenarios)))
    return Chart(WORD, plan.title, _lead(found, language),
                 joined([key(signs(found.scenarios)), shapes(word, found.scenarios),
                         drawn(plan, found.kinds)]),
                 table(WORD, plan.title, language, found.kinds, _figures(found)), comparison_source(edition))


def difference(value: Value, first: Value) -> Value:
    """How much more than in the first scenario: hidden where either is."""
    if isinstance(value, str) or isinstance(first, str):
        return COVERED
    return None if value is None or first is None else value - first


def _changes(table_: Table) -> Table:
    """Every scenario but the first, with the differences from it."""
    return Table(table_.scenarios[1:], {
        kind: {code: Line(line.code, line.name, line.values[0],
                          tuple(difference(v, line.values[0]) for v in line.values[1:]))
               for code, line in lines.items()} for kind, lines in table_.kinds.items()})


def _lead(found: Table, language: str) -> str:
    """How to read it, and in how many municipalities each scenario differs."""
    codes = {code for lines in found.kinds.values() for code in lines}
    told = "; ".join(say("chart.scenario_value", language, scenario=scenario.short, value=_apart(found, i))
                     for i, scenario in enumerate(found.scenarios))
    return " ".join((say("chart.change_lead", language),
                     say("chart.change_apart", language, told=told, all=len(codes))))


def _apart(found: Table, i: int) -> int | str:
    """In how many municipalities a scenario differs; not told where some difference is hidden."""
    apart = [(code, line.values[i]) for lines in found.kinds.values() for code, line in lines.items()
             if line.values[i]]
    return COVERED if any(isinstance(n, str) for _, n in apart) else len({code for code, _ in apart})


def _paint(word: str, found: Table, scale: Scale, line: Line) -> Markup:
    """A bar from nought in the scenario's colour, its shape at the end."""
    count, parts = len(found.scenarios), []
    for i, n in enumerate(map(number, line.values)):
        if n is not None:
            scenario, y = found.scenarios[i], lane(i, count)
            parts += [bar(scale.at(0.0), scale.at(n), y - 1.5, 3, colour(scenario.index),
                          data_scenario=scenario.index), mark(word, scenario, scale.at(n), y)]
    return joined(parts)


def _tell(found: Table, language: str, line: Line) -> str:
    values = "; ".join(say("chart.scenario_value", language, scenario=s.title,
                           value=told(v, language, sign=True))
                       for s, v in zip(found.scenarios, line.values, strict=True) if v is not None)
    return say("chart.by_scenario", language, name=line.name, values=values)


def _figures(found: Table) -> list[Figure]:
    return [(whole(s.name, s.title, sign=True), value_of(i)) for i, s in enumerate(found.scenarios)]
