"""Arrows on the map, from the municipality that answers for places to the one where they lie."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from planner.figures import style
from planner.view import View

if TYPE_CHECKING:
    from matplotlib.axes import Axes

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
    for a, b in pairs:
        if a in middles and b in middles:
            ax.annotate("", xy=middles[b], xytext=middles[a], zorder=2, arrowprops={
                "arrowstyle": "-|>", "color": style.WARN, "linewidth": 1.1, "shrinkA": 0, "shrinkB": 0,
                "mutation_scale": 9})
    for word in words if pairs else ():
        if word.get_color() == style.INK:
            word.set_path_effects([withStroke(linewidth=HALO, foreground="white")])
