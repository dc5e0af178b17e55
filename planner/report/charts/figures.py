"""The figures of a chart as a table: one row per municipality, in the order of their names."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from planner.figures.order import by_name
from planner.report.charts.towns import Value
from planner.tabular import CODE, NUMBER, WHOLE, Field, Sheet
from planner.wording import say

Figure = tuple[Field, Callable[[Any], Value]]


def whole(name: str, title: str, *, sign: bool = False) -> Field:
    """A column of whole numbers."""
    return Field(name, title, WHOLE, sign=sign)


def exact(name: str, title: str, *, sign: bool = False, shown: int = 1) -> Field:
    """A column of numbers with decimals."""
    return Field(name, title, NUMBER, sign=sign, shown=shown)


def table(word: str, title: str, language: str, groups: Mapping[str, Mapping[str, Any]],
          figures: Sequence[Figure], group: str = "kind") -> Sheet:
    """The table of a chart; where there are several groups, a column of that name says which."""
    several = len(groups) > 1
    fields = (Field("code", say("column.code", language), CODE), Field("name", say("column.name", language)),
              *((Field(group, say(f"column.{group}", language)),) if several else ()),
              *(field for field, _ in figures))
    rows = [(row.code, row.name, *((head,) if several else ()), *(of(row) for _, of in figures))
            for head, found in groups.items() for row in in_order(found)]
    return Sheet(word, title, fields, tuple(rows))


def in_order(rows: Mapping[str, Any]) -> list[Any]:
    """Rows in the order of the municipalities' names."""
    return [rows[code] for code in by_name({code: row.name for code, row in rows.items()})]
