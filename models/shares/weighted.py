"""Shares by weighted criteria."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from fractions import Fraction
from typing import Any, ClassVar

from models.errors import Fault, InputFault, fault
from models.pieces import key
from models.shares import Shares
from models.shares.facts import Factor, Reader, ShareFacts, Values
from models.shares.floors import Floored
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
class Weighted(Floored):
    """The share is a weighted mean of the municipality's parts of several columns.

    share_m = sum over criteria of w_c v_cm / sum v_c, divided by sum w_c; floored as the burden
    family is, and rounded to 0.01 promille of the whole by largest remainder, so that the sum
    is exact. Unit: each column's own; it drops out. More of a criterion gives a larger share,
    whatever the criterion is. Source: the criteria's tables. Official only where
    ``published`` says where the weights are printed.
    """

    word: ClassVar[str] = "weighted"
    criteria: tuple[Criterion, ...] = key("list of {table, column, weight, year}")
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
        means = self._means(reader)
        return self.table(means, facts.codes, self.word, reader.status, official=bool(self.published))

    def exact(self, facts: ShareFacts) -> Values:
        """The shares before they are rounded: exact parts of the county that sum to 1."""
        return self.with_floor(self._means(Reader(facts)))

    def factors(self) -> tuple[Factor, ...]:
        """The columns of the criteria that count, each once."""
        return tuple(dict.fromkeys(Factor(c.table, c.column, c.year) for c in self.criteria if c.weight))

    def _means(self, reader: Reader) -> Values:
        """The weighted mean of every municipality; raises all faults of keys and tables."""
        reader.faults += self._key_faults(len(reader.facts.codes))
        parts = [(criterion.weight, reader.part(criterion.table, criterion.column, criterion.year))
                 for criterion in self.criteria]
        reader.done()
        return mean(parts, reader.facts.codes)

    def _key_faults(self, count: int) -> list[Fault]:
        """No criteria, negative weights, a floor that cannot hold."""
        faults = [fault("shares-key-negative", at=f"shares.criteria[{index}].weight",
                        value=str(criterion.weight))
                  for index, criterion in enumerate(self.criteria) if criterion.weight < 0]
        if not any(criterion.weight for criterion in self.criteria):
            faults.append(fault("shares-no-criteria", at="shares.criteria"))
        return faults + self.floor_faults(count)


def mean(parts: Iterable[tuple[Fraction, Mapping[str, Fraction]]], codes: Iterable[str]) -> Values:
    """The weighted mean of several lists of parts: sum of w x part, divided by sum of w."""
    listed = list(parts)
    whole = sum((weight for weight, _ in listed), Fraction(0))
    return {code: sum((weight * part[code] for weight, part in listed), Fraction(0)) / whole
            for code in codes}


def _joined(criterion: Criterion, held: TableSpec) -> TableSpec:
    """The specification of a table that gives another criterion already."""
    if any(column.name == criterion.column for column in held.columns):
        return held
    if held.word != FACTOR.word or criterion.spec.word != FACTOR.word:
        wanted = ", ".join(column.name for column in held.columns if column.name != CODE.name)
        raise InputFault([fault("shares-clash", at="shares.criteria", file=criterion.table,
                                column=criterion.column, wanted=criterion.column, held=wanted)])
    return TableSpec(held.word, held.columns + criterion.spec.columns[1:], held.key)
