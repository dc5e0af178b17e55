"""The annex table: each municipality by name with its places today, new and after, kind by kind."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from planner.figures.order import by_name
from planner.memo.blocks import Block, Grid, Heading
from planner.report.planned import total
from planner.tabular import NUMBER, WHOLE, Field, shown
from planner.wording import say

UPRIGHT, LYING = 9, 18  # columns of figures on a page that stands, and on one that lies
TABLES = 2  # so many tables at most, where fewer columns help
PLACES = Field("places", "", WHOLE)
QUOTA, GAP = Field("quota", "", NUMBER), Field("gap", "", NUMBER, sign=True)


@dataclass(frozen=True)
class Column:
    """A column of figures: its heading and a municipality's value (a number, or text where it is hidden)."""

    head: str
    value: Callable[[str], Any]
    field: Field = PLACES


@dataclass(frozen=True)
class Group:
    """Columns that stand under one heading."""

    head: str
    columns: tuple[Column, ...]


def fitting(levels: Sequence[Sequence[Group]]) -> int:
    """The first level of detail, the one liked best first, that a page or two can hold; else the last."""
    return next((i for i, groups in enumerate(levels) if len(_packed(groups)) <= TABLES), len(levels) - 1)


def roomy(groups: Sequence[Group]) -> bool:
    """Do these columns stand in one table on one page? Quotas and gaps are left out where they do not."""
    return len(_packed(groups)) == 1 and _columns(groups) <= LYING


def annex(title: str, names: Mapping[str, str], groups: Sequence[Group], language: str) -> Iterator[Block]:
    """The annex on a page of its own: as many tables as the columns need, municipalities by name."""
    tables = _packed(groups)
    yield Heading(title, new_page=True, wide=lies(groups))
    for held in tables:
        grid = _grid(_heads(held) or title, names, held, language)
        yield replace(grid, captioned=len(tables) > 1)


def lies(groups: Sequence[Group]) -> bool:
    """Does the annex's page lie, and is then full of its table?"""
    return _columns(groups) > UPRIGHT


def _columns(groups: Sequence[Group]) -> int:
    return sum(len(group.columns) for group in groups)


def _packed(groups: Sequence[Group]) -> list[list[Group]]:
    """The groups shared out on tables that a lying page holds."""
    tables: list[list[Group]] = [[]]
    for group in groups:
        if tables[-1] and _columns([*tables[-1], group]) > LYING:
            tables.append([])
        tables[-1].append(group)
    return tables


def _heads(groups: Sequence[Group]) -> str:
    return ", ".join(filter(None, (group.head for group in groups)))


def _grid(title: str, names: Mapping[str, str], groups: Sequence[Group], language: str) -> Grid:
    columns = [column for group in groups for column in group.columns]
    values = {code: [column.value(code) for column in columns] for code in by_name(names)}
    sums = [total(row[i] for row in values.values()) for i in range(len(columns))]
    told = ((names[code], row) for code, row in values.items())
    fields = [column.field for column in columns]
    rows = [(name, *(shown(value, field, language) for value, field in zip(row, fields, strict=True)))
            for name, row in (*told, (say("table.county", language), sums))]
    header = (say("table.municipality", language), *(column.head for column in columns))
    over = (("", 1), *((group.head, len(group.columns)) for group in groups))
    return Grid(title, header, tuple(rows), total=True, over=over if any(text for text, _ in over) else ())
