"""The county twice: the real map, and a tile map where the small municipalities can be read.

Colour and number always show the same quantity; equal numbers have equal colours.
"""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from models.regimes import PLACES
from planner.figures import style
from planner.figures.arrows import draw_arrows, ways
from planner.figures.classes import Classes, around, counts
from planner.figures.facts import Facts, Row
from planner.figures.new_places import kind_name
from planner.figures.style import HEIGHT, Drawing, Heading, Page, Sign, heading
from planner.figures.text import plain, shorten, width
from planner.figures.tiles import contrast, draw_tiles, placed
from planner.view import View
from planner.wording import decimal, say, unit_of

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

Ring = list[tuple[float, float]]

LABEL, LEAST, GUTTER, UNDER, GRID = 7.0, 5.8, 0.35, 0.22, 32


def draw(view: View, facts: Facts) -> list[Drawing]:
    """The figures ``map`` (new places) and ``map_per_10000``; none without boundaries and tiles."""
    place = view.geography
    if place.boundaries is None and not placed(place.tiles, facts.names)[0]:
        return []
    rows, places = facts.total.values(), unit_of(view.language) == PLACES
    average = 10_000 * sum(_held(r, places) for r in rows) / sum(r.population for r in rows)
    new = {r.code: float(r.new) for r in rows}
    per = {r.code: round(10_000 * _held(r, places) / r.population, 1) for r in rows}
    made = [_drawing(view, facts, "map", new, counts(list(new.values())), average),
            _drawing(view, facts, "map_per_10000", per, around(average), average)]
    if view.lies is not None:
        here = {r.code: float(r.here - r.today) for r in rows}
        made.append(_drawing(view, facts, "map_lies", here, counts(list(here.values())), average,
                             ways(view, facts.years[-1])))
    return made


def _held(row: Row, places: bool) -> int:
    """What is set against the population: places in service after the plan; of referrals and persons the
    new ones, without those that the account held before.
    """
    return row.last if places else row.change


def _drawing(view: View, facts: Facts, word: str, values: Mapping[str, float],
             classes: Classes, average: float, arrows: Sequence[tuple[str, str]] = ()) -> Drawing:
    """One map of one quantity."""
    language = view.language
    kinds = (say("figure.map_all", language) if len(facts.rows) > 1
             else kind_name(view, next(iter(facts.rows))))
    lead = say(f"figure.{word}_lead", language, kinds=kinds, year=str(facts.years[-1]),
               average=decimal(average, 1, language), new=sum(r.new for r in facts.total.values()))
    signs = [Sign("", style.MUTED, say(f"figure.{word}_key", language)),
             *classes.signs(list(values.values()), language)]
    if arrows and view.geography.boundaries is not None:
        signs.append(Sign("box", style.WARN, say("figure.map_arrow", language)))
    head = heading(view, word, lead, signs)
    return Drawing(style.stem(word, view.example), head.title,
                   lambda: _figure(view, facts.names, head, values, classes, arrows))


def _figure(view: View, names: Mapping[str, str], head: Heading, values: Mapping[str, float],
            classes: Classes, arrows: Sequence[tuple[str, str]] = ()) -> Figure:
    """The page: the real map to the left, the tiles to the right, or the one there is."""
    page, place = Page(head, HEIGHT), view.geography
    tiles, apart = placed(place.tiles, names)
    texts = {code: decimal(value, classes.digits, view.language) for code, value in values.items()}
    told = ", ".join(f"{names[code]} {texts[code]}" for code in apart)
    note = say("figure.map_apart", view.language, told=told) if apart and tiles else ""
    low = page.bottom + UNDER * bool(note)
    high = page.top - low - 0.25
    both = place.boundaries is not None and bool(tiles)
    wide = (page.right - page.left - GUTTER) / 2 if both else page.right - page.left
    fills: Callable[[str], str] = lambda code: classes.colour(values.get(code))  # noqa: E731
    if place.boundaries is not None:
        page.put(page.left, page.top - 0.08, shorten(say("figure.map_real", view.language), 8.5, wide), 8.5,
                 color=style.MUTED)
        ax = page.axes(page.left, low, wide, high)
        _real(ax, place.boundaries, (wide, high), fills, names, texts)
        draw_arrows(ax, _middles(place.boundaries, (wide, high)), arrows)
    if tiles:
        left = page.right - wide
        page.put(left, page.top - 0.08, shorten(say("figure.map_tiles", view.language), 8.5, wide), 8.5,
                 color=style.MUTED)
        draw_tiles(page, tiles, (left, low, wide, high), fills, names, texts)
        page.put(left, page.bottom + 0.08, shorten(note, 8.5, wide), 8.5, color=style.WARN)
    return page.figure


