"""A table that a reader opens when it is wanted."""

from __future__ import annotations

from markupsafe import Markup

from planner.report.page import rendered
from planner.report.table import table
from planner.tabular import Sheet


def folded(sheet: Sheet, language: str) -> Markup:
    """The table under its title, closed until it is opened."""
    return rendered("folded.html.j2", language, title=sheet.title, rows=len(sheet.rows),
                    table=table(sheet, language))
