"""Permit places month by month: what is needed beside what is planned, and who waits on asylum places."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from planner.edition import Edition
from planner.figures.order import step
from planner.figures.permit_stock import DWELLING, GRANTED, NEEDED, PLANNED, WAITING
from planner.report.charts.chart import Chart, chart_title, id_of, source_of
from planner.report.charts.key import Sign, key
from planner.report.charts.svg import MUTED, RULE, SMALL, across, bar, element, joined, picture, text, upright
from planner.report.charts.towns import number, told
from planner.tabular import Sheet
from planner.wording import decimal, say

WORD, FLOW, YEARS = "permit", "permit_flow", "permit_years"
HIGH, TOP, FOOT, LEFT, TICKS = 170.0, 8.0, 20.0, 0.11, 4


@dataclass(frozen=True)
class Frame:
    """A drawing over the months: how many there are, the years, the highest amount."""

    months: int
    years: Sequence[str]
    most: float
    language: str

    def x(self, month: float) -> float:
        """Where the end of a month stands, as a part of the width; 0 is the start."""
        return LEFT + (1 - LEFT) * month / self.months

    def y(self, amount: float) -> float:
        """How far down an amount stands."""
        return TOP + (HIGH - TOP - FOOT) * (1 - amount / self.most)


def chart(edition: Edition) -> Chart | None:
    """Three drawings of a run with [permit-stock]: permit places, children on asylum places, dwellings."""
    flow, by_year, story = edition.sheet(FLOW), edition.sheet(YEARS), edition.view.permits
    if flow is None or by_year is None or story is None:
        return None
    language, title = edition.language, chart_title(edition, "figure.permit_title", bool(story.assumed))
    months, years, word = _records(flow), _records(by_year), id_of(edition, WORD)
    parts = [
        *_part(word, 1, "permit_stock", title, language, (("needed", NEEDED), ("planned", PLANNED)),
               _stock(_frame(months, years, ("stock",), ("planned",), language), months, years)),
        *_part(word, 2, "permit_children", title, language, (("waiting", WAITING), ("granted", GRANTED)),
               _children(_frame(months, years, ("waiting", "granted"), (), language), months)),
        *_part(word, 3, "permit_own", title, language, (),
               _own(_frame(months, years, (), ("own",), language), years))]
    last = years[-1]
    lead = say("chart.permit_lead", language, year=last["year"], needed=told(last["needed"], language),
               planned=told(last["planned"], language), own=told(last["own"], language, 1))
    return Chart(WORD, title, lead, joined(parts), _table(flow, by_year, title), source_of(edition))


def _records(sheet: Sheet) -> list[dict[str, Any]]:
    names = [field.name for field in sheet.fields]
    return [dict(zip(names, row, strict=True)) for row in sheet.rows]


def _part(word: str, index: int, name: str, title: str, language: str, signs: Sequence[tuple[str, str]],
          drawn: Sequence[Markup]) -> list[Markup]:
    """A heading, the key, and the drawing."""
    head = say(f"figure.{name}", language)
    found = [Sign("box", colour, say(f"figure.permit_{sign}", language)) for sign, colour in signs]
    return [element("p", head, class_="chart-head"), key(found),
            picture(f"{word}-{index}", f"{title}: {head}", HIGH, *drawn)]


def _frame(months: Sequence[Mapping[str, Any]], years: Sequence[Mapping[str, Any]], monthly: Sequence[str],
           yearly: Sequence[str], language: str) -> Frame:
    """High enough for the sum of some monthly columns and for some yearly ones."""
    ends = [sum(number(row[name]) or 0.0 for name in monthly) for row in months] if monthly else []
    ends += [number(row[name]) or 0.0 for row in years for name in yearly]
    return Frame(len(months), list(dict.fromkeys(row["month"][:4] for row in months)),
                 max([1.0, *ends]) * 1.15, language)


def _ground(frame: Frame) -> list[Markup]:
    """Level lines at whole amounts with their numbers, the years below."""
    by = max(1.0, step(frame.most, TICKS))
    levels = [i * by for i in range(math.floor(frame.most / by) + 1)]
    lines = [across(LEFT, 1.0, frame.y(level), MUTED if level == 0 else RULE) for level in levels]
    marks = [text(LEFT - 0.015, frame.y(level) + 4, decimal(level, 0, frame.language), SMALL, "end", MUTED)
             for level in levels]
    names = [text(frame.x(12 * i + 6), HIGH - 4, year, SMALL, "middle", MUTED)
             for i, year in enumerate(frame.years)]
    edges = [upright(frame.x(12 * i), TOP, HIGH - FOOT, RULE) for i in range(1, len(frame.years))]
    return [*lines, *marks, *names, *edges]


def _stock(frame: Frame, months: Sequence[Mapping[str, Any]], years: Sequence[Mapping[str, Any]],
           ) -> list[Markup]:
    """Needed at the end of each month as a bar; planned as a line over the year with its number."""
    need = _bars(frame, months, (("stock", NEEDED),), "chart.permit_needed")
    parts = []
    for i, row in enumerate(years):
        level = frame.y(number(row["planned"]) or 0.0)
        start, end = frame.x(12 * i), frame.x(12 * i + 12)
        parts += [across(start, end, level, "#FFFFFF", 5), across(start, end, level, PLANNED, 3),
                  text(start + 0.01, level - 5, told(row["planned"], frame.language), 12, bold=True)]
    return [*_ground(frame), *need, *parts]


def _children(frame: Frame, months: Sequence[Mapping[str, Any]]) -> list[Markup]:
    """Who waits, and above them who has a permit, at the end of each month."""
    return [*_ground(frame), *_bars(frame, months, (("waiting", WAITING), ("granted", GRANTED)),
                                    "chart.permit_children")]


def _bars(frame: Frame, months: Sequence[Mapping[str, Any]], columns: Sequence[tuple[str, str]],
          sentence: str) -> list[Markup]:
    """A bar for each month, its columns on top of each other."""
    parts = []
    for i, row in enumerate(months):
        start, drawn = 0.0, []
        for name, colour in columns:
            end = start + (number(row[name]) or 0.0)
            drawn.append(bar(frame.x(i + 0.1), frame.x(i + 0.9), frame.y(end), frame.y(start) - frame.y(end),
                             colour))
            start = end
        values = {name: told(row[name], frame.language, 1) for name, _ in columns}
        told_ = say(sentence, frame.language, month=row["month"], **values)
        parts.append(element("g", element("title", told_), *drawn))
    return parts


def _own(frame: Frame, years: Sequence[Mapping[str, Any]]) -> list[Markup]:
    """Dwellings of their own by year, each with its number."""
    parts = []
    for i, row in enumerate(years):
        top, base = frame.y(number(row["own"]) or 0.0), frame.y(0)
        parts += [bar(frame.x(12 * i + 3), frame.x(12 * i + 9), top, base - top, DWELLING),
                  text(frame.x(12 * i + 6), top - 5, told(row["own"], frame.language, 1), 12, "middle",
                       bold=True)]
    return [*_ground(frame), *parts]


def _table(flow: Sheet, by_year: Sheet, title: str) -> Sheet:
    """The months' figures, the planned places of each month's year, and in December the year's dwellings."""
    yearly = {str(row["year"]): row for row in _records(by_year)}
    fields = [next(f for f in flow.fields if f.name == name)
              for name in ("month", "waiting", "granted", "stock")]
    fields += [next(f for f in by_year.fields if f.name == name) for name in ("planned", "own")]
    rows = []
    for row in _records(flow):
        year = yearly.get(row["month"][:4], {})
        own = year.get("own") if row["month"].endswith("-12") else None
        rows.append((*(row[f.name] for f in fields[:-2]), year.get("planned"), own))
    return Sheet(WORD, title, tuple(fields), tuple(rows))
