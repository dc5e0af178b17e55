"""From shares to quotas: how many places the share alone gives each municipality."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from models.errors import InputFault, fault
from models.filling import filled
from models.need import Cell
from models.problem import FILLED, FLOW, LEDGER, LIMITS, STOCK, Problem
from models.sections.ledger import PERIOD


def quotas(problem: Problem, quota: str | None = None, *, relieved: bool = True) -> dict[Cell, Fraction]:
    """q of every cell, in places, in the amounts of the scenario's basis.

    plain, stock: q = a T / A. plain, flow: the sum over the years up to t of
    (a / A)(new places that the county needs in the year). plain, ledger, with R received by the
    county before: reading today q = (a / A)(R + new since the start); reading period q = the sum
    of each past period's share of that period's referrals, and then as flow. filled:
    q = min(U, max(L, lambda a)) where lambda is the fraction with sum q = total; the scenario's
    ``fill`` says whether U counts. Relief takes its part from the weights unless ``relieved`` is
    False. InputFault where no lambda exists.
    """
    if problem.quotas_of is not None:
        return quotas(problem.quotas_of, quota, relieved=relieved)
    at = ("quotas", quota or problem.basis.quota, relieved)
    if at not in problem.memo:
        plain = _plain(problem, relieved)
        problem.memo[at] = _all_filled(problem, plain, relieved) if at[1] == FILLED else plain
    found: dict[Cell, Fraction] = problem.memo[at]
    return found


def _all_filled(problem: Problem, plain: Mapping[Cell, Fraction], relieved: bool) -> dict[Cell, Fraction]:
    found: dict[Cell, Fraction] = {}
    for kind in problem.need.kinds:
        for year in problem.need.years:
            found.update(_filled(problem, kind, year, plain, relieved))
    return {cell: found[cell] for cell in problem.cells}


def total_amount(problem: Problem, kind: str, year: int) -> int:
    """Sum over the county of the amounts X of one kind and year in the scenario's basis."""
    total = problem.need.total[kind, year]
    if problem.basis.amount == STOCK:
        return total
    return total - problem.need.left(kind, year) + sum(received(problem).values())


def offset(problem: Problem, cell: Cell) -> int:
    """What is taken from places in service to get X: 0 for stock, e (places of today left) for flow,
    e less what has been received before for ledger.
    """
    if problem.basis.amount == STOCK:
        return 0
    return problem.need.existing(cell) - received(problem).get(cell[0], 0)


def received(problem: Problem) -> Mapping[str, int]:
    """R of each municipality: what the ledger counts before the plan's first year; {} without one."""
    if problem.basis.amount != LEDGER:
        return {}
    if "received" not in problem.memo:
        from models.ledger import carried
        problem.memo["received"] = carried(problem).received
    found: Mapping[str, int] = problem.memo["received"]
    return found


def limits(problem: Problem, cell: Cell) -> tuple[int, int | None]:
    """L and U of a cell in the amounts of the basis."""
    low, high = problem.limits[cell]
    start = offset(problem, cell)
    return low - start, None if high is None else high - start


def reliefs(problem: Problem) -> Mapping[str, Fraction]:
    """The part of the share taken away, by municipality code (0 parts left out)."""
    rule = problem.rule("relief")
    return {} if rule is None else rule.parts(problem)  # type: ignore[attr-defined]


def _weights(problem: Problem, kind: str, year: int, relieved: bool) -> dict[str, Fraction]:
    parts = reliefs(problem) if relieved else {}
    shares = problem.shares[kind, year]
    return {m: Fraction(shares.weights[m]) * (1 - parts.get(m, 0)) for m in problem.county.codes}


def _plain(problem: Problem, relieved: bool) -> dict[Cell, Fraction]:
    found: dict[Cell, Fraction] = {}
    for kind in problem.need.kinds:
        running = _begun(problem)
        for index, year in enumerate(problem.need.years):
            weights = _weights(problem, kind, year, relieved)
            whole = sum(weights.values())
            flow = _adds_up(problem)
            part = problem.need.added(kind, index) if flow else total_amount(problem, kind, year)
            for code, weight in weights.items():
                quota = weight * part / whole
                running[code] = running[code] + quota if flow else quota
                found[code, kind, year] = running[code]
    return {cell: found[cell] for cell in problem.cells}


def _adds_up(problem: Problem) -> bool:
    """Is each year's share set against that year's new amounts alone?"""
    return problem.basis.amount == FLOW or _by_period(problem)


def _by_period(problem: Problem) -> bool:
    """Is the basis the ledger, read by period?"""
    return problem.basis.amount == LEDGER and problem.section("ledger").reading == PERIOD


def _begun(problem: Problem) -> dict[str, Fraction]:
    """The quota before the first year: of the past periods (reading period), else nothing."""
    if _by_period(problem):
        from models.ledger import carried
        targets = carried(problem).targets
        return {code: Fraction(targets[code]) for code in problem.county.codes}
    return dict.fromkeys(problem.county.codes, Fraction(0))


def _filled(problem: Problem, kind: str, year: int, plain: Mapping[Cell, Fraction],
            relieved: bool) -> dict[Cell, Fraction]:
    codes = problem.county.codes
    if problem.basis.amount != STOCK:
        weights = {m: plain[m, kind, year] for m in codes}
    else:
        weights = _weights(problem, kind, year, relieved)
    # lambda a is never below 0: a least amount below 0 (places that may close) fills nothing, and
    # a most amount below the least is the quota whatever lambda is.
    lower, upper, held = {}, {}, {}
    for m in codes:
        low, high = limits(problem, (m, kind, year))
        lower[m] = max(low, 0)
        if high is not None and problem.basis.fill == LIMITS:
            upper[m] = high
            if high < lower[m]:
                held[m] = Fraction(high)
    total = total_amount(problem, kind, year)
    open_ = {m: weight for m, weight in weights.items() if m not in held}
    parts = filled(open_, total - sum(held.values()), lower, upper)
    if parts is None:
        raise InputFault([fault("no-fill-level", at="basis.quota", kind=kind, year=year, total=total)])
    return {(m, kind, year): quota for m, quota in {**parts, **held}.items()}
