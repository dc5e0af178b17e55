"""The permit places that the asylum places ask for: county totals, as a rule that follows gives them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import TYPE_CHECKING

from models.permit_flow import Month, Start, Terms, Year, flow, monthly, yearly

if TYPE_CHECKING:
    from models.need import Need
    from models.sections.permit_stock import PermitStock


@dataclass(frozen=True)
class PermitNeed:
    """The section with the figures of every calendar year; ``keep``: no permit place is closed.

    ``total`` is what ``models.rules.permit_follows_asylum`` gives of a ratio, here of the flow.
    """

    section: PermitStock
    terms: Mapping[int, Terms]
    keep: bool = True
    _memo: dict[tuple[int, ...], tuple[Year, ...]] = field(default_factory=dict, compare=False, repr=False)

    @property
    def leader(self) -> str:
        """The kind whose places children wait in."""
        return self.section.leader

    @property
    def follower(self) -> str:
        """The kind whose places children with a permit live in."""
        return self.section.follower

    def months(self, asylum: int, permit: int, totals: Mapping[int, int]) -> tuple[Month, ...]:
        """The flow from places today, with the asylum places in service of each plan year.

        In a calendar year between two plan years those of the plan year before are in service.
        """
        every, last = [], asylum
        for year in self.terms:
            last = totals.get(year, last)
            every.append(last)
        start = Start(asylum, permit, self.section.before)
        return flow(start, monthly(asylum, every, self.section.growth), self.terms)

    def stocks(self, asylum: int, permit: int, totals: Mapping[int, int]) -> dict[int, Fraction]:
        """Children on permit places at the end of each calendar year, from these asylum places."""
        return {one.year: one.stock for one in yearly(self.months(asylum, permit, totals))}

    def years(self, need: Need) -> tuple[Year, ...]:
        """The county's flow in each plan year."""
        totals = {year: need.total[self.leader, year] for year in need.years}
        asked = tuple(totals.values())
        if asked not in self._memo:
            today = need.total_today
            found = yearly(self.months(today[self.leader], today[self.follower], totals))
            self._memo[asked] = tuple(year for year in found if year.year in totals)
        return self._memo[asked]

    def needed(self, need: Need) -> tuple[int, ...]:
        """Permit places that the stock alone asks for, by year: ceil(stock), in the measure chosen."""
        return tuple(year.needed(self.section.measured) for year in self.years(need))

    def total(self, need: Need, index: int) -> int:
        """T of the follower in the index-th year: what is needed, and while no place is closed
        never below today or a year before.
        """
        asked = self.needed(need)[:index + 1]
        return max(need.total_today[self.follower], *asked) if self.keep else asked[-1]

    def held(self, need: Need) -> tuple[int, ...]:
        """The years in which places that stay are more than the stock asks for."""
        return tuple(year for i, (year, asked) in enumerate(zip(need.years, self.needed(need), strict=True))
                     if self.total(need, i) > asked)
