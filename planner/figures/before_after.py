"""Places today and after the plan: a ring, a dot, and the way between them, year by year."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from planner.figures import style
from planner.figures.facts import LEDGER, Facts, Row
from planner.figures.naming import SPACE, some
from planner.figures.new_places import county_sentence, ended_column, kind_heads, shades, signed
from planner.figures.order import by_name
from planner.figures.rows import Column, Plot, drawings
from planner.figures.style import Drawing, Sign, heading
from planner.view import View
from planner.wording import say, unit_of, whole

if TYPE_CHECKING:
    from matplotlib.axes import Axes

YEARS = 5  # at most so many years get a column of their own
NAMED = 3  # so many municipalities are named as those that get the most


def draw(view: View, facts: Facts) -> list[Drawing]:
    """The pages of the figure ``before_after``; the bars count places, whatever the basis, or what the
    ledger holds before and after the plan.
    """
    if facts.basis != LEDGER and unit_of(view.language) != "places":
        return []  # of referrals and persons nothing stands from before
    language, colours = view.language, shades(len(facts.years))
    plot = Plot(
        "before_after", heading(view, "rows_before_after", _lead(view, facts), _signs(view, facts, colours)),
        facts.rows, kind_heads(view, facts),
        extent=lambda row: (0.0, float(max(row.today, *row.after))),
        paint=lambda ax, y, row: _paint(ax, y, row, colours),
        columns=_columns(view, facts), axis=say("figure.axis_stock", language))
    return drawings(view, facts, plot)


def _lead(view: View, facts: Facts) -> str:
    """The county's numbers, who gets the most, who gets fewer, and where nothing changes."""
    language, rows = view.language, facts.total
    parts = [county_sentence(facts, language)]
    ordered = by_name(facts.names)
    growing = sorted((c for c in ordered if rows[c].new > 0), key=lambda c: -rows[c].new)
    if growing:
        least = rows[growing[:NAMED][-1]].new
        ahead = [c for c in growing if rows[c].new >= least]
        if len(ahead) > NAMED + 2 and rows[ahead[0]].new > least:  # too many share the third place
            ahead = [c for c in ahead if rows[c].new > least]
        parts.append(_named("most_new", ahead, facts, language))
    falling = [c for c in ordered if rows[c].change < 0]
    same = [c for c in ordered if rows[c].new == rows[c].gone == 0]
    parts += [_named("fewer", falling, facts, language)] if falling else []
    parts += [_named("unchanged", same, facts, language, False)] if same else []
    return " ".join(parts)


def _named(key: str, codes: Sequence[str], facts: Facts, language: str, values: bool = True) -> str:
    """A sentence of the words file about some municipalities, each with its new places or its change."""
    count = {c: facts.total[c].change if key == "fewer" else facts.total[c].new for c in codes}
    told = [say("figure.rows_own_value", language, name=facts.names[c],
                value=signed(count[c], language)) if values else facts.names[c] for c in codes]
    return say(f"figure.rows_{key}", language, names=some(told, language))


def _signs(view: View, facts: Facts, colours: Sequence[str]) -> list[Sign]:
    """The key: ring, the new places or the change (by year where there are several), dot."""
    language, years = view.language, facts.years
    ended = any(row.gone for row in facts.total.values())
    one, each = ("change", "rows_change_in_year") if ended else ("new", "rows_in_year")
    new = [Sign("box", colour, say(f"figure.{one if len(years) == 1 else each}", language, year=year))
           for year, colour in zip(years, colours, strict=True)]
    gone = any(row.change < 0 for rows in facts.rows.values() for row in rows.values())
    return [Sign("ring", style.MUTED, say("figure.today", language)), *new,
            *([Sign("box", style.WARN, say("figure.rows_gone", language))] if gone else []),
            Sign("dot", style.INK, say("figure.rows_after_year", language, year=str(years[-1])))]


def _columns(view: View, facts: Facts) -> list[Column]:
    """Today, the places after each year (the last alone where room is short), and the change."""
    language, years = view.language, facts.years
    each = 1 < len(years) <= YEARS and len(facts.rows) == 1
    shown = range(len(years)) if each else range(len(years) - 1, len(years))
    after = [Column(str(years[i]) if each else say("figure.head_after", language),
                    lambda r, i=i: whole(r.after[i], language), 0.52)  # type: ignore[misc]
             for i in shown]
    gone = [ended_column(facts, language, True)] if any(r.gone for r in facts.total.values()) else []
    today = Column(say("figure.head_today", language), lambda r: whole(r.today, language), 0.52)
    new = Column(say("figure.head_new", language), lambda r: signed(r.new, language), 0.56, bold=True)
    return [today, *after, *gone, new, *([SPACE] if len(facts.rows) > 1 else [])]


def _paint(ax: Axes, y: float, row: Row, colours: Sequence[str]) -> None:
    """The way from today to the last year, a step per year, between a ring and a dot."""
    if min(row.steps) < 0:  # steps to and fro would hide each other: only the outcome is drawn
        ends, shown = [row.today, row.last], [style.WARN if row.change < 0 else colours[-1]]
    else:
        ends, shown = [row.today, *row.after], list(colours)
    for start, end, colour in zip(ends, ends[1:], shown, strict=False):
        ax.plot([start, end], [y, y], color=colour, linewidth=4.5, zorder=2, solid_capstyle="butt")
    for end in {e for e in ends[1:-1] if e not in (row.today, row.last)}:
        ax.plot([end], [y], "|", color="white", markersize=4.5, markeredgewidth=1.2, zorder=3)
    ax.plot([row.last], [y], "o", color=style.INK, markersize=5.6, zorder=4, clip_on=False)
    same = row.last == row.today
    ax.plot([row.today], [y], "o", markersize=9 if same else 6.2, markerfacecolor="none" if same else "white",
            markeredgecolor=style.MUTED, markeredgewidth=1.4, zorder=5, clip_on=False)
