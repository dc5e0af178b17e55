"""A table that a reader opens when it is wanted."""

from __future__ import annotations

from markupsafe import Markup

from planner.report.page import rendered
from planner.report.table import table
from planner.tabular import Sheet


def folded(sheet: Sheet, language: str, *, printed: bool = False) -> Markup:
    """The table under its title, closed until it is opened; ``printed``: on paper it is always there."""
    return rendered("folded.html.j2", language, title=sheet.title, rows=len(sheet.rows), printed=printed,
                    table=table(sheet, language))
