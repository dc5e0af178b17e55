"""Places after the plan against the capacity: who has room left, and where the limit is met.

The places are those that lie in the municipality, whoever answers for them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from planner.figures import style
from planner.figures.facts import Facts, Row
from planner.figures.naming import SPACE, beside, some
from planner.figures.new_places import kind_name
from planner.figures.order import by_name
from planner.figures.rows import Column, Plot, drawings
from planner.figures.style import Drawing, Sign, heading
from planner.view import View
from planner.wording import say, whole

if TYPE_CHECKING:
    from matplotlib.axes import Axes

ALL = ""  # the panel of all kinds together
NAMED = 7  # so many full municipalities are named; more are only counted

Panels = Mapping[str, Mapping[str, Row]]


def panels(facts: Facts) -> Panels:
    """Rows by panel: each kind that has a capacity of its own, and all kinds that share one.

    A capacity for all kinds is set once against the sum of the kinds. Who has none stands in
    every panel; the panels are none where nobody has a capacity.
    """
    none = {c for c in facts.total if all(r.capacity is None for r in _kinds(facts, c))}
    found = {kind: {c: r for c, r in rows.items() if not r.pooled} for kind, rows in facts.rows.items()}
    found[ALL] = {c: r for c, r in facts.total.items() if r.pooled or c in none}
    return {k: rows for k, rows in found.items() if any(r.capacity is not None for r in rows.values())}


def _kinds(facts: Facts, code: str) -> list[Row]:
    """The rows of a municipality, one per kind."""
    return [rows[code] for rows in facts.rows.values() if code in rows]


def held(row: Row) -> bool:
    """Is a full municipality below its quota: would it have had more with more room?"""
    return row.gap < 0


def full(row: Row) -> bool:
    """Whether the municipality has no room left."""
    return row.capacity is not None and row.here >= row.capacity


def draw(view: View, facts: Facts) -> list[Drawing]:
    """The pages of the figure ``capacity_used``; none where no capacity is stated."""
    shown = panels(facts)
    if not shown:
        return []
    rows = [row for found in shown.values() for row in found.values()]
    lacking = any(row.capacity is None for row in rows)
    together = say("figure.rows_all_kinds", view.language)
    heads = {kind: together if kind == ALL else kind_name(view, kind) for kind in shown}
    plot = Plot(
        "capacity_used", heading(view, "rows_capacity_used", _lead(view, facts, shown), _signs(view, rows)),
        shown, heads if len(facts.rows) > 1 else {},
        extent=lambda row: (0.0, float(max(row.here, row.capacity or 0))),
        paint=_paint, columns=_columns(view, len(shown) == 1), axis=say("figure.axis_stock", view.language),
        note=say("figure.rows_missing_note", view.language) if lacking else "")
    return drawings(view, facts, plot)


def _lead(view: View, facts: Facts, shown: Panels) -> str:
    """Which municipalities are full, by name where they are few, and the room left elsewhere."""
    language, year = view.language, str(facts.years[-1])
    codes = by_name(facts.names)
    at = {c: [k for k, rows in shown.items() if c in rows and full(rows[c])] for c in codes}
    told = [_told(view, facts.names[c], at[c], len(shown)) for c in codes if at[c]]
    values = {"full": len(told), "count": len(codes), "year": year}
    if not told:
        first = say("figure.rows_full_none", language, year=year)
    elif len(told) > NAMED:
        first = say("figure.rows_full_many", language, **values)
    else:
        first = say("figure.rows_full", language, names=some(told, language, NAMED), **values)
    free = sum(max(0, r.capacity - r.here) for rows in shown.values() for r in rows.values()
               if r.capacity is not None)
    known = all(r.capacity is not None for rows in shown.values() for r in rows.values())
    rest = say("figure.rows_room_left" if known else "figure.rows_room_known", language, free=free)
    lies = [say("figure.lies_lead", language)] if view.lies is not None else []
    return " ".join([first, *([rest] if free else []), *lies])


def _told(view: View, name: str, kinds: Sequence[str], panels: int) -> str:
    """A full municipality's name, with the kinds it is full for where there are several panels."""
    if panels == 1:
        return name
    named = [view.kinds.get(k, k) if k != ALL else say("figure.rows_all_kinds", view.language) for k in kinds]
    return say("figure.rows_own_kind", view.language, name=name, kind=", ".join(named))


def _signs(view: View, rows: Sequence[Row]) -> list[Sign]:
    """The key, of the signs that occur."""
    all_ = (("room_free", style.ROOM, any(r.capacity is not None and not full(r) for r in rows)),
            ("used", style.NEW, any(r.capacity is not None and not full(r) for r in rows)),
            ("used_full", style.WARN, any(full(r) for r in rows)),
            ("used_unlimited", style.TODAY, any(r.capacity is None for r in rows)))
    return [Sign("box", colour, say(f"figure.rows_{key}", view.language))
            for key, colour, there in (all_[1], all_[2], all_[0], all_[3]) if there]


def _columns(view: View, alone: bool) -> list[Column]:
    """Places, capacity and what is left; beside a single panel, where the limit is met."""
    language = view.language
    lacking = say("figure.rows_missing", language)
    room = lambda r: lacking if r.capacity is None else whole(r.capacity, language)  # noqa: E731
    left = lambda r: "" if r.capacity is None else whole(r.capacity - r.here, language)  # noqa: E731
    after = Column(say("figure.head_after", language), lambda r: whole(r.last, language), 0.52)
    here = Column(say("figure.head_here", language), lambda r: whole(r.here, language), 0.72)
    columns = [after if view.lies is None else here,
               Column(say("figure.rows_head_capacity", language), room, 0.72),
               Column(say("figure.rows_head_free", language), left, 0.54, mark=full)]
    if alone:
        words = say("figure.rows_mark_full", language), say("figure.rows_mark_held", language)
        columns.append(beside(lambda r: words[held(r)] if full(r) else "", words, full))
    return columns if alone else [*columns, SPACE]


def _paint(ax: Axes, y: float, row: Row) -> None:
    """The capacity as a pale box, the places in it, and the limit as an edge."""
    if row.capacity is None:
        ax.barh(y, row.here, height=0.62, color=style.TODAY, zorder=2)
        return
    ax.barh(y, row.capacity, height=0.62, color=style.ROOM, edgecolor=style.TODAY, linewidth=0.7, zorder=1)
    ax.barh(y, row.here, height=0.62, color=style.WARN if full(row) else style.NEW, zorder=2)
