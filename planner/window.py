"""Does the share table hold on the day of every plan year?"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from models.errors import Fault
from planner.merge import Node
from planner.settings import Settings


def window_faults(settings: Settings, tree: Node) -> Iterator[Fault]:
    """A fault for each plan year whose day lies outside valid_from..valid_to, naming the gap.

    The day of a year is the plan date moved to that year. Nothing where the scenario gives
    its reason in ``outside``.
    """
    window = settings.window
    if window.outside.strip():
        return
    for year in settings.years:
        day = in_year(settings.first_day, year)
        if window.valid_from and day < window.valid_from:
            yield tree.complain("shares-not-yet", ("shares", "valid_from"), day=str(day), year=str(year),
                                limit=str(window.valid_from), days=(window.valid_from - day).days)
        if window.valid_to and day > window.valid_to:
            yield tree.complain("shares-no-longer", ("shares", "valid_to"), day=str(day), year=str(year),
                                limit=str(window.valid_to), days=(day - window.valid_to).days)


def in_year(day: date, year: int) -> date:
    """The day moved to another year; 29 February becomes the 28th."""
    leap = day.month == 2 and day.day == 29
    return date(year, 2, 28) if leap else day.replace(year=year)