@lru_cache(maxsize=4)
def boundaries(text: str) -> dict[str, list[Ring]]:
    """The outer rings (longitude, latitude) of each municipality code in the text of a GeoJSON file."""
    document: dict[str, Any] = json.loads(text)
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

    text = path.read_text(encoding="utf-8-sig")
    flat = _flat(boundaries(text), size)
    rings = sorted(((area(ring), code, ring) for code, found in flat.items() for ring in found),
                   key=lambda item: (-item[0], item[1]))
    ax.set(xlim=(0, size[0]), ylim=(0, size[1]))
    ax.add_collection(PolyCollection(
        [ring for _, _, ring in rings], facecolors=[fills(code) for _, code, _ in rings],
        edgecolors=style.MUTED, linewidths=0.5), autolim=False)
    labels = tuple((code, plain(name), texts.get(code, "–")) for code, name in sorted(names.items()))
    for code, (x, y, points, lines) in _spots(text, size, labels).items():
        ink, lift = contrast(fills(code)), 0.0093 * points * (len(lines) - 1)
        for down, line in enumerate(lines):
            number = line == texts.get(code, "–")
            ax.text(x, y + lift - 2 * lift * down, line, fontsize=points + number, ha="center", va="center",
                    color=ink, fontweight="bold" if number else "normal")


def _middles(path: Path, size: tuple[float, float]) -> dict[str, tuple[float, float]]:
    """The middle of each municipality's largest part, in inches within the drawing area."""
    flat = _flat(boundaries(path.read_text(encoding="utf-8-sig")), size)
    return {code: _middle(max(rings, key=area)) for code, rings in flat.items()}


def _middle(ring: Ring) -> tuple[float, float]:
    """The middle of the box around a ring."""
    xs, ys = [p[0] for p in ring], [p[1] for p in ring]
    return (min(xs) + max(xs)) / 2, (min(ys) + max(ys)) / 2


@lru_cache(maxsize=16)
def _spots(text: str, size: tuple[float, float], labels: tuple[tuple[str, str, str], ...],
           ) -> dict[str, tuple[float, float, float, tuple[str, ...]]]:
    """Where name above number fits inside the municipality's largest part, else both on a line, else in
    smaller letters, else the number alone: its middle, points and lines. A name never stands without its
    number. ``labels``: code, name, number.
    """
    flat = _flat(boundaries(text), size)
    found = dict[str, tuple[float, float, float, tuple[str, ...]]]()
    for code, name, number in labels:
        ring = max(flat.get(code, [[]]), key=area)
        both, line = (name, number), (f"{name} {number}",)
        tries = [(LABEL, both), (LABEL, line), (LEAST, both), (LEAST, line)] if name else []
        for points, lines in [*tries, (LABEL, (number,))]:
            wide = max(width(one, points + (one == number)) for one in lines) + 0.04
            spot = _spot(ring, wide, points * (0.0214 if len(lines) == 1 else 0.04)) if ring else None
            if spot is not None:
                found[code] = (*spot, points, lines)
                break
    return found


def _spot(ring: Ring, wide: float, high: float) -> tuple[float, float] | None:
    """The point nearest the middle around which a box lies wholly inside the ring; None if nowhere."""
    from matplotlib.path import Path as Outline

    outline = Outline(ring)
    xs, ys = [p[0] for p in ring], [p[1] for p in ring]
    if max(xs) - min(xs) < wide or max(ys) - min(ys) < high:
        return None
    middle = _middle(ring)
    grid = [(min(xs) + (max(xs) - min(xs)) * i / GRID, min(ys) + (max(ys) - min(ys)) * j / GRID)
            for i in range(1, GRID) for j in range(1, GRID)]
    for x, y in sorted(grid, key=lambda p: ((p[0] - middle[0])**2 + (p[1] - middle[1])**2, p)):
        box = [(x + wide * a / 8, y + high * b / 4) for a in range(-4, 5) for b in range(-2, 3)]
        if outline.contains_points(box).all():
            return x, y
    return None
