"""Which rules read quotas or limits that move with the figures that give, and the question without them.

A limit of the gap, the quota rounded down or up, and the cap of a relief are written from quotas and
from L and U of the cells. Where a figure that gives moves one of these, the rows of the old quotas say
nothing of the way out: a plan of the question without those rows is only a bound on it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import replace
from typing import Any

from models.formulation import Draft, Row
from models.problem import FILLED, LIMITS, Problem

LOWS = ("floor", "agreement", "pinned", "answer-no")  # figures that L of a cell may rest on
HIGHS = ("capacity", "ceiling", "pinned", "answer-no")  # and U
READERS = ("within-gap", "within-quota", "relief")


def moving(problem: Problem, gives: Collection[str]) -> tuple[str, ...]:
    """The rules whose rows may move with figures of these reasons (``Because.rule``).

    Plain quotas rest on shares, need and relief alone, and move with nothing. Filled quotas rest on L,
    and with ``fill = limits`` on U. ``stuck = hold`` reads both, the cap of a relief reads L.
    """
    low, high = (any(reason in gives for reason in some) for some in (LOWS, HIGHS))
    found = []
    for word in READERS:
        rule: Any = problem.rule(word)
        reads_low, reads_high = (False, False) if rule is None else _reads(problem, rule)
        if (reads_low and low) or (reads_high and high):
            found.append(word)
    return tuple(found)


def _reads(problem: Problem, rule: Any) -> tuple[bool, bool]:
    """Do the rule's rows rest on L, and on U?"""
    if rule.word == "relief" and not (rule.cap and rule.parts(problem)):
        return False, False
    filled = rule.word == "within-quota" or problem.basis.quota == FILLED
    held = rule.word == "within-gap" and rule.stuck == "hold"
    return filled or held or rule.word == "relief", held or (filled and problem.basis.fill == LIMITS)


def without(problem: Problem, words: Collection[str]) -> Problem:
    """The problem without the rows of these rules; the weights that a relief takes away stay away."""
    if not words:
        return problem
    rules: list[Any] = []
    for one in problem.rules:
        rule: Any = one
        if rule.word == "relief" and "relief" in words:
            rules.append(replace(rule, cap=False))
        elif rule.word not in words:
            rules.append(rule)
    return replace(problem, rules=tuple(rules))


def rows_of(problem: Problem, words: Collection[str], draft: Draft) -> Iterator[Row]:
    """The rows of these rules for this problem, written on the counts of a draft of the same cells."""
    beside = Draft()
    beside.x = draft.x
    for rule in problem.rules:
        if rule.word in words:
            rule.write(problem, beside)
    yield from beside.rows
