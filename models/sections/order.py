"""The annual order: a number for the whole nation, and the county's part of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from math import floor
from typing import Any, ClassVar

from models.errors import Fault, InputFault, fault
from models.parameters import Parameters
from models.pieces import MOST_CHILDREN, key
from models.running_tables import PARAMETERS
from models.sections import Section
from models.shares import Shares
from models.tables import NATION, Table

INHABITANTS, SHARES = "inhabitants", "shares"
HALF = Fraction(1, 2)


def half_up(value: Fraction) -> int:
    """The nearest whole number; a half goes up."""
    return floor(value + HALF)


@dataclass(frozen=True)
class OrderFacts:
    """What the order is worked out from: plan years with their day, codes, tables, the share table.

    ``population`` names the table of inhabitants; ``shares`` gives the share table when asked.
    """

    days: Mapping[int, date]
    codes: tuple[str, ...]
    tables: Mapping[str, Table]
    population: str
    shares: Callable[[], Shares]


@dataclass(frozen=True)
class CountyOrder:
    """The order of one year: the nation's number, the county's exact part (0..1), what it is made of.

    ``counted`` and ``whole`` are the part's own figures (the county's inhabitants and the nation's,
    or the sum of the shares and its whole); None for a parameter.
    """

    year: int
    national: int
    part: Fraction
    counted: int | None = None
    whole: int | None = None

    @property
    def exact(self) -> Fraction:
        """The county's part of the nation's number, unrounded."""
        return self.part * self.national

    @property
    def number(self) -> int:
        """The county's number: ``exact`` rounded to a whole number, a half upwards."""
        return half_up(self.exact)

    def estimate(self, share: Fraction) -> int:
        """Planning estimate of a municipality: its share of the county x ``exact``, a half upwards."""
        return half_up(share * self.exact)


@dataclass(frozen=True)
class Order(Section):
    """The county's number follows from a national number of the same unit.

    county = floor(national x part + 1/2). part is the county's inhabitants / the nation's, both on
    31 December the year before ("inhabitants"); or the sum of the county's shares, after a revision /
    the whole, where the share table is of the nation ("shares"); or the parameter of that word on the
    plan day of the year (0..1). The result is what [need] new would say; a scenario that writes its own
    need is not touched. Planning estimate of a municipality: floor(share x national x part + 1/2); the
    estimates need not sum to the county's number. Units: those of the regime, never mixed. Source: the
    national order or forecast; that the county is given its part so is an assumption where no decision
    says it.
    """

    word: ClassVar[str] = "order"
    national: int | tuple[int, ...] = key("the nation's number: one, or one a year", most=MOST_CHILDREN)
    part: str = key("the county's part of the nation: inhabitants, shares, or the word of a parameter",
                    INHABITANTS)
    nation: str = key("table: year, inhabitants of the nation; needed where the part is by inhabitants", "",
                      table=NATION)
    parameters: str = key("table of parameters; needed where the part is a parameter", "", table=PARAMETERS)

    def county(self, facts: OrderFacts) -> tuple[CountyOrder, ...]:
        """The order of every plan year; ``InputFault`` with all that is missing."""
        years = tuple(facts.days)
        numbers = (self.national,) * len(years) if isinstance(self.national, int) else self.national
        faults = [] if len(numbers) == len(years) else [fault(
            "order-length", at="order.national", count=len(numbers), years=", ".join(map(str, years)))]
        made: list[CountyOrder] = []
        for year, national in zip(years, numbers, strict=False):
            try:
                made.append(CountyOrder(year, national, *self._part(year, facts)))
            except InputFault as error:
                faults += error.faults
        if faults:
            raise InputFault(list({repr(one): one for one in faults}.values()))
        return tuple(made)

    def _part(self, year: int, facts: OrderFacts) -> tuple[Fraction, int | None, int | None]:
        """The part of a year, with its own two figures where it has some."""
        if self.part == INHABITANTS:
            return _of(*self._inhabitants(year, facts))
        if self.part == SHARES:
            return _of(*_weights(facts.shares()))
        return self._parameter(facts.days[year], facts), None, None

    def _inhabitants(self, year: int, facts: OrderFacts) -> tuple[int, int]:
        """Inhabitants of county and nation on 31 December the year before."""
        if not self.nation:
            raise InputFault([fault("order-no-nation", at="order.nation")])
        nation = next((row.get("inhabitants") for row in _rows(facts, self.nation)
                       if row["year"] == year), None)
        before = year - 1
        people = {row["code"]: row["inhabitants"] for row in _rows(facts, facts.population)
                  if row["year"] == before}
        faults: list[Fault] = []
        if nation is None:
            faults.append(fault("order-nation-year", file=self.nation, column="inhabitants", year=str(year)))
        if not all(code in people for code in facts.codes):
            faults.append(fault("order-people-year", file=facts.population, column="year", year=str(before)))
        if faults or nation is None:
            raise InputFault(faults)
        county = sum(people[code] for code in facts.codes)
        if county > nation:
            raise InputFault([fault("order-people-more", file=self.nation, column="inhabitants",
                                    county=county, nation=nation)])
        return county, nation

    def _parameter(self, day: date, facts: OrderFacts) -> Fraction:
        if not self.parameters:
            raise InputFault([fault("order-word", at="order.part", found=self.part)])
        found = Parameters.of(facts.tables[self.parameters]).at(self.part, day)
        if not 0 <= found.value <= 1:
            raise InputFault([fault("order-part-range", file=self.parameters, column="value", word=self.part,
                                    value=str(found.value))])
        return found.value


def _of(counted: int, whole: int) -> tuple[Fraction, int, int]:
    return Fraction(counted, whole), counted, whole


def _weights(shares: Shares) -> tuple[int, int]:
    """The sum of the county's shares and the nation's whole."""
    if shares.whole != "nation":
        raise InputFault([fault("order-shares-county", at="order.part", model=shares.model)])
    return shares.total, shares.whole_units


def _rows(facts: OrderFacts, name: str) -> Iterable[Mapping[str, Any]]:
    table = facts.tables.get(name)
    return table.rows if table else ()
