"""How much rests on the assumptions: each municipality's least to most, the plan as a dot on it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import Any

from markupsafe import Markup

from planner.edition import Edition
from planner.figures import style
from planner.ranges import IN_SERVICE, Ranges
from planner.ranges_told import remarks, tables_of, tried_text
from planner.report.charts.chart import Chart, chart_title, id_of, source_of
from planner.report.charts.figures import Figure, table, whole
from planner.report.charts.key import Sign, key
from planner.report.charts.rows import Column, Rows, Scale, drawn
from planner.report.charts.svg import INK, MUTED, bar, element, joined, percent, upright
from planner.report.charts.towns import Value, number, told
from planner.tabular import Field
from planner.wording import say

WORD = "ranges"


@dataclass(frozen=True)
class Span:
    """One municipality's range in the last year, and the versions that give either end."""

    code: str
    name: str
    least: Value
    most: Value
    plan: Value
    least_with: str
    most_with: str

    @property
    def wide(self) -> bool:
        """Does anything rest on the assumptions?"""
        return self.least != self.most

    def text(self, language: str) -> str:
        """5–8, or 6 where nothing rests on the assumptions."""
        least = told(self.least, language)
        return f"{least}–{told(self.most, language)}" if self.wide else least


def chart(edition: Edition) -> Chart | None:
    """The chart of a run whose assumed tables have other versions that were planned."""
    ranges, sheet = edition.view.ranges, edition.sheet(WORD)
    if ranges is None or sheet is None:
        return None
    language, names = edition.language, [field.name for field in sheet.fields]
    groups: dict[str, dict[str, Span]] = {}
    last = max(sheet.column("year"))
    for row in (dict(zip(names, row, strict=True)) for row in sheet.rows):
        if row["year"] == last:
            kind = edition.view.kinds.get(row["kind"], row["kind"])
            groups.setdefault(kind, {})[row["code"]] = _span(row, ranges.usual == IN_SERVICE)
    plan = Rows(
        id_of(edition, WORD), chart_title(edition, "figure.ranges_title"), language,
        [Column(say("figure.ranges_head_range", language), lambda s: s.text(language), True),
         Column(say("figure.ranges_head_plan", language), lambda s: told(s.plan, language))],
        extent=lambda s: (min(0.0, number(s.least) or 0.0), number(s.most) or number(s.plan) or 0.0),
        paint=_paint, tell=partial(_tell, language), axis=say(f"figure.ranges_axis_{ranges.usual}", language))
    signs = [Sign("box", style.TODAY, say("figure.ranges_range", language)),
             Sign("dot", INK, say("figure.ranges_plan", language))]
    return Chart(WORD, plan.title, _lead(ranges, language), joined([key(signs), drawn(plan, groups)]),
                 table(WORD, plan.title, language, groups, _figures(language)), source_of(edition))


def _span(row: dict[str, Any], in_service: bool) -> Span:
    ends = ("least", "most", "in_plan") if in_service else ("new_least", "new_most", "new_in_plan")
    least, most, plan = (row[end] for end in ends)
    return Span(row["code"], row["name"], least, most, plan, row["least_with"], row["most_with"])


def _lead(ranges: Ranges, language: str) -> str:
    """Over how many versions the ranges go, which of them changes most, and which are left out."""
    first = say(f"figure.ranges_lead_{ranges.usual}", language, count=tried_text(ranges, language),
                tables=tables_of(ranges, language))
    return " ".join([first, *remarks(ranges, language)])


def _paint(scale: Scale, span: Span) -> Markup:
    """A band from least to most with an edge at either end, and the plan as a dot."""
    least, most, plan = number(span.least), number(span.most), number(span.plan)
    parts = []
    if least is not None and most is not None and span.wide:
        parts = [bar(scale.at(least), scale.at(most), -4, 8, style.TODAY),
                 *(upright(scale.at(end), -7, 7, MUTED, 2) for end in (least, most))]
    if plan is not None:
        parts.append(element("circle", cx=percent(scale.at(plan)), cy=0, r=4, fill=INK))
    return joined(parts)


def _tell(language: str, span: Span) -> str:
    values = {"name": span.name, "range": span.text(language), "plan": told(span.plan, language)}
    if not span.wide:
        return say("chart.ranges_alike", language, **values)
    return say("chart.ranges", language, **values, least=span.least_with, most=span.most_with)


def _figures(language: str) -> list[Figure]:
    heads = {word: say(f"figure.ranges_head_{word}", language)
             for word in ("least_with", "most_with", "plan")}
    return [(whole("least", say("chart.ranges_least", language)), lambda s: s.least),
            (whole("most", say("chart.ranges_most", language)), lambda s: s.most),
            (whole("plan", heads["plan"]), lambda s: s.plan),
            (Field("least_with", heads["least_with"]), lambda s: s.least_with if s.wide else None),
            (Field("most_with", heads["most_with"]), lambda s: s.most_with if s.wide else None)]
