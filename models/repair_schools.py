"""Schools that have no places: a school place they give must have a row to give it in."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from models.formulation import Draft
from models.problem import Problem

FIGURE = "school_places"


def with_rows(problem: Problem) -> Problem:
    """The problem with one place in every school of the table that has none, so that it has a row."""
    rule: Any = problem.rule("commuting")
    if rule is None:
        return problem
    table = problem.tables[rule.schools]
    rows = tuple({**row, FIGURE: max(1, row[FIGURE])} for row in table.rows)
    return replace(problem, tables={**problem.tables, table.name: replace(table, rows=rows)})


def empty_schools(problem: Problem, draft: Draft) -> None:
    """Give the rows of schools their own figures again: those of the problem."""
    rule: Any = problem.rule("commuting")
    for i, row in enumerate(draft.rows):
        if row.because.rule == "school-places":
            figure = rule.school_places(problem, row.because.year)[row.because.code]
            draft.rows[i] = replace(row, bound=figure, because=replace(row.because, figure=figure))
