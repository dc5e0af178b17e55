"""State grants and costs of a plan or an order: lines with their factors, and their sums.

Nothing here decides a plan. A line's amount is the product of its factors, exact, rounded half up
to whole kronor; a total is the sum of its lines, so the county is the sum of its municipalities.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from models.errors import Fault, fault
from models.money_lines import COST, GRANT, Account, Line
from models.money_use import Factor, Factors, Use
from models.money_values import (
    ARRIVAL_COST,
    ARRIVAL_DAY,
    CHILD_DAY,
    CHILDREN_PER_PLACE,
    EMPTY,
    FIXED_YEAR,
    FORECAST,
    FORECAST_CHILD,
    FULL,
    OCCUPIED_DAY,
    PLACE_DAY,
    REFERRAL_ONCE,
    UNDER_18,
    YOUTH_DAY,
    Piece,
    Values,
    planning_estimate,
)
from models.sections.money import FIRST_NEW, LAST_OLD
from models.tables import KINDS

if TYPE_CHECKING:
    from models.need import Cell
    from models.parameters import Parameter
    from models.problem import Problem

REFERRALS, PERSONS = "referrals", "persons"
BEYOND = "beyond"  # the line of children beyond the agreed places


def account(problem: Problem, amounts: Mapping[Cell, int]) -> Account:
    """The money of these amounts: x[m,k,t] places in service all year, or referrals of the year.

    The problem has the section ``money`` and passed ``faults``.
    """
    counted = _Count(problem, amounts, values_of(problem))
    return Account(tuple(counted.lines()), tuple(counted.left_out()))


def values_of(problem: Problem) -> Values:
    """The values of the section's table."""
    return Values.of(problem.tables[_section(problem).parameters])


def faults(problem: Problem) -> Iterator[Fault]:
    """All that is wrong with the values for the plan's years and for the days of comparison."""
    from models.money_place import place_days
    section = problem.section("money")
    if section is None:
        return
    if problem.unit == PERSONS:
        yield fault("money-unit", at="money")
        return
    if section.agreed and problem.unit != REFERRALS:
        yield fault("money-agreed", at="money.agreed")
    values = values_of(problem)
    for _ in _Count(problem, dict.fromkeys(problem.cells, 0), values).lines():
        pass
    place_days((LAST_OLD, FIRST_NEW) if section.compare else (), values)
    yield from values.faults.values()


def types_of(problem: Problem) -> dict[str, str]:
    """The place type of each kind: the table of kinds' own, else the section's."""
    usual, given = _section(problem).place_type, _own_types(problem)
    return {kind: given.get(kind) or usual for kind in problem.need.kinds}


def _own_types(problem: Problem) -> dict[str, str | None]:
    """The place type that the table of kinds gives each kind."""
    rows = [row for table in problem.tables.values() if table.spec is KINDS for row in table.rows]
    return {row["kind"]: row.get("type") for row in rows}


def _section(problem: Problem) -> Any:
    return problem.section("money")


