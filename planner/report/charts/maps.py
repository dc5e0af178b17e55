"""New places on a small map for every scenario, the same colours for all: whole county and crowded part.

The boundaries stand once in the page; every map uses them. A number stands where it has room, and in
the table always.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from markupsafe import Markup

from planner.edition import ComparisonEdition
from planner.figures.beside import colour
from planner.figures.classes import Classes, counts
from planner.figures.tiles import contrast
from planner.figures.tiles import placed as tiled
from planner.report.charts import tiles
from planner.report.charts.beside import (
    Line,
    Table,
    comparison_id,
    comparison_source,
    comparison_title,
    read,
    value_of,
)
from planner.report.charts.chart import Chart
from planner.report.charts.county_map import EDGE, FRAME, WIDE, Area, crowded
from planner.report.charts.figures import Figure, table, whole
from planner.report.charts.key import Sign, drawn, key, shape
from planner.report.charts.outlines import (
    Box,
    Ring,
    Rings,
    Spot,
    area,
    box,
    outlines,
    placed,
    room,
    trace,
)
from planner.report.charts.svg import LETTER, MUTED, element, joined
from planner.report.charts.towns import number, told, total
from planner.report.comparison.scenarios import Scenario
from planner.wording import listing, say

WORD = "maps"
NUMBER = 0.047  # the size of a number in parts of the width of its map


@dataclass(frozen=True)
class Land:
    """The boundaries in units of a drawing: paths once for the page, and the windows of the maps."""

    word: str
    shapes: Mapping[str, tuple[Ring, ...]]
    windows: tuple[Box, ...]

    @property
    def ordered(self) -> list[str]:
        """The codes, the largest first, so that none hides another."""
        return sorted(self.shapes, key=lambda code: (-max(map(area, self.shapes[code])), code))

    @property
    def paths(self) -> Markup:
        """The boundaries for all maps to use, themselves not seen."""
        made = (element("path", id=f"{self.word}-{code}", d=trace(self.shapes[code]))
                for code in self.ordered)
        return element("svg", element("defs", *made), width=0, height=0, aria_hidden="true")


def chart(edition: ComparisonEdition) -> Chart | None:
    """The maps of a comparison whose county's boundaries or tiles are known."""
    found = read(edition, "new_places")
    if found is None:
        return None
    language, word = edition.language, comparison_id(edition, WORD)
    lines = _together(found)
    known = [n for one in lines.values() for n in map(number, one.values) if n is not None]
    classes = counts(known)
    areas = [_areas(lines, i, classes, language) for i, _ in enumerate(found.scenarios)]
    title = comparison_title(edition, "chart.maps_title")
    maps, lead = _maps(edition, found, areas, word, title)
    if not maps:
        return None
    signs = [Sign("", MUTED, say("chart.map_key", language)),
             *(Sign(one.shape, one.colour, one.label) for one in classes.signs(known, language))]
    return Chart(WORD, title, lead, joined([key(signs), maps]),
                 table(WORD, title, language, {"": lines}, _figures(found)), comparison_source(edition))


def _together(found: Table) -> dict[str, Line]:
    """All kinds of each municipality as one."""
    first, *others = found.kinds.values()
    return {code: Line(code, line.name, line.today, tuple(
        total(values) for values in zip(line.values, *(kind[code].values for kind in others if code in kind),
                                        strict=True))) for code, line in first.items()}


def _areas(lines: Mapping[str, Line], place: int, classes: Classes, language: str) -> dict[str, Area]:
    """Each municipality's number and colour in the scenario of that place."""
    made = {}
    for code, line in lines.items():
        text = told(line.values[place], language)
        made[code] = Area(line.name, text, classes.colour(number(line.values[place])),
                          say("chart.map_tell", language, name=line.name, new=text))
    return made


def _maps(edition: ComparisonEdition, found: Table, areas: list[dict[str, Area]], word: str,
          title: str) -> tuple[Markup, str]:
    """A block for each scenario, and how to read them; nothing where neither boundaries nor tiles are."""
    place, language, names = edition.runs[0].view.geography, edition.language, {
        code: one.name for code, one in areas[0].items()}
    heads = [f"{title}: {one.number} {one.title}" for one in found.scenarios]
    if place.boundaries is not None:
        shapes = {code: rings for code, rings in outlines(place.boundaries).items() if code in names}
        land, missing = _land(word, shapes, areas), [code for code in names if code not in shapes]
        if land is None:
            return Markup(""), ""
        inner, before, two = [_real(land, f"{word}-{i}", head, one) for i, (head, one) in enumerate(
            zip(heads, areas, strict=True))], land.paths, len(land.windows) > 1
        lead = say("chart.maps_two" if two else "chart.maps_one", language)
    else:
        at, missing = tiled(place.tiles, names)
        if not at:
            return Markup(""), ""
        inner, before = [tiles.drawn(f"{word}-{i}", head, at, one) for i, (head, one) in enumerate(
            zip(heads, areas, strict=True))], Markup("")
        lead = say("chart.maps_tiles", language)
    apart = [say("chart.map_apart", language, told=listing([names[code] for code in missing], language))]
    blocks = (_block(one, drawn_) for one, drawn_ in zip(found.scenarios, inner, strict=True))
    return (joined([before, element("div", *blocks, class_="chart-beside")]),
            " ".join([lead, *(apart if missing else [])]))


