"""The county twice: the real map, and a tile map where the small municipalities can be read.

Colour and number always show the same quantity; equal numbers have equal colours.
"""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from planner.figures import style
from planner.figures.facts import Facts, Row
from planner.figures.new_places import kind_name
from planner.figures.style import HEIGHT, Drawing, Heading, Page, Sign, heading
from planner.figures.text import plain, shorten, width
from planner.view import View
from planner.wording import decimal, say

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

Ring = list[tuple[float, float]]

NONE, FEWER, UNKNOWN = "#FFFFFF", "#E8C9B5", "#E9EBEE"
BLUES = ("#DCEAF5", "#B2D1E8", "#7FB2D7", "#458DC0", "#1A65A2", "#083B70")
UPPER = (2, 5, 10, 20, 50)  # new places: 1-2, 3-5, 6-10, 11-20, 21-50, more – the same on every map
PARTS = (0.5, 0.8, 1.2, 1.5, 2.0)  # of the county's average: up to half of it, ... more than twice
LABEL, GUTTER = 7.0, 0.35


@dataclass(frozen=True)
class Classes:
    """How numbers become colours: the upper end of each class but the last, and the digits printed."""

    upper: tuple[float, ...]
    digits: int

    def colour(self, value: float | None) -> str:
        """The fill of a number (grey where there is none)."""
        if value is None:
            return UNKNOWN
        if value <= 0:
            return NONE if value == 0 else FEWER
        return BLUES[sum(value > end for end in self.upper)]

    def signs(self, values: Sequence[float], language: str) -> list[Sign]:
        """The key: every class that occurs, from the least to the most that it holds."""
        groups: dict[str, list[float]] = {}
        for value in sorted(values):
            groups.setdefault(self.colour(value), []).append(value)
        made = []
        for colour, found in groups.items():
            ends = [decimal(v, self.digits, language) for v in (found[0], found[-1])]
            made.append(Sign("box", colour, ends[0] if ends[0] == ends[1] else "–".join(ends)))
        return made


def around(average: float) -> Classes:
    """Classes of a rate by its ratio to the county's average, the same ratios on every map."""
    return Classes(tuple(average * part for part in PARTS), 1)


def draw(view: View, facts: Facts) -> list[Drawing]:
    """The figures ``map`` (new places) and ``map_per_10000``; none without boundaries and tiles."""
    place = view.geography
    if place.boundaries is None and not place.tiles:
        return []
    rows = facts.total.values()
    average = 10_000 * sum(r.last for r in rows) / sum(r.population for r in rows)
    new = {r.code: float(r.new) for r in rows}
    per = {r.code: _rate(r) for r in rows}
    return [_drawing(view, facts, "map", new, Classes(UPPER, 0), average),
            _drawing(view, facts, "map_per_10000", per, around(average), average)]


def _rate(row: Row) -> float:
    """Places in service per 10,000 inhabitants after the plan, as printed."""
    return round(10_000 * row.last / row.population, 1)


def _drawing(view: View, facts: Facts, word: str, values: Mapping[str, float],
             classes: Classes, average: float) -> Drawing:
    """One map of one quantity."""
    language = view.language
    kinds = (say("figure.map_all", language) if len(facts.rows) > 1
             else kind_name(view, next(iter(facts.rows))))
    lead = say(f"figure.{word}_lead", language, kinds=kinds, year=str(facts.years[-1]),
               average=decimal(average, 1, language))
    signs = [Sign("", style.MUTED, say(f"figure.{word}_key", language)),
             *classes.signs(list(values.values()), language)]
    head = heading(view, word, lead, signs)
    return Drawing(style.stem(word, view.example), head.title,
                   lambda: _figure(view, facts.names, head, values, classes))


