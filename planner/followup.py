"""A plan beside its outcome, year by year: deviations, indicators, the gap against the share.

All exact: whole numbers and fractions. What is not reported is told and never filled in.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from models.measures import amount
from models.quotas import offset
from models.regimes import PLACES
from planner.outcome import planned

if TYPE_CHECKING:
    from planner.followup_read import Followed

KEPT, BELOW, ABOVE, MISSING = "kept", "below", "above", "missing"


@dataclass(frozen=True)
class Line:
    """One municipality, kind ("" = all together) and year, in the unit of the plan.

    ``plan`` is what the plan gave and ``outcome`` what was reported (None: nothing): places in service,
    or what is new in the year of children and persons. ``cumulative`` is the sum of outcome - plan from
    the first plan year, and of what was carried into the plan; None where a year of it is missing.
    ``today`` is what was there before the plan and is left, ``planned_new`` and ``new`` are beyond it;
    ``quota`` is the run's own, ``planned_gap`` and ``gap`` the amount less the quota (None: missing).
    """

    code: str
    kind: str
    year: int
    plan: int
    outcome: int | None
    cumulative: int | None
    today: int
    planned_new: int
    new: int | None
    quota: Fraction
    planned_gap: Fraction
    gap: Fraction | None

    @property
    def deviation(self) -> int | None:
        """outcome - plan; None where nothing is reported."""
        return None if self.outcome is None else self.outcome - self.plan

    @property
    def state(self) -> str:
        """kept (outcome = plan), below, above or missing."""
        if self.deviation is None:
            return MISSING
        return KEPT if self.deviation == 0 else BELOW if self.deviation < 0 else ABOVE

    @property
    def unopened(self) -> int:
        """Of what is below the plan, what the plan had as new: max(0, min(planned new, plan - outcome))."""
        return max(0, min(self.planned_new, -(self.deviation or 0)))

    @property
    def closed(self) -> int:
        """Of what is below the plan, what was there already: plan - outcome - unopened, at least 0."""
        return max(0, -(self.deviation or 0)) - self.unopened


@dataclass(frozen=True)
class Gaps:
    """The gap against the share over the lines that are reported: worst and total, plan and outcome.

    ``worst`` |X - q| at most, ``total`` its sum, ``who`` has the worst with the outcome; ``count`` lines
    of ``of`` are reported so far that the gap can be told.
    """

    planned_worst: Fraction
    worst: Fraction
    planned_total: Fraction
    total: Fraction
    who: tuple[str, ...]
    count: int
    of: int


def lines_of(followed: Followed) -> tuple[Line, ...]:
    """Every municipality, kind and reported year, in the order of the tie rule."""
    codes, outcome = followed.plan.problem.county.codes, followed.outcome
    return tuple(line for year in outcome.years for code in codes for kind in followed.kinds
                 for line in [_line(followed, code, kind, year)])


def _line(followed: Followed, code: str, kind: str, year: int) -> Line:
    plan, outcome = followed.plan, followed.outcome
    cells = [(code, k, year) for k in followed.planned_kinds(kind)]
    quota = sum((plan.quotas[cell] for cell in cells), Fraction(0))
    gap = sum(amount(plan, cell) for cell in cells) - quota
    there = in_service(followed, code, kind, year)
    today = sum(plan.problem.need.existing(cell) for cell in cells)
    start = sum(offset(plan.problem, cell) for cell in cells)
    beyond = sum(plan.new_since_start(cell) for cell in cells)
    wanted, actual = planned(plan, code, kind, year) or 0, outcome.places.get((code, kind, year))
    return Line(code, kind, year, wanted, actual, _cumulative(followed, code, kind, year), today, beyond,
                None if there is None else there - today, quota, gap,
                None if there is None else there - start - quota)


def in_service(followed: Followed, code: str, kind: str, year: int) -> int | None:
    """What the outcome comes to where the plan counts its places: those reported; of children and
    persons the sum from the first plan year. None where a figure of it is missing.
    """
    outcome, problem = followed.outcome, followed.plan.problem
    if problem.unit == PLACES:
        return outcome.places.get((code, kind, year))
    found = [outcome.places.get((code, kind, y)) for y in problem.need.years if y <= year]
    return None if None in found else sum(n for n in found if n is not None)


def _cumulative(followed: Followed, code: str, kind: str, year: int) -> int | None:
    """What was carried in and the deviations up to this year; None where one is missing."""
    total = carried(followed, code, kind)
    for one in followed.plan.problem.need.years:
        if one <= year:
            actual = followed.outcome.places.get((code, kind, one))
            if actual is None:
                return None
            total += actual - (planned(followed.plan, code, kind, one) or 0)
    return total


def carried(followed: Followed, code: str, kind: str) -> int:
    """What was carried into the plan: by kind; what is of all kinds together, for all of them only."""
    alone = kind and len(followed.plan.problem.need.kinds) > 1
    kinds = {kind} if alone else {"", *followed.planned_kinds(kind)}
    return sum(followed.earlier.get((code, one), 0) for one in kinds)


def of_year(lines: Sequence[Line], year: int, kind: str | None = None) -> list[Line]:
    """The lines of a year, and of a kind where one is given."""
    return [line for line in lines if line.year == year and kind in (None, line.kind)]


def by_state(lines: Sequence[Line]) -> Mapping[str, list[Line]]:
    """The lines kept, below, above and missing."""
    found: dict[str, list[Line]] = {KEPT: [], BELOW: [], ABOVE: [], MISSING: []}
    for line in lines:
        found[line.state].append(line)
    return found


def summed(lines: Sequence[Line], column: str) -> dict[str, int]:
    """The sum of a column by municipality, those above 0."""
    found: dict[str, int] = {}
    for line in lines:
        found[line.code] = found.get(line.code, 0) + (getattr(line, column) or 0)
    return {code: number for code, number in found.items() if number > 0}


def gaps(lines: Sequence[Line]) -> Gaps | None:
    """How the gap against the share became, over the lines whose outcome is known; None without any."""
    known = list(_known(lines))
    if not known:
        return None
    worst = max(abs(gap) for _, gap in known)
    who = dict.fromkeys(line.code for line, gap in known if abs(gap) == worst)
    return Gaps(max(abs(line.planned_gap) for line, _ in known), worst,
                sum((abs(line.planned_gap) for line, _ in known), Fraction(0)),
                sum((abs(gap) for _, gap in known), Fraction(0)), tuple(who), len(known), len(lines))


def _known(lines: Sequence[Line]) -> Iterator[tuple[Line, Fraction]]:
    return ((line, line.gap) for line in lines if line.gap is not None)
