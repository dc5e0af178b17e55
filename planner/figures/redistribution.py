"""Shares before and after a redistribution: a ring, an arrow, a dot; givers above, receivers below."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import partial
from typing import TYPE_CHECKING

from models.redistribution import UNITS, after
from planner.figures import style
from planner.figures.naming import some
from planner.figures.order import by_name, large, step
from planner.figures.style import HEIGHT, Drawing, Heading, Page, Sign
from planner.figures.text import fitting, shorten, width
from planner.source_line import source_line
from planner.wording import decimal, say, whole

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from planner.redistribute_run import Redistributed

HEAD, AXIS, MOST = 0.27, 0.36, 0.34  # inches: a block's head, its axis, the highest row
FAR = 1.6  # a room further out than so many times the greatest share is not drawn
# Columns right of the bars: word, inches.
COLUMNS = (("share_before", 0.98), ("moved", 0.8), ("share_after", 0.98), ("planned", 0.98))
WHOM = 2.95  # inches: whom it gives to, or has it from
SMALL = 6.5  # points: the smallest letters there


@dataclass(frozen=True)
class Row:
    """One municipality: shares in 0.01 promille, what it has room for, its planning estimates, whom with."""

    code: str
    name: str
    side: str
    before: int
    later: int
    fits: int | None
    planned: tuple[int, int]
    whom: tuple[str, ...]

    @property
    def reach(self) -> float:
        """How far the row goes on the axis, promille."""
        return max(self.before, self.later) / UNITS


def draw(done: Redistributed, language: str) -> list[Drawing]:
    """The figure ``redistribution``; nothing where nobody is willing."""
    rows = list(_rows(done, language))
    if not rows:
        return []
    head = _heading(done, rows, language)
    return [Drawing(style.stem("redistribution", done.example), head.title,
                    partial(_figure, head, rows, language))]


def _rows(done: Redistributed, language: str) -> Iterator[Row]:
    """Givers, then receivers, each by name."""
    asked, then = done.question, after(done.question, done.shown)
    names = {town.code: town.name for town in asked.county.municipalities}
    for side, held in (("giver", asked.givers), ("receiver", asked.receivers)):
        for code in by_name({code: names[code] for code in held}):
            mates = [(one.receiver if side == "giver" else one.giver, one.units) for one in done.shown
                     if code == (one.giver if side == "giver" else one.receiver)]
            told = tuple(f"{names[mate]} {_promille(units, language)}" for mate, units in mates)
            yield Row(code, names[code], side, asked.weights[code], then[code], asked.fits(code),
                      (asked.planned(asked.weights[code]), asked.planned(then[code])),
                      told)


def _heading(done: Redistributed, rows: list[Row], language: str) -> Heading:
    """Title, how to read it, the key, and what it rests on."""
    asked, case = done.question, done.case
    title = say("figure_redistribution.title", language)
    if done.example:
        title = say("figure.example", language, title=title)
    lead = say("figure_redistribution.lead" if done.shown else "figure_redistribution.lead_none", language,
               promille=_promille(sum(one.units for one in done.shown), language),
               whole=say(f"figure_redistribution.{asked.whole}", language),
               first=str(asked.first), last=str(asked.last))
    signs = [Sign("ring", style.MUTED, say("figure_redistribution.before", language)),
             Sign("dot", style.INK, say("figure_redistribution.after", language))]
    if any(row.fits is not None for row in rows):
        signs.append(Sign("tick", style.WARN, say("figure_redistribution.room", language)))
    source = say("figure.source", language, source=source_line(case, language), run=done.id[:12])
    under = done.scenario.settings.title or done.scenario.name
    if len(_blocks(rows)) > 1:
        lead = f"{lead} {say('figure_redistribution.scales', language)}"
    which = say(f"figure_redistribution.{'list' if done.listed else 'proposal'}", language)
    return Heading(title, f"{asked.county.name} · {under} · {which}", lead, tuple(signs), source)


def _blocks(rows: list[Row]) -> list[list[Row]]:
    """Givers and receivers; the few that would dwarf the others of their side in a block of their own."""
    found = []
    for side in ("giver", "receiver"):
        ours = [row for row in rows if row.side == side]
        apart = large({row.code: row.reach for row in ours})
        found += [[row for row in ours if row.code in apart], [row for row in ours if row.code not in apart]]
    return [block for block in found if block]


def _figure(head: Heading, rows: list[Row], language: str) -> Figure:
    """The page, as high as its rows need, at most A4."""
    blocks = _blocks(rows)
    fixed = len(blocks) * (HEAD + AXIS) + 1.95
    page = Page(head, min(HEIGHT, max(3.6, fixed + MOST * len(rows))))
    room = page.top - page.bottom - len(blocks) * (HEAD + AXIS)
    pitch = min(MOST, room / len(rows))
    size = min(9.5, pitch * 72 * 0.68)
    wide = min(2.2, max(width(row.name, size) for row in rows)) + 0.15
    y = page.top - HEAD
    for block in blocks:
        _Block(page, block, language, (pitch, size, wide)).draw(y)
        y -= pitch * len(block) + AXIS + HEAD
    return page.figure


@dataclass(frozen=True)
class _Block:
    """Rows on one scale; ``look`` is the rows' height, the size of their letters, the names' width."""

    page: Page
    rows: list[Row]
    language: str
    look: tuple[float, float, float]

    def draw(self, top: float) -> None:
        """Head, rows, axis."""
        page, (pitch, size, wide) = self.page, self.look
        left, columns = page.left + wide, sum(w for _, w in COLUMNS) + WHOM
        across, high = page.right - columns - left - 0.15, pitch * len(self.rows)
        self._heads(top + 0.1, page.right - columns)
        ax = page.axes(left, top - high, across, high)
        end = max(row.reach for row in self.rows)
        rooms = [row.fits / UNITS for row in self.rows if row.fits is not None]
        end = max([end, *(room for room in rooms if room <= FAR * end)])
        by = step(end or 1.0, 5)
        most = max(by, end) * 1.04
        ax.set(xlim=(-most * 0.015, most), ylim=(len(self.rows), 0))
        for index, row in enumerate(self.rows):
            y = top - pitch * (index + 0.5)
            if index % 2 == 0:
                page.box(page.left, y - pitch / 2, page.right - page.left, pitch, style.BAND)
            page.put(page.left + 0.04, y, shorten(row.name, size, wide - 0.1), size)
            _paint(ax, index + 0.5, row, most)
            self._numbers(row, page.right - columns, y)
        self._ticks(ax, (left, across, top - high), by, most)

    def _heads(self, y: float, x: float) -> None:
        side = self.rows[0].side
        self.page.put(self.page.left + 0.04, y, say(f"figure_redistribution.{side}", self.language), 9.5,
                      bold=True)
        for word, wide in COLUMNS:
            text = say(f"redistribute_column.{word}", self.language)
            x += wide
            self.page.put(x, y, text, fitting(text, 8.5, wide - 0.06, 6), color=style.MUTED, ha="right")
        self.page.put(x + 0.2, y, say(f"figure_redistribution.whom_{side}", self.language), 8.5,
                      color=style.MUTED)

    def _numbers(self, row: Row, x: float, y: float) -> None:
        net = decimal(Fraction(row.later - row.before, UNITS), 2, self.language, sign=True)
        planned = " → ".join(whole(n, self.language) for n in row.planned)
        texts = (_promille(row.before, self.language), net, _promille(row.later, self.language), planned)
        size = self.look[1]
        for text, (word, wide) in zip(texts, COLUMNS, strict=True):
            x += wide
            self.page.put(x, y, text, size, ha="right", bold=word == "moved" and row.later != row.before)
        text = self._whom(row.whom)
        self.page.put(x + 0.2, y, text, fitting(text, size, WHOM - 0.25, SMALL))

    def _whom(self, told: tuple[str, ...]) -> str:
        """As many of the others as there is room for, then how many more; a dash for nobody."""
        for most in range(len(told), 1, -1):
            text = some(told, self.language, most)
            if width(text, SMALL) <= WHOM - 0.25:
                return text
        return shorten(some(told, self.language, 1) if told else "–", SMALL, WHOM - 0.25)

    def _ticks(self, ax: Axes, place: tuple[float, float, float], by: float, most: float) -> None:
        """Grid lines with their numbers, promille."""
        left, across, bottom = place
        digits = 0 if by >= 1 else 1 if by >= 0.1 else 2
        for value in (index * by for index in range(math.floor(most / by) + 1)):
            ax.axvline(value, color=style.RULE, linewidth=0.6, zorder=0)
            at = left + across * (value + most * 0.015) / (most * 1.015)
            self.page.put(at, bottom - 0.1, decimal(round(value, 6), digits, self.language), 8,
                          color=style.MUTED, ha="center")
        self.page.put(left + across + 0.08, bottom - 0.1, "‰", 8, color=style.MUTED)


def _paint(ax: Axes, y: float, row: Row, most: float) -> None:
    """A ring where the share was, an arrow to a dot where it is; the room as a tick where it is in sight."""
    start, end = row.before / UNITS, row.later / UNITS
    if row.fits is not None and row.fits / UNITS <= most:
        ax.plot([row.fits / UNITS], [y], "|", color=style.WARN, markersize=9, markeredgewidth=2, zorder=2)
    if start != end:
        colour = style.WARN if end < start else style.NEW
        ax.annotate("", (end, y), (start, y), zorder=3, annotation_clip=False,
                    arrowprops={"arrowstyle": "-|>", "color": colour, "linewidth": 2,
                                "shrinkA": 3, "shrinkB": 3})
    same = start == end
    ax.plot([start], [y], "o", markersize=8 if same else 6, markerfacecolor="none" if same else "white",
            markeredgecolor=style.MUTED, markeredgewidth=1.4, zorder=4, clip_on=False)
    ax.plot([end], [y], "o", color=style.INK, markersize=5, zorder=5, clip_on=False)


def _promille(units: int, language: str) -> str:
    return decimal(Fraction(units, UNITS), 2, language)