def _figure(view: View, names: Mapping[str, str], head: Heading, values: Mapping[str, float],
            classes: Classes) -> Figure:
    """The page: the real map to the left, the tiles to the right, or the one there is."""
    page, place = Page(head, HEIGHT), view.geography
    high = page.top - page.bottom - 0.25
    both = place.boundaries is not None and bool(place.tiles)
    wide = (page.right - page.left - GUTTER) / 2 if both else page.right - page.left
    texts = {code: decimal(value, classes.digits, view.language) for code, value in values.items()}
    fills: Callable[[str], str] = lambda code: classes.colour(values.get(code))  # noqa: E731
    if place.boundaries is not None:
        page.put(page.left, page.top - 0.08, shorten(say("figure.map_real", view.language), 8.5, wide), 8.5,
                 color=style.MUTED)
        ax = page.axes(page.left, page.bottom, wide, high)
        _real(ax, place.boundaries, (wide, high), fills, names, texts)
    if place.tiles:
        left = page.right - wide
        page.put(left, page.top - 0.08, shorten(say("figure.map_tiles", view.language), 8.5, wide), 8.5,
                 color=style.MUTED)
        _tiles(page, place.tiles, (left, page.bottom, wide, high), fills, names, texts)
    return page.figure


@cache
def boundaries(path: Path) -> dict[str, list[Ring]]:
    """The outer rings (longitude, latitude) of each municipality code in a GeoJSON file."""
    document: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    found: dict[str, list[Ring]] = {}
    for feature in document["features"]:
        shape = feature["geometry"]
        parts = shape["coordinates"] if shape["type"] == "MultiPolygon" else [shape["coordinates"]]
        rings = [[(float(p[0]), float(p[1])) for p in part[0]] for part in parts]
        found.setdefault(str(feature["properties"]["kommunkod"]), []).extend(rings)
    return found


def area(ring: Ring) -> float:
    """The area inside a ring, in its own units squared."""
    pairs = zip(ring, ring[1:] + ring[:1], strict=True)
    return abs(sum(a[0] * b[1] - b[0] * a[1] for a, b in pairs)) / 2


def _flat(shapes: Mapping[str, list[Ring]], size: tuple[float, float]) -> dict[str, list[Ring]]:
    """The rings in inches within the drawing area, a degree of longitude shortened by cos(latitude)."""
    points = [p for rings in shapes.values() for ring in rings for p in ring]
    west, east = min(p[0] for p in points), max(p[0] for p in points)
    south, north = min(p[1] for p in points), max(p[1] for p in points)
    squeeze = math.cos(math.radians((south + north) / 2))
    scale = min(size[0] / ((east - west) * squeeze), size[1] / (north - south))
    left = (size[0] - (east - west) * squeeze * scale) / 2
    low = (size[1] - (north - south) * scale) / 2
    return {code: [[(left + (x - west) * squeeze * scale, low + (y - south) * scale) for x, y in ring]
                   for ring in rings] for code, rings in shapes.items()}


def _real(ax: Axes, path: Path, size: tuple[float, float],
          fills: Callable[[str], str], names: Mapping[str, str], texts: Mapping[str, str]) -> None:
    """The municipalities as they lie, the largest first so that none hides another; names where they fit."""
    from matplotlib.collections import PolyCollection

    flat = _flat(boundaries(path), size)
    rings = sorted(((area(ring), code, ring) for code, found in flat.items() for ring in found),
                   key=lambda item: (-item[0], item[1]))
    ax.set(xlim=(0, size[0]), ylim=(0, size[1]))
    ax.add_collection(PolyCollection(
        [ring for _, _, ring in rings], facecolors=[fills(code) for _, code, _ in rings],
        edgecolors=style.MUTED, linewidths=0.5), autolim=False)
    labels = {code: plain(name) for code, name in names.items() if plain(name)}
    for code, (x, y) in _spots(path, size, tuple(sorted(labels.items()))).items():
        ink = contrast(fills(code))
        ax.text(x, y + 0.065, labels[code], fontsize=LABEL, ha="center", va="center", color=ink)
        ax.text(x, y - 0.065, texts.get(code, "–"), fontsize=LABEL + 1, ha="center", va="center",
                color=ink, fontweight="bold")


