"""Children from asylum places to permit places and dwellings of their own: four stocks and flows."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from models.permit_terms import STAY
from planner.figures import style
from planner.figures.facts import Facts
from planner.figures.style import Drawing, Page, Sign, heading
from planner.permit_story import PermitStory
from planner.view import View
from planner.wording import decimal, say, whole

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

WAITING, GRANTED, NEEDED, PLANNED, DWELLING = "#56B4E9", "#0072B2", "#D55E00", "#4D4D4D", "#009E73"
BETWEEN, HEAD, FOOT, LEFT = 0.55, 0.3, 0.32, 0.5  # inches between panels, above, below and beside each
TOP = 1.15  # a panel reaches so much above its highest value
TICKS = 5
Painter = Callable[["Axes", PermitStory, str], None]


def draw(view: View, facts: Facts) -> list[Drawing]:
    """The figure ``permit_stock``; none without [permit-stock]."""
    story = view.permits
    if story is None:
        return []
    example = view.example or bool(story.assumed)
    shown = view if view.example == example else _as_example(view)
    head = heading(shown, "permit_title", _lead(story, view.language), _signs(view.language))

    def build() -> Figure:
        page = Page(head)
        wide = (page.right - page.left - BETWEEN) / 2
        high = (page.top - page.bottom) / 2
        panels: tuple[tuple[str, Painter], ...] = (
            ("permit_asylum", _asylum), ("permit_stock", _stock),
            ("permit_children", _children), ("permit_own", _own))
        for i, (word, paint) in enumerate(panels):
            left = page.left + (i % 2) * (wide + BETWEEN)
            bottom = page.top - (i // 2 + 1) * high
            page.put(left, bottom + high - 0.14, say(f"figure.{word}", view.language), 10.5, bold=True)
            ax = page.axes(left + LEFT, bottom + FOOT, wide - LEFT - 0.5, high - HEAD - FOOT)
            paint(ax, story, view.language)
        return page.figure
    return [Drawing(style.stem("permit_stock", example), head.title, build)]


def _as_example(view: View) -> View:
    from dataclasses import replace
    return replace(view, example=True)


def _lead(story: PermitStory, language: str) -> str:
    """The last year's need beside the plan, and how much of it is assumed."""
    last = story.years[-1]
    word = "permit_rests" if any(one.word == STAY for one in story.assumed) else "permit_rests_other"
    terms = say(f"figure.{word}", language, count=len(story.assumed),
                all=len(story.parameters)) if story.assumed else ""
    return say("figure.permit_lead", language, year=last.year, own=last.own, terms=terms,
               needed=last.needed(story.model.section.measured), planned=story.planned[last.year])


def _signs(language: str) -> list[Sign]:
    """The key: what each colour is."""
    found = ((NEEDED, "needed"), (PLANNED, "planned"), (WAITING, "waiting"), (GRANTED, "granted"))
    return [Sign("box", colour, say(f"figure.permit_{word}", language)) for colour, word in found]


def _asylum(ax: Axes, story: PermitStory, language: str) -> None:
    """Asylum places in service, month by month."""
    heights = [float(one.places) for one in story.months]
    ax.step([i + 1 for i in range(-1, len(heights))], [heights[0], *heights], where="pre", color=PLANNED,
            linewidth=2)
    first = story.months[0].year
    for year, places in story.asylum.items():
        _over(ax, 12 * (year - first) + 11.7, float(places), whole(places, language), "right")
    _frame(ax, story, max(heights), language)


def _children(ax: Axes, story: PermitStory, language: str) -> None:
    """Children on asylum places at the end of each month: waiting, and with a permit above them."""
    months = [i + 1 for i in range(len(story.months))]
    waiting = [float(one.waiting) for one in story.months]
    both = [float(one.children) for one in story.months]
    ax.fill_between(months, waiting, color=WAITING, linewidth=0)
    ax.fill_between(months, waiting, both, color=GRANTED, linewidth=0)
    _frame(ax, story, max(both), language)
    _end(ax, len(months), both[-1], decimal(story.months[-1].children, 1, language), style.INK)


def _stock(ax: Axes, story: PermitStory, language: str) -> None:
    """Permit places needed at the end of each month, and those of the plan at the end of each year."""
    needed = [float(one.stock) for one in story.months]
    months = [i + 1 for i in range(len(needed))]
    ax.plot(months, needed, color=NEEDED, linewidth=2, zorder=4)
    first = story.months[0].year
    for year, places in story.planned.items():
        start = 12 * (year - first)
        ax.plot([start, start + 12], [places, places], color=PLANNED, linewidth=2, zorder=3)
        _over(ax, start + 0.3, float(places), whole(places, language), "left")
    _frame(ax, story, max(*needed, *story.planned.values()), language)
    _end(ax, len(months), needed[-1], decimal(story.months[-1].stock, 1, language), NEEDED)


def _own(ax: Axes, story: PermitStory, language: str) -> None:
    """Dwellings of their own that those who leave care need, by year."""
    first = story.months[0].year
    for one in story.years:
        middle = 12 * (one.year - first) + 6
        ax.bar([middle], [float(one.own)], width=6, color=DWELLING)
        _over(ax, middle, float(one.own), decimal(one.own, 1, language), "center")
    _frame(ax, story, max(float(one.own) for one in story.years), language)


def _frame(ax: Axes, story: PermitStory, most: float, language: str) -> None:
    """Axis from nought with grid lines at whole numbers, and the calendar years below."""
    from matplotlib.ticker import MaxNLocator
    top = max(most, 1.0) * TOP
    ax.set_xlim(0, len(story.months))
    ax.set_ylim(0, top)
    ticks = [int(t) for t in MaxNLocator(TICKS, integer=True).tick_values(0, top) if 0 <= t <= top]
    ax.set_yticks(ticks, [whole(t, language) for t in ticks], fontsize=9)
    years = list(dict.fromkeys(one.year for one in story.months))
    ax.set_xticks([12 * i + 6 for i in range(len(years))], [str(year) for year in years], fontsize=9.5)
    ax.tick_params(length=0)
    for tick in ticks:
        ax.axhline(tick, color=style.RULE, linewidth=0.6, zorder=0)
    for i in range(1, len(years)):
        ax.axvline(12 * i, color=style.RULE, linewidth=0.6, zorder=0)


def _over(ax: Axes, x: float, y: float, text: str, ha: str) -> None:
    """A value just above its mark."""
    ax.annotate(text, (x, y), xytext=(0, 3), textcoords="offset points", fontsize=9.5, ha=ha, va="bottom",
                color=style.INK)


def _end(ax: Axes, x: float, y: float, text: str, colour: str) -> None:
    """The last value beside the end of a line."""
    ax.annotate(text, (x, y), xytext=(4, 0), textcoords="offset points", fontsize=9.5, color=colour,
                va="center", fontweight="bold", annotation_clip=False)
