"""A table of a comparison: a column may belong to a scenario, a row to a municipality with its page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from planner.report.page import rendered
from planner.tabular import WHOLE, Field, shown

PAGE = "m-"  # the anchor of a municipality's page, before its code


@dataclass(frozen=True)
class Head:
    """The head of a column: ``scenario`` is the place of the scenario that it shows."""

    title: str
    figures: bool = True
    scenario: int | None = None


@dataclass(frozen=True)
class Cell:
    """What stands in a cell; ``better`` marks the better value of a measure."""

    text: str
    better: bool = False


@dataclass(frozen=True)
class Row:
    """A row: its first cell heads it; ``code`` is the municipality's, ``scenario`` as of a column."""

    cells: Sequence[Cell]
    code: str | None = None
    scenario: int | None = None


def grid(caption: str, heads: Sequence[Head], rows: Sequence[Row], language: str,
         last: Sequence[Cell] = (), *, still: bool = False, word: str = "") -> Markup:
    """The table, of the class ``word``; ``last`` is its line of sums, ``still``: nobody would sort it."""
    return rendered("comparison/grid.html.j2", language, caption=caption, heads=heads, rows=rows, last=last,
                    page=PAGE, still=still, word=word)


def whole(value: Any, language: str, *, sign: bool = False) -> Cell:
    """A whole number (or what hides it) as a cell."""
    return Cell(shown(value, Field("", "", WHOLE, sign=sign), language))
