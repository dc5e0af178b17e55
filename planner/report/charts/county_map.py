"""New places on the map: real boundaries with the crowded part drawn larger beside, or tiles without them.

Colour and number always show the same; the number stands where it has room, and in the table always.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from planner.edition import Edition
from planner.figures.classes import Classes, counts
from planner.figures.tiles import contrast
from planner.figures.tiles import placed as tiled
from planner.report.charts import tiles
from planner.report.charts.chart import Chart, chart_title, id_of, source_of
from planner.report.charts.figures import Figure, table, whole
from planner.report.charts.key import Sign, key
from planner.report.charts.labels import HIGH, NUMBER, Label, fits, labels
from planner.report.charts.outlines import Box, Ring, Rings, area, box, outlines, placed, room, trace
from planner.report.charts.svg import MUTED, clean, element, joined
from planner.report.charts.towns import Town, number, told, towns
from planner.view import Geography
from planner.wording import listing, say

WORD = "map"
WIDE = 720.0  # units across a map; on a telephone two of them make a pixel
EDGE, FRAME = "#FFFFFF", "#B34700"
MARGIN, LARGEST, SHAPE = 0.06, 0.42, (0.75, 1.3)  # the larger part: air, part of the map, high ÷ wide


@dataclass(frozen=True)
class Area:
    """A municipality on the map: its name, its number as text, its colour, and what is told of it."""

    name: str
    text: str
    colour: str
    told: str


def chart(edition: Edition) -> Chart | None:
    """The chart of a county whose boundaries or tiles are known."""
    found = towns(edition)
    if found is None:
        return None
    language, everyone, place = edition.language, found.together, edition.view.geography
    classes, areas = _areas(everyone, language)
    drawn = _maps(edition, place, areas)
    if not drawn:
        return None
    lead = _lead(edition, areas, "chart-maps" in drawn)
    known = [n for n in (number(t.new) for t in everyone.values()) if n is not None]
    signs = [Sign("", MUTED, say("chart.map_key", language)),
             *(Sign(one.shape, one.colour, one.label) for one in classes.signs(known, language))]
    title = chart_title(edition, "figure.map")
    return Chart(WORD, title, lead, joined([key(signs), drawn]),
                 table(WORD, title, language, {"": everyone}, _figures(language)), source_of(edition))


def _areas(everyone: Mapping[str, Town], language: str) -> tuple[Classes, dict[str, Area]]:
    """Each municipality's colour and number: the new places of all kinds together."""
    values = {code: number(town.new) for code, town in everyone.items()}
    classes = counts([value for value in values.values() if value is not None])
    return classes, {
        code: Area(town.name, told(town.new, language), classes.colour(values[code]),
                   say("chart.map_tell", language, name=town.name, new=told(town.new, language)))
        for code, town in everyone.items()}


def _maps(edition: Edition, place: Geography, areas: Mapping[str, Area]) -> Markup:
    """The map and its larger part, or the tiles; nothing where neither is known."""
    word, title = id_of(edition, WORD), chart_title(edition, "figure.map")
    if place.boundaries is not None:
        return _real(word, title, outlines(place.boundaries), areas, edition.language)
    at, _ = tiled(place.tiles, {code: one.name for code, one in areas.items()})
    return tiles.drawn(word, title, at, areas) if at else Markup("")


def _lead(edition: Edition, areas: Mapping[str, Area], two: bool) -> str:
    """How to read it, and who is not on it."""
    place, language = edition.view.geography, edition.language
    names = {code: one.name for code, one in areas.items()}
    if place.boundaries is not None:
        shapes = outlines(place.boundaries)
        missing, word = [code for code in areas if code not in shapes], "map_two" if two else "map_one"
    else:
        missing, word = tiled(place.tiles, names)[1], "map_tiles"
    told_ = listing([f"{names[code]} {areas[code].text}" for code in missing], language)
    apart = [say("chart.map_apart", language, told=told_)] if missing else []
    return " ".join([say(f"chart.{word}", language), *apart])


def _real(word: str, title: str, shapes: Rings, areas: Mapping[str, Area], language: str) -> Markup:
    """The whole county, and beside it the part where numbers have no room."""
    shown = {code: rings for code, rings in shapes.items() if code in areas}
    if not shown:
        return Markup("")
    window = box([ring for rings in shown.values() for ring in rings])
    part = crowded(shown, window, areas)
    maps = [_map(f"{word}-1", title, shown, window, areas, part)]
    if not part:
        return maps[0]
    larger = f"{title}: {say('chart.map_inset', language)}"
    return element("div", *maps, _map(f"{word}-2", larger, shown, part, areas, None, True),
                   class_="chart-maps")


