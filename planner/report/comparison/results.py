"""Who gets how many places in each scenario: charts, then the tables."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from markupsafe import Markup

from planner.edition import ComparisonEdition
from planner.report.charts.chart import Chart
from planner.report.comparison.grid import Cell, Head, Row, grid, whole
from planner.report.comparison.places import AFTER, NEW, TODAY, Places, stock
from planner.report.page import rendered
from planner.report.placed import placed
from planner.report.section import Section
from planner.wording import say


def section(edition: ComparisonEdition, charts: Sequence[Chart]) -> Section:
    """The charts; then places in service and new places, a table for each kind; of referrals only the new."""
    language = edition.language
    of_stock = stock(edition)
    parts = [*(placed(one, language) for one in charts),
             *(places_tables(Places(edition, AFTER)) if of_stock else ()),
             *(_folded(edition) if of_stock else places_tables(Places(edition, NEW)))]
    return Section("results", say("report_compare.results", language), Markup("").join(parts))


def _folded(edition: ComparisonEdition) -> Iterator[Markup]:
    """The new places, for those who open them."""
    language, places = edition.language, Places(edition, NEW)
    tables = Markup("").join(places_tables(places))
    title = say("compare.heading_new", language)
    yield rendered("comparison/folded.html.j2", language, title=title, tables=tables)


def places_tables(places: Places) -> Iterator[Markup]:
    """A table for each kind: today, each scenario, and the county's sum."""
    language = places.edition.language
    for kind in places.kinds:
        today = [TODAY] if stock(places.edition) else []
        heads = [Head(say("column.name", language), False),
                 *(Head(say("column.today", language)) for _ in today),
                 *(Head(one.short, True, one.index) for one in places.scenarios)]
        columns = [*today, *(one.name for one in places.scenarios)]
        rows = [Row([Cell(name), *(whole(places.of(code, one, kind), language) for one in columns)], code)
                for code, name in places.towns.items()]
        last = [Cell(say("compare.county", language)),
                *(whole(places.county(column, kind), language) for column in columns)]
        caption = say(f"report_compare.{places.word}", language)
        told = say("report_compare.of_kind", language, title=caption, kind=kind) if kind else caption
        yield grid(told, heads, rows, language, last)
