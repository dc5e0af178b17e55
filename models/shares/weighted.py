"""Shares by weighted criteria."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from fractions import Fraction
from typing import Any, ClassVar

from models.errors import Fault, InputFault, fault
from models.pieces import key
from models.shares import Shares
from models.shares.facts import Reader, ShareFacts, Values
from models.shares.rounding import WHOLE, floor_faults, floored, in_steps
from models.tables import CODE, DAYS, FACTOR, POPULATION, RECEIVED, Column, TableSpec

KNOWN = (POPULATION, RECEIVED, DAYS, FACTOR)


@dataclass(frozen=True)
class Criterion:
    """One criterion: a column of a table, and how much it counts."""

    table: str = key("file name of the table")
    weight: Fraction = key("how much the criterion counts, above 0; 45 or 0.45 alike")
    column: str = key("column of the table", "value")
    year: int | None = key("31 December of this year, where the table has years", None)

    @classmethod
    def of(cls, given: Any) -> Criterion:
        """The criterion of a mapping or of any object with the same fields."""
        if isinstance(given, Mapping):
            return cls(**given)
        return cls(**{f.name: getattr(given, f.name) for f in fields(cls)})

    @property
    def spec(self) -> TableSpec:
        """How the table is read: the known table that has the column, else code and column."""
        for spec in KNOWN:
            if self.column in {column.name for column in spec.columns if column.least is not None}:
                return spec
        column = Column(self.column, "number", "", "value of the criterion; never negative", least=0)
        return TableSpec("factor", (CODE, column), FACTOR.key)


@dataclass(frozen=True)
class Weighted:
    """The share is a weighted mean of the municipality's parts of several columns.

    share_m = sum over criteria of w_c v_cm / sum v_c, divided by sum w_c; floored, rescaled
    until nobody is under the floor, and rounded to 0.01 promille of the county by largest
    remainder, so that the sum is exactly 1000 promille. Unit: each column's own; it drops
    out. Source: the criteria's tables; newly-arrived keys with printed weights are labour
    market 45, population 30, housing 15, demography 10 (2014). Official only where
    ``published`` says where the weights are printed.
    """

    word: ClassVar[str] = "weighted"
    criteria: tuple[Criterion, ...] = key("list of {table, column, weight, year}")
    floor: Fraction = key("least share, in promille of the county, at most two decimals; 0 = none",
                          Fraction(0))
    published: str = key("where the weights are printed; empty = the planner's own weights", "")

    def __post_init__(self) -> None:
        object.__setattr__(self, "criteria", tuple(Criterion.of(c) for c in self.criteria))

    def tables(self) -> dict[str, TableSpec]:
        """The tables of the criteria: file name -> specification."""
        specs: dict[str, TableSpec] = {}
        for criterion in self.criteria:
            held = specs.get(criterion.table)
            specs[criterion.table] = criterion.spec if held is None else _joined(criterion, held)
        return specs

    def shares(self, facts: ShareFacts) -> Shares:
        """The share table in 0.01 promille; ``InputFault`` where a figure or a key is wrong."""
        reader = Reader(facts)
        weights = in_steps(self._means(reader), self.floor, facts.codes)
        return Shares(weights, "county", WHOLE, self.word, reader.status, official=bool(self.published))

    def exact(self, facts: ShareFacts) -> Values:
        """The shares before they are rounded: exact parts of the county that sum to 1."""
        return floored(self._means(Reader(facts)), self.floor)

    def _means(self, reader: Reader) -> Values:
        """The weighted mean of every municipality; raises all faults of keys and tables."""
        reader.faults += self._key_faults(len(reader.facts.codes))
        means = dict.fromkeys(reader.facts.codes, Fraction(0))
        whole = sum(criterion.weight for criterion in self.criteria)
        for criterion in self.criteria:
            parts = reader.part(criterion.table, criterion.column, criterion.year)
            for code, part in parts.items():
                means[code] += criterion.weight * part / whole if whole else 0
        reader.done()
        return means

    def _key_faults(self, count: int) -> list[Fault]:
        """No criteria, negative weights, a floor that cannot hold."""
        faults = [fault("shares-key-negative", at=f"shares.criteria[{index}].weight",
                        value=str(criterion.weight))
                  for index, criterion in enumerate(self.criteria) if criterion.weight < 0]
        if not any(criterion.weight for criterion in self.criteria):
            faults.append(fault("shares-no-criteria", at="shares.criteria"))
        return faults + floor_faults(self.floor, count)


def _joined(criterion: Criterion, held: TableSpec) -> TableSpec:
    """The specification of a table that gives another criterion already."""
    if any(column.name == criterion.column for column in held.columns):
        return held
    if held.word != FACTOR.word or criterion.spec.word != FACTOR.word:
        wanted = ", ".join(column.name for column in held.columns if column.name != CODE.name)
        raise InputFault([fault("shares-clash", at="shares.criteria", file=criterion.table,
                                column=criterion.column, wanted=criterion.column, held=wanted)])
    return TableSpec(held.word, held.columns + criterion.spec.columns[1:], held.key)
