"""The map and the flows: one quantity in colour and number, everybody told, words that fit."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest

from planner.figures import classes, county_map, facts, flows, style, tiles
from planner.figures.style import Drawing
from planner.figures.text import width
from planner.view import Geography, View
from planner.wording import decimal, spoken
from tests import figure_views as made
from tests.test_figures import ODD, all_faults, named, texts

COUNTIES = {"stockholm": (made.stockholm, 26), "ostergotland": (made.ostergotland, 13)}


def drawn(view: View) -> list[Drawing]:
    """The maps and the flows of a view."""
    read = facts.read(view)
    return [*county_map.draw(view, read), *flows.draw(view, read)]


def words(view: View, stem: str) -> list[str]:
    """Every line of text of one figure."""
    (found,) = (one for one in drawn(view) if one.stem.removesuffix("_EXEMPEL") == stem)
    with style.drawing():
        return [text for text, _ in texts(found.build())]


def fewer() -> View:
    """Stockholm where two municipalities lose places and one gets none."""
    plan = made.stockholm().plan
    for code, new in (("0191", -8), ("0127", -2), ("0162", 0)):
        row = plan["code"] == code
        plan.loc[row, "after"] = plan.loc[row, "before"] + new
    return replace(made.stockholm(), plan=plan)


def everywhere(names: Sequence[str] = ()) -> View:
    """Stockholm where those of Täby go to school in every municipality."""
    view = made.stockholm()
    towns = list(zip(view.plan["code"], view.plan["name"], strict=True))
    rows = [{"from_code": "0160", "from_name": "Täby", "to_code": code, "to_name": name, "year": 2010,
             "places": index + 1, "minutes": 20} for index, (code, name) in enumerate(towns)]
    return named(replace(view, flows=pd.DataFrame(rows)), names) if names else replace(
        view, flows=pd.DataFrame(rows))


def lacking() -> View:
    """Stockholm where Täby has no tile and Solna stands on Stockholm's."""
    view = made.stockholm()
    found = {code: at for code, at in view.geography.tiles.items() if code != "0160"}
    return replace(view, geography=replace(view.geography, tiles=found | {"0184": found["0180"]}))


def without_boundaries() -> View:
    return replace(made.stockholm(), geography=Geography(None, made.stockholm().geography.tiles))


def without_tiles() -> View:
    return replace(made.stockholm(), geography=Geography(made.stockholm().geography.boundaries))


VIEWS = {"fewer": fewer, "everywhere": everywhere, "everywhere, odd": lambda: everywhere(ODD),
         "lacking": lacking, "no boundaries": without_boundaries, "no tiles": without_tiles,
         "english": lambda: made.ostergotland("en"), "odd": lambda: named(made.ostergotland(), ODD)}


@pytest.mark.parametrize("which", VIEWS)
def test_no_text_stands_on_another_or_leaves_the_page(which: str) -> None:
    assert all_faults(drawn(VIEWS[which]())) == []


@pytest.mark.parametrize("county", COUNTIES)
def test_every_municipality_has_its_name_and_number_on_a_tile(county: str) -> None:
    make, count = COUNTIES[county]
    view, found = make(), facts.read(make())
    shown = words(view, "map")
    assert len(found.total) == count
    for row in found.total.values():
        name = "".join(text for text, _ in tiles.tile_name(row.name, 0.66)).replace(" ", "")
        assert name == row.name.replace(" ", "")
        assert row.name in shown or set(row.name.replace("-", "- ").split()) <= set(shown)
        assert str(row.new) in shown


@pytest.mark.parametrize("make", [made.stockholm, made.ostergotland, fewer])
def test_number_and_colour_and_key_agree(make: object) -> None:
    view = make()  # type: ignore[operator]
    usual = classes.Classes(classes.UPPER, 0)
    values = {code: float(row.new) for code, row in facts.read(view).total.items()}
    signs = usual.signs(list(values.values()), "en")
    assert len({sign.colour for sign in signs}) == len(signs)
    for value in values.values():
        (label,) = (sign.label for sign in signs if sign.colour == usual.colour(value))
        ends = [int(end.replace("−", "-")) for end in label.replace(" to ", "–").split("–")]
        assert ends[0] <= value <= ends[-1]


