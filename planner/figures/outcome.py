"""A plan and what came of it: what was planned as a tick, the outcome as a dot, the way between them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from planner.figures import style
from planner.figures.facts import Facts, read
from planner.figures.naming import SPACE, some
from planner.figures.order import by_name
from planner.figures.rows import Column, Plot, drawings
from planner.figures.style import Drawing, Sign, heading
from planner.view import View
from planner.wording import decimal, say, whole

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from planner.outcome import Outcome

NAMED = 3


@dataclass(frozen=True)
class Row:
    """One municipality and kind: places planned and actual (None where not reported)."""

    code: str
    name: str
    planned: int
    actual: int | None

    @property
    def difference(self) -> int:
        """Actual minus planned; 0 where nothing is reported."""
        return 0 if self.actual is None else self.actual - self.planned


def draw(view: View, outcome: Outcome) -> list[Drawing]:
    """The pages of the figure ``outcome_SCENARIO``: the last year that both have; none without one."""
    facts = read(view)
    named = say("figure.outcome_source", view.language, source=view.source_line, name=outcome.name)
    view = replace(view, source_line=named)
    years = [year for year in outcome.years if year in facts.years]
    if not years:
        return []
    year, language = years[-1], view.language
    rows = _rows(facts, outcome, year)
    heads = {kind: _head(view, kind) for kind in rows} if len(rows) > 1 else {}
    plot = Plot(
        _word(view.scenario), heading(view, "outcome", _lead(view, rows, year), signs(view), year=str(year)),
        rows, heads,
        extent=lambda row: (0.0, float(max(row.planned, row.actual or 0))), paint=paint,
        columns=columns(language, len(rows)), axis=say("figure.axis_stock", language),
        note=_note(rows, language))
    return drawings(view, facts, plot)


def _word(scenario: str) -> str:
    """The stem of the file: the scenario's name with plain signs."""
    return "outcome_" + "".join(c if c.isalnum() or c in "-_" else "_" for c in scenario)


def _rows(facts: Facts, outcome: Outcome, year: int) -> dict[str, dict[str, Row]]:
    """Rows by kind ("" = all together) and code."""
    at = facts.years.index(year)
    found = {kind: facts.rows.get(kind, {}) if kind else facts.total for kind in outcome.kinds}
    return {kind: {code: Row(code, row.name, row.after[at], outcome.places.get((code, kind, year)))
                   for code, row in rows.items()} for kind, rows in found.items() if rows}


def _head(view: View, kind: str) -> str:
    name = view.kinds.get(kind, kind)
    return name[:1].upper() + name[1:]


def _lead(view: View, rows: Mapping[str, Mapping[str, Row]], year: int) -> str:
    """The sums of those reported, and who is furthest from the plan on either side."""
    language = view.language
    every = [row for found in rows.values() for row in found.values() if row.actual is not None]
    names = {row.code: row.name for row in every}
    sums = dict.fromkeys(names, 0)
    for row in every:
        sums[row.code] += row.difference
    told = [say(f"figure.outcome_{key}", language, names=some(found, language, NAMED))
            for key, found in (("under", _furthest(sums, names, -1, language)),
                               ("over", _furthest(sums, names, 1, language))) if found]
    return say("figure.outcome_lead", language, scenario=view.title, year=str(year),
               actual=sum(row.actual or 0 for row in every), planned=sum(row.planned for row in every),
               told=" ".join(told) or say("figure.outcome_even", language))


def _furthest(sums: Mapping[str, int], names: Mapping[str, str], side: int, language: str) -> list[str]:
    """Those furthest below (-1) or above (1) the plan, each with its difference, by name."""
    most = max((side * n for n in sums.values()), default=0)
    return [say("figure.rows_own_value", language, name=names[code],
                value=decimal(sums[code], 0, language, sign=True))
            for code in by_name(names) if most > 0 and side * sums[code] == most]


def signs(view: View) -> list[Sign]:
    """The key: tick, dot, and the two colours between them."""
    language = view.language
    return [Sign("tick", style.INK, say("figure.outcome_plan", language)),
            Sign("dot", style.MUTED, say("figure.outcome_actual", language)),
            Sign("box", style.OVER, say("figure.outcome_fewer", language)),
            Sign("box", style.UNDER, say("figure.outcome_more", language))]


def columns(language: str, panels: int) -> list[Column]:
    """Planned, actual and the difference in numbers."""
    none = say("figure.outcome_none", language)
    columns = [
        Column(say("figure.outcome_head_plan", language), lambda r: whole(r.planned, language), 0.52),
        Column(say("figure.outcome_head_actual", language),
               lambda r: none if r.actual is None else whole(r.actual, language), 0.66),
        Column(say("figure.outcome_head_difference", language),
               lambda r: "" if r.actual is None else decimal(r.difference, 0, language, sign=True), 0.7,
               bold=True)]
    return [*columns, SPACE] if panels > 1 else columns


def _note(rows: Mapping[str, Mapping[str, Row]], language: str) -> str:
    """How many municipalities have reported nothing, by name where they are few."""
    names = {r.code: r.name for found in rows.values() for r in found.values()}
    missing = {r.code for found in rows.values() for r in found.values() if r.actual is None}
    if not missing:
        return ""
    few = some([names[code] for code in by_name(names) if code in missing], language)
    return say("figure.outcome_missing", language, count=len(missing), all=len(names), names=few)


def paint(ax: Axes, y: float, row: Row) -> None:
    """The plan as a tick across, the outcome as a dot, a bar between them."""
    if row.actual is not None:
        colour = style.OVER if row.difference < 0 else style.UNDER
        ax.plot([row.planned, row.actual], [y, y], color=colour, linewidth=4.5, zorder=2,
                solid_capstyle="butt")
        ax.plot([row.actual], [y], "o", color=style.MUTED if not row.difference else colour, markersize=6,
                zorder=5, clip_on=False)
    ax.plot([row.planned] * 2, [y - 0.36, y + 0.36], color=style.INK, linewidth=2, zorder=4,
            solid_capstyle="butt", clip_on=False)
