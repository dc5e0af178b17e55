"""Figures for county leadership: PNG and SVG from a run's view, the same bytes every time."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from planner.view import View

if TYPE_CHECKING:
    from planner.figures.facts import Facts
    from planner.figures.style import Drawing


def drawings(view: View) -> list[Drawing]:
    """All figures of a run, ready to be made; none where the run has no plan."""
    from planner.figures import facts, new_places

    if not len(view.plan):
        return []
    read = facts.read(view)
    makers: tuple[Callable[[View, Facts], list[Drawing]], ...] = (new_places.draw,)
    return [drawn for make in makers for drawn in make(view, read)]


def draw_all(view: View, folder: Path) -> list[Path]:
    """Write every figure of a run as PNG and SVG into a folder that exists; returns the files."""
    from planner.figures.style import save

    return [path for drawn in drawings(view) for path in save(drawn, Path(folder))]
