"""Figures for county leadership: PNG, SVG and PDF from a run's view, the same bytes every time."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from planner.view import View

if TYPE_CHECKING:
    from planner.compare import Comparison
    from planner.figures.facts import Facts
    from planner.figures.style import Drawing
    from planner.outcome import Outcome


def drawings(view: View) -> list[Drawing]:
    """All figures of a run, ready to be made; none where the run has no plan."""
    from planner.figures import (
        answers,
        before_after,
        capacity_shifted,
        capacity_used,
        county_map,
        decided,
        facts,
        flows,
        gap,
        money,
        new_places,
        permit_stock,
        ranges,
        shared_homes,
    )

    if not len(view.plan):
        return []
    read = facts.read(view)
    makers: tuple[Callable[[View, Facts], list[Drawing]], ...] = (
        new_places.draw, shared_homes.draw, answers.draw, before_after.draw, gap.draw, decided.draw,
        county_map.draw, flows.draw, capacity_used.draw, permit_stock.draw, ranges.draw,
        capacity_shifted.draw, money.draw)
    return [drawn for make in makers for drawn in make(view, read)]


def draw_all(view: View, folder: Path) -> list[Path]:
    """Write every figure of a run as PNG, SVG and PDF into a folder that exists; returns the files.

    The figures of a run that holds small counts of children say in their name that they are internal.
    """
    from planner.figures.style import marked, save

    return [path for drawn in drawings(view)
            for path in save(marked(drawn, view.internal, view.language), Path(folder))]


def draw_comparison(views: Sequence[View], folder: Path,
                    comparison: Comparison | None = None) -> list[Path]:
    """Write the page that sets scenarios side by side, as PNG, SVG and PDF, into a folder that exists.

    ``comparison``, of which the views are the runs that have a plan, gives the baselines, the
    better value of each measure, what to know when reading, and the runs without a plan.
    Without it the views stand alone. Views with ranges also get a figure of them. Returns the
    files; ``ValueError`` without views.
    """
    from planner.figures import beside, order_fan, ranges
    from planner.figures import comparison as pages
    from planner.figures.style import marked, save
    from planner.order_levels import levels_of

    table = beside.read(views, comparison)
    levels = levels_of(comparison.runs) if comparison else ()
    made = [*pages.drawings(table), *ranges.draw_beside(table, views), *order_fan.draw(views[0], levels)]
    internal, language = any(view.internal for view in views), views[0].language
    return [path for drawn in made for path in save(marked(drawn, internal, language), Path(folder))]


def draw_outcome(views: Sequence[View], outcome: Outcome, folder: Path) -> list[Path]:
    """Write each plan against what came of it, as PNG, SVG and PDF, into a folder that exists."""
    from planner.figures.outcome import draw
    from planner.figures.style import marked, save

    return [path for view in views for drawn in draw(view, outcome)
            for path in save(marked(drawn, view.internal, view.language), Path(folder))]
