"""What next year's case asks, and by whose inhabitants: the plan's own numbers, then as many."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date
from typing import Any

from models.problem import Problem
from models.regimes import PLACES
from planner.permit_check import follower_of
from planner.settings import Settings
from planner.template.decided import Decided
from planner.template.filling import Filling

ANEW = {"total": None, "new": None, "ceiling": None, "cap": None}  # what last year's case asked for


def need_keys(decided: Decided, problem: Problem, old: Settings, years: tuple[int, ...],
              today: Mapping[str, int]) -> tuple[dict[str, Any], bool]:
    """The keys, and whether a total was raised: never below ``today``, the places in service by kind.

    Places are totals in service; children and persons what is new in each year.
    """
    kinds = [kind for kind in problem.need.kinds if kind not in _following(old)]
    made = {kind: tuple(_amount(decided, problem, kind, year) for year in years) for kind in kinds}
    raised = {kind: tuple(max(n, today.get(kind, 0)) for n in found) for kind, found in made.items()}
    whole = raised if len(problem.need.kinds) > 1 else next(iter(raised.values()))
    stock = problem.unit == PLACES
    return {**ANEW, "total" if stock else "new": whole, "hold": stock}, raised != made


def _following(old: Settings) -> set[str]:
    """The kind that follows another one goes on following."""
    written = [old.need.total, old.need.new]
    given = {kind for one in written if isinstance(one, Mapping) for kind in one}
    return {follower_of(old)} - given


def _amount(decided: Decided, problem: Problem, kind: str, year: int) -> int:
    """The plan's own in the years it has, then as many as it ends with."""
    last = min(year, decided.years[-1])
    if problem.unit == PLACES:
        return decided.total(kind, last)
    return sum(new for (_, k, t), new in decided.new.items() if (k, t) == (kind, last))


def counted_on(filling: Filling, codes: Collection[str], first: int, otherwise: int) -> date | None:
    """The 31 December whose inhabitants count: the last before the first year that has them all.

    None where that is the year before, as the scenario takes it anyway.
    """
    page = filling.page("population")
    rows = page.rows if page else ()
    have = {year for year in {row["year"] for row in rows} if year < first
            and set(codes) <= {row["code"] for row in rows if row["year"] == year}}
    latest = max(have, default=otherwise)
    return None if latest == first - 1 else date(latest, 12, 31)
