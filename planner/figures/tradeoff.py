"""Two goals against each other: every step a point, its number beside it, the values in a list."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from itertools import pairwise
from typing import TYPE_CHECKING

from models.goals import Goal
from models.tradeoff import Step
from planner.figures import style
from planner.figures.style import HEIGHT, Drawing, Heading, Page, Sign
from planner.figures.text import fitting, shorten
from planner.source_line import source_line
from planner.tradeoff_told import amount, goal_name, titled, unit_word
from planner.wording import decimal, say

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from planner.tradeoff_run import Traded

# Where a number may stand beside its point, in points: the nearest first, farther out after them.
PLACES = tuple((r * x, r * y) for r in (10, 17, 25) for x, y in (
    (0.75, 0.75), (-0.75, -0.75), (1, 0), (-1, 0), (0, 1), (0, -1), (0.75, -0.75), (-0.75, 0.75)))
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
        signs.append(Sign("dash", style.MUTED, say("figure_tradeoff.between", language)))
    source = say("figure.source", language, source=source_line(found.case, language), run=found.id[:12])
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
    page.put(left + wide / 2, page.bottom + 0.1, with_unit(first, language), 9.5, ha="center")
    page.put(page.left, page.top - 0.1, with_unit(second, language), 9.5)
    _list(found, page, language)
    return page.figure


def with_unit(goal: Goal, language: str) -> str:
    """The goal's name with its unit after it, as an axis is titled."""
    unit = say(f"unit.{unit_word(goal)}", language, value="").strip()
    return say("figure_tradeoff.axis", language, goal=goal_name(goal, language), unit=unit) if unit \
        else goal_name(goal, language)


def _points(found: Traded, ax: Axes) -> None:
    """Points, each with its number; dashes only where there may be more between two of them."""
    frontier, picked = found.frontier, _picked(found)
    at = [(float(step.first), float(step.second)) for step in frontier.steps]
    for i, (one, other) in enumerate(pairwise(at)):
        if i in frontier.gaps:
            ax.plot([one[0], other[0]], [one[1], other[1]], color=style.TODAY, linewidth=1.2, zorder=1,
                    linestyle=(0, (4, 3)))
    for i, (x, y) in enumerate(at):
        ax.plot([x], [y], "o", color=style.WARN if i == picked else style.NEW, markersize=7, zorder=3)
    for i, offset in enumerate(_offsets(ax, at)):
        ax.annotate(str(i + 1), at[i], offset, textcoords="offset points", fontsize=9, zorder=4, ha="center",
                    va="center")


def _offsets(ax: Axes, at: Sequence[tuple[float, float]]) -> list[tuple[float, float]]:
    """Where each number stands beside its point, in points: the first place that is free of others."""
    box = ax.get_window_extent()
    scale = 72 / ax.figure.dpi
    wide, high = ((max(values) - min(values)) or 1.0 for values in zip(*at, strict=True))
    points = [(x / wide * box.width * scale / 1.16, y / high * box.height * scale / 1.16) for x, y in at]
    taken, found = list(points), []
    for x, y in points:
        free = next((place for place in PLACES if all(
            abs(x + place[0] - a) > 9 or abs(y + place[1] - b) > 9 for a, b in taken)), PLACES[-1])
        taken.append((x + free[0], y + free[1]))
        found.append(free)
    return found


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
