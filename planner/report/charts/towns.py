"""The plan of an edition as charts read it: exact figures, or the text that hides them.

Everything comes from the edition's own tables, so that what a release hides is in no chart.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from planner.small_counts import COVERED
from planner.wording import decimal

if TYPE_CHECKING:
    from planner.edition import Edition
    from planner.tabular import Sheet

STOCK, FLOW, LEDGER = "stock", "flow", "ledger"
Value = int | Fraction | str | None  # text stands for what is hidden


@dataclass(frozen=True)
class Town:
    """One municipality and kind (or all kinds), years rising.

    ``today``: in service before the plan (of an account: received before it); ``after`` and ``gaps``:
    at the end of each year, ``opened``: what begins in each year, ``ended``: what goes in each with its
    agreement; ``quota`` and ``counted``: the last year's quota and what is set against it; ``begun``:
    the new ones that are left in the last year.
    """

    code: str
    name: str
    population: int
    today: Value
    after: tuple[Value, ...]
    opened: tuple[Value, ...]
    ended: tuple[int, ...]
    quota: Value
    gaps: tuple[Value, ...]
    counted: Value
    begun: Value

    @property
    def new(self) -> Value:
        """All that begins in the plan's years."""
        return total(self.opened)

    @property
    def last(self) -> Value:
        """In service after the last year."""
        return self.after[-1]

    @property
    def gone(self) -> int:
        """What goes with its agreement in the plan's years."""
        return sum(self.ended)

    @property
    def lost(self) -> int:
        """New places that go again inside the plan, with their agreement."""
        new, begun = number(self.new), number(self.begun)
        if new is None or begun is None:
            return 0
        return int(min(self.gone, max(0, new - begun)))

    @property
    def kept(self) -> tuple[int, ...]:
        """Of ``opened`` those left in the last year; what goes again is the earliest. Hidden: nought."""
        rest, left = self.lost, []
        for places in (int(number(one) or 0) for one in self.opened):
            taken = min(rest, max(0, places))
            left.append(places - taken)
            rest -= taken
        return tuple(left)


@dataclass(frozen=True)
class Towns:
    """All municipalities of an edition: by kind (a kind's own name), the years and the basis.

    ``filled``: is any quota of all places other than share times total?
    """

    years: tuple[int, ...]
    basis: str
    kinds: Mapping[str, Mapping[str, Town]]
    filled: bool = False

    @property
    def flow(self) -> bool:
        """Are only new places set against the quota?"""
        return self.basis == FLOW

    @property
    def together(self) -> dict[str, Town]:
        """All kinds of each municipality as one."""
        first, *others = self.kinds.values()
        return {code: _sum([town, *(kind[code] for kind in others if code in kind)])
                for code, town in first.items()}


def number(value: Value) -> float | None:
    """The figure to draw; None where it is hidden or there is none."""
    return None if value is None or isinstance(value, str) else float(value)


def told(value: Value, language: str, digits: int = 0, *, sign: bool = False) -> str:
    """The figure as it is read; what is hidden keeps its text."""
    if value is None:
        return "–"
    return value if isinstance(value, str) else decimal(Fraction(value), digits, language, sign=sign)


def total(values: Iterable[Value]) -> Value:
    """The sum: hidden where a part is, unless all but noughts is one hidden figure."""
    found = [value for value in values if value is not None]
    hidden = [value for value in found if isinstance(value, str)]
    if hidden:
        return hidden[0] if len(hidden) == 1 and not any(v for v in found if v != hidden[0]) else COVERED
    return sum((v for v in found if not isinstance(v, str)), 0) if found else None


def towns(edition: Edition) -> Towns | None:
    """The towns of an edition's plan; None where it has no rows."""
    sheet = edition.sheet("plan")
    if sheet is None or not sheet.rows:
        return None
    groups: dict[str, dict[str, list[dict[str, Any]]]] = {}
    for row in _records(sheet):
        groups.setdefault(row["kind"], {}).setdefault(row["code"], []).append(row)
    years = tuple(sorted({row["year"] for row in _records(sheet)}))
    view = edition.view
    kinds = {view.kinds.get(kind, kind): {code: _town(rows, kind, edition) for code, rows in found.items()}
             for kind, found in groups.items()}
    basis = sheet.column("basis")[0]
    return Towns(years, basis, kinds, basis == STOCK and _filled(_records(sheet)))


def _filled(rows: list[dict[str, Any]]) -> bool:
    """Is a quota other than share times the county's total of its kind and year?"""
    groups: dict[tuple[str, int], list[dict[str, Any]]] = {}
    for row in rows:
        groups.setdefault((row["kind"], row["year"]), []).append(row)
    for found in groups.values():
        whole = total(row["after"] for row in found)
        if not isinstance(whole, str) and any(
                not isinstance(row["quota"], str) and row["quota"] != row["share"] * (whole or 0)
                for row in found):
            return True
    return False


def _records(sheet: Sheet) -> list[dict[str, Any]]:
    names = [field.name for field in sheet.fields]
    return [dict(zip(names, row, strict=True)) for row in sheet.rows]


def _town(rows: list[dict[str, Any]], kind: str, edition: Edition) -> Town:
    """One municipality and kind from its rows, one a year; what was received before stands for today.

    Where an edition hides the parts it may still show them together.
    """
    rows = sorted(rows, key=lambda row: row["year"])
    last, held = rows[-1], rows[-1].get("received", 0)
    ended = tuple(edition.view.ended.get((last["code"], kind, row["year"]), 0) for row in rows)
    opened = tuple(total((row["new"], gone)) for row, gone in zip(rows, ended, strict=True))
    after = tuple(row.get("together", total((row["after"], held))) for row in rows)
    flow, before = last["basis"] == FLOW, rows[0]["before"]
    today = held if isinstance(before, str) and "received" in last else total((before, held))
    return Town(last["code"], last["name"], last["population"], today, after, opened, ended, last["quota"],
                tuple(row["gap"] for row in rows), last["new_since_start"] if flow else after[-1],
                last["new_since_start"])


def _sum(parts: list[Town]) -> Town:
    if len(parts) == 1:
        return parts[0]
    first, years = parts[0], range(len(parts[0].after))
    return Town(first.code, first.name, first.population, total(p.today for p in parts),
                tuple(total(p.after[i] for p in parts) for i in years),
                tuple(total(p.opened[i] for p in parts) for i in years),
                tuple(sum(p.ended[i] for p in parts) for i in years), total(p.quota for p in parts),
                tuple(total(p.gaps[i] for p in parts) for i in years), total(p.counted for p in parts),
                total(p.begun for p in parts))
