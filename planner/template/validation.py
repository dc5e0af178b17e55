"""What a cell of a template takes: the lists and bounds that Excel checks while one types."""

from __future__ import annotations

from datetime import date
from typing import Any

from models.place_types import TYPES
from models.tables import Column, TableSpec
from planner.headings import sheet_name
from planner.template.filling import Filling
from planner.template.scenario_text import meaning
from planner.wording import say, subject

FIRST_DAY, LAST_DAY = date(1950, 1, 1), date(2150, 12, 31)
FIRST_YEAR, LAST_YEAR = 1900, 2199
WORDED = {"status": "status_word", "referral": "referral_word"}  # words of the code with words for readers
WORDS = {"where": ("answers", "lies"), "type": tuple(TYPES)}  # columns of text that take certain words
LEFT_OPEN = ("population",)  # tables that may hold municipalities of other counties


def rule(filling: Filling, spec: TableSpec, column: Column, language: str) -> dict[str, Any] | None:
    """Excel's rule for the cells of a column, with what it says; None where anything may stand."""
    made = _list(filling, spec, column, language) or _bounds(column)
    if made is None:
        return None
    told = meaning(column.meaning, language)
    style = made.pop("error_type", "stop")
    return {**made, "error_type": style, "input_title": column_title(spec, column, language)[:32],
            "input_message": told[:255], "error_title": say("template_book.refused", language)[:32],
            "error_message": say(f"template_book.refuse_{_sort(column)}", language, meaning=told)[:255]}


def column_title(spec: TableSpec, column: Column, language: str) -> str:
    """The heading of a column."""
    from planner.headings import headings
    return headings(spec, language)[column.name]


def _sort(column: Column) -> str:
    """Which sentence refuses a wrong value."""
    return column.type if column.type in ("code", "place", "kind", "status", "int", "number", "year",
                                          "date", "month", "referral") else "word"


def _list(filling: Filling, spec: TableSpec, column: Column, language: str) -> dict[str, Any] | None:
    """A list to choose from, where the column has one."""
    if column.type in ("code", "place"):
        if spec.word == "municipalities":
            return {"validate": "length", "criteria": "==", "value": 4}
        loose = column.type == "place" or spec.complete or spec.word in LEFT_OPEN
        return _from_sheet("municipalities", filling, "warning" if loose else "stop")
    if column.type == "kind":
        return _from_sheet("kinds", filling, "stop")
    if column.type == "month":
        return {"validate": "length", "criteria": "==", "value": 7}
    if column.type in WORDED:
        told = [word[language] for word in subject(WORDED[column.type]).values()]
        return {"validate": "list", "source": told}
    if spec.word == "sources" and column.name == "table":
        return None
    words = ("1", "0") if column.below == 2 else WORDS.get(column.name, ()) if column.type == "text" else ()
    return {"validate": "list", "source": list(words)} if words else None


def _from_sheet(word: str, filling: Filling, style: str) -> dict[str, Any] | None:
    """What stands in the first column of a sheet, as far down as it is filled in."""
    page = filling.page(word)
    if page is None:
        return None
    column = f"'{page.title}'!$A$2"
    source = f"=OFFSET({column},0,0,MAX(1,COUNTA({column}:$A$2000)),1)"
    return {"validate": "list", "source": source, "error_type": style}


def _bounds(column: Column) -> dict[str, Any] | None:
    """Whole numbers, numbers, years and dates within what the reader takes."""
    if column.type == "year":
        return {"validate": "integer", "criteria": "between", "minimum": FIRST_YEAR, "maximum": LAST_YEAR}
    if column.type == "date":
        return {"validate": "date", "criteria": "between", "minimum": FIRST_DAY, "maximum": LAST_DAY}
    if column.type not in ("int", "number") or column.least is None:
        return None
    sort = "integer" if column.type == "int" else "decimal"
    if column.below is None:
        return {"validate": sort, "criteria": ">=", "value": column.least}
    return {"validate": sort, "criteria": "between", "minimum": column.least, "maximum": column.below}


def sources_title(language: str) -> str:
    """The sheet of sources."""
    return sheet_name("sources", language)
