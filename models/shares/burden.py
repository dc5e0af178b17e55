"""Shares by population, lowered by what each municipality has already carried."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import ClassVar, Literal

from models.errors import Fault, fault
from models.pieces import MOST_CHILDREN, key
from models.shares import Shares
from models.shares.facts import Factor, Reader, ShareFacts, Values
from models.shares.floors import Floored
from models.tables import DAYS, POPULATION, RECEIVED

DAYS_A_YEAR = 365
SCALED, LEVEL = "scaled", "level"


@dataclass(frozen=True)
class Burden(Floored):
    """A municipality that has carried more than its part of the population gets a smaller share.

    p_m = P_m / sum P. Burden b_m = w_M M + w_U U + w_D D / 365 + w_E E / 365: newly arrived
    received (persons), unaccompanied minors received (persons), days in the reception system
    and days as arrival municipality (365 days = one person-year). z_m = p_m (sum b + F) - b_m
    with F the number to be shared. The share is max(z, 0), rescaled (``at_zero``: all together,
    which can lower a municipality when another one at 0 receives more; or by the level l with
    sum max(p l - b, 0) = F in the place of sum b + F, which cannot), floored (``floor_place``:
    lifted, repeated until nobody is under the floor, or given first; a floor of f promille of
    the nation is f / C of a county with C promille of it), and rounded to 0.01 promille of the
    whole by largest remainder, so that the sum is exact: 1000 promille of the county, or C of
    the nation. Equal remainders: first in the order of the tie rule. The floor holds before
    any redistribution, which never brings it back.

    Only the inputs are public. The weights, the form and the place of the floor are not
    published: the share table is never official. Source: an assumed family that satisfies
    every public rule of the model used from 2016.
    """

    word: ClassVar[str] = "burden"
    newly_arrived: Fraction = key("w_M: burden of one newly arrived person received")
    unaccompanied: Fraction = key("w_U: burden of one unaccompanied minor received")
    days_weight: Fraction = key("w_D: burden of one person-year in the reception system")
    to_share: Fraction = key("F: the number to be shared, in the unit of the burden; above 0",
                            most=1000 * MOST_CHILDREN)
    arrival_weight: Fraction = key("w_E: burden of one person-year as arrival municipality", Fraction(0))
    at_zero: Literal["scaled", "level"] = key(
        "where a burden is larger than its part: scaled (it counts as 0 and the others are lowered together) "
        "or level (sum b + F is replaced by the level at which the shares sum to F)", SCALED)
    year: int | None = key("31 December of this year; default: the scenario's population date", None)
    population: str = key("table: code, year, inhabitants", "population.csv", table=POPULATION)
    received: str = key("table: code, newly_arrived, unaccompanied; may be empty where both weights are 0",
                        "received.csv", table=RECEIVED)
    days: str = key("table: code, days, arrival_days; may be empty where both weights are 0", "days.csv",
                    table=DAYS)

    def shares(self, facts: ShareFacts) -> Shares:
        """The share table in 0.01 promille; ``InputFault`` where a figure or a key is wrong."""
        reader = Reader(facts)
        wanted = self._claims(reader)
        return self.table(wanted, facts.codes, self.word, reader.status, official=False)

    def exact(self, facts: ShareFacts) -> Values:
        """The shares before they are rounded: exact parts of the county that sum to 1."""
        return self.with_floor(self._claims(Reader(facts)))

    def factors(self) -> tuple[Factor, ...]:
        """Inhabitants, and what is carried: counted in full against the number to be shared."""
        carried = (Factor(getattr(self, name), column, level=True)
                   for weight, name, column in self._terms() if weight)
        return (Factor(self.population, "inhabitants", self.year), *carried)

    def _claims(self, reader: Reader) -> Values:
        """max(z, 0) of every municipality; raises all faults of keys and tables."""
        codes = reader.facts.codes
        part = reader.part(self.population, "inhabitants", self.year)
        burden = self._burden(reader)
        reader.faults += self._key_faults(len(codes))
        reader.done()
        pool = sum(burden.values()) + self.to_share
        if self.at_zero == LEVEL:
            pool = _level(part, burden, self.to_share)
        return {code: max(part[code] * pool - burden[code], Fraction(0)) for code in codes}

    def _burden(self, reader: Reader) -> Values:
        """b of every municipality; a table whose weight is 0 is not read."""
        burden = dict.fromkeys(reader.facts.codes, Fraction(0))
        for weight, name, column in self._terms():
            table = getattr(self, name)
            if weight and not table:
                reader.faults.append(fault("shares-unnamed", at=f"shares.{name}", named=name))
            elif weight:
                for code, value in reader.column(table, column).items():
                    burden[code] += weight * value
        return burden

    def _terms(self) -> tuple[tuple[Fraction, str, str], ...]:
        """The terms of the burden: weight of one unit, key of the table, column."""
        return ((self.newly_arrived, "received", "newly_arrived"),
                (self.unaccompanied, "received", "unaccompanied"),
                (Fraction(self.days_weight) / DAYS_A_YEAR, "days", "days"),
                (Fraction(self.arrival_weight) / DAYS_A_YEAR, "days", "arrival_days"))

    def _key_faults(self, count: int) -> list[Fault]:
        """Negative weights, nothing to share, a floor that cannot hold."""
        names = ("newly_arrived", "unaccompanied", "days_weight", "arrival_weight")
        faults = [fault("shares-key-negative", at=f"shares.{name}", value=str(getattr(self, name)))
                  for name in names if getattr(self, name) < 0]
        if self.to_share <= 0:
            faults.append(fault("shares-number", at="shares.to_share", value=str(self.to_share)))
        return faults + self.floor_faults(count)


def _level(part: Values, burden: Values, number: Fraction) -> Fraction:
    """The l at which sum max(p l - b, 0) is the number to be shared (p > 0 for someone)."""
    begins = sorted((burden[code] / p, code) for code, p in part.items() if p > 0)
    people, carried = Fraction(0), Fraction(0)
    level = Fraction(0)
    for start, code in begins:
        if people and start >= level:
            break
        people, carried = people + part[code], carried + burden[code]
        level = (number + carried) / people
    return level
