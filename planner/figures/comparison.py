"""Scenarios side by side on one page: each municipality's new places, and the measures below."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from planner.figures import facts, style
from planner.figures.order import by_name
from planner.figures.style import Drawing, Heading, Page
from planner.figures.text import shorten
from planner.view import View
from planner.wording import say, whole

if TYPE_CHECKING:
    from matplotlib.figure import Figure


def drawings(views: Sequence[View]) -> list[Drawing]:
    """The pages of the comparison."""
    view = views[0]
    title = say("figure.comparison", view.language)
    example = any(v.example for v in views)
    if example:
        title = say("figure.example", view.language, title=title)
    head = Heading(title, view.county, "", (), view.source_line)
    return [Drawing(style.stem("comparison", example), title, lambda: _page(views, head))]


def _page(views: Sequence[View], head: Heading) -> Figure:
    page = Page(head)
    read = [facts.read(view) for view in views]
    wide = (page.right - page.left - 1.5) / len(views)
    pitch = (page.top - page.bottom) / (len(read[0].names) + 1)
    for index, (view, fact) in enumerate(zip(views, read, strict=True)):
        x = page.left + 1.5 + wide * (index + 1)
        page.put(x, page.top - pitch / 2, shorten(view.scenario, 8, wide - 0.05), 8, ha="right")
        for line, code in enumerate(by_name(fact.names), 1):
            page.put(x, page.top - pitch * (line + 0.5), whole(fact.total[code].new, view.language), 8, ha="right")
            if index == 0:
                page.put(page.left, page.top - pitch * (line + 0.5), shorten(fact.names[code], 8, 1.4), 8)
    return page.figure


def draw(views: Sequence[View], folder: Path) -> list[Path]:
    """Write the comparison as PNG and SVG; returns the files."""
    return [path for drawn in drawings(views) for path in style.save(drawn, folder)]
