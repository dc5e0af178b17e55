"""One page of the comparison while it is drawn: heads, rows with shaded cells, measures."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from planner.figures import style
from planner.figures.beside import Beside, Column
from planner.figures.comparison import Part
from planner.figures.comparison_frame import NAMES, SMALL, TODAY, Frame
from planner.figures.comparison_parts import Levels, Span, base, titles
from planner.figures.order import large
from planner.figures.style import HEIGHT, Heading, Page
from planner.figures.text import fitting, shorten, width, wrap
from planner.wording import decimal, listing, say, whole

if TYPE_CHECKING:
    from matplotlib.figure import Figure

HEADS, MOST, LEAST, TICKS, KIND = 0.48, 0.24, 0.1, 0.14, 0.22


def build(table: Beside, part: Part, head: Heading) -> Figure:
    """The finished page."""
    return _Sheet(table, part, head).page.figure


@dataclass(frozen=True)
class _Line:
    """A line of the page: its own height, or the common one (None), and how to draw it at y."""

    height: float | None
    draw: Callable[[float, float], None]


class _Sheet(Frame):
    """One page: columns are placed first, then lines are collected and drawn from the top."""

    def __init__(self, table: Beside, part: Part, head: Heading) -> None:
        self.table, self.part, self.language = table, part, table.view.language
        self.first, self.under = part.scenarios[0], head.under
        self.apart = {kind: self._large(kind, codes) for kind, codes in part.rows}
        self.levels = Levels.of([abs(d) for kind, codes in part.rows for c in codes
                                 if c not in self.apart[kind] for d in self._differences((kind, c))])
        lines = self._lines()
        notes = wrap(" ".join(table.notes), 7.5, 10.7, 4) if table.notes else []
        fixed = sum(line.height or 0.0 for line in lines)
        count = sum(line.height is None for line in lines)
        keys = 0.14 * len(titles(part.scenarios)) + 0.08
        room = 1.95 + HEADS + keys + 0.14 * len(notes) + fixed
        self.page = Page(head, min(HEIGHT, max(3.6, room + MOST * count)))
        self._columns()
        self._shades()
        self._titles()
        self._foot(notes)
        top = self.page.top - HEADS
        self.pitch = min(MOST, max(LEAST, (top - self.page.bottom - fixed) / max(count, 1)))
        self.size = min(9.0, self.pitch * 72 * 0.74)
        self._heads(top)
        for line in lines:
            high = self.pitch if line.height is None else line.height
            line.draw(top - high / 2, high)
            top -= high

    # ---- what stands on the page

    def _large(self, kind: str, codes: Sequence[str]) -> frozenset[str]:
        """The municipalities that get a scale of their own."""
        sizes = {code: float(max((abs(c.new.get((kind, code), 0)) for c in self.table.scenarios), default=0))
                 for code in codes}
        return large(sizes)

    def _differences(self, cell: tuple[str, str]) -> list[int]:
        """How far each scenario of the comparison is from the first."""
        start = self.table.scenarios[0].new.get(cell)
        return [] if start is None else [c.new[cell] - start for c in self.table.scenarios if cell in c.new]

    def _lines(self) -> list[_Line]:
        """All lines from the top: kinds with their municipalities and sum, then the measures."""
        found: list[_Line] = []
        for index, (kind, codes) in enumerate(self.part.rows):
            apart = [code for code in codes if code in self.apart[kind]]
            common = [code for code in codes if code not in apart]
            spans = [Span.of(self._reach(kind, some), self.language) for some in (apart, common)]
            if len(self.table.kinds) > 1:
                found.append(self._kind_head(kind, index))
            for some, span in zip((apart, common), spans, strict=True):
                if some:
                    found.append(self._ticks(some, span, bool(apart) and some is apart, spans))
                found += [self._town(kind, code, span, i, some is apart) for i, code in enumerate(some)]
            found.append(self._county(kind, codes))
        if self.part.measures and self.table.measures:
            found.append(_Line(0.3, self._measure_head))
            found += [self._measure(i) for i in range(len(self.table.measures))]
        return found

    def _reach(self, kind: str, codes: Sequence[str]) -> list[int]:
        """All numbers of these municipalities over the scenarios."""
        return [c.new[kind, code] for c in self.table.scenarios for code in codes if (kind, code) in c.new]

    # ---- lines

    def _kind_head(self, kind: str, index: int) -> _Line:
        """The name of a kind above its municipalities."""
        name = self.table.kinds.get(kind, kind)
        text = name[:1].upper() + name[1:]
        return _Line(KIND, lambda y, high: self._bold(y - 0.03, text))

    def _bold(self, y: float, text: str) -> None:
        most = self.page.right - self.page.left
        self.page.put(self.page.left + 0.04, y, shorten(text, 8.5, most, True), 8.5, bold=True)

    def _ticks(self, codes: Sequence[str], span: Span, apart: bool, spans: Sequence[Span]) -> _Line:
        """The numbers on the scale of the municipalities that follow; a frame's own scale is told."""
        def draw(y: float, high: float) -> None:
            if apart:
                tall = high + self.pitch * len(codes) + 0.02
                self.page.box(self.page.left - 0.08, y + high / 2 - tall,
                              self.page.right - self.page.left + 0.16, tall, style.FRAME, zorder=-3)
                names = listing([self.table.names[code] for code in codes], self.language)
                text = say("figure.beside_own_scale", self.language, names=names,
                           factor=decimal(span.wide / spans[1].wide, 0, self.language))
                most = self.panel[0] - self.page.left - 0.3
                self.page.put(self.page.left + 0.04, y, shorten(text, SMALL, most), SMALL, color=style.WARN)
            span.ticks(self.page, self.panel, y, self.pitch * len(codes) + high / 2)
        return _Line(TICKS, draw)

    def _town(self, kind: str, code: str, span: Span, index: int, apart: bool) -> _Line:
        """A municipality: today, every scenario with its difference, the baselines, the scale."""
        def draw(y: float, high: float) -> None:
            page, cell = self.page, (kind, code)
            if index % 2 == 0 and not apart:
                page.box(page.left, y - high / 2, page.right - page.left, high, style.BAND, zorder=-4)
            name = shorten(self.table.names[code], self.size, NAMES - 0.1)
            page.put(page.left + 0.04, base(y, self.size), name, self.size, va="baseline")
            self._number(page.left + NAMES + TODAY, y, self.table.today.get(cell, 0), style.MUTED)
            for x, column in zip(self.at, self.part.scenarios, strict=True):
                self._cell(x, y, high, column.new.get(cell), self.first.new.get(cell))
            for x, column in zip(self.base_at, self.table.baselines, strict=True):
                self._number(x + self.wide * 0.55, y, column.new.get(cell), style.MUTED)
            span.dots(page, self.panel, y, high, [(c.new.get(cell), c.colour) for c in self.part.scenarios])
        return _Line(None, draw)

    def _cell(self, x: float, y: float, high: float, value: int | None, start: int | None) -> None:
        """New places, and beside them the difference from the first scenario."""
        change = 0 if value is None or start is None else value - start
        if change:
            self.page.box(x + 0.02, y - high / 2 + 0.006, self.wide - 0.04, high - 0.012,
                          self.levels.shade(change))
            text, most = decimal(change, 0, self.language, sign=True), self.wide * 0.38
            size = fitting(text, self.size * 0.8, most, 4)
            self.page.put(x + self.wide * 0.6, y, text, size, color=style.INK)
        self._number(x + self.wide * 0.55, y, value, style.INK)

    def _number(self, right: float, y: float, value: int | None, colour: str, bold: bool = False) -> None:
        text = "–" if value is None else whole(value, self.language)
        size = fitting(text, self.size, min(self.wide * 0.53, TODAY), 4, bold)
        self.page.put(right, y, text, size, color=colour, ha="right", bold=bold)

    def _county(self, kind: str, codes: Sequence[str]) -> _Line:
        """The sum of the municipalities of the whole county."""
        def draw(y: float, high: float) -> None:
            page = self.page
            page.box(page.left, y + high / 2 - 0.006, self.panel[0] - 0.1 - page.left, 0.006, style.MUTED)
            page.put(page.left + 0.04, y, say("figure.beside_county", self.language), self.size, bold=True)
            today = sum(n for (k, _), n in self.table.today.items() if k == kind)
            self._number(page.left + NAMES + TODAY, y, today, style.MUTED, True)
            every = [*zip(self.at, self.part.scenarios, strict=True),
                     *zip(self.base_at, self.table.baselines, strict=True)]
            for x, column in every:
                found = [n for (k, _), n in column.new.items() if k == kind]
                colour = style.MUTED if x in self.base_at else style.INK
                self._number(x + self.wide * 0.55, y, sum(found) if found else None, colour, True)
        return _Line(None, draw)

    def _measure_head(self, y: float, high: float) -> None:
        """The head of the measures, and what the mark means."""
        y -= 0.05
        text = say("figure.beside_measures", self.language)
        self._bold(y, text)
        if any(column.best for column in self.table.scenarios):
            x = self.page.left + 0.04 + width(text, 8.5, True) + 0.2
            mark = say("figure.beside_best", self.language)
            self.page.put(x, y, shorten(mark, 7.5, self.page.right - x), 7.5, color=style.MUTED)

    def _measure(self, index: int) -> _Line:
        """A measure in every column, the better ones bold and marked."""
        def draw(y: float, high: float) -> None:
            page, label = self.page, self.table.measures[index]
            if index % 2 == 0:
                wide = self.panel[0] - 0.1 - page.left
                page.box(page.left, y - high / 2, wide, high, style.BAND, zorder=-4)
            size = fitting(label, self.size, NAMES + TODAY - 0.06, 5.5)
            page.put(page.left + 0.04, y, shorten(label, size, NAMES + TODAY), size)
            for x, column in zip(self.at, self.part.scenarios, strict=True):
                self._value(x, y, column, index)
            for x, column in zip(self.base_at, self.table.baselines, strict=True):
                self._value(x, y, column, index, style.MUTED)
        return _Line(None, draw)

    def _value(self, x: float, y: float, column: Column, index: int, colour: str = style.INK) -> None:
        best = index in column.best
        text = ("● " if best else "") + column.values[index]
        size = fitting(text, self.size, self.wide - 0.06, 4, best)
        self.page.put(x + self.wide * 0.72, y, text, size, color=colour, ha="right", bold=best)
