"""Figures for county leadership: PNG and SVG from a run's view, the same bytes every time."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from planner.view import View

if TYPE_CHECKING:
    from planner.figures.facts import Facts
    from planner.figures.style import Drawing
    from planner.tabular import Sheet


def drawings(view: View) -> list[Drawing]:
    """All figures of a run, ready to be made; none where the run has no plan."""
    from planner.figures import (
        before_after,
        capacity_used,
        county_map,
        facts,
        flows,
        gap,
        new_places,
    )

    if not len(view.plan):
        return []
    read = facts.read(view)
    makers: tuple[Callable[[View, Facts], list[Drawing]], ...] = (
        new_places.draw, before_after.draw, gap.draw, county_map.draw, flows.draw, capacity_used.draw)
    return [drawn for make in makers for drawn in make(view, read)]


def draw_all(view: View, folder: Path) -> list[Path]:
    """Write every figure of a run as PNG and SVG into a folder that exists; returns the files."""
    from planner.figures.style import save

    return [path for drawn in drawings(view) for path in save(drawn, Path(folder))]


def draw_comparison(views: Sequence[View], folder: Path, measures: Sheet | None = None,
                    columns: Sequence[int] | None = None) -> list[Path]:
    """Write the page that sets several runs side by side, as PNG and SVG; returns the files.

    ``measures`` is the comparison's table of measures, whose better values are marked;
    ``columns`` says which of its scenarios the views are (all in order when left out). Without
    the table the views' own measures stand unmarked. Runs without a plan are left out.
    """
    from planner.figures import comparison
    from planner.figures.style import save

    places = list(columns) if columns is not None else list(range(len(views)))
    found = [(view, place) for view, place in zip(views, places, strict=True) if len(view.plan)]
    drawn = comparison.draw([v for v, _ in found], measures, [p for _, p in found]) if found else []
    return [path for one in drawn for path in save(one, Path(folder))]


def draw_comparison(views: Sequence[View], folder: Path) -> list[Path]:
    """Write the figure of scenarios side by side into a folder that exists; returns the files."""
    from planner.figures.comparison import draw

    return draw(views, Path(folder))
