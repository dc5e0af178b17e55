from __future__ import annotations

from fractions import Fraction
from math import ceil, floor
from random import Random

from models.apportion import LARGEST_REMAINDER, METHODS
from models.referral import ANNOUNCED, KIN, LOWEST, MOST_OWED, Points, period, refer, tie_order, today
from models.referral_compare import Beside, breaks, lean, paradoxes
from models.referral_question import Question
from models.referral_shares import Held
from models.simulated_year import beyond, courses, drawn, simulated


def question(weights: dict, number: int, received: dict | None = None, **more) -> Question:
    start = {m: (received or {}).get(m, 0) for m in weights}
    asked = {"received": start, "weights": weights, "targets": today(weights, sum(start.values())),
             "number": number, "order": tie_order("share", weights, weights), "points": Points(),
             "ties": {}, "announced": {}, "held": Held(weights, "county", Fraction(1)),
             "before": sum(start.values()),
             "ahead": Fraction(number)}
    return Question(**{**asked, **more})


def beside(asked: Question) -> Beside:
    return Beside.of(asked, asked.refer())


def test_every_method_divides_the_same_total_from_the_same_start() -> None:
    draw = Random(12)
    for _ in range(400):
        codes = "abcdef"[:draw.randrange(2, 7)]
        weights = {m: draw.choice([0, 1, 2, 5, 40]) for m in codes} | {"a": 3}
        received = {m: draw.randrange(12) for m in codes}
        ties = {m: draw.randrange(3) for m in codes}
        asked = question(weights, 30, received, ties=ties, announced={"b": 2},
                         points=Points(draw.choice(["before", "after"]), draw.random() < 0.5))
        found = asked.refer()
        same = Beside.of(asked, found)
        quotas = same.quotas()
        assert sum(quotas.values()) == sum(found.received.values())
        assert found.given(KIN) == ties
        assert found.given(ANNOUNCED)["b"] == 2
        for method in METHODS:
            places = same.divided(method).places
            assert sum(places.values()) == sum(found.received.values())
            assert all(places[m] >= same.lower[m] for m in codes)
            assert all(places[m] == same.lower[m] for m in codes if weights[m] == 0)
        first = asked.refer(dict(enumerate(m for m in codes for _ in range(ties[m]))))
        method = "adams" if asked.points.counted == "before" else "dhondt"
        assert same.divided(method).places == first.received  # the method itself, when the ties come first


def test_a_tie_late_in_the_year_is_not_made_up_for() -> None:
    """The rule cannot foresee it; a division of the whole year at once knows it from the start."""
    asked = question({"a": 1, "b": 1}, 3, ties={"a": 1})
    assert asked.refer({2: "a"}).received == {"a": 2, "b": 1}
    assert asked.refer({0: "a"}).codes == ("a", "b", "a")
    level = question({"a": 1, "b": 1}, 4)
    assert level.refer({2: "a", 3: "a"}).received == {"a": 3, "b": 1}
    assert beside(question({"a": 1, "b": 1}, 4, ties={"a": 2})).divided("adams").places == {"a": 2, "b": 2}


def test_breaks_of_the_quota_are_those_of_the_definition() -> None:
    draw = Random(5)
    seen = 0
    for _ in range(300):
        weights = {m: draw.choice([1, 2, 3, 60]) for m in "abcdefgh"}
        asked = question(weights, draw.randrange(1, 40), {"a": draw.randrange(9)})
        found = asked.refer()
        same = Beside.of(asked, found)
        total = sum(found.received.values())
        quotas = {m: Fraction(w * total, sum(weights.values())) for m, w in weights.items()}
        told = {one.code: one for one in breaks(same, found.received)}
        for m, quota in quotas.items():
            outside = found.received[m] < floor(quota) or found.received[m] > ceil(quota)
            assert (m in told) == outside
            if outside:
                assert abs(found.received[m] - quota) >= 1
                assert told[m].quota == quota
        seen += len(told)
    assert seen > 50
    held = question({"a": 1, "b": 1}, 2, {"a": 9})
    assert [(one.code, one.held) for one in breaks(beside(held), held.refer().received)] == [
        ("a", True), ("b", False)]


