"""Tile maps: an equal square for each municipality, with its name and a number."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from planner.figures import style
from planner.figures.order import by_name
from planner.figures.text import plain, shorten, width

if TYPE_CHECKING:
    from planner.figures.style import Page

NAME, LEAST, LARGEST = 7.5, 5.0, 10.0  # points: names on small tiles, the least, on the largest tiles


def contrast(colour: str) -> str:
    """Dark ink on a light fill, white on a dark one."""
    red, green, blue = (int(colour[i:i + 2], 16) for i in (1, 3, 5))
    return style.INK if 0.299 * red + 0.587 * green + 0.114 * blue > 110 else "#FFFFFF"


def placed(tiles: Mapping[str, tuple[int, int]],
           names: Mapping[str, str]) -> tuple[dict[str, tuple[int, int]], list[str]]:
    """Who stands on which tile, and the municipalities left without one, in the order of their names.

    Only the first of several municipalities on the same tile keeps it, so that nobody's number
    is drawn over; tiles of others than the plan's municipalities are left out.
    """
    taken: dict[tuple[int, int], str] = {}
    for code in sorted(set(tiles) & set(names)):
        taken.setdefault(tiles[code], code)
    found = {code: at for at, code in taken.items()}
    return found, [code for code in by_name(names) if code not in found]


def draw_tiles(page: Page, tiles: Mapping[str, tuple[int, int]], box: tuple[float, float, float, float],
               fills: Callable[[str], str], names: Mapping[str, str], texts: Mapping[str, str]) -> None:
    """Draw the squares in a part of the page (left, bottom, width, height in inches)."""
    left, bottom, wide, high = box
    columns, rows = [c for c, _ in tiles.values()], [r for _, r in tiles.values()]
    across, down = max(columns) - min(columns) + 1, max(rows) - min(rows) + 1
    side = min(wide / across, high / down, 1.1)
    left += (wide - side * across) / 2
    top = bottom + (high + side * down) / 2
    for code, (column, row) in sorted(tiles.items()):
        at = left + side * (column - min(columns)), top - side * (row - min(rows) + 1)
        _tile(page, at, side, fills(code), names.get(code, code), texts.get(code, "–"))


def _tile(page: Page, at: tuple[float, float], side: float, fill: str, name: str, number: str) -> None:
    """One square: the name above, the number below."""
    (x, y), ink = at, contrast(fill)
    page.box(x + 0.02, y + 0.02, side - 0.04, side - 0.04, fill, zorder=0, edgecolor=style.MUTED,
             linewidth=0.5)
    lines = tile_name(name, side - 0.1, min(LARGEST, max(NAME, side * 72 * 0.13)))
    middle = x + side / 2
    page.put(middle, y + side * 0.24, number, min(14.0, side * 72 * 0.24), color=ink, ha="center", bold=True)
    for index, (text, points) in enumerate(lines):
        height = (0.76 if len(lines) == 2 else 0.68) - index * 0.2
        page.put(middle, y + side * height, text, points, color=ink, ha="center")


def tile_name(name: str, wide: float, size: float = NAME) -> list[tuple[str, float]]:
    """The name on one or two lines with their common size; long words are made smaller, then cut."""
    name = plain(name) or "–"
    words = name.replace("-", "- ").split()
    best = min(range(1, len(words) + 1), key=lambda i: max(
        width(_joined(part), size) for part in (words[:i], words[i:])))
    lines = [_joined(part) for part in (words[:best], words[best:]) if part]
    if width(name, size) <= wide:
        lines = [name]
    # letters do not shrink quite in step with their size: two per cent in hand
    points = max(LEAST, min(size, *(0.98 * size * wide / max(width(line, size), 0.01) for line in lines)))
    return [(shorten(line, points, wide), points) for line in lines]


def _joined(words: list[str]) -> str:
    """Words on one line again: the space that made a hyphen breakable goes."""
    return " ".join(words).replace("- ", "-")
