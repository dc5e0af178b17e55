"""The report's script on a small page: what it sorts by, whom it shows, what it marks and leaves alone."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from markupsafe import Markup

from planner.report.comparison.grid import Cell, Head, Row, grid
from planner.report.page import Page as Report
from planner.report.page import write
from planner.report.section import Section

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser
TOWNS = (("0001", "Östra", "1\u00a0234", "2010-05-01", "5–8 (6)"),
         ("0002", "Ärla", "\u22123", "2009-12-31", "–"),
         ("0003", "Ala <b>", "..", "2010-01-02", "10"), ("0004", "Zinkby", "1,5", "2011-01-01", "1–4"))
HEADS = (Head("Kommun", False), Head("Antal"), Head("Dag", False), Head("Spann", True, 1))


def report(folder: Path, language: str, rows: tuple[tuple[str, ...], ...]) -> Path:
    """A page of two scenarios with a table, a list, a chart and a page for each municipality."""
    told = grid("Tal", HEADS, [Row([Cell(one) for one in row[1:]], row[0]) for row in rows], language)
    still = grid("Stilla", HEADS, [Row([Cell(one) for one in row[1:]]) for row in rows], language, still=True)
    marks = Markup("").join(Markup('<g data-code="{}"><rect width="9" height="9"/></g>').format(row[0])
                            for row in rows)
    names = Markup('<dl><dt data-scenario-name="0">Ett</dt><dt data-scenario-name="1">Två</dt></dl>'
                   '<p id="one" data-scenario="0">ett</p><p id="two" data-scenario="1">två</p>')
    pages = Markup("").join(Markup('<article id="m-{0}" data-code="{0}"><h3>{1}</h3></article>').format(*row)
                            for row in rows)
    html = told + still + Markup("<svg>{}</svg>").format(marks) + names + pages
    path = folder / f"{language}.html"
    write(path, Report("Prov", "under", "Offentlig", language, [Section("x", "Avsnitt", html)]))
    return path


@pytest.fixture
def page(chromium: Browser, tmp_path: Path) -> Iterator[Page]:
    context = chromium.new_context(viewport={"width": 1200, "height": 900})
    made = context.new_page()
    heard: list[str] = []
    made.on("console", lambda message: heard.append(message.text))
    made.on("pageerror", lambda error: heard.append(str(error)))
    made.goto(report(tmp_path, "sv", TOWNS).as_uri())
    yield made
    context.close()
    assert heard == []


def column(page: Page, at: int) -> list[str]:
    return page.locator("table").first.locator("tbody tr").evaluate_all(
        f"(rows) => rows.map((row) => row.cells[{at}].textContent.trim())")


def sort(page: Page, at: int) -> str | None:
    head = page.locator("table").first.locator("thead th").nth(at)
    head.locator("button.sort").click()
    return head.get_attribute("aria-sort")


def test_names_sort_as_swedish_first_upwards(page: Page) -> None:
    assert sort(page, 0) == "ascending"
    assert column(page, 0) == ["Ala <b>", "Zinkby", "Ärla", "Östra"]
    assert sort(page, 0) == "descending"
    assert column(page, 0) == ["Östra", "Ärla", "Zinkby", "Ala <b>"]


def test_numbers_sort_by_size_largest_first_and_what_is_hidden_last(page: Page) -> None:
    assert sort(page, 1) == "descending"
    assert column(page, 1) == ["1\u00a0234", "1,5", "\u22123", ".."]
    assert sort(page, 1) == "ascending"
    assert column(page, 1) == ["\u22123", "1,5", "1\u00a0234", ".."]
    sort(page, 3)
    assert column(page, 3) == ["10", "5–8 (6)", "1–4", "–"]
    assert page.locator("th[aria-sort]").count() == 1


def test_days_sort_as_days(page: Page) -> None:
    assert sort(page, 2) == "ascending"
    assert column(page, 2) == ["2009-12-31", "2010-01-02", "2010-05-01", "2011-01-01"]


def test_a_still_table_has_no_buttons(page: Page) -> None:
    assert page.locator("table.still button").count() == 0


def test_english_numbers_are_read_as_english(chromium: Browser, tmp_path: Path) -> None:
    rows = tuple((code, name, number, "", "") for (code, name, *_), number in zip(
        TOWNS, ("1,234", "2.5", "\u22123", "999"), strict=True))
    context = chromium.new_context()
    page = context.new_page()
    page.goto(report(tmp_path, "en", rows).as_uri())
    sort(page, 1)
    assert column(page, 1) == ["1,234", "999", "2.5", "\u22123"]
    context.close()


def test_municipalities_are_narrowed_by_the_beginnings_of_their_words(page: Page) -> None:
    page.fill("input[type=search]", "öst, ala")
    assert page.locator("[role=status]").text_content() == "2 av 4 kommuner visas."
    assert page.locator("tr[data-code]:visible").count() == 2
    assert page.locator("article:visible").count() == 2
    assert page.locator("svg .dim").count() == 2
    page.fill("input[type=search]", "0002")
    assert page.locator("tr[data-code]:visible th").text_content() == "Ärla"
    page.evaluate("location.hash = '#m-0001'")
    page.wait_for_function("document.querySelector('input[type=search]').value === ''")
    assert page.locator("article:visible").count() == 4
    assert page.locator(".dim").count() == 0


def test_a_scenario_is_left_out_and_one_always_stays(page: Page) -> None:
    boxes = page.locator("fieldset input[type=checkbox]")
    assert boxes.count() == 2
    boxes.nth(1).uncheck()
    assert not page.is_visible("#two")
    assert page.is_visible("#one")
    assert page.locator("table").first.locator("thead th:visible").count() == 3
    boxes.nth(0).click()
    assert boxes.nth(0).is_checked()
    boxes.nth(1).check()
    assert page.is_visible("#two")
    assert page.locator("[data-scenario-name]:visible").count() == 2


def test_pointing_and_focus_mark_a_municipality_everywhere(page: Page) -> None:
    page.locator("tr[data-code='0004']").hover()
    assert page.locator(".lit").count() == page.locator("[data-code='0004']").count() == 3
    page.locator("tr[data-code='0001'] a").focus()
    assert page.locator(".lit").count() == page.locator("[data-code='0001'].lit").count() == 3


def test_where_there_is_nothing_to_choose_there_are_no_controls(chromium: Browser, tmp_path: Path) -> None:
    path = tmp_path / "ensam.html"
    write(path, Report("Prov", "under", "Offentlig", "sv", [Section("x", "Avsnitt", grid(
        "Tal", HEADS[:2], [Row([Cell("Ärla"), Cell("1")], "0002")], "sv"))]))
    context = chromium.new_context()
    page = context.new_page()
    page.goto(path.as_uri())
    assert page.locator(".controls, button").count() == 0
    context.close()
