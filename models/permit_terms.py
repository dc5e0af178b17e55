"""The figures of the permit flow, from a table of parameters: by year, with unit, window and status."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING

from models.errors import Fault, InputFault, fault
from models.parameters import Parameter, Parameters
from models.permit_flow import MONTHS, Terms

if TYPE_CHECKING:
    from models.sections.permit_stock import PermitStock
    from models.tables import Table

TURNOVER, HANDLING, AFTER = "children-per-place", "handling", "after-permit"
RATE, RATE_WITHOUT, DUBLIN = "permit-rate", "permit-rate-without-dublin", "dublin-part"
STAY, OTHERWISE = "stay", "leaves-otherwise"
ALL, WITHOUT_DUBLIN = "all", "without-dublin"
DAYS_OF_YEAR = 365
LONGEST, MOST_TURNOVER = 1200, 365  # months (a hundred years); children a place and year, one a day

# What a value is multiplied by to be in the unit of the flow: children a place and year, months, parts.
_LENGTH = {"months": Fraction(1), "månader": Fraction(1), "days": Fraction(MONTHS, DAYS_OF_YEAR),
           "dagar": Fraction(MONTHS, DAYS_OF_YEAR), "dygn": Fraction(MONTHS, DAYS_OF_YEAR)}
_PART = {"part": Fraction(1), "andel": Fraction(1), "percent": Fraction(1, 100), "procent": Fraction(1, 100)}
_TURNOVER = {"children per place and year": Fraction(1), "barn per plats och år": Fraction(1)}
UNITS: Mapping[str, Mapping[str, Fraction]] = {
    TURNOVER: _TURNOVER, HANDLING: _LENGTH, AFTER: _LENGTH, STAY: _LENGTH,
    RATE: _PART, RATE_WITHOUT: _PART, DUBLIN: _PART, OTHERWISE: _PART}


def words(rate: str) -> tuple[str, ...]:
    """The parameters needed, by the definition of the permit rate."""
    rates = (RATE,) if rate == ALL else (RATE_WITHOUT, DUBLIN)
    return (TURNOVER, HANDLING, *rates, AFTER, STAY, OTHERWISE)


@dataclass(frozen=True)
class Figures:
    """A year's figures as they are counted with, and the parameters behind them."""

    terms: Terms
    parameters: tuple[Parameter, ...]


def figures(section: PermitStock, table: Table, years: Sequence[int]) -> dict[int, Figures]:
    """The figures of each year, those that hold on its 1 January.

    ``InputFault`` with every parameter that is missing, without a value for a year, in a unit that
    is not known, or out of bounds.
    """
    known = Parameters.of(table)
    faults: dict[str, Fault] = {}
    found = {}
    for year in years:
        every = {word: known.find(word, date(year, 1, 1)) for word in words(section.rate)}
        held = {word: one for word, one in every.items() if isinstance(one, Parameter)}
        wrong = [one for one in every.values() if isinstance(one, Fault)]
        wrong += [one for parameter in held.values() for one in _faults(parameter, table.name)]
        faults |= {repr(one): one for one in wrong}
        if not wrong:
            found[year] = Figures(_terms(held), tuple(held.values()))
    if faults:
        raise InputFault(faults.values())
    return found


def whole_months(length: Fraction) -> int:
    """A length in months as whole months, a half upwards."""
    return int(length + Fraction(1, 2))


def counted(parameter: Parameter) -> Fraction:
    """A parameter in the unit of the flow; a length in whole months."""
    value = parameter.value * UNITS[parameter.word][parameter.unit.strip().lower()]
    return Fraction(whole_months(value)) if UNITS[parameter.word] is _LENGTH else value


def in_days(parameter: Parameter) -> bool:
    """Is a length given in days?"""
    return UNITS[parameter.word].get(parameter.unit.strip().lower()) == _LENGTH["days"]


def _terms(held: Mapping[str, Parameter]) -> Terms:
    value = {word: counted(one) for word, one in held.items()}
    rate = value[RATE] if RATE in value else (1 - value[DUBLIN]) * value[RATE_WITHOUT]
    return Terms(value[TURNOVER], int(value[HANDLING]), rate, int(value[AFTER]), int(value[STAY]),
                 value[OTHERWISE])


def _faults(one: Parameter, name: str) -> Iterator[Fault]:
    """A unit that is not known, a part that is none, a negative figure, a stay of no months."""
    units = UNITS[one.word]
    if one.unit.strip().lower() not in units:
        yield fault("permit-unit", file=name, column="unit", word=one.word, found=one.unit,
                    known=", ".join(units))
        return
    if one.value < 0:
        yield fault("permit-negative", file=name, column="value", word=one.word, found=str(one.value))
    elif units is _PART and counted(one) > 1:
        yield fault("permit-part", file=name, column="value", word=one.word, found=str(one.value),
                    unit=one.unit)
    elif units is _LENGTH and counted(one) > LONGEST:
        yield fault("permit-long", file=name, column="value", word=one.word, found=str(one.value),
                    unit=one.unit, most=LONGEST)
    elif units is _TURNOVER and counted(one) > MOST_TURNOVER:
        yield fault("permit-turnover", file=name, column="value", word=one.word, found=str(one.value),
                    most=MOST_TURNOVER)
    elif one.word == STAY and not counted(one):
        yield fault("permit-no-stay", file=name, column="value", word=one.word, found=str(one.value),
                    unit=one.unit)
