"""Forced or chosen: a row a municipality, the range of all best plans on the margin's, the plan a tick."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from planner.alternatives_run import Sought
from planner.alternatives_text import same_in, span
from planner.figures import style
from planner.figures.facts import read
from planner.figures.naming import SPACE, some
from planner.figures.new_places import kind_name
from planner.figures.rows import Column, Plot, drawings
from planner.figures.style import Drawing, Sign, heading
from planner.view import View
from planner.wording import say, whole

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from models.alternatives import Reach

NEAR, BEST = "#8FBFDE", style.NEW  # the margin's range is a lighter shade of the best plans'


@dataclass(frozen=True)
class Row:
    """One municipality and kind in the last year: the plan, the range of best plans, the margin's."""

    code: str
    name: str
    plan: int
    best: Reach
    near: Reach


def draw(view: View, sought: Sought) -> list[Drawing]:
    """The pages of ``alternativ``; none without a proved plan."""
    found = sought.found
    if found is None:
        return []
    names = {m.code: m.name for m in found.plan.problem.county.municipalities}
    rows = {kind: {cell[0]: Row(cell[0], names[cell[0]], found.plan.places[cell], found.best[cell],
                                found.near[cell]) for cell in sought.last(kind)} for kind in view.kinds}
    same, count = same_in(sought, found.best)
    lead = say("figure.alternatives_lead", view.language, same=same, count=count, margin=found.margin,
               near=same_in(sought, found.near)[0])
    heads = {kind: kind_name(view, kind) for kind in rows} if len(rows) > 1 else {}
    head = heading(view, "alternatives_title", lead, _signs(rows, view.language))
    plot = Plot("alternativ", head, rows, heads,
                extent=_extent, paint=_paint, columns=_columns(view.language, len(rows)),
                axis=say("figure.alternatives_axis", view.language), note=_note(rows, view.language))
    return drawings(view, read(view), plot)


def _signs(rows: Mapping[str, Mapping[str, Row]], language: str) -> list[Sign]:
    """The key of what is drawn: the ranges that are open, and the plan."""
    every = [row for found in rows.values() for row in found.values()]
    ranges = ((NEAR, "near", [row.near for row in every]), (BEST, "best", [row.best for row in every]))
    return [*(Sign("box", colour, say(f"figure.alternatives_{word}", language))
              for colour, word, reaches in ranges if any(one.least < one.most for one in reaches)),
            Sign("tick", style.INK, say("figure.alternatives_plan", language))]


def _columns(language: str, panels: int) -> list[Column]:
    """The plan and both ranges in numbers."""
    made = [Column(say("alternatives.head_plan", language), lambda r: whole(r.plan, language), 0.55,
                   bold=True),
            Column(say("alternatives.head_best", language), lambda r: _span(r.best, language), 0.8),
            Column(say("alternatives.head_near", language), lambda r: _span(r.near, language), 1.05)]
    return [*made, SPACE] if panels > 1 else made


def _span(reach: Reach, language: str) -> str:
    """The range; with a star where it may be wider."""
    if reach.proved:
        return span(reach, language)
    least, most = whole(reach.least, language), whole(reach.most, language)
    return f"{least}*" if least == most else f"{least}–{most}*"


def _note(rows: Mapping[str, Mapping[str, Row]], language: str) -> str:
    """Whose range was not settled in time."""
    names = dict.fromkeys(row.name for found in rows.values() for row in found.values()
                          if not (row.best.proved and row.near.proved))
    told = say("figure.alternatives_unproved", language, names=some(list(names), language))
    return f"* {told}" if names else ""


def _extent(row: Row) -> tuple[float, float]:
    return 0.0, float(max(row.near.most, row.best.most))


def _paint(ax: Axes, y: float, row: Row) -> None:
    """The margin's range, the best plans' on it, and the plan's number as a tick across both."""
    for reach, colour, wide in ((row.near, NEAR, 10), (row.best, BEST, 5)):
        if reach.least < reach.most:
            ax.plot([reach.least, reach.most], [y, y], color=colour, linewidth=wide, zorder=2,
                    solid_capstyle="butt", clip_on=False)
    ax.plot([row.plan] * 2, [y - 0.36, y + 0.36], color=style.INK, linewidth=1.8, zorder=4, clip_on=False)
