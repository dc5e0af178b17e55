"""How far each municipality is from its quota: below to the left, above to the right."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import TYPE_CHECKING

from planner.figures import style
from planner.figures.facts import Facts, Row
from planner.figures.naming import SPACE, beside, some
from planner.figures.new_places import kind_name
from planner.figures.order import by_name
from planner.figures.rows import Column, Plot, drawings
from planner.figures.style import Drawing, Sign, heading
from planner.view import View
from planner.wording import decimal, say, whole

if TYPE_CHECKING:
    from matplotlib.axes import Axes

EARLIER = 3  # so many earlier years are told one by one
_UNDER, _OVER = "#9CC9E3", "#F3BE94"  # pale: all but the furthest


def shown(gap: float) -> Fraction:
    """A gap as it is printed, with one decimal: who looks equal is marked alike."""
    return round(Fraction(gap), 1)


def draw(view: View, facts: Facts) -> list[Drawing]:
    """The pages of the figure ``gap``: the last year as bars, what was worst before in a note."""
    low, high = ends(facts)
    axis = say("figure.rows_gap_axis" if len(facts.rows) < 3 else "figure.axis_stock", view.language)
    plot = Plot(
        "gap", heading(view, "rows_gap", _lead(view, facts, low, high), _signs(view)),
        facts.rows, {k: kind_name(view, k) for k in facts.rows} if len(facts.rows) > 1 else {},
        extent=lambda row: (min(0.0, row.gap), max(0.0, row.gap)),
        paint=lambda ax, y, row: _paint(ax, y, row, shown(row.gap) in (low, high)),
        columns=_columns(view, facts, low, high), axis=axis,
        whole=False, signed=True, note=_note(view, facts))
    return drawings(view, facts, plot)


def ends(facts: Facts) -> tuple[Fraction | None, Fraction | None]:
    """The gap furthest below and furthest above the quota in the last year; None where no one is."""
    gaps = [shown(row.gap) for rows in facts.rows.values() for row in rows.values()]
    return (min(gaps) if min(gaps) < 0 else None), (max(gaps) if max(gaps) > 0 else None)


def _lead(view: View, facts: Facts, low: Fraction | None, high: Fraction | None) -> str:
    """What is measured, and who is furthest from the quota on either side."""
    language, basis = view.language, facts.basis
    parts = [say(f"figure.rows_gap_{basis}", language, year=str(facts.years[-1]))]
    for gap, some_, none in ((low, "gap_lowest", "gap_none_under"), (high, "gap_highest", "gap_none_over")):
        names = _who(view, facts, gap, -1) if gap is not None else []
        parts.append(say(f"figure.rows_{some_}", language, names=some(names, language, 3)) if names
                     else say(f"figure.rows_{none}", language))
    return " ".join(parts)


def _who(view: View, facts: Facts, gap: Fraction, year: int) -> list[str]:
    """The municipalities with this gap in a year (by its place), each with the gap, by name."""
    value = decimal(gap, 1, view.language, sign=True)
    found = {row.code for rows in facts.rows.values() for row in rows.values()
             if shown(row.gaps[year]) == gap}
    return [say("figure.rows_own_value", view.language, name=facts.names[code], value=value)
            for code in by_name(facts.names) if code in found]


def _note(view: View, facts: Facts) -> str:
    """Who was furthest from the quota in earlier years: each of them, or the worst where they are many."""
    gaps = {at: max((shown(row.gaps[at]) for rows in facts.rows.values() for row in rows.values()),
                    key=lambda gap: (abs(gap), gap)) for at in range(len(facts.years) - 1)}
    years = list(gaps) if len(gaps) <= EARLIER else [max(gaps, key=lambda at: abs(gaps[at]))]
    told = [say("figure.rows_gap_in_year", view.language, year=str(facts.years[at]),
                names=some(_who(view, facts, gaps[at], at), view.language, 2))
            for at in years if gaps[at]]
    return say("figure.rows_gap_earlier", view.language, told="; ".join(told)) if told else ""


def _signs(view: View) -> list[Sign]:
    """The key: both sides, and the furthest on each."""
    return [Sign("box", colour, say(f"figure.rows_gap_{key}", view.language)) for key, colour in (
        ("under", _UNDER), ("furthest", style.UNDER), ("over", _OVER), ("furthest_over", style.OVER))]


def _columns(view: View, facts: Facts, low: Fraction | None, high: Fraction | None) -> Sequence[Column]:
    """What is compared, the quota, the gap, and beside a single panel who is furthest."""
    language, flow = view.language, facts.flow
    worst = lambda row: shown(row.gap) in (low, high)  # noqa: E731
    columns = [
        Column(say("figure.head_new" if flow else "figure.head_after", language),
               lambda r: whole(r.counted if flow else r.last, language), 0.52),
        Column(say("figure.head_quota", language), lambda r: decimal(r.quota, 1, language), 0.58),
        Column(say("figure.rows_gap_head", language), lambda r: decimal(r.gap, 1, language, sign=True), 0.7,
               mark=worst)]
    if len(facts.rows) == 1:
        sides = [say(f"figure.rows_gap_mark_{side}", language) for side in ("under", "over")]
        return [*columns, beside(lambda r: sides[r.gap > 0] if worst(r) else "", sides, worst)]
    return [*(columns if len(facts.rows) == 2 else columns[1:]), SPACE]  # three panels leave less room


def _paint(ax: Axes, y: float, row: Row, furthest: bool) -> None:
    """The gap as a bar from the quota."""
    strong, pale = (style.UNDER, _UNDER) if row.gap < 0 else (style.OVER, _OVER)
    ax.barh(y, row.gap, height=0.66, color=strong if furthest else pale, zorder=2)
