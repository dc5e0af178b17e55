"""Permit places short in the same area: against looking at every set of municipalities, and on a plan."""

from __future__ import annotations

from fractions import Fraction
from itertools import combinations
from random import Random

import pytest

from models.permit_near import shortage


def least_short(children: dict[str, Fraction], places: dict[str, int],
                around: dict[str, tuple[str, ...]]) -> Fraction:
    """The most that any set of municipalities has beyond all places near it (Hall's condition)."""
    worst = Fraction(0)
    for size in range(1, len(children) + 1):
        for chosen in combinations(children, size):
            near = {b for a in chosen for b in around[a]}
            worst = max(worst, sum(children[a] for a in chosen) - sum(places[b] for b in near))
    return worst


@pytest.mark.parametrize("seed", range(60))
def test_as_few_as_can_be_are_short(seed: int) -> None:
    draw = Random(seed)
    codes = "abcdef"[:draw.randint(1, 6)]
    children = {c: Fraction(draw.randint(0, 40), draw.randint(1, 7)) for c in codes}
    places = {c: draw.randint(0, 9) for c in codes}
    around = {c: (c, *(d for d in codes if d != c and draw.random() < 0.3)) for c in codes}
    short = shortage(children, places, around)
    assert sum(short.values()) == least_short(children, places, around)
    assert all(0 <= n <= max(Fraction(0), children[c] - places[c]) for c, n in short.items())


def test_own_places_come_first() -> None:
    around = {"a": ("a", "b"), "b": ("b", "a")}
    assert shortage({"a": Fraction(5), "b": Fraction(4)}, {"a": 2, "b": 4}, around) == {"a": 3, "b": 0}
    alone = {"a": ("a",), "b": ("b",)}
    assert shortage({"a": Fraction(1), "b": Fraction(4)}, {"a": 3, "b": 2}, alone) == {"a": 0, "b": 2}
