from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction
from itertools import product
from math import ceil, floor

from hypothesis import given
from hypothesis import strategies as st

from models.apportion import FILLED, LARGEST_REMAINDER, METHODS, PLAIN, apportion
from models.divisors import DIVISORS
from models.filling import filled

names = st.sampled_from("abcdefgh")
parts = st.one_of(st.integers(0, 60), st.fractions(0, 20, max_denominator=7))


@st.composite
def asked(draw: st.DrawFn, most: int = 60, size: int = 6, bounded: bool = True) -> dict:
    """A division that has an answer: weights, total and bounds that fit."""
    weights = draw(st.dictionaries(names, parts, min_size=1, max_size=size).filter(lambda w: any(w.values())))
    total = draw(st.integers(0, most))
    if not bounded:
        return {"weights": weights, "total": total}
    lower = {n: draw(st.integers(0, total // len(weights))) for n in sorted(weights) if draw(st.booleans())}
    left = total - sum(lower.values())
    upper = {n: lower.get(n, 0) + draw(st.integers(0, left)) for n in sorted(weights) if draw(st.booleans())}
    roomy = max(sorted(weights), key=lambda n: weights[n])
    upper.pop(roomy, None)  # somebody with a weight can always take the rest
    return {"weights": weights, "total": total, "lower": lower, "upper": upper}


@given(asked(), st.sampled_from(METHODS), st.sampled_from([PLAIN, FILLED]))
def test_sum_is_exact_and_bounds_hold(question: dict, method: str, quota: str) -> None:
    places = apportion(method, **question, quota=quota).places
    assert sum(places.values()) == question["total"]
    assert list(places) == list(question["weights"])
    for name in places:
        assert question["lower"].get(name, 0) <= places[name]
        assert places[name] <= question["upper"].get(name, question["total"])


@given(asked(), st.sampled_from(METHODS), st.randoms(use_true_random=False))
def test_row_order_does_not_matter(question: dict, method: str, random) -> None:
    mixed = list(question["weights"])
    random.shuffle(mixed)
    again = question | {"weights": {n: question["weights"][n] for n in mixed}}
    first, second = apportion(method, **question), apportion(method, **again)
    assert dict(first.places) == dict(second.places)
    assert first.ties == second.ties


@given(asked(), st.sampled_from(METHODS), st.fractions(Fraction(1, 9), 9, max_denominator=9))
def test_the_scale_of_the_weights_does_not_matter(question: dict, method: str, factor: Fraction) -> None:
    scaled = question | {"weights": {n: w * factor for n, w in question["weights"].items()}}
    assert apportion(method, **question) == apportion(method, **scaled)


@given(asked(), st.sampled_from(tuple(DIVISORS)))
def test_divisor_methods_never_take_back_when_the_total_grows(question: dict, method: str) -> None:
    before = apportion(method, **question).places
    after = apportion(method, **question | {"total": question["total"] + 1}).places
    assert all(after[n] >= before[n] for n in before)


@given(asked(bounded=False))
def test_largest_remainder_stays_within_the_quota(question: dict) -> None:
    places = apportion(LARGEST_REMAINDER, **question).places
    whole = sum(question["weights"].values())
    for name, weight in question["weights"].items():
        exact = Fraction(weight) * question["total"] / whole
        assert floor(exact) <= places[name] <= ceil(exact)


@given(asked(), st.sampled_from(METHODS))
def test_only_tied_names_can_change_with_the_order(question: dict, method: str) -> None:
    first = apportion(method, **question)
    second = apportion(method, **question, order=sorted(question["weights"], reverse=True))
    tied = set(first.ties[0].names) if first.ties else set()
    assert {n for n in first.places if first.places[n] != second.places[n]} <= tied
    assert [(set(t.names), t.places) for t in first.ties] == [(set(t.names), t.places) for t in second.ties]
    for tie in first.ties:
        assert 0 < tie.places < len(tie.names)


# Against every possible division

def every(question: dict) -> Iterator[dict[str, int]]:
    weights, total = question["weights"], question["total"]
    ranges = [range(question["lower"].get(n, 0), question["upper"].get(n, total) + 1) for n in weights]
    for found in product(*ranges):
        if sum(found) == total:
            yield dict(zip(weights, found, strict=True))


def gaps(places: Mapping[str, int], quotas: Mapping[str, Fraction]) -> list[Fraction]:
    return sorted((abs(places[n] - quotas[n]) for n in places), reverse=True)


@given(asked(most=9, size=4), st.sampled_from([PLAIN, FILLED]))
def test_largest_remainder_has_the_least_total_worst_and_squared_gap(question: dict, quota: str) -> None:
    weights, total = question["weights"], question["total"]
    bounds = (question["lower"], question["upper"]) if quota == FILLED else ({}, {})
    quotas = filled(weights, total, *bounds)
    assert quotas is not None
    assert sum(quotas.values()) == total
    found = gaps(apportion(LARGEST_REMAINDER, **question, quota=quota).places, quotas)
    others = [gaps(places, quotas) for places in every(question)]
    assert sum(found) == min(map(sum, others))
    assert sum(g * g for g in found) == min(sum(g * g for g in other) for other in others)
    assert found == min(others)  # worst first, then the next worst, to the end


@given(asked(most=9, size=4), st.sampled_from(tuple(DIVISORS)))
def test_divisor_methods_take_the_greatest_claims(question: dict, method: str) -> None:
    """No place can be moved to a greater claim: place after place by the textbook's own loop."""
    divisor, weights = DIVISORS[method], question["weights"]
    places = {n: question["lower"].get(n, 0) for n in weights}
    ranked = sorted(weights, key=lambda n: (-weights[n], n))
    while sum(places.values()) < question["total"]:
        free = [n for n in ranked if places[n] < question["upper"].get(n, 99) and weights[n]]
        chosen = max(free, key=lambda n: divisor.claim(weights[n], places[n]))
        places[chosen] += 1
    assert dict(apportion(method, **question).places) == places


@given(asked(most=9, size=4))
def test_filled_quotas_are_clipped_parts_of_one_level(question: dict) -> None:
    weights, lower, upper = question["weights"], question["lower"], question["upper"]
    quotas = filled(weights, question["total"], lower, upper)
    assert quotas is not None
    free = {q / weights[n] for n, q in quotas.items()
            if weights[n] and lower.get(n, 0) < q < upper.get(n, 99)}
    assert len(free) <= 1
    for lam in free:
        for name, quota in quotas.items():
            least, most = lower.get(name, 0), upper.get(name, 99)
            assert quota == min(most, max(least, lam * weights[name]))


def test_a_nation_of_290_and_40000_places() -> None:
    people = {f"{1000 + i}": 2_400 + 37 * i * i for i in range(290)}
    tight = {code: 10 + i % 200 for i, code in enumerate(people)}
    for method in METHODS:
        places = apportion(method, people, 40_000, lower=tight).places
        assert sum(places.values()) == 40_000
