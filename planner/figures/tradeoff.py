"""Two goals against each other: every step a point, its number beside it, the values in a list."""

from __future__ import annotations

from functools import partial
from itertools import pairwise
from typing import TYPE_CHECKING

from models.tradeoff import Step
from planner.figures import style
from planner.figures.style import HEIGHT, Drawing, Heading, Page, Sign
from planner.figures.text import fitting, shorten
from planner.source_line import source_line
from planner.tradeoff_told import amount, goal_name, titled
from planner.wording import decimal, say

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from planner.tradeoff_run import Traded

LIST, NUMBER, ROW = 4.6, 0.5, 0.26  # inches: the list's width, its first column, its highest row


def draw(found: Traded, language: str) -> list[Drawing]:
    """The figure ``avvagning``; nothing where there is no step."""
    if not found.frontier.steps:
        return []
    head = _heading(found, language)
    return [Drawing(style.stem("avvagning", found.case.example), head.title,
                    partial(_figure, found, head, language))]


def _heading(found: Traded, language: str) -> Heading:
    title = titled(found, language)
    if found.case.example:
        title = say("figure.example", language, title=title)
    signs = [Sign("dot", style.NEW, say("figure_tradeoff.step", language))]
    if _picked(found) is not None:
        signs.append(Sign("dot", style.WARN, say("figure_tradeoff.picked", language)))
    if not found.frontier.complete:
        signs.append(Sign("", style.MUTED, say("figure_tradeoff.between", language)))
    source = say("figure.source", language, source=source_line(found.case, language), run=found.id[:10])
    under = found.scenario.settings.title or found.scenario.name
    lead = say("figure_tradeoff.lead", language)
    return Heading(title, f"{found.case.problem.county.name} · {under}", lead, tuple(signs), source)


def _picked(found: Traded) -> int | None:
    return found.frontier.place(found.gained) if isinstance(found.gained, Step) else None


def _figure(found: Traded, head: Heading, language: str) -> Figure:
    """The points to the left, the list of steps to the right."""
    page = Page(head, HEIGHT * 0.8)
    left, bottom = page.left + 0.75, page.bottom + 0.55
    wide, high = page.right - LIST - 0.3 - left, page.top - bottom - 0.3
    ax = page.axes(left, bottom, wide, high)
    _points(found, ax)
    _axes(found, ax, language)
    first, second = found.frontier.first, found.frontier.second
    page.put(left + wide / 2, page.bottom + 0.1, goal_name(first, language), 9.5, ha="center")
    page.put(page.left, page.top - 0.1, goal_name(second, language), 9.5)
    _list(found, page, language)
    return page.figure


def _points(found: Traded, ax: Axes) -> None:
    """Points joined from one to the next, dashed where there may be more between; numbered."""
    frontier, picked = found.frontier, _picked(found)
    at = [(float(step.first), float(step.second)) for step in frontier.steps]
    for i, (one, other) in enumerate(pairwise(at)):
        ax.plot([one[0], other[0]], [one[1], other[1]], color=style.TODAY, linewidth=1.2, zorder=1,
                linestyle=(0, (4, 3)) if i in frontier.gaps else "-")
    for i, (x, y) in enumerate(at):
        ax.plot([x], [y], "o", color=style.WARN if i == picked else style.NEW, markersize=7, zorder=3)
    spans = [(max(v) - min(v)) or 1.0 for v in zip(*at, strict=True)]
    shown: list[tuple[float, float]] = []
    for i, (x, y) in enumerate(at):
        scaled = (x / spans[0], y / spans[1])
        if all(abs(scaled[0] - a) > 0.035 or abs(scaled[1] - b) > 0.05 for a, b in shown):
            shown.append(scaled)
            ax.annotate(str(i + 1), (x, y), (6, 5), textcoords="offset points", fontsize=9, zorder=4)


def _axes(found: Traded, ax: Axes, language: str) -> None:
    """Both axes with room around the points, a few ticks each in the language's print."""
    from matplotlib.ticker import MaxNLocator
    steps = found.frontier.steps
    for axis, values in (("x", [float(s.first) for s in steps]), ("y", [float(s.second) for s in steps])):
        room = 0.08 * ((max(values) - min(values)) or max(1.0, abs(values[0])))
        low, high = min(values) - room, max(values) + room
        (ax.set_xlim if axis == "x" else ax.set_ylim)(low, high)
        ticks = [t for t in MaxNLocator(6).tick_values(low, high) if low <= t <= high]
        digits = 0 if all(float(t).is_integer() for t in ticks) else 1 if high - low > 0.6 else 2
        told = [decimal(round(float(t), 6), digits, language) for t in ticks]
        if axis == "x":
            ax.set_xticks(ticks, told, color=style.MUTED, fontsize=8.5)
        else:
            ax.set_yticks(ticks, told, color=style.MUTED, fontsize=8.5)
    ax.grid(color=style.RULE, linewidth=0.6, zorder=0)
    ax.spines[["left", "bottom"]].set_visible(True)


def _list(found: Traded, page: Page, language: str) -> None:
    """The steps with both values in words."""
    frontier, picked = found.frontier, _picked(found)
    x, y = page.right - LIST, page.top - 0.1
    half = (LIST - NUMBER) / 2
    columns = ((x, say("figure_tradeoff.number", language), NUMBER),
               (x + NUMBER, goal_name(frontier.first, language), half),
               (x + NUMBER + half, goal_name(frontier.second, language), half))
    for at, text, room in columns:
        size = fitting(text, 9, room - 0.08, 6.5, True)
        page.put(at + 0.04, y, shorten(text, size, room - 0.08, True), size, bold=True)
    pitch = min(ROW, (y - page.bottom - 0.1) / (len(frontier.steps) + 1))
    size = min(9.0, pitch * 72 * 0.68)
    for i, step in enumerate(frontier.steps):
        y -= pitch
        if i % 2 == 0:
            page.box(x, y - pitch / 2, LIST, pitch, style.BAND)
        cells = (str(i + 1), amount(frontier.first, step.first, language),
                 amount(frontier.second, step.second, language))
        for (at, _, room), text in zip(columns, cells, strict=True):
            page.put(at + 0.04, y, text, fitting(text, size, room - 0.08, 5.5), bold=i == picked,
                     color=style.WARN if i == picked else style.INK)
