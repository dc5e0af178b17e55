"""Faults of resources and reserves: tables that are right one by one but do not go together."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from models.errors import Fault, fault
from models.rules.limit import WHERE
from models.tables import Table
from planner.guessing import guess
from planner.merge import Node
from planner.naming import Named
from planner.settings import Settings
from planner.shelf import Shelf

Row = Mapping[str, Any]


def resource_faults(settings: Settings, tree: Node, kinds: tuple[str, ...], named: Mapping[str, Named],
                    tables: Mapping[str, Table], shelf: Shelf) -> Iterator[Fault]:
    """What is wrong between the tables of the rules limit and reserve."""
    checks = _Checks(settings, tree, kinds, named, tables, shelf)
    yield from checks.limit()
    yield from checks.reserve()


@dataclass(frozen=True)
class _Checks:
    settings: Settings
    tree: Node
    kinds: tuple[str, ...]
    named: Mapping[str, Named]
    tables: Mapping[str, Table]
    shelf: Shelf

    def limit(self) -> Iterator[Fault]:
        """Resources that nothing uses, uses of what has no figure, and words for whose places use it."""
        rule = self.settings.rule("limit")
        if rule is None:
            return
        there, used = self._first(rule.resources), self._first(rule.use)
        for name, row in there.items():
            if name not in used:
                yield self._unmatched("resource-no-use", rule.resources, row, name, used, rule.use)
        for name, row in used.items():
            if name not in there:
                yield self._unmatched("use-no-resource", rule.use, row, name, there, rule.resources)
        for row in self.tables[rule.use].rows:
            if row["where"] not in (None, *WHERE):
                yield self._at("use-where", rule.use, row, "where", found=row["where"],
                               known=", ".join(WHERE))

    def reserve(self) -> Iterator[Fault]:
        """Room kept free where nobody says how much room there is; a county that opens without figures."""
        rule = self.settings.rule("reserve")
        if rule is None:
            return
        for row in self.tables[rule.table].rows:
            if row["free"] is not None and not self._has_room(row):
                yield self._at("reserve-no-capacity", rule.table, row, "free", code=row["code"],
                               name=self._name(row["code"]))
            soon, later = row["open_30"], row["open_90"]
            if soon is not None and later is not None and soon > later:
                yield self._at("reserve-order", rule.table, row, "open_90", code=row["code"],
                               name=self._name(row["code"]), soon=soon, later=later)
        column = f"open_{rule.days}"
        rows = [row for row in self.tables[rule.table].rows if row[column] is not None]
        years = {row["year"] for row in rows}
        lacking = [year for year in self.settings.years if not {None, year} & years]
        if rule.county and lacking:
            yield self.tree.complain("reserve-no-open", ("rules", "reserve", "county"), county=rule.county,
                                     days=rule.days, column=column, years=", ".join(map(str, lacking)))

    def _has_room(self, row: Row) -> bool:
        """Does the table of capacity say how much room the municipality has in every year of the row?"""
        rule = self.settings.rule("capacity")
        if rule is None or rule.table not in self.tables:
            return False
        stated = {(r["kind"], r["year"]) for r in self.tables[rule.table].rows if r["code"] == row["code"]}

        def said(kind: str | None, year: int) -> bool:
            return bool({(kind, year), (kind, None)} & stated)

        years = [row["year"]] if row["year"] in self.settings.years else self.settings.years
        return all(said(None, year) or all(said(kind, year) for kind in self.kinds) for year in years)

    def _first(self, table: str) -> dict[str, Row]:
        """The first row of each resource in a table."""
        return {row["resource"]: row for row in reversed(self.tables[table].rows)}

    def _unmatched(self, key: str, table: str, row: Row, name: str, known: Mapping[str, Row],
                   other: str) -> Fault:
        meant = guess(name, known)
        if meant:
            return self._at(f"{key}-meant", table, row, "resource", name=name, meant=meant, other=other)
        return self._at(key, table, row, "resource", name=name, other=other)

    def _at(self, key: str, table: str, row: Row, column: str, **values: object) -> Fault:
        """A fault at a row of a table."""
        found = fault(key, file=self.named[table].shown, line=self._line(table, row), column=column)
        return Fault(found.key, found.place, values)

    def _line(self, table: str, row: Row) -> int | None:
        """The line of the file where a row stands: the first that says the same in its key columns."""
        header, *body = self.shelf.grid(self.named[table]).lines
        said = {header.cells.index(column): "" if row[column] is None else str(row[column])
                for column in self.tables[table].spec.key if column in header.cells}
        for line in body:
            if all((line.cells[i] if i < len(line.cells) else "") == text for i, text in said.items()):
                return line.number
        return None

    def _name(self, code: str) -> str:
        rows = self.tables[self.settings.case.municipalities].rows
        return next((str(row["name"]) for row in rows if row["code"] == code), code)
