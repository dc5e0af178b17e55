"""Small pieces of the comparison's page: shades of difference, the scale to the right, names."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass

from planner.figures import style
from planner.figures.beside import Column
from planner.figures.order import whole_step
from planner.figures.style import Page
from planner.figures.text import plain, width
from planner.wording import say, whole

# Light enough for black text, told apart by any eye: blue is fewer, orange is more.
FEWER, MORE = ("#DCEBF5", "#AFD2E9", "#7DB6DA"), ("#FDE7D3", "#FAC999", "#F2A35E")
FEW = 4  # scenarios that each get a dot of their own


@dataclass(frozen=True)
class Levels:
    """The least difference of each of at most three shades, whole places, rising."""

    steps: tuple[int, ...]

    @classmethod
    def of(cls, differences: Sequence[int]) -> Levels:
        """Three even shades up to the greatest difference; fewer where it is below three."""
        most = max(differences, default=0)
        part = max(1, math.ceil(most / 3))
        return cls(tuple(step for step in (1, part + 1, 2 * part + 1) if step <= max(most, 0)))

    def shade(self, change: int) -> str:
        """The colour of a difference that is not zero."""
        level = sum(abs(change) >= step for step in self.steps)
        return (FEWER if change < 0 else MORE)[max(level, 1) - 1]

    def key(self, language: str) -> list[tuple[str, str]]:
        """Text and colour of every shade, from far fewer to far more."""
        found = []
        for i, low in enumerate(self.steps):
            high = self.steps[i + 1] - 1 if i + 1 < len(self.steps) else None
            found.append((i, low, high))
        told = [(i, self._told(low, high, language)) for i, low, high in found]
        return [*((say("figure.beside_fewer", language, range=text), FEWER[i]) for i, text in reversed(told)),
                *((say("figure.beside_more", language, range=text), MORE[i]) for i, text in told)]

    @staticmethod
    def _told(low: int, high: int | None, language: str) -> str:
        """3, 3–4 or at least 5 (the outermost shade is open)."""
        if high is None:
            return say("figure.beside_least", language, low=low)
        if high == low:
            return whole(low, language)
        return say("figure.beside_span", language, low=low, high=high)


@dataclass(frozen=True)
class Span:
    """A scale in places from ``low`` (at most zero) to ``high``, a tick every ``step``."""

    low: int
    high: int
    step: int
    language: str

    @classmethod
    def of(cls, values: Sequence[int], language: str) -> Span:
        """Wide enough for all values."""
        low, high = min([0, *values]), max([1, *values])
        return cls(low, high, whole_step(high - low, 4), language)

    @property
    def wide(self) -> int:
        """Places from end to end."""
        return self.high - self.low

    def x(self, value: float, panel: tuple[float, float]) -> float:
        """Where a value stands on the page."""
        return panel[0] + (panel[1] - panel[0]) * (value - self.low) / self.wide

    def ticks(self, page: Page, panel: tuple[float, float], y: float, down: float) -> None:
        """Numbers at y, and lines from there down through the rows."""
        first, last = math.ceil(self.low / self.step), math.floor(self.high / self.step)
        for value in (i * self.step for i in range(first, last + 1)):
            x = self.x(value, panel)
            page.put(x, y, whole(value, self.language), 6.5, color=style.MUTED, ha="center")
            page.box(x - 0.003, y - down, 0.006, down - 0.07, style.RULE, zorder=-1)

    def dots(self, page: Page, panel: tuple[float, float], y: float, high: float,
             values: Sequence[tuple[int | None, str]]) -> None:
        """From lowest to highest a line; every scenario's dot where they are few, else the first's."""
        known = [v for v, _ in values if v is not None]
        if not known:
            return
        low, top = self.x(min(known), panel), self.x(max(known), panel)
        page.box(low, y - 0.015, top - low, 0.03, style.TODAY, zorder=0)
        few = len(values) <= FEW
        for index, (value, colour) in enumerate(values if few else values[:1]):
            if value is not None:
                shift = ((len(values) - 1) / 2 - index) * high * 0.7 / len(values) if few else 0.0
                self._dot(page, self.x(value, panel), y + shift, 3.6 if few else 4.5, colour)

    @staticmethod
    def _dot(page: Page, x: float, y: float, size: float, colour: str) -> None:
        from matplotlib.lines import Line2D

        page.figure.add_artist(Line2D([x], [y], marker="o", markersize=size, color=colour,
                                      markeredgewidth=0, transform=page.figure.dpi_scale_trans, zorder=3))


def base(y: float, size: float) -> float:
    """Where the line under the letters lies when digits stand centred on y: Å and g move nothing."""
    return y - 0.365 * size / 72


def broken(name: str, size: float, most: float, lines: int, bold: bool) -> list[str]:
    """A name on at most so many lines, broken after hyphens and at spaces."""
    parts = re.findall(r"[^\s\-_/]*[\s\-_/]*", plain(name))
    done = [""]
    for part in (p for p in parts if p):
        if done[-1] and len(done) < lines and width((done[-1] + part).rstrip(), size, bold) > most:
            done.append("")
        done[-1] += part
    return [line.rstrip() for line in done]


def titles(scenarios: Sequence[Column]) -> list[tuple[Column, ...]]:
    """The scenarios in lines, as many beside each other as leave their titles whole (at most 3)."""
    most = max(min(width(plain(c.name), 7, True), 1.6) + width(plain(c.title), 7) for c in scenarios)
    across = 3 if most < 3.1 else 2
    return [tuple(scenarios[i:i + across]) for i in range(0, len(scenarios), across)]
