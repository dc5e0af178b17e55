"""The building blocks of a scenario's keys: strict types, and [case], [need], [basis], the window.

Strict (no silent conversion), closed (an unknown key is a fault) and frozen.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction
from math import isfinite
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Discriminator, Field, PlainValidator, Tag
from pydantic.json_schema import WithJsonSchema
from pydantic_core import PydanticCustomError

from models.problem import FILLED, PLAIN, STOCK
from models.running_tables import TRANSFERS
from models.tables import (
    AREAS,
    FIRST_YEAR,
    KINDS,
    LAST_YEAR,
    MUNICIPALITIES,
    NATION,
    NEIGHBOURS,
    ORDER,
    PLACES,
    POPULATION,
    TILES,
    WEIGHTS,
    TableSpec,
)
from planner.solver_words import solver_words

ONE, YEARLY, BY_KIND = "<one>", "<yearly>", "<by kind>"  # tags of need amounts in pydantic's paths
_EXACT = re.compile(r"[+-]?[0-9]+([.,][0-9]+|/[0-9]*[1-9][0-9]*)?")
EXACT_SCHEMA = WithJsonSchema(
    {"anyOf": [{"type": "number"}, {"type": "string", "pattern": f"^{_EXACT.pattern}$"}]})


class Keys(BaseModel):
    """A table of keys: strict, closed, frozen."""

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True, protected_namespaces=(),
                              arbitrary_types_allowed=True)


def exact(value: Any, least: int | None = None, most: int | None = None) -> Fraction:
    """A number as an exact fraction: 2, 2.4, "12/5" or "2,4"; never by way of a float."""
    if isinstance(value, str) and _EXACT.fullmatch(value.strip()):
        found = Fraction(value.strip().replace(",", "."))
    elif isinstance(value, (int, Fraction, Decimal)) and not isinstance(value, bool) and isfinite(value):
        found = Fraction(value)
    else:
        raise PydanticCustomError("fraction_type", "a number or a fraction")
    if least is not None and found < least:
        raise PydanticCustomError("greater_than_equal", "at least {ge}", {"ge": least})
    if most is not None and found > most:
        raise PydanticCustomError("less_than_equal", "at most {le}", {"le": most})
    return found


def _seconds(value: Any) -> float:
    found = exact(value)
    if found <= 0:
        raise PydanticCustomError("above_zero", "above zero")
    return float(found)


def _solver(word: str) -> str:
    if word not in solver_words():
        raise PydanticCustomError("literal_error", "a solver", {"expected": ", ".join(solver_words())})
    return word


def form(value: Any) -> str | None:
    """Which way a need is written: one number, one a year, or a table by kind."""
    forms = {int: ONE, tuple: YEARLY, list: YEARLY, dict: BY_KIND}
    return None if isinstance(value, bool) else forms.get(type(value))


Seconds = Annotated[
    float, PlainValidator(_seconds), WithJsonSchema({"type": "number", "exclusiveMinimum": 0})]
Solver = Annotated[str, AfterValidator(_solver)]
Year = Annotated[int, Field(ge=FIRST_YEAR, le=LAST_YEAR)]
Day = Annotated[date, Field(ge=date(FIRST_YEAR, 1, 1), le=date(LAST_YEAR, 12, 31))]
_fork = Discriminator(form, custom_error_type="need_type", custom_error_message="need")
_Number = Annotated[int, Tag(ONE)]
_Numbers = Annotated[tuple[int, ...], Tag(YEARLY)]
Amounts = Annotated[_Number | _Numbers, _fork]
Wanted = Annotated[_Number | _Numbers | Annotated[dict[str, Amounts], Tag(BY_KIND)], _fork]


def _file(meaning: str, spec: TableSpec, default: Any = ...) -> Any:
    """A key that names a table: what it holds and the specification it is read by."""
    return Field(default, description=meaning, json_schema_extra={"table": spec.word}, min_length=1)


NO_COUNTY = "00"  # stands in an empty template until the county's own code is written


class CaseKeys(Keys):
    """[case]: the county and its tables; files stand beside the file that names them."""

    county: str = Field(description="name of the county")
    county_code: str = Field(description="two digits, in quotes", pattern=r"^[0-9]{2}$")
    municipalities: str = _file("table: code, name, town, latitude, longitude", MUNICIPALITIES)
    population: str = _file("table: code, year, inhabitants", POPULATION)
    kinds: str = _file("table: kind, name_sv, name_en, groups, type, ages, units, dates", KINDS)
    places: str | None = _file("table: code, kind, places in service today", PLACES, None)
    order: str | None = _file("table: rank, code; an order drawn in public, for ties", ORDER, None)
    areas: str | None = _file("table: area, code", AREAS, None)
    tiles: str | None = _file("table: code, column, row of the tile map", TILES, None)
    neighbours: str | None = _file("table: code, neighbour; who stands beside whom", NEIGHBOURS, None)
    boundaries: str | None = Field(None, description="GeoJSON file, property kommunkod", min_length=1)


CASE_TABLES: Mapping[str, TableSpec] = {
    "kinds": KINDS, "municipalities": MUNICIPALITIES, "areas": AREAS, "population": POPULATION,
    "places": PLACES, "order": ORDER, "tiles": TILES, "neighbours": NEIGHBOURS}


class NeedKeys(Keys):
    """[need]: whole places; one number, one a year, or a table by kind."""

    total: Wanted | None = Field(None, description="the county's places in service")
    new: Wanted | None = Field(None, description="places added to the county in each year")
    ceiling: Wanted | None = Field(None, description="at most so many in service: the need is then at least "
                                                     "total, and the totals are tried in turn until one fits")
    take: Literal["smallest", "largest"] = Field("smallest", description="which total that fits is planned")
    hold: bool = Field(False, description="a list shorter than the years keeps its last total in the rest")
    nation: str | None = _file("table: year, inhabitants, places of the whole nation", NATION, None)
    cap: Literal["inhabitants"] | None = Field(
        None, description="never above the county's part, by inhabitants, of the nation's places")
    groups: dict[str, Amounts] | None = Field(
        None, description="places each group needs in service: group -> one number, or one a year")


class BasisKeys(Keys):
    """[basis]: what the share is set against."""

    amount: Literal["stock", "flow", "ledger"] = Field(
        "stock", description="all places in service, the new ones, or all received since the start date")
    quota: Literal["plain", "filled"] | None = Field(
        None, description="filled lets no quota fall below what stands fast; default by amount")
    fill: Literal["starts", "limits"] = Field("starts", description="bounds that fill: least, or also most")

    @property
    def quota_word(self) -> str:
        """The quota in force: as written, else filled for stock and plain for the others."""
        return self.quota or (FILLED if self.amount == STOCK else PLAIN)


class WindowKeys(Keys):
    """Keys of [shares] that every share model has beside its own."""

    valid_from: Day | None = Field(None, description="first day the shares hold")
    valid_to: Day | None = Field(None, description="last day the shares hold")
    outside: str = Field("", description="reason for a plan year outside that window, shown to readers")
    approved_by: str = Field("", description="who approved the shares")
    approved: Day | None = Field(None, description="day on which the shares were approved")
    revision: Literal["", "never-up"] = Field(
        "", description="never-up: no municipality's share may be larger than before; what is lost is told, "
                        "never given to others")
    revision_of: str = _file("table: code, weight or promille; the shares before a revision", WEIGHTS, "")
    transfers: str = _file("table: giver, receiver, promille, valid_from, valid_to; shares moved between "
                           "municipalities, after the floor", TRANSFERS, "")


SHARE_TABLES: Mapping[str, TableSpec] = {"revision_of": WEIGHTS, "transfers": TRANSFERS}
