"""Apportionment on 2,400 random cases, held against looking at every division; ties included."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from itertools import product
from random import Random
from typing import Any

import pytest

from models.apportion import LARGEST_REMAINDER, METHODS, PLAIN, apportion
from models.divisors import DIVISORS

CASES, CHUNK = 2_400, 300


def drawn(seed: int) -> dict[str, Any]:
    """Two to four names, small weights (often equal: ties are common), bounds that fit."""
    draw = Random(seed)
    names = "abcd"[:draw.randint(2, 4)]
    weights = {n: draw.choice([0, 1, 1, 2, 3, draw.randint(1, 9)]) for n in names}
    weights[names[0]] = max(1, weights[names[0]])
    total = draw.randint(0, 9)
    lower = {n: draw.randint(0, total // len(names)) for n in names if draw.random() < 0.3}
    left = total - sum(lower.values())
    upper = {n: lower.get(n, 0) + draw.randint(0, left) for n in names[1:] if draw.random() < 0.3}
    return {"weights": weights, "total": total, "lower": lower, "upper": upper,
            "order": draw.sample(names, len(names))}


def every(question: dict[str, Any]) -> Iterator[dict[str, int]]:
    """All divisions within the bounds that give nobody of weight 0 more than its least."""
    weights, total = question["weights"], question["total"]
    spans = [range(question["lower"].get(n, 0), question["upper"].get(n, total) + 1) for n in weights]
    for found in product(*spans):
        if sum(found) == total:
            yield dict(zip(weights, found, strict=True))


def first(question: dict[str, Any], best: list[dict[str, int]]) -> dict[str, int]:
    """Of equally good divisions the one that gives the first in the order most, then the next."""
    return max(best, key=lambda places: [places[n] for n in question["order"]])


def by_remainders(question: dict[str, Any]) -> dict[str, int]:
    """Least squared gap to the plain quotas: what largest remainder within bounds is."""
    whole = sum(question["weights"].values())
    quotas = {n: Fraction(w * question["total"], whole) for n, w in question["weights"].items()}
    told = [(sum((p[n] - quotas[n]) ** 2 for n in p), p) for p in every(question)]
    least = min(gap for gap, _ in told)
    return first(question, [p for gap, p in told if gap == least])


def by_claims(question: dict[str, Any], method: str) -> dict[str, int]:
    """No place would go to a greater claim: the least of the claims taken is at least any not taken."""
    claim, weights = DIVISORS[method].claim, question["weights"]

    def stands(places: dict[str, int]) -> bool:
        taken = [claim(weights[n], places[n] - 1) for n in places
                 if places[n] > question["lower"].get(n, 0)]
        wanted = [claim(weights[n], places[n]) for n in places if weights[n]
                  and places[n] < question["upper"].get(n, question["total"])]
        nobody = all(weights[n] or places[n] == question["lower"].get(n, 0) for n in places)
        return nobody and (not taken or not wanted or min(taken) >= max(wanted))
    return first(question, [p for p in every(question) if stands(p)])


@pytest.mark.parametrize("start", range(0, CASES, CHUNK))
def test_it_is_what_looking_at_every_division_gives(start: int) -> None:
    for seed in range(start, start + CHUNK):
        question, method = drawn(seed), METHODS[seed % len(METHODS)]
        found = dict(apportion(method, **question, quota=PLAIN).places)
        exact = by_remainders(question) if method == LARGEST_REMAINDER else by_claims(question, method)
        assert found == exact, (seed, method, question)


def test_the_cases_hold_ties_and_every_method() -> None:
    tied = dict.fromkeys(METHODS, 0)
    for seed in range(CASES):
        method = METHODS[seed % len(METHODS)]
        tied[method] += bool(apportion(method, **drawn(seed)).ties)
    assert min(tied.values()) >= 20