class _Count:
    """The lines of one problem while they are counted."""

    def __init__(self, problem: Problem, amounts: Mapping[Cell, int], values: Values) -> None:
        self.problem, self.values, self.section = problem, values, _section(problem)
        self.types, self.asylum = types_of(problem), self.section.kinds or problem.need.kinds
        self.use = Use(amounts, self._agreed(), problem.unit == REFERRALS)
        arrival = problem.tables[self.section.arrival].rows if self.section.arrival else ()
        self.arrivals = {row["code"]: row.get("arrival_days") or 0 for row in arrival}

    def _agreed(self) -> dict[tuple[str, str], int]:
        """Agreed places of an order, by municipality and kind; a row without a kind adds to the first."""
        rows = self.problem.tables[self.section.agreed].rows if self.section.agreed else ()
        found: dict[tuple[str, str], int] = {}
        for row in rows:
            at = row["code"], row.get("kind") or self.problem.need.kinds[0]
            found[at] = found.get(at, 0) + row["places"]
        return found

    def lines(self) -> Iterator[Line]:
        """Municipality by municipality, year by year; a line that comes to nothing is left out."""
        for code in self.problem.county.codes:
            for year in self.problem.need.years:
                first, last = date(year, 1, 1), date(year, 12, 31)
                if first <= LAST_OLD:
                    yield from self._kinds(self.old, code, first, min(last, LAST_OLD))
                if last >= FIRST_NEW:
                    yield from self._kinds(self.new, code, max(first, FIRST_NEW), last)
                    yield from self._own(code, max(first, FIRST_NEW), last)

    def _kinds(self, count: Callable[[Cell, date, date], Iterator[Line]], code: str, first: date,
               last: date) -> Iterator[Line]:
        for kind in self.problem.need.kinds:
            yield from (line for line in count((code, kind, first.year), first, last) if line.exact)

    def old(self, cell: Cell, first: date, last: date) -> Iterator[Line]:
        """Until 30 June 2017, of an asylum kind: by agreed place and day, empty or not."""
        if cell[1] not in self.asylum:
            return
        full, empty = FULL + self.types[cell[1]], EMPTY + self.types[cell[1]]
        for piece in self.values.cut((self.use.word, PLACE_DAY, OCCUPIED_DAY, full, empty), first, last):
            part, place, occupied, cost, idle = piece.values
            agreed, within, beyond, unused = self.use.of(cell, piece, part.value)
            yield _line(cell, GRANT, piece, agreed, place)
            yield _line(cell, GRANT, piece, within, occupied, part)
            yield _line(cell, GRANT, piece, beyond, cost, part, word=BEYOND)
            yield from self._costs(cell, piece, (within, beyond, unused), (part, cost, idle))

    def new(self, cell: Cell, first: date, last: date) -> Iterator[Line]:
        """From 1 July 2017: by child and day, and once for every child referred."""
        type_ = self.types[cell[1]]
        words = (self.use.word, UNDER_18, CHILD_DAY, YOUTH_DAY, FULL + type_,
                 *(() if self.use.flow else (EMPTY + type_,)))
        for piece in self.values.cut(words, first, last):
            part, young, child, youth, cost, *idle = piece.values
            held = self.use.children(cell, piece, part.value)
            for rate, of_age in ((child, Factor(UNDER_18, young.value)),
                                 (youth, Factor("part-18-20", 1 - young.value))):
                yield _line(cell, GRANT, piece, (*held, of_age), rate, part, rests=(young,))
            unused = self.use.empty(cell, piece, part.value) if idle else ()
            yield from self._costs(cell, piece, (held, (), unused), (part, cost, *(idle or [cost])))
        if cell[1] in self.asylum:
            yield from self._referred(cell, first, last)

    def _referred(self, cell: Cell, first: date, last: date) -> Iterator[Line]:
        """The grant once for every referred child: of an order as it stands, of places by turnover."""
        words = (REFERRAL_ONCE,) if self.use.flow else (CHILDREN_PER_PLACE, REFERRAL_ONCE)
        for piece in self.values.cut(words, first, last):
            *turnover, once = piece.values
            factors = (self.use.amount(cell), *(Factor(p.word, p.value) for p in turnover), _year(piece))
            yield _line(cell, GRANT, piece, factors, once, *turnover)

    def _own(self, code: str, first: date, last: date) -> Iterator[Line]:
        """What a municipality gets whatever its places: the fixed sum, by forecast, by arrival day."""
        at = (code, "", first.year)
        for piece in self.values.cut((FIXED_YEAR,), first, last):
            yield _line(at, GRANT, piece, (_year(piece),), piece.values[0])
        share = share_of_nation(self.problem, code, first.year)
        if share is not None and self.values.has(FORECAST):
            for piece in self.values.cut((FORECAST, FORECAST_CHILD), first, last):
                forecast, each = piece.values
                children = Factor("estimate", Fraction(planning_estimate(share, forecast.value)))
                line = _line(at, GRANT, piece, (children, _year(piece)), each, rests=(forecast,))
                yield from (replace(line, share=share),) if line.exact else ()
        if self.arrivals.get(code):
            for piece in self.values.cut((ARRIVAL_DAY, ARRIVAL_COST), first, last):
                days = (Factor("arrival-days", Fraction(self.arrivals[code])), _year(piece))
                yield _line(at, GRANT, piece, days, piece.values[0])
                yield _line(at, COST, piece, days, piece.values[1])

    def _costs(self, cell: Cell, piece: Piece, days: Sequence[Factors], values: Sequence[Parameter]
               ) -> Iterator[Line]:
        """What the occupied days cost, within and beyond the agreement, and the empty ones."""
        (within, beyond, unused), (part, cost, idle) = days, values
        yield _line(cell, COST, piece, within, cost, part)
        yield _line(cell, COST, piece, beyond, cost, part)
        yield _line(cell, COST, piece, unused, idle, part)

    def left_out(self) -> Iterator[str]:
        """The words of what the sums do not hold, in reading order, and of what is counted."""
        years, kinds = self.problem.need.years, self.problem.need.kinds
        old, new = years[0] <= LAST_OLD.year, years[-1] >= FIRST_NEW.year
        if old and set(kinds) - set(self.asylum):
            yield "permit"
        if new and share_of_nation(self.problem, self.problem.county.codes[0], years[-1]) is None:
            yield "share"
        elif new and not self.values.has(FORECAST):
            yield "forecast"
        if new and not self.section.arrival:
            yield "arrival"
        if old:
            yield "arrival-before"
        if not all(_own_types(self.problem).get(kind) for kind in kinds):
            yield "type"
        if not self.section.kinds and not self.use.flow:
            yield "all-asylum"
        yield "order" if self.use.flow else "places"


def share_of_nation(problem: Problem, code: str, year: int) -> Fraction | None:
    """A municipality's part of the nation; None where its share is of the county and the county's
    part of the nation is not stated.
    """
    shares = problem.shares[problem.need.kinds[0], year]
    if shares.whole == "nation":
        return Fraction(shares.weights[code], shares.whole_units)
    part = _section(problem).county_part
    return None if part is None else shares.share(code) * part


def _year(piece: Piece) -> Factor:
    return Factor("part-of-year", piece.part)


def _line(cell: Cell, side: str, piece: Piece, factors: Factors, rate: Parameter, *parameters: Parameter,
          word: str = "", rests: tuple[Parameter, ...] = ()) -> Line:
    """A line of these factors and the rate; without factors it comes to nothing."""
    code, kind, year = cell
    made = (*factors, Factor(rate.word, rate.value)) if factors else (Factor(rate.word, Fraction(0)),)
    return Line(code, year, side, word or rate.word, kind, piece.first, piece.last, made,
                (*parameters, *rests, rate))
