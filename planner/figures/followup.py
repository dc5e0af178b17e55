"""The figure of a follow-up: the plan beside its outcome, a row a municipality, a panel a year."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from planner.figures import outcome as beside
from planner.figures.facts import read
from planner.figures.naming import SPACE
from planner.figures.rows import Column, Plot, drawings
from planner.figures.style import Drawing, heading
from planner.followup import Line, by_state, of_year
from planner.view import View
from planner.wording import decimal, listing, say, whole

if TYPE_CHECKING:
    from planner.followup_sheets import Told

NAMED = 5  # municipalities without a figure that are named


def draw(view: View, told: Told) -> list[Drawing]:
    """The pages of ``uppfoljning`` (of each kind, where they are told apart); none without a year."""
    facts = read(view)
    if not told.years:
        return []
    made = []
    for kind in told.followed.kinds:
        word = f"uppfoljning_{kind}" if len(told.followed.kinds) > 1 else "uppfoljning"
        rows = {str(year): {line.code: _row(told, line) for line in of_year(told.lines, year, kind)}
                for year in told.years}
        made += drawings(view, facts, Plot(
            word, heading(view, "followup", _lead(told, kind), beside.signs(view),
                          kind=_in_front(told, kind)),
            rows, {year: year for year in rows}, paint=beside.paint,
            extent=lambda row: (0.0, float(max(row.planned, row.actual or 0))),
            columns=_columns(view.language, len(rows)), axis=say("figure.followup_axis", view.language),
            note=_note(told, kind)))
    return made


def _row(told: Told, line: Line) -> beside.Row:
    """A line as it is drawn: what is not shown exactly has no dot."""
    shown = told.seen.outcome(line)
    exact = isinstance(shown, int)
    return beside.Row(line.code, told.name(line.code), line.plan, shown if exact else None,
                      "" if exact or shown is None else str(shown))


def _columns(language: str, panels: int) -> list[Column]:
    """Planned, actual, and the difference."""
    none = say("figure.outcome_none", language)

    def actual(row: Any) -> str:
        return row.told or (none if row.actual is None else whole(row.actual, language))

    def apart(row: Any) -> str:
        return "" if row.actual is None else decimal(row.difference, 0, language, sign=True)
    columns = [Column(say("figure.outcome_head_plan", language), lambda r: whole(r.planned, language), 0.5),
               Column(say("figure.outcome_head_actual", language), actual, 0.62),
               Column(say("figure.followup_head", language), apart, 0.58, bold=True)]
    return [*columns, SPACE] if panels > 1 else columns


def _in_front(told: Told, kind: str) -> str:
    return f", {told.kind(kind)}" if len(told.followed.kinds) > 1 else ""


def _lead(told: Told, kind: str) -> str:
    """How many kept the plan, were below and above it in each year."""
    parts = []
    for year in told.years:
        lines = [line for line in of_year(told.lines, year, kind) if told.seen.exact(line)]
        states: Mapping[str, list[Line]] = by_state(lines)
        parts.append(say("figure.followup_lead", told.language, year=str(year),
                         **{word: len(found) for word, found in states.items()}))
    return " ".join(parts)


def _note(told: Told, kind: str) -> str:
    """Who has given no figure, and how many are not shown exactly, year by year."""
    parts = []
    for year in told.years:
        lines = of_year(told.lines, year, kind)
        names = [told.name(line.code) for line in lines if line.outcome is None]
        hidden = sum(not told.seen.exact(line) for line in lines)
        if names:
            few = listing(names[:NAMED], told.language) + (" …" if len(names) > NAMED else "")
            parts.append(say("figure.followup_missing", told.language, year=str(year), count=len(names),
                             names=few))
        if hidden:
            parts.append(say("figure.followup_hidden", told.language, year=str(year), count=hidden))
    return " ".join(parts)
