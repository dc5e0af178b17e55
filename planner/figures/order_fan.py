"""What each level of the order means: one small panel for each municipality, each on its own scale.

Across stands the county's number, the same in every panel and without breaks; upwards the
municipality's own number from nought. The plan's numbers stand at the points, so no panel needs
another's scale to be read.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from typing import TYPE_CHECKING

from planner.figures import style
from planner.figures.order import by_name, chunks
from planner.figures.style import Drawing, Heading, Page, Sign
from planner.figures.text import fitting, shorten
from planner.order_levels import Level
from planner.view import View
from planner.wording import say, whole

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

ACROSS, DOWN = 7, 4  # panels on a page
HEAD, FOOT, GAP = 0.24, 0.22, 0.3  # inches: name above, levels below, between panels
MARGIN = 0.06  # of the highest level, beside the points
ROOM = 1.28  # of the highest number, for the figures above the points


def draw(view: View, levels: Sequence[Level]) -> list[Drawing]:
    """The pages of the figure ``order_levels``; none where there are no levels."""
    if not levels:
        return []
    names = {t.code: t.name for t in levels[0].run.plan.problem.county.municipalities}
    example = any(one.run.case.example for one in levels)
    pages = chunks(by_name(names), ACROSS * DOWN)
    made = []
    for index, codes in enumerate(pages, 1):
        word = "order_levels" if len(pages) == 1 else f"order_levels_{index}"
        head = _heading(view, levels, example, "" if len(pages) == 1 else f" ({index}/{len(pages)})")
        named = {code: names[code] for code in codes}
        made.append(Drawing(style.stem(word, example), head.title, partial(_figure, head, named, levels,
                                                                            view.language)))
    return made


def _heading(view: View, levels: Sequence[Level], example: bool, part: str) -> Heading:
    """Title, county and year, how to read, the levels and what is there today."""
    language = view.language
    title = say("figure.fan_title", language)
    if example:
        title = say("figure.example", language, title=title)
    under = say("figure.fan_under", language, county=view.county,
                year=levels[0].run.plan.problem.need.years[-1])
    signs = [Sign("dot", style.NEW, say("figure.fan_plan", language)),
             *_levels(levels, language)]
    if any(levels[0].today.values()):
        signs.insert(1, Sign("box", style.TODAY, say("figure.fan_today", language)))
    source = say("figure.source", language, source=view.source_line, run=view.run_id[:12])
    return Heading(title + part, under, say("figure.fan_lead", language), tuple(signs), source)


def _levels(levels: Sequence[Level], language: str) -> Iterator[Sign]:
    """The county's number at each level, and the nation's that it is a part of where there is one."""
    nation = [one.national for one in levels if one.national is not None]
    for word, numbers in (("fan_levels", [one.number for one in levels]), ("fan_nation", nation)):
        if len(numbers) == len(levels):
            told = " · ".join(whole(number, language) for number in numbers)
            yield Sign("", style.INK, say(f"figure.{word}", language, levels=told))


def _figure(head: Heading, names: dict[str, str], levels: Sequence[Level], language: str) -> Figure:
    """One page of panels."""
    rows = -(-len(names) // ACROSS)
    page = Page(head, 1.9 + rows * 1.6)
    wide = (page.right - page.left + GAP) / ACROSS
    high = (page.top - page.bottom) / rows
    for index, (code, name) in enumerate(names.items()):
        left = page.left + wide * (index % ACROSS)
        top = page.top - high * (index // ACROSS)
        _panel(page, (left, top, wide - GAP, high), name, [(one.number, one.planned[code]) for one in levels],
               levels[0].today[code], language)
    return page.figure


def _panel(page: Page, box: tuple[float, float, float, float], name: str, points: Sequence[tuple[int, int]],
           today: int, language: str) -> None:
    """One municipality: name, line, points with their numbers, the lowest and highest level below."""
    left, top, wide, high = box
    bottom = top - high + FOOT
    page.put(left, top - 0.12, shorten(name, 9, wide, True), 9, bold=True)
    ax = page.axes(left, bottom, wide, high - HEAD - FOOT)
    most = max((n for _, n in points), default=0)
    low, end = -MARGIN * points[-1][0], points[-1][0] * (1 + MARGIN) or 1
    ax.set(xlim=(low, end), ylim=(0, max(most, today, 1) * ROOM))
    _paint(ax, points, today, language)
    ends = dict.fromkeys((points[0][0], points[-1][0]))
    for number in ends:
        x = left + wide * (number - low) / (end - low)
        text = whole(number, language)
        page.put(x, bottom - 0.09, text, fitting(text, 7, wide / 2, 5), color=style.MUTED, ha="center")


def _paint(ax: Axes, points: Sequence[tuple[int, int]], today: int, language: str) -> None:
    """The level lines, today's places, the way through the points and the number at each."""
    ax.axhline(0, color=style.MUTED, linewidth=0.8, zorder=1, clip_on=False)
    for number, _ in points:
        ax.axvline(number, color=style.RULE, linewidth=0.6, zorder=0)
    if today:
        ax.axhspan(0, today, facecolor=style.TODAY, alpha=0.55, zorder=0.5, linewidth=0)
    ax.plot([x for x, _ in points], [y for _, y in points], color=style.NEW, linewidth=1.4, zorder=3)
    ax.plot([x for x, _ in points], [y for _, y in points], "o", color=style.NEW, markersize=4, zorder=4,
            clip_on=False)
    for number, own in points:
        ax.annotate(whole(own, language), (number, own), (-2.5, 3), textcoords="offset points", fontsize=7.5,
                    ha="right", va="bottom", color=style.INK, annotation_clip=False, zorder=5)
