"""A table of exact values as HTML: the same rows that a workbook or a CSV file is written from."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from markupsafe import Markup

from planner.report.page import rendered
from planner.tabular import CODE, NUMBER, WHOLE, Field, Sheet, fixed, shown

LONG, SHORT = 40, 16  # signs
STACKED = ("assumed", "sources")  # tables of long texts: on a narrow screen one field under another


def table(sheet: Sheet, language: str, caption: str = "", last: Sequence[Any] = ()) -> Markup:
    """The sheet as a table that scrolls within itself; ``last`` is its line of sums.

    A row whose sheet has a column ``code`` carries it as ``data-code``; every figure its exact value
    as ``data-value``, so that a script sorts by it. The first column that is not a code heads its row.
    """
    names = [field.name for field in sheet.fields]
    head = next((j for j, field in enumerate(sheet.fields) if field.type != CODE), 0)
    at = names.index("code") if "code" in names else None
    rows = [(None if at is None else row[at], _cells(sheet, row, language, i))
            for i, row in enumerate(sheet.rows)]
    foot = _cells(sheet, last, language, None) if last else ()
    return rendered("table.html.j2", language, caption=caption or sheet.title, head=head, rows=rows,
                    foot=foot, stacked=sheet.word in STACKED,
                    fields=[(field, _figures(field)) for field in sheet.fields])


def _cells(sheet: Sheet, row: Sequence[Any], language: str, i: int | None) -> list[dict[str, Any]]:
    cells = []
    for j, (value, field) in enumerate(zip(row, sheet.fields, strict=True)):
        text = shown(value, field, language)
        cells.append({"text": text, "value": _value(value, field), "class": _class(field, text),
                      "better": (i, j) in sheet.marked})
    return cells


def _class(field: Field, text: str) -> str:
    """How a cell is set: a figure, a text that must not be squeezed, one that must not be broken."""
    if _figures(field):
        return "n"
    if field.type == CODE:
        return "short code"
    return "long" if len(text) > LONG else "short" if len(text) <= SHORT else ""


def _figures(field: Field) -> bool:
    return field.type in (WHOLE, NUMBER)


def _value(value: Any, field: Field) -> str | None:
    """What the cell is sorted by, where that is not its text."""
    if not _figures(field) or value is None or isinstance(value, str):
        return None
    return fixed(value, field.digits) if field.type == NUMBER else str(value)
