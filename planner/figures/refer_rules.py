"""Rules side by side: how far each municipality ends from its quota in the same simulated year."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from functools import partial
from math import ceil, floor
from typing import TYPE_CHECKING

from models.referral_compare import Beside
from planner.figures import refer_parts as parts
from planner.figures import style
from planner.figures.order import ROWS, step
from planner.figures.style import Drawing, Page, Sign
from planner.figures.text import shorten, width
from planner.refer_beside import rule_name
from planner.wording import decimal, say

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from planner.refer_view import Shown

COLUMN, AXIS, HEADS, NAMES = 1.5, 0.45, 0.26, 2.1


def draw(found: Shown, language: str) -> list[Drawing]:
    """The pages of the figure ``refer_rules``; none where there are no referrals."""
    if not found.found.question.number:
        return []
    pages = parts.pages(found, ROWS)
    return [Drawing(parts.stem(found, "refer_rules", index, len(pages)),
                    say("refer_figure.rules", language), partial(_page, found, codes, language))
            for index, codes in enumerate(pages, 1)]


def deviations(found: Shown) -> dict[str, dict[str, Fraction]]:
    """Received less quota at the end of the year, in referrals, by rule and municipality."""
    made = {}
    for rule, year in found.found.years.items():
        quotas = Beside.of(found.found.question, year.referred).quotas()
        made[rule] = {m: year.referred.received[m] - quotas[m] for m in quotas}
    return made


def _page(found: Shown, codes: Sequence[str], language: str) -> Figure:
    signs = [Sign("tick", style.MUTED, say("refer_figure.quota", language)),
             Sign("ring", style.INK, say("refer_figure.same", language))]
    page = Page(parts.heading(found, "rules", signs, language))
    rows = _Rows(found, page, codes, language)
    rows.names()
    rows.dots()
    rows.numbers()
    return page.figure


class _Rows:
    """The rows of one page while they are drawn."""

    def __init__(self, found: Shown, page: Page, codes: Sequence[str], language: str) -> None:
        self.found, self.page, self.codes, self.language = found, page, codes, language
        self.values = deviations(found)
        self.bottom, self.top = page.bottom + AXIS, page.top - HEADS
        self.row = (self.top - self.bottom) / len(codes)
        self.size = min(9.5, 62 * self.row)
        self.right = page.right - COLUMN * len(self.values)

    def y(self, index: int) -> float:
        """The middle of a row, in inches."""
        return self.top - (index + 0.5) * self.row

    def names(self) -> None:
        """The names at the left, every other row on a band."""
        for index, code in enumerate(self.codes):
            if index % 2 == 0:
                self.page.box(self.page.left, self.y(index) - self.row / 2, self.page.right - self.page.left,
                              self.row, style.BAND)
            self.page.put(self.page.left + 0.05, self.y(index),
                          shorten(self.found.names[code], self.size, NAMES - 0.1), self.size)

    def dots(self) -> None:
        """A dot a rule on one axis; a ring where both rules end alike."""
        values = [float(v[m]) for v in self.values.values() for m in self.codes if self.found.open(m)]
        low, high = min([-1.0, *values]), max([1.0, *values])
        low, high = low - 0.04 * (high - low), high + 0.04 * (high - low)
        distance = step(high - low, 10)
        left, wide = self.page.left + NAMES, self.right - self.page.left - NAMES - 0.1
        ax = self.page.axes(left, self.bottom, wide, self.top - self.bottom)
        ax.set(xlim=(low, high), ylim=(len(self.codes) - 0.5, -0.5))
        ax.axvline(0, color=style.MUTED, linewidth=1.4, zorder=1)
        for place in range(ceil(low / distance), floor(high / distance) + 1):
            value = place * distance
            ax.axvline(value, color=style.RULE, linewidth=0.6, zorder=0)
            shown = decimal(Fraction(value), 0 if distance >= 1 else 1, self.language, sign=True)
            self.page.put(left + (value - low) / (high - low) * wide, self.bottom - 0.14, shown, 8,
                          color=style.MUTED, ha="center")
        for index, code in enumerate(self.codes):
            self._row(ax, index, code)
        axis = say("refer_figure.axis", self.language)
        self.page.put(left + wide / 2, self.page.bottom + 0.12, axis, 9, color=style.MUTED, ha="center")

    def _row(self, ax: Axes, index: int, code: str) -> None:
        if not self.found.open(code):
            ax.text(0, index, " " + say("refer_figure.hidden", self.language), fontsize=self.size - 1,
                    color=style.MUTED, va="center")
            return
        ends = [float(value[code]) for value in self.values.values()]
        if len(set(ends)) == 1:
            ax.plot(ends[0], index, "o", markersize=6, markerfacecolor="white", markeredgecolor=style.INK)
            return
        ax.plot(ends, [index] * len(ends), color=style.RULE, linewidth=1.6, zorder=1)
        for rule, end in zip(self.values, ends, strict=True):
            ax.plot(end, index, "o", markersize=6, color=parts.COLOURS[rule], zorder=3)

    def numbers(self) -> None:
        """The deviations as numbers, a column a rule."""
        for at, (rule, values) in enumerate(self.values.items()):
            x = self.right + COLUMN * (at + 1) - 0.08
            name = rule_name(rule, self.language)
            size = min(8.5, 8.5 * (COLUMN - 0.1) / width(name, 8.5, True))
            self.page.put(x, self.top + 0.1, name, size, color=parts.COLOURS[rule], ha="right", bold=True)
            for index, code in enumerate(self.codes):
                shown = decimal(values[code], 1, self.language, sign=True) if self.found.open(code) else ".."
                self.page.put(x, self.y(index), shown, self.size, ha="right")
