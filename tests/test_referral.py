from __future__ import annotations

from collections import Counter
from fractions import Fraction
from itertools import product
from random import Random

import pytest

from models.apportion import apportion
from models.contest import Contest
from models.errors import InputFault
from models.referral import (
    AFTER,
    ANNOUNCED,
    BEFORE,
    EQUALISING,
    KIN,
    LOWEST,
    MOST_OWED,
    TIES,
    Points,
    evenly,
    period,
    refer,
    tie_order,
    today,
)
from tests.share_tables import keys
from tests.test_apportion import column

NO_SHARE = (1, Fraction(0))


def slowly(received, weights, number, order, points, targets, kin, announced):
    """The rule as it is read: one child at a time, every municipality's figure as a fraction."""
    account, left, counted, made = dict(received), Counter(announced), 0, []
    for turn in range(number):
        if turn in kin:
            kind, code = KIN, kin[turn]
        else:
            kind = ANNOUNCED if sum(left.values()) else EQUALISING
            among = [m for m in order if (left[m] if kind == ANNOUNCED else weights[m])]
            best = None
            for m in among:
                target = targets.at(m, counted + 1)
                owed = points.rule == MOST_OWED
                figure = account[m] - target if owed else standing(account[m], target, points)
                if best is None or figure < best[0]:
                    best = figure, m
            code = best[1]
        if kind == ANNOUNCED:
            left[code] -= 1
        made.append((code, kind))
        if points.counts(kind):
            account[code] += 1
            counted += 1
    return made, account


def standing(received: int, target: Fraction, points: Points) -> tuple[int, Fraction]:
    """Fulfilment before or after the child; whoever has no target stands behind all who have."""
    if target == 0:
        return NO_SHARE
    return 0, (received + (points.counted == AFTER)) / target


def random_case(draw: Random) -> dict:
    """A small county with many equal figures: shares, account, targets, ties, announced places."""
    codes = [f"{i:04}" for i in range(1, draw.randrange(2, 8))]
    weights = {m: draw.choice([0, 1, 1, 2, 3, 4, 6, 37, 1000]) for m in codes}
    weights[codes[0]] = weights[codes[0]] or 1
    inhabitants = {m: draw.randrange(1, 4) for m in codes}
    received = {m: draw.choice([0, 0, 1, 2, 5, draw.randrange(40)]) for m in codes}
    number = draw.randrange(0, 30)
    before = sum(received.values())
    pace = draw.choice([Fraction(1), Fraction(5), Fraction(7, 3)])
    targets = draw.choice([
        today(weights, before),
        today(weights, before * 3, part=Fraction(1, 5), pace=pace),
        period({m: Fraction(draw.randrange(60), draw.choice([1, 2, 7])) for m in codes}, weights),
        period(dict.fromkeys(codes, Fraction(0)), weights, part=Fraction(2, 3), pace=pace),
    ])
    points = Points(draw.choice([BEFORE, AFTER]), draw.random() < 0.5, draw.random() < 0.5,
                    draw.choice([LOWEST, LOWEST, MOST_OWED]))
    kin = {turn: draw.choice(codes) for turn in range(number) if draw.random() < 0.2}
    announced = {m: draw.randrange(4) for m in codes if draw.random() < 0.2}
    return {"received": received, "weights": weights, "number": number, "kin": kin,
            "order": tie_order(draw.choice(TIES), weights, inhabitants), "points": points,
            "targets": targets, "announced": announced}


def test_as_one_child_at_a_time_would_be_directed() -> None:
    draw = Random(20160401)
    equal = 0
    for _ in range(2500):
        case = random_case(draw)
        found = refer(**case)
        made, account = slowly(**case)
        assert list(zip(found.codes, found.kinds, strict=True)) == made, case
        assert found.received == account
        equal += len(found.equal)
    assert equal > 2000  # children who stood between equals


def test_the_end_is_the_divisor_method_begun_at_the_account() -> None:
    draw = Random(2016)
    for _ in range(2000):
        case = random_case(draw)
        weights, received, order = case["weights"], case["received"], case["order"]
        total = sum(received.values()) + case["number"]
        for counted, method in ((BEFORE, "adams"), (AFTER, "dhondt")):
            found = refer(received, weights, case["number"], order=order, points=Points(counted))
            assert found.received == apportion(method, weights, total, lower=received, order=order).places
            assert sum(found.received.values()) == total


@pytest.mark.parametrize(("counted", "method"), [(BEFORE, "adams"), (AFTER, "dhondt")])
def test_published_divisions_child_by_child(counted: str, method: str) -> None:
    people = column("methods_balinski_young.csv", "population")
    order = tie_order("share", people, people)
    found = refer({}, people, 26, order=order, points=Points(counted))
    assert found.received == column("methods_balinski_young.csv", method)


def test_jefferson_of_1790_child_by_child() -> None:
    people = column("us_house_1790.csv", "population")
    found = refer({}, people, 105, order=tie_order("share", people, people), points=Points(AFTER))
    assert found.received == column("us_house_1790.csv", "jefferson_105")


