"""Places that lie elsewhere than where they are counted: what is left at home, who can have them."""

from __future__ import annotations

from collections.abc import Iterator

from models.agreements import released
from models.formulation import AT_LEAST, Because, Count, Draft
from models.need import Cell
from models.problem import Problem

KEEPS = "keep-existing"


def keep_at_home(problem: Problem, draft: Draft) -> None:
    """Only new places are shared or housed elsewhere, and what lies at home stays there.

    base = x - shared parts - housed elsewhere. base >= 0; while places that exist are kept
    base - e >= 0 never falls over the years by more than the new places whose agreement ends.
    """
    kept = problem.rule(KEEPS) is not None
    for cell in problem.cells:
        if draft.away.get(cell):
            _base(problem, draft, cell, kept)


def _base(problem: Problem, draft: Draft, cell: Cell, kept: bool) -> None:
    code, kind, year = cell
    today = problem.need.existing(cell) if kept else 0
    because = Because("own-places", code, kind, year, today)
    terms = draft.base(cell)
    draft.row(("own", *cell), terms, AT_LEAST, today, because)
    index = problem.need.years.index(year)
    if kept and index:
        before = (code, kind, problem.need.years[index - 1])
        terms = terms + [(count, -factor) for count, factor in draft.base(before)]
        gone = problem.need.existing(before) - today + released(problem).get(cell, 0)
        draft.row(("own-stays", *cell), terms, AT_LEAST, -gone, because)


def stays(problem: Problem, draft: Draft, name: tuple[str | int, ...], counts: tuple[Count, Count],
          because: Because) -> None:
    """A count is no less than its year before, while places that exist are kept."""
    now, before = counts
    if problem.rule(KEEPS) is not None:
        draft.row(name, [(now, 1), (before, -1)], AT_LEAST, 0, because)


def may_fall(problem: Problem, code: str, kind: str, year: int) -> bool:
    """Does an agreement on new places of the cell end, so that they are gone this year?"""
    return (code, kind, year) in released(problem)


def most_new(problem: Problem, kind: str, year: int) -> int:
    """The county's new places of a kind in a year: no part of the county can have more."""
    total = problem.need.total[kind, year]
    if problem.rule(KEEPS) is None:
        return total
    return max(0, total - sum(problem.need.existing((m, kind, year)) for m in problem.county.codes))


def can_lie_elsewhere(problem: Problem) -> frozenset[str]:
    """The municipalities some of whose places may lie in another municipality."""
    if "elsewhere" not in problem.memo:
        problem.memo["elsewhere"] = frozenset(code for rule in problem.rules for code in rule.lends(problem))
    known: frozenset[str] = problem.memo["elsewhere"]
    return known


def in_company(problem: Problem) -> frozenset[str]:
    """The municipalities that share a home, or house or are housed by another."""
    if "company" not in problem.memo:
        problem.memo["company"] = frozenset(code for rule in problem.rules for code in rule.involves(problem))
    known: frozenset[str] = problem.memo["company"]
    return known


def years_before(problem: Problem) -> Iterator[tuple[int, int | None]]:
    """Each plan year with the one before it (None for the first)."""
    years = problem.need.years
    return zip(years, (None, *years[:-1]), strict=True)