def test_the_same_number_has_the_same_colour_on_every_map() -> None:
    usual = classes.Classes(classes.UPPER, 0)
    steps = [usual.colour(n) for n in (1, 2, 3, 5, 6, 10, 11, 20, 21, 50, 51, 900)]
    assert steps == [colour for colour in classes.BLUES for _ in range(2)]
    assert len({usual.colour(n) for n in (-1, 0, 1, None)}) == 4
    assert usual.colour(0) != "#FFFFFF"


def test_where_most_numbers_are_large_the_classes_are_ten_times_as_wide() -> None:
    few, many = [1.0, 3.0, 12.0, 300.0], [30.0, 75.0, 88.0, 119.0, 215.0, 2679.0, 0.0]
    assert classes.counts(few).upper == classes.counts([]).upper == classes.UPPER
    wide = classes.counts(many)
    assert wide.upper == (20, 50, 100, 200, 500)
    assert len({wide.colour(n) for n in many}) == 6


def test_a_map_of_referrals_speaks_of_referrals_and_of_the_new_ones_alone() -> None:
    view = replace(made.stockholm(), language=spoken("sv", "referrals"))
    view.plan["before"] += 1000
    view.plan["after"] += 1000
    shown = words(view, "map")
    assert any(line.startswith("Nya anvisningar:") for line in shown)
    assert not any("nya platser" in line.lower() for line in shown)
    rate = words(view, "map_per_10000")
    new = sum(row.new for row in facts.read(view).total.values())
    people = sum(row.population for row in facts.read(view).total.values())
    assert any(f"hela länet får {decimal(10_000 * new / people, 1)}" in line for line in rate)


@pytest.mark.parametrize("make", [made.stockholm, made.ostergotland])
def test_no_name_stands_on_the_map_without_its_number(make: object) -> None:
    view = make()  # type: ignore[operator]
    rows = facts.read(view).total.values()
    with style.drawing():
        figure = county_map.draw(view, facts.read(view))[0].build()
    told = [one.get_text() for one in figure.axes[0].texts]
    for row in rows:
        if row.name in told:
            assert told[told.index(row.name) + 1] == str(row.new)
    assert len([one for one in told if one[-1].isdigit()]) > len(rows) / 2


