"""Pages with one row per municipality: name, bars on a common scale, numbers in columns beside.

The few that would dwarf all others stand first, in a frame whose axis carries a whole multiple of it.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, Any

from planner.figures import style
from planner.figures.facts import Facts, Named
from planner.figures.order import ROWS, by_name, chunks, large, step
from planner.figures.style import HEIGHT, Drawing, Heading, Page
from planner.figures.text import fitting, shorten, width
from planner.view import View
from planner.wording import decimal, listing, say

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

KINDS, PANEL_GAP = 3, 0.12  # panels side by side
AXIS, NOTE, HEADS, MOST, LEAST = 0.42, 0.18, 0.22, 0.36, 0.115


@dataclass(frozen=True)
class Column:
    """Numbers beside the bars: a head, the text of a row, inches, how they stand, and which stand out."""

    head: str
    text: Callable[[Any], str]
    width: float = 0.55
    align: str = "right"
    bold: bool = False
    mark: Callable[[Any], bool] = lambda row: False


@dataclass(frozen=True)
class Plot:
    """What one row figure shows.

    ``extent`` is how far a row reaches from zero (places, negative to the left); ``paint``
    draws one row at height y; ``heads`` names the panels by kind; ``whole`` says that only whole
    numbers stand on the axis, which has at most ``ticks`` of them; ``scale`` is the sentence about
    those on a scale of their own.
    """

    word: str
    heading: Heading
    rows: Mapping[str, Mapping[str, Named]]
    heads: Mapping[str, str]
    extent: Callable[[Any], tuple[float, float]]
    paint: Callable[[Axes, float, Any], None]
    columns: Sequence[Column]
    axis: str
    whole: bool = True
    signed: bool = False
    ticks: int = 6
    note: str = ""
    scale: str = "own_scale"


def drawings(view: View, facts: Facts, plot: Plot) -> list[Drawing]:
    """The pages of a row figure: at most 40 municipalities and three kinds on each."""
    ordered = by_name(facts.names)
    if len(ordered) > ROWS:  # pages by size, so that each page has a scale that suits it
        ordered.sort(key=lambda code: -facts.total[code].population)
    pages = [(kinds, codes) for kinds in chunks(tuple(plot.rows), KINDS) for codes in chunks(ordered)]
    made = []
    for index, (kinds, codes) in enumerate(pages, 1):
        word = plot.word if len(pages) == 1 else f"{plot.word}_{index}"
        part = "" if len(pages) == 1 else f" ({index}/{len(pages)})"
        made.append(Drawing(style.stem(word, view.example), plot.heading.title + part,
                            partial(_figure, view, plot, kinds, codes, part)))
    return made


def _figure(view: View, plot: Plot, kinds: Sequence[str], codes: Sequence[str], part: str) -> Figure:
    """One page of rows."""
    return _Sheet(view, plot, kinds, codes, part).page.figure


@dataclass(frozen=True)
class _Scale:
    """An axis from ``low`` to ``high`` with ticks every ``step``, ``factor`` times the common one."""

    low: float
    high: float
    step: float
    factor: int = 1


class _Sheet:
    """One page of rows while it is drawn."""

    def __init__(self, view: View, plot: Plot, kinds: Sequence[str], codes: Sequence[str],
                 part: str) -> None:
        self.plot, self.kinds, self.language = plot, kinds, view.language
        self.sized = len(plot.rows[kinds[0]]) > ROWS
        self.ticks = min(plot.ticks, 6 if len(kinds) == 1 else 4)
        rows = {code: [plot.rows[k][code] for k in kinds if code in plot.rows[k]] for code in codes}
        self.names = {code: found[0].name for code, found in rows.items() if found}
        reach = {c: max((max(abs(v) for v in plot.extent(r)) for r in found), default=0.0)
                 for c, found in rows.items()}
        apart = large(reach)
        self.apart = [c for c in codes if c in apart and c in self.names]
        self.common = [c for c in codes if c not in apart and c in self.names]
        self.page = self._page(part)
        self.columns = [self._fitted(column, rows) for column in plot.columns]
        self._draw(rows)

    def _page(self, part: str) -> Page:
        """A page as high as its rows need, at most A4."""
        head = self.plot.heading
        under = head.under + (" · " + say("figure.largest_first", self.language) if self.sized else "")
        head = Heading(head.title + part, under, head.lead, head.signs, head.source)
        count = len(self.names)
        self.heads = HEADS * (2 if self.plot.heads else 1)
        self.fixed = (self.heads + AXIS + (AXIS + NOTE) * bool(self.apart)
                      + (NOTE + 0.05) * bool(self.plot.note))
        room = 1.75 + self.fixed
        high = min(HEIGHT, max(3.6, room + MOST * count))
        page = Page(head, high)
        self.pitch = min(MOST, max(LEAST, (page.top - page.bottom - self.fixed) / max(count, 1)))
        self.size = min(9.5, self.pitch * 72 * 0.68)
        return page

    def _fitted(self, column: Column, rows: Mapping[str, list[Named]]) -> Column:
        """The column, wide enough for its numbers (none is cut) and, beside a single panel, for its head."""
        if column.align != "right":
            return column
        head = width(column.head, 7.5) + 0.12 if len(self.kinds) == 1 else 0.0
        texts = {(column.text(row), column.bold or column.mark(row)) for found in rows.values()
                 for row in found}
        needed = max((width(text, self.size, bold) for text, bold in texts), default=0.0) + 0.12
        return replace(column, width=max(column.width, needed, head))

    def _draw(self, rows: Mapping[str, list[Named]]) -> None:
        """Both parts of the page, from the top."""
        page = self.page
        scale = self._scale([r for c in self.common for r in rows[c]])
        y = page.top - self.heads
        self._heads(y)
        if self.apart:
            wide = self._widened(scale, [r for c in self.apart for r in rows[c]])
            high = self.pitch * len(self.apart)
            page.box(page.left - 0.08, y - high - AXIS - NOTE + 0.08, page.right - page.left + 0.16,
                     high + AXIS + NOTE - 0.08, style.FRAME, zorder=-3)
            self._part(self.apart, y, wide)
            names = listing([self.names[c] for c in self.apart], self.language)
            page.put(page.left, y - high - AXIS + 0.02, shorten(
                say(f"figure.{self.plot.scale}", self.language, names=names, factor=wide.factor),
                8.5, page.right - page.left), 8.5, color=style.WARN)
            y -= high + AXIS + NOTE
        self._part(self.common, y, scale)
        if self.plot.note:
            low = y - self.pitch * len(self.common) - AXIS - NOTE + 0.06
            page.put(page.left, low, shorten(self.plot.note, 8.5, page.right - page.left), 8.5,
                     color=style.MUTED)

    def _scale(self, rows: Sequence[Named]) -> _Scale:
        """The common axis: round ticks, wide enough for every row."""
        ends = [self.plot.extent(row) for row in rows]
        low, high = min([0.0, *(a for a, _ in ends)]), max([0.0, *(b for _, b in ends)])
        if high == low:  # no row reaches anywhere
            return _Scale(-1.0 if self.plot.signed else 0.0, 1.0, 1.0)
        by = max(step(high - low, self.ticks), 1.0 if self.plot.whole else 0.0)
        return _Scale(low * 1.02, max(by, high * 1.02), by)

    def _widened(self, scale: _Scale, rows: Sequence[Named]) -> _Scale:
        """The common axis times the least whole factor that holds these rows."""
        factor = 1
        for low, high in (self.plot.extent(row) for row in rows):
            factor = max(factor, math.ceil(high / scale.high - 1e-9))
            if scale.low < 0:
                factor = max(factor, math.ceil(low / scale.low - 1e-9))
        low, high = scale.low * factor, scale.high * factor
        return _Scale(low, high, step(high - low, self.ticks), factor)

    def _bars(self, index: int) -> tuple[float, float, float]:
        """Left edge and width of the bars of a panel, and where its columns begin."""
        page = self.page
        names = max([width(n, self.size) for n in self.names.values()], default=0.5)
        self.name_width = min(2.2, names) + 0.12
        whole = (page.right - page.left - self.name_width) / len(self.kinds)
        columns = sum(c.width for c in self.columns)
        left, gap = page.left + self.name_width + whole * index, PANEL_GAP * (index > 0)
        return left + gap, whole - columns - 0.22 - gap, left + whole - columns - 0.12

    def _heads(self, y: float) -> None:
        """The kinds' names and the columns' heads above the rows."""
        columns = sum(column.width for column in self.columns)
        for index, kind in enumerate(self.kinds):
            left, _, x = self._bars(index)
            if self.plot.heads:
                text = shorten(self.plot.heads[kind], 10, x + columns - left, True)
                self.page.put(left, y + 0.1 + HEADS, text, 10, bold=True)
            for column in self.columns:
                at = x + column.width if column.align == "right" else x + 0.12
                size = fitting(column.head, 8.5, column.width - 0.04, 6)
                self.page.put(at, y + 0.1, column.head, size, color=style.MUTED, ha=column.align)
                x += column.width

    def _part(self, codes: Sequence[str], top: float, scale: _Scale) -> None:
        """Rows on one scale, for every kind."""
        page, high = self.page, self.pitch * len(codes)
        for index, code in enumerate(codes):
            y = top - self.pitch * (index + 0.5)
            if index % 2 == 0:
                page.box(page.left, y - self.pitch / 2, page.right - page.left, self.pitch, style.BAND)
            page.put(page.left + 0.04, y, shorten(self.names[code], self.size, self.name_width - 0.1),
                     self.size)
        for index, kind in enumerate(self.kinds):
            left, wide, x = self._bars(index)
            ax = page.axes(left, top - high, wide, high)
            ax.set(xlim=(scale.low, scale.high), ylim=(len(codes), 0))
            self._ticks(ax, left, wide, top - high, scale)
            for line, code in enumerate(codes):
                row = self.plot.rows[kind].get(code)
                if row is not None:
                    self.plot.paint(ax, line + 0.5, row)
                    self._numbers(row, x, top - self.pitch * (line + 0.5))

    def _numbers(self, row: Named, x: float, y: float) -> None:
        """The columns of one row."""
        for column in self.columns:
            at = x + column.width if column.align == "right" else x + 0.12
            bold = column.bold or column.mark(row)
            text = shorten(column.text(row), self.size, column.width - 0.1, bold)
            self.page.put(at, y, text, self.size, ha=column.align, bold=bold,
                          color=style.WARN if column.mark(row) else style.INK)
            x += column.width

    def _ticks(self, ax: Axes, left: float, wide: float, bottom: float, scale: _Scale) -> None:
        """Grid lines, their numbers and the axis' name with its unit."""
        digits = 0 if scale.step >= 1 else 1 if scale.step >= 0.1 else 2
        first, last = math.ceil(scale.low / scale.step), math.floor(scale.high / scale.step)
        for value in (index * scale.step for index in range(first, last + 1)):
            ax.axvline(value, color=style.MUTED if value == 0 else style.RULE,
                       linewidth=0.9 if value == 0 else 0.5, zorder=0, clip_on=False)
            at = left + wide * (value - scale.low) / (scale.high - scale.low)
            text = decimal(round(value, 6), digits, self.language, sign=self.plot.signed)
            self.page.put(at, bottom - 0.1, text, 8, color=style.MUTED, ha="center")
        self.page.put(left + wide / 2, bottom - 0.25, shorten(self.plot.axis, 8, wide), 8,
                      color=style.MUTED, ha="center")
