"""A comparison as its charts read it: each municipality's figures by scenario, from the edition's tables."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from markupsafe import Markup

from planner.figures.beside import ID_SHOWN, colour
from planner.report.charts.key import Sign, shape
from planner.report.charts.rows import ROW, Column
from planner.report.charts.svg import element, percent
from planner.report.charts.towns import Value, told, total
from planner.report.comparison.scenarios import Scenario, Scenarios
from planner.source_line import source_lines
from planner.wording import say

if TYPE_CHECKING:
    from planner.edition import ComparisonEdition

LANE, FEW = 10.0, 3  # pixels between scenarios in a row; so many have columns of their own


@dataclass(frozen=True)
class Line:
    """One municipality and kind: places today, then the figure of each scenario that has a plan."""

    code: str
    name: str
    today: Value
    values: tuple[Value, ...]


@dataclass(frozen=True)
class Table:
    """The scenarios that have a plan, and by kind (a kind's own name) the municipalities' lines."""

    scenarios: tuple[Scenario, ...]
    kinds: Mapping[str, Mapping[str, Line]]


def read(edition: ComparisonEdition, word: str) -> Table | None:
    """The lines of one of a comparison's tables of places; None where it or every plan is missing."""
    sheet = next((one for one in edition.sheets if one.word == word), None)
    scenarios = Scenarios(edition).planned
    if sheet is None or not scenarios:
        return None
    names = [field.name for field in sheet.fields]
    kinds: dict[str, dict[str, Line]] = {}
    for row in sheet.rows:
        one = dict(zip(names, row, strict=True))
        line = Line(one["code"], one["name"], one["today"], tuple(one[s.name] for s in scenarios))
        kinds.setdefault(one.get("kind", ""), {})[line.code] = line
    return Table(scenarios, kinds)


def comparison_title(edition: ComparisonEdition, key: str, **values: object) -> str:
    """The title of a comparison's chart, EXEMPEL first where values of any scenario are assumed."""
    title = say(key, edition.language, **values)
    if any(one.view.example for one in edition.runs):
        title = say("figure.example", edition.language, title=title)
    return title


def comparison_source(edition: ComparisonEdition) -> str:
    """The publishers of all scenarios, the assumed tables of any of them, the comparison's id."""
    comparison = edition.comparison
    source = source_lines([run.case for run in comparison.runs], edition.language)
    return say("figure.beside_source", edition.language, source=source, id=comparison.id[:ID_SHOWN])


def comparison_id(edition: ComparisonEdition, word: str) -> str:
    """What the ids of a comparison's chart begin with."""
    return f"chart-{word.replace('_', '-')}-{edition.comparison.id[:6]}"


def signs(scenarios: Sequence[Scenario]) -> list[Sign]:
    """Each scenario's shape and colour with its number and title."""
    return [Sign(shape(s.index), colour(s.index), f"{s.number} {s.title}", s.index) for s in scenarios]


def shapes(word: str, scenarios: Sequence[Scenario]) -> Markup:
    """The scenarios' shapes for all drawings of a chart to use, themselves not seen."""
    found = (element("path", id=f"{word}-s{s.index}", d=shape(s.index), fill=colour(s.index))
             for s in scenarios)
    return element("svg", element("defs", *found), width=0, height=0, aria_hidden="true")


def high(count: int) -> float:
    """The height of a row in which so many scenarios have a lane each."""
    return max(ROW, LANE * count + 6)


def lane(place: int, count: int) -> float:
    """Where the lane of a scenario lies, from the middle of its row."""
    return LANE * (place - (count - 1) / 2)


def mark(word: str, scenario: Scenario, x: float, y: float) -> Markup:
    """A scenario's shape at a part of the width."""
    return element("use", href=f"#{word}-s{scenario.index}", x=percent(x), y=y, data_scenario=scenario.index)


def value_of(place: int) -> Callable[[Line], Value]:
    """The figure of the scenario in that place."""
    return lambda line: line.values[place]


def columns(scenarios: Sequence[Scenario], language: str, *, sign: bool = False) -> list[Column]:
    """A few scenarios' figures under their numbers; of many the lowest and the highest."""
    if len(scenarios) > FEW:
        return [Column(say("chart.span", language), lambda line: _span(line.values, language, sign), True,
                       of_all=True)]

    def text(place: int) -> Callable[[Line], str]:
        return lambda line: told(line.values[place], language, sign=sign)
    return [Column(str(s.number), text(i), True, s.index) for i, s in enumerate(scenarios)]


def _span(values: Sequence[Value], language: str, sign: bool) -> str:
    known = [value for value in values if value is not None and not isinstance(value, str)]
    if len(known) < len([value for value in values if value is not None]):
        return told(total(values), language)
    if not known:
        return "–"
    low, high_ = (told(value, language, sign=sign) for value in (min(known), max(known)))
    return low if low == high_ else f"{low} … {high_}" if sign else f"{low}–{high_}"

