"""Places today and after the plan: a ring, a dot, and the way between them, year by year."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from itertools import pairwise

from markupsafe import Markup

from planner.edition import Edition
from planner.figures import style
from planner.figures.new_places import shades
from planner.report.charts.chart import Chart, chart_title, id_of, source_of
from planner.report.charts.figures import Figure, table, whole
from planner.report.charts.key import Sign, key
from planner.report.charts.new_places import county
from planner.report.charts.rows import Column, Rows, Scale, drawn
from planner.report.charts.svg import INK, MUTED, bar, element, joined, percent
from planner.report.charts.towns import LEDGER, Town, Towns, number, told, towns
from planner.small_counts import COVERED
from planner.wording import say, unit_of

WORD = "before_after"


def chart(edition: Edition) -> Chart | None:
    """The chart of a plan of places, or of an account before and after the plan."""
    found = towns(edition)
    if found is None or (found.basis != LEDGER and unit_of(edition.language) != "places"):
        return None  # of referrals and persons nothing stands from before
    language, colours = edition.language, shades(len(found.years))
    plan = Rows(
        id_of(edition, WORD), chart_title(edition, f"figure.rows_{WORD}"), language, _columns(language),
        extent=_extent, paint=partial(_paint, colours), tell=partial(_tell, language),
        axis=say("figure.axis_stock", language))
    return Chart(WORD, plan.title, county(found, language),
                 joined([key(_signs(found, colours, language)), drawn(plan, found.kinds)]),
                 table(WORD, plan.title, language, found.kinds, _figures(found, language)),
                 source_of(edition))


def change(town: Town) -> object:
    """The difference between before and after: of hidden figures hidden."""
    if isinstance(town.last, str) or isinstance(town.today, str):
        return COVERED
    return (town.last or 0) - (town.today or 0)


def _signs(found: Towns, colours: Sequence[str], language: str) -> list[Sign]:
    """The ring, each year's part of the way, the way down, the dot."""
    one, falling = len(found.years) == 1, _falling(found)
    new = [Sign("box", colour, say("figure.change", language) if one else
                say("figure.rows_change_in_year", language, year=year))
           for year, colour in zip(found.years, colours, strict=True)]
    gone = [Sign("box", style.WARN, say("figure.rows_gone", language))] if falling else []
    return [Sign("ring", MUTED, say("figure.today", language)), *new, *gone,
            Sign("dot", INK, say("figure.rows_after_year", language, year=str(found.years[-1])))]


def _falling(found: Towns) -> bool:
    """Has a municipality fewer after the plan than today?"""
    ends = [(number(t.today), number(t.last)) for kind in found.kinds.values() for t in kind.values()]
    return any(today is not None and last is not None and last < today for today, last in ends)


def _columns(language: str) -> list[Column]:
    return [Column(say("figure.head_today", language), lambda t: told(t.today, language)),
            Column(say("figure.head_after", language), lambda t: told(t.last, language), True)]


def _extent(town: Town) -> tuple[float, float]:
    known = [end for end in map(number, (town.today, *town.after)) if end is not None]
    return 0.0, max([0.0, *known])


def _paint(colours: Sequence[str], scale: Scale, town: Town) -> Markup:
    """Steps to and fro would hide each other: then only the outcome is drawn."""
    ends = [number(town.today), *map(number, town.after)]
    today, last, parts = ends[0], ends[-1], []
    known = [end for end in ends if end is not None]
    if len(known) == len(ends):
        rising = all(b >= a for a, b in pairwise(known))
        way = list(zip(known, known[1:], colours, strict=False)) if rising else [
            (known[0], known[-1], style.WARN if known[-1] < known[0] else colours[-1])]
        parts = [bar(scale.at(a), scale.at(b), -2.5, 5, colour) for a, b, colour in way]
    same = today == last
    if last is not None:
        parts.append(element("circle", cx=percent(scale.at(last)), cy=0, r=4.5, fill=INK))
    if today is not None:
        parts.append(element("circle", cx=percent(scale.at(today)), cy=0, r=7 if same else 4.5, stroke=MUTED,
                             fill="none" if same else "#FFFFFF", stroke_width=2))
    return joined(parts)


def _tell(language: str, town: Town) -> str:
    return say("chart.before_after", language, name=town.name, today=told(town.today, language),
               after=told(town.last, language))


def _figures(found: Towns, language: str) -> list[Figure]:
    """Today, after each year, and the change over all of them."""
    years = [(whole(f"after_{year}", say("figure.rows_after_year", language, year=str(year))),
              lambda t, i=i: t.after[i]) for i, year in enumerate(found.years)]
    return [(whole("today", say("column.today", language)), lambda t: t.today), *years,
            (whole("change", say("figure.change", language), sign=True), change)]
