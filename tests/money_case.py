"""A county of two kinds with the section money, and the same money counted day by day."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

from models import tables
from models.problem import Problem
from models.running_tables import PARAMETERS
from models.sections.money import Money
from models.sections.regime import RegimeKeys
from models.shares import Shares
from tests.three_towns import table, three_towns

FILE = "ersattningar.csv"
CHANGE = date(2017, 7, 1)
Values = dict[str, list[tuple[str, str, str]]]  # word -> (value, first day, last day)
VALUES: Values = {
    "place-day": [("1600", "", "2017-06-30")], "occupied-day": [("300", "", "2017-06-30")],
    "child-day": [("1350", "2017-07-01", "")], "youth-day": [("750", "2017-07-01", "")],
    "referral-once": [("52000", "2017-07-01", "")], "fixed-year": [("500000", "2017-07-01", "")],
    "forecast-child": [("9450", "2017-07-01", "")], "arrival-day": [("3000", "2017-07-01", "")],
    "cost-arrival-day": [("2102", "", "")], "forecast-nation": [("1500", "", "")],
    "cost-full-hvb": [("2017", "", "2017-03-14"), ("2100.5", "2017-03-15", "")],
    "cost-empty-hvb": [("1410", "", "")], "occupied": [("0.9", "", "2016-12-31"), ("0.75", "2017-01-01", "")],
    "part-under-18": [("0.9", "", "")], "children-per-place": [("1.46", "", "")],
    "days-per-child": [("180", "", "")]}


def day(text: str) -> date | None:
    """A date, or None where it is open."""
    return date.fromisoformat(text) if text else None


def parameters(values: Values) -> tables.Table:
    """The table of parameters."""
    return table(FILE, PARAMETERS, [
        {"parameter": word, "value": Fraction(value), "unit": "enhet", "valid_from": day(first),
         "valid_to": day(last)} for word, many in values.items() for value, first, last in many])


def counted(years: tuple[int, ...], values: Values | None = None, *, unit: str = "places",
            agreed: Mapping[str, int] | None = None, arrival: Mapping[str, int] | None = None,
            whole: str = "county", **keys: Any) -> Problem:
    """Three towns with the section, in places or referrals."""
    found = three_towns()
    shares = Shares({"0114": 945, "0115": 250, "0117": 5}, whole, 100_000, "decided", tables.OFFICIAL)
    held = {FILE: parameters(VALUES if values is None else values)}
    if agreed is not None:
        keys["agreed"] = "avtal.csv"
        held["avtal.csv"] = table("avtal.csv", tables.PLACES, [
            {"code": c, "kind": "asylum", "places": n} for c, n in agreed.items()])
    if arrival is not None:
        keys["arrival"] = "dygn.csv"
        held["dygn.csv"] = table("dygn.csv", tables.DAYS, [
            {"code": c, "days": 0, "arrival_days": n} for c, n in arrival.items()])
    kinds = found.need.kinds
    return replace(
        found, need=replace(found.need, years=years, total={(k, t): 9 for k in kinds for t in years}),
        shares={(k, t): shares for k in kinds for t in years}, tables={**found.tables, **held},
        sections=(Money(**keys), RegimeKeys(unit=unit)))  # type: ignore[arg-type]


def days_of(year: int) -> Iterator[date]:
    """Every day of a year."""
    at = date(year, 1, 1)
    while at.year == year:
        yield at
        at += timedelta(1)


class Daily:
    """Grants and costs of one municipality and year, counted day by day."""

    def __init__(self, values: Values, asylum: Sequence[str]) -> None:
        self.values, self.asylum = values, asylum
        self.known: dict[tuple[str, date], Fraction] = {}

    def at(self, word: str, at: date) -> Fraction:
        """The value of a word on a day."""
        if (word, at) not in self.known:
            self.known[word, at] = next(Fraction(v) for v, a, b in self.values[word]
                                        if (day(a) or at) <= at <= (day(b) or at))
        return self.known[word, at]

    def places(self, year: int, kind: str, places: int) -> tuple[Fraction, Fraction]:
        """Grants and costs of so many places."""
        grant = cost = Fraction(0)
        whole = len(list(days_of(year)))
        for at in days_of(year):
            if at < CHANGE and kind not in self.asylum:
                continue
            taken = places * self.at("occupied", at)
            cost += taken * self.at("cost-full-hvb", at) + (places - taken) * self.at("cost-empty-hvb", at)
            if at < CHANGE:
                grant += places * self.at("place-day", at) + taken * self.at("occupied-day", at)
            else:
                grant += self._by_child(at, taken)
                if kind in self.asylum:
                    grant += places * self.at("children-per-place", at) * self.at("referral-once", at) / whole
        return grant, cost

    def order(self, year: int, kind: str, children: int, agreed: int) -> tuple[Fraction, Fraction]:
        """Grants and costs of so many referred children."""
        grant = cost = Fraction(0)
        whole = len(list(days_of(year)))
        for at in days_of(year):
            if at < CHANGE and kind not in self.asylum:
                continue
            wanted, price = children * self.at("days-per-child", at) / whole, self.at("cost-full-hvb", at)
            cost += wanted * price
            if at < CHANGE:
                within = min(wanted, Fraction(agreed))
                cost += (agreed - within) * self.at("cost-empty-hvb", at)
                grant += agreed * self.at("place-day", at) + within * self.at("occupied-day", at)
                grant += (wanted - within) * price
            else:
                grant += self._by_child(at, wanted)
                if kind in self.asylum:
                    grant += children * self.at("referral-once", at) / whole
        return grant, cost

    def own(self, year: int, estimate: int, arrival: int) -> tuple[Fraction, Fraction]:
        """What a municipality gets whatever its places."""
        whole = len(list(days_of(year)))
        new = [at for at in days_of(year) if at >= CHANGE]
        each = (self.at("fixed-year", at) + estimate * self.at("forecast-child", at)
                + arrival * self.at("arrival-day", at) for at in new)
        return (sum(each, Fraction(0)) / whole,
                sum((arrival * self.at("cost-arrival-day", at) for at in new), Fraction(0)) / whole)

    def _by_child(self, at: date, taken: Fraction) -> Fraction:
        young = self.at("part-under-18", at)
        return taken * (young * self.at("child-day", at) + (1 - young) * self.at("youth-day", at))
