"""The key by which the European Commission would relocate asylum seekers in 2015, as a share model.

COM(2015) 450: 40 percent by population, 40 by gross domestic product, 10 by the average number of
asylum applications per inhabitant and 10 by unemployment, both turned round so that more gives
less, and each capped at 30 percent of what population and product give together. What the caps
cut off goes back by population and product, half each.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from models.shares import Shares
from models.shares.facts import Factor, Reader, ShareFacts, Values
from models.shares.rounding import WHOLE, in_units
from models.tables import ASSUMED, CODE, Column, Table, TableSpec
from tests.share_tables import CODES

COLUMNS = ("inhabitants", "product", "asylum_reception", "unemployment")
SPEC = TableSpec("states", (CODE, *(Column(name, "number", "", name) for name in COLUMNS)), ("code",))
CAP = Fraction(30, 100)


def states(*rows: Iterable[int], codes: tuple[str, ...] = CODES) -> Table:
    """A table of inhabitants, product, asylum applications and unemployment."""
    made = ({"code": code, **dict(zip(COLUMNS, row, strict=True))}
            for code, row in zip(codes, rows, strict=True))
    return Table("states.csv", SPEC, tuple(made), ASSUMED)


@dataclass(frozen=True)
class EuKey:
    """The key of 2015; ``capped = False`` leaves the caps out."""

    capped: bool = True
    word = "eu-2015"

    def factors(self) -> tuple[Factor, ...]:
        return tuple(Factor("states.csv", column) for column in COLUMNS)

    def exact(self, facts: ShareFacts) -> Values:
        reader = Reader(facts)
        found = {column: reader.column("states.csv", column) for column in COLUMNS}
        reader.done()
        people, product = part(found["inhabitants"]), part(found["product"])
        rate = {code: found["asylum_reception"][code] / found["inhabitants"][code] for code in facts.codes}
        size = {code: people[code] + product[code] for code in facts.codes}
        asylum, jobless = (self._turned(values, size) for values in (rate, found["unemployment"]))
        key = {c: Fraction(4, 10) * size[c] + (asylum[c] + jobless[c]) / 10 for c in facts.codes}
        left = 1 - sum(key.values())
        return {code: value + left * size[code] / 2 for code, value in key.items()}

    def shares(self, facts: ShareFacts) -> Shares:
        weights = in_units(self.exact(facts), WHOLE, 0, facts.codes)
        return Shares(weights, "county", WHOLE, self.word, ASSUMED, official=False)

    def _turned(self, values: Mapping[str, Fraction], size: Mapping[str, Fraction]) -> Values:
        """More gives less: parts of the turned figures, each at most 30 percent of the size."""
        turned = part({code: 1 / value for code, value in values.items()})
        most = {code: CAP * size[code] if self.capped else Fraction(1) for code in turned}
        return {code: min(value, most[code]) for code, value in turned.items()}


def part(values: Mapping[str, Fraction]) -> Values:
    whole = sum(values.values())
    return {code: value / whole for code, value in values.items()}
