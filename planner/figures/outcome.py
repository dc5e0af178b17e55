"""A plan and what came of it: what was planned as a tick, the outcome as a dot, the way between them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from models.regimes import PLACES
from planner.figures import facts as facts_of
from planner.figures import style
from planner.figures.facts import Facts, read
from planner.figures.naming import SPACE, some
from planner.figures.order import by_name
from planner.figures.rows import Column, Plot, drawings
from planner.figures.style import Drawing, Sign, heading
from planner.small_counts import COVERED
from planner.view import View
from planner.wording import decimal, say, whole

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from planner.outcome import Outcome

NAMED = 3


@dataclass(frozen=True)
class Row:
    """One municipality and kind: places planned and actual (None where not reported).

    Of children and persons: what is new in the year. ``told`` stands in the place of an actual
    number that others may not see.
    """

    code: str
    name: str
    planned: int
    actual: int | None
    told: str = ""

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
        _word(view.scenario),
        heading(view, "outcome", _lead(view, outcome, rows, year), signs(view), year=str(year)),
        rows, heads,
        extent=lambda row: (0.0, float(max(row.planned, row.actual or 0))), paint=paint,
        columns=columns(language, len(rows)), axis=say("figure.axis_stock", language),
        note=_note(rows, year, language))
    return drawings(view, facts, plot)


def _word(scenario: str) -> str:
    """The stem of the file: the scenario's name with plain signs."""
    return "outcome_" + "".join(c if c.isalnum() or c in "-_" else "_" for c in scenario)


def _rows(facts: Facts, outcome: Outcome, year: int) -> dict[str, dict[str, Row]]:
    """Rows by kind ("" = all together) and code."""
    at = facts.years.index(year)
    found = {kind: facts.rows.get(kind, {}) if kind else facts.total for kind in outcome.kinds}
    return {kind: _of_kind(outcome, rows, kind, year, at) for kind, rows in found.items() if rows}


def _of_kind(outcome: Outcome, rows: Mapping[str, facts_of.Row], kind: str, year: int,
             at: int) -> dict[str, Row]:
    """Places in service; of children and persons those of the year, small counts told as such."""
    seen, flow = outcome.seen(kind, year), outcome.unit != PLACES
    made = {}
    for code, row in rows.items():
        one = seen.get(code)
        exact = one is None or one.exact
        made[code] = Row(code, row.name, row.steps[at] if flow else row.after[at],
                         one.least if one and exact else None, "" if one is None or exact else one.text())
    return made


def _head(view: View, kind: str) -> str:
    name = view.kinds.get(kind, kind)
    return name[:1].upper() + name[1:]


def _lead(view: View, outcome: Outcome, rows: Mapping[str, Mapping[str, Row]], year: int) -> str:
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
    planned = sum(row.planned for found in rows.values() for row in found.values()
                  if row.actual is not None or row.told)
    return say("figure.outcome_lead", language, scenario=view.title, year=str(year),
               actual=_together(outcome, rows, year, language), planned=planned,
               told=" ".join(told) or say("figure.outcome_even", language))


def _together(outcome: Outcome, rows: Mapping[str, Mapping[str, Row]], year: int, language: str) -> str:
    """The sum of all that is reported; hidden where that of a kind is."""
    sums = [one for kind in rows if (one := outcome.together(kind, year))]
    if all(one.exact for one in sums):
        return whole(sum(one.least or 0 for one in sums), language)
    return sums[0].text(language) if len(sums) == 1 else COVERED


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
               lambda r: r.told or (none if r.actual is None else whole(r.actual, language)), 0.66),
        Column(say("figure.outcome_head_difference", language),
               lambda r: "" if r.actual is None else decimal(r.difference, 0, language, sign=True), 0.7,
               bold=True)]
    return [*columns, SPACE] if panels > 1 else columns


def _note(rows: Mapping[str, Mapping[str, Row]], year: int, language: str) -> str:
    """How many have reported nothing, by name where they are few; how many are not shown exactly."""
    every = [row for found in rows.values() for row in found.values()]
    names = {row.code: row.name for row in every}
    missing = {row.code for row in every if row.actual is None and not row.told}
    hidden = sum(bool(row.told) for row in every)
    few = some([names[code] for code in by_name(names) if code in missing], language)
    notes = [say("figure.outcome_missing", language, count=len(missing), all=len(names), names=few)
             ] if missing else []
    notes += [say("figure.followup_hidden", language, year=str(year), count=hidden)] if hidden else []
    return " ".join(notes)


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
