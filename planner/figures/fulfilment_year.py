"""Fulfilment through the simulated year: a small frame for each municipality, a line for each rule."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from functools import partial
from typing import TYPE_CHECKING

from models.simulated_year import courses
from planner.figures import refer_parts as parts
from planner.figures import style
from planner.figures.style import Drawing, Page
from planner.figures.text import shorten
from planner.wording import decimal, say, whole

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from planner.refer_view import Shown

WIDE, MOST = 6, 30  # frames side by side, frames on a page
POINTS = 240  # points of a line
LEAST_TOP, CUT, STEP = 150, 250, 50  # the axis in per cent
NEAR = (60, 140)  # a year within these per cent is drawn close up
FOOT, GAP = 0.2, 0.16
LOW = 0.28  # lines below this part of the frame leave no room for figures at its foot

Course = dict[str, list[Fraction | None]]


def draw(found: Shown, language: str) -> list[Drawing]:
    """The pages of the figure ``fulfilment_year``; none where there are no referrals."""
    if not found.found.question.number:
        return []
    pages = parts.pages(found, MOST)
    return [Drawing(parts.stem(found, "fulfilment_year", index, len(pages)),
                    say("refer_figure.year", language), partial(_page, found, codes, language))
            for index, codes in enumerate(pages, 1)]


def _page(found: Shown, codes: Sequence[str], language: str) -> Figure:
    page = Page(parts.heading(found, "year", (), language))
    _Frames(found, page, codes, language).draw()
    return page.figure


class _Frames:
    """The frames of one page while they are drawn."""

    def __init__(self, found: Shown, page: Page, codes: Sequence[str], language: str) -> None:
        self.found, self.page, self.codes, self.language = found, page, codes, language
        question = found.found.question
        self.number = question.number
        self.marks = sorted({self.number * i // POINTS for i in range(POINTS + 1)})
        self.lines: dict[str, Course] = {rule: courses(question, year.referred, self.marks)
                                         for rule, year in found.found.years.items()}
        self.low, self.high = self._near() or (0, self._top())

    def _near(self) -> tuple[int, int] | None:
        """Ends of the axis close to 100 where the whole year stays near it; None where it does not.

        A line needs no zero: so near 100, it would lie flat on a whole axis.
        """
        values = [value for course in self.lines.values() for m in self.codes if self.found.open(m)
                  for value in course[m]]
        known = [100 * value for value in values if value is not None]
        if not known or len(known) < len(values) or min(known) < NEAR[0] or max(known) > NEAR[1]:
            return None
        reach = max(10, *(-(-int(abs(value - 100) + 1) // 10) * 10 for value in known))
        return 100 - reach, 100 + reach

    def _top(self) -> int:
        """The top of all frames in per cent: high enough for the last half of the year, at most CUT."""
        late = [100 * value for course in self.lines.values() for m in self.codes if self.found.open(m)
                for value in course[m][len(self.marks) // 2:] if value is not None]
        reached = max(late, default=Fraction(0))
        return min(CUT, max(LEAST_TOP, -(-int(reached) // STEP) * STEP))

    def draw(self) -> None:
        """Every frame at its place, row by row."""
        rows = -(-len(self.codes) // WIDE)
        wide = (self.page.right - self.page.left - 0.3) / WIDE
        high = (self.page.top - self.page.bottom - FOOT) / rows
        for index, code in enumerate(self.codes):
            row, column = divmod(index, WIDE)
            self._frame(code, self.page.left + 0.3 + column * wide, self.page.top - (row + 1) * high,
                        wide - GAP, high - 0.12, column == 0)
        self.page.put(self.page.right, self.page.bottom + 0.06,
                      f"0–{whole(self.number, self.language)}: {say('refer_figure.count', self.language)}", 8,
                      color=style.MUTED, ha="right")
        if self.low:
            self.page.put(self.page.left, self.page.bottom + 0.06,
                          say("refer_figure.close", self.language, low=self.low, high=self.high), 8,
                          color=style.MUTED)

    def _frame(self, code: str, left: float, bottom: float, wide: float, high: float, axis: bool) -> None:
        self.page.put(left, bottom + high - 0.11, shorten(self.found.names[code], 9, wide), 9, bold=True)
        inner = high - 0.24
        ax = self.page.axes(left, bottom, wide, inner)
        ax.set(xlim=(0, self.number), ylim=(self.low, self.high))
        ax.patch.set(facecolor=style.BAND)
        for level in (self.low, 100, self.high) if self.low else range(0, self.high + 1, 100):
            ax.axhline(level, color=style.MUTED if level == 100 else style.RULE,
                       linewidth=1.0 if level == 100 else 0.6, zorder=1)
            if axis:
                up = (level - self.low) / (self.high - self.low)
                self.page.put(left - 0.05, bottom + inner * up, str(level), 7.5, color=style.MUTED,
                              ha="right")
        note = self._note(code)
        if note:
            ax.text(self.number / 2, self.low + (self.high - self.low) * 0.3, note, fontsize=8,
                    color=style.MUTED, ha="center", va="center")
            return
        late = min(100 * float(value) for course in self.lines.values()
                   for value in course[code][len(self.marks) // 2:] if value is not None)
        room = (late - self.low) / (self.high - self.low)
        foot = bottom + 0.09 if room > LOW else bottom + inner - 0.1
        for at, (rule, course) in enumerate(self.lines.items()):
            points = [(mark, 100 * float(value)) for mark, value in zip(self.marks, course[code], strict=True)
                      if value is not None]
            ax.plot(*zip(*points, strict=True), color=parts.COLOURS[rule], linewidth=1.1, zorder=3 - at)
            end = course[code][-1]
            assert end is not None
            self.page.put(left + wide - 0.04 - 0.36 * (len(self.lines) - 1 - at), foot,
                          decimal(100 * end, 0, self.language), 8, color=parts.COLOURS[rule], ha="right",
                          bold=True)

    def _note(self, code: str) -> str:
        """What stands in the frame instead of lines: nothing to show, or nothing that may be shown."""
        if not self.found.open(code):
            return say("refer_figure.hidden", self.language)
        empty = all(course[code][-1] is None for course in self.lines.values())
        return say("refer_figure.no_share", self.language) if empty else ""