def test_the_paradox_of_three_towns_is_found_and_no_divisor_method_has_one() -> None:
    asked = question({"a": 6, "b": 6, "c": 2}, 10)
    found = paradoxes(beside(asked), LARGEST_REMAINDER, 1)
    assert [(one.total, one.code, one.before, one.after) for one in found] == [(11, "c", 2, 1)]
    for method in METHODS[1:]:
        assert paradoxes(beside(asked), method, 40) == ()


def test_more_children_take_nothing_back_under_the_rule() -> None:
    draw = Random(9)
    for _ in range(50):
        weights = {m: draw.randrange(1, 30) for m in "abcdef"}
        order = tie_order("share", weights, weights)
        longest = refer({}, weights, 60, order=order).codes
        for number in range(0, 60, 7):
            assert refer({}, weights, number, order=order).codes == longest[:number]


def test_adams_leans_to_the_small_and_dhondt_to_the_large() -> None:
    asked = question({"a": 60, "b": 25, "c": 9, "d": 5, "none": 0}, 13)
    same = beside(asked)
    found = lean(same, asked.refer().received)
    assert found is not None
    assert found.small > 0 > found.large
    quotas = same.quotas()
    assert found.small == (asked.refer().received["d"] - quotas["d"]
                           + asked.refer().received["c"] - quotas["c"]) / 2
    turned = lean(same, same.divided("dhondt").places)
    assert turned is not None
    assert turned.small < 0 < turned.large
    assert lean(beside(question({"a": 1, "none": 0}, 3)), {"a": 3, "none": 0}) is None


def test_the_same_seed_draws_the_same_ties() -> None:
    by = {"b": 3, "a": 1, "none": 0}
    found = drawn(10_000, Fraction(18, 100), by, 7)
    assert found == drawn(10_000, Fraction(18, 100), dict(reversed(by.items())), 7)
    assert found != drawn(10_000, Fraction(18, 100), by, 8)
    assert 1600 < len(found) < 2000
    assert set(found.values()) == {"a", "b"}
    assert 0.7 < sum(m == "b" for m in found.values()) / len(found) < 0.8
    assert drawn(50, Fraction(0), {}, 1) == {}
    assert len(drawn(50, Fraction(1), {"a": 1}, 1)) == 50


def test_the_course_of_a_year_and_the_room_it_asks() -> None:
    asked = question({"a": 3, "b": 1}, 8, {"a": 3, "b": 1})
    kin = {0: "b", 3: "b", 4: "b"}
    year = simulated(asked, kin, LOWEST).referred
    assert year.codes == ("b", "a", "a", "b", "b", "a", "a", "a")
    course = courses(asked, year, (0, 1, 8))
    assert course == {"a": [1, Fraction(3 * 4, 3 * 5), Fraction(8 * 4, 3 * 12)],
                      "b": [1, Fraction(2 * 4, 5), Fraction(4 * 4, 12)]}
    found = beyond(year, {"a": 9, "b": 2})
    assert (found["b"].asked, found["b"].times, found["b"].first) == (3, 1, 5)
    assert (found["a"].times, found["a"].first) == (0, None)
    assert courses(question({"a": 1, "b": 0}, 0), refer({}, {"a": 1, "b": 0}, 0, order="ab"), (0,)) == {
        "a": [None], "b": [None]}


def test_the_most_owed_is_never_a_whole_child_above_its_quota() -> None:
    """Child by child to the most owed, from nothing: nobody passes its quota rounded up."""
    draw = Random(31)
    for _ in range(100):
        weights = {m: draw.randrange(1, 50) for m in "abcde"}
        asked = question(weights, draw.randrange(1, 80))
        end = asked.refer(rule=MOST_OWED).received
        quotas = beside(asked).quotas()
        assert all(end[m] <= ceil(quotas[m]) for m in weights)


def test_quotas_of_the_reading_period_follow_the_periods() -> None:
    weights = {"a": 1, "b": 1}
    asked = question(weights, 10, {"a": 4, "b": 6},
                     targets=period({"a": Fraction(7), "b": Fraction(3)}, weights))
    assert beside(asked).quotas() == {"a": 12, "b": 8}
    assert asked.refer().received == {"a": 12, "b": 8}
