"""The same question with one thing changed, to be planned again: what an answer depends on.

Each function gives a new problem, or None where the problem has nothing of the kind to change.
Nothing is estimated: what the change does is what planning the new problem gives.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from models.permit_near import permit_need
from models.problem import Problem
from models.tables import Table

ALWAYS = ("need",)  # rules that make the question what it is
KEEPS = "keep-existing"
WITH_IT = {"capacity": ("reserve",)}  # rules that are reckoned from another go with it


def without(problem: Problem, word: str) -> Problem | None:
    """The problem without one rule, and without the rules and goals that need it.

    None also for the rule that no place is closed, where new places are what another rule counts (a
    home's, or those that need a school place): they cannot be fewer than none, so still none would close.
    """
    if word in ALWAYS or problem.rule(word) is None or (word == KEEPS and _counts_new(problem)):
        return None
    gone = (word, *WITH_IT.get(word, ()))
    return replace(problem, rules=tuple(rule for rule in problem.rules if rule.word not in gone),
                   goals=tuple(goal for goal in problem.goals if goal.rule not in gone), needs=())


def _counts_new(problem: Problem) -> bool:
    commuting: Any = problem.rule("commuting")
    homes = problem.rule("smallest-home") or problem.rule("co-operation")
    return homes is not None or (commuting is not None and commuting.places == "new")


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

    Where another kind's total is what the rule that it follows makes of this one's, it is made anew.
    None where a total would fall below the year before's, or below what stands today.
    """
    need = problem.need
    kind, year = kind or need.kinds[0], need.years[-1]
    total = _followed(problem, {**need.total, (kind, year): need.total[kind, year] + by}, kind)
    made = replace(need, total=total)
    before = len(need.years) - 2
    if any(made.total[k, year] < max(0, made.total_at(k, before)) for k in need.kinds):
        return None
    return replace(problem, need=made, needs=())


def _followed(problem: Problem, total: Mapping[tuple[str, int], int],
              kind: str) -> Mapping[tuple[str, int], int]:
    """The totals, those of a kind that follows ``kind`` worked out again where they were so before."""
    rule: Any = permit_need(problem) or problem.rule("permit-follows-asylum")
    need = problem.need
    if rule is None or kind != rule.leader:
        return total
    made = replace(need, total=total)
    if any(need.total[rule.follower, year] != rule.total(need, i) for i, year in enumerate(need.years)):
        return total
    return {**total, **{(rule.follower, year): rule.total(made, i) for i, year in enumerate(need.years)}}


def farther(problem: Problem, minutes: int = 10) -> Problem | None:
    """The problem with a limit of commuting ``minutes`` longer."""
    rule: Any = problem.rule("commuting")
    if rule is None:
        return None
    longer = replace(rule, limit=rule.limit + minutes)
    return replace(problem, rules=tuple(longer if one is rule else one for one in problem.rules), needs=())


def _with_table(problem: Problem, table: Table) -> Problem:
    return replace(problem, tables={**problem.tables, table.name: table}, needs=())