def test_with_the_smaller_share_first_the_rule_levels_fulfilment() -> None:
    """Over all divisions, the sorted list of X / q is greatest: the goal, but for its ties."""
    draw = Random(7)
    for _ in range(300):
        weights = {m: draw.randrange(1, 9) for m in "abc"}
        received = {m: draw.randrange(4) for m in "abc"}
        number = draw.randrange(1, 8)
        total, whole = sum(received.values()) + number, sum(weights.values())
        smaller_first = sorted(weights, key=lambda m: (weights[m], m))
        found = refer(received, weights, number, order=smaller_first).received
        ways = (dict(zip("abc", way, strict=True)) for way in product(range(total + 1), repeat=3)
                if sum(way) == total and all(x >= received[m] for m, x in zip("abc", way, strict=True)))
        assert levels(found, weights, whole, total) == max(levels(w, weights, whole, total) for w in ways)


def levels(places: dict, weights: dict, whole: int, total: int) -> list[Fraction]:
    return sorted(Fraction(places[m] * whole, weights[m] * total) for m in places)


def test_equal_fulfilment_goes_by_the_stated_order_and_is_told() -> None:
    weights, people = {"b": 2, "a": 1, "c": 2}, {"a": 30, "b": 10, "c": 20}
    expected = {"share": "cba", "population": "acb", "code": "abc"}
    for rule, codes in expected.items():
        order = tie_order(rule, weights, people)
        assert "".join(order) == codes
        found = refer({}, weights, 3, order=order)
        assert "".join(found.codes) == codes
        assert found.equal == (0, 1)
    assert refer({}, weights, 6, order="cba").received == {"a": 1, "b": 2, "c": 3}


def test_no_share_no_equalising_referral() -> None:
    found = refer({"a": 9}, {"a": 1, "none": 0}, 4, order=["a", "none"], kin={1: "none"},
                  announced={"none": 1})
    assert found.codes == ("none", "none", "a", "a")
    assert found.kinds == (ANNOUNCED, KIN, EQUALISING, EQUALISING)
    assert found.given() == {"a": 2, "none": 2}
    assert found.given(KIN) == {"a": 0, "none": 1}


def test_ties_that_do_not_count_leave_the_account_as_it_was() -> None:
    found = refer({}, {"a": 1, "b": 1}, 3, order="ab", kin={0: "a"}, points=Points(kin_counted=False))
    assert found.codes == ("a", "a", "b")
    assert found.received == {"a": 1, "b": 1}


def test_ties_are_spread_evenly() -> None:
    turns = evenly(100, {"a": 4, "b": 1})
    assert turns == {10: "a", 30: "a", 50: "b", 70: "a", 90: "a"}
    assert len(evenly(7, {"a": 3, "b": 4})) == 7
    assert evenly(5, {}) == {}


def test_past_periods_can_turn_the_order() -> None:
    """A small share now, but much owed of earlier periods: first in turn only under period."""
    weights, received = {"a": 9, "b": 1}, {"a": 10, "b": 10}
    base = {"a": Fraction(5), "b": Fraction(15)}
    now = refer(received, weights, 4, order="ab")
    each = refer(received, weights, 4, order="ab", targets=period(base, weights))
    assert now.codes == ("a", "a", "a", "a")
    assert each.codes == ("b", "b", "b", "b")


def test_a_contest_turns_when_the_lines_cross() -> None:
    lines = [(10, 0, 1), (0, 3, 1), None, (1, 1, 0)]
    contest = Contest(lines[:3], 0)
    assert [contest.first(moment) for moment in range(6)] == [0, 0, 0, 0, 1, 1]
    assert Contest(lines, 0).first(0) == 3  # endless
    assert Contest([None], 0).first(5) == -1


FAULTS = [
    ({"number": -1}, ["refer-number"]),
    ({"received": {"x": 1}}, ["refer-stranger"]),
    ({"kin": {0: "x"}}, ["refer-stranger"]),
    ({"received": {"a": -1}}, ["refer-negative"]),
    ({"announced": {"a": -1}}, ["refer-negative"]),
    ({"weights": {"a": -1, "b": 2}}, ["refer-weight"]),
    ({"order": ["a"]}, ["refer-order"]),
    ({"weights": {"a": 0, "b": 0}}, ["refer-no-weight"]),
    ({"weights": {"a": 0, "b": 0}, "announced": {"a": 2}}, ["refer-no-weight"]),
]


@pytest.mark.parametrize(("changed", "expected"), FAULTS)
def test_faults_of_the_figures(changed: dict, expected: list[str]) -> None:
    asked = {"received": {}, "weights": {"a": 1, "b": 2}, "number": 3, "order": ["a", "b"], **changed}
    with pytest.raises(InputFault) as caught:
        refer(**asked)
    assert keys(caught) == expected


def test_a_large_year_ends_as_the_method_does() -> None:
    draw = Random(3)
    weights = {f"{i:04}": draw.randrange(1, 900) for i in range(290)}
    order = tie_order("share", weights, weights)
    found = refer({}, weights, 4000, order=order)
    assert found.received == apportion("adams", weights, 4000, order=order).places
