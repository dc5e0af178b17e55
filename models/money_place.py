"""What one place brings and costs a day, empty and full, and at which occupancy it pays for itself."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING

from models.money_values import (
    CHILD_DAY,
    CHILDREN_PER_PLACE,
    EMPTY,
    FULL,
    OCCUPIED_DAY,
    PLACE_DAY,
    REFERRAL_ONCE,
    UNDER_18,
    YOUTH_DAY,
    Values,
    days_of,
)
from models.sections.money import LAST_OLD

if TYPE_CHECKING:
    from models.parameters import Parameter

ALWAYS, NEVER, FROM, UP_TO = "always", "never", "from", "up-to"


@dataclass(frozen=True)
class PlaceDay:
    """One place of a type on a day, kronor a day: grant and cost empty and full, exact."""

    day: date
    type: str
    grant_empty: Fraction
    cost_empty: Fraction
    grant_full: Fraction
    cost_full: Fraction
    parameters: tuple[Parameter, ...]

    @property
    def left_empty(self) -> Fraction:
        """Grant - cost of an empty place."""
        return self.grant_empty - self.cost_empty

    @property
    def left_full(self) -> Fraction:
        """Grant - cost of an occupied place."""
        return self.grant_full - self.cost_full

    @property
    def pays(self) -> str:
        """When grants cover the cost: always, never, from or up to the occupancy ``even``."""
        empty, full = self.left_empty >= 0, self.left_full >= 0
        return (ALWAYS if full else UP_TO) if empty else FROM if full else NEVER

    @property
    def even(self) -> Fraction | None:
        """The occupancy o (0..1) at which grants = cost: left_empty + o (left_full - left_empty) = 0.

        None where grants cover the cost at every occupancy, or at none.
        """
        if self.pays in (ALWAYS, NEVER):
            return None
        return self.left_empty / (self.left_empty - self.left_full)


def place_days(days: Iterable[date], values: Values) -> tuple[PlaceDay, ...]:
    """Each place type that has both costs, on each day; nothing for a day where a value is missing."""
    types = [word.removeprefix(FULL) for word in values.parameters.by_word
             if word.startswith(FULL) and values.has(EMPTY + word.removeprefix(FULL))]
    return tuple(one for day in days for one in _on(day, types, values))


def _on(day: date, types: list[str], values: Values) -> list[PlaceDay]:
    """Until 30 June 2017 an agreed place brings place-day, occupied also occupied-day; from 1 July an
    occupied one u child-day + (1 - u) youth-day + children-per-place referral-once / days of the year.
    """
    old = day <= LAST_OLD
    words = (PLACE_DAY, OCCUPIED_DAY) if old else (
        UNDER_18, CHILD_DAY, YOUTH_DAY, CHILDREN_PER_PLACE, REFERRAL_ONCE)
    pieces = values.cut(words, day, day)
    made = []
    for type_ in types:
        costs = values.cut((FULL + type_, EMPTY + type_), day, day)
        if pieces and costs:
            grants, (full, empty) = pieces[0].values, costs[0].values
            bare, taken = _grants(day, [p.value for p in grants])
            made.append(PlaceDay(day, type_, bare, empty.value, taken, full.value, (*grants, full, empty)))
    return made


def _grants(day: date, values: list[Fraction]) -> tuple[Fraction, Fraction]:
    """Kronor a day of an empty and of an occupied place."""
    if day <= LAST_OLD:
        return values[0], values[0] + values[1]
    young, child, youth, turnover, once = values
    return Fraction(0), young * child + (1 - young) * youth + turnover * once / days_of(day.year)
