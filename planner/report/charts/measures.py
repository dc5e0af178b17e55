"""How the scenarios measure: measure by measure a bar for each, on a scale of the measure's own."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from markupsafe import Markup

from planner.edition import ComparisonEdition
from planner.figures.beside import LEFT_OUT, colour
from planner.measured import ABOUT
from planner.report.charts.beside import comparison_id, comparison_source, comparison_title, signs
from planner.report.charts.chart import Chart
from planner.report.charts.key import Sign, key, shape
from planner.report.charts.svg import (
    BAND,
    INK,
    MUTED,
    SIZE,
    across,
    bar,
    element,
    joined,
    picture,
    text,
    upright,
)
from planner.report.charts.towns import Value, number
from planner.report.comparison.scenarios import Scenario, Scenarios
from planner.tabular import Field, Sheet, shown
from planner.wording import say

WORD, BEST = "measures", "★"
LINE = 20.0  # pixels of a line
LEFT, RIGHT = 0.13, 0.78


@dataclass(frozen=True)
class Measure:
    """One measure: its name with its unit, each scenario's value, and which are the better ones."""

    name: str
    values: tuple[Value, ...]
    texts: tuple[str, ...]
    best: frozenset[int]


def chart(edition: ComparisonEdition) -> Chart | None:
    """The chart of a comparison that has measures."""
    sheet = next((one for one in edition.sheets if one.word == WORD), None)
    scenarios = Scenarios(edition).planned
    found = list(_measures(sheet, scenarios, edition.language)) if sheet else []
    if sheet is None or not found:
        return None
    language, title = edition.language, comparison_title(edition, "chart.measures_title")
    word = comparison_id(edition, WORD)
    drawings = [_drawing(f"{word}-{i}", title, one, scenarios) for i, one in enumerate(found, 1)]
    best = Sign("", INK, f"{BEST} {say('chart.measures_best', language)}")
    return Chart(WORD, title, say("chart.measures_lead", language),
                 joined([key([*signs(scenarios), best]), *drawings]), _table(sheet, scenarios, language),
                 comparison_source(edition))


def _measures(sheet: Sheet, scenarios: Sequence[Scenario], language: str) -> Iterator[Measure]:
    """The measures worth a drawing; one that says the same of every scenario as another stands once."""
    names = [field.name for field in sheet.fields]
    places = [names.index(one.name) for one in scenarios]
    keys = {say(f"measure.{key}", language): key for key in ABOUT}
    seen: set[tuple[str, tuple[Value, ...]]] = set()
    for index, row in enumerate(sheet.rows):
        word = keys.get(row[0], "")
        values = tuple(row[at] for at in places)
        family = word.removesuffix("_before").removesuffix("_after") or row[0]
        if word in LEFT_OUT or all(v is None for v in values) or (family, values) in seen:
            continue
        seen.add((family, values))
        texts = _texts(sheet, index, places, language)
        plain = row[1].lower() in row[0].lower()  # the name says the unit
        name = row[0] if plain else say("chart.measure", language, name=row[0], unit=row[1])
        yield Measure(name, values, texts,
                      frozenset(i for i, at in enumerate(places) if (index, at) in sheet.marked))


def _texts(sheet: Sheet, index: int, places: Sequence[int], language: str) -> tuple[str, ...]:
    """The values with so many decimals that a better one differs from the others."""
    row, best = sheet.rows[index], {at for at in places if (index, at) in sheet.marked}
    for digits in (1, 2, 3, 4):
        texts = {at: shown(row[at], replace(sheet.fields[at], shown=digits), language) for at in places}
        if not {texts[at] for at in best} & {texts[at] for at in places if at not in best}:
            break
    return tuple(texts[at] for at in places)


def _drawing(word: str, title: str, one: Measure, scenarios: Sequence[Scenario]) -> Markup:
    """The measure's name, and below it a line for each scenario."""
    top = max([abs(n) for n in map(number, one.values) if n is not None], default=0.0) or 1.0
    lines = [_line(one, i, scenario, top) for i, scenario in enumerate(scenarios)]
    deep = LINE * len(lines)
    return joined([element("p", one.name, class_="chart-head"),
                   picture(word, f"{title}: {one.name}", deep, *lines, upright(LEFT, 0, deep, MUTED))])


def _line(one: Measure, i: int, scenario: Scenario, top: float) -> Markup:
    """A scenario's shape and number, its bar, its value with a star where it is the better one.

    No title: cut to fit a telephone, those that begin alike would be told apart by nothing but the number.
    """
    value, best = number(one.values[i]), i in one.best
    at = LEFT + (RIGHT - LEFT) * abs(value or 0.0) / top
    ground = element("rect", class_="ground", y=-LINE / 2, width="100%", height=LINE,
                     fill=BAND if i % 2 == 0 else "none")
    drawn = [bar(LEFT, at, -5, 10, colour(scenario.index))] if value else []
    if value is None:
        drawn = [across(LEFT, RIGHT, 0, MUTED, 1, stroke_dasharray="1 4")]
    told = f"{scenario.number} {scenario.title}: {one.texts[i]}"
    return element(
        "g", element("title", told), ground,
        element("path", d=shape(scenario.index), fill=colour(scenario.index), transform="translate(7 0)"),
        element("text", str(scenario.number), x=16, y=4.5, font_size=SIZE),
        *drawn, text(0.955, 4.5, one.texts[i], SIZE, "end", INK, best),
        *([text(1.0, 4.5, BEST, SIZE, "end")] if best else []),
        data_scenario=scenario.index, transform=f"translate(0 {LINE * (i + 0.5):g})")


def _table(sheet: Sheet, scenarios: Sequence[Scenario], language: str) -> Sheet:
    """Every measure of the comparison's table, the scenarios that have a plan under their titles."""
    names = [field.name for field in sheet.fields]
    titles = {one.name: one.title for one in scenarios}
    keep = [0, 1, *(names.index(one.name) for one in scenarios)]
    fields: list[Field] = [replace(sheet.fields[at], title=titles.get(names[at], sheet.fields[at].title))
                           for at in keep]
    rows = tuple(tuple(row[at] for at in keep) for row in sheet.rows)
    marked = frozenset((i, keep.index(at)) for i, at in sheet.marked if at in keep)
    return Sheet(WORD, say("chart.measures_title", language), tuple(fields), rows, marked)
