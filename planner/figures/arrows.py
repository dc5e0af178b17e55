"""Arrows on the map, from the municipality that answers for places to the one where they lie."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from planner.figures import style
from planner.figures.text import width
from planner.view import View

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.text import Text

Point = tuple[float, float]
LEAST, AIR, STEPS = 0.12, 0.02, 60  # inches of an arrow, and around words; steps along it
HALO = 2.2  # points of white around words that an arrow may cross


def ways(view: View, year: int) -> tuple[tuple[str, str], ...]:
    """From who answers to where the places lie in a year, each pair of codes once."""
    if view.lies is None:
        return ()
    rows = view.lies[view.lies["year"] == year]
    pairs = zip(rows["code"].astype(str), rows["lies_code"].astype(str), strict=True)
    return tuple(dict.fromkeys((a, b) for a, b in pairs if a != b))


def draw_arrows(ax: Axes, middles: Mapping[str, tuple[float, float]],
                pairs: Sequence[tuple[str, str]]) -> None:
    """An arrow for each pair, under the words that stand on the map."""
    from matplotlib.patheffects import withStroke

    words = list(ax.texts)
    boxes = [_box(word) for word in words]
    for a, b in pairs:
        if a in middles and b in middles:
            tail, head = _clear(middles[a], middles[b], boxes), _clear(middles[b], middles[a], boxes)
            if math.dist(middles[a], tail) + math.dist(middles[b], head) > math.dist(
                    middles[a], middles[b]) - LEAST:  # too little would be left to see
                tail, head = middles[a], middles[b]
            ax.annotate("", xy=head, xytext=tail, zorder=2, arrowprops={
                "arrowstyle": "-|>", "color": style.WARN, "linewidth": 1.1, "shrinkA": 0, "shrinkB": 0,
                "mutation_scale": 9})
    for word in words if pairs else ():
        if word.get_color() == style.INK:
            word.set_path_effects([withStroke(linewidth=HALO, foreground="white")])


def _box(word: Text) -> tuple[float, float, float, float]:
    """Left, low, right, high of a word on the map, in inches."""
    x, y = word.get_position()
    size = float(word.get_fontsize())
    wide, high = width(word.get_text(), size) / 2, size / 144
    return x - wide, y - high, x + wide, y + high


def _clear(end: Point, other: Point, boxes: Sequence[tuple[float, float, float, float]]) -> Point:
    """The point nearest an arrow's end, on the way to its other end, that no word covers."""
    for step in range(STEPS):
        x, y = (a + (b - a) * step / STEPS for a, b in zip(end, other, strict=True))
        if not any(left - AIR < x < right + AIR and low - AIR < y < high + AIR
                   for left, low, right, high in boxes):
            return x, y
    return end
