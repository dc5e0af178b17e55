"""Numbers of newly arrived persons by the published keys of 2014 and 2019."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import ClassVar, Literal

from models.apportion import LARGEST_REMAINDER, apportion
from models.errors import fault
from models.pieces import MOST_CHILDREN
from models.pieces import key as key_of
from models.shares import PERSONS, Shares
from models.shares.facts import Factor, Reader, ShareFacts, Values
from models.shares.weighted import mean
from models.tables import NEWLY_ARRIVED, POPULATION, SELF_SETTLED

INHABITANTS, RELIEF = "inhabitants", "asylum_reception"
WEIGHTS: Mapping[str, Mapping[str, int]] = {
    "2014": {"labour_market": 45, INHABITANTS: 30, "housing": 15, "demography": 10},
    "2019": {"labour_market": 43, INHABITANTS: 37, RELIEF: 20}}
DIRECTED, ALL = "directed", "all"


@dataclass(frozen=True)
class NewlyArrived:
    """The county's number of newly arrived persons by a published key, less those who settle themselves.

    k_m = weighted mean of the municipality's parts of the county. Key 2014: labour market 45,
    population 30, housing 15, demography 10. Key 2019: labour market 43, population 37, and
    as relief for asylum reception 20, whose part is 2 p_m - a_m (p: part of the inhabitants,
    a: part of those received): who carries more than its inhabitants answer for gets less.
    With S_m the persons who settle on their own and D the persons to be directed,
    z_m = k_m (D + sum S) - S_m; the number is max(z, 0), rescaled so that the sum is D, and
    made whole by largest remainder. It is never negative and has no floor. ``to_share`` is D
    (``counts = "directed"``) or D + sum S (``"all"``). Unit: persons.

    Source: the weights of 2014 are the published key of the newly-arrived numbers of that
    year; those of 2019 stand in one local paper whose text is cut. How relief and
    self-settlement enter is assumed: official only for 2014 without self-settlement.
    """

    word: ClassVar[str] = "newly-arrived"
    key: Literal["2014", "2019"] = key_of("which published weights: 2014 or 2019")
    to_share: int = key_of("the county's number of persons", least=1, most=MOST_CHILDREN)
    counts: Literal["directed", "all"] = key_of(
        "what the county's number counts: directed (those who are directed) or all (also those who settle "
        "on their own)", DIRECTED)
    year: int | None = key_of("31 December of this year; default: the scenario's population date", None)
    population: str = key_of("table: code, year, inhabitants", "population.csv", table=POPULATION)
    measures: str = key_of("table: code and the columns of the key", "measures.csv", table=NEWLY_ARRIVED)
    self_settled: str = key_of("table: code, self_settled; empty = none settle on their own", "",
                               table=SELF_SETTLED)

    def shares(self, facts: ShareFacts) -> Shares:
        """The numbers in whole persons; ``InputFault`` where a figure or a key is wrong."""
        reader = Reader(facts)
        wanted = self._claims(reader)
        number = int(sum(wanted.values()))
        weights = apportion(LARGEST_REMAINDER, wanted, number, order=facts.codes).places
        notes = tuple(self._notes())
        return Shares(dict(weights), "county", number, self.word, reader.status, not notes, unit=PERSONS,
                      notes=notes)

    def exact(self, facts: ShareFacts) -> Values:
        """The numbers before they are made whole, as parts of the county that sum to 1."""
        wanted = self._claims(Reader(facts))
        whole = sum(wanted.values())
        return {code: value / whole for code, value in wanted.items()}

    def factors(self) -> tuple[Factor, ...]:
        """The columns of the key, and those who settle on their own: counted in full."""
        settled = [Factor(self.self_settled, "self_settled", level=True)] if self.self_settled else []
        return (*(self._factor(column) for column in WEIGHTS[self.key]), *settled)

    def _factor(self, column: str) -> Factor:
        people = column == INHABITANTS
        return Factor(self.population, column, self.year) if people else Factor(self.measures, column)

    def _claims(self, reader: Reader) -> Values:
        """The exact number of every municipality, summing to D; raises all faults met."""
        parts = {column: reader.part(f.table, f.column, f.year)
                 for column, f in ((c, self._factor(c)) for c in WEIGHTS[self.key])}
        settled = reader.column(self.self_settled, "self_settled") if self.self_settled else {}
        alone = sum(settled.values(), Fraction(0))
        number = self.to_share - (alone if self.counts == ALL else 0)
        if number <= 0:
            reader.faults.append(fault("shares-all-settled", at="shares.to_share", number=self.to_share,
                                       settled=int(alone)))
        reader.done()
        if RELIEF in parts:
            carried, people = parts[RELIEF], parts[INHABITANTS]
            parts[RELIEF] = {code: 2 * people[code] - carried[code] for code in people}
        means = mean(((Fraction(w), parts[c]) for c, w in WEIGHTS[self.key].items()), reader.facts.codes)
        claims = {code: max(part * (number + alone) - settled.get(code, 0), Fraction(0))
                  for code, part in means.items()}
        whole = sum(claims.values())
        return {code: claim * number / whole for code, claim in claims.items()}

    def _notes(self) -> Iterator[str]:
        """What a reader must know of the form."""
        if self.key == "2019":
            yield "newly-arrived-2019"
        if self.self_settled:
            yield "newly-arrived-settled"
