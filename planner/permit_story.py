"""What a planned run's [permit-stock] comes to: the flow, the need beside the plan, what is short near by."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from models.permit_flow import Month, Year
from models.permit_near import Near, near, nearness, permit_need
from models.permit_need import PermitNeed
from models.permit_terms import Figures, figures
from models.tables import ASSUMED

if TYPE_CHECKING:
    from models.parameters import Parameter
    from models.plan import Plan


@dataclass(frozen=True)
class PermitStory:
    """The county's flow with the asylum places of the plan.

    ``months`` run without a gap from January of the first plan year, ``years`` are the plan years;
    ``planned`` permit places in service by year; ``held``: years in which places that stay are more
    than needed; ``near`` every municipality and year; ``area`` what the same area is.
    """

    model: PermitNeed
    figures: Mapping[int, Figures]
    months: tuple[Month, ...]
    years: tuple[Year, ...]
    planned: Mapping[int, int]
    asylum: Mapping[int, int]
    held: tuple[int, ...]
    near: tuple[Near, ...]
    area: str

    @property
    def parameters(self) -> tuple[Parameter, ...]:
        """The values used, each once."""
        return tuple(dict.fromkeys(one for found in self.figures.values() for one in found.parameters))

    @property
    def assumed(self) -> tuple[Parameter, ...]:
        """Those of them that no source gives."""
        return tuple(one for one in self.parameters if one.status == ASSUMED)

    def short(self, year: int) -> Fraction:
        """Permit places short in the same area at the end of a year."""
        return sum((one.short for one in self.near if one.year == year), Fraction(0))

    def crowded(self) -> Iterator[Month]:
        """Of each year the month in which children on asylum places are most above the places, if any."""
        for year in self.years:
            own = (one for one in self.months if one.year == year.year)
            worst = max(own, key=lambda one: one.children - one.places)
            if worst.children > worst.places:
                yield worst


def story_of(plan: Plan) -> PermitStory | None:
    """The story of a plan that was found; None without [permit-stock]."""
    problem, need = plan.problem, plan.problem.need
    model = permit_need(problem) if plan.found else None
    if model is None:
        return None
    section = model.section
    totals = {year: need.total[model.leader, year] for year in need.years}
    return PermitStory(
        model, figures(section, problem.tables[section.parameters], tuple(model.terms)),
        model.months(need.total_today[model.leader], need.total_today[model.follower], totals),
        model.years(need), {year: need.total[model.follower, year] for year in need.years}, totals,
        tuple(year for year in model.held(need) if need.total[model.follower, year] == model.total(
            need, need.years.index(year))), near(plan), nearness(problem))
