"""From a scenario's section to the question of redistribution, with every fault at once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from models.errors import Fault, InputFault, fault
from models.months import last_day, month_of
from models.parameters import Parameters
from models.redistribution import CAPACITY, COMMUTING, GOALS, UNITS, WHOLE, Redistribution
from models.regimes import REFERRALS, REGIMES, in_force, refuse

if TYPE_CHECKING:
    from models.problem import Problem
    from models.sections.redistribute import Redistribute

GIVER, RECEIVER = "giver", "receiver"
# What the column role may say; the Swedish words are what the workbook's readers write.
ROLES = {GIVER: GIVER, "givare": GIVER, "ger": GIVER,
         RECEIVER: RECEIVER, "mottagare": RECEIVER, "tar emot": RECEIVER}
# Words of the parameters that follow a share, or do not: ``models.redistribution_grants``.
AMOUNTS = ("forecast-child", "fixed-year", "referral-once", "child-day")


def question(problem: Problem) -> Redistribution:
    """The question of the section ``redistribute``; ``InputFault`` with all that is wrong in it."""
    made = _Reader(problem)
    found = made.question()
    if made.faults:
        raise InputFault(made.faults)
    return found


def check(problem: Problem) -> None:
    """Raise ``InputFault`` for what is wrong in the question, else in the list that the scenario names."""
    asked = question(problem)
    name = problem.section("redistribute").list
    if name:
        from models.redistribution_check import list_of
        list_of(asked, problem.tables[name].rows, name)


def one_year_from(day: date) -> date:
    """The last day of the year that begins on a day."""
    try:
        return day.replace(year=day.year + 1) - timedelta(1)
    except ValueError:  # 29 February
        return date(day.year + 1, 2, 28)


def allowed(day: date) -> bool:
    """May shares be given away on the day?"""
    regime = in_force(day, REFERRALS)
    return regime is not None and regime.redistribution


def window() -> tuple[str, str]:
    """From when and until when shares may be given away, as text (… = open)."""
    held = [regime for regime in REGIMES if regime.redistribution]
    return str(held[0].first or "…"), str(held[-1].last or "…")


@dataclass
class _Reader:
    """Reads one problem's section; ``faults`` fills on the way."""

    problem: Problem
    faults: list[Fault] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.section: Redistribute = self.problem.section("redistribute")

    def question(self) -> Redistribution:
        """The question, as far as it can be read."""
        section, problem = self.section, self.problem
        first, last = self.year()
        sides = self.willing()
        minutes = {(row["from"], row["to"]): int(row["minutes"])
                   for row in problem.tables[section.minutes].rows} if section.minutes else None
        shares = next(iter(problem.shares.values()))
        asked = Redistribution(
            problem.county, self.weights(), shares.whole, section.forecast, sides[GIVER], sides[RECEIVER],
            first, last, self.hundredths(section.floor, at="redistribute.floor"), self.room(), minutes,
            section.limit, self.goals())
        self.amounts(first)
        return asked

    def complain(self, key: str, at: str = "", **values: Any) -> None:
        """Write a fault of the scenario down."""
        self.faults.append(fault(key, at=f"redistribute.{at}" if at else "redistribute", **values))

    def year(self) -> tuple[date, date]:
        """The first and the last day; faults for a day outside the rules, and for more than a year."""
        section = self.section
        if self.problem.unit != REFERRALS:
            self.faults.append(fault("redistribute-unit", at="regime.unit", unit=self.problem.unit))
        year = section.year or self.problem.need.years[0]
        regime = in_force(date(year, 12, 31), REFERRALS)
        begins = date(year, (regime.valid_month if regime else None) or 1, 1)
        first = section.valid_from or begins
        last = section.valid_to or one_year_from(first)
        outside = next((day for day in (first, last) if not allowed(day)), None)
        if outside:
            start, end = window()
            self.complain("redistribute-window", "year" if section.year else "valid_from", day=str(outside),
                          first=start, last=end)
        elif self.problem.regime and not self.problem.regime.redistribution:
            self.faults.append(refuse("redistribute-regime", self.problem.regime, first, "regime.name"))
        if last < first:
            self.complain("redistribute-backwards", "valid_to", first=str(first), last=str(last))
        elif last > one_year_from(first):
            self.complain("redistribute-long", "valid_to", first=str(first), last=str(last))
        elif not outside:
            self.months(first, last)
        return first, last

    def months(self, first: date, last: date) -> None:
        """Faults for days within a month, and for days on which the shares do not hold."""
        if first != month_of(first):
            self.complain("redistribute-first-day", "valid_from", day=str(first))
        if last != last_day(month_of(last)):
            self.complain("redistribute-last-day", "valid_to" if self.section.valid_to else "valid_from",
                          day=str(last))
        shares = next(iter(self.problem.shares.values()))
        begins, ends = shares.valid_from, shares.valid_to
        if (begins and first < begins) or (ends and last > ends):
            at = next((key for key in ("valid_from", "valid_to", "year") if getattr(self.section, key)), "")
            self.complain("redistribute-shares", at, first=str(first), last=str(last),
                          shares_first=str(begins or "…"), shares_last=str(ends or "…"))

    def weights(self) -> dict[str, int]:
        """The shares in whole hundredths of a promille."""
        shares = next(iter(self.problem.shares.values()))
        steps, rest = divmod(WHOLE, shares.whole_units)
        if rest:
            self.faults.append(fault("redistribute-steps", at="shares", model=shares.model,
                                     units=shares.whole_units))
        return {code: weight * steps for code, weight in shares.weights.items()}

    def willing(self) -> dict[str, dict[str, int | None]]:
        """What givers and receivers offer, in 0.01 promille; faults for what cannot be read."""
        name = self.section.willing
        sides: dict[str, dict[str, int | None]] = {GIVER: {}, RECEIVER: {}}
        for row in self.problem.tables[name].rows:
            role, who = ROLES.get(row["role"].strip().casefold()), self._name(row["code"])
            if role is None:
                self.faults.append(fault("redistribute-role", file=name, column="role", who=who,
                                         found=row["role"]))
                continue
            if any(row["code"] in side for side in sides.values()):
                self.faults.append(fault("redistribute-both", file=name, column="role", who=who))
            most = row.get("most")
            sides[role][row["code"]] = None if most is None else self.hundredths(
                most, file=name, column="most")
        return sides

    def hundredths(self, promille: Fraction, **where: Any) -> int:
        """Promille as whole hundredths; a fault where there are more decimals than two."""
        exact = promille * UNITS
        if exact.denominator != 1:
            self.faults.append(fault("redistribute-decimals", found=written(promille), **where))
        return int(exact)

    def room(self) -> dict[str, int]:
        """Children a year there is room for: as stated, or of places restated by their ratio."""
        section, tables = self.section, self.problem.tables
        if section.capacity and section.places:
            self.complain("redistribute-two-rooms", "places")
        if section.capacity:
            return {row["code"]: int(row["children"]) for row in tables[section.capacity].rows}
        if not section.places:
            return {}
        keys = self.problem.section("regime")
        if keys is None or keys.children_per_place is None:
            self.complain("redistribute-places", "places")
        return dict(self._places())

    def _places(self) -> Iterator[tuple[str, int]]:
        """Room of each municipality in the year; the rows are restated as children already."""
        year, name = self.section.year or self.problem.need.years[0], self.section.places
        rows = [row for row in self.problem.tables[name].rows if row.get("year") in (None, year)]
        for row in sorted(rows, key=lambda row: row.get("year") or 0):  # a row of the year goes last
            if row["code"] in self.problem.areas:
                self.faults.append(fault("redistribute-area", file=name, column="code", area=row["code"]))
            yield row["code"], int(row["capacity"])

    def goals(self) -> tuple[str, ...]:
        """The goals in order; where none are written, those that have their table."""
        section = self.section
        tables = {CAPACITY: section.capacity or section.places, COMMUTING: section.minutes}
        lacking = [goal for goal, table in tables.items() if not table]
        if section.limit is not None and not section.minutes:
            self.complain("redistribute-limit", "limit")
        for i, goal in enumerate(section.goals):
            if goal in lacking:
                self.complain(f"redistribute-no-{goal}", f"goals[{i}]")
            if goal in section.goals[:i]:
                self.complain("redistribute-goal-twice", f"goals[{i}]", goal=goal)
        return section.goals or tuple(goal for goal in GOALS if goal not in lacking)

    def amounts(self, day: date) -> None:
        """Faults of the table of amounts: words that it lacks on the first day."""
        if self.section.parameters:
            try:
                Parameters.of(self.problem.tables[self.section.parameters]).all_at(AMOUNTS, day)
            except InputFault as error:
                self.faults += error.faults

    def _name(self, code: str) -> str:
        town = self.problem.county.by_code.get(code)
        return f"{code} {town.name}" if town else code


def written(number: Fraction) -> Decimal | str:
    """A number as it was written, with its decimals; a fraction where it has no end."""
    exact = Decimal(number.numerator) / Decimal(number.denominator)
    return Decimal(format(exact.normalize(), "f")) if Fraction(exact) == number else str(number)