def luminance(colour: str) -> float:
    """Relative luminance as in WCAG 2."""
    parts = [int(colour[i:i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_darker_is_more_and_letters_stand_out_on_every_colour() -> None:
    light = [luminance(colour) for colour in classes.BLUES]
    assert light == sorted(light, reverse=True)
    for fill in (*classes.BLUES, classes.NONE, classes.FEWER, classes.UNKNOWN):
        low, high = sorted((luminance(fill), luminance(tiles.contrast(fill))))
        assert (high + 0.05) / (low + 0.05) >= 4.5


def test_who_has_no_tile_is_told_with_the_number() -> None:
    new = {row.name: row.new for row in facts.read(made.stockholm()).total.values()}
    assert f"Utan ruta: Solna {new['Solna']}, Täby {new['Täby']}." in words(lacking(), "map")
    assert not any(text.startswith("Utan ruta") for text in words(made.stockholm(), "map"))


def test_only_what_exists_is_drawn() -> None:
    tile_words, real_words = words(without_boundaries(), "map"), words(without_tiles(), "map")
    assert any(text.startswith("Rutkarta") for text in tile_words)
    assert not any(text.startswith("Rutkarta") for text in real_words)
    assert any(text.startswith("Kommunerna som de ligger") for text in real_words)
    nowhere = replace(made.stockholm(), geography=Geography(None, {"9999": (0, 0)}))
    assert county_map.draw(nowhere, facts.read(nowhere)) == []


def test_boundaries_are_read_afresh_when_the_file_changes(tmp_path: Path) -> None:
    path, view = tmp_path / "gränser åäö.geojson", made.many(3)
    for corner in (18.0, 17.0):
        ring = [[corner, 60], [19, 60], [19, 61], [corner, 61], [corner, 60]]
        shape = {"type": "Polygon", "coordinates": [ring]}
        path.write_text(json.dumps({"type": "FeatureCollection", "features": [
            {"type": "Feature", "properties": {"kommunkod": "0101"}, "geometry": shape}]}), "utf-8")
        shown = replace(view, geography=Geography(path))
        with style.drawing():
            figure = county_map.draw(shown, facts.read(shown))[0].build()
        (polygons,) = figure.axes[0].collections
        box = polygons.get_paths()[0].get_extents()
        assert box.width / box.height == pytest.approx((19 - corner) * 0.4924, rel=0.01)  # cos 60.5°


def test_long_names_shrink_before_they_are_cut() -> None:
    for name in ("Upplands Väsby", "Upplands-Bro", "Malung-Sälen", "Örnsköldsvik", "Smedjebacken"):
        lines = tiles.tile_name(name, 0.66)
        assert not any("…" in text for text, _ in lines)
        assert all(width(text, size) <= 0.66 and size >= 5 for text, size in lines)
    (line,) = tiles.tile_name("", 0.66)
    assert line[0] == "–"


def test_where_they_go_names_the_most_and_counts_the_rest() -> None:
    def told(row: flows.Flow, language: str = "sv") -> str:
        return flows._where(row, language)

    away = (("Solna", 4, 15), ("Nacka", 2, None))
    assert told(flows.Flow("0180", "Stockholm", 1, away, 0)) == "Solna 4 (15 min), Nacka 2"
    many = tuple((f"Kommun {i}", 10 - i, 20) for i in range(9))
    text = told(flows.Flow("0180", "Stockholm", 1, many, 0))
    shown, rest = text.split(" + ")
    named_places = sum(int(part.split()[2]) for part in shown.split(", "))
    left = sum(n for _, n, _ in many) - named_places
    assert rest == f"{left} i {9 - len(shown.split(', '))} andra kommuner"
    assert width(text, 9.5) <= flows.TEXT_WIDE - 0.1
    assert told(flows.Flow("0180", "Stockholm", 1, (), 0)) == ""
    two = (("Ett mycket långt namn på en kommun", 3, 20), ("Ett annat lika långt namn på en annan", 2, 20))
    assert all(part in told(flows.Flow("1", "A", 0, two, 0), "en") for part in (" 3 (20 min)", "2 "))


def test_the_largest_flow_comes_first_and_the_nearest_of_equal_ones() -> None:
    view = made.stockholm()
    rows = [("0180", "Stockholm", 2, 30), ("0162", "Danderyd", 2, 18), ("0163", "Sollentuna", 3, 40)]
    table = pd.DataFrame([{"from_code": "0160", "from_name": "Täby", "to_code": code, "to_name": name,
                           "year": 2010, "places": n, "minutes": far} for code, name, n, far in rows])
    view = replace(view, flows=table)
    _, read = flows.read(view, facts.read(view))
    assert [name for name, _, _ in read["0160"].away] == ["Sollentuna", "Danderyd", "Stockholm"]


def test_of_several_years_the_last_is_drawn() -> None:
    view = made.stockholm()
    early = view.flows.assign(year=2009, places=1)
    both = replace(view, flows=pd.concat([early, view.flows]))
    assert words(both, "flows") == words(view, "flows")
    assert any(text.startswith("År 2010 ") for text in words(both, "flows"))


def test_without_flows_there_is_no_figure_of_them() -> None:
    assert [one.stem for one in drawn(made.many(4))] == []


def test_the_same_bytes_twice(tmp_path: Path) -> None:
    view = made.stockholm()
    (tmp_path / "again").mkdir()
    for one, other in zip(drawn(view), drawn(view), strict=True):
        files, again = style.save(one, tmp_path), style.save(other, tmp_path / "again")
        assert [path.name for path in files] == [f"{one.stem}.{end}" for end in ("png", "svg", "pdf")]
        assert [path.read_bytes() for path in files] == [path.read_bytes() for path in again]


@pytest.mark.parametrize("example", [True, False])
def test_assumed_values_are_told_in_title_and_name(example: bool) -> None:
    for one in drawn(made.stockholm(example=example)):
        assert one.stem.endswith("_EXEMPEL") is example
        assert one.title.removeprefix("INTERNT: ").startswith("EXEMPEL – antagna värden: ") is example
