"""Shares by population alone."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from models.errors import fault
from models.pieces import key
from models.shares import INHABITANTS, Shares
from models.shares.facts import Factor, Reader, ShareFacts
from models.tables import POPULATION


@dataclass(frozen=True)
class ByPopulation:
    """Each municipality's share is its part of the county's inhabitants.

    a_m = P_m, A = sum of P, whole = the county; the inhabitants are used as they stand,
    unrounded. Unit: persons on 31 December of ``year``. Source: the county's population table.
    """

    word: ClassVar[str] = "by-population"
    year: int | None = key("31 December of this year; default: the scenario's population date", None)
    population: str = key("table: code, year, inhabitants", "population.csv", table=POPULATION)

    def shares(self, facts: ShareFacts) -> Shares:
        """The share table; ``InputFault`` where a municipality or the year is missing."""
        reader = Reader(facts)
        inhabitants = reader.column(self.population, "inhabitants", self.year)
        if inhabitants and not any(inhabitants.values()):
            reader.faults.append(fault("shares-nothing", file=self.population, column="inhabitants"))
        reader.done()
        weights = {code: int(value) for code, value in inhabitants.items()}
        return Shares(weights, "county", sum(weights.values()), self.word, reader.status, unit=INHABITANTS)

    def factors(self) -> tuple[Factor, ...]:
        """The inhabitants alone."""
        return (Factor(self.population, "inhabitants", self.year),)
