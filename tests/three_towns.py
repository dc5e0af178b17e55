"""A county of three towns, small enough to read every row of."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from fractions import Fraction
from typing import Any

from models import tables
from models.county import County, Municipality
from models.need import Need
from models.problem import Basis, Problem
from models.shares import Shares

TOWNS = (("0114", "Ask", 600), ("0115", "Björk", 300), ("0117", "Ceder", 100))


def table(name: str, spec: tables.TableSpec, rows: Sequence[dict[str, Any]]) -> tables.Table:
    """A table with every optional column present."""
    blank = {c.name: None for c in spec.columns if c.optional}
    return tables.Table(name, spec, tuple({**blank, **row} for row in rows))


TABLES = {t.name: t for t in (
    table("capacity.csv", tables.CAPACITY, [
        {"code": "0114", "capacity": 9}, {"code": "0115", "kind": "asylum", "capacity": 4},
        {"code": "0115", "kind": "asylum", "year": 2011, "capacity": 6}, {"code": "norr", "capacity": 12}]),
    table("agreements.csv", tables.AGREEMENTS, [{"code": "0115", "kind": "asylum", "places": 3}]),
    table("floor.csv", tables.FLOOR, [{"code": "0117", "kind": "asylum", "places": 1}]),
    table("ceiling.csv", tables.CEILING, [{"code": "norr", "kind": "permit", "year": 2011, "places": 3}]),
    table("pace.csv", tables.PACE, [{"code": "0114", "places": 2}]),
    table("pinned.csv", tables.PINNED, [
        {"code": "0117", "kind": "asylum", "year": 2011, "places": 2, "who": "Kommunfullmäktige",
         "when": date(2010, 3, 1), "why": "avtal"}]),
    table("homes.csv", tables.HOMES, [{"code": "0114", "free": 1}]),
    table("schools.csv", tables.SCHOOLS, [
        {"code": "0114", "school_places": 8}, {"code": "0115", "school_places": 5},
        {"code": "0115", "year": 2011, "school_places": 6}]),
    table("minutes.csv", tables.MINUTES, [
        {"from": "0114", "to": "0114", "minutes": 10}, {"from": "0114", "to": "0115", "minutes": 30},
        {"from": "0115", "to": "0115", "minutes": 12}, {"from": "0117", "to": "0115", "minutes": 40},
        {"from": "0117", "to": "0114", "minutes": 70}]),
    table("relief.csv", tables.RELIEF, [{"code": "0114", "part": Fraction(1, 4), "reason": "ankomstkommun"},
                                        {"code": "0115", "part": Fraction(0), "reason": "ingen"}]),
    table("prices.csv", tables.PRICES, [{"price": 1600}, {"code": "0115", "price": 1900}]),
    table("kinds.csv", tables.KINDS, [
        {"kind": "asylum", "name_sv": "asylplatser", "name_en": "asylum places", "smallest": 3, "largest": 5},
        {"kind": "permit", "name_sv": "PUT-platser", "name_en": "permit places"}]),
    table("areas.csv", tables.AREAS, [
        {"area": "Norr", "code": "0114", "split": 2, "host": 1},
        {"area": "Norr", "code": "0115", "split": 1}]),
    table("housed.csv", tables.HOUSED, [
        {"code": "0117", "located": "0114", "kind": "asylum", "most": 2},
        {"code": "0114", "located": "0115", "agreement_from": date(2011, 1, 1)}]),
    table("resources.csv", tables.RESOURCES, [
        {"resource": "gode män", "code": "0114", "available": 7},
        {"resource": "gode män", "code": "0114", "year": 2011, "available": 9},
        {"resource": "kronor", "code": "norr", "available": 25_000}]),
    table("use.csv", tables.USE, [
        {"resource": "gode män", "use": 1},
        {"resource": "kronor", "kind": "asylum", "use": 2_000, "where": "lies"},
        {"resource": "kronor", "kind": "permit", "use": 3_000, "where": "answers"}]),
    table("reserve.csv", tables.RESERVE, [
        {"code": "0114", "free": 2, "open_30": 1, "open_90": 3}, {"code": "0117", "open_90": 2},
        {"code": "0117", "year": 2011, "open_30": 1, "open_90": 1}]),
    table("answers.csv", tables.ANSWERS, [
        {"code": "0115", "kind": "asylum", "year": 2010, "asked": 2, "answered": 2, "signed": 1,
         "decided_by": "Kommunstyrelsen", "date": date(2010, 3, 1), "reference": "KS 12"},
        {"code": "0115", "kind": "asylum", "year": 2011, "asked": 2, "answered": 2,
         "agreement_to": date(2011, 6, 30)},
        {"code": "0115", "kind": "permit", "year": 2011, "asked": 1, "answered": 0},
        {"code": "0117", "year": 2010, "asked": 3}, {"code": "0117", "year": 2011, "asked": 1, "answered": 1},
        {"code": "0114", "kind": "asylum", "year": 2009, "signed": 1, "agreement_to": date(2010, 12, 31)}]),
    table("plan.csv", tables.PLAN, [{"code": "0114", "kind": "asylum", "year": 2010, "after": 5}]),
)}


def three_towns(rules: Sequence[Any] = (), goals: Sequence[Any] = (), *, basis: Basis | None = None,
                years: tuple[int, ...] = (2010, 2011)) -> Problem:
    """Two kinds over two years: 4 + 2 places today, 7 then 10 and 4 then 5 wanted."""
    county = County.of("Trestad", [Municipality(c, n, p) for c, n, p in TOWNS])
    today = {("0114", "asylum"): 3, ("0115", "asylum"): 1, ("0114", "permit"): 2}
    total = {("asylum", 2010): 7, ("asylum", 2011): 10, ("permit", 2010): 4, ("permit", 2011): 5}
    total = {at: places for at, places in total.items() if at[1] in years}
    shares = Shares({c: p for c, _, p in TOWNS}, "county", 1000, "by-population", tables.OFFICIAL)
    return Problem(county, Need(("asylum", "permit"), years, today, total), dict.fromkeys(total, shares),
                   basis or Basis(), tuple(rules), tuple(goals), TABLES, {"norr": ("0114", "0115")})
