"""What a ledger holds before the plan, read row by row from its tables."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any

from models.problem import LEDGER, Problem


def _counts(problem: Problem, row: dict[str, Any]) -> bool:
    section = problem.section("ledger")
    kept = {"equalising": True, "tie": section.ties_counted, "announced": section.announced_counted}
    return kept[row["kind"]]


def _first_month(problem: Problem) -> date:
    rows = problem.tables[problem.section("ledger").periods].rows
    return min(row["valid_from"] for row in rows)


def _booked(problem: Problem) -> list[tuple[str, date, int]]:
    """Every count with its municipality and month; the opening lies in the first period."""
    section = problem.section("ledger")
    found = [(row["code"], row["month"], row["count"]) for row in problem.tables[section.table].rows
             if _counts(problem, dict(row))]
    if section.opening:
        first = _first_month(problem)
        found += [(row["code"], first, row["received"]) for row in problem.tables[section.opening].rows]
    return found


def received(problem: Problem) -> dict[str, int]:
    """R of each municipality: all that is booked on it; nothing where the basis is another."""
    sums = dict.fromkeys(problem.county.codes, 0)
    if problem.basis.amount == LEDGER:
        for code, _, count in _booked(problem):
            sums[code] += count
    return sums


def past(problem: Problem) -> dict[str, Fraction]:
    """Each month's share of the month's referrals, added up over the months; 0 for today's reading."""
    goals = dict.fromkeys(problem.county.codes, Fraction(0))
    if problem.basis.amount != LEDGER or problem.section("ledger").reading != "period":
        return goals
    rows = problem.tables[problem.section("ledger").periods].rows
    for _, month, count in _booked(problem):
        weights = {row["code"]: row["weight"] for row in rows
                   if row["valid_from"] <= month <= row["valid_to"]}
        for code in goals:
            goals[code] += Fraction(count * weights[code], sum(weights.values()))
    return goals


def adds_up(problem: Problem) -> bool:
    """Is a year's share set against that year's own alone?"""
    return problem.basis.amount == "flow" or (
        problem.basis.amount == LEDGER and problem.section("ledger").reading == "period")
