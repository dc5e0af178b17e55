"""The reserve of a planned run: what each municipality keeps free and can open, as sheet and text."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from models.reserves import DAYS, can_open, reserve_rows, room_left
from planner.tabular import CODE, TEXT, WHOLE, Field, Sheet
from planner.wording import listing, say

if TYPE_CHECKING:
    from planner.run import Run

COLUMNS = (("code", CODE), ("name", TEXT), ("year", WHOLE), ("reserve_free", WHOLE), ("room_left", WHOLE),
           ("open_30", WHOLE), ("open_90", WHOLE))


def reserve_sheets(run: Run, language: str) -> Iterator[Sheet]:
    """reserve.csv: room kept free, room left, and what can open in 30 and 90 days, whole places.

    One row per municipality and year of the table; ``open_30`` and ``open_90`` are
    min(stated figure, room left). No sheet without the rule.
    """
    plan = run.plan
    rule: Any = plan.problem.rule("reserve")
    if rule is None or not plan.found:
        return
    opens = {days: can_open(plan, rule.table, days) for days in DAYS}
    rows = tuple((at[0], plan.problem.county.by_code[at[0]].name, at[1], row.get("free"), room_left(plan, at),
                  *(opens[days].get(at) for days in DAYS))
                 for at, row in reserve_rows(plan.problem, rule.table).items())
    fields = tuple(Field(name, say(f"column.{name}", language), type_) for name, type_ in COLUMNS)
    yield Sheet("reserve", say("sheet.reserve", language), fields, rows)


def reserve_lines(run: Run, language: str) -> Iterator[str]:
    """What the county can open within 30 and 90 days each year, who carries it, and who keeps room free."""
    plan = run.plan
    rule: Any = plan.problem.rule("reserve")
    if rule is None or not plan.found:
        return
    yield say("reserve.title", language)
    for year in plan.problem.need.years:
        for days in DAYS:
            asked = rule.county if days == rule.days else 0
            opens = {code: n for (code, t), n in can_open(plan, rule.table, days).items() if t == year}
            yield "  " + _opens(run, year, days, opens, asked, language)
        kept = {code: int(row["free"]) for (code, t), row in reserve_rows(plan.problem, rule.table).items()
                if t == year and row.get("free")}
        if kept:
            yield "  " + say("reserve.free", language, year=year, names=_named(run, kept, language),
                             places=sum(kept.values()))


def _opens(run: Run, year: int, days: int, opens: Mapping[str, int], asked: int, language: str) -> str:
    """The county's sum and the municipalities that carry it; ``asked`` is what it shall be, 0 = nothing."""
    word = "open" if any(opens.values()) else "open_none" if opens else "open_unknown"
    wanted = say("reserve.asked", language, county=asked) if asked else ""
    return say(f"reserve.{word}", language, year=year, days=days, places=sum(opens.values()), asked=wanted,
               names=_named(run, opens, language))


def _named(run: Run, places: Mapping[str, int], language: str) -> str:
    """Municipalities with their places, those with none left out: Stockholm 5 och Solna 2."""
    names = {town.code: town.name for town in run.plan.problem.county.municipalities}
    return listing([f"{names[code]} {n}" for code, n in places.items() if n], language)
