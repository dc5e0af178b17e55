"""Charts of a comparison: the figures of its tables, each scenario's colour, shape and place."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from planner import read_scenario
from planner.compare import compare
from planner.edition import comparison_edition
from planner.figures import style
from planner.figures.classes import UNKNOWN, counts
from planner.report.charts import comparison_charts
from planner.report.charts.change import difference
from planner.run import run
from planner.tabular import shown
from planner.view import Geography
from planner.wording import decimal
from tests.chart_pages import beside, named, percent, rows, texts, tree
from tests.small_case import small_case

SIX = 6


def test_the_charts_of_comparisons() -> None:
    assert [chart.word for chart in comparison_charts(beside(1))] == ["by_scenario", "maps", "measures"]
    for count in (2, SIX):
        assert [chart.word for chart in comparison_charts(beside(count))] == [
            "by_scenario", "change", "maps", "measures"]


@pytest.mark.parametrize("language", ["sv", "en"])
def test_drawings_are_named_and_their_ids_are_found(language: str) -> None:
    found = comparison_charts(beside(2, language))
    ids = [one.attrib["id"] for chart in found for one in tree(chart).iter() if "id" in one.attrib]
    assert len(ids) == len(set(ids))
    for chart in found:
        for one in tree(chart).iter():
            if one.tag == "use":
                assert one.attrib["href"].removeprefix("#") in ids
            if one.attrib.get("role") == "img":
                assert set(one.attrib["aria-labelledby"].split()) <= set(ids)


def test_the_tables_are_the_comparisons() -> None:
    made = beside(SIX)
    sheet = next(one for one in made.sheets if one.word == "new_places")
    places, change, *_ = (chart.table for chart in comparison_charts(made))
    names = [run_.scenario.name for run_ in made.comparison.runs]
    exact = {code: [sheet.column(name)[i] for name in names] for i, code in enumerate(sheet.column("code"))}
    for i, code in enumerate(places.column("code")):
        assert [places.column(name)[i] for name in names] == exact[code]
        assert [change.column(name)[i] for name in names[1:]] == [
            value - exact[code][0] for value in exact[code][1:]]
    assert [field.title for field in places.fields[3:]][:3] == [
        "Efter folkmängd", "Drygt 340: minst 340 platser från 2012, så många som går att dela rättvist, och "
        "nivån hålls", "Hem med minst 6 platser"]


def test_every_scenario_has_a_mark_of_its_own_where_its_number_is() -> None:
    made = beside(SIX)
    chart = named(comparison_charts(made), "by_scenario")
    names = [run_.scenario.name for run_ in made.comparison.runs]
    values = {code: [chart.table.column(name)[i] for name in names]
              for i, code in enumerate(chart.table.column("code"))}
    ends = []
    for code, row in rows(chart):
        marks = list(row.iter("use"))
        assert [one.attrib["data-scenario"] for one in marks] == [str(i) for i in range(SIX)]
        assert len({float(one.attrib["y"]) for one in marks}) == SIX  # a lane each: none hides another
        if code != "0180":
            ends += [(value, percent(one, "x")[0]) for value, one in zip(values[code], marks, strict=True)]
    (low, first), (high, last) = min(ends), max(ends)
    assert all(at == pytest.approx(first + (last - first) * (value - low) / (high - low), abs=0.02)
               for value, at in ends)


def test_colours_and_shapes_are_the_same_in_key_and_drawing() -> None:
    for chart in comparison_charts(beside(SIX)):
        key = {one.attrib["data-scenario"]: one.find("svg/path") for one in tree(chart).iter("li")
               if "data-scenario" in one.attrib}
        shapes = {one.attrib["id"].rpartition("-s")[2]: one for one in tree(chart).iter("path")
                  if "-s" in one.attrib.get("id", "")}
        assert len({one.attrib["d"] for one in key.values() if one is not None}) == len(key)
        for index, sign in key.items():
            assert sign is not None
            assert sign.attrib["fill"] == style.SCENARIOS[int(index)]
            if chart.word in ("by_scenario", "change"):
                assert shapes[index].attrib["fill"] == sign.attrib["fill"]
                assert shapes[index].attrib["d"] == sign.attrib["d"]


def test_few_scenarios_have_their_numbers_beside_the_marks() -> None:
    chart = named(comparison_charts(beside(2)), "by_scenario")
    values = {code: [decimal(row[at], 0) for at in (3, 4)]
              for row in chart.table.rows for code in [row[0]]}
    assert all(texts(row)[1:] == values[code] for code, row in rows(chart))
    change = named(comparison_charts(beside(2)), "change")
    changes = {row[0]: decimal(row[2], 0, sign=True) for row in change.table.rows}
    assert all(texts(row)[1:] == [changes[code]] for code, row in rows(change))


def test_bars_of_change_begin_at_nought() -> None:
    chart = named(comparison_charts(beside(2)), "change")
    changes = {row[0]: row[2] for row in chart.table.rows}
    nought = set()
    for code, row in rows(chart):
        bars = [one for one in row.iter("rect") if one.attrib.get("class") != "ground"]
        assert len(bars) == bool(changes[code])
        for one in bars:
            left, wide = percent(one, "x", "width")
            nought.add(round(left if changes[code] > 0 else left + wide, 1))
    assert len(nought) == 1


def test_measures_have_the_tables_values_and_marks() -> None:
    made = beside(SIX)
    sheet = next(one for one in made.sheets if one.word == "measures")
    chart = named(comparison_charts(made), "measures")
    drawn = [texts(one) for one in tree(chart).iter("g") if "data-scenario" in one.attrib]
    assert len(drawn) % SIX == 0
    first = drawn[:SIX]
    for i, one in enumerate(first):
        assert one[:2] == [str(i + 1), shown(sheet.rows[0][2 + i], sheet.fields[2 + i])]
        assert ("★" in one) is ((0, 2 + i) in sheet.marked)
    assert chart.table.rows == tuple(row[:2 + SIX] for row in sheet.rows)


def test_what_is_hidden_of_a_scenario_is_not_told_by_a_difference() -> None:
    made = beside(2)
    sheet = next(one for one in made.sheets if one.word == "new_places")
    name = made.comparison.runs[1].scenario.name
    at = [field.name for field in sheet.fields].index(name)
    covered = replace(sheet, rows=tuple((*row[:at], "..", *row[at + 1:]) if row[0] == "0114" else row
                                        for row in sheet.rows))
    sheets = tuple(covered if one.word == "new_places" else one for one in made.sheets)
    for chart in comparison_charts(replace(made, sheets=sheets))[:2]:
        row = next(one for code, one in rows(chart) if code == "0114")
        assert ".." in texts(row)
        assert [one.attrib["data-scenario"] for one in row.iter("use")] == (
            ["0"] if chart.word == "by_scenario" else [])
    assert difference("..", 3) == difference(3, "1–4") == ".."


def test_a_scenario_without_a_plan_keeps_its_number_and_has_no_marks(tmp_path: Path) -> None:
    none = small_case(tmp_path / "none", {"capacity.csv": "code,capacity\n0114,2\n0180,12\n0192,0\n"})
    some = small_case(tmp_path / "some", scenario='extends = "case.toml"\ntitle = "Ryms"\n')
    for paths, left in (((none, some), ["by_scenario", "measures"]),
                        ((some, none), ["by_scenario", "measures"])):
        made = comparison_edition(compare([run(read_scenario(path)) for path in paths]), "public")
        found = comparison_charts(made)
        assert [chart.word for chart in found] == left
        index = str(paths.index(some))
        marks = {one.attrib["data-scenario"] for chart in found for one in tree(chart).iter()
                 if "data-scenario" in one.attrib}
        assert marks == {index}
        assert f"{int(index) + 1} Ryms" in found[0].svg


def test_every_scenario_has_a_map_in_the_same_colours() -> None:
    made = beside(SIX)
    chart = named(comparison_charts(made), "maps")
    found, names = tree(chart), [run_.scenario.name for run_ in made.comparison.runs]
    new = {name: dict(zip(chart.table.column("code"), chart.table.column(name), strict=True))
           for name in names}
    classes = counts([float(n) for one in new.values() for n in one.values()])
    blocks = [one for one in found.iter("div") if "data-scenario" in one.attrib]
    assert [one.attrib["data-scenario"] for one in blocks] == [str(i) for i in range(SIX)]
    for name, block in zip(names, blocks, strict=True):
        fills = {(one.attrib["data-code"], one.attrib["fill"], one.findtext("title", "").split(": ")[1])
                 for one in block.iter("use")}
        assert fills == {(code, classes.colour(float(n)), f"{n} nya platser")
                         for code, n in new[name].items()}
        told = [(one.attrib["data-code"], one.text) for one in block.iter("text")]
        assert {code for code, _ in told} == set(new[name])  # a number of everyone, here or there
        assert all(text == str(new[name][code]) for code, text in told)
    shapes = [one.attrib["id"] for one in found.iter("path") if "id" in one.attrib]
    assert len(shapes) == len(new[names[0]])  # once in the page, not once a map
    assert len(chart.svg) < 80_000


def test_a_comparison_without_boundaries_has_tiles_or_no_map() -> None:
    made = beside(2)
    tiles = made.runs[0].view.geography.tiles
    for geography, count in ((Geography(None, tiles), 2), (Geography(), None)):
        first = replace(made.runs[0], view=replace(made.runs[0].view, geography=geography))
        charts = comparison_charts(replace(made, runs=(first, *made.runs[1:])))
        found = {chart.word: chart for chart in charts}
        if count is None:
            assert "maps" not in found
        else:
            drawn = [one for one in tree(found["maps"]).iter("svg") if one.attrib.get("role") == "img"]
            assert len(drawn) == count
            assert "ruta för varje kommun" in found["maps"].lead


def test_a_hidden_number_is_hidden_on_the_map() -> None:
    made = beside(2)
    sheet = next(one for one in made.sheets if one.word == "new_places")
    at = [field.name for field in sheet.fields].index(made.comparison.runs[1].scenario.name)
    covered = replace(sheet, rows=tuple((*row[:at], "1–4", *row[at + 1:]) if row[0] == "0114" else row
                                        for row in sheet.rows))
    sheets = tuple(covered if one.word == "new_places" else one for one in made.sheets)
    chart = named(comparison_charts(replace(made, sheets=sheets)), "maps")
    block = next(one for one in tree(chart).iter("div") if one.attrib.get("data-scenario") == "1")
    assert {one.attrib["fill"] for one in block.iter("use") if one.attrib["data-code"] == "0114"} == {UNKNOWN}
    assert {one.text for one in block.iter("text") if one.attrib["data-code"] == "0114"} <= {"1–4"}


def test_no_row_is_cut_by_paper() -> None:
    for chart in comparison_charts(beside(SIX))[:2]:
        assert all(float(one.attrib["height"]) < 950 for one in tree(chart).iter("svg")
                   if one.attrib.get("role") == "img")
