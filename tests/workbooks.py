"""A filled template, spoiled on purpose: its sheets read as rows, changed, and written again."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import xlsxwriter
from python_calamine import CalamineWorkbook

from planner.template.filling import emptied, filling_of
from planner.template.folder import write_template

Rows = list[list[Any]]
Sheets = dict[str, Rows]


def template(case: Path, folder: Path, *, empty: bool = False) -> tuple[Path, Path]:
    """The template of a case in a new folder: its workbook and its scenario."""
    filling = filling_of(case)
    return write_template(emptied(filling) if empty else filling, folder)


def sheets_of(path: Path) -> Sheets:
    """The sheets of a workbook as rows, without the empty ones at the end."""
    book = CalamineWorkbook.from_path(path)
    found = {name: book.get_sheet_by_name(name).to_python(skip_empty_area=False) for name in book.sheet_names}
    for rows in found.values():
        while rows and not any(cell != "" for cell in rows[-1]):
            rows.pop()
    return found


def spoil(path: Path, change: Callable[[Sheets], Any], merged: tuple[str, str] | None = None) -> None:
    """Change the sheets of a workbook; ``=...`` becomes a formula with the error #REF!."""
    sheets = sheets_of(path)
    change(sheets)
    with xlsxwriter.Workbook(str(path)) as book:
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        for name, rows in sheets.items():
            page = book.add_worksheet(name)
            for i, row in enumerate(rows):
                for j, value in enumerate(row):
                    if isinstance(value, str) and value.startswith("="):
                        page.write_formula(i, j, value, None, "#REF!")
                    elif hasattr(value, "isoformat"):
                        page.write_datetime(i, j, value, day)
                    elif isinstance(value, str):
                        page.write_string(i, j, value) if value else None
                    else:
                        page.write(i, j, value)
            if merged and merged[0] == name:
                page.merge_range(merged[1], "0180")
