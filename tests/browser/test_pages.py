"""Reports in a real browser: quiet, offline, accessible, at any width, by keyboard, on paper, scriptless."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any
from unicodedata import normalize

import pytest

from planner.release import stamp
from tests.browser.pages import SHEETS, Made

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser
NAMES = tuple(SHEETS)
WIDE, NARROW = {"width": 1920, "height": 1080}, {"width": 360, "height": 740}
MOST_BYTES = 3_000_000


@contextmanager
def opened(browser: Browser, one: Made, size: Any = None, **more: Any) -> Iterator[tuple[Page, list[str]]]:
    """The page, and what it complained of or asked the network for."""
    context = browser.new_context(viewport=size or WIDE, **more)
    page, heard = context.new_page(), list[str]()
    page.on("console", lambda message: heard.append(f"console: {message.text}"))
    page.on("pageerror", lambda error: heard.append(f"error: {error}"))
    page.on("request", lambda asked: heard.append(f"request: {asked.url}")
            if asked.url != one.path.as_uri() and not asked.url.startswith("data:") else None)
    page.goto(one.path.as_uri())
    yield page, heard
    context.close()


@pytest.mark.parametrize("name", NAMES)
def test_a_report_is_quiet_and_asks_the_network_for_nothing(
        name: str, chromium: Browser, reports: Mapping[str, Made]) -> None:
    assert reports[name].path.stat().st_size < MOST_BYTES
    with opened(chromium, reports[name]) as (page, heard):
        page.mouse.wheel(0, 4000)
        page.wait_for_timeout(200)
        assert heard == []


@pytest.mark.parametrize("name", NAMES)
def test_the_policy_holds_back_any_other_script(
        name: str, chromium: Browser, reports: Mapping[str, Made]) -> None:
    with opened(chromium, reports[name]) as (page, _):
        page.evaluate("""() => {
            const other = document.createElement('script');
            other.textContent = 'window.strange = 1';
            document.body.append(other);
            const image = document.createElement('img');
            image.setAttribute('onerror', 'window.strange = 2');
            image.src = 'data:image/png;base64,AAAA';
            document.body.append(image);
        }""")
        page.wait_for_timeout(200)
        assert page.evaluate("window.strange") is None
    with opened(chromium, reports[name]) as (page, _):
        assert page.evaluate("fetch('http://127.0.0.1:9/').then(() => 'open', () => 'shut')") == "shut"


@pytest.mark.parametrize("name", NAMES)
def test_axe_finds_nothing(name: str, chromium: Browser, reports: Mapping[str, Made]) -> None:
    from axe_playwright_python.sync_playwright import Axe
    options = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"], "resultTypes": ["violations"]}
    with opened(chromium, reports[name], bypass_csp=True) as (page, _):
        found = Axe().run(page, options=options).response["violations"]
        assert [(one["id"], one["nodes"][0]["html"][:200], len(one["nodes"])) for one in found] == []


@pytest.mark.parametrize("size", [NARROW, WIDE], ids=["360", "1920"])
@pytest.mark.parametrize("name", NAMES)
def test_only_tables_and_charts_are_wider_than_the_page(
        name: str, size: Any, chromium: Browser, reports: Mapping[str, Made]) -> None:
    with opened(chromium, reports[name], size) as (page, _):
        assert page.evaluate("document.documentElement.scrollWidth") <= size["width"]
        outside = page.evaluate("""(wide) => [...document.querySelectorAll('h1, h2, h3, p, li, nav, figure')]
            .filter((one) => one.getBoundingClientRect().right > wide + 1 && !one.closest('[tabindex]'))
            .map((one) => one.outerHTML.slice(0, 120))""", size["width"])
        assert outside == []


@pytest.mark.parametrize("name", NAMES)
def test_the_keyboard_reaches_every_control(
        name: str, chromium: Browser, reports: Mapping[str, Made]) -> None:
    """From the top, one Tab at a time: each link, button, field and scrolling box has its turn, and shows."""
    with opened(chromium, reports[name]) as (page, _):
        count = page.evaluate("""() => {
            const some = 'a[href], button, input, select, summary, [tabindex="0"]';
            const all = [...document.querySelectorAll(some)].filter((one) => one.checkVisibility());
            all.forEach((one) => { one.dataset.turn = 'no'; });
            document.addEventListener('focusin', (event) => {
                const one = event.target, style = getComputedStyle(one);
                const seen = style.outlineStyle !== 'none' || style.boxShadow !== 'none';
                one.dataset.turn = seen ? 'yes' : 'unseen';
            });
            return all.length;
        }""")
        assert count > 20
        some = min(count, 150)  # the first ones are of every sort; all would take minutes
        for _ in range(some):
            page.keyboard.press("Tab")
        assert page.evaluate("document.querySelectorAll('[data-turn=unseen]').length") == 0
        assert page.evaluate("document.querySelectorAll('[data-turn=yes]').length") >= some - 1


@pytest.mark.parametrize("name", NAMES)
def test_a_report_prints_on_so_many_pages_each_with_its_stamp(
        name: str, chromium: Browser, reports: Mapping[str, Made]) -> None:
    from pypdf import PdfReader
    one = reports[name]
    with opened(chromium, one) as (page, _):
        printed = PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True, print_background=True)))
    assert len(one.codes) < len(printed.pages) <= SHEETS[name]
    size = printed.pages[0].mediabox
    assert {round(float(size.width)), round(float(size.height))} == {595, 842}  # A4, in points
    told = [" ".join(normalize("NFKC", page.extract_text()).split()) for page in printed.pages]
    mark = stamp(one.release, one.language)
    assert [number for number, text in enumerate(told, 1) if mark not in text] == []
    assert [number for number, text in enumerate(told, 1) if len(text) < 60] == []  # no page is left empty


@pytest.mark.parametrize("name", NAMES)
def test_without_script_the_page_is_whole(
        name: str, chromium: Browser, reports: Mapping[str, Made]) -> None:
    with opened(chromium, reports[name]) as (page, _):
        with_it = page.evaluate("[...document.querySelectorAll('table')].map((one) => one.rows.length)")
    with opened(chromium, reports[name], java_script_enabled=False) as (page, heard):
        assert heard == []
        rows = [table.locator("tr").count() for table in page.locator("table").all()]
        assert rows == with_it
        assert page.locator("svg").count() >= 4


def test_a_table_is_sorted_by_its_header(chromium: Browser, reports: Mapping[str, Made]) -> None:
    with opened(chromium, reports["run-13"]) as (page, _):
        table = page.locator("table:has(button.sort):has(tr[data-code])").first
        names = table.locator("tbody tr[data-code]")
        before = [row.get_attribute("data-code") for row in names.all()]
        table.locator("button.sort").nth(2).focus()
        page.keyboard.press("Enter")
        after = [row.get_attribute("data-code") for row in names.all()]
        assert sorted(after, key=str) == sorted(before, key=str)
        assert after != before
        assert table.locator("th[aria-sort]").count() == 1


CLASSES = """(code) => [...document.querySelectorAll(`[data-code="${code}"]`)]
    .map((one) => one.getAttribute('class'))"""
ROWS = "() => [...document.querySelectorAll('tr[data-code]')].filter((row) => row.checkVisibility()).length"
# A group of a drawing that is not shown still counts as visible to checkVisibility; it has no place then.
SECOND = """() => [...document.querySelectorAll('[data-scenario="1"]')]
    .filter((one) => one.getClientRects().length).length"""


def test_pointing_at_a_municipality_marks_it_everywhere(
        chromium: Browser, reports: Mapping[str, Made]) -> None:
    one = reports["run-26"]
    with opened(chromium, one) as (page, _):
        code = one.codes[3]
        quiet = page.evaluate(CLASSES, code)
        page.locator(f"tr[data-code='{code}']").first.hover()
        marked = page.evaluate(CLASSES, code)
        assert len(marked) > 5
        assert all(now != then for now, then in zip(marked, quiet, strict=True))


def until(page: Page, script: str, wanted: int | None, other: int = -1) -> int:
    """What the script gives, once it is ``wanted`` (None: once it is no longer ``other``)."""
    for _ in range(50):
        found = int(page.evaluate(script))
        if found == wanted or (wanted is None and found != other):
            return found
        page.wait_for_timeout(100)
    raise AssertionError((found, wanted, other))


def test_municipalities_and_scenarios_are_chosen(chromium: Browser, reports: Mapping[str, Made]) -> None:
    one = reports["six-26"]
    with opened(chromium, one) as (page, _):
        every = page.evaluate(ROWS)
        field = page.locator("input[type=search], input[type=text]").first
        field.fill("Täby")
        assert 0 < until(page, ROWS, None, every) < every
        field.fill("")
        until(page, ROWS, every)
        assert page.evaluate(SECOND) > len(one.codes)
        boxes = page.locator("input[type=checkbox]")
        assert boxes.count() == one.scenarios
        boxes.nth(1).uncheck()
        until(page, SECOND, 0)
