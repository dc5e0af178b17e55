"""A county as equal squares, each about where its municipality lies: for counties without boundaries."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

from markupsafe import Markup

from planner.figures.tiles import contrast
from planner.report.charts.svg import element, short

SIDE, AIR, NAME, NUMBER = 72.0, 2.0, 11, 17  # pixels
BROAD = 0.64  # a sign's width in parts of its size, in a broad typeface


class Square(Protocol):
    """What a tile shows."""

    @property
    def name(self) -> str:
        """The municipality's name."""

    @property
    def text(self) -> str:
        """Its number."""

    @property
    def colour(self) -> str:
        """The colour of the number."""

    @property
    def told(self) -> str:
        """What is said when it is pointed at."""


def drawn(word: str, title: str, at: Mapping[str, tuple[int, int]], squares: Mapping[str, Square]) -> Markup:
    """The tiles as a picture of a fixed size, which scrolls within itself where the page is narrow."""
    left, top = min(column for column, _ in at.values()), min(row for _, row in at.values())
    across = max(column for column, _ in at.values()) - left + 1
    down = max(row for _, row in at.values()) - top + 1
    made = [_tile(code, squares[code], SIDE * (column - left), SIDE * (row - top))
            for code, (column, row) in sorted(at.items())]
    wide, high = SIDE * across, SIDE * down
    picture = element("svg", element("title", title, id=f"{word}-title"), *made, class_="chart tiles",
                      role="img", aria_labelledby=f"{word}-title", width=wide, height=high,
                      viewBox=f"0 0 {wide:g} {high:g}", font_family="inherit", text_anchor="middle")
    return element("div", picture, class_="scroll", tabindex=0, role="region", aria_label=title)


def _tile(code: str, square: Square, x: float, y: float) -> Markup:
    """One square: the name above, the number below."""
    ink, middle = contrast(square.colour), x + SIDE / 2
    lines = name_lines(square.name)
    names = [element("text", line, x=middle, y=y + (28.0 if len(lines) == 1 else 21.0 + 13 * i),
                     font_size=NAME, fill=ink) for i, line in enumerate(lines)]
    return element("g", element("title", square.told),
                   element("rect", x=x + AIR, y=y + AIR, width=SIDE - 2 * AIR, height=SIDE - 2 * AIR,
                           fill=square.colour, stroke="#595F66", stroke_width=0.5), *names,
                   element("text", square.text, x=middle, y=y + 56.0, font_size=NUMBER, fill=ink,
                           font_weight="bold"), data_code=code)


def name_lines(name: str) -> list[str]:
    """A name on one or two lines of a tile, cut where a word is too long."""
    most = int((SIDE - 2 * AIR) / NAME / BROAD)
    if len(name) <= most:
        return [name]
    for sign in (" ", "-"):
        first, found, rest = name.partition(sign)
        if found and len(first) < most:
            return [first + found.strip(), short(rest, most)]
    return [short(name, most)]
