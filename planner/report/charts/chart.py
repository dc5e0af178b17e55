"""A chart of a report: what it shows, how to read it, the drawing, and the same figures as a table."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from markupsafe import Markup

from planner.release import INTERNAL
from planner.wording import say

if TYPE_CHECKING:
    from planner.edition import Edition
    from planner.tabular import Sheet

SHOWN = 12  # hex digits of a run's id under a chart


@dataclass(frozen=True)
class Chart:
    """One chart, ready to be placed in a page.

    ``word`` names it, ``title`` and ``lead`` (how to read it) stand above, ``source`` below.
    ``svg`` is the key (a list) and one or more pieces of inline SVG, each ``role="img"`` with a title;
    what belongs to a municipality has ``data-code``, to a scenario ``data-scenario`` (0 is the first).
    ``table`` holds every figure that is drawn.
    """

    word: str
    title: str
    lead: str
    svg: Markup
    table: Sheet
    source: str


def chart_title(edition: Edition, key: str, example: bool = False) -> str:
    """The title of a run's chart, EXEMPEL first where values are assumed.

    An internal edition says so where the run holds small counts.
    """
    title = say(key, edition.language)
    if edition.view.example or example:
        title = say("figure.example", edition.language, title=title)
    if edition.view.internal and edition.release == INTERNAL:
        title = say("figure.internal", edition.language, title=title)
    return title


def id_of(edition: Edition, word: str) -> str:
    """What the ids of a run's chart begin with: its word and the run, so that several runs fit one page."""
    return f"chart-{word.replace('_', '-')}-{edition.view.run_id[:6]}"


def source_of(edition: Edition) -> str:
    """The source line under a run's chart, with the run's id."""
    view = edition.view
    return say("figure.source", edition.language, source=view.source_line, run=view.run_id[:SHOWN])
