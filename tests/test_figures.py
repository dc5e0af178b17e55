"""The figures: which files, the same bytes, words in both languages, and no text on other text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest

from planner.figures import draw_all, draw_comparison, drawings, style
from planner.figures.order import by_name, chunks, large, step, swedish
from planner.view import View
from tests import figure_views as made

STOCKHOLM = ["new_places", "before_after", "gap", "map", "map_per_10000", "flows", "capacity_used"]
NAMED = [word.replace("flows", "flows_intern") for word in STOCKHOLM]  # as files: internal for every run
ODD = ["$x_1$ och ${y}", "_Understruken", "100 % \\alpha^2", "Å\tmed\nradbrott", "字のない村",
       "Ett mycket långt kommunnamn som ingen sida i världen har plats för på en enda rad", "&<b>", "-"]


def texts(figure: object) -> Iterator[tuple[str, object]]:
    """Every line of text that can be seen, with its box in pixels."""
    from matplotlib.text import Text

    renderer = figure.canvas.get_renderer()
    for text in figure.findobj(Text):
        if text.get_visible() and text.get_text().strip():
            yield text.get_text(), text.get_window_extent(renderer)


def faults(figure: object) -> list[str]:
    """Texts that touch another text or leave the page."""
    found, page = list(texts(figure)), figure.bbox
    wrong = [f"{a!r} on {b!r}" for i, (a, one) in enumerate(found) for b, other in found[:i]
             if min(one.x1, other.x1) - max(one.x0, other.x0) > 0.5
             and min(one.y1, other.y1) - max(one.y0, other.y0) > 0.5]
    wrong += [f"{a!r} leaves the page" for a, one in found
              if one.x0 < 0 or one.y0 < 0 or one.x1 > page.x1 or one.y1 > page.y1]
    return wrong


def all_faults(drawn: Sequence[object]) -> list[str]:
    """The faults of every drawing, with its name."""
    from planner.figures.style import drawing

    with drawing():
        return [f"{one.stem}: {fault}" for one in drawn for fault in faults(one.build())]


def words_of(view: View) -> str:
    """All text of all figures of a view."""
    from planner.figures.style import drawing

    with drawing():
        return "\n".join(text for one in drawings(view) for text, _ in texts(one.build()))


def named(view: View, names: Sequence[str]) -> View:
    """The view with its first municipalities called something odd, everywhere."""
    codes = sorted(set(view.plan["code"]))[:len(names)]
    called = dict(zip(codes, names, strict=True))
    plan, flows = view.plan.copy(), view.flows.copy()
    plan["name"] = [called.get(c, n) for c, n in zip(plan["code"], plan["name"], strict=True)]
    for end in ("from", "to"):
        flows[f"{end}_name"] = [called.get(c, n) for c, n in
                                zip(flows[f"{end}_code"], flows[f"{end}_name"], strict=True)]
    return replace(view, plan=plan, flows=flows, title=names[0], county=names[1])


VIEWS = {
    "stockholm": made.stockholm,
    "english": lambda: made.stockholm("en"),
    "new places": lambda: made.stockholm(basis="flow"),
    "steps": lambda: made.stockholm(years=(2010, 2011, 2012), totals=(210, 280, 340)),
    "ostergotland": made.ostergotland,
    "odd names": lambda: named(made.stockholm(), ODD),
    "five years, three kinds": lambda: made.many(
        17, years=tuple(range(2010, 2015)), kinds=("a", "b", "c"), basis="stock"),
    "forty-one": lambda: made.many(41),
    "two": lambda: made.many(2),
}


@pytest.mark.parametrize("which", VIEWS)
def test_no_text_stands_on_another_or_leaves_the_page(which: str) -> None:
    assert all_faults(drawings(VIEWS[which]())) == []


def test_the_files_of_a_run_and_the_same_bytes_twice(tmp_path: Path) -> None:
    (tmp_path / "again").mkdir()
    files = draw_all(made.ostergotland(), tmp_path)
    assert [path.name for path in files] == [
        f"{word}_EXEMPEL.{ending}" for word in NAMED for ending in ("png", "svg", "pdf")]
    assert sorted(tmp_path.glob("*.*")) == sorted(files)
    assert all(path.stat().st_size > 10_000 for path in files)
    again = draw_all(made.ostergotland(), tmp_path / "again")
    assert [path.read_bytes() for path in files] == [path.read_bytes() for path in again]


def test_files_tell_neither_date_nor_program(tmp_path: Path) -> None:
    from matplotlib import __version__

    for path in draw_all(made.many(3), tmp_path):
        head = path.read_bytes()
        assert b"Software" not in head
        assert f"Matplotlib v{__version__}".encode() not in head
        assert b"<dc:date>" not in head


def test_settings_of_others_are_left_alone(tmp_path: Path) -> None:
    import matplotlib

    with matplotlib.rc_context({"font.size": 31, "text.parse_math": True, "svg.hashsalt": "other"}):
        before = dict(matplotlib.rcParams)
        (tmp_path / "a").mkdir()
        (tmp_path / "b").mkdir()
        loud = draw_all(made.many(3), tmp_path / "a")
        assert dict(matplotlib.rcParams) == before
    quiet = draw_all(made.many(3), tmp_path / "b")
    assert [path.read_bytes() for path in loud] == [path.read_bytes() for path in quiet]


def test_assumed_values_are_told_in_every_title_and_name() -> None:
    for language, word in (("sv", "EXEMPEL – antagna värden"), ("en", "EXAMPLE – assumed values")):
        drawn = drawings(made.stockholm(language))
        assert all(one.title.removeprefix("INTERNT: ").removeprefix("INTERNAL: ").startswith(word)
                   and one.stem.endswith("_EXEMPEL") for one in drawn)
    official = drawings(made.stockholm(example=False))
    assert [one.stem for one in official] == STOCKHOLM
    assert not any("EXEMPEL" in one.title for one in official)


def test_swedish_and_english_do_not_mix() -> None:
    swedish_words, english_words = words_of(made.stockholm()), words_of(made.stockholm("en"))
    for word in ("kvot", "Platser", "kommun", "Länet", "skola"):
        assert word in swedish_words
        assert word not in english_words
    for word in ("quota", "Places", "municipality", "school"):
        assert word in english_words
        assert word not in swedish_words


def test_numbers_in_swedish_print() -> None:
    shown = words_of(made.stockholm())
    assert "139,7" in shown
    assert "139.7" not in shown
    assert "−0,6" in shown


def test_every_municipality_is_named_and_stockholm_has_its_own_scale() -> None:
    view = made.stockholm()
    shown = words_of(view)
    assert all(name in shown for name in view.plan["name"])
    assert "Stockholm: egen skala" in shown


def test_odd_names_are_drawn_as_they_are_written() -> None:
    shown = words_of(named(made.stockholm(), ODD))
    for name in ("$x_1$ och ${y}", "_Understruken", "100 % \\alpha^2", "Å med radbrott", "&<b>", "□□□□□"):
        assert name in shown


def test_a_run_without_a_plan_has_no_figures(tmp_path: Path) -> None:
    view = made.stockholm()
    assert draw_all(replace(view, plan=view.plan.iloc[:0]), tmp_path) == []


def test_many_municipalities_stand_on_several_pages() -> None:
    stems = [one.stem for one in drawings(made.many(290))]
    assert [stem for stem in stems if stem.startswith("new_places")] == [
        f"new_places_{page}" for page in range(1, 9)]


@pytest.mark.slow
def test_a_whole_nation_is_drawn_without_faults() -> None:
    assert all_faults(drawings(made.many(290))) == []


def test_equal_numbers_have_equal_colours_on_the_map() -> None:
    from planner.figures import county_map, facts
    from planner.figures.style import drawing

    view = made.stockholm()
    for one in county_map.draw(view, facts.read(view)):
        with drawing():
            figure = one.build()
        (polygons,) = figure.axes[0].collections
        tiles = [p for p in figure.patches + figure.artists if p.get_zorder() == 0]
        assert len(tiles) == 26
        assert {tuple(tile.get_facecolor()) for tile in tiles} == {
            tuple(float(x) for x in colour) for colour in polygons.get_facecolors()}


def test_the_map_keeps_the_shape_of_the_land() -> None:
    from planner.figures.county_map import _flat

    square = {"0001": [[(18.0, 60.0), (18.2, 60.0), (18.2, 60.1), (18.0, 60.1)]]}  # cos 60° is a half
    (ring,) = _flat(square, (3.0, 3.0))["0001"]
    wide, high = ring[1][0] - ring[0][0], ring[2][1] - ring[1][1]
    assert wide / high == pytest.approx(1.0, rel=0.01)


def test_swedish_order() -> None:
    names = dict(enumerate(["Örebro", "Zorn", "Ängelholm", "Åmål", "arboga", "Édal", "Eda", "Upplands-Bro",
                            "Upplands Väsby"]))
    ordered = by_name({str(k): v for k, v in names.items()})
    assert [names[int(k)] for k in ordered] == ["arboga", "Eda", "Édal", "Upplands Väsby", "Upplands-Bro",
                                                "Zorn", "Åmål", "Ängelholm", "Örebro"]
    assert swedish("Ö") > swedish("Ä") > swedish("Å") > swedish("z")


def test_only_those_far_above_the_rest_get_their_own_scale() -> None:
    assert large({"a": 100, "b": 10, "c": 9}) == {"a"}
    assert large({"a": 100, "b": 90, "c": 9, "d": 8}) == {"a", "b"}
    assert large({"a": 12, "b": 10, "c": 9}) == frozenset()
    assert large({"a": 5, "b": 0, "c": 0}) == frozenset()


def test_pages_are_even_and_ticks_are_round() -> None:
    assert [len(page) for page in chunks([str(i) for i in range(290)])] == [36, 36, 36, 37, 36, 36, 36, 37]
    assert chunks([]) == [()]
    assert [step(limit) for limit in (0, 1, 6, 7, 29, 340)] == [1, 0.2, 1, 2, 5, 100]


@pytest.mark.parametrize("count", [1, 2])
def test_scenarios_stand_beside_each_other(count: int, tmp_path: Path) -> None:
    totals = [300 + 5 * i for i in range(count)]
    views = [made.stockholm(totals=(total,), title=f"Scenario med {total} platser och en lång rubrik")
             for total in totals]
    files = draw_comparison(views, tmp_path)
    assert {path.suffix for path in files} == {".png", ".svg", ".pdf"}
    assert all(path.name.startswith("comparison") and "_EXEMPEL." in path.name for path in files)
    (tmp_path / "again").mkdir()
    again = draw_comparison(views, tmp_path / "again")
    assert [path.read_bytes() for path in files] == [path.read_bytes() for path in again]


def test_flows_add_up_to_what_the_lead_says() -> None:
    from planner.figures import facts, flows

    view = made.stockholm()
    year, rows = flows.read(view, facts.read(view))
    assert year == 2010
    assert sum(r.own + r.out for r in rows.values()) == int(view.flows["places"].sum())
    assert sum(r.out for r in rows.values()) == sum(r.received for r in rows.values())


def test_missing_capacity_and_flows_leave_their_figures_out() -> None:
    view = made.many(3)
    view = replace(view, plan=view.plan.assign(capacity=pd.NA))
    assert [one.stem for one in drawings(view)] == ["new_places", "before_after", "gap"]


def test_figures_of_an_internal_run_say_so_in_their_names() -> None:
    one = next(iter(drawings(replace(made.stockholm(), internal=True))))
    assert style.marked(one, True, "sv").stem == one.stem.replace("_EXEMPEL", "_intern_EXEMPEL")
    assert style.marked(one, False, "sv").stem == one.stem
    assert style.marked(replace(one, stem="gap"), True, "en").stem == "gap_internal"


@pytest.mark.parametrize(("language", "public", "internal", "head"), [
    ("sv", "Offentlig", "Intern – får inte spridas", "INTERNT: EXEMPEL"),
    ("en", "Public", "Internal – not to be passed on", "INTERNAL: EXAMPLE")])
def test_every_figure_says_whom_it_is_for_and_the_ways_are_never_for_everyone(
        language: str, public: str, internal: str, head: str) -> None:
    view = made.stockholm(language)
    marked = {one.stem: style.marked(one, view.internal, language) for one in drawings(view)}
    with style.drawing():
        for stem, one in marked.items():
            figure = style.stamped(one)
            shown = [text for text, _ in texts(figure)]
            ways = stem.startswith("flows")
            assert (internal if ways else public) in shown
            assert (public if ways else internal) not in shown
            assert one.title.startswith(head) is ways
            assert ("_intern" in one.stem) is ways
            assert faults(figure) == []


def test_a_runs_id_is_as_long_as_in_the_name_of_its_folder() -> None:
    view = made.stockholm()
    assert f"Körning {view.run_id[:12]}\n" in words_of(view) + "\n"
