"""What of a plan's sheet is worked out in Excel: each formula gives exactly the figure that stands there.

A formula names its own row, or columns as a whole; never another row, which sorting would move.
Where a figure is hidden, or a formula would give another, the cell holds the plain figure.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from functools import cached_property
from typing import Any

from planner.tabular import Sheet

At = tuple[int, int]
AMOUNTS = ("after", "new", "new_since_start", "together")  # what a gap may be counted from


def plan_formulas(sheet: Sheet) -> dict[At, str]:
    """The formulas of a plan's sheet by cell.

    before (of a later year) = places before the first year + new places of the years between;
    after = before + new; together = received + new; new since start = the new ones so far;
    gap = amount - quota; places per 10,000 inhabitants. Held against the sheet's own figures, row by row.
    """
    rows = _Rows(sheet)
    made: dict[At, str] = {}
    if not {"code", "kind", "year", "new"} <= rows.at.keys():
        return made
    for i, row in enumerate(sheet.rows):
        made |= {(i, rows.at[name]): f"={text}" for name, text in rows.found(i, row)}
    return made


class _Rows:
    """Finds the formulas of each row."""

    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet
        self.at = {f.name: j for j, f in enumerate(sheet.fields)}
        self.open = all(isinstance(n, int) for n in sheet.column("new")) if "new" in self.at else False
        self.new: dict[tuple[str, str], dict[int, int]] = {}  # (code, kind) -> year -> new places
        if {"code", "kind", "year"} <= self.at.keys() and self.open:
            for row in sheet.rows:
                code, kind, year, new = (row[self.at[name]] for name in ("code", "kind", "year", "new"))
                self.new.setdefault((code, kind), {})[year] = new

    def found(self, i: int, row: tuple[Any, ...]) -> Iterator[tuple[str, str]]:
        """(column, formula) of one row."""
        value = {name: row[j] for name, j in self.at.items()}
        if self.open and isinstance(value.get("before"), int) and self.so_far(value, value["year"] - 1):
            yield "before", self.since(i, value["before"] - self.sum(value, value["year"] - 1), "<")
        if _numbers(value, "before", "new", "after") and value["before"] + value["new"] == value["after"]:
            yield "after", f"{self.cell('before', i)}+{self.cell('new', i)}"
        if self.open and isinstance(value.get("new_since_start"), int):
            rest = value["new_since_start"] - self.sum(value, value["year"])
            if self.so_far(value, value["year"] - 1):
                yield "new_since_start", self.since(i, rest, "<=")
            elif rest == 0:
                yield "new_since_start", self.cell("new", i)
        more = "new_since_start" if "new_since_start" in self.at else "new"
        if _numbers(value, "received", more, "together") and (
                value["received"] + value[more] == value["together"]):
            yield "together", f"{self.cell('received', i)}+{self.cell(more, i)}"
        yield from self.gap(i, value)
        if _numbers(value, "per_10000", "after", "population") and value["population"] and (
                Fraction(10_000 * value["after"], value["population"]) == value["per_10000"]):
            yield "per_10000", f"10000*{self.cell('after', i)}/{self.cell('population', i)}"

    def gap(self, i: int, value: dict[str, Any]) -> Iterator[tuple[str, str]]:
        """The gap from the first amount that gives it in every row."""
        name = self.counted
        if name and _numbers(value, "quota", "gap", name):
            yield "gap", f"{self.cell(name, i)}-{self.cell('quota', i)}"

    @cached_property
    def counted(self) -> str:
        """The amount that gaps are counted from; "" where none gives them all."""
        return next((name for name in AMOUNTS if name in self.at and self.gives(name)), "")

    def gives(self, name: str) -> bool:
        """Is every gap that is shown this amount less the quota?"""
        if not {"quota", "gap"} <= self.at.keys():
            return False
        for row in self.sheet.rows:
            amount, quota, gap = (row[self.at[one]] for one in (name, "quota", "gap"))
            if all(_number(one) for one in (amount, quota, gap)) and (
                    amount - quota != gap):
                return False
        return True

    def so_far(self, value: dict[str, Any], year: int) -> list[int]:
        """The new places of the same municipality and kind up to a year."""
        return [n for t, n in self.new.get((value["code"], value["kind"]), {}).items() if t <= year]

    def sum(self, value: dict[str, Any], year: int) -> int:
        """Their sum."""
        return sum(self.so_far(value, year))

    def since(self, i: int, rest: int, sign: str) -> str:
        """``rest`` + the new places of the row's municipality and kind in the years ``sign`` its own."""
        same = "*".join(f"({self.range(name)}={self.cell(name, i)})" for name in ("code", "kind"))
        years = f"({self.range('year')}{sign}{self.cell('year', i)})"
        lead = f"{rest}+" if rest else ""
        return f"{lead}SUMPRODUCT({same}*{years}*{self.range('new')})"

    def cell(self, name: str, i: int) -> str:
        """A cell of the row, its column held."""
        from xlsxwriter.utility import xl_rowcol_to_cell
        return str(xl_rowcol_to_cell(i + 1, self.at[name], col_abs=True))

    def range(self, name: str) -> str:
        """A whole column."""
        from xlsxwriter.utility import xl_range_abs
        return str(xl_range_abs(1, self.at[name], len(self.sheet.rows), self.at[name]))


def _number(value: Any) -> bool:
    return isinstance(value, (int, Fraction))


def _numbers(value: dict[str, Any], *names: str) -> bool:
    return all(_number(value.get(name)) for name in names)


def county_formulas(sheet: Sheet, plan: Sheet) -> dict[At, str]:
    """The county's sums of a kind and a year over the plan's sheet, whatever the kinds are called."""
    names = [f.name for f in plan.fields]
    kinds, years = (_over(plan, names.index(name)) for name in ("kind", "year"))
    made = {}
    for i, row in enumerate(sheet.rows):
        for j, f in enumerate(sheet.fields):
            if f.name in names and j > 1 and _number(row[j]):
                made[i, j] = (f"=SUMPRODUCT(({kinds}=$A{i + 2})*({years}=$B{i + 2})*"
                              f"{_over(plan, names.index(f.name))})")
    return made


def share_formulas(sheet: Sheet) -> dict[At, str]:
    """Of the sheet of shares: the sum of the weights, and the share = weight / sum, where they are so."""
    at = {f.name: j for j, f in enumerate(sheet.fields)}
    if not {"kind", "year", "weight", "total", "share"} <= at.keys():
        return {}
    sums: dict[tuple[Any, ...], int] = {}
    for row in sheet.rows:
        key = row[at["kind"]], row[at["year"]]
        sums[key] = sums.get(key, 0) + row[at["weight"]]
    rows, made = _Rows(sheet), {}
    for i, row in enumerate(sheet.rows):
        weight, total, share = (row[at[name]] for name in ("weight", "total", "share"))
        if total == sums[row[at["kind"]], row[at["year"]]]:
            same = "*".join(f"({rows.range(name)}={rows.cell(name, i)})" for name in ("kind", "year"))
            made[i, at["total"]] = f"=SUMPRODUCT({same}*{rows.range('weight')})"
        if total and Fraction(weight, total) == share:
            made[i, at["share"]] = f"={rows.cell('weight', i)}/{rows.cell('total', i)}"
    return made


def _over(sheet: Sheet, column: int) -> str:
    from xlsxwriter.utility import xl_range_abs
    return f"'{sheet.title}'!" + str(xl_range_abs(1, column, len(sheet.rows), column))
