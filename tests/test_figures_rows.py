"""Before and after, the gap to the quota, and capacity used: drawn, legible, literal and repeatable."""

from __future__ import annotations

import dataclasses
import itertools
from collections.abc import Iterator
from pathlib import Path

import pandas as pd
import pytest
from matplotlib.figure import Figure
from matplotlib.text import Text

from planner.figures import before_after, capacity_used, drawings, facts, gap, style
from planner.figures.style import Drawing
from planner.view import View
from planner.wording import decimal, spoken
from tests.figure_views import many, ostergotland, stockholm

STEMS = ("before_after", "gap", "capacity_used")
ODD = ("$x_1$", "_a_", "<script>", "=1+1", "Å" * 60)
STEPS = {"years": (2010, 2011, 2012), "totals": (210, 280, 340)}


def drawn(view: View) -> list[Drawing]:
    """The drawings of the three row figures."""
    read = facts.read(view)
    return [d for make in (before_after.draw, gap.draw, capacity_used.draw) for d in make(view, read)]


def one(view: View, stem: str) -> Drawing:
    """The only drawing of a figure."""
    found, = (d for d in drawn(view) if d.stem.startswith(stem))
    return found


def pooled(view: View) -> View:
    """The view with each capacity set for all kinds together."""
    return dataclasses.replace(view, plan=view.plan.assign(capacity_for="all"))


def limited(view: View, capacity: pd.Series, which: str = "kind") -> View:
    """The view with these capacities, row by row."""
    return dataclasses.replace(view, plan=view.plan.assign(capacity=capacity, capacity_for=which))


def texts(figure: Figure) -> list[Text]:
    """All lines of words on a page."""
    return [t for t in figure.findobj(Text) if t.get_text().strip() and t.get_visible()]


def words(drawing: Drawing) -> list[str]:
    """What is written on a page."""
    with style.drawing():
        return [t.get_text() for t in texts(drawing.build())]


def overlaps(figure: Figure) -> Iterator[tuple[str, str]]:
    """Pairs of texts whose boxes cover each other by more than a hair, or that leave the page."""
    renderer = figure.canvas.get_renderer()  # type: ignore[attr-defined]
    boxes = [(t.get_text(), t.get_window_extent(renderer)) for t in texts(figure)]
    for text, box in boxes:
        if box.x0 < 0 or box.y0 < 0 or box.x1 > figure.bbox.x1 or box.y1 > figure.bbox.y1:
            yield text, "the page's edge"
    for (one_, a), (other, b) in itertools.combinations(boxes, 2):
        wide, high = min(a.x1, b.x1) - max(a.x0, b.x0), min(a.y1, b.y1) - max(a.y0, b.y0)
        if wide > 1 and high > 0.35 * min(a.height, b.height):
            yield one_, other


def account(view: View) -> View:
    """The same plan in referrals, set against an account."""
    plan = view.plan.assign(basis="ledger")
    return dataclasses.replace(view, language=spoken("sv", "referrals"), plan=plan)


VIEWS = {
    "26": lambda: stockholm(), "26 in English": lambda: stockholm("en"),
    "26 in steps": lambda: stockholm(**STEPS), "26 of new places": lambda: stockholm(basis="flow"),
    "13 of two kinds": lambda: ostergotland(), "13 in English": lambda: ostergotland("en"),
    "13 with shared capacity": lambda: pooled(ostergotland()),
    "odd names": lambda: many(13, ODD),
    "three kinds, six years": lambda: many(26, ODD, years=range(2010, 2016), kinds=("a", "b", "c"),
                                           basis="stock"),
    "four kinds": lambda: many(5, kinds=("a", "b", "c", "d")),
    "26 of an account": lambda: account(stockholm()),
    "one": lambda: many(1), "two": lambda: many(2),
}


@pytest.mark.parametrize("name", VIEWS)
def test_no_text_covers_another(name: str) -> None:
    for drawing in drawn(VIEWS[name]()):
        with style.drawing():
            assert list(overlaps(drawing.build())) == [], drawing.stem


def test_the_figures_belong_to_a_run() -> None:
    assert {f"{stem}_EXEMPEL" for stem in STEMS} <= {d.stem for d in drawings(stockholm())}


