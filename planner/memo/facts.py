"""What a memo reads from an edition: rows of its tables, sums that may be hidden, values as words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from planner.wording import decimal, show

if TYPE_CHECKING:
    from planner.edition import Edition
    from planner.tabular import Sheet


def records(sheet: Sheet | None) -> list[Mapping[str, Any]]:
    """The rows of a table by the names of its columns; nothing where there is no such table."""
    if sheet is None:
        return []
    names = [field.name for field in sheet.fields]
    return [dict(zip(names, row, strict=True)) for row in sheet.rows]


def measure(edition: Edition, word: str) -> Any:
    """The exact value of a measure, or what stands in its place; None where the run has it not."""
    return next((row["value"] for row in records(edition.sheet("measures")) if row["measure"] == word), None)


def told(value: Any, language: str, digits: int = 1) -> str:
    """A value in a sentence: a whole number without decimals; a hidden count as it stands."""
    if isinstance(value, Fraction):
        return decimal(value, 0 if value.denominator == 1 else digits, language)
    return "–" if value is None else show(value, language)


def when(years: Iterable[int]) -> str:
    """The years of a plan: 2010, or 2010–2012."""
    first, last = min(found := list(years)), max(found)
    return str(first) if first == last else f"{first}–{last}"


def chosen(rows: Sequence[Mapping[str, Any]], **wanted: Any) -> list[Mapping[str, Any]]:
    """The rows whose columns hold these values."""
    return [row for row in rows if all(row[name] == value for name, value in wanted.items())]
