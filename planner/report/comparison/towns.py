"""A page for each municipality: its number in every scenario and every baseline, and what each plan says."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from planner.edition import ComparisonEdition
from planner.report.comparison.grid import PAGE, Cell, Head, Row, grid, whole
from planner.report.comparison.places import AFTER, NEW, TODAY, Places, last_years, stock
from planner.report.comparison.scenarios import Scenario
from planner.report.page import rendered
from planner.report.planned import Planned, total
from planner.report.section import Section
from planner.tabular import Field, shown
from planner.wording import say


def section(edition: ComparisonEdition) -> Section:
    """A list of the municipalities, then a page each, in the order of names."""
    language = edition.language
    places = {AFTER: Places(edition, AFTER), NEW: Places(edition, NEW)}
    planned = {one.index: Planned(one.edition) for one in places[AFTER].scenarios if one.edition is not None}
    pages = [{"code": code, "title": _title(places[AFTER], code), "name": name,
              "table": _table(places, planned, code), "said": list(_said(places, planned, code))}
             for code, name in places[AFTER].towns.items()]
    html = rendered("comparison/towns.html.j2", language, pages=pages, anchor=PAGE)
    return Section("municipalities", say("report.municipalities", language), html, own_page=True)


def _title(places: Places, code: str) -> str:
    return say("report_compare.town", places.edition.language, name=places.towns[code],
               year=last_years(places.edition))


def _table(places: dict[str, Places], planned: dict[int, Planned], code: str) -> Any:
    """A row for each scenario, then for each baseline: new places, places after, quota and gap."""
    after, language = places[AFTER], places[AFTER].edition.language
    of_stock = stock(after.edition)
    heads = [Head(say("report_compare.division", language), False), Head(say("column.new", language)),
             *([Head(say("column.after", language))] if of_stock else []),
             Head(say("column.quota", language)), Head(say("column.gap", language))]
    today = [Row([Cell(say("column.today", language)), Cell("–"), whole(after.of(code, TODAY), language),
                  Cell("–"), Cell("–")])] if of_stock else []
    columns: list[tuple[str, str, Scenario | None]] = [
        (f"{one.number}. {one.title}", one.name, one) for one in after.scenarios]
    columns += [(after.scenarios.heading(one), one.name, None) for one in after.baselines]
    rows = [Row([Cell(title), whole(places[NEW].of(code, name), language),
                 *([whole(after.of(code, name), language)] if of_stock else []),
                 *(_quota(planned[one.index], code, language) if one else (Cell("–"), Cell("–")))],
                None, one.index if one else None) for title, name, one in columns]
    return grid(say("report_compare.town_table", language, name=after.towns[code]), heads, [*today, *rows],
                language, still=True)


def _quota(planned: Planned, code: str, language: str) -> tuple[Cell, Cell]:
    """Quota and gap of all kinds in the plan's last year."""
    found = []
    for word in ("quota", "gap"):
        field = planned.field(word)
        values = [planned.cells[code, kind, planned.last][word] for kind in planned.kinds]
        found.append(Cell(_number(total(values), field, word == "gap", language)))
    return found[0], found[1]


def _number(value: Any, field: Field | None, sign: bool, language: str) -> str:
    from dataclasses import replace
    return "–" if field is None else shown(value, replace(field, sign=sign), language)


def _said(places: dict[str, Places], planned: dict[int, Planned],
          code: str) -> Iterator[tuple[Scenario, list[str]]]:
    """What each scenario's plan says of the number, year by year and kind by kind."""
    for one in places[AFTER].scenarios:
        rows = planned[one.index]
        cells = [rows.cells[code, kind, year] for year in rows.years for kind in rows.kinds]
        said = [str(cell["sentence"] or "") for cell in cells]
        if any(said):
            yield one, [text for text in said if text]