def test_png_svg_and_pdf_are_made_and_their_bytes_repeat(tmp_path: Path) -> None:
    few = many(6, ODD, years=(2010, 2011), basis="stock")
    view, made = dataclasses.replace(limited(few, few.plan["after"]), example=True), []
    for folder in (tmp_path / "a", tmp_path / "b"):
        folder.mkdir()
        made.append([path for drawing in drawn(view) for path in style.save(drawing, folder)])
    assert [p.name for p in made[0]] == [f"{s}_EXEMPEL.{e}" for s in STEMS for e in ("png", "svg", "pdf")]
    assert all(a.read_bytes() == b.read_bytes() for a, b in zip(*made, strict=True))
    assert all(path.read_bytes()[:4] == b"\x89PNG" for path in made[0][::3])
    assert all(path.read_bytes()[:4] == b"%PDF" for path in made[0][2::3])


@pytest.mark.parametrize(("language", "word"), [("sv", "EXEMPEL – antagna värden: "),
                                                ("en", "EXAMPLE – assumed values: ")])
def test_assumed_values_are_told_in_title_and_file_name(language: str, word: str) -> None:
    for drawing in drawn(stockholm(language)):
        assert drawing.title.startswith(word)
        assert drawing.stem.endswith("_EXEMPEL")
    for drawing in drawn(stockholm(language, example=False)):
        assert word.split()[0] not in drawing.title + drawing.stem


@pytest.mark.parametrize("language", ["sv", "en"])
def test_every_municipality_is_named_and_numbered(language: str) -> None:
    view = stockholm(language)
    for drawing in drawn(view):
        assert set(view.plan["name"]) <= set(words(drawing)), drawing.stem
        with style.drawing():
            sizes = {t.get_text(): t.get_fontsize() for t in texts(drawing.build())}
        assert min(sizes[name] for name in view.plan["name"]) >= 8


def test_odd_names_are_drawn_literally(tmp_path: Path) -> None:
    view = many(13, ODD)
    view = limited(view, view.plan["after"])
    for drawing in drawn(view):
        written = words(drawing)
        assert set(ODD[:4]) <= set(written), drawing.stem
        assert any(text.startswith("ÅÅÅ") and text.endswith("…") for text in written)
        svg = style.save(drawing, tmp_path)[1].read_text(encoding="utf-8")
        assert "<script>" not in svg


@pytest.mark.parametrize(("language", "comma"), [("sv", ","), ("en", ".")])
def test_gaps_are_signed_and_the_furthest_marked(language: str, comma: str) -> None:
    view = stockholm(language)
    written = words(one(view, "gap"))
    low, high = (decimal(float(end), 1, language, sign=True)
                 for end in (view.plan["gap"].min(), view.plan["gap"].max()))
    assert low in written
    assert high in written
    assert low[0] == "−"
    assert high[0] == "+"
    assert comma in low
    assert comma in high
    marks = ("längst under", "längst över") if language == "sv" else ("furthest below", "furthest above")
    for end, mark in zip((low, high), marks, strict=True):
        assert written.count(mark) == sum(decimal(float(g), 1, language, sign=True) == end
                                          for g in view.plan["gap"])


def test_who_meets_the_quota_is_not_marked() -> None:
    view = many(4)
    level = dataclasses.replace(view, plan=view.plan.assign(gap=0.0))
    written = words(one(level, "gap"))
    assert not {"längst under", "längst över"} & set(written)
    assert any("Ingen kommun ligger under kvoten. Ingen kommun ligger över kvoten." in t for t in written)
    assert {"−1", "+1"} <= set(written)  # the axis
    assert "0,00" not in written


def test_of_an_account_referrals_are_told_and_heads_stand_apart() -> None:
    view = account(stockholm())
    written = words(one(view, "before_after"))
    assert any("Flest nya anvisningar: Stockholm" in text for text in written)
    with style.drawing():
        heads = {t.get_text(): t for t in texts(one(view, "before_after").build())}
        assert min(heads[word].get_fontsize() for word in ("mottagna", "tillsammans")) >= 7.5