def crowded(shapes: Rings, window: Box, areas: Mapping[str, Area]) -> Box | None:
    """The part of the map to draw larger: around those whose name and number have no room.

    None where every number has room. Who lies furthest off is left out as long as the part would be
    too large to gain anything.
    """
    flat = placed(shapes, window, WIDE)
    page: Box = (0.0, 0.0, WIDE, WIDE * (window[3] - window[1]) / (window[2] - window[0]))
    largest = {code: max(rings, key=area) for code, rings in flat.items()}
    if all(room(ring, fits("", areas[code].text), NUMBER, page) for code, ring in largest.items()):
        return None
    small = [code for code, ring in largest.items()
             if room(ring, fits(areas[code].name, areas[code].text), HIGH, page) is None]
    boxes = {code: box([max(shapes[code], key=area)]) for code in small}
    while len(boxes) > 1:
        part = _shaped(list(boxes.values()))
        if part[2] - part[0] <= LARGEST * (window[2] - window[0]):
            return part
        centre = [(b[0] + b[2]) / 2 for b in boxes.values()], [(b[1] + b[3]) / 2 for b in boxes.values()]
        x, y = (sorted(found)[len(found) // 2] for found in centre)
        far = max(boxes, key=lambda c: (((boxes[c][0] + boxes[c][2]) / 2 - x)**2
                                        + ((boxes[c][1] + boxes[c][3]) / 2 - y)**2, c))
        del boxes[far]
    return None


def _shaped(boxes: Sequence[Box]) -> Box:
    """The box around boxes, with air, neither too low nor too high for a drawing."""
    left, top = min(b[0] for b in boxes), min(b[1] for b in boxes)
    right, bottom = max(b[2] for b in boxes), max(b[3] for b in boxes)
    wide, high = (right - left) * (1 + 2 * MARGIN), (bottom - top) * (1 + 2 * MARGIN)
    wide, high = max(wide, high / SHAPE[1]), max(high, wide * SHAPE[0])
    x, y = (left + right) / 2, (top + bottom) / 2
    return x - wide / 2, y - high / 2, x + wide / 2, y + high / 2


def _map(word: str, title: str, shapes: Rings, window: Box, areas: Mapping[str, Area],
         inset: Box | None, larger: bool = False) -> Markup:
    """One map of a window: the municipalities in it, the largest first, then names and numbers.

    ``inset`` is framed, and so is what is the ``larger`` drawing of it.
    """
    scale = WIDE / (window[2] - window[0])
    high = round((window[3] - window[1]) * scale)
    flat = {code: rings for code, rings in placed(shapes, window, WIDE).items() if _seen(rings, high)}
    ordered = sorted(flat, key=lambda code: (-max(map(area, flat[code])), code))
    paths = [element("path", element("title", areas[code].told), d=trace(flat[code]), data_code=code,
                     fill=areas[code].colour) for code in ordered]
    told_ = {code: (areas[code].name, areas[code].text) for code in ordered}
    other = {code for code in ordered if _held(shapes[code], inset or window) is bool(inset)}
    texts = labels(flat, told_, (WIDE, float(high)), other, bare=not larger)
    framed = window if larger else inset
    frame = [] if framed is None else [_frame(framed, window, scale, 6 if larger else 4)]
    return element(
        "svg", element("title", title, id=f"{word}-title"),
        element("g", *paths, stroke=EDGE, stroke_width=2), *frame,
        element("g", *_texts(texts, areas), text_anchor="middle", pointer_events="none"), class_="chart map",
        role="img", aria_labelledby=f"{word}-title", viewBox=f"0 0 {WIDE:g} {high}", width="100%",
        font_family="inherit")


def _frame(part: Box, window: Box, scale: float, wide: int) -> Markup:
    """The frame around a part of a window, drawn within the drawing."""
    return element(
        "rect", x=round((part[0] - window[0]) * scale), y=round((part[1] - window[1]) * scale),
        width=round((part[2] - part[0]) * scale), height=round((part[3] - part[1]) * scale), fill="none",
        stroke=FRAME, stroke_width=wide, pointer_events="none")


def _held(rings: Sequence[Ring], inset: Box) -> bool:
    """Has the larger drawing the middle of a municipality's largest part?"""
    left, top, right, bottom = box([max(rings, key=area)])
    x, y = (left + right) / 2, (top + bottom) / 2
    return inset[0] < x < inset[2] and inset[1] < y < inset[3]


def _seen(rings: Sequence[Sequence[tuple[float, float]]], high: float) -> bool:
    """Is any of it inside the drawing?"""
    return any(left < WIDE and right > 0 and top < high and bottom > 0
               for left, top, right, bottom in (box((tuple(ring),)) for ring in rings))


def _texts(found: Mapping[str, Label], areas: Mapping[str, Area]) -> Iterator[Markup]:
    """The labels, dark on light and light on dark; those past their boundary with a white edge."""
    for code, label in found.items():
        inside = contrast(areas[code].colour)
        halo = {} if label.inside else {"stroke": "#FFFFFF", "stroke_width": 5, "paint_order": "stroke",
                                        "stroke_linejoin": "round"}
        for line in label.lines:
            yield element("text", clean(line.text), x=round(line.x), y=round(line.y), font_size=line.size,
                          fill=inside if label.inside else "#1A1A1A", data_code=code,
                          font_weight="bold" if line.bold else None, **halo)


def _figures(language: str) -> list[Figure]:
    return [(whole("new", say("column.new", language)), lambda town: town.new)]
