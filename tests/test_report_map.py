"""The map of a report: short paths without gaps, labels where they have room, numbers and colours alike."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import combinations
from pathlib import Path

import pytest

from planner.figures.classes import counts
from planner.figures.tiles import contrast
from planner.report.charts import charts
from planner.report.charts.chart import Chart
from planner.report.charts.labels import labels
from planner.report.charts.outlines import area, box, outlines, placed, room, trace
from planner.report.charts.tiles import name_lines
from planner.view import Geography
from tests.chart_pages import SCENARIOS, made, named, rows, texts, tree, with_cells

PAGE = (0.0, 0.0, 720.0, 720.0)
SQUARE = ((0.0, 0.0), (100.0, 0.0), (100.0, 100.0), (0.0, 100.0))
HORSESHOE = ((0.0, 0.0), (300.0, 0.0), (300.0, 300.0), (200.0, 300.0), (200.0, 60.0), (100.0, 60.0),
             (100.0, 300.0), (0.0, 300.0))


def drawn(scenario: str = "stockholm-2010/folkmangd") -> Chart:
    return named(charts(made(scenario)), "map")


def inside(point: tuple[float, float], ring: tuple[tuple[float, float], ...]) -> bool:
    """Is a point in a ring, by counting the borders to the right of it?"""
    x, y = point
    pairs = zip(ring, (*ring[1:], ring[0]), strict=True)
    return sum((a[1] > y) != (b[1] > y) and x < a[0] + (y - a[1]) * (b[0] - a[0]) / (b[1] - a[1])
               for a, b in pairs) % 2 == 1


def test_every_municipality_has_the_colour_and_the_number_of_its_new_places() -> None:
    sheet = made().sheets[0]
    new = dict(zip(sheet.column("code"), sheet.column("new"), strict=True))
    classes, chart = counts([float(n) for n in new.values()]), drawn()
    found = tree(chart)
    colours = {(one.attrib["data-code"], one.attrib["fill"]) for one in found.iter("path")
               if "data-code" in one.attrib}
    assert colours == {(code, classes.colour(float(n))) for code, n in new.items()}
    for one in found.iter("path"):
        if "data-code" in one.attrib:
            assert one.findtext("title", "").endswith(f": {new[one.attrib['data-code']]} nya platser")
    for one in found.iter("text"):
        if one.attrib.get("font-weight") == "bold":
            assert one.text == str(new[one.attrib["data-code"]])
    assert {row[0]: row[2] for row in chart.table.rows} == new


def test_numbers_stand_on_the_map_of_all_but_the_table_has_every_one() -> None:
    numbered = {one.attrib["data-code"] for one in tree(drawn()).iter("text")
                if one.attrib.get("font-weight") == "bold"}
    assert numbered == set(made().sheets[0].column("code"))


def test_a_crowded_county_has_a_larger_part_and_another_has_not() -> None:
    assert [one.attrib["viewBox"].split()[2] for one in tree(drawn()).iter("svg")
            if one.attrib.get("role") == "img"] == ["720", "720"]
    assert "större skala" in drawn().lead
    plain = drawn("ostergotland-2012/permit-1")
    assert len([one for one in tree(plain).iter("svg") if one.attrib.get("role") == "img"]) == 1
    assert "större skala" not in plain.lead


def test_the_map_is_a_few_kilobytes() -> None:
    assert len(drawn("ostergotland-2012/permit-1").svg) < 9_000
    assert len(drawn().svg) < 32_000


@pytest.mark.parametrize("case", ["stockholm-2010", "ostergotland-2012"])
def test_rounding_moves_no_border_and_changes_no_area(case: str) -> None:
    shapes = outlines(SCENARIOS / case / "boundaries.geojson")
    window = box([ring for rings in shapes.values() for ring in rings])
    flat = placed(shapes, window, 720.0)
    scale = 720.0 / (window[2] - window[0])
    for code, rings in shapes.items():
        exact = sum(map(area, rings)) * scale**2
        assert sum(map(area, flat[code])) == pytest.approx(exact, rel=0.03, abs=40)
    one = next(iter(flat.values()))
    assert re.fullmatch(r"(M\d+ \d+l[-\d ]+z)+", trace(one))


def test_a_path_leaves_out_points_on_a_line_and_keeps_the_corners() -> None:
    assert trace([((0.0, 0.0), (50.0, 0.0), (100.0, 0.0), (100.0, 0.0), (100.0, 100.0), (0.0, 100.0),
                   (0.0, 0.0))]) == "M0 0l100 0 0 100-100 0z"
    assert trace([((0.0, 0.0), (5.0, 0.0), (9.0, 0.0))]) == ""


def test_room_is_inside_and_near_the_middle() -> None:
    spot = room(SQUARE, 40, 20, PAGE)
    assert spot is not None
    assert abs(spot.x - 50) <= 4
    assert abs(spot.y - 50) <= 4
    assert room(SQUARE, 120, 20, PAGE) is None
    assert room(SQUARE, 40, 20, (80.0, 0.0, 720.0, 720.0)) is None  # what is seen of it is too narrow
    legs = room(HORSESHOE, 80, 200, PAGE)
    assert legs is not None
    for x in (legs.x - 38, legs.x, legs.x + 38):
        for y in range(int(legs.y) - 96, int(legs.y) + 97, 16):
            assert inside((x, float(y)), HORSESHOE)


@pytest.mark.parametrize("case", ["stockholm-2010", "ostergotland-2012"])
def test_no_label_stands_on_another_or_leaves_the_map(case: str) -> None:
    shapes = outlines(SCENARIOS / case / "boundaries.geojson")
    window = box([ring for rings in shapes.values() for ring in rings])
    high = 720.0 * (window[3] - window[1]) / (window[2] - window[0])
    flat = placed(shapes, window, 720.0)
    found = labels(flat, dict.fromkeys(flat, ("Upplands Väsby", "128")), (720.0, high))
    assert len(found) > len(flat) / 2
    for one, other in combinations([label.box for label in found.values()], 2):
        assert (min(one[2], other[2]) <= max(one[0], other[0])
                or min(one[3], other[3]) <= max(one[1], other[1]))
    for label in found.values():
        assert label.box[0] >= 0
        assert label.box[1] >= 0
        assert label.box[2] <= 720
        assert label.box[3] <= high


def test_the_larger_part_is_framed_and_has_no_number_without_a_name() -> None:
    maps = [one for one in tree(drawn()).iter("svg") if one.attrib.get("role") == "img"]
    assert [len(list(one.iter("rect"))) for one in maps] == [1, 1]
    told = [(one.attrib["data-code"], one.attrib.get("font-weight")) for one in maps[1].iter("text")]
    assert len({code for code, _ in told}) * 2 == len(told)
    assert "Sundbyberg" in [one.text for one in maps[1].iter("text")]


def test_a_name_may_stand_beside_the_middle_and_its_number_in_it() -> None:
    names = [one.text for one in tree(drawn("ostergotland-2012/permit-1")).iter("text")]
    assert "Valdemarsvik" in names


def test_a_hidden_number_has_no_colour_of_its_own() -> None:
    one = with_cells(made(), {("0114", "new"): ".."})
    found = tree(named(charts(one), "map"))
    fills = {path.attrib["fill"] for path in found.iter("path") if path.attrib.get("data-code") == "0114"}
    assert fills == {counts([]).colour(None)}


def test_tiles_stand_for_boundaries_and_name_who_has_none() -> None:
    tiles = {"0114": (0, 0), "0180": (1, 0), "0192": (1, 0)}  # the last one's tile is taken
    view = replace(made().view, geography=Geography(None, tiles))
    chart = named(charts(replace(made(), view=view)), "map")
    assert {code: texts(one)[-1] for code, one in rows(chart)} == {"0114": "5", "0180": "86"}
    assert "Nynäshamn 2" in chart.lead
    assert 'class="scroll"' in chart.svg
    assert named(charts(made()), "new_places").word == "new_places"
    empty = replace(made().view, geography=Geography())
    assert "map" not in [one.word for one in charts(replace(made(), view=empty))]


def test_a_municipality_without_boundary_is_named(tmp_path: Path) -> None:
    text = (SCENARIOS / "ostergotland-2012" / "boundaries.geojson").read_text("utf-8")
    path = tmp_path / "boundaries.geojson"
    path.write_text(text.replace('"0509"', '"9999"'), encoding="utf-8")
    one = made("ostergotland-2012/permit-1")
    name = dict(zip(one.sheets[0].column("code"), one.sheets[0].column("name"), strict=True))["0509"]
    chart = named(charts(replace(one, view=replace(one.view, geography=Geography(path)))), "map")
    assert f"Inte på kartan: {name}" in chart.lead
    assert 'data-code="0509"' not in chart.svg
    assert "9999" not in chart.svg


@pytest.mark.parametrize(("name", "lines"), [
    ("Solna", ["Solna"]), ("Upplands Väsby", ["Upplands", "Väsby"]), ("Upplands-Bro", ["Upplands-", "Bro"]),
    ("Skinnskatteberg", ["Skinnska…"])])
def test_names_on_tiles_are_broken_where_they_may(name: str, lines: list[str]) -> None:
    assert name_lines(name) == lines


def luminance(colour: str) -> float:
    """The relative luminance of a colour by WCAG 2.1."""
    parts = [int(colour[i:i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("value", [None, -1.0, 0.0, 1.0, 4.0, 8.0, 15.0, 30.0, 90.0])
def test_numbers_are_told_from_the_colour_under_them(value: float | None) -> None:
    fill = counts([1.0, 90.0]).colour(value)
    light, dark = sorted((luminance(fill), luminance(contrast(fill))), reverse=True)
    assert (light + 0.05) / (dark + 0.05) >= 4.5
