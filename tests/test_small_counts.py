"""Counts of 1 to 4 are never shown to others, and never left to be worked out."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product

import pytest

from planner.small_counts import COVERED, SMALL, Veiled, shown, small, veiled


@pytest.mark.parametrize(("count", "text"), [(0, "0"), (1, SMALL), (4, SMALL), (5, "5"), (120, "120")])
def test_a_count_as_others_see_it(count: int, text: str) -> None:
    assert shown(count) == text


def test_one_small_count_hides_the_first_larger_one_too() -> None:
    found = veiled({"a": 3, "b": 9, "c": 7, "d": 0})
    assert [found[key].text() for key in "abcd"] == [SMALL, COVERED, "7", "0"]


def test_a_single_small_count_beside_noughts_hides_in_its_sum() -> None:
    assert veiled({"a": 3, "b": 0})["b"] == Veiled(0, 0)


def test_small_counts_that_must_all_be_one_are_covered() -> None:
    assert [one.text() for one in veiled({"a": 1, "b": 1, "c": 11}).values()] == [SMALL, SMALL, COVERED]
    assert [one.text() for one in veiled({"a": 4, "b": 4, "c": 8}).values()] == [SMALL, SMALL, COVERED]
    assert [one.text() for one in veiled(dict.fromkeys("abcde", 1)).values()] == [COVERED] * 5


@pytest.mark.parametrize(("size", "most"), [(1, 9), (2, 20), (3, 24), (4, 18), (5, 13), (6, 10)])
def test_no_column_is_the_only_one_that_looks_as_it_does(size: int, most: int) -> None:
    """For one who tries the rule on every column: a small count is never the same in all that look alike."""
    seen: dict[tuple[str, ...], list[tuple[int, ...]]] = {}
    for counts in product(range(most + 1), repeat=size):
        if sum(counts) <= most:
            told = (*(one.text() for one in veiled(dict(enumerate(counts))).values()), shown(sum(counts)))
            seen.setdefault(told, []).append(counts)
    for found in seen.values():
        alone = [i for i in range(size) if len({counts[i] for counts in found}) == 1]
        assert not [counts for counts in found if any(small(counts[i]) for i in alone)]


def answers(told: Sequence[Veiled], total: range) -> list[set[int]]:
    """What each count may be for one who knows what the signs mean, and the sum."""
    free = [range(total[-1] + 1) if one.least is None or one.most is None else range(one.least, one.most + 1)
            for one in told]
    fits = [counts for counts in product(*free) if sum(counts) in total]
    return [set(values) for values in zip(*fits, strict=True)]


def test_no_small_count_can_be_worked_out_from_the_others_and_the_sum() -> None:
    for counts in product((0, 1, 2, 4, 5, 7), repeat=4):
        told = list(veiled(dict(enumerate(counts))).values())
        total = range(1, 5) if small(sum(counts)) else range(sum(counts), sum(counts) + 1)
        for count, found in zip(counts, answers(told, total), strict=True):
            assert count in found
            assert not small(count) or len(found) > 1, counts
