"""The same question with one thing changed, to be planned again: what an answer depends on.

Each function gives a new problem, or None where the problem has nothing of the kind to change.
Nothing is estimated: what the change does is what planning the new problem gives.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from models.problem import Problem
from models.tables import Table

ALWAYS = ("need",)  # rules that make the question what it is


def without(problem: Problem, word: str) -> Problem | None:
    """The problem without one rule, and without the goals that need it."""
    if word in ALWAYS or problem.rule(word) is None:
        return None
    return replace(problem, rules=tuple(rule for rule in problem.rules if rule.word != word),
                   goals=tuple(goal for goal in problem.goals if goal.rule != word), needs=())


def roomier(problem: Problem, code: str, more: int = 1) -> Problem | None:
    """The problem with ``more`` places of capacity in every row of the municipality's own."""
    rule: Any = problem.rule("capacity")
    if rule is None:
        return None
    table = problem.tables[rule.table]
    rows = tuple({**row, "capacity": max(0, row["capacity"] + more)} if row["code"] == code else row
                 for row in table.rows)
    return None if rows == table.rows else _with_table(problem, replace(table, rows=rows))


def with_total(problem: Problem, by: int, kind: str = "") -> Problem | None:
    """The problem with the county's total of a kind (the first) ``by`` places higher in the last year.

    None where the total would fall below the year before's, or below what stands today.
    """
    need = problem.need
    kind, year = kind or need.kinds[0], need.years[-1]
    total = need.total[kind, year] + by
    if total < need.total_at(kind, len(need.years) - 2) or total < 0:
        return None
    return replace(problem, need=replace(need, total={**need.total, (kind, year): total}), needs=())


def farther(problem: Problem, minutes: int = 10) -> Problem | None:
    """The problem with a limit of commuting ``minutes`` longer."""
    rule: Any = problem.rule("commuting")
    if rule is None:
        return None
    longer = replace(rule, limit=rule.limit + minutes)
    return replace(problem, rules=tuple(longer if one is rule else one for one in problem.rules), needs=())


def _with_table(problem: Problem, table: Table) -> Problem:
    return replace(problem, tables={**problem.tables, table.name: table}, needs=())
