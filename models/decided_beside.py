"""A plan beside what somebody decided: number by number, differences as they are."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from models.plan import Plan
from models.problem import STOCK


@dataclass(frozen=True)
class Beside:
    """One municipality and year: the plan's number and the decided one, in the unit of the scenario.

    ``kind`` is None where the decision is for all kinds together. ``share`` is the municipality's exact
    share of the county (0..1), ``fair`` that share of the county's number, unrounded.
    """

    code: str
    kind: str | None
    year: int
    planned: int
    decided: int
    share: Fraction
    fair: Fraction

    @property
    def difference(self) -> int:
        """The plan's number less the decided one."""
        return self.planned - self.decided

    @property
    def ratio(self) -> Fraction | None:
        """The decided number ÷ the share of the county's number; None where that is 0."""
        return self.decided / self.fair if self.fair else None


def beside(plan: Plan, rows: tuple[Mapping[str, Any], ...]) -> tuple[Beside, ...]:
    """Every decided number of a planned municipality and year, by year and in the order of the tie rule.

    On the basis stock the numbers are places in service, else what is new in the year. A row without
    a year holds for every plan year; rows of other years are passed over.
    """
    return tuple(_lines(plan, rows)) if plan.found else ()


def _lines(plan: Plan, rows: tuple[Mapping[str, Any], ...]) -> Iterator[Beside]:
    problem = plan.problem
    by_code: dict[str, list[Mapping[str, Any]]] = {}
    for row in rows:
        by_code.setdefault(row["code"], []).append(row)
    for index, year in enumerate(problem.need.years):
        for code in problem.county.codes:
            for row in by_code.get(code, ()):
                if row.get("year") in (None, year):
                    yield _line(plan, code, row, index)


def _line(plan: Plan, code: str, row: Mapping[str, Any], index: int) -> Beside:
    need = plan.problem.need
    year, kind = need.years[index], row.get("kind")
    kinds = need.kinds if kind is None else (kind,)
    stock = plan.problem.basis.amount == STOCK
    planned = sum(plan.places[code, k, year] if stock else plan.new((code, k, year)) for k in kinds)
    county = sum(need.total_at(k, index) if stock else need.added(k, index) for k in kinds)
    share = plan.problem.shares[kinds[0], year].share(code)
    return Beside(code, kind, year, planned, row["number"], share, share * county)


def decided_apart(plan: Plan) -> int | None:
    """Sum of |plan - decision| over the decided numbers; None where no decision stands beside the plan."""
    keys = plan.problem.section("decided")
    if keys is None or not plan.found:
        return None
    return sum(abs(one.difference) for one in beside(plan, plan.problem.tables[keys.table].rows))
