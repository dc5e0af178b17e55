"""Plans of the same question with another account: as good a guess for one who sees the public edition."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from planner.public_counts import veil_of

if TYPE_CHECKING:
    from models.plan import Plan
    from models.problem import Problem
    from models.tables import Table


def plans_alike(plan: Plan) -> tuple[Plan, ...]:
    """The plan, and that of each account that must look the same; () where one of them is not proved."""
    from models.plan import Ending
    from planner.run import plan_problem
    memo = plan.problem.memo
    if ("public plans", plan.solver) not in memo:
        found = [plan]
        for received in veil_of(plan.problem).others:
            if found[-1].ending is not Ending.PROVED:
                break
            found.append(plan_problem(with_account(plan.problem, received), plan.solver, None))
        memo["public plans", plan.solver] = tuple(found) if found[-1].ending is Ending.PROVED else ()
    plans: tuple[Plan, ...] = memo["public plans", plan.solver]
    return plans


def with_account(problem: Problem, received: Mapping[str, int]) -> Problem:
    """The question with other numbers received before the plan, of the same sum: all in the same month."""
    from models.ledger import ledger
    from models.quotas import received as received_before
    section, now = problem.section("ledger"), received_before(problem)
    more = {code: n - now[code] for code, n in received.items() if n != now[code]}
    table = problem.tables[section.table]
    if table.rows:
        changed = _monthly(table, more, section, ledger(problem).counts.through)
    else:
        table = problem.tables[section.opening]
        changed = replace(table, rows=tuple(
            {**row, "received": row["received"] + more.get(row["code"], 0)} for row in table.rows))
    tables = {name: changed if one is table else one for name, one in problem.tables.items()}
    of = problem.quotas_of and with_account(problem.quotas_of, received)
    return replace(problem, tables=tables, quotas_of=of)


def _monthly(table: Table, more: Mapping[str, int], section: object, through: object) -> Table:
    """The months' table with more, or fewer, in one month and of one kind that counts."""
    from models.ledger_counts import counted
    from models.running_tables import REFERRAL_KINDS
    kind = next(one for one in REFERRAL_KINDS if counted(section, one))  # type: ignore[arg-type]
    held = {row["code"]: row["count"] for row in table.rows if (row["month"], row["kind"]) == (through, kind)}
    kept = tuple(row for row in table.rows
                 if row["code"] not in more or (row["month"], row["kind"]) != (through, kind))
    added = tuple({"code": code, "month": through, "kind": kind, "count": held.get(code, 0) + n}
                  for code, n in more.items())
    return replace(table, rows=(*kept, *added))
