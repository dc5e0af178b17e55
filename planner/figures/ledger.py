"""The account: each municipality's fulfilment, and how many referrals it has left, by both readings."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import partial
from typing import TYPE_CHECKING

from models.ledger import READINGS
from planner.figures import style
from planner.figures.order import by_name, chunks, step
from planner.figures.style import Drawing, Heading, Page, Sign, bar, stem
from planner.figures.text import fitting, shorten, width
from planner.ledger_text import DASH, fulfilled, owed, reading_lines, rests
from planner.ledger_view import Ends, Shown, Standing
from planner.regime_told import regime_short
from planner.wording import decimal, say

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

ROWS_HIGH, HEADS, AXIS = 0.36, 0.34, 0.4  # inches: a row at most, the headings, an axis with its name
WIDEST = Fraction(5, 2)  # fulfilment is drawn to 250 per cent; what is beyond stands as a number
GAP, NUMBER = 0.2, 0.92  # between the parts; a column of numbers


def draw(found: Shown, title: str, account_id: str, language: str) -> list[Drawing]:
    """The pages of the figure ``ledger``, at most 40 municipalities on each, by name."""
    pages = chunks(by_name(found.names))
    head = _heading(found, title, account_id, language)
    made = []
    for index, codes in enumerate(pages, 1):
        word, part = ("ledger", "") if len(pages) == 1 else (f"ledger_{index}", f" ({index}/{len(pages)})")
        heading = Heading(head.title + part, head.under, head.lead, head.signs, head.source)
        made.append(Drawing(stem(word, found.example), heading.title,
                            partial(_figure, found, heading, codes, language)))
    return made


def _heading(found: Shown, title: str, account_id: str, language: str) -> Heading:
    """Title, county, who has most left, the signs, and what the account rests on."""
    account, counts = found.account, found.account.counts
    told = say("ledger_figure.title", language, start=str(counts.start), through=f"{counts.through:%Y-%m}")
    if found.example:
        told = say("figure.example", language, title=told)
    chosen = account.section.reading
    other = next(reading for reading in READINGS if reading != chosen)
    _, _, *most = reading_lines(found, language)
    lead = " ".join([say("ledger_figure.mirror", language), *most[:2]])
    signs = [Sign("dot", style.INK, say(f"ledger_figure.{chosen}", language)),
             Sign("ring", style.MUTED, say(f"ledger_figure.{other}", language)),
             Sign("box", style.UNDER, say("ledger_figure.left", language)),
             Sign("box", style.OVER, say("ledger_figure.over", language))]
    if not all(one.received.exact for one in found.standings):
        signs.append(Sign("", style.INK, say("ledger_figure.range", language)))
    if any(_beyond(one) for one in found.standings):
        signs.append(Sign("", style.INK, say("ledger_figure.beyond", language)))
    rules = regime_short(found.case.problem, language)
    source = say("figure.source", language, source=" ".join(filter(None, (rests(found, language), rules))),
                 run=account_id[:12])
    return Heading(told, f"{found.case.problem.county.name} · {title}", lead, tuple(signs), source)


@dataclass(frozen=True)
class _Part:
    """One drawing area: its left edge and width, the ends of its axis, and the distance of its ticks."""

    left: float
    wide: float
    low: float
    high: float
    step: float


def _figure(found: Shown, head: Heading, codes: Sequence[str], language: str) -> Figure:
    """One page."""
    return _Sheet(found, head, codes, language).page.figure


class _Sheet:
    """One page while it is drawn."""

    def __init__(self, found: Shown, head: Heading, codes: Sequence[str], language: str) -> None:
        self.language = language
        by_code = {one.code: one for one in found.standings}
        self.rows = [by_code[code] for code in codes]
        self.chosen = found.account.section.reading
        self.other = next(reading for reading in READINGS if reading != self.chosen)
        self.page = Page(head)
        page = self.page
        self.pitch = min(ROWS_HIGH, (page.top - page.bottom - HEADS - AXIS) / len(self.rows))
        self.size = min(9.5, self.pitch * 72 * 0.68)
        self.top = page.top - HEADS
        self.names = max(width(one.name, self.size) for one in self.rows) + 0.15
        self._rows()
        done, left = self._parts()
        self._area(done, self._fulfilments, "fulfilment", 100)
        self._cut(done)
        self._area(left, self._owed, "owed", 1)
        self._numbers(done, left)

    def _parts(self) -> tuple[_Part, _Part]:
        """Where the two areas lie, and their axes: fulfilment from 0, what is left around 0."""
        page = self.page
        start = page.left + self.names
        wide = (page.right - start - 4 * NUMBER - GAP) / 2
        most = [float(min(end, WIDEST)) for one in self.rows for reading in READINGS
                for end in one.fulfilment(reading) or ()]
        high = max([1.2, *most]) * 1.08
        ends = [float(end) for one in self.rows for reading in READINGS for end in one.owed(reading) or ()]
        low, top = min([0.0, *ends]) * 1.05, max([0.0, *ends]) * 1.05
        top = top if top > low else low + 1
        return (_Part(start, wide, 0.0, high, step(high, 5)),
                _Part(start + wide + 2 * NUMBER + GAP, wide, low, top, max(1.0, step(top - low, 5))))

    def _rows(self) -> None:
        """The names on bands."""
        page = self.page
        for index, one in enumerate(self.rows):
            y = self.top - self.pitch * (index + 0.5)
            if index % 2 == 0:
                page.box(page.left, y - self.pitch / 2, page.right - page.left, self.pitch, style.BAND)
            page.put(page.left + 0.04, y, shorten(one.name, self.size, self.names - 0.06), self.size)

    def _area(self, part: _Part, paint: Callable[[Axes, float, Standing], None], word: str,
              factor: int) -> None:
        """One drawing area with its grid, its axis and a mark for each row."""
        high = self.pitch * len(self.rows)
        ax = self.page.axes(part.left, self.top - high, part.wide, high)
        ax.set(xlim=(part.low, part.high), ylim=(len(self.rows), 0))
        for value in _ticks(part):
            strong = value == (1 if word == "fulfilment" else 0)
            ax.axvline(value, color=style.MUTED if strong else style.RULE, linewidth=1.1 if strong else 0.5,
                       zorder=0)
            at = part.left + part.wide * (value - part.low) / (part.high - part.low)
            self.page.put(at, self.top - high - 0.1, decimal(round(value * factor, 6), 0, self.language,
                          sign=word == "owed"), 8, color=style.MUTED, ha="center")
        self.page.put(part.left + part.wide / 2, self.top - high - 0.26,
                      say(f"ledger_figure.axis_{word}", self.language), 8, color=style.MUTED, ha="center")
        for index, one in enumerate(self.rows):
            paint(ax, index + 0.5, one)

    def _cut(self, part: _Part) -> None:
        """Arrows at the edge for what lies beyond it."""
        for index, one in enumerate(self.rows):
            if _beyond(one):
                self.page.put(part.left + part.wide, self.top - self.pitch * (index + 0.5), "→", self.size,
                              ha="right")

    def _fulfilments(self, ax: Axes, y: float, one: Standing) -> None:
        """A ring for the other reading, a dot for the chosen one."""
        for reading, colour, face, size in ((self.other, style.MUTED, "white", 6.5),
                                            (self.chosen, style.INK, style.INK, 5.5)):
            ends = one.fulfilment(reading)
            kept = (min(ends[0], WIDEST), min(ends[1], WIDEST)) if ends else None
            _mark(ax, y, kept, colour, face, size)

    def _owed(self, ax: Axes, y: float, one: Standing) -> None:
        """A bar for the chosen reading, a ring for the other."""
        ends = one.owed(self.chosen)
        if ends and ends[0] == ends[1]:
            bar(ax, y, 0, float(ends[0]), style.UNDER if ends[0] > 0 else style.OVER)
        else:
            _mark(ax, y, ends, style.INK, style.INK, 5.5)
        _mark(ax, y, one.owed(self.other), style.MUTED, "white", 6.5)

    def _numbers(self, done: _Part, left: _Part) -> None:
        """The numbers beside each area: the chosen reading first, then the other."""
        texts: tuple[tuple[_Part, str, Callable[[Standing, str, str], str]], ...] = (
            (done, "percent", fulfilled), (left, "left_short", owed))
        for part, word, text in texts:
            for index, reading in enumerate((self.chosen, self.other)):
                x = part.left + part.wide + NUMBER * (index + 1)
                head = say(f"ledger_figure.{word}_{reading}", self.language)
                self.page.put(x, self.top + 0.1, head, fitting(head, 8, NUMBER - 0.06, 5.5),
                              color=style.MUTED, ha="right")
                for line, one in enumerate(self.rows):
                    shown = text(one, reading, self.language)
                    self.page.put(x, self.top - self.pitch * (line + 0.5), shown,
                                  fitting(shown, self.size, NUMBER - 0.06, 5.5), ha="right",
                                  color=style.INK if index == 0 and shown != DASH else style.MUTED)


def _mark(ax: Axes, y: float, ends: Ends | None, colour: str, face: str, size: float) -> None:
    """A point, or a line from end to end where only a range may be shown; nothing where nothing may."""
    if ends is None:
        return
    low, high = float(ends[0]), float(ends[1])
    if low != high:
        y += 0.12 if face == "white" else -0.12
        ax.plot([low, high], [y, y], color=colour, linewidth=2.5, solid_capstyle="butt", zorder=3)
        return
    ax.plot([low], [y], "o", markersize=size, markerfacecolor=face, markeredgecolor=colour,
            markeredgewidth=1.3, zorder=4, clip_on=False)


def _beyond(one: Standing) -> bool:
    """Is a fulfilment further out than the axis reaches?"""
    return any(ends[1] > WIDEST for reading in READINGS if (ends := one.fulfilment(reading)))


def _ticks(part: _Part) -> Iterator[float]:
    """Every tick within the axis."""
    value = -(-part.low // part.step) * part.step
    while value <= part.high + 1e-9:
        yield round(value, 9)
        value += part.step
