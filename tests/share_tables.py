"""Small share tables for the tests, and the words of a refusal."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from fractions import Fraction

import pytest

from models.errors import InputFault
from models.running_tables import TRANSFERS
from models.shares.facts import ShareFacts
from models.shares.weighted import Criterion
from models.tables import (
    ASSUMED,
    DAYS,
    MUNICIPALITY,
    NEWLY_ARRIVED,
    OFFICIAL,
    POPULATION,
    RECEIVED,
    SELF_SETTLED,
    WEIGHTS,
    Table,
    TableSpec,
)
from planner.wording import LANGUAGES, say

CODES = ("0180", "0181", "0182")


def table(name: str, spec: TableSpec, *rows: Mapping, status: str = OFFICIAL) -> Table:
    return Table(name, spec, tuple(rows), status)


def people(*numbers: int, year: int = 2009, codes: tuple[str, ...] = CODES) -> Table:
    return table("population.csv", POPULATION, *(
        {"code": c, "year": year, "inhabitants": n} for c, n in zip(codes, numbers, strict=True)))


def received(*pairs: tuple[int, int], status: str = MUNICIPALITY, codes: tuple[str, ...] = CODES) -> Table:
    return table("received.csv", RECEIVED, *(
        {"code": c, "newly_arrived": m, "unaccompanied": u}
        for c, (m, u) in zip(codes, pairs, strict=True)), status=status)


def days(*numbers: int, codes: tuple[str, ...] = CODES) -> Table:
    return table("days.csv", DAYS, *(
        {"code": c, "days": n, "arrival_days": None} for c, n in zip(codes, numbers, strict=True)),
        status=ASSUMED)


def facts(*tables: Table, codes: tuple[str, ...] = CODES, year: int | None = None) -> ShareFacts:
    return ShareFacts(codes, {t.name: t for t in tables}, year)


def decided(*weights: int, codes: tuple[str, ...] = CODES, status: str = OFFICIAL) -> Table:
    return table("shares.csv", WEIGHTS, *(
        {"code": c, "weight": w} for c, w in zip(codes, weights, strict=True)), status=status)


def factor(name: str, *values: int | Fraction, status: str = OFFICIAL, column: str = "value") -> Table:
    spec = Criterion(name, Fraction(1), column).spec
    return table(name, spec, *({"code": c, column: v} for c, v in zip(CODES, values, strict=True)),
                 status=status)


def keys(caught: pytest.ExceptionInfo[InputFault]) -> list[str]:
    """The keys of the faults raised; every one has its sentence in both languages."""
    for found in caught.value.faults:
        for language in LANGUAGES:
            assert "{" not in say(f"fault.{found.key}", language, **found.values)
    return [found.key for found in caught.value.faults]


def published(*promille: str, codes: tuple[str, ...] = CODES, name: str = "shares.csv") -> Table:
    """A table of promille as it is published: "9,45"."""
    rows = ({"code": c, "promille": Fraction(p.replace(",", "."))}
            for c, p in zip(codes, promille, strict=True))
    return table(name, WEIGHTS, *rows)


def measures(*rows: tuple[int, int, int, int], codes: tuple[str, ...] = CODES) -> Table:
    """Labour market, housing, demography, asylum reception of each municipality."""
    names = ("labour_market", "housing", "demography", "asylum_reception")
    return table("measures.csv", NEWLY_ARRIVED, *(
        {"code": c, **dict(zip(names, row, strict=True))} for c, row in zip(codes, rows, strict=True)))


def settled(*numbers: int, codes: tuple[str, ...] = CODES) -> Table:
    return table("settled.csv", SELF_SETTLED, *(
        {"code": c, "self_settled": n} for c, n in zip(codes, numbers, strict=True)))


def transfers(*rows: tuple[str, str, str, date, date]) -> Table:
    return table("transfers.csv", TRANSFERS, *(
        {"giver": a, "receiver": b, "promille": Fraction(p), "valid_from": first, "valid_to": last}
        for a, b, p, first, last in rows))
