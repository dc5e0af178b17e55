"""Figures that stand in a row as a factor, not as its bound: the longest journey and the smallest home.

A journey of c minutes more opens the pairs of municipality and school up to then; a home that is c
places smaller lowers what each home must hold. Both are steps b_1 >= b_2 >= ... of 0 or 1.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Any

from models.formulation import AT_LEAST, AT_MOST, EQUAL, Because, Count, Draft, Row
from models.problem import Problem
from models.repair_figures import Figure
from models.repair_schools import with_rows

HOME, MINUTES = "smallest-home", "minutes"
LEAST = ("home-least", "shared-home-least")  # rows: places in homes less hmin x homes


def widened(problem: Problem, rules: Sequence[str]) -> Problem:
    """The problem with every row, pair and home that the figures which give may need."""
    if "commuting" in rules:
        problem = with_rows(problem)
    commuting: Any = problem.rule("commuting")
    if MINUTES in rules and commuting is not None:
        problem = _rule(problem, replace(commuting, limit=max(commuting.limit, *_minutes(problem))))
    homes: Any = problem.rule(HOME)
    if HOME in rules and homes is not None:
        if homes.places is not None:
            problem = _rule(problem, replace(homes, places=1))
        if homes.units:
            table = problem.tables[homes.units]
            rows = tuple({**row, "smallest": 1} if row.get("smallest") else row for row in table.rows)
            problem = replace(problem, tables={**problem.tables, table.name: replace(table, rows=rows)})
    return problem


def _rule(problem: Problem, new: Any) -> Problem:
    return replace(problem, rules=tuple(new if one.word == new.word else one for one in problem.rules))


def _minutes(problem: Problem) -> list[int]:
    commuting: Any = problem.rule("commuting")
    return [row["minutes"] for row in problem.tables[commuting.minutes].rows]


def wide_figures(problem: Problem, rules: Sequence[str]) -> Iterator[Figure]:
    """The longest journey, with the minutes more at which pairs open; each smallest home, 1 .. h - 1."""
    commuting: Any = problem.rule("commuting")
    if MINUTES in rules and commuting is not None:
        ends = sorted({n - commuting.limit for n in _minutes(problem) if n > commuting.limit})
        if ends:
            yield Figure(Because(MINUTES, figure=commuting.limit), ends=tuple(ends))
    homes: Any = problem.rule(HOME)
    if HOME in rules and homes is not None:
        for group in homes.groups(problem):
            size = homes.size(problem, group)[0]
            if size > 1:
                yield Figure(_home(problem, "+".join(group), size), ends=tuple(range(1, size)))


def _home(problem: Problem, label: str, size: int) -> Because:
    """The figure of a group's home: its kind's own in the table of units, else the one for all."""
    homes: Any = problem.rule(HOME)
    own = homes.units and any(row["kind"] == label and row.get("smallest")
                              for row in problem.tables[homes.units].rows)
    return Because(HOME, "", label if own else "", None, size)


def loosen_wide(problem: Problem, draft: Draft, steps: Mapping[Figure, Count], rules: Sequence[str]) -> None:
    """Put the steps of the wide figures into a draft of the widened problem, and its own figures back."""
    chains = {one.because: _chain(draft, one, count) for one, count in steps.items() if one.ends}
    commuting: Any = problem.rule("commuting")
    if MINUTES in rules and commuting is not None:
        _pairs(problem, draft, {one: steps[one] for one in steps if one.because.rule == MINUTES}, chains)
    if HOME in rules and problem.rule(HOME) is not None:
        draft.rows[:] = [new for row in list(draft.rows) for new in _homes(problem, draft, row, chains)]


def _chain(draft: Draft, one: Figure, count: Count) -> list[Count]:
    """b_1 >= b_2 >= ..., whose sum is the steps."""
    goal = Because("goal")
    taken = [draft.count(("step", *count.parts, n), 0, 1) for n in range(len(one.ends))]
    for n, (first, then) in enumerate(pairwise(taken)):
        draft.row(("steps", *count.parts, n), [(first, 1), (then, -1)], AT_LEAST, 0, goal)
    draft.row(("steps", *count.parts), [(count, -1), *((b, 1) for b in taken)], EQUAL, 0, goal)
    return taken


def _pairs(problem: Problem, draft: Draft, steps: Mapping[Figure, Count],
           chains: Mapping[Because, list[Count]]) -> None:
    """A pair beyond the limit is used only when the journey has been made so long."""
    commuting: Any = problem.rule("commuting")
    far = {(r["from"], r["to"]): r["minutes"] - commuting.limit
           for r in problem.tables[commuting.minutes].rows if r["minutes"] > commuting.limit}
    for one in steps:
        for at, flow in draft.y.items():
            if at[:2] in far:
                opens = chains[one.because][one.ends.index(far[at[:2]])]
                draft.row(("opens", *at), [(flow, 1), (opens, -flow.high)], AT_MOST, 0, Because("goal"))
    for i, row in enumerate(draft.rows):
        if row.because.rule == "commuting":
            draft.rows[i] = replace(row, because=replace(row.because, figure=commuting.limit))


def _homes(problem: Problem, draft: Draft, row: Row, chains: Mapping[Because, list[Count]]) -> Iterator[Row]:
    """places - h x homes + sum of (homes where b_c) >= existing: h falls by one with every step taken."""
    if row.because.rule != HOME or row.because.figure is None:
        yield row
        return
    homes: Any = problem.rule(HOME)
    size = homes.size(problem, tuple(row.because.kind.split("+")))[0] if row.because.kind else 0
    because = replace(row.because, figure=size or row.because.figure)
    opened = row.terms[-1][0] if row.terms else None
    if row.parts[0] not in LEAST or size <= 1 or opened is None or not opened.high:
        yield replace(row, because=because)
        return
    terms = [(count, -size if count is opened else factor) for count, factor in row.terms]
    for n, taken in enumerate(chains[_home(problem, row.because.kind, size)]):
        less = draft.count(("less", *row.parts, n), 0, opened.high)
        terms.append((less, 1))
        yield Row(("less", *row.parts, n), ((less, 1), (opened, -1)), AT_MOST, 0, Because("goal"))
        yield Row(("less-if", *row.parts, n), ((less, 1), (taken, -opened.high)), AT_MOST, 0, Because("goal"))
    yield replace(row, terms=tuple(terms), because=because)
