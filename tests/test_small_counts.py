"""Counts of 1 to 4 are never shown to others, and never left to be worked out."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product

import pytest

from planner.small_counts import COVERED, SMALL, Veiled, shown, small, veiled


@pytest.mark.parametrize(("count", "text"), [(0, "0"), (1, SMALL), (4, SMALL), (5, "5"), (120, "120")])
def test_a_count_as_others_see_it(count: int, text: str) -> None:
    assert shown(count) == text


def test_one_small_count_hides_the_next_smallest_too() -> None:
    found = veiled({"a": 3, "b": 9, "c": 7, "d": 0})
    assert [found[key].text() for key in "abcd"] == [SMALL, "9", COVERED, "0"]


def test_a_single_small_count_beside_noughts_hides_in_its_sum() -> None:
    assert veiled({"a": 3, "b": 0})["b"] == Veiled(0, 0)


def test_small_counts_that_must_all_be_one_are_covered() -> None:
    assert [one.text() for one in veiled({"a": 1, "b": 1, "c": 8}).values()] == [SMALL, SMALL, COVERED]
    assert [one.text() for one in veiled({"a": 4, "b": 4, "c": 8}).values()] == [SMALL, SMALL, COVERED]
    assert [one.text() for one in veiled(dict.fromkeys("abcde", 1)).values()] == [COVERED] * 5


@pytest.mark.parametrize(("counts", "told"), [
    ((2, 5, 5, 30), [SMALL, COVERED, COVERED, "30"]), ((1, 5), [COVERED] * 2),
    ((1, 5, 40), [SMALL, COVERED, COVERED]), ((3, 9), [SMALL, COVERED]),
    ((1, 1, 1, 1, 1, 0), [*[COVERED] * 5, "0"]), ((4, 4, 0), [SMALL, SMALL, COVERED])])
def test_so_many_are_hidden_that_the_rule_itself_tells_nothing(counts: tuple[int, ...],
                                                              told: list[str]) -> None:
    """Of 2, 5, 5, 30 a single ".." would be 5: at least 5, and at most the 5 that is shown."""
    assert [one.text() for one in veiled(dict(enumerate(counts))).values()] == told


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
