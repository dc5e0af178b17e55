"""The comparison's page: files, bytes, languages, many scenarios, odd names, nothing over anything."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from planner.figures import beside, comparison, draw_comparison
from planner.figures.style import save
from planner.view import View
from tests.figure_views import ostergotland, stockholm


def views(count: int, language: str = "sv") -> list[View]:
    """So many scenarios of Stockholm, each with its name."""
    one = stockholm(language)
    return [replace(one, scenario=f"fall-{i}", title=f"Fall nummer {i}") for i in range(count)]


@pytest.mark.parametrize("count", [2, 9, 12])
def test_pages_for_few_and_many_scenarios(count: int, tmp_path: Path) -> None:
    files = draw_comparison(views(count), tmp_path)
    assert {f.suffix for f in files} == {".png", ".svg"}
    assert all(f.stem.endswith("_EXEMPEL") for f in files)
    assert len(files) == (2 if count <= comparison.SCENARIOS else 4)


def test_the_same_bytes_again(tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
        draw_comparison(views(3), tmp_path / name)
    for file in (tmp_path / "a").iterdir():
        assert file.read_bytes() == (tmp_path / "b" / file.name).read_bytes()


@pytest.mark.parametrize(("language", "word"), [("sv", "EXEMPEL"), ("en", "EXAMPLE")])
def test_both_languages_and_the_numbers_of_the_view(language: str, word: str) -> None:
    table = beside.read(views(2, language))
    assert comparison.drawings(table)[0].title.startswith(word)
    plan = views(2)[0].plan
    for (kind, code), new in table.scenarios[0].new.items():
        row = plan[(plan.code == code) & (plan.kind == kind)].iloc[-1]
        assert row.new_since_start == new


def test_odd_names_are_drawn_as_they_stand(tmp_path: Path) -> None:
    names = ("$x$_1", "<b>å</b>", "=1+1")
    odd = [replace(v, scenario=name, title=name) for v, name in zip(views(3), names, strict=True)]
    figure = comparison.drawings(beside.read(odd))[0].build()
    texts = [t.get_text().replace("\\$", "$") for t in figure.texts]
    assert all(name in texts for name in names)
    assert draw_comparison(odd, tmp_path)


@pytest.mark.parametrize("case", [stockholm, ostergotland])
@pytest.mark.parametrize("count", [2, 9])
def test_no_text_lies_on_another(case: object, count: int) -> None:
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    one = case("sv")  # type: ignore[operator]
    several = [replace(one, scenario=f"pendling-{30 + i}", title="En titel av vanlig längd")
               for i in range(count)]
    for drawn in comparison.drawings(beside.read(several)):
        figure = drawn.build()
        canvas = FigureCanvasAgg(figure)
        canvas.draw()
        boxes = [t.get_window_extent(canvas.get_renderer()) for t in figure.texts if t.get_text().strip()]
        for i, a in enumerate(boxes):
            for b in boxes[i + 1:]:
                wide = min(a.x1, b.x1) - max(a.x0, b.x0)
                high = min(a.y1, b.y1) - max(a.y0, b.y0)
                assert wide <= 1 or high <= 0.25 * min(a.height, b.height)


def test_a_page_can_be_saved_as_both(tmp_path: Path) -> None:
    drawn = comparison.drawings(beside.read(views(2)))[0]
    assert len(save(drawn, tmp_path)) == 2
