"""One planning question, complete: county, need, shares, rules, goals and tables."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Any

from models.county import County
from models.need import Cell, Need
from models.shares import Shares
from models.tables import Table

if TYPE_CHECKING:
    from models.goals import Goal
    from models.regimes import Regime
    from models.rules import Rule
    from models.sections import Section

STOCK, FLOW, LEDGER = "stock", "flow", "ledger"
PLAIN, FILLED = "plain", "filled"
STARTS, LIMITS = "starts", "limits"
DEFAULT_SOLVER = "paired"  # of a scenario that names none


@dataclass(frozen=True)
class Basis:
    """What the share is set against: all places (stock), the new ones (flow), or all that has been
    received since a start date and the new ones together (ledger).

    ``quota`` is plain or filled, ``fill`` says which bounds fill it (starts: only the least
    amounts; limits: also the most). How the ledger's target is read stands in the section ledger.
    """

    amount: str = STOCK
    quota: str = FILLED
    fill: str = STARTS


@dataclass(frozen=True)
class Problem:
    """The question put to the planner; whole numbers and exact fractions only.

    ``shares[kind, year]`` is the share table of that kind and year; ``tables`` holds every
    table a rule or goal names, by that name; ``areas`` the members of each named area; ``needs``
    the county totals to try in turn until one fits ("at least"), when there is more than ``need``.
    ``sections`` are the scenario's further tables of keys, ``day`` the day of the plan. ``quotas_of`` is
    the question whose quotas count, where the totals here are not those asked for.
    """

    county: County
    need: Need
    shares: Mapping[tuple[str, int], Shares]
    basis: Basis = Basis()
    rules: tuple[Rule, ...] = ()
    goals: tuple[Goal, ...] = ()
    tables: Mapping[str, Table] = field(default_factory=dict)
    areas: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    needs: tuple[Need, ...] = ()
    sections: tuple[Section, ...] = ()
    day: date | None = None
    quotas_of: Problem | None = None

    @cached_property
    def cells(self) -> tuple[Cell, ...]:
        """All cells in the order of the tie rule."""
        return tuple(self.need.cells(self.county.codes))

    def rule(self, word: str) -> Rule | None:
        """The rule of that word, or None where the scenario has none."""
        return next((r for r in self.rules if r.word == word), None)

    def section(self, word: str) -> Any:
        """The section of that word, or None where the scenario has none."""
        return next((s for s in self.sections if s.word == word), None)

    @property
    def unit(self) -> str:
        """What the amounts are: places, referrals or persons."""
        keys = self.section("regime")
        return keys.unit if keys else "places"

    @property
    def regime(self) -> Regime | None:
        """The regime the scenario names, else the one in force on its day."""
        from models.regimes import BY_WORD, in_force
        keys = self.section("regime")
        if keys and keys.name:
            return BY_WORD[keys.name]
        return in_force(self.day or date(self.need.years[0], 1, 1), self.unit)

    @cached_property
    def memo(self) -> dict[Any, Any]:
        """What has been computed from this problem (it is frozen, so it stays true)."""
        return {}

    @cached_property
    def limits(self) -> dict[Cell, tuple[int, int | None]]:
        """L and U of every cell, in places in service: constants set by the rules.

        L = max(places today where they are kept, agreement, floor, decision), at least 0;
        U = min(capacity, ceiling, decision), None where nothing limits the cell.
        """
        least = dict.fromkeys(self.cells, 0)
        most: dict[Cell, int | None] = dict.fromkeys(self.cells)
        for rule in self.rules:
            for cell, low, high in rule.bounds(self):
                if low is not None:
                    least[cell] = max(least[cell], low)
                known = most[cell]
                if high is not None:
                    most[cell] = high if known is None else min(known, high)
        return {cell: (least[cell], most[cell]) for cell in self.cells}
