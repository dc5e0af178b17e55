"""Charts read back: the drawings as trees, the editions that they are made from."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from fractions import Fraction
from functools import cache
from pathlib import Path
from xml.etree import ElementTree

from planner import read_scenario
from planner.compare import compare
from planner.edition import ComparisonEdition, Edition, comparison_edition, edition
from planner.report.charts.chart import Chart
from planner.results import PLAN_COLUMNS
from planner.run import Run, run
from planner.tabular import NUMBER, Field, Sheet
from planner.view import View

SCENARIOS = Path(__file__).parent.parent / "scenarios"
STOCKHOLM = ("folkmangd", "drygt-340", "hem-6", "pendling-45", "alla-tar-del", "hos-grannen")


@cache
def planned(scenario: str = "stockholm-2010/folkmangd", ranges: bool = False) -> Run:
    return run(read_scenario(SCENARIOS / f"{scenario}.toml"), ranges=ranges)


@cache
def made(scenario: str = "stockholm-2010/folkmangd", release: str = "public", language: str = "sv",
         ranges: bool = False) -> Edition:
    return edition(planned(scenario, ranges), release, language)


@cache
def beside(count: int, language: str = "sv") -> ComparisonEdition:
    return comparison_edition(compare([planned(f"stockholm-2010/{name}") for name in STOCKHOLM[:count]],
                                      language), "public")


def of_view(view: View, language: str = "sv") -> Edition:
    """An edition around a view alone: its plan as a sheet; it has no run behind it."""
    def value(record: dict[str, object], name: str, type_: str) -> object:
        found = record.get(name)
        if found is None or found != found:
            return None
        return Fraction(str(found)) if type_ == NUMBER else found

    fields = tuple(Field(name, name, type_) for name, type_ in PLAN_COLUMNS)
    rows = tuple(tuple(value(record, name, type_) for name, type_ in PLAN_COLUMNS)
                 for record in view.plan.to_dict("records"))
    return Edition(None, "public", language, (Sheet("plan", "Plan", fields, rows),), view)  # type: ignore[arg-type]


def with_cells(whole: Edition, cells: dict[tuple[str, str], object]) -> Edition:
    """The edition with other values in the plan, by code and column."""
    sheet = whole.sheets[0]
    names = [field.name for field in sheet.fields]
    rows = tuple(tuple(cells.get((row[0], name), value) for name, value in zip(names, row, strict=True))
                 for row in sheet.rows)
    return replace(whole, sheets=(replace(sheet, rows=rows), *whole.sheets[1:]))


def tree(chart: Chart) -> ElementTree.Element:
    """The drawing as a browser's parser would have it; it is well formed."""
    return ElementTree.fromstring(f"<div>{chart.svg}</div>")


def rows(chart: Chart) -> Iterator[tuple[str, ElementTree.Element]]:
    """Every row of a municipality with its code."""
    for found in tree(chart).iter("g"):
        if "data-code" in found.attrib:
            yield found.attrib["data-code"], found


def texts(found: ElementTree.Element) -> list[str]:
    """The lines of text of an element."""
    return [one.text or "" for one in found.iter("text")]


def percent(found: ElementTree.Element, *names: str) -> Sequence[float]:
    """Attributes that are parts of the width, in per cent."""
    return [float(found.attrib[name].rstrip("%")) for name in names]


def named(charts: Sequence[Chart], word: str) -> Chart:
    return next(chart for chart in charts if chart.word == word)
