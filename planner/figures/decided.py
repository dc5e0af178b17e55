"""The plan beside a decision: a dot for the plan, a ring for the decision, the way between them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from planner.figures import style
from planner.figures.facts import Facts
from planner.figures.naming import SPACE
from planner.figures.rows import Column, Plot, drawings
from planner.figures.style import Drawing, Sign, heading
from planner.view import View
from planner.wording import decimal, say, whole

if TYPE_CHECKING:
    from matplotlib.axes import Axes


@dataclass(frozen=True)
class Row:
    """One municipality and kind: the plan's number and the decided one, in the unit of the scenario."""

    code: str
    name: str
    planned: int
    decided: int

    @property
    def difference(self) -> int:
        """The plan less the decision."""
        return self.planned - self.decided


def draw(view: View, facts: Facts) -> list[Drawing]:
    """The pages of the figure ``decided``, last decided year; none for a run without a decision."""
    if view.decided is None or not len(view.decided):
        return []
    year, language = int(view.decided["year"].max()), view.language
    rows = _rows(view, year)
    every = [row for kind in rows.values() for row in kind.values()]
    lead = say("figure.decided_lead", language, title=view.decided_title, year=year,
               count=len({row.code for row in every}), planned=sum(row.planned for row in every),
               decided=sum(row.decided for row in every))
    heads = {kind: view.kinds.get(kind, "") for kind in rows} if len(rows) > 1 else {}
    plot = Plot("decided", heading(view, "decided_title", lead, _signs(language)), rows, heads,
                extent=lambda row: (0.0, float(max(row.planned, row.decided))), paint=_paint,
                columns=_columns(language, len(rows)), axis=say("figure.decided_axis", language))
    return drawings(view, facts, plot)


def _rows(view: View, year: int) -> Mapping[str, Mapping[str, Row]]:
    """By kind ("" = all kinds together) and code."""
    found: dict[str, dict[str, Row]] = {}
    assert view.decided is not None
    for record in view.decided.to_dict("records"):
        if int(record["year"]) == year:
            code = str(record["code"])
            found.setdefault(str(record["kind"] or ""), {})[code] = Row(
                code, str(record["name"]), int(record["planned"]), int(record["decided"]))
    return found


def _signs(language: str) -> list[Sign]:
    """The key: dot, ring, and the two colours between them."""
    return [Sign("dot", style.INK, say("figure.decided_plan", language)),
            Sign("ring", style.MUTED, say("figure.decided_decision", language)),
            Sign("box", style.OVER, say("figure.decided_fewer", language)),
            Sign("box", style.UNDER, say("figure.decided_more", language))]


def _columns(language: str, panels: int) -> list[Column]:
    """Plan, decision and difference in numbers."""
    columns = [
        Column(say("figure.decided_head_plan", language), lambda r: whole(r.planned, language), 0.55),
        Column(say("figure.decided_head_decided", language), lambda r: whole(r.decided, language), 0.66),
        Column(say("figure.decided_head_difference", language),
               lambda r: decimal(r.difference, 0, language, sign=True), 0.7, bold=True)]
    return [*columns, SPACE] if panels > 1 else columns


def _paint(ax: Axes, y: float, row: Row) -> None:
    """A bar between the two numbers, a dot and a ring at its ends."""
    colour = style.OVER if row.difference < 0 else style.UNDER
    if row.difference:
        ax.plot([row.planned, row.decided], [y, y], color=colour, linewidth=4, zorder=2,
                solid_capstyle="butt", alpha=0.75)
    ax.plot([row.planned], [y], "o", color=style.INK, markersize=5.6, zorder=5, clip_on=False)
    ax.plot([row.decided], [y], "o", markersize=6.8 if row.difference else 9.5, zorder=4, clip_on=False,
            markerfacecolor="white", markeredgecolor=style.MUTED, markeredgewidth=1.5)