def test_the_gap_of_earlier_years_is_told() -> None:
    view = stockholm(**STEPS)
    assert any("år 2010" in text and "år 2011" in text for text in words(one(view, "gap")))


def test_steps_have_a_column_per_year_and_sum_up() -> None:
    view = stockholm(**STEPS)
    written = words(one(view, "before_after"))
    assert {"2010", "2011", "2012", "Nya under 2010", "Nya under 2012", "Platser år 2012"} <= set(written)
    total = view.plan[view.plan.year == 2012].set_index("name").new_since_start
    assert f"+{total['Stockholm']}" in written
    assert any(f"Stockholm (+{total['Stockholm']})" in text for text in written)


def test_places_that_go_are_told() -> None:
    view = many(3)
    plan = view.plan.assign(before=5, after=[3, 5, 9], new=[-2, 0, 4])
    written = words(one(dataclasses.replace(view, plan=plan), "before_after"))
    assert "−2" in written
    assert "Platser som försvinner" in written
    assert "Färre platser än i dag: Kommun 1 (−2). Oförändrat: Kommun 2." in " ".join(written)


def test_full_municipalities_are_marked_and_missing_figures_told() -> None:
    view = many(4, basis="stock")
    after = list(view.plan["after"])
    room = pd.Series([after[0], after[1] + 3, None, after[3]])
    written = words(one(limited(view, room), "capacity_used"))
    assert written.count("här tar gränsen emot") + written.count("fullt") == 2
    assert written.count("saknas") == 1
    assert any("2 av 4 kommuner har fullt år 2010: Kommun 1 och Kommun 4." in t
               for t in written)
    assert any("utrymme för 3 till" in t for t in written)


def test_no_capacity_makes_no_figure() -> None:
    assert [d.stem for d in drawn(many(3))] == ["before_after", "gap"]


def test_a_capacity_for_all_kinds_counts_once() -> None:
    view = many(2, kinds=("a", "b"), basis="stock")
    total = view.plan.groupby("code")["after"].sum()
    shared = limited(view, view.plan["code"].map(total + 4), "all")
    read = facts.read(shared)
    assert {c: r.capacity for c, r in read.total.items()} == {c: n + 4 for c, n in total.items()}
    assert list(capacity_used.panels(read)) == [capacity_used.ALL]
    assert "Alla slag av platser tillsammans" in words(one(shared, "capacity_used"))


def test_a_capacity_for_each_kind_is_summed_and_drawn_by_kind() -> None:
    view = many(2, kinds=("a", "b"), basis="stock")
    read = facts.read(limited(view, view.plan["after"] + 1))
    assert all(r.capacity == r.last + 2 for r in read.total.values())
    assert list(capacity_used.panels(read)) == ["a", "b"]


def test_own_and_shared_capacities_stand_in_their_own_panels() -> None:
    view = many(3, kinds=("a", "b"), basis="stock")
    plan = view.plan.assign(capacity=60, capacity_for="all")
    plan.loc[plan.kind == "a", ["capacity", "capacity_for"]] = [50, "kind"]
    plan.loc[plan.code == "0103", "capacity"] = None
    shown = capacity_used.panels(facts.read(dataclasses.replace(view, plan=plan)))
    assert {k: {c: r.capacity for c, r in rows.items()} for k, rows in shown.items()} == {
        "a": {"0101": 50, "0102": 50, "0103": None}, "": {"0101": 60, "0102": 60, "0103": None}}


def test_a_whole_country_is_spread_over_pages() -> None:
    view = many(290, basis="stock")
    made = drawn(limited(view, view.plan["after"]))
    assert len(made) == 3 * 8
    assert made[0].title.endswith("(1/8)")
    for drawing in made[::8]:
        with style.drawing():
            assert list(overlaps(drawing.build())) == []


def test_the_limit_holds_only_those_below_their_quota() -> None:
    from planner.figures.capacity_used import full, held
    from planner.figures.facts import Row
    below = Row("0114", "A", 100, 0, (5,), 6.2, (-1.2,), 5)
    above = Row("0115", "B", 100, 0, (5,), 4.1, (0.9,), 5)
    assert full(below)
    assert full(above)
    assert held(below)
    assert not held(above)
