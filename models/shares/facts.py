"""The facts a share model reads: the municipalities and the tables that the scenario names."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import Any

from models.errors import Fault, InputFault, fault
from models.tables import OFFICIAL, STATUSES, Table

Values = dict[str, Fraction]  # by municipality code
MORE, LESS, EITHER = "more", "less", "either"
# What more of a figure is to do to a municipality's own share; of other figures no rule says.
DIRECTIONS = {"inhabitants": MORE, "newly_arrived": LESS, "unaccompanied": LESS, "days": LESS,
              "arrival_days": LESS, "self_settled": LESS, "asylum_reception": LESS}


@dataclass(frozen=True)
class ShareFacts:
    """The codes of the county in the order of the tie rule, and every table by its file name.

    ``year`` is the year whose 31 December counts where a share model names none.
    """

    codes: tuple[str, ...]
    tables: Mapping[str, Table]
    year: int | None = None


@dataclass(frozen=True)
class Factor:
    """A column that a share model counts by.

    ``level``: its figures are set against the number to be shared, so that ten times as much
    of all of them is to change the shares.
    """

    table: str
    column: str
    year: int | None = None
    level: bool = False

    @property
    def direction(self) -> str:
        """What more of it is to do to a municipality's own share: more, less, or either."""
        return DIRECTIONS.get(self.column, EITHER)

    def rows(self, facts: ShareFacts) -> dict[str, int]:
        """Where in the table the figure of each municipality stands: code -> row number."""
        table = facts.tables[self.table]
        counted = Reader(facts).year_of(table, self.year) if "year" in table.spec.key else None
        return {row["code"]: i for i, row in enumerate(table.rows)
                if row["code"] in facts.codes and (counted is None or row["year"] == counted)}

    def values(self, facts: ShareFacts) -> Values:
        """The figure of each municipality."""
        rows = facts.tables[self.table].rows
        return {code: Fraction(rows[i][self.column]) for code, i in self.rows(facts).items()}

    def changed(self, facts: ShareFacts, values: Mapping[str, Fraction]) -> ShareFacts:
        """The facts with other figures for some municipalities."""
        table, at = facts.tables[self.table], self.rows(facts)
        rows = list(table.rows)
        for code, value in values.items():
            rows[at[code]] = {**rows[at[code]], self.column: value}
        return replace(facts, tables={**facts.tables, self.table: replace(table, rows=tuple(rows))})


@dataclass
class Reader:
    """Reads columns for one share model; collects every fault, then tells them all at once."""

    facts: ShareFacts
    faults: list[Fault] = field(default_factory=list)
    statuses: list[str] = field(default_factory=list)

    def column(self, table: str, column: str, year: int | None = None) -> Values:
        """The value (>= 0) of every municipality of the county; {} where a fault was met.

        A table with years is read for ``year``, else for the year of the facts, else for the
        only year it has.
        """
        before = len(self.faults)
        rows = self._rows(table, year)
        if len(self.faults) > before:
            return {}
        values = {}
        for code in self.facts.codes:
            row = rows.get(code, {})
            if row.get(column) is None:
                self.faults.append(fault("shares-row", file=table, column=column, code=code))
            elif row[column] < 0:
                self.faults.append(fault("shares-negative", file=table, column=column, code=code,
                                         value=str(row[column])))
            else:
                values[code] = Fraction(row[column])
                self.statuses.append(self.facts.tables[table].row_status(row))
        return values if len(self.faults) == before else {}

    def part(self, table: str, column: str, year: int | None = None) -> Values:
        """Each municipality's part of the column's sum over the county; {} where a fault was met."""
        values = self.column(table, column, year)
        whole = sum(values.values())
        if values and whole == 0:
            self.faults.append(fault("shares-nothing", file=table, column=column))
            return {}
        return {code: value / whole for code, value in values.items()}

    @property
    def status(self) -> str:
        """The least certain status among the rows read."""
        return least_certain(self.statuses)

    def done(self) -> None:
        """Raise ``InputFault`` with all faults met, if any."""
        if self.faults:
            raise InputFault(self.faults)

    def _rows(self, table: str, year: int | None) -> Mapping[str, Mapping[str, Any]]:
        """The rows of the table (of one year, where it has years) by code."""
        held = self.facts.tables.get(table)
        if held is None:
            self.faults.append(fault("shares-table", file=table, table=table))
            return {}
        rows = held.rows
        if "year" in held.spec.key and rows:
            chosen = self.year_of(held, year)
            rows = tuple(row for row in rows if row.get("year") == chosen)
        return {row["code"]: row for row in rows}

    def year_of(self, table: Table, year: int | None) -> int | None:
        """The year a table with years is read for; a fault where none can be told."""
        years = sorted({row["year"] for row in table.rows})
        listed = ", ".join(str(y) for y in years)
        wanted = year if year is not None else self.facts.year
        if wanted is None and len(years) == 1:
            return years[0]
        if wanted is None:
            self.faults.append(fault("shares-which-year", file=table.name, column="year", years=listed))
        elif wanted not in years:
            self.faults.append(fault("shares-year", file=table.name, column="year", year=str(wanted),
                                     years=listed))
        return wanted


def least_certain(statuses: Iterable[str]) -> str:
    """The least certain of the statuses (official where there is none)."""
    return max(statuses, key=STATUSES.index, default=OFFICIAL)