@cache
def _spots(path: Path, size: tuple[float, float], labels: tuple[tuple[str, str], ...],
           ) -> dict[str, tuple[float, float]]:
    """Where each name and a number below it fit inside the municipality's largest part."""
    flat, found = _flat(boundaries(path), size), dict[str, tuple[float, float]]()
    for code, name in labels:
        if code in flat:
            spot = _spot(max(flat[code], key=area), max(width(name, LABEL), 0.3) + 0.04, 0.28)
            found |= {} if spot is None else {code: spot}
    return found


def _spot(ring: Ring, wide: float, high: float) -> tuple[float, float] | None:
    """The point nearest the middle around which a box lies wholly inside the ring; None if nowhere."""
    from matplotlib.path import Path as Outline

    outline = Outline(ring)
    xs, ys = [p[0] for p in ring], [p[1] for p in ring]
    if max(xs) - min(xs) < wide or max(ys) - min(ys) < high:
        return None
    middle = ((min(xs) + max(xs)) / 2, (min(ys) + max(ys)) / 2)
    grid = [(min(xs) + (max(xs) - min(xs)) * i / 24, min(ys) + (max(ys) - min(ys)) * j / 24)
            for i in range(1, 24) for j in range(1, 24)]
    for x, y in sorted(grid, key=lambda p: ((p[0] - middle[0])**2 + (p[1] - middle[1])**2, p)):
        box = [(x + wide * a / 8, y + high * b / 4) for a in range(-4, 5) for b in range(-2, 3)]
        if outline.contains_points(box).all():
            return x, y
    return None


def contrast(colour: str) -> str:
    """Dark ink on a light fill, white on a dark one."""
    red, green, blue = (int(colour[i:i + 2], 16) for i in (1, 3, 5))
    return style.INK if 0.299 * red + 0.587 * green + 0.114 * blue > 110 else "#FFFFFF"


def _tiles(page: Page, tiles: Mapping[str, tuple[int, int]], box: tuple[float, float, float, float],
           fills: Callable[[str], str], names: Mapping[str, str], texts: Mapping[str, str]) -> None:
    """A square for each municipality, about where it lies: its name and the number."""
    left, bottom, wide, high = box
    across = max(c for c, _ in tiles.values()) + 1
    down = max(r for _, r in tiles.values()) + 1
    side = min(wide / across, high / down, 1.1)
    left += (wide - side * across) / 2
    top = bottom + (high + side * down) / 2
    for code, (column, row) in sorted(tiles.items()):
        x, y, fill = left + side * column, top - side * (row + 1), fills(code)
        page.box(x + 0.02, y + 0.02, side - 0.04, side - 0.04, fill, zorder=0, edgecolor=style.MUTED,
                 linewidth=0.5)
        ink, lines = contrast(fill), _tile_name(names.get(code, code), side - 0.08)
        size = min(11.0, side * 72 * 0.24)
        page.put(x + side / 2, y + side * 0.24, texts.get(code, "–"), size, color=ink, ha="center",
                 bold=True)
        for index, (text, points) in enumerate(lines):
            page.put(x + side / 2, y + side * (0.76 if len(lines) == 2 else 0.68) - index * side * 0.2,
                     text, points, color=ink, ha="center")


def _tile_name(name: str, wide: float) -> list[tuple[str, float]]:
    """The name on one or two lines with their common size; long words are made smaller, then cut."""
    words = plain(name).replace("-", "- ").split()
    best = min(range(1, len(words) + 1), key=lambda i: max(
        width("".join(w + " " * (not w.endswith("-")) for w in part).strip(), 7.5)
        for part in (words[:i], words[i:])))
    lines = [" ".join(part).replace("- ", "-") for part in (words[:best], words[best:]) if part]
    if width(" ".join(lines), 7.5) <= wide:
        lines = [plain(name)]
    size = max(5.0, min(7.5, *(7.5 * wide / width(line, 7.5) for line in lines)))
    return [(shorten(line, size, wide), size) for line in lines]
