"""Charts of a run: every figure is the run's, what is hidden stays hidden, names stay text."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest

from planner import read_scenario
from planner.edition import Edition, edition
from planner.figures.order import by_name
from planner.report.charts import charts, comparison_charts
from planner.report.charts.chart import Chart
from planner.report.charts.towns import total
from planner.run import run
from planner.tabular import shown
from planner.view import Geography
from planner.wording import decimal
from tests import figure_views
from tests.chart_pages import beside, made, named, of_view, percent, planned, rows, texts, tree, with_cells
from tests.ledger_case import ledger_case

ODD = ["=1+1", "+46 70", "-5", "@SUM(A1)", "\tTab", "<script>alert(1)</script>", '"citat" & <b>\x00',
       "Ett mycket långt kommunnamn som ingen sida har plats för", "字のない村"]
WHOLE = {
    "stockholm": lambda: made(),
    "english": lambda: made(language="en"),
    "ranges": lambda: made("stockholm-2010/stegvis", ranges=True),
    "kinds and permits": lambda: made("ostergotland-2012/permit-strom"),
    "agreements that end": lambda: made("ostergotland-2012/overenskommelser"),
    "persons": lambda: made("ostergotland-2019/folkmangd"),
    "money": lambda: made("stockholm-2010/pengar", "internal"),
}


@pytest.fixture(params=WHOLE)
def whole(request: pytest.FixtureRequest) -> Edition:
    edition_: Edition = WHOLE[request.param]()
    return edition_


def test_the_charts_of_each_run() -> None:
    usual = ["map", "new_places", "before_after", "gap", "per_10000"]
    words = {name: [chart.word for chart in charts(make())] for name, make in WHOLE.items()}
    assert words == {
        "stockholm": usual, "english": usual, "ranges": [*usual, "ranges"],
        "kinds and permits": [*usual, "permit"], "agreements that end": usual,
        "persons": [word for word in usual if word != "before_after"], "money": [*usual, "money"]}


def test_drawings_are_safe_and_named(whole: Edition) -> None:
    found = charts(whole)
    ids = [one.attrib["id"] for chart in found for one in tree(chart).iter() if "id" in one.attrib]
    assert len(ids) == len(set(ids))
    for chart in found:
        assert not re.search(r"\son\w+=|\sstyle=|https?:|<script|url\(", chart.svg)
        pictures = [one for one in tree(chart).iter("svg") if one.attrib.get("role") == "img"]
        assert pictures
        assert all(set(one.attrib["aria-labelledby"].split()) <= set(ids) for one in pictures)
        assert all("role" in one.attrib or one.attrib["aria-hidden"] == "true"
                   for one in tree(chart).iter("svg"))
        assert chart.title
        assert whole.view.run_id[:6] in chart.source


def test_every_municipality_can_be_pointed_at_by_name(whole: Edition) -> None:
    names = dict(zip(whole.sheets[0].column("code"), whole.sheets[0].column("name"), strict=True))
    for chart in charts(whole):
        if chart.word not in ("map", "permit"):
            told = {code: one.findtext("title", "") for code, one in rows(chart)}
            assert set(told) == set(names)
            assert all(told[code].startswith(f"{names[code]}: ") for code in names)


def test_every_figure_of_a_table_is_the_plans(whole: Edition) -> None:
    plan = [dict(zip((f.name for f in whole.sheets[0].fields), row, strict=True))
            for row in whole.sheets[0].rows]
    last = max(row["year"] for row in plan)
    kinds = whole.view.kinds
    for word, column in (("new_places", "quota"), ("new_places", "after"), ("gap", "quota")):
        sheet = named(charts(whole), word).table
        names = [field.name for field in sheet.fields]
        for found in (dict(zip(names, row, strict=True)) for row in sheet.rows):
            one = next(row for row in plan if row["code"] == found["code"] and row["year"] == last
                       and kinds[row["kind"]] == found.get("kind", kinds[row["kind"]]))
            assert found[column] == one[column]


def test_what_stands_beside_a_row_is_what_its_table_has(whole: Edition) -> None:
    columns = {"new_places": ("new", "quota"), "gap": (-1,), "per_10000": ("per_10000",),
               "before_after": ("today",)}
    for chart in charts(whole):
        names = [field.name for field in chart.table.fields]
        said = [text for _, one in rows(chart) for text in texts(one)]
        for column in columns.get(chart.word, ()):
            at = names.index(column) if isinstance(column, str) else column
            field = replace(chart.table.fields[at], shown=1, sign=column in ("new", -1))
            for row in chart.table.rows:
                assert shown(row[at], field, whole.language) in said


def test_bars_are_as_long_as_their_numbers() -> None:
    sheet = made().sheets[0]
    after = dict(zip(sheet.column("code"), sheet.column("after"), strict=True))
    chart = named(charts(made()), "new_places")
    lengths = {code: sum(percent(one, "width")[0] for one in row.iter("rect")
                         if one.attrib.get("class") != "ground") for code, row in rows(chart)}
    ratios = [lengths[code] / after[code] for code in after if after[code]]
    apart = lengths["0180"] / after["0180"]
    assert min(ratios) == apart
    assert max(ratios) / min(r for r in ratios if r != apart) == pytest.approx(1, abs=0.03)


def test_the_quota_stands_where_the_bar_of_as_many_would_end() -> None:
    sheet = made().sheets[0]
    chart, scale = named(charts(made()), "new_places"), []
    quotas = dict(zip(sheet.column("code"), sheet.column("quota"), strict=True))
    for code, row in rows(chart):
        if code != "0180":
            scale.append((float(quotas[code]), percent(list(row.iter("line"))[-1], "x1")[0]))
    (low, first), (high, last) = min(scale), max(scale)
    assert all(at == pytest.approx(first + (last - first) * (quota - low) / (high - low), abs=0.02)
               for quota, at in scale)


def test_rows_stand_in_the_order_of_names_and_never_on_each_other() -> None:
    chart = named(charts(made()), "gap")
    names = dict(zip(made().sheets[0].column("code"), made().sheets[0].column("name"), strict=True))
    assert [code for code, _ in rows(chart)] == by_name(names)
    heights = [float(one.attrib["transform"].removeprefix("translate(0 ").rstrip(")"))
               for _, one in rows(chart)]
    assert [b - a for a, b in pairwise(heights)] == [22.0] * 25


def test_the_same_run_gives_the_same_charts() -> None:
    assert [(c.svg, c.table) for c in charts(made())] == [(c.svg, c.table) for c in charts(made())]


def test_example_and_internal_stand_in_titles() -> None:
    view = replace(made("ostergotland-2019/folkmangd").view, internal=True)
    plain = made("ostergotland-2019/folkmangd")
    assert not any("EXEMPEL" in chart.title for chart in charts(plain))
    assert all(chart.title.startswith("INTERNT") for chart in
               charts(replace(plain, view=view, release="internal")))
    assert not any("INTERNT" in chart.title for chart in charts(replace(plain, view=view)))
    assert all("EXEMPEL" in chart.title for chart in charts(made()))


def test_names_stay_text() -> None:
    view = figure_views.many(12, ODD)
    tiles = Geography(None, {code: (i % 4, i // 4) for i, code in enumerate(sorted(set(view.plan["code"])))})
    found = charts(of_view(replace(view, geography=tiles)))
    for chart in found:
        assert "<script" not in chart.svg
        assert "\x00" not in chart.svg
        said = " ".join(one.text or "" for one in tree(chart).iter("title"))
        assert all(" ".join(name.replace("\x00", "").split()) in said for name in ODD)


def test_two_hundred_and_ninety_municipalities_are_pieces_of_at_most_forty_rows() -> None:
    found = charts(of_view(figure_views.many(290)))
    assert [chart.word for chart in found] == ["new_places", "before_after", "gap", "per_10000"]
    assert sum(len(chart.svg) for chart in found) < 900_000
    for chart in found:
        pieces = [len([g for g in one.iter("g") if "data-code" in g.attrib])
                  for one in tree(chart).iter("svg") if one.attrib.get("role") == "img"]
        assert sum(pieces) == 290
        assert max(pieces) <= 40


def hidden(tmp_path: Path, release: str) -> tuple[list[Chart], Edition]:
    one = edition(run(read_scenario(ledger_case(tmp_path))), release, "sv")
    return charts(one), one


def test_what_an_edition_hides_is_in_no_chart(tmp_path: Path) -> None:
    found, public = hidden(tmp_path, "public")
    exact = {row[0]: row for row in hidden(tmp_path, "internal")[1].sheets[0].rows}
    names = [field.name for field in public.sheets[0].fields]
    assert public.hidden
    assert [chart.word for chart in found] == ["new_places", "before_after", "gap", "per_10000"]
    for code in public.hidden:
        received, new = exact[code][names.index("received")], exact[code][names.index("new")]
        row = next(one for at, one in rows(found[0]) if at == code)
        assert texts(row)[1] == ".."
        bars = [one for one in row.iter("rect") if one.attrib.get("class") != "ground"]
        assert len(bars) <= 1  # nothing tells received from new
        before = next(one for at, one in rows(found[1]) if at == code)
        assert texts(before)[1] in ("1–4", "..")
        said = before.findtext("title", "")
        assert f" {decimal(received, 0)} mottagna" not in said
        assert f" {decimal(new, 0)} nya" not in row.findtext("title", "")
    assert "barn sedan startdatum" not in found[0].lead  # the county's sums would tell


@pytest.mark.parametrize(("parts", "whole_"), [
    ((1, 2), 3), ((0, "1–4"), "1–4"), (("..", 0), ".."), (("1–4", "1–4"), ".."), ((5, "1–4"), ".."),
    ((None, 2), 2), ((None,), None)])
def test_a_sum_of_hidden_figures_is_hidden(parts: tuple[object, ...], whole_: object) -> None:
    assert total(parts) == whole_  # type: ignore[arg-type]


def test_a_hidden_number_has_no_mark() -> None:
    one = with_cells(made(), dict.fromkeys((("0114", name) for name in (
        "new", "after", "gap", "before", "new_since_start", "per_10000")), ".."))
    for chart in charts(one):
        for code, row in rows(chart):
            if code == "0114" and chart.word in ("new_places", "gap", "before_after"):
                assert ".." in texts(row)
                assert len(list(row.iter("rect"))) == 1  # the ground alone
                assert not list(row.iter("circle"))


MAKERS: dict[str, Callable[[], list[Chart]]] = {
    "run": lambda: charts(made("ostergotland-2012/permit-strom")),
    "six": lambda: comparison_charts(beside(6))}


@pytest.mark.parametrize("which", MAKERS)
def test_charts_are_small(which: str) -> None:
    assert sum(len(chart.svg) for chart in MAKERS[which]()) < 220_000


def test_ranges_are_those_of_the_run() -> None:
    found = planned("stockholm-2010/stegvis", True)
    assert found.ranges is not None
    sheet = named(charts(made("stockholm-2010/stegvis", ranges=True)), "ranges").table
    columns = [sheet.column(name) for name in ("code", "least", "most", "plan")]
    for code, least, most, plan in zip(*columns, strict=True):
        span = found.ranges.span(found.ranges.last(code))
        assert (least, most, plan) == (span.least, span.most, span.plan)
