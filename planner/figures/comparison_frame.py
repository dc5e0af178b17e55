"""The frame of a comparison's page: where columns stand, heads, keys and notes."""

from __future__ import annotations

from collections.abc import Sequence

from planner.figures import style
from planner.figures.beside import Beside
from planner.figures.comparison import Part
from planner.figures.comparison_parts import Levels, base, broken, titles
from planner.figures.style import Page
from planner.figures.text import fitting, shorten, width
from planner.wording import say

NAMES, TODAY, GAP = 1.85, 0.45, 0.12
PANEL, WIDEST, HEAD, SMALL = 1.55, 0.8, 7.0, 6.5


class Frame:
    """Everything on the page but its lines; a page sets the attributes before it draws."""

    table: Beside
    part: Part
    page: Page
    levels: Levels
    language: str
    under: str

    def _columns(self) -> None:
        """Where the columns begin and how wide they are; the rest is the panel to the right."""
        page, many = self.page, len(self.part.scenarios) + len(self.table.baselines)
        left = page.left + NAMES + TODAY + GAP
        free = page.right - left - GAP * (1 + bool(self.table.baselines)) - PANEL
        self.wide = min(WIDEST, free / many)
        self.at = [left + self.wide * i for i in range(len(self.part.scenarios))]
        start = left + self.wide * len(self.at) + GAP
        self.base_at = [start + self.wide * i for i in range(len(self.table.baselines))]
        ends = start + (self.wide * len(self.base_at) + GAP if self.base_at else 0.0)
        self.panel = (ends + 0.08, page.right - 0.12)

    def _shades(self) -> None:
        """The key of the shades, at the right of the line below the title."""
        if not self.levels.steps:
            return
        x, y = self.page.right, self.page.height - 0.42 - 0.27
        head, key = say("figure.beside_shades", self.language), self.levels.key(self.language)
        needed = sum(width(label, SMALL) + 0.12 for label, _ in key) + width(head, SMALL) + 0.3
        free = x - self.page.left - min(width(self.under, 10.5), 8.0)
        size = SMALL * min(1.0, free / needed)
        for label, colour in reversed(key):
            wide = width(label, size) + 0.12 * size / SMALL
            x -= wide
            self.page.box(x, y - 0.055, wide - 0.02, 0.15, colour)
            self.page.put(x + wide / 2 - 0.01, y + 0.018, label, size, ha="center")
        self.page.put(x - 0.06, y + 0.018, head, size, color=style.MUTED, ha="right")

    def _titles(self) -> None:
        """The scenarios' names in their colours, and their titles in full."""
        rows = titles(self.part.scenarios)
        for row in rows:
            for index, column in enumerate(row):
                wide = (self.page.right - self.page.left) / len(rows[0])
                x = self.page.left + wide * index
                self.page.box(x, self.page.top - 0.04, 0.14, 0.08, column.colour)
                name = shorten(column.name, HEAD, 1.6, True)
                y, start = base(self.page.top, HEAD), 0.2 + width(name, HEAD, True) + 0.08
                title = shorten(column.title, HEAD, wide - start - 0.1)
                self.page.put(x + 0.2, y, name, HEAD, bold=True, va="baseline")
                self.page.put(x + start, y, title, HEAD, va="baseline")
            self.page.top -= 0.14
        self.page.top -= 0.08

    def _foot(self, notes: Sequence[str]) -> None:
        """What to know when reading, above the source."""
        for index, note in enumerate(reversed(notes)):
            self.page.put(self.page.left, self.page.bottom + 0.02 + 0.14 * index, note, 7.5)
        self.page.bottom += 0.14 * len(notes) + 0.02

    def _heads(self, y: float) -> None:
        """Names over the columns: the scenarios' in their colours, the baselines' plain."""
        page = self.page
        town = say("figure.beside_town", self.language)
        page.put(page.left + 0.04, y + 0.06, town, HEAD, color=style.MUTED)
        page.put(page.left + NAMES + TODAY, y + 0.06, say("figure.beside_today", self.language), HEAD,
                 color=style.MUTED, ha="right")
        for x, column in zip(self.at, self.part.scenarios, strict=True):
            page.box(x + 0.02, y - 0.005, self.wide - 0.04, 0.045, column.colour)
            self._head(x, y + 0.12, column.name, style.INK, True, 3)
        for x, column in zip(self.base_at, self.table.baselines, strict=True):
            self._head(x, y + 0.12, column.name, style.MUTED, False, 2)
        if self.base_at:
            of = self.table.baselines_of
            word = "beside_baselines_of" if of else "beside_baselines"
            text = say(f"figure.{word}", self.language, first=of)
            most = self.wide * len(self.base_at) - 0.04
            page.put(self.base_at[0] + 0.02, y + 0.39, shorten(text, SMALL, most), SMALL, color=style.MUTED)
        few = len(self.part.scenarios) <= 4
        for index, word in enumerate(["beside_dots"] if few else ["beside_range_first", "beside_range"]):
            text = say(f"figure.{word}", self.language, first=self.part.scenarios[0].name)
            most = self.panel[1] - self.panel[0] + 0.12
            page.put(self.panel[0] - 0.04, y + 0.18 + 0.13 * index, shorten(text, HEAD, most), HEAD,
                     color=style.MUTED)

    def _head(self, x: float, y: float, name: str, colour: str, bold: bool, lines: int) -> None:
        """A name over a column, broken after hyphens where it must."""
        parts = broken(name, HEAD, self.wide - 0.06, lines, bold)
        size = min(fitting(part, HEAD, self.wide - 0.02, 4.8, bold) for part in parts)
        for index, part in enumerate(reversed(parts)):
            self.page.put(x + self.wide / 2, y + 0.115 * index, shorten(part, size, self.wide - 0.02, bold),
                          size, color=colour, ha="center", bold=bold)