def _block(scenario: Scenario, inside: Markup) -> Markup:
    """A scenario's maps under its sign, number and title."""
    head = element("p", drawn(Sign(shape(scenario.index), colour(scenario.index), "")),
                   f" {scenario.number} {scenario.short}", class_="chart-head")
    return element("div", head, inside, data_scenario=scenario.index)


def _land(word: str, shapes: Rings, areas: list[dict[str, Area]]) -> Land | None:
    """The whole county, and the part where numbers have no room in any scenario."""
    if not shapes:
        return None
    window = box([ring for rings in shapes.values() for ring in rings])
    widest = {code: max((one[code] for one in areas), key=lambda a: len(a.text)) for code in shapes}
    part, scale = crowded(shapes, window, widest), WIDE / (window[2] - window[0])
    windows = [(0.0, 0.0, WIDE, (window[3] - window[1]) * scale)]
    if part is not None:
        left, top, right, bottom = (scale * (part[i] - window[i % 2]) for i in range(4))
        windows.append((left, top, right, bottom))
    return Land(word, placed(shapes, window, WIDE), tuple(windows))


def _real(land: Land, word: str, title: str, areas: Mapping[str, Area]) -> Markup:
    """The whole county, and beside it its crowded part."""
    maps = [_map(land, f"{word}-{i}", title, window, areas, bool(i))
            for i, window in enumerate(land.windows)]
    return element("div", *maps, class_="chart-maps small")


def _map(land: Land, word: str, title: str, window: Box, areas: Mapping[str, Area], larger: bool) -> Markup:
    """A window of the county: colours, and numbers where they have room."""
    left, top, right, bottom = window
    wide, high = right - left, bottom - top
    fills = [element("use", element("title", areas[code].told), href=f"#{land.word}-{code}",
                     fill=areas[code].colour, data_code=code)
             for code in land.ordered if _seen(land.shapes[code], window)]
    framed = window if larger else land.windows[1] if len(land.windows) > 1 else None
    frame = [] if framed is None else [element(
        "rect", x=framed[0], y=framed[1], width=framed[2] - framed[0], height=framed[3] - framed[1],
        fill="none", stroke=FRAME, stroke_width=wide / 150, pointer_events="none")]
    return element(
        "svg", element("title", title, id=f"{word}-title"),
        element("g", *fills, stroke=EDGE, stroke_width=wide / 360), *frame,
        element("g", *_numbers(land, window, areas), text_anchor="middle", font_weight="bold",
                font_size=wide * NUMBER, pointer_events="none"),
        class_="chart map", role="img", aria_labelledby=f"{word}-title",
        viewBox=" ".join(f"{n:.0f}" for n in (left, top, wide, high)), width="100%", font_family="inherit")


def _numbers(land: Land, window: Box, areas: Mapping[str, Area]) -> Iterator[Markup]:
    """The numbers that lie wholly inside their municipality: each on one of the two drawings."""
    for code in land.ordered:
        spots = {one: _spot(land, code, one, areas[code].text) for one in land.windows}
        found = spots[window]
        if found is not None and _here(spots, window):
            size = NUMBER * (window[2] - window[0])
            yield element("text", areas[code].text, x=round(found.x), y=round(found.y + size * 0.36),
                          fill=contrast(areas[code].colour), data_code=code)


def _here(spots: Mapping[Box, Spot | None], window: Box) -> bool:
    """Is it this drawing that has the number? The larger one has what on the other lies in its frame."""
    whole_, *part = spots
    if not part or spots[part[0]] is None:
        return True
    return (window == part[0]) is (spots[whole_] is None or _inside(spots[whole_], part[0]))


def _spot(land: Land, code: str, window: Box, text: str) -> Spot | None:
    """Where a number has room in a window."""
    size = NUMBER * (window[2] - window[0])
    return room(max(land.shapes[code], key=area), len(text) * size * LETTER * 1.2, size, window)


def _inside(spot: Spot | None, window: Box) -> bool:
    """Is it in the window, or so near that its frame would cross it?"""
    near = 20.0
    return (spot is not None and window[0] - near < spot.x < window[2] + near
            and window[1] - near < spot.y < window[3] + near)


def _seen(rings: tuple[Ring, ...], window: Box) -> bool:
    """Is any of it inside the window?"""
    return any(one[0] < window[2] and one[2] > window[0] and one[1] < window[3] and one[3] > window[1]
               for one in (box((ring,)) for ring in rings))


def _figures(found: Table) -> list[Figure]:
    return [(whole(s.name, s.title), value_of(i)) for i, s in enumerate(found.scenarios)]
